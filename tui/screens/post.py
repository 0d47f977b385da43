"""The page of one post: its whole text, its time with interval and reason, its figures, and where it came from."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from textual import on
from textual.binding import Binding
from textual.content import Content
from textual.worker import get_current_worker

from feeds.archive import Archive
from feeds.excerpts import Excerpt, excerpts
from feeds.model import Post
from feeds.wording import quotation
from tui.actions import POST, page_bindings
from tui.keymap import actions_of
from tui.render import postpage
from tui.render.glyphs import KIND_WORDS, Glyphs
from tui.render.lines import Line
from tui.render.postpage import Known, page
from tui.screens.help import HelpScreen, sections
from tui.screens.page import PageScreen
from tui.widgets.sheet import Sheet


class PostScreen(PageScreen):
    """One post over the replay, with the posts embedded in it; its result is the post that the reader goes to."""

    BINDINGS = [
        *page_bindings(POST),
        *(Binding(str(number), f"link({number})", show=False, priority=True) for number in range(1, 10)),
    ]

    def __init__(
        self, archive: Archive, rank: int, *, until: int, shielded: bool = True, files: Sequence[str] = ()
    ) -> None:
        """The post at `rank`, of whose day `until` posts may be seen, because of the shield if `shielded`.

        `files` are those that the user gave.
        """
        super().__init__()
        self._header = archive.header
        self._files = files
        self.known = known_of(archive, rank, until, shielded=shielded)

    def on_mount(self) -> None:
        """The source is read behind the page."""
        hint = "tab goes to its links · enter follows · esc closes" if self._leads else "esc closes"
        self.query_one(Sheet).hint = hint
        self.run_worker(partial(self._read, self.known.post), thread=True, exit_on_error=False)

    @property
    def _leads(self) -> bool:
        """Whether anything on the page leads somewhere."""
        return bool(self.known.links or self.known.around or self.known.cites or self.known.cited_by)

    def _read(self, post: Post) -> None:
        """What the files say; runs in a thread."""
        worker = get_current_worker()
        sources = excerpts(post, self._files, lambda: not worker.is_cancelled)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_sources, sources)

    def _show_sources(self, sources: Sequence[Excerpt]) -> None:
        if self.is_mounted:
            self.known = replace(self.known, sources=sources)
            self.query_one(Sheet).renew()

    def heading(self) -> Content:
        """The post's kind."""
        return Content(KIND_WORDS[self.known.post.kind] or "Post")

    def lay_out(self, width: int, glyphs: Glyphs) -> Sequence[Line]:
        """The page at `width` cells."""
        return page(self.known, self._header.zone, width, glyphs)

    def action_link(self, number: int) -> None:
        """Open a link in the browser: it is http or https, or it would not be one."""
        if 0 < number <= len(self.known.links):
            self.app.open_url(self.known.links[number - 1])

    def action_step(self, direction: int) -> None:
        """To the next thing on the page that leads somewhere."""
        self.query_one(Sheet).step(direction)

    def action_take(self) -> None:
        """To where the reader is on the page; from nowhere, back."""
        if not self.query_one(Sheet).take():
            self.dismiss()

    @on(Sheet.Chosen)
    def _chosen(self, event: Sheet.Chosen) -> None:
        kind, _, number = event.key.partition(" ")
        if kind == postpage.LINK:
            self.action_link(int(number) + 1)
        else:
            self.dismiss(int(number))

    def action_copy(self) -> None:
        """The words of the post, who said them and when, and its link, to the clipboard."""
        self.app.copy_to_clipboard(quotation(self.known.post, self._header))
        self.query_one(Sheet).hint = "copied, if the terminal allows it · esc closes"

    def action_help(self) -> None:
        """What keys do here."""
        self.app.push_screen(HelpScreen(sections(POST, actions_of(self.app))))


def known_of(archive: Archive, rank: int, until: int, *, shielded: bool) -> Known:
    """What may be told of the post at `rank` while `until` posts may be seen."""

    def seen(ranks: Sequence[int]) -> list[tuple[int, Post]]:
        return [(each, archive.post(each)) for each in ranks if each < until]

    tweets = seen(archive.children(rank))
    own = (rank, *(each for each, _ in tweets))
    cites = sorted({cited for each in own for cited in archive.cites(each)} - {*own})
    cited_by = sorted({citing for each in own for citing in archive.cited_by(each, until)} - {*own})
    post = archive.post(rank)
    around = None if post.part_of is None or archive.preliminary else archive.rank_of(post.part_of)
    return Known(
        post,
        [tweet for _, tweet in tweets],
        seen([] if around is None else [around]),
        seen(cites),
        seen(cited_by),
        named=bool(cited_by) or not shielded,
        until=archive.time_of(until - 1) if shielded and until else None,
    )

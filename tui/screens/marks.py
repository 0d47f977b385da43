"""The list of marks: choose one to go there, or delete it; marks later than the playhead stay behind the shield."""

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widgets import Static

from feeds.wording import time_of, title
from tui.actions import MARKS, key_of, page_bindings
from tui.keymap import actions_of
from tui.render.glyphs import Glyphs, said
from tui.render.lines import Line, apart, shorten
from tui.screens.help import HelpScreen, sections
from tui.screens.page import WholeScreen
from tui.session import Mark, Session
from tui.widgets.listing import Listing
from tui.widgets.signs import signs_of


class Marked(Listing):
    """The marks, one a line; the last one is at hand when the reader comes."""

    class Deleted(Message):
        """The sign at the end of a mark was clicked; `rank` is its post's."""

        def __init__(self, rank: int) -> None:
            super().__init__()
            self.rank = rank

    class Chosen(Message):
        """A mark was clicked, or Enter pressed on it; `rank` is its post's."""

        def __init__(self, rank: int) -> None:
            super().__init__()
            self.rank = rank

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[Line] = ()
        self._laid: tuple[tuple[int, Glyphs] | None, Sequence[Line]] = None, ()

    def show(self, lines: Sequence[Line]) -> None:
        """List these; after one that is gone the next is at hand."""
        self._lines, self._laid = lines, (None, ())
        if self._cursor and lines:
            self._put(min(self._row_of_cursor, len(lines) - 1), lines)
        self.changed()

    def lay_out(self, width: int, screen: Size) -> Sequence[Line]:
        """Each with a sign at its end: a click there deletes it."""
        if self._laid[0] != (width, self.glyphs):
            end = Content.styled(f" {self.glyphs.times}", "$quiet")
            room = max(width - end.cell_length, 1)
            rows = (apart(shorten(line.content, room, self.glyphs), end, width) for line in self._lines)
            lines = [line._replace(content=row) for line, row in zip(self._lines, rows, strict=True)]
            self._laid = (width, self.glyphs), lines
        return self._laid[1]

    def current(self, lines: Sequence[Line]) -> int:
        """The last, if there is one."""
        return len(lines) - 1

    def at_hand(self) -> int | None:
        """The rank of the mark that the reader is on, if there are any."""
        place = self._cursor_row(self._lines)
        return self._lines[place].rank if place >= 0 else None

    def on_click(self, event: events.Click) -> None:
        """On the sign at its end a mark is deleted; everywhere else it is chosen."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        line, column = self.line_at(offset)
        if line.rank is not None and column == line.content.cell_length - 1:
            event.prevent_default()
            self.post_message(self.Deleted(line.rank))

    def take(self, line: Line, rank: int) -> None:
        """To its post."""
        self.post_message(self.Chosen(rank))


class MarksScreen(WholeScreen[int | None]):
    """The marks among the first `until` posts; its result is the rank of the post to go to."""

    CSS_PATH = "marks.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (22, "-usual")]
    AUTO_FOCUS = "Marked"
    BINDINGS = [*page_bindings(MARKS)]

    def __init__(self, session: Session, until: int) -> None:
        super().__init__()
        self.session = session
        self.until = until

    def parts(self) -> ComposeResult:
        """The parts, top to bottom."""
        with Vertical() as page:
            page.border_title = "Marks"
            page.border_subtitle = said("enter goes there · d deletes · esc closes", signs_of(self))
            yield Marked()
            yield Static()

    def on_mount(self) -> None:
        """Fill the list."""
        self._fill()

    def _fill(self) -> None:
        marks = [mark for mark in self.session.marks if mark.rank < self.until]
        self.query_one(Marked).show([Line(self._row(mark), mark.rank, str(mark.rank)) for mark in marks])
        words = (
            "" if marks else f"No mark so far: {key_of(actions_of(self.app), 'mark')} marks the post under the cursor."
        )
        if self.session.shield:
            words = f"{words}\nMarks of what has not happened yet are not listed.".lstrip()
        self.query_one(Static).update(Content.styled(words, "$quiet"))

    def _row(self, mark: Mark) -> Content:
        post = self.session.archive.post(mark.rank)
        time = "" if post.when is None else time_of(post.when, self.session.archive.header.zone)
        row = Content.assemble((f"{time:>6}  ", "$quiet"), (mark.note, "bold"))
        return Content.assemble(row, "  " if mark.note else "", (title(post), "$quiet" if mark.note else ""))

    @on(Marked.Chosen)
    def _chosen(self, event: Marked.Chosen) -> None:
        self.dismiss(event.rank)

    def action_choose(self) -> None:
        """To the mark at hand."""
        if (rank := self.query_one(Marked).at_hand()) is not None:
            self.dismiss(rank)

    @on(Marked.Deleted)
    def _deleted(self, event: Marked.Deleted) -> None:
        self._delete(event.rank)

    def action_delete(self) -> None:
        """Delete the mark at hand."""
        if (rank := self.query_one(Marked).at_hand()) is not None:
            self._delete(rank)

    def _delete(self, rank: int) -> None:
        self.session.unmark(rank)
        self._fill()

    def action_help(self) -> None:
        """What keys do here."""
        self.app.push_screen(HelpScreen(sections(MARKS, actions_of(self.app))))

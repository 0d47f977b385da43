"""The page of one post: its whole text, its time with interval and reason, its figures, and where it came from."""

from collections.abc import Sequence
from datetime import tzinfo

from textual import on
from textual.binding import Binding
from textual.content import Content

from feeds.model import Post
from tui.actions import POST, page_bindings
from tui.render.glyphs import KIND_WORDS, Glyphs
from tui.render.lines import Line
from tui.render.postpage import links_of, page
from tui.screens.help import HelpScreen, sections
from tui.screens.page import PageScreen
from tui.widgets.sheet import Sheet


class PostScreen(PageScreen):
    """One post over the replay, with the posts embedded in it."""

    BINDINGS = [
        *page_bindings(POST),
        *(Binding(str(number), f"link({number})", show=False) for number in range(1, 10)),
    ]

    def __init__(self, post: Post, embedded: tuple[Post, ...], zone: tzinfo) -> None:
        super().__init__()
        self.post = post
        self.embedded = embedded
        self.zone = zone
        self.links = links_of(post, embedded)

    def heading(self) -> Content:
        """The post's kind."""
        return Content(KIND_WORDS[self.post.kind] or "Post")

    def lay_out(self, width: int, glyphs: Glyphs) -> Sequence[Line]:
        """The page at `width` cells."""
        return page(self.post, self.embedded, self.zone, width, glyphs)

    def action_link(self, number: int) -> None:
        """Open a link in the browser: it is http or https, or it would not be one."""
        if 0 < number <= len(self.links):
            self.app.open_url(self.links[number - 1])

    @on(Sheet.Chosen)
    def _link_clicked(self, event: Sheet.Chosen) -> None:
        self.action_link(event.rank + 1)

    def action_help(self) -> None:
        """What keys do here."""
        self.app.push_screen(HelpScreen(sections(POST[0].group, POST)))

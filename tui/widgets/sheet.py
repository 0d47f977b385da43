"""A sheet of text: lines laid out at the width there is, scrolled by rows; the border tells where there is more."""

from collections.abc import Callable, Sequence

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.render.glyphs import UNICODE, Glyphs
from tui.render.lines import Line

LayOut = Callable[[int, Glyphs], Sequence[Line]]
"""The lines at a width, in signs."""
_WHEEL = 3


class Sheet(Widget, can_focus=True):
    """What `lay_out` says; `hint` stands at the lower border, and before it whether there is more above and below."""

    DEFAULT_CSS = "Sheet { height: auto; text-wrap: nowrap; }"

    glyphs: reactive[Glyphs] = reactive(UNICODE, layout=True)
    """The signs to draw with."""
    top: reactive[int] = reactive(0)
    """The first row in view."""

    class Chosen(Message):
        """A line that leads somewhere was clicked; `rank` is the line's."""

        def __init__(self, rank: int) -> None:
            super().__init__()
            self.rank = rank

    def __init__(self, lay_out: LayOut, title: Content, hint: str) -> None:
        super().__init__()
        self._lay_out = lay_out
        self._hint = hint
        self.border_title = title

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as there are lines at `width`."""
        return len(self._lay_out(max(width, 1), self.glyphs))

    def render(self) -> RenderResult:
        """The rows in view."""
        width, height = self.content_size
        lines = self._lay_out(max(width, 1), self.glyphs)
        return Content("\n").join(line.content for line in lines[self.top : self.top + height])

    def validate_top(self, top: int) -> int:
        """Within the lines."""
        return min(max(top, 0), self._last())

    def _last(self) -> int:
        """The last row that may be the first in view."""
        width, height = self.content_size
        return max(len(self._lay_out(max(width, 1), self.glyphs)) - height, 0) if width and height else 0

    def watch_top(self) -> None:
        """Say whether there is more."""
        more = (self.glyphs.up if self.top > 0 else "") + (self.glyphs.down if self.top < self._last() else "")
        self.border_subtitle = Content(f"{more} more {self.glyphs.dot} {self._hint}" if more else self._hint)

    def on_resize(self) -> None:
        """Stay within the lines."""
        self.top = self.top + 0
        self.watch_top()

    def watch_glyphs(self) -> None:
        """The hint has signs too."""
        self.watch_top()

    def scroll_rows(self, rows: int) -> None:
        """Scroll down, or up if negative."""
        self.top += rows

    def scroll_pages(self, pages: int) -> None:
        """Scroll by what is in view, but for two rows."""
        self.top += pages * max(self.content_size.height - 2, 1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel scrolls."""
        event.stop()
        self.scroll_rows(_WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel scrolls."""
        event.stop()
        self.scroll_rows(-_WHEEL)

    def on_click(self, event: events.Click) -> None:
        """The line under the pointer, if it leads somewhere."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        lines = self._lay_out(max(self.content_size.width, 1), self.glyphs)
        place = self.top + offset.y
        if place < len(lines) and (rank := lines[place].rank_at(offset.x)) is not None:
            self.post_message(self.Chosen(rank))

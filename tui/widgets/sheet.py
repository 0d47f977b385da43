"""A sheet of text: lines laid out at the width there is, scrolled by rows; the border tells where there is more."""

from collections.abc import Callable, Sequence

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui.render.cells import width_of
from tui.render.glyphs import UNICODE, Glyphs, said
from tui.render.lines import Line
from tui.widgets.drawing import drawn

LayOut = Callable[[int, Glyphs], Sequence[Line]]
"""The lines at a width, in signs."""
_WHEEL = 3
_BETWEEN = " · "
_CORNERS = 6


class Sheet(Widget, can_focus=True):
    """What `lay_out` says; `hint` stands at the lower border, and before it whether there is more above and below.

    Where there is no room for all of that, the last part of the hint is the last to go.

    Lines with a `key` lead somewhere: those with one key to one place. A reader goes from one to the next.
    """

    DEFAULT_CSS = "Sheet { height: auto; text-wrap: nowrap; }"

    glyphs: reactive[Glyphs] = reactive(UNICODE, layout=True)
    """The signs to draw with."""
    top: reactive[int] = reactive(0)
    """The first row in view."""
    at: reactive[str] = reactive("")
    """The key of the line that the reader has gone to, "" while that is none."""
    hint: reactive[str] = reactive("")
    """What stands at the lower border."""

    class Chosen(Message):
        """A line that leads somewhere was clicked, or the reader is on it and says so; `key` is the line's."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, lay_out: LayOut, title: Content, hint: str) -> None:
        super().__init__()
        self._lay_out = lay_out
        self._laid_out: tuple[int, Glyphs, Sequence[Line]] | None = None
        self.border_title = title
        self.set_reactive(Sheet.hint, hint)

    def lines(self, width: int) -> Sequence[Line]:
        """The lines at `width` cells."""
        width, made = max(width, 1), self._laid_out
        if made is None or made[:2] != (width, self.glyphs):
            made = self._laid_out = (width, self.glyphs, self._lay_out(width, self.glyphs))
        return made[2]

    def renew(self) -> None:
        """There are other lines now."""
        self._laid_out = None
        self.refresh(layout=True)
        self.call_after_refresh(self.on_resize)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as there are lines at `width`."""
        return len(self.lines(width))

    def render(self) -> RenderResult:
        """The rows in view."""
        width, height = self.content_size
        rows = self.lines(width)[self.top : self.top + height]
        return Content("\n").join(self._row(line, width) for line in rows)

    def render_line(self, y: int) -> Strip:
        """One of them, without the flow of text; where some is selected, as Textual draws it."""
        if self.text_selection is not None:
            return super().render_line(y)
        width = self.content_size.width
        lines, place = self.lines(width), self.top + y
        row = self._row(lines[place], width) if place < len(lines) else Content()
        return drawn(self, row, width).apply_offsets(0, y)

    def _row(self, line: Line, width: int) -> Content:
        if not self.at or line.key != self.at:
            return line.content
        return Content.styled(line.content.plain + " " * max(width - line.content.cell_length, 0), "reverse")

    def validate_top(self, top: int) -> int:
        """Within the lines."""
        return min(max(top, 0), self._last())

    def _last(self) -> int:
        """The last row that may be the first in view."""
        width, height = self.content_size
        return max(len(self.lines(width)) - height, 0) if width and height else 0

    def watch_top(self) -> None:
        """Say whether there is more."""
        more = (self.glyphs.up if self.top > 0 else "") + (self.glyphs.down if self.top < self._last() else "")
        parts = [f"{more} more"] * bool(more) + [said(part, self.glyphs) for part in self.hint.split(_BETWEEN)]
        between = said(_BETWEEN, self.glyphs)
        while len(parts) > 1 and width_of(between.join(parts)) > max(self.size.width - _CORNERS, 1):
            parts.pop(1 if len(parts) > 2 else 0)
        self.border_subtitle = Content(between.join(parts))

    def watch_hint(self) -> None:
        """It stands where `watch_top` puts it."""
        self.watch_top()

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

    def step(self, direction: int) -> None:
        """To the next line that leads somewhere, or the one before; from the last round to the first.

        From no line: to the first in view, or to the last.
        """
        width, height = self.content_size
        rows = {line.key: place for place, line in reversed(list(enumerate(self.lines(width)))) if line.key}
        keys = sorted(rows, key=lambda key: rows[key])
        if not keys:
            return
        if self.at in rows:
            place = (keys.index(self.at) + direction) % len(keys)
        else:
            view = [place for place, key in enumerate(keys) if self.top <= rows[key] < self.top + height]
            place = (view or [0])[0] if direction > 0 else (view or [len(keys) - 1])[-1]
        self.at = keys[place]
        last = max(row for row, line in enumerate(self.lines(width)) if line.key == self.at)
        self.top = min(max(self.top, last - height + 1), rows[self.at])

    def take(self) -> bool:
        """To where the reader is; False if that is nowhere."""
        if self.at:
            self.post_message(self.Chosen(self.at))
        return bool(self.at)

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
        lines, place = self.lines(self.content_size.width), self.top + offset.y
        if place < len(lines) and lines[place].key and offset.x < lines[place].content.cell_length:
            self.post_message(self.Chosen(lines[place].key))

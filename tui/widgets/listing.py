"""A list of lines that a reader can walk through with the keyboard or click; the base of the panes at the side."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.content import Content
from textual.geometry import Offset, Region, Size
from textual.reactive import reactive
from textual.strip import Strip

from tui.actions import PANE
from tui.render.glyphs import UNICODE, Glyphs
from tui.render.lines import Line, shorten
from tui.render.paint import strip
from tui.widgets.drawing import cropped, filtered, segments
from tui.widgets.scrollbar import Dragged

_GUTTER = 2
"""The cursor's bar and the mark of a line."""
_MARGIN = 2
"""A space and the scrollbar."""
_WHEEL = 3
_LINES_KEPT = 256
_NOTHING = Line(Content())


class _Picture(NamedTuple):
    """What is drawn: the lines, the row at the top, the cursor's row, the scrollbar with a sign a row, the width."""

    lines: Sequence[Line] = ()
    top: int = 0
    cursor: int = -1
    bars: str = ""
    width: int = 0

    def same(self, other: "_Picture") -> bool:
        """Whether the other one looks like this; lines that are put together anew are others."""
        return self.lines is other.lines and self[1:] == other[1:]


class Listing(Dragged, can_focus=True):
    """Lines with a gutter at the left and a scrollbar at the right.

    What it shows is a function of the lines and the size until the reader comes in. With the keyboard in it, a cursor
    stands on a line that leads somewhere, and nothing scrolls by itself.
    """

    ALLOW_SELECT = False
    FOCUS_ON_CLICK = False  # pressed, the mouse would move what is under it before the click
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(",".join(action.keys), action.name, action.help, show=False) for action in PANE
    ]

    glyphs: reactive[Glyphs] = reactive(UNICODE, layout=True)
    """The signs to draw with."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._cursor = ""
        self._row_of_cursor = 0
        self._rows = 0
        self._strips: LRUCache[tuple[object, ...], tuple[Content, Strip]] = LRUCache(_LINES_KEPT)
        self._signs: dict[tuple[str, str], Segment] = {}
        self._picture = _Picture()
        self._drawn: list[Strip] | None = None  # the rows of the picture
        self._top: int | None = None  # the first row shown, if the reader chose it
        self._bar_held = False

    # What a pane says of itself ------------------------------------------------------------------------------

    def lay_out(self, width: int, screen: Size) -> Sequence[Line]:
        """The lines at `width` cells, on a screen of that size."""
        raise NotImplementedError

    def current(self, lines: Sequence[Line]) -> int:
        """The line that has to be in view while the reader is elsewhere."""
        return 0

    @property
    def entered(self) -> bool:
        """Whether the reader is in the pane."""
        return self.has_focus

    def take(self, line: Line, rank: int) -> None:
        """The reader chose `line`, or the part of it that leads to the post at `rank`."""
        raise NotImplementedError

    # Drawing -------------------------------------------------------------------------------------------------

    def lines(self) -> Sequence[Line]:
        """The lines as they are drawn now."""
        return self._at(self.content_size.width)

    def _at(self, width: int) -> Sequence[Line]:
        return self.lay_out(max(width - _GUTTER - _MARGIN, 1), self.app.size)

    def changed(self) -> None:
        """There are other lines now. The screen is laid out anew only where that makes the pane another height."""
        before, self._rows = self._rows, len(self.lines())
        fills = min(before, self._rows) > self.content_size.height
        self.refresh(layout=before != self._rows and not fills)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as there are lines at `width`."""
        self._rows = len(self._at(width))
        return self._rows

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows in `crop`; where more than a line above is round them, Textual puts all of it together."""
        lines, (width, height) = self.lines(), self.content_size
        top = self._first_row(lines, height)
        cursor = self._cursor_row(lines) if self.entered else -1
        before, self._picture = self._picture, _Picture(lines, top, cursor, self._bar(len(lines), top, height), width)
        above, *around = self.gutter
        if any(around):
            return super().render_lines(crop)
        if self._drawn is None or not self._picture.same(before):
            self._drawn = filtered(self, [self.render_line(y) for y in range(height)], self.background_colors[1])
        rows = cropped(self._drawn[max(crop.y - above, 0) : max(crop.bottom - above, 0)], crop, width)
        edge = crop.intersection(Region(0, 0, width, above))
        return [*super().render_lines(edge), *rows] if edge else rows

    def render_line(self, y: int) -> Strip:
        """One row of the pane; a line that is as it was is not drawn again."""
        lines, top, cursor, bars, width = self._picture
        place = top + y
        line = lines[place] if place < len(lines) else _NOTHING
        lit, bar = place == cursor, bars[y : y + 1] or " "
        key = id(line.content), line.mark, lit, bar, width
        kept = self._strips.get(key)
        if kept is None or kept[0] is not line.content:
            kept = line.content, self._row(line, lit, bar, width)
            self._strips.set(key, kept)
        return kept[1]

    def notify_style_update(self) -> None:
        """Another theme, or the focus came or went."""
        super().notify_style_update()
        self._drawn = None
        self._strips.clear()
        self._signs.clear()

    def watch_glyphs(self) -> None:
        """Draw with other signs."""
        self._drawn = None
        self._strips.clear()

    def _row(self, line: Line, lit: bool, bar: str, width: int) -> Strip:
        room = max(width - _GUTTER - 1, 0)  # all but the scrollbar, so that a line that is lit reaches to it
        text, mark = shorten(line.content, room, self.glyphs), line.mark or " "
        if lit:
            row = Content.assemble((self.glyphs.cursor, "$accent"), (mark, "bold $accent"), text)
            drawn = segments(self, (row + " " * (room - text.cell_length)).stylize_before("$lit"))
        else:
            drawn = [self._sign(f" {mark}", "bold $accent"), *segments(self, text)]
        end = self._sign(bar, "$thumb" if bar == self.glyphs.thumb else "$track")
        return strip(drawn, width - 1, self.visual_style.rich_style, end)

    def _sign(self, sign: str, style: str) -> Segment:
        """A sign of a cell or two; there are few of them, and each stands in many rows."""
        if (sign, style) not in self._signs:
            (self._signs[sign, style],) = segments(self, Content.styled(sign, style))
        return self._signs[sign, style]

    def _bar(self, count: int, top: int, height: int) -> str:
        """The scrollbar, a sign a row; blank where everything is in view."""
        if count <= height:
            return " " * height
        length = max(1, height * height // count)
        first = round(top / (count - height) * (height - length))
        thumb, track = self.glyphs.thumb, self.glyphs.track
        return "".join(thumb if first <= row < first + length else track for row in range(height))

    def _first_row(self, lines: Sequence[Line], height: int) -> int:
        """The row at the top of the pane."""
        if self._top is not None:
            return min(max(self._top, 0), max(len(lines) - height, 0))
        return self._home(lines, height)

    def _home(self, lines: Sequence[Line], height: int) -> int:
        """The row at the top while nobody scrolls."""
        here = self.current(lines)
        return 0 if here < height else min(here - height * 2 // 3, max(len(lines) - height, 0))

    def _cursor_row(self, lines: Sequence[Line]) -> int:
        """The line of the cursor: the one it was on, else the current one, else the first that leads somewhere."""
        last = self._row_of_cursor
        if self._cursor:
            if last < len(lines) and lines[last].key == self._cursor:
                return last
            for place, line in enumerate(lines):
                if line.key == self._cursor:
                    return place
        here = self.current(lines)
        return next((place for place in (*range(here, -1, -1), *range(here + 1, len(lines))) if lines[place].key), -1)

    # The reader ----------------------------------------------------------------------------------------------

    def on_focus(self) -> None:
        """The cursor shows where the reader is, what is in view stays where it is."""
        lines, height = self.lines(), self.content_size.height
        top = self._top = self._first_row(lines, height)
        place = self._cursor_row(lines)
        if not top <= place < top + height:
            place = next((row for row in range(top, min(top + height, len(lines))) if lines[row].key), place)
        self._put(place, lines)

    def on_blur(self) -> None:
        """The pane keeps up by itself again."""
        self._top = None
        self._cursor = ""
        self.refresh()

    def _put(self, place: int, lines: Sequence[Line]) -> None:
        """The cursor on line `place`, and as much scrolled as it takes."""
        height = self.content_size.height
        if 0 <= place < len(lines):
            self._cursor, self._row_of_cursor = lines[place].key, place
            top = self._first_row(lines, height)
            if not any(lines[above].key for above in range(place)):
                self._top = 0  # the heading above the first stop belongs to it
            else:
                self._top = min(max(top, place - height + 1), place)
        self.refresh()

    def _walk(self, stops: int, start: int | None = None) -> None:
        """Put the cursor so many stops on from line `start`, which itself does not count, or from where it is."""
        lines = self.lines()
        here = self._cursor_row(lines) if start is None else start
        found = -1 if start is not None else here
        step, left = (1, stops) if stops > 0 else (-1, -stops)
        for place in range(here + step, len(lines) if step > 0 else -1, step):
            if left == 0:
                break
            if lines[place].key:
                found, left = place, left - 1
        self._put(found, lines)

    def action_step(self, lines: int) -> None:
        """To the next line that leads somewhere."""
        self._walk(lines)

    def action_page(self, pages: int) -> None:
        """By a pane."""
        self._walk(pages * max(self.content_size.height - 1, 1))

    def action_end(self, direction: int) -> None:
        """To the first or the last line."""
        self._walk(-direction, len(self.lines()) if direction > 0 else -1)

    def action_take(self) -> None:
        """To what the line at the cursor leads to."""
        lines = self.lines()
        place = self._cursor_row(lines)
        if 0 <= place < len(lines) and (rank := lines[place].rank) is not None:
            self.take(lines[place], rank)

    def on_click(self, event: events.Click) -> None:
        """The line, or the part of it, under the pointer; a double click is one: its first may have moved the lines."""
        offset = event.get_content_offset(self)
        if offset is None or self.on_bar(offset) or event.chain > 1:
            return
        line, column = self.line_at(offset)
        if self.can_focus:
            self.screen.set_focus(self, scroll_visible=False)
        rank = line.rank_at(column)
        if rank is not None:
            self._cursor = line.key or self._cursor
            self.refresh()
            self.take(line, rank)

    def line_at(self, offset: Offset) -> tuple[Line, int]:
        """The line at a place in the pane, and the column of its content there; one that leads nowhere below them."""
        lines = self.lines()
        place = offset.y + self._first_row(lines, self.content_size.height)
        return lines[place] if place < len(lines) else _NOTHING, offset.x - _GUTTER

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel scrolls and nothing else."""
        self._scroll(event, _WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel scrolls and nothing else."""
        self._scroll(event, -_WHEEL)

    def _scroll(self, event: events.MouseEvent, rows: int) -> None:
        event.stop()
        event.prevent_default()
        self._show_from(self._first_row(self.lines(), self.content_size.height) + rows)

    def _show_from(self, top: int) -> None:
        """As near as there are lines for, the row at the top of the pane; where it would be anyway it is not kept."""
        lines, height = self.lines(), self.content_size.height
        self._top = min(max(top, 0), max(len(lines) - height, 0))
        if not self.entered and self._top == self._home(lines, height):
            self._top = None
        self.refresh()

    def has_bar(self) -> bool:
        """Whether not all lines are in view."""
        return len(self.lines()) > self.content_size.height

    def drag(self, row: int) -> None:
        """Scroll as far as `row` is down the scrollbar."""
        height = self.content_size.height
        self._show_from(round(row / max(height - 1, 1) * (len(self.lines()) - height)))

    def release(self) -> None:
        """Keep up by itself again, unless the reader is in the pane: what the wheel scrolled is forgotten."""
        if not self.entered:
            self._top = None

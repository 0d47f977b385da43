"""A page over the replay: a sheet of text that is scrolled and closed."""

from collections.abc import Sequence
from typing import TypeVar

from textual import events
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.content import Content
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.strip import Strip

from tui.render.glyphs import Glyphs
from tui.render.lines import Line
from tui.render.paint import veiled
from tui.screens.appearing import Appearing
from tui.widgets.drawing import cropped, filtered
from tui.widgets.sheet import Sheet
from tui.widgets.signs import put_on

T = TypeVar("T")


class WholeScreen(Appearing[T], ModalScreen[T]):
    """A page over the replay, below which the clock stands still.

    Round it stands what lies below, as it was when the page appeared or last looked.
    """

    _below: tuple[object, Sequence[Strip]] = (None, ())

    def on_mount(self) -> None:
        """In the app's signs."""
        put_on(self)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Rows of what lies below, behind a veil: drawn once for a size and a theme, as it takes a while."""
        stack, veil = self.app.screen_stack, self.styles.background
        if veil.a == 1 or self not in stack[1:]:
            return super().render_lines(crop)
        below = stack[stack.index(self) - 1]
        if self._below[0] != (drawn_for := (below.size, self.app.theme)):
            strips = veiled(below._compositor.render_strips(), veil)
            self._below = drawn_for, filtered(self, strips, veil)
        (_, rows), (width, _), blank = self._below, self.size, Strip([])
        strips = [(rows[y] if y < len(rows) else blank).adjust_cell_length(width) for y in crop.line_range]
        return cropped(strips, crop, width)

    def look_below(self) -> None:
        """What lies below has changed: draw it anew."""
        self._below = (None, ())
        self.refresh()

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Close it, once: a key and a click that come together would close what lies below as well."""
        return super().dismiss(result) if self.is_active else AwaitComplete()


class PageScreen(WholeScreen[int | None]):
    """A sheet in the middle of the screen; a click beside it or on its lower edge closes it.

    Its result is the rank of the post that the reader goes to from it, if so.
    """

    CSS_PATH = "page.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (76, "-medium")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (22, "-usual")]
    AUTO_FOCUS = "Sheet"

    def lay_out(self, width: int, glyphs: Glyphs) -> Sequence[Line]:
        """The lines of the page at `width` cells."""
        raise NotImplementedError

    def heading(self) -> Content:
        """What stands at the upper border."""
        raise NotImplementedError

    def parts(self) -> ComposeResult:
        """A sheet."""
        yield Sheet(self.lay_out, self.heading(), "esc closes")

    def action_scroll(self, rows: int) -> None:
        """Scroll by rows."""
        self.query_one(Sheet).scroll_rows(rows)

    def action_page(self, pages: int) -> None:
        """Scroll by pages."""
        self.query_one(Sheet).scroll_pages(pages)

    def action_end(self, direction: int) -> None:
        """To the first row or the last."""
        self.query_one(Sheet).scroll_rows(direction * 1_000_000)

    def on_click(self, event: events.Click) -> None:
        """Beside the sheet, or on its lower edge, where it says so: in a small terminal there is nothing beside it."""
        sheet = self.query_one(Sheet)
        if event.widget is self or (event.widget is sheet and event.screen_y == sheet.region.bottom - 1):
            self.dismiss()

"""The palette's looks: a line to type in and what it finds, in the program's colours and signs."""

from collections.abc import Sequence
from typing import overload

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.message import Message

from tui.actions import PALETTE, page_bindings
from tui.palette import Choice, Choices, Found
from tui.render.lines import Line as Row
from tui.screens.page import WholeScreen
from tui.widgets.line import Line
from tui.widgets.listing import Listing

_AROUND = 8
"""Rows above the list and below it."""
_NOTHING = Row(Content.styled("Nothing fits.", "$quiet"))


class Offered(Listing, can_focus=False):
    """What the palette finds; the reader is in it while the line above has the keyboard."""

    class Chosen(Message):
        """A line was clicked, or Enter pressed on it."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self) -> None:
        super().__init__()
        self._found: Sequence[Found] = ()

    def offer(self, found: Sequence[Found]) -> None:
        """List these, the first one at hand."""
        self._found, self._cursor, self._top = found, "", None
        self.changed()

    @property
    def entered(self) -> bool:
        """Always."""
        return True

    def lay_out(self, width: int, screen: Size) -> Sequence[Row]:
        """A line each, or a word that there is none."""
        return _Rows(self._found) if self._found else [_NOTHING]

    def current(self, lines: Sequence[Row]) -> int:
        """The first."""
        return 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A row for each, but no more than leave something of the day in view."""
        most = min(viewport.height * 6 // 10, viewport.height - _AROUND)
        return min(super().get_content_height(container, viewport, width), max(most, 1))

    def take(self, line: Row, rank: int) -> None:
        """That one."""
        self.post_message(self.Chosen(rank))


class _Rows(Sequence[Row]):
    """What was found, a line each, made when it is drawn."""

    def __init__(self, found: Sequence[Found]) -> None:
        self._found = found

    def __len__(self) -> int:
        return len(self._found)

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...

    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        """The line at a place."""
        if isinstance(place, slice):
            return _Rows(self._found[place])
        return Row(self._found[place].shown, place, str(place))


class PaletteScreen(WholeScreen[Choice | None]):
    """Moments, figures, actions and themes, to be found by typing; its result is what was chosen."""

    CSS_PATH = "palette.tcss"
    AUTO_FOCUS = "Line"
    BINDINGS = [*page_bindings(PALETTE)]

    def __init__(self, choices: Choices) -> None:
        super().__init__()
        self._choices = choices
        self._found: Sequence[Found] = ()

    def parts(self) -> ComposeResult:
        """The parts, top to bottom."""
        yield Line(placeholder="moment, figure, action, theme", compact=True)
        yield Offered()

    def on_mount(self) -> None:
        """Offer everything."""
        self.query_one(Line).changed = self._find
        self._find("")

    def _find(self, typed: str) -> None:
        self._found = self._choices.find(typed)
        self.query_one(Offered).offer(self._found)

    def action_step(self, lines: int) -> None:
        """To the next line."""
        self.query_one(Offered).action_step(lines)

    def action_page(self, pages: int) -> None:
        """By a page."""
        self.query_one(Offered).action_page(pages)

    def action_take(self) -> None:
        """What the line at hand says."""
        self.query_one(Offered).action_take()

    @on(Offered.Chosen)
    def _chosen(self, event: Offered.Chosen) -> None:
        self.dismiss(self._found[event.place].choice)

    def on_click(self, event: events.Click) -> None:
        """Beside all of it: close."""
        if event.widget is self:
            self.dismiss(None)

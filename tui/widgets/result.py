"""The result pane: the figures as known at the playhead; Enter or a click leads to the post that says one."""

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from feeds.figures import Board
from tui.render import result
from tui.render.glyphs import UNICODE, Glyphs
from tui.render.lines import Line
from tui.widgets.listing import Listing

_CHROME = 7
"""Rows of the screen that are not the panes'."""
_SHARE = 0.7
"""How much of the panes' height the result may take (see `replay.tcss`)."""


class Figures(Widget):
    """The board in one line, for a screen that has no room for the pane."""

    DEFAULT_CSS = "Figures { height: 1; width: 1fr; text-wrap: nowrap; }"

    board: reactive[Board] = reactive(Board())
    newest: reactive[datetime | None] = reactive(None)
    """When the newest revealed post appeared: what it brought is marked."""
    glyphs: reactive[Glyphs] = reactive(UNICODE)
    """The signs to draw with."""

    class Chosen(Message):
        """A figure was chosen; `rank` is the post that carries it."""

        def __init__(self, rank: int) -> None:
            super().__init__()
            self.rank = rank

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.zone: tzinfo = UTC

    def _line(self, width: int) -> Line:
        return result.headline(self.board, width, self.zone, newest=self.newest, glyphs=self.glyphs)

    def render(self) -> RenderResult:
        """The line at the width the layout gives."""
        line = self._line(max(self.content_size.width - 1, 1))
        return Content.assemble((line.mark or " ", "bold $accent"), line.content)

    def on_click(self, event: events.Click) -> None:
        """To the post of the first figure."""
        rank = self._line(max(self.content_size.width - 1, 1)).rank
        if rank is not None:
            self.post_message(self.Chosen(rank))


class Result(Listing):
    """The board, one figure a line; what the newest post brought is marked."""

    BORDER_TITLE = "Result"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._board = Board()
        self._zone: tzinfo = UTC
        self._newest: datetime | None = None
        self._kept = result.Kept()
        self._here = 0
        self._laid: tuple[tuple[object, ...], Board, Sequence[Line]] | None = None

    def show(self, board: Board, zone: tzinfo, newest: datetime | None = None) -> None:
        """Draw `board`, its times in `zone`; mark what the post of the time `newest` brought."""
        self._board, self._zone, self._newest = board, zone, newest
        self.release()
        self.changed()

    def lay_out(self, width: int, screen: Size) -> Sequence[Line]:
        """The lines of the board."""
        room = int((screen.height - _CHROME) * _SHARE)
        setting = width, room, self._zone, self._newest, self.glyphs
        if self._laid is None or self._laid[0] != setting or self._laid[1] is not self._board:
            lines = result.pane(
                self._board, width, room, self._zone, newest=self._newest, glyphs=self.glyphs, kept=self._kept
            )
            self._laid = setting, self._board, lines
            self._here = self._kept.begins[result.latest(self._board)] if self._kept.begins else 0
        return self._laid[2]

    def current(self, lines: Sequence[Line]) -> int:
        """Where the contest begins of which something was said last; an only contest is read from its top."""
        return self._here

    def _home(self, lines: Sequence[Line], height: int) -> int:
        """As much of that contest as there is room for, from its name on."""
        return min(self.current(lines), max(len(lines) - height, 0))

    def take(self, line: Line, rank: int) -> None:
        """To the post of the figure."""
        self.post_message(Figures.Chosen(rank))

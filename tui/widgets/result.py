"""The result pane: the figures as known at the playhead; a click on a figure leads to the post that says it."""

from dataclasses import dataclass
from datetime import UTC, tzinfo

from textual import events
from textual.app import ComposeResult, RenderResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from feeds.figures import Board
from tui.render import result


class Figures(Widget):
    """The lines of a board, one figure a line."""

    DEFAULT_CSS = "Figures { height: auto; width: 1fr; }"

    board: reactive[Board] = reactive(Board(), layout=True)

    @dataclass
    class Chosen(Message):
        """A figure was clicked; `rank` is the post that carries it."""

        rank: int

    def __init__(self, *, one_line: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self.zone: tzinfo = UTC
        self.one_line = one_line
        self._lines: list[result.Line] = []

    def render(self) -> RenderResult:
        """The board at the width the layout gives."""
        self._lines = self._lay_out(self.size.width)
        return Content("\n").join(line.content for line in self._lines)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """As many rows as the board has lines at `width`."""
        return len(self._lay_out(width))

    def _lay_out(self, width: int) -> list[result.Line]:
        if width <= 0:
            return []
        if self.one_line:
            return [result.headline(self.board, width, self.zone)]
        return result.pane(self.board, width, self.zone)

    def on_click(self, event: events.Click) -> None:
        """The line under the pointer, if it is a figure."""
        if 0 <= event.y < len(self._lines) and (rank := self._lines[event.y].rank) is not None:
            self.post_message(self.Chosen(rank))


class Result(VerticalScroll, can_focus=True):
    """The pane round the figures, scrolling when they need more room than it has."""

    BORDER_TITLE = "Result"

    def compose(self) -> ComposeResult:
        """The parts, top to bottom."""
        yield Figures()

    def show(self, board: Board, zone: tzinfo) -> None:
        """Draw `board`, its times in `zone`."""
        figures = self.query_one(Figures)
        figures.zone = zone
        figures.board = board

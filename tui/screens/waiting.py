"""The screen before the day is there: what is being done meanwhile, and how to leave."""

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Key
from textual.screen import Screen
from textual.widgets import Static

from tui.render.glyphs import said
from tui.widgets.signs import signs_of


class WaitingScreen(Screen[None]):
    """A word of patience."""

    DEFAULT_CSS = "WaitingScreen Static { width: 100%; height: 100%; content-align: center middle; }"

    def compose(self) -> ComposeResult:
        """The word."""
        yield Static(said("Reading the day …  q leaves", signs_of(self)))

    def tell(self, text: str) -> None:
        """Say how far the reading is."""
        for static in self.query(Static):
            static.update(Content(said(f"{text}\n\nq leaves", signs_of(self))))

    def on_key(self, event: Key) -> None:
        """Leave while there is nothing yet to be left."""
        if event.key in ("escape", "q"):
            self.app.exit(return_code=0)

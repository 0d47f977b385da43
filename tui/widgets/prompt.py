"""The search prompt: a line that opens under the timeline and reports every change."""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static


class Prompt(Horizontal):
    """`/` and what is typed behind it; `note` tells how many hits there are, or what is wrong with the query."""

    BINDINGS = [Binding("escape", "leave", "Close", show=False)]

    @dataclass
    class Changed(Message):
        """The text changed."""

        text: str

    @dataclass
    class Submitted(Message):
        """Enter: keep the search and go back to reading."""

        text: str

    class Left(Message):
        """Escape: forget the search."""

    def compose(self) -> ComposeResult:
        yield Static("/", classes="slash")
        yield Input(placeholder='words  "a phrase"  -not  from:name  after:11:40', compact=True, select_on_focus=False)
        yield Static(classes="note")

    def open(self, text: str) -> None:
        """Show the prompt with `text` in it and take the keyboard."""
        self.display = True
        entry = self.query_one(Input)
        with entry.prevent(Input.Changed):
            entry.value = text
        entry.cursor_position = len(text)
        entry.focus()

    def close(self) -> None:
        """Hide the prompt."""
        self.display = False

    def note(self, text: str) -> None:
        """Say `text` at the right end."""
        self.query_one(".note", Static).update(Content(text))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass every change on."""
        event.stop()
        self.post_message(self.Changed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Pass Enter on."""
        event.stop()
        self.post_message(self.Submitted(event.value))

    def action_leave(self) -> None:
        """Escape while typing."""
        self.post_message(self.Left())

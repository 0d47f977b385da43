"""The search prompt: a line that opens under the timeline and reports every change."""

from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static


class Entry(Input):
    """The input of the prompt. Enter and Escape act in the order of the keys: what follows them is no text any more."""

    taking = False

    async def _on_key(self, event: events.Key) -> None:
        if not self.taking:
            event.stop()
            event.prevent_default()
            self.app.simulate_key(event.key)
        elif event.key in ("enter", "escape"):
            event.stop()
            event.prevent_default()
            self.taking = False
            self.post_message(Prompt.Submitted(self.value) if event.key == "enter" else Prompt.Left())
        else:
            await super()._on_key(event)


class Prompt(Horizontal):
    """`/` and what is typed behind it; `note` tells how many hits there are, or what is wrong with the query."""

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
        """The parts, top to bottom."""
        yield Static("/", classes="slash")
        yield Entry(placeholder='words  "a phrase"  -not  from:name  after:11:40', compact=True, select_on_focus=False)
        yield Static(classes="note")

    @property
    def is_open(self) -> bool:
        """Whether keys are text."""
        return bool(self.display)

    def open(self, text: str) -> None:
        """Show the prompt with `text` in it and take the keyboard at once."""
        self.display = True
        entry = self.query_one(Entry)
        with entry.prevent(Input.Changed):
            entry.value = text
        entry.cursor_position = len(text)
        entry.taking = True
        self.note("")
        self.screen.set_focus(entry)

    def close(self) -> None:
        """Hide the prompt."""
        self.query_one(Entry).taking = False
        self.display = False

    def note(self, text: str) -> None:
        """Say `text` at the right end."""
        self.query_one(".note", Static).update(Content(text))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass every change on, while there is somebody typing."""
        event.stop()
        if self.query_one(Entry).taking:
            self.post_message(self.Changed(event.value))

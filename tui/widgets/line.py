"""The parts of the prompt, as they look; they are made when it is first opened."""

from collections.abc import Callable

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input, Static


class Sign(Static):
    """What the line is for."""

    DEFAULT_CSS = "Sign { color: $accent; text-style: bold; }"


class Line(Input):
    """What is typed; `changed` is called with it at once, so that a letter and what comes of it are in one frame."""

    DEFAULT_CSS = """
    Line { width: 1fr; background: $panel !important; }
    Line > .input--placeholder, Line > .input--suggestion { color: $quiet; text-style: italic !important; }
    Line > .input--selection { background: $accent; color: $background; }
    """

    # A longer text is no reason to lay out the screen: the line scrolls in the room that it has.
    virtual_size = Reactive(Size(0, 0), layout=False)

    changed: Callable[[str], None] | None = None

    def watch_value(self, value: str) -> None:
        """Pass every change on."""
        if self.changed is not None:
            self.changed(value)


class Note(Static):
    """What comes of it."""

    DEFAULT_CSS = "Note { max-width: 60%; text-align: right; text-wrap: nowrap; text-overflow: ellipsis; }"

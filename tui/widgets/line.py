"""The parts of the prompt, as they look; they are made when it is first opened."""

from collections.abc import Callable

from textual.content import Content
from textual.geometry import Size
from textual.reactive import Reactive, reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, Static

from tui.render.cells import clip, width_of
from tui.widgets.drawing import drawn
from tui.widgets.signs import signs_of


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


class Note(Widget):
    """What comes of it, at the right end."""

    DEFAULT_CSS = "Note { height: 1; max-width: 60%; }"

    text: reactive[str] = reactive("")

    def render_line(self, y: int) -> Strip:
        """As much of it as there is room for."""
        width = self.content_size.width
        text = clip(self.text, width, signs_of(self).ellipsis)
        return drawn(self, Content(" " * (width - width_of(text)) + text), width)

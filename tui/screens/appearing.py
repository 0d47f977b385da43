"""Screens that appear in one frame, with all that is on them, whose parts look for their styles once."""

from typing import Any, TypeVar

from textual.app import ComposeResult
from textual.screen import Screen

from tui.render.glyphs import ASCII
from tui.widgets.signs import signs_of

T = TypeVar("T")


def classify(screen: Screen[Any]) -> None:
    """Give `screen` its classes for the app's size and signs as it is composed: before its parts look for styles."""
    steps = (screen.HORIZONTAL_BREAKPOINTS, screen.VERTICAL_BREAKPOINTS)
    for size, own in zip(screen.app.size, steps, strict=True):
        if own:
            screen.add_class(max(step for step in own if step[0] <= size)[1], update=False)
    screen.set_class(signs_of(screen) is ASCII, "-ascii", update=False)


class Appearing(Screen[T]):
    """A screen that is opened over others."""

    _made = False

    def compose(self) -> ComposeResult:
        """The parts, top to bottom."""
        classify(self)
        self.app.stylesheet.apply(self)  # it had neither these classes nor, the first time, its sheet
        yield from self.parts()

    def parts(self) -> ComposeResult:
        """The parts, top to bottom."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Appear when all is laid out."""
        self.call_after_refresh(self.appear)

    def update_node_styles(self, animate: bool = True) -> None:
        """Find the styles of everything anew; not before it is there to be seen, when they have just been found."""
        if self._made:
            super().update_node_styles(animate)

    def _compositor_refresh(self) -> None:
        """Draw nothing of a screen that is still being made: there is no public way to have it in one frame."""
        if self._made:
            super()._compositor_refresh()

    def appear(self) -> None:
        """Everything has its size: be seen."""
        self._made = True
        self._compositor_refresh()

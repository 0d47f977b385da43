"""The classes that a screen has for the app's size and signs, given before its parts look for their styles."""

from typing import Any

from textual.screen import Screen

from tui.render.glyphs import ASCII
from tui.widgets.signs import signs_of


def classify(screen: Screen[Any]) -> None:
    """Give `screen` its classes as it is composed: so its parts look for their styles once, and not at each class."""
    steps = (screen.HORIZONTAL_BREAKPOINTS, screen.VERTICAL_BREAKPOINTS)
    for size, own in zip(screen.app.size, steps, strict=True):
        if own:
            screen.add_class(max(step for step in own if step[0] <= size)[1], update=False)
    screen.set_class(signs_of(screen) is ASCII, "-ascii", update=False)

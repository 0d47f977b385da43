"""The signs that a screen is drawn with: the app's, given to every widget that has some; borders, scrollbars."""

from typing import Any

from textual.screen import Screen
from textual.widget import Widget

from tui.render.glyphs import ASCII, UNICODE, Glyphs


def signs_of(widget: Widget) -> Glyphs:
    """The signs that the app of `widget` draws with."""
    glyphs = getattr(widget.app, "glyphs", UNICODE)
    return glyphs if isinstance(glyphs, Glyphs) else UNICODE


def put_on(screen: Screen[Any]) -> None:
    """Give the app's signs to every widget of `screen` that draws with signs.

    In plain ASCII the screen has the class `-ascii`, for the borders in its style sheet.
    """
    glyphs = signs_of(screen)
    screen.set_class(glyphs is ASCII, "-ascii")
    for widget in screen.query("*"):
        if isinstance(getattr(widget, "glyphs", None), Glyphs):
            widget.glyphs = glyphs  # type: ignore[attr-defined]
        if glyphs is ASCII:
            plain_scrollbar(widget)


def plain_scrollbar(widget: Widget) -> None:
    """Draw the scrollbar of `widget` in whole cells, without block characters."""
    from textual.scrollbar import ScrollBarRender  # few screens have one

    class Plain(ScrollBarRender):
        VERTICAL_BARS = [" "] * 8
        HORIZONTAL_BARS = [" "] * 8

    widget.vertical_scrollbar.renderer = Plain  # type: ignore[misc]

"""Colours that can be read: the inks of a pane, brought to a contrast of 4.5:1 where a theme falls short."""

from collections.abc import Mapping
from typing import NamedTuple

from rich.style import Style
from textual.color import BLACK, WHITE, Color
from textual.style import Style as VisualStyle

READABLE = 4.5
"""The least contrast of text (WCAG 2, level AA)."""


def contrast(one: Color, other: Color) -> float:
    """The contrast of two opaque colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(color: Color, background: Color, ratio: float = READABLE) -> Color:
    """`color` on `background`, moved towards black or white as little as it takes to reach `ratio`.

    A terminal's own colours are left alone: what they look like is not known.
    """
    if color.ansi is not None or background.ansi is not None:
        return color
    if color.a < 1:
        color = background + color
    towards = max((WHITE, BLACK), key=lambda end: contrast(end, background))
    for step in range(21):
        nearer = color.blend(towards, step / 20)
        if contrast(nearer, background) >= ratio:
            return nearer
    return towards


class Ink(NamedTuple):
    """How something is written: a colour of the theme by its name, and how much of it lies over the ground, to 1.

    `ground` is the colour of a ground of its own. A `mark` only decorates and need not be readable.
    """

    color: str = "foreground"
    strength: float = 1.0
    bold: bool = False
    italic: bool = False
    ground: str = ""
    mark: bool = False


def palette(inks: Mapping[str, Ink], variables: Mapping[str, str], ground: Color) -> dict[str, Style]:
    """The styles of `inks`, by their names, on `ground`; `variables` are the theme's (`App.theme_variables`).

    They are computed here and no component classes of a style sheet, each of which costs as much as a widget.
    """
    made = {ink: _style(ink, variables, ground) for ink in {*inks.values()}}
    return {name: made[ink] for name, ink in inks.items()}


def laid_over(ground: Color, color: str, strength: float) -> Color:
    """The ground under something that a thin layer of a colour marks; a terminal's own colours have no layers."""
    return ground + Color.parse(color).multiply_alpha(strength)


def _style(ink: Ink, variables: Mapping[str, str], ground: Color) -> Style:
    own = Color.parse(variables[ink.ground]) if ink.ground else None
    if own is not None and own.ansi is not None:
        # On one of the terminal's own colours only the terminal knows what is readable: swapped, it is its own ground.
        return Style(color=own.rich_color, bold=ink.bold or None, italic=ink.italic or None, reverse=True)
    ground = own or ground
    color = Color.parse(variables[ink.color]).multiply_alpha(ink.strength)
    color = readable(color, ground, 1.0 if ink.mark else READABLE)
    return VisualStyle(ground, color, bold=ink.bold or None, italic=ink.italic or None).rich_style


def _luminance(color: Color) -> float:
    """Relative luminance, 0 to 1."""

    def linear(channel: int) -> float:
        value = channel / 255
        return value / 12.92 if value <= 0.03928 else float(((value + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b)

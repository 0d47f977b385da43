"""Colours that can be read: component styles of a widget, brought to a contrast of 4.5:1 where a theme falls short."""

from collections.abc import Mapping

from rich.style import Style
from textual.color import BLACK, WHITE, Color
from textual.style import Style as VisualStyle
from textual.widget import Widget

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


def component(widget: Widget, name: str, *, over: str | None = None, hard: bool = True) -> Style:
    """The style of `widget`'s component class `name`, on its own background or on that of the component `over`.

    `hard` text is brought to a readable contrast; marks that only decorate need not be.
    """
    style = widget.get_visual_style(name)
    background = style.background
    own_background = widget.get_component_styles(name).has_rule("background")
    if own_background and background is not None and background.ansi is not None:
        # On one of the terminal's own colours only the terminal knows what is readable: swapped, it is its own ground.
        return Style(color=background.rich_color, bold=style.bold, italic=style.italic, reverse=True)
    if over is not None and not own_background:
        background = widget.get_visual_style(over).background
    if background is None or style.foreground is None:
        return style.rich_style
    foreground = readable(style.foreground, background, READABLE if hard else 1.0)
    return VisualStyle(
        background,
        foreground,
        bold=style.bold,
        dim=style.dim,
        italic=style.italic,
        underline=style.underline,
        strike=style.strike,
    ).rich_style


def palette(widget: Widget, names: Mapping[str, bool], *, over: str | None = None) -> dict[str, Style]:
    """The styles of several component classes; `names` says which of them are text (see `component`)."""
    return {name: component(widget, name, over=over, hard=hard) for name, hard in names.items()}


def _luminance(color: Color) -> float:
    """Relative luminance, 0 to 1."""

    def linear(channel: int) -> float:
        value = channel / 255
        return value / 12.92 if value <= 0.03928 else float(((value + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b)

"""Content drawn as it stands: rows that fit need no flow of text, which is most of what drawing costs."""

from rich.segment import Segment
from textual.color import Color
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.render.paint import strip


def drawn(widget: Widget, content: Content, width: int) -> Strip:
    """A row of `content` in the styles of `widget` and in exactly `width` cells."""
    return strip(segments(widget, content), width, widget.visual_style.rich_style)


def segments(widget: Widget, content: Content) -> list[Segment]:
    """`content` in the styles of `widget`."""
    pieces = content.render(widget.visual_style, end="", parse_style=widget.app.stylesheet.parse_style)
    return [Segment(text, style.rich_style) for text, style in pieces if text]


def filtered(widget: Widget, strips: list[Strip], ground: Color) -> list[Strip]:
    """`strips` as the app's filters have them, for a widget that hands its rows over by itself."""
    for line_filter in widget.get_line_filters():
        strips = [each.apply_filter(line_filter, ground) for each in strips]
    return strips


def cropped(strips: list[Strip], crop: Region, width: int) -> list[Strip]:
    """The columns of `crop` of rows that are `width` cells wide."""
    return strips if crop.column_span == (0, width) else [each.crop(*crop.column_span) for each in strips]

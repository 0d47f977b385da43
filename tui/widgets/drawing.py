"""Content drawn as it stands: rows that fit need no flow of text, which is most of what drawing costs."""

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget


def drawn(widget: Widget, content: Content, width: int) -> Strip:
    """A row of `content` in the styles of `widget` and in exactly `width` cells."""
    row = Strip(segments(widget, content), content.cell_length)
    return row.adjust_cell_length(width, widget.visual_style.rich_style)


def segments(widget: Widget, content: Content) -> list[Segment]:
    """`content` in the styles of `widget`."""
    pieces = content.render(widget.visual_style, end="", parse_style=widget.app.stylesheet.parse_style)
    return [Segment(text, style.rich_style) for text, style in pieces if text]

"""Content drawn as it stands: rows that fit need no flow of text, which is most of what drawing costs."""

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget


def drawn(widget: Widget, content: Content, width: int) -> Strip:
    """A row of `content` in the styles of `widget` and in exactly `width` cells."""
    style = widget.visual_style
    pieces = content.render(style, end="", parse_style=widget.app.stylesheet.parse_style)
    row = Strip([Segment(text, each.rich_style) for text, each in pieces if text], content.cell_length)
    return row.adjust_cell_length(width, style.rich_style)

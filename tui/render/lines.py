"""Lines of a pane that a reader can walk through: text, and the post that each one leads to."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content

from tui.render.cells import width_of
from tui.render.glyphs import Glyphs


class Line(NamedTuple):
    """One line of a pane.

    `rank` is the post that it leads to, None for a line that leads nowhere; `key` names the line for as long as it says
    the same thing. `mark` is a sign of one cell in the margin. `parts` are cells (first, end) that lead to other posts.
    """

    content: Content
    rank: int | None = None
    key: str = ""
    mark: str = ""
    parts: Sequence[tuple[int, int, int]] = ()

    def rank_at(self, column: int) -> int | None:
        """The post that the cell at `column` leads to."""
        return next((rank for first, end, rank in self.parts if first <= column < end), self.rank)


def shorten(content: Content, width: int, glyphs: Glyphs) -> Content:
    """`content` in at most `width` cells, ending in an ellipsis where something was cut off."""
    return cut(content, width, glyphs.ellipsis)


def cut(content: Content, width: int, ellipsis: str) -> Content:
    """The same with the sign itself."""
    if content.cell_length <= width:
        return content
    room = max(width - width_of(ellipsis), 0)
    return (content.truncate(room).rstrip() + ellipsis).truncate(width)


def meter(share: float, width: int, glyphs: Glyphs) -> str:
    """A bar of `width` cells that is full as far as `share`, from 0 to 1."""
    full, empty = glyphs.parts[-1], glyphs.unknown
    return full * int(share * width) + empty * (width - int(share * width))


def apart(left: Content, right: Content, width: int) -> Content:
    """`left` and `right` at the two ends of `width` cells."""
    return Content.assemble(left, " " * max(width - left.cell_length - right.cell_length, 0), right)

"""What stands behind the panes: of one colour from top to bottom, so that one row is drawn for all of them."""

from textual.containers import Horizontal, Vertical
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Backdrop(Widget):
    """Draws every row like the first; it may have edges at its sides, but none above and below."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """The first row of `crop`, as many times as it has rows."""
        return super().render_lines(Region(crop.x, crop.y, crop.width, min(crop.height, 1))) * crop.height


class Row(Horizontal, Backdrop):
    """Panes side by side."""


class Column(Vertical, Backdrop):
    """Panes one below the other."""

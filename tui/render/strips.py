"""The rows of a timeline as strips: the cursor's edge, a mark, the words, the scrollbar; each is drawn once."""

from collections.abc import Mapping
from typing import NamedTuple

from rich.segment import Segment
from textual.cache import LRUCache
from textual.color import Color
from textual.strip import Strip

from tui.render.anchored import Place
from tui.render.cells import clip
from tui.render.glyphs import UNICODE, Glyphs
from tui.render.inks import Inks
from tui.render.paint import paint, strip
from tui.render.rows import Row

Thumb = tuple[int, int]
"""The first row of a scrollbar's thumb, and its length."""

_ROWS_KEPT = 256


class Look(NamedTuple):
    """How a row is set off: its mark, at the cursor (`lit`), in a pane with the keyboard, as a filter's neighbour."""

    sign: str = " "
    lit: bool = False
    focused: bool = False
    beside: bool = False


class Strips:
    """Draws rows in one theme, on one ground and with one set of signs; a row that is as it was is not drawn again."""

    def __init__(self) -> None:
        self._for: tuple[Mapping[str, str], Color, Glyphs] | None = None
        self._glyphs = UNICODE
        self._kept: LRUCache[tuple[object, ...], tuple[Row, Strip]] = LRUCache(_ROWS_KEPT)
        self.inks = Inks({}, Color(0, 0, 0))

    def renew(self, colours: Mapping[str, str], ground: Color, glyphs: Glyphs) -> None:
        """Draw with other theme variables, on another ground or with other signs from now on."""
        before = self._for
        if before is None or before[0] is not colours or before[1:] != (ground, glyphs):
            self._for = colours, ground, glyphs
            self._glyphs = glyphs
            self.inks = Inks(colours, ground)
            self._kept.clear()

    def row(self, place: Place, content: Row, look: Look, y: int, thumb: Thumb | None, width: int) -> Strip:
        """The row at `place` of the list and `y` of the pane, `width` cells with the scrollbar's."""
        bar = self._bar(y, thumb)
        key = place, bar.text, width, look
        kept = self._kept.get(key)
        if kept is None or kept[0] is not content:
            styles = self.inks.styles(lit=look.lit, focused=look.focused, dimmed=look.beside)
            role = "text" if look.sign == " " else "beside" if look.sign == self._glyphs.beside else "mark"
            mark = Segment(look.sign, styles[role])
            edge = Segment(self._glyphs.cursor, styles["edge"]) if look.lit else Segment(" ", styles["text"])
            kept = content, strip([edge, mark, *paint(content, styles)], width - 1, styles["text"], bar)
            self._kept.set(key, kept)
        return kept[1]

    def blank(self, y: int, thumb: Thumb | None, width: int) -> Strip:
        """A row below the list."""
        bar = self._bar(y, thumb)
        kept = self._kept.get((bar.text, width))
        if kept is None:
            kept = (), strip([], width - 1, self.inks.styles()["text"], bar)
            self._kept.set((bar.text, width), kept)
        return kept[1]

    def words(self, text: str, width: int) -> Strip:
        """A row of words in the middle, where there is no list."""
        styles = self.inks.styles()
        return strip([Segment(clip(text, width).center(width), styles["quiet"])], width, styles["text"])

    def chip(self, unseen: int, arrow: str, width: int) -> Strip:
        """How many posts came, in a row of its own."""
        styles = self.inks.styles()
        text = f" {arrow} {unseen:,} new "
        blank = " " * max(width - len(text) - 1, 0)
        return strip([Segment(blank, styles["text"]), Segment(text, styles["chip"])], width, styles["text"])

    def _bar(self, y: int, thumb: Thumb | None) -> Segment:
        """The scrollbar's cell in row `y`."""
        styles = self.inks.styles()
        if thumb is None:
            return Segment(" ", styles["text"])
        first, length = thumb
        if first <= y < first + length:
            return Segment(self._glyphs.thumb, styles["thumb"])
        return Segment(self._glyphs.track, styles["track"])

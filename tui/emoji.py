"""Emoji in the form that every terminal draws equally wide, so that what stands behind them in a row stands in line.

Terminals do not agree on two kinds: a sign made an emoji by a variation selector is one cell wide in some and two in
others, and a skin tone is drawn on the hand before it, or behind it as two more cells. Drawn without either, in as many
cells as were counted for the whole, they are the same everywhere. What is copied or written to a file keeps both.
"""

import re

from rich.cells import cell_len, split_graphemes
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_UNSURE = re.compile("[\ufe0f\U0001f3fb-\U0001f3ff]")


def alike(text: str) -> str:
    """`text` in the same number of cells, without variation selectors and without skin tones on other emoji."""
    drawn = []
    for first, last, cells in split_graphemes(text)[0]:
        cluster = text[first:last]
        if _UNSURE.search(cluster):
            plain = _UNSURE.sub("", cluster)
            cluster = plain + " " * (cells - cell_len(plain)) if plain else cluster
        drawn.append(cluster)
    return "".join(drawn)


class Alike(LineFilter):
    """What the app draws, its emoji as `alike` has them."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments where there is no such emoji."""
        if not _UNSURE.search("".join([segment.text for segment in segments])):
            return segments
        return [Segment(alike(text), style, control) for text, style, control in segments]

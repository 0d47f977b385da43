"""Text in plain ASCII, for a terminal that may know no other signs: each character as the one that is most like it."""

import unicodedata
from functools import lru_cache

from rich.cells import split_graphemes
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

UNKNOWN = "?"
"""What stands for a character that nothing in ASCII is like."""

# Those that do not fall apart into a letter of ASCII and a mark; a dash is one sign, however long.
_LIKE = dict(
    zip(
        "‘’‚‛′“”„‟″«»‹›‐‑‒–—―−…·•×÷¡¿£€§ßØøÆæŒœÐðÞþŁłĐđİıŊŋ\xa0\u2009\u200a\u202f",
        '\'\'\'\'\'"""""""<>-------.-*x/!?LESsOoAaOoDdPpLlDdIiNn    ',
        strict=True,
    )
)


def plain(text: str) -> str:
    """`text` in ASCII and in the same number of cells, what is wider than one cell filled up."""
    return text if text.isascii() else _plain(text)


@lru_cache(maxsize=1024)
def _plain(text: str) -> str:
    return "".join(_like(text[first:last], cells) for first, last, cells in split_graphemes(text)[0])


def _like(cluster: str, cells: int) -> str:
    """One character, of however many code points it is made."""
    first = cluster[:1]
    if not first.isascii():
        first = _LIKE.get(first) or unicodedata.normalize("NFD", first)[:1]
    return (first if first.isascii() and first.isprintable() else UNKNOWN).ljust(cells, UNKNOWN)[:cells]


class Plain(LineFilter):
    """What the app draws, as `plain` has it: the words of a feed too, wherever they stand."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments where all is ASCII already."""
        if all(segment.text.isascii() for segment in segments):
            return segments
        return [Segment(plain(text), style, control) for text, style, control in segments]

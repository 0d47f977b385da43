"""Rows of pieces as strips: each role in its style, a selection over it, everything in exactly so many cells."""

from collections.abc import Iterable, Mapping, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.renderables.background_screen import BackgroundScreen
from textual.strip import Strip

from tui.render.cells import width_of
from tui.render.rows import Row


def paint(row: Row, styles: Mapping[str, Style]) -> list[Segment]:
    """A row's pieces in the styles of their roles; what a search found in the style of a "hit"."""
    hit = styles["hit"]
    return [Segment(piece.text, hit if piece.hit else styles[piece.role]) for piece in row if piece.text]


def strip(segments: Sequence[Segment], width: int, blank: Style, last: Segment | None = None) -> Strip:
    """`segments` in exactly `width` cells, the rest in the style `blank`; and the one cell `last` after them.

    Neighbours of one style become one: what a terminal is sent for a row grows with its segments.
    """
    room = width - sum(width_of(segment.text) for segment in segments)
    if room > 0:
        segments = [*segments, Segment(" " * room, blank)]
    made: list[Segment] = []
    for segment in segments:
        if made and made[-1].style is segment.style:
            made[-1] = Segment(made[-1].text + segment.text, segment.style)
        elif segment.text:
            made.append(segment)
    if room < 0:
        made = [*Strip(made, width - room).adjust_cell_length(width, blank)]
    return Strip(made, width) if last is None else Strip([*made, last], width + 1)


def selected(drawn: Strip, span: tuple[int, int], width: int, style: Style) -> Strip:
    """`drawn` with the cells from `span[0]` to `span[1]` (`width`, if negative) in another style."""
    first, last = span[0], width if span[1] < 0 else min(span[1], width)
    if first >= last:
        return drawn
    before, chosen, after = drawn.crop(0, first), drawn.crop(first, last), drawn.crop(last, drawn.cell_length)
    return Strip.join([before, Strip([Segment(part.text, (part.style or Style()) + style) for part in chosen]), after])


def veiled(rows: Iterable[Strip], veil: Color) -> list[Strip]:
    """`rows` behind a `veil`, as Textual draws what lies below a page, but that each style is blended once."""
    known: dict[Style | None, Style | None] = {}

    def behind(style: Style | None) -> Style | None:
        if style not in known:
            known[style] = next(iter(BackgroundScreen.process_segments([Segment(" ", style)], veil))).style
        return known[style]

    return [Strip([Segment(part.text, behind(part.style)) for part in row], row.cell_length) for row in rows]

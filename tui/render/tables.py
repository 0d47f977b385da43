"""Rows of figures ("Jones - 1,204 (61.8%)") as aligned columns, with a small bar where there is a percentage."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from feeds.patterns import pattern
from tui.render.cells import width_of
from tui.render.glyphs import Glyphs
from tui.render.rows import Marks, Piece, Role, Row, flow, pieces

_FIGURES = pattern(
    r"""
    (?P<label> \S .*? ) (?: \s* [:|] | \s+ [-–—] )? \s+
    (?= [(£$€\d] )
    (?P<number> [£$€]? \d [\d,]* (?: \.\d+ )? (?! [\d.]* \s? % ) )? \s*
    (?: \(? (?P<share> \d{1,3} (?: \.\d+ )? \s? % ) \)? )?
    """,
    re.VERBOSE,
)
_GUTTER = 2
_ROLES: tuple[Role, ...] = ("text", "heading", "heading")
"""Of a label, a number and a share."""
_LONGEST_BAR = 24
_SHORTEST_BAR = 4


class _Line(NamedTuple):
    """One row of the table: where its cells (label, number, share) stand in its text, and its percentage."""

    text: str
    cells: tuple[tuple[int, int], ...]
    percent: float | None

    def width(self, column: int) -> int:
        """How wide a cell is."""
        start, end = self.cells[column]
        return width_of(self.text[start:end])


def bar(percent: float, width: int, glyphs: Glyphs) -> str:
    """`percent` of `width` cells as a bar, exact to the parts of a cell and never empty for more than nothing."""
    steps = len(glyphs.parts) - 1
    filled = round(min(max(percent, 0.0), 100.0) / 100 * width * steps)
    full, part = divmod(max(filled, 1 if percent > 0 else 0), steps)
    drawn = (glyphs.parts[-1] * full + (glyphs.parts[part] if part else "")).rstrip()
    return drawn or (glyphs.parts[-1] if percent > 0 else "")


def table(lines: Sequence[str], width: int, glyphs: Glyphs, marks: Marks | None = None) -> list[Row]:
    """`lines` as a table in at most `width` cells; what does not fit flows as text, like a line without figures.

    Such a line is a heading if figures follow it.
    """
    parsed = [_parse(line) for line in lines]
    found = [line for line in parsed if line is not None]
    columns = [max((line.width(column) for line in found), default=0) for column in range(len(_ROLES))]
    used = sum(each + _GUTTER for each in columns if each) - _GUTTER
    room = min(width - used - _GUTTER, _LONGEST_BAR)
    rows: list[Row] = []
    for number, (text, line) in enumerate(zip(lines, parsed, strict=True)):
        if line is None or used > width:
            heads = line is None and number + 1 < len(lines) and parsed[number + 1] is not None
            rows += flow(text, "heading" if heads else "text", width, marks)
            continue
        marked = marks(text) if marks is not None else ()
        row: list[Piece] = []
        for column, role in enumerate(_ROLES):
            if columns[column] == 0:
                continue
            gutter = " " * _GUTTER if any(columns[column + 1 :]) else ""
            blank = " " * (columns[column] - line.width(column))
            cell = pieces(text, *line.cells[column], role, marked)
            label = column == 0  # at the left; figures stand at the right
            row += [*cell, Piece(blank + gutter, role)] if label else [Piece(blank, role), *cell, Piece(gutter, role)]
        if line.percent is not None and room >= _SHORTEST_BAR:
            row.append(Piece(" " * _GUTTER + bar(line.percent, room, glyphs), "meter"))
        rows.append(tuple(piece for piece in row if piece.text))
    return rows


def _parse(text: str) -> _Line | None:
    """A line as label, number and share; None if it is not a label with one of the two."""
    match = _FIGURES.fullmatch(text)
    if match is None or "\n" in text or not (match["number"] or match["share"]):
        return None
    share = match["share"]
    percent = float(re.sub(r"[^\d.]", "", share)) if share else None
    spans = tuple(match.span(name) if match[name] else (0, 0) for name in ("label", "number", "share"))
    return _Line(text, spans, percent)

"""Rows of figures ("Jones - 1,204 (61.8%)") as aligned columns, with a small bar where there is a percentage."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from tui.render.cells import width_of
from tui.render.glyphs import Glyphs
from tui.render.rows import Marks, Piece, Role, Row, flow, pieces

_FIGURES = re.compile(
    r"""
    (?P<label> \S .*? ) (?: \s* [:|] | \s+ [-–—] )? \s+
    (?= [(£$€\d] )
    (?P<number> [£$€]? \d [\d,]* (?: \.\d+ )? (?! [\d.]* \s? % ) )? \s*
    (?: \(? (?P<share> \d{1,3} (?: \.\d+ )? \s? % ) \)? )?
    """,
    re.VERBOSE,
)
_GUTTER = 2
_LONGEST_BAR = 24
_SHORTEST_BAR = 4


class _Line(NamedTuple):
    """One row of the table: where its cells stand in its text, and its percentage."""

    text: str
    label: tuple[int, int]
    number: tuple[int, int]
    share: tuple[int, int]
    percent: float | None


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
    columns = [max((width_of(_cell(line, part)) for line in found), default=0) for part in (1, 2, 3)]
    used = sum(column + _GUTTER for column in columns if column) - _GUTTER
    room = min(width - used - _GUTTER, _LONGEST_BAR)
    rows: list[Row] = []
    for number, (text, line) in enumerate(zip(lines, parsed, strict=True)):
        if line is None or used > width:
            heads = line is None and number + 1 < len(lines) and parsed[number + 1] is not None
            rows += flow(text, "heading" if heads else "text", width, marks)
            continue
        marked = marks(text) if marks is not None else ()
        row: list[Piece] = []
        for part, column, role in zip((1, 2, 3), columns, _ROLES, strict=True):
            if column == 0:
                continue
            start, end = (line.label, line.number, line.share)[part - 1]
            gutter = " " * _GUTTER if part < 3 and any(columns[part:]) else ""
            blank = " " * (column - width_of(text[start:end]))
            cell = pieces(text, start, end, role, marked)
            row += (
                [*cell, Piece(blank + gutter, role)] if part == 1 else [Piece(blank, role), *cell, Piece(gutter, role)]
            )
        if line.percent is not None and room >= _SHORTEST_BAR:
            row.append(Piece(" " * _GUTTER + bar(line.percent, room, glyphs), "meter"))
        rows.append(tuple(piece for piece in row if piece.text))
    return rows


_ROLES: tuple[Role, Role, Role] = ("text", "heading", "heading")


def _cell(line: _Line, part: int) -> str:
    start, end = (line.label, line.number, line.share)[part - 1]
    return line.text[start:end]


def _parse(text: str) -> _Line | None:
    """A line as label, number and share; None if it is not a label with one of the two."""
    match = _FIGURES.fullmatch(text)
    if match is None or "\n" in text or not (match["number"] or match["share"]):
        return None
    share = match["share"]
    percent = float(re.sub(r"[^\d.]", "", share)) if share else None
    label, number, share_span = (match.span(name) if match[name] else (0, 0) for name in ("label", "number", "share"))
    return _Line(text, label, number, share_span, percent)

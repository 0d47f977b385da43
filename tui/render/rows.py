"""Rows of a pane: pieces of text with a role each, and the flow of running text into them."""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple

from tui.render.cells import wrap

Role = Literal[
    "text", "heading", "key", "time", "guess", "kind", "author", "quiet", "quote", "bar", "meter", "gap", "day"
]
"""What a piece of a row is; a widget has a style for each."""

Marks = Callable[[str], Sequence[tuple[int, int]]]
"""The spans of a text that a search found in it."""


class Piece(NamedTuple):
    """A run of text in one role; `hit` if a search found it."""

    text: str
    role: Role
    hit: bool = False


Row = tuple[Piece, ...]


def row_text(row: Row) -> str:
    """A row without its roles."""
    return "".join(piece.text for piece in row)


def pieces(text: str, start: int, end: int, role: Role, marked: Iterable[tuple[int, int]] = ()) -> list[Piece]:
    """`text[start:end]` as pieces, cut where a marked span begins and ends; `marked` counts in `text`."""
    found: list[Piece] = []
    at = start
    for first, last in marked:
        first, last = max(first, at), min(last, end)
        if first >= last:
            continue
        if first > at:
            found.append(Piece(text[at:first], role))
        found.append(Piece(text[first:last], role, hit=True))
        at = last
    if at < end:
        found.append(Piece(text[at:end], role))
    return found


def flow(text: str, role: Role, width: int, marks: Marks | None = None) -> list[Row]:
    """`text` in rows of at most `width` cells, what `marks` finds in it marked as hits."""
    marked = marks(text) if marks is not None else ()
    return [tuple(pieces(text, start, end, role, marked)) for start, end in wrap(text, width)]


def flow_runs(runs: Sequence[tuple[str, Role]], width: int, marks: Marks | None = None) -> list[Row]:
    """Runs of text in several roles, as one flow."""
    text = "".join(run for run, _role in runs)
    marked = marks(text) if marks is not None else ()
    rows: list[Row] = []
    for start, end in wrap(text, width):
        row: list[Piece] = []
        first = 0
        for run, role in runs:
            last = first + len(run)
            if first < end and last > start:
                row += pieces(text, max(first, start), min(last, end), role, marked)
            first = last
        rows.append(tuple(row))
    return rows


def parted(rows: Sequence[Row], sign: str) -> list[Row]:
    """`rows` of parts with `sign` between them, which none of the rows ends in."""
    return [row[:-1] if len(row) > 1 and row[-1].text.strip() == sign else row for row in rows]


def indent(rows: Iterable[Row], first: Row, rest: Row) -> list[Row]:
    """`rows` with `first` before the first of them and `rest` before each other one."""
    return [((*first, *row) if number == 0 else (*rest, *row)) for number, row in enumerate(rows)]

"""The scrubber's rows: a sign and its ink for every column of the axis, what matters most there before all else."""

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.render.axis import Axis, labels
from tui.render.cells import width_of
from tui.render.glyphs import Glyphs
from tui.render.styles import Ink
from tui.render.times import clock, short_date

Cell = tuple[str, str]
"""A sign, and the ink that it is written in."""

INKS = {
    "known": Ink("primary"),
    "ahead": Ink("primary", 0.5, mark=True),
    "unknown": Ink(strength=0.3, mark=True),
    "line": Ink(strength=0.3, mark=True),
    "key": Ink("accent", bold=True),
    "hit": Ink(bold=True),
    "playhead": Ink("accent", bold=True),
    "label": Ink(strength=0.75),
    "pointer": Ink("background", bold=True, ground="accent"),
}


class Frame(NamedTuple):
    """What is drawn but for the pointer: the axis and, for each of its columns, posts, key events, hits and marks."""

    axis: Axis
    playhead: int
    posts: tuple[int, ...]
    keys: tuple[int, ...]
    hits: tuple[int, ...]
    marked: tuple[int, ...]


class Pointer(NamedTuple):
    """Where the mouse is: its column and the time there; `held`, it takes the playhead along."""

    column: int
    at: datetime
    held: bool


def cells(
    frame: Frame, y: int, height: int, zone: tzinfo, glyphs: Glyphs, pointer: Pointer | None = None
) -> list[Cell]:
    """The row at `y` of `height`: how much happened; what is marked; the hours. With two rows the first two are one."""
    held = pointer.column if pointer is not None and pointer.held else None
    columns = range(len(frame.posts))
    if height >= 3 and y == 1:
        return [_mark(frame, column, glyphs, held) for column in columns]
    if y == 0:
        most = max(frame.posts)
        return [_density(frame, column, most, glyphs, held, marked=height < 3) for column in columns]
    return _labels(frame.axis, zone, pointer) if y == min(height - 1, 2) else []


def strip(row: Sequence[Cell], width: int, styles: dict[str, Style]) -> Strip:
    """Cells of one column each as a strip, neighbours of one style in one segment."""
    runs: list[Cell] = []
    for char, name in row:
        if runs and runs[-1][1] == name:
            runs[-1] = (runs[-1][0] + char, name)
        else:
            runs.append((char, name))
    strip = Strip([Segment(text, styles[name]) for text, name in runs])
    return strip.adjust_cell_length(width, styles["label"])


def _density(frame: Frame, column: int, most: int, glyphs: Glyphs, held: int | None, *, marked: bool) -> Cell:
    """How much of `most` happened in a column; with `marked`, marks stand in its place."""
    if column == held:
        return glyphs.bar, "pointer"
    if column == frame.playhead:
        return glyphs.playhead, "playhead"
    if marked and (sign := _mark(frame, column, glyphs, held))[0] != " ":
        return sign
    posts = frame.posts[column]
    if column > frame.playhead and posts == 0:
        return glyphs.unknown, "unknown"
    level = 0 if posts == 0 else max(1, round(posts / most * (len(glyphs.levels) - 1)))
    return glyphs.levels[level], "known" if column <= frame.playhead else "ahead"


def _mark(frame: Frame, column: int, glyphs: Glyphs, held: int | None) -> Cell:
    """The sign of a column: the reader's own mark before all others."""
    if frame.marked[column]:
        return glyphs.moments["mark"], "hit"
    if frame.keys[column]:
        return (glyphs.both if frame.hits[column] else glyphs.key), "key"
    if frame.hits[column]:
        return glyphs.hit, "hit"
    if column == held:
        return glyphs.bar, "pointer"
    if column == frame.playhead:
        return glyphs.playhead, "playhead"
    return " ", "line"


def _labels(axis: Axis, zone: tzinfo, pointer: Pointer | None) -> list[Cell]:
    """The hours; under the pointer the time there, in place of what it would touch."""
    row = [(" ", "label")] * axis.width
    start, told = (0, "") if pointer is None else _told(axis, zone, pointer)
    for column, text in labels(axis, zone):
        end = column + width_of(text)
        if not told or end < start or column > start + len(told):
            row[column:end] = [(char, "label") for char in text]
    row[start : start + len(told)] = [(char, "pointer") for char in told]
    return row


def _told(axis: Axis, zone: tzinfo, pointer: Pointer) -> tuple[int, str]:
    """The time under the pointer and where it is written."""
    text = f" {clock(pointer.at, zone)} "
    if axis.end - axis.start > timedelta(days=1):
        text = f" {short_date(pointer.at.astimezone(zone).date())}{text}"
    text = text[: axis.width]
    return min(max(pointer.column - len(text) // 2, 0), axis.width - len(text)), text

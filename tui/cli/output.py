"""What the commands print: aligned text in the terminal's width, or JSON."""

import json
import os
import shutil
import sys
from collections.abc import Iterable
from datetime import datetime

from feeds.model import Header, Post
from tui.render.cells import clip, width_of, wrap
from tui.render.times import long_date, short_date, time_of, zone_name

BOLD, DIM, REVERSE = "1", "2", "7"
WIDEST = 110
"""Longer lines are hard to read, however wide the terminal is."""


def width() -> int:
    """The columns to fill."""
    return max(20, min(shutil.get_terminal_size((80, 24)).columns, WIDEST))


def coloured() -> bool:
    """Whether standard output shows colours and the user wants them."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def style(text: str, code: str) -> str:
    """`text` in a style, where there are styles."""
    return f"\x1b[{code}m{text}\x1b[0m" if text and coloured() else text


def as_json(value: object) -> None:
    """`value` as JSON on standard output."""
    ascii_only = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
    json.dump(value, sys.stdout, ensure_ascii=ascii_only, indent=2)
    print()


def rows(text: str, indent: int = 0, marks: Iterable[tuple[int, int]] = ()) -> Iterable[str]:
    """`text` wrapped into rows, each behind `indent` spaces; the spans `marks` of it stand out."""
    spans = list(marks)
    for start, end in wrap(text, width() - indent):
        row, at = "", start
        for first, last in spans:
            first, last = max(first, start), min(last, end)
            if first < last:
                row += text[at:first] + style(text[first:last], REVERSE)
                at = last
        yield " " * indent + row + text[at:end]


def title(header: Header, at: datetime | None) -> None:
    """The first lines of every answer: which day, and whose clock its times are."""
    date = header.date or (at.astimezone(header.zone).date() if at else None)
    zone = f"times in {zone_name(at, header.zone)}" if at else f"zone {header.timezone}"
    parts = [long_date(date)] if date else []
    print(style("\n".join(rows(header.title)), BOLD))
    print(style("\n".join(rows(" · ".join([*parts, zone]))), DIM))
    print()


def time(post: Post, header: Header) -> str:
    """A post's time, with a tilde unless stated, and with the date unless it is the day's."""
    if post.when is None:
        return "?"
    clock = time_of(post.when, header.zone)
    date = post.when.at.astimezone(header.zone).date()
    return clock if date == header.date or header.date is None else f"{short_date(date)} {clock}"


def table(lines: Iterable[Iterable[str]], indent: int = 0) -> Iterable[str]:
    """Aligned columns, two spaces between them, cut where the terminal ends."""
    cells = [list(line) for line in lines]
    widths = [max(map(width_of, column)) for column in zip(*cells, strict=True)]
    for line in cells:
        text = "  ".join(cell + " " * (size - width_of(cell)) for cell, size in zip(line, widths, strict=True))
        yield " " * indent + clip(text.rstrip(), width() - indent)

"""What goes into a reader: an input and what the user said about it; and what is said of what cannot be read."""

import datetime as dt
from dataclasses import replace
from typing import NamedTuple

from feeds.model import Header


class Source(NamedTuple):
    """One input: its `name` as the user gave it (for messages and for `Origin.file`) and its bytes."""

    name: str
    data: bytes

    def __repr__(self) -> str:
        return f"Source({self.name!r}, {len(self.data)} bytes)"


class Options(NamedTuple):
    """What the user said about the day; it overrides what a source says. `zone` is an IANA name."""

    title: str | None = None
    date: dt.date | None = None
    zone: str | None = None

    def over(self, header: Header) -> Header:
        """`header` with what the user said in place of what it says."""
        return replace(
            header,
            title=header.title if self.title is None else self.title,
            date=header.date if self.date is None else self.date,
            timezone=header.timezone if self.zone is None else self.zone,
        )


class Skipped(NamedTuple):
    """One item that could not be read as it stands, the 1-based line it stands on if known, and why."""

    file: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        return _located(self.file, self.line, self.reason)


class Unreadable(Exception):  # noqa: N818 - a state of the input, not a fault of the program
    """A source of which nothing can be read: `file`, the 1-based `line` if one is to blame, and the `reason`."""

    def __init__(self, file: str, line: int | None, reason: str) -> None:
        super().__init__(file, line, reason)
        self.file = file
        self.line = line
        self.reason = reason

    def __str__(self) -> str:
        return _located(self.file, self.line, self.reason)


def _located(file: str, line: int | None, reason: str) -> str:
    """`reason` with where it applies."""
    return f"{file}:{line}: {reason}" if line is not None else f"{file}: {reason}"

"""What goes into a reader and what comes out of one, the same for every form of input."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Protocol

from feeds.model import Day, Header


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


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one reader made of one source, before chronology.

    `form` names the form in words; posts of `day` may have no `when`, and `day.header.order` says how they lie. `lines`
    maps a post's id to the 1-based source line of each block of its body, in the body's order. `notes` are other
    things worth telling, a sentence each.
    """

    form: str
    day: Day
    skipped: tuple[Skipped, ...] = ()
    lines: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


class Unreadable(Exception):  # noqa: N818 - a state of the input, not a fault of the program
    """A source of which nothing can be read: `file`, the 1-based `line` if one is to blame, and the `reason`."""

    def __init__(self, file: str, line: int | None, reason: str) -> None:
        super().__init__(file, line, reason)
        self.file = file
        self.line = line
        self.reason = reason

    def __str__(self) -> str:
        return _located(self.file, self.line, self.reason)


class Reader(Protocol):
    """What a module of this package offers: one form of input.

    `sniff` says from 0 to 1 how sure it is that a text which begins with `head` is of its form.
    """

    NAME: str

    def sniff(self, head: str, name: str) -> float:
        """How sure, from 0 to 1, that the source `name` whose text begins with `head` is of this form."""

    def read(self, source: Source, options: Options) -> Parsed:
        """The posts of `source`. Raises Unreadable if there are none to be had."""


def _located(file: str, line: int | None, reason: str) -> str:
    return f"{file}:{line}: {reason}" if line is not None else f"{file}: {reason}"

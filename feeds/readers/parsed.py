"""What comes out of a reader, and what is asked of one: the same for every form of input."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from feeds.model import Day
from feeds.readers.source import Options, Skipped, Source


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


class Reader(Protocol):
    """What a module of this package offers: one form of input.

    `sniff` says from 0 to 1 how sure it is that a text which begins with `head` is of its form.
    """

    NAME: str

    def sniff(self, head: str, name: str) -> float:
        """How sure, from 0 to 1, that the source `name` whose text begins with `head` is of this form."""

    def read(self, source: Source, options: Options) -> Parsed:
        """The posts of `source`. Raises Unreadable if there are none to be had."""

"""Moments: "61.8%", "11:45", "first smith", "slate" become a place in the day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from feeds.figures import Sighting
from feeds.model import Header, Post


class DayStore(Protocol):
    """What moments need of an archive; ranks are 0-based chronological positions, `until` a number of revealed posts."""

    @property
    def header(self) -> Header:
        """The day's header."""
        ...

    @property
    def first_time(self) -> datetime | None:
        """The first post's time; None for an empty day."""
        ...

    @property
    def last_time(self) -> datetime | None:
        """The last post's time; None for an empty day."""
        ...

    def __len__(self) -> int: ...

    def revealed(self, at: datetime) -> int:
        """How many posts have appeared by `at`."""
        ...

    def post(self, rank: int) -> Post:
        """The post at `rank`."""
        ...

    def time_of(self, rank: int) -> datetime:
        """The time of the post at `rank`."""
        ...

    def search(self, query: str, *, until: int | None = None, typing: bool = False) -> tuple[int, ...]:
        """The ranks of the posts that match `query`, in time order."""
        ...

    def keys(self, until: int | None = None) -> tuple[int, ...]:
        """The ranks of the key posts."""
        ...

    def sightings(self, until: int | None = None) -> Sequence[Sighting]:
        """All readings of the revealed posts, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Moment:
    """A place to jump to: the post at `rank`, its time, a `label` to show, and its `kind` ("key", "declared", ...)."""

    rank: int
    at: datetime
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a phrase meant: the post and the time, what it `matched`, `why`, and what `others` it could have been."""

    rank: int
    at: datetime
    matched: str
    why: str
    others: tuple[Moment, ...] = ()


class NotFound(Exception):  # noqa: N818 -- a result that the caller expects, not an accident
    """A phrase that names nothing in the day; `reason` is one sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def moments(archive: DayStore, until: int | None = None) -> tuple[Moment, ...]:
    """The key events and the first figures of each status among the first `until` posts, in time order."""
    return ()


def declaration(archive: DayStore) -> Moment | None:
    """The first declared overall result, or None where the day declares nothing."""
    return None


def resolve(phrase: str, archive: DayStore, *, now: datetime | None = None) -> Found:
    """The place in the day that `phrase` names; raises NotFound. `now` is the playhead that "-30m" counts from."""
    raise NotFound(f"nothing here is called {phrase!r}")

"""The times of an archive's posts: which post is at a time, which time at a rank, how many posts in a span."""

import threading
from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache, partial
from itertools import pairwise

from feeds.archive.faults import telling_damage
from feeds.archive.hits import Hits
from feeds.archive.instants import EPOCH, micros
from feeds.archive.posts import Table


class Times:
    """The posts of a table, by rank and by time; instants that come out are in the day's own zone.

    `until` is always a number of revealed posts, so ranks 0 to until-1 count; None means all.
    """

    def __init__(self) -> None:
        """`_know` has to come next."""
        self._lock = threading.RLock()
        self._table: Table
        self._zone: tzinfo
        self._count = 0
        self._edges = lru_cache(maxsize=32)(self._places)  # panes ask for the same bins at every step

    def _know(self, table: Table, zone: tzinfo) -> None:
        """The posts are those of `table` now."""
        self._table, self._zone, self._count = table, zone, len(table)
        self._edges.cache_clear()

    def __len__(self) -> int:
        return self._count

    @property
    def first_time(self) -> datetime | None:
        """The first post's time; None for an empty day."""
        return self._time_at(0)

    @property
    def last_time(self) -> datetime | None:
        """The last post's time; None for an empty day."""
        return self._time_at(self._count - 1)

    def time_of(self, rank: int) -> datetime:
        """The time of the post at `rank`. Raises IndexError outside the day."""
        self._check(rank)
        with self._lock, telling_damage():
            return self._instant(self._table.at(rank))

    def revealed(self, at: datetime) -> int:
        """How many posts have appeared by `at`."""
        return self._before(micros(at) + 1)

    def next_time(self, after: datetime) -> datetime | None:
        """The first time of a post later than `after`."""
        return self._time_at(self._before(micros(after) + 1))

    def times_after(self, after: datetime, most: int) -> list[datetime]:
        """The first times of posts later than `after`, ascending, each once, `most` of them or all; as many, in UTC."""
        with self._lock, telling_damage():
            return [EPOCH + timedelta(microseconds=at) for at in self._table.following(micros(after), most)]

    def previous_time(self, before: datetime) -> datetime | None:
        """The last time of a post earlier than `before`."""
        return self._time_at(self._before(micros(before)) - 1)

    def histogram(
        self,
        start: datetime,
        end: datetime,
        bins: int,
        *,
        until: int | None = None,
        ranks: Sequence[int] | None = None,
    ) -> list[int]:
        """How many revealed posts lie in each of `bins` equal spans from `start` to `end`; `end` is in the last span.

        With `ranks`, in ascending order, only these posts count. Raises ValueError for less than one bin, or an end
        before the start.
        """
        limit = self._limit(until)
        places = [min(place, limit) for place in self._edges(micros(start), micros(end), bins)]
        if ranks is not None:
            below = ranks.before if isinstance(ranks, Hits) else partial(bisect_left, ranks)
            places = [below(place) for place in places]
        return [upper - lower for lower, upper in pairwise(places)]

    def _places(self, first: int, last: int, bins: int) -> tuple[int, ...]:
        """How many posts are earlier than each bin, and at last how many than the end of the last one."""
        if bins < 1 or last < first:
            raise ValueError("a histogram needs at least one bin and must not end before it starts")
        edges = [first + (last - first) * each // bins for each in range(bins)]
        with self._lock, telling_damage():
            return tuple(self._table.all_before([*edges, last + 1]))

    def _before(self, moment: int) -> int:
        """How many posts are earlier than `moment`, in microseconds: ranks go with time, so the last one's tells."""
        with self._lock, telling_damage():
            return self._table.before(moment)

    def _time_at(self, rank: int) -> datetime | None:
        """The time of the post at `rank`; None outside the day."""
        return self.time_of(rank) if 0 <= rank < self._count else None

    def _instant(self, moment: int) -> datetime:
        return (EPOCH + timedelta(microseconds=moment)).astimezone(self._zone)

    def _limit(self, until: int | None) -> int:
        return self._count if until is None else min(max(until, 0), self._count)

    def _check(self, rank: int) -> None:
        if not 0 <= rank < self._count:
            raise IndexError(f"no post {rank} in a day of {self._count}")

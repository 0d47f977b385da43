"""The readings of an archive's posts, in order; read as far as somebody has asked."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager

from feeds.figures import Sighting

_AT_ONCE = 50_000  # ranks


class Sightings:
    """`known` are the readings that have been read by now; `read` gives those of the ranks from one to before another.

    They are read under `lock`.
    """

    def __init__(self, read: Callable[[int, int], Iterable[Sighting]], lock: AbstractContextManager[object]) -> None:
        self.known: list[Sighting] = []
        self._read, self._lock = read, lock
        self._ranks: list[int] = []
        self._end = 0

    def before(self, rank: int) -> int:
        """How many readings the posts before `rank` have: all of these are known afterwards."""
        while self._end < rank:
            with self._lock:  # not for all of them at once: the screen may be waiting
                end = min(self._end + _AT_ONCE, rank)
                for sighting in self._read(self._end, end):
                    self.known.append(sighting)
                    self._ranks.append(sighting.rank)
                self._end = max(self._end, end)
        return bisect_left(self._ranks, rank)

    def forget(self, first: int) -> None:
        """From the rank `first` on there are other posts now."""
        known = bisect_left(self._ranks, first)
        del self.known[known:], self._ranks[known:]
        self._end = min(self._end, first)

"""What the timeline lists: every post, or what a filter lets through; from its places to the day's ranks and back."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import groupby

from feeds.archive import Archive
from feeds.model import Post


class Sight:
    """A view of an archive that has the methods the timeline needs; a place is a post's number among those listed."""

    def __init__(self, archive: Archive) -> None:
        self.header = archive.header
        self._archive = archive
        self._ranks: Sequence[int] | None = None

    def __len__(self) -> int:
        return len(self._archive) if self._ranks is None else len(self._ranks)

    def window(self, first: int, count: int) -> list[Post]:
        """The posts of the places from `first` on, `count` of them or as many as there are."""
        if self._ranks is None:
            return self._archive.window(first, count)
        wanted = self._ranks[max(first, 0) : max(first + count, 0)]
        # Neighbours in a row are read in one go: what differs from its number by the same amount lies together.
        runs = (list(run) for _, run in groupby(enumerate(wanted), lambda pair: pair[1] - pair[0]))
        return [post for run in runs for post in self._archive.window(run[0][1], len(run))]

    def narrow(self, ranks: Sequence[int] | None) -> bool:
        """List the posts of `ranks` (ascending), or all. False if that is what the list was, or a continuation of it.

        Then places stand for the posts they stood for, and only `reveal` is needed.
        """
        before, self._ranks = self._ranks, ranks
        if before is None or ranks is None:
            return before is not ranks
        shared = min(len(before), len(ranks))
        return before[:shared] != ranks[:shared]

    def count(self, visible: int) -> int:
        """How many of the first `visible` posts are listed."""
        return visible if self._ranks is None else bisect_left(self._ranks, visible)

    def rank(self, place: int) -> int:
        """The rank of the post at a place; the nearest where there is no such place, 0 where nothing is listed."""
        if self._ranks is None:
            return place
        return self._ranks[min(max(place, 0), len(self._ranks) - 1)] if self._ranks else 0

    def place(self, rank: int) -> int:
        """The place of the post at `rank`, else of the last one before it that is listed."""
        return rank if self._ranks is None else max(bisect_right(self._ranks, rank) - 1, 0)

    def places(self, ranks: Iterable[int]) -> Sequence[int]:
        """The places of those of `ranks` that are listed."""
        if self._ranks is None:
            return tuple(ranks)
        listed = self._ranks
        found = ((rank, bisect_left(listed, rank)) for rank in ranks)
        return tuple(place for rank, place in found if place < len(listed) and listed[place] == rank)


def with_neighbours(hits: Sequence[int], visible: int) -> tuple[int, ...]:
    """The hits, each with the post before and the post after it, of the first `visible` posts.

    As more posts become visible, ranks are only ever added at the end: what is no neighbour yet comes after all others.
    """
    ranks: list[int] = []
    for hit in hits:
        for rank in (hit - 1, hit, hit + 1):
            if 0 <= rank < visible and (not ranks or rank > ranks[-1]):
                ranks.append(rank)
    return tuple(ranks)

"""What the timeline lists: every post, or what a filter lets through; from its places to the day's ranks and back."""

from bisect import bisect_left, bisect_right
from itertools import groupby

from feeds.archive import Archive, Hits
from feeds.model import Post


class Sight:
    """A view of an archive that has the methods the timeline needs; a place is a post's number among those listed."""

    def __init__(self, archive: Archive) -> None:
        self.header = archive.header
        self._archive = archive
        self._ranks: Hits | None = None
        self._among = Hits(0), Hits(0), Hits(0)  # the last hits that were asked for, the list then, and those of both

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

    def narrow(self, ranks: Hits | None) -> bool:
        """List the posts of `ranks`, or all. False if that is what the list was, or a continuation of it.

        Then places stand for the posts they stood for, and only `reveal` is needed.
        """
        before, self._ranks = self._ranks, ranks
        if before is None or ranks is None:
            return before is not ranks
        return not (before.begins(ranks) or ranks.begins(before))

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

    def lists(self, rank: int) -> bool:
        """Whether the post at `rank` is listed."""
        return self._ranks is None or rank in self._ranks

    def among(self, hits: Hits) -> Hits:
        """Those of `hits` that are listed."""
        if self._ranks is None:
            return hits
        if self._among[:2] != (hits, self._ranks):
            self._among = hits, self._ranks, Hits(hits.bits & self._ranks.bits)
        return self._among[2]

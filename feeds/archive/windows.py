"""Any posts of an archive by their ranks: read from its table, and those that were asked for last kept."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from feeds.archive import stored
from feeds.archive.faults import Damaged, telling_damage
from feeds.archive.places import Texts
from feeds.archive.posts import Table
from feeds.model import Post

_KEPT = 1_024


class Windows:
    """The posts of `table`; of a preliminary archive `texts` has them, and `time_of` says when each of them was."""

    def __init__(self, table: Table, texts: Texts | None, time_of: Callable[[int], datetime]) -> None:
        self._table, self._texts, self._time_of = table, texts, time_of
        self._posts: OrderedDict[int, Post] = OrderedDict()

    def posts(self, wanted: range) -> list[Post]:
        """The posts at these ranks, all of which the archive has. Raises Damaged."""
        missing = [rank for rank in wanted if rank not in self._posts]
        fetched: dict[int, Post] = {}
        if missing:
            with telling_damage():
                rows = self._table.natives(missing[0], missing[-1])
            fetched = dict(self.decoded((rank, native) for rank, native in rows if rank not in self._posts))
            if not fetched.keys() >= set(missing):
                raise Damaged("the archive cannot be read any more (posts are missing)")
        posts = [fetched[rank] if rank in fetched else self._posts[rank] for rank in wanted]
        self.keep(zip(wanted, posts, strict=True))
        return posts

    def decoded(self, rows: Iterable[tuple[int, str | int]]) -> Iterator[tuple[int, Post]]:
        """The posts of rows of the table, by rank: a row holds a post, or its rank among the places. Raises Damaged."""
        for rank, native in rows:
            if self._texts is not None and isinstance(native, int):
                yield rank, self._texts.post(native, self._time_of(rank))
                continue
            try:
                yield rank, stored.read(str(native))
            except ValueError as error:
                raise stored.broken() from error

    def keep(self, posts: Iterable[tuple[int, Post]]) -> None:
        """Have these posts at hand, by rank; the ones that nobody has asked for the longest make room."""
        for rank, post in posts:
            self._posts[rank] = post
            self._posts.move_to_end(rank)
        while len(self._posts) > _KEPT:
            self._posts.popitem(last=False)

    def renew(self, table: Table, first: int) -> None:
        """The posts are those of `table` now: from the rank `first` on there are others than before."""
        self._table = table
        self._posts = OrderedDict((rank, post) for rank, post in self._posts.items() if rank < first)

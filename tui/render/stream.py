"""The revealed posts as a list of laid-out entries, oldest or newest first; it keeps only what was lately drawn."""

from collections.abc import Callable
from typing import Literal, Protocol

from textual.cache import LRUCache

from feeds.model import Header, Post
from tui.render.anchored import Place
from tui.render.posts import Setting, first_rows, layout, rows_between
from tui.render.rows import Row

Order = Literal["oldest", "newest"]
"""Which post is drawn at the top."""

_POSTS_KEPT = 1_024
_LAYOUTS_KEPT = 512
_FETCHED = 8
_LARGEST_FAMILY = 200


class Posts(Protocol):
    """What a stream needs of an archive."""

    header: Header

    def __len__(self) -> int: ...

    def window(self, first: int, count: int) -> list[Post]:
        """`count` posts from rank `first` on."""


class Stream:
    """The first `count` posts of an archive, laid out in a setting; satisfies `anchored.Entries`.

    Where only some posts of a day are listed, `rank_of` says which number each has in the whole day.

    Newest first, a post still stands above the tweets that it embeds: the list turns families round, not their members.
    """

    def __init__(
        self, posts: Posts, setting: Setting, order: Order = "oldest", rank_of: Callable[[int], int] = int
    ) -> None:
        self.count = 0
        self.happened = 0
        """How many of the posts have happened: all, but where the shield is lifted."""
        self.shielded = True
        self._archive = posts
        self._rank_of = rank_of
        self._setting = setting
        self._order: Order = order
        self._posts: LRUCache[int, Post] = LRUCache(_POSTS_KEPT)
        self._layouts: LRUCache[int, tuple[Row, ...]] = LRUCache(_LAYOUTS_KEPT)
        self._bodies: LRUCache[int, int] = LRUCache(_LAYOUTS_KEPT)
        self._leads: LRUCache[int, tuple[Row, ...]] = LRUCache(_LAYOUTS_KEPT)
        self._families: LRUCache[int, tuple[int, int]] = LRUCache(_LAYOUTS_KEPT)
        self._edited: set[int] = set()
        """Posts of whose layout it depends on the time what it tells of a later edit."""

    @property
    def setting(self) -> Setting:
        """What every layout depends on; other marks make other rows of posts, but as many."""
        return self._setting

    @setting.setter
    def setting(self, setting: Setting) -> None:
        if setting != self._setting:
            self._layouts.clear()
            if setting._replace(marks=None) != self._setting._replace(marks=None):
                self._bodies.clear()
                self._leads.clear()
            self._setting = setting

    @property
    def order(self) -> Order:
        """Which post is drawn at the top."""
        return self._order

    @order.setter
    def order(self, order: Order) -> None:
        self._order = order
        self._leads.clear()

    def reveal(self, count: int, happened: int | None = None) -> None:
        """Show the first `count` posts; nothing is ever read of the others.

        With `happened` the shield is lifted: that many of them have happened, and a row says where the playhead stands
        among them. Without it all have, and nothing is told of edits that were made after the newest.
        """
        self.count = min(max(count, 0), len(self._archive))
        self.happened = self.count if happened is None else min(happened, self.count)
        self.shielded = happened is None
        self._leads.clear()
        self._families.clear()
        for rank in self._edited:
            self._layouts.discard(rank)
            self._bodies.discard(rank)
        self._edited.clear()

    def post(self, rank: int) -> Post:
        """The post of that rank, which must be revealed."""
        post = self._posts.get(rank)
        if post is None:
            first = rank - rank % _FETCHED
            fetched = self._archive.window(first, min(_FETCHED, self.count - first))
            for number, post in enumerate(fetched, first):
                self._posts.set(number, post)
            post = fetched[rank - first]
        return post

    def rows(self, rank: int) -> tuple[Row, ...]:
        """The rows of a post."""
        rows = self._layouts.get(rank)
        if rows is None:
            post = self.post(rank)
            setting = self._setting
            if post.updated:
                newest = self.post(self.count - 1).when if self.shielded else None
                setting = setting._replace(until=newest.at if newest is not None else None)
                self._edited.add(rank)
            rows = layout(post, setting, under=self._parent(rank))
            self._layouts.set(rank, rows)
        return rows

    def lead_rows(self, rank: int) -> tuple[Row, ...]:
        """The rows above a post that part it from the one above."""
        rows = self._leads.get(rank)
        if rows is None:
            above = self.above(rank)
            post = self.post(rank)
            here = self.happened
            if above is None:
                rows = first_rows(post, self._setting, now=self._order == "oldest" and rank >= here)
            else:
                left_out, now = self._left_out(above, rank), (above < here) != (rank < here)
                rows = rows_between(self.post(above), post, self._setting, left_out=left_out, now=now)
            self._leads.set(rank, rows)
        return rows

    def row(self, place: Place) -> Row:
        """The row at a place."""
        if place.row >= 0:
            return self.rows(place.rank)[place.row]
        return self.lead_rows(place.rank)[place.row]

    def top(self) -> int:
        """The rank drawn first."""
        return 0 if self._order == "oldest" else self._family(self.count - 1)[0]

    def bottom(self) -> int:
        """The rank drawn last."""
        return self.count - 1 if self._order == "oldest" else self._family(0)[1]

    def above(self, rank: int) -> int | None:
        """The rank drawn right above this one, None at the top."""
        if self._order == "oldest":
            return rank - 1 if rank > 0 else None
        first, last = self._family(rank)
        if rank > first:
            return rank - 1
        return self._family(last + 1)[1] if last + 1 < self.count else None

    def below(self, rank: int) -> int | None:
        """The rank drawn right below this one, None at the bottom."""
        if self._order == "oldest":
            return rank + 1 if rank + 1 < self.count else None
        first, last = self._family(rank)
        if rank < last:
            return rank + 1
        return self._family(first - 1)[0] if first > 0 else None

    def lead(self, rank: int) -> int:
        """How many rows part a post from the one above."""
        return len(self.lead_rows(rank))

    def body(self, rank: int) -> int:
        """How many rows a post takes."""
        rows = self._bodies.get(rank)
        if rows is None:
            rows = len(self.rows(rank))
            self._bodies.set(rank, rows)
        return rows

    def _left_out(self, above: int, below: int) -> int:
        """How many posts of the day lie between two entries of the list, one right above the other."""
        if above < below:
            earlier, later = above, below
        else:  # newest first, between two families
            earlier, later = self._family(below)[1], self._family(above)[0]
        return self._rank_of(later) - self._rank_of(earlier) - 1

    def _parent(self, rank: int) -> Post | None:
        """The post that embeds this one, if only its other tweets lie between the two."""
        part_of = self.post(rank).part_of
        if part_of is None:
            return None
        for before in range(rank - 1, max(rank - _LARGEST_FAMILY, 0) - 1, -1):
            post = self.post(before)
            if post.id == part_of:
                return post
            if post.part_of != part_of:
                return None
        return None

    def _family(self, rank: int) -> tuple[int, int]:
        """The first and the last rank of a post with its revealed tweets; an oversized one counts as single posts."""
        family = self._families.get(rank)
        if family is None:
            family = self._find_family(rank)
            self._families.set(rank, family)
        return family

    def _find_family(self, rank: int) -> tuple[int, int]:
        post = self.post(rank)
        head = post.part_of or post.id
        first = last = rank
        while first > 0 and self.post(first).part_of == head and rank - first <= _LARGEST_FAMILY:
            first -= 1
        if self.post(first).id != head or self.post(first).part_of is not None:
            return rank, rank
        while last + 1 < self.count and self.post(last + 1).part_of == head and last - first <= _LARGEST_FAMILY:
            last += 1
        return (first, last) if last - first < _LARGEST_FAMILY else (rank, rank)

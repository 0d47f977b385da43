"""Readings are found in a day's posts, in the order in which they appeared, and attached to them."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from feeds.figures import contests, words
from feeds.figures.names import Names
from feeds.figures.reading import Memory, PostReader, speaks_of_votes
from feeds.model import AnyDay, Contest, Day, Post, Reading

NO_LINES: Mapping[str, tuple[int, ...]] = {}
RECENT = 8
"""A contest at most this many years ago is the one before; an older one only where no other is spoken of."""


def attach(day: Day, lines: Mapping[str, tuple[int, ...]] = NO_LINES) -> Day:
    """`day` (oldest first, timed) with the contests and the readings found in its text.

    `lines` gives the 1-based source line of each body block by post id; without it a reading's line comes from the
    post's origin. A header that names contests keeps them. A day in which a post already states readings is returned
    as it is.
    """
    if any(post.readings for post in day.posts):
        return day
    by_id = {post.id: post for post in day.posts}
    looking = Looking(day, by_id.get, lines)
    found = dict(looking.readings())
    posts = tuple(replace(post, readings=found[rank]) if rank in found else post for rank, post in enumerate(day.posts))
    return Day(header=replace(day.header, contests=looking.contests()), posts=posts)


class Looking:
    """The search for figures in a day (oldest first, timed), whose posts need not be in memory: they are read in turn.

    `by_id` gives the post of an id, which others are part of; `lines` are as `attach` has them.
    """

    def __init__(
        self,
        day: AnyDay,
        by_id: Callable[[str], Post | None],
        lines: Mapping[str, tuple[int, ...]] = NO_LINES,
    ) -> None:
        self._day, self._by_id, self._lines = day, by_id, lines
        this_year = _year(day)
        self._found = contests.find(day, this_year)
        self._names = tuple(Names(each, contests.first_names(day, each.who)) for each in self._found)
        self._memory = Memory(self._names, this_year, _usual_year(day, this_year) if self._found else None)

    def readings(self) -> Iterator[tuple[int, tuple[Reading, ...]]]:
        """The readings of each post that has any, and which post of the day it is, counted from 0."""
        for rank, post in enumerate(self._day.posts):
            if speaks_of_votes(post, self._names):
                parent = self._by_id(post.part_of) if post.part_of else None
                if found := PostReader(self._memory, post, parent, self._lines.get(post.id)).read():
                    yield rank, found

    def contests(self) -> tuple[Contest, ...]:
        """The contests, once all `readings` have been taken: they tell which one was before."""
        recalled = self._memory.recalled
        return tuple(
            replace(each, previous=self._memory.earlier_name(each))
            if each.previous is None and recalled[each.name]
            else each
            for each in self._found
        )


def _year(day: AnyDay) -> int | None:
    """The year the day lies in, or None if nothing tells."""
    if day.header.date is not None:
        return day.header.date.year
    years = Counter(post.when.at.year for post in day.posts if post.when is not None)
    return years.most_common(1)[0][0] if years else None


def _usual_year(day: AnyDay, this_year: int | None) -> int | None:
    """The earlier year that the day speaks of most: that of the contest before, a recent one if there is any."""
    if this_year is None:
        return None
    years = Counter(year for post in day.posts for year in words.years_back(post.text, this_year) if year < this_year)
    recent = {year: count for year, count in years.items() if year >= this_year - RECENT} or years
    return max(recent, key=lambda year: recent[year]) if recent else None

"""Readings are found in a day's posts, in the order in which they appeared, and attached to them."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from feeds import form
from feeds.figures.about import about
from feeds.figures.names import Names
from feeds.figures.reading import Key, Memory, PostReader, speaks_of_votes
from feeds.model import AnyDay, Contest, Day, Header, Post, Reading

NO_LINES: Mapping[str, tuple[int, ...]] = {}


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
        what = about(day)
        names = tuple(map(Names, what.contests, what.first_names))
        self._memory = Memory(names, what.year, what.usual_year)

    def readings(self) -> Iterator[tuple[int, tuple[Reading, ...]]]:
        """The readings of each post that has any, and which post of the day it is, counted from 0."""
        for rank, post in enumerate(self._day.posts):
            if found := _read(self._memory, post, self._by_id, self._lines):
                yield rank, found

    def contests(self) -> tuple[Contest, ...]:
        """The contests, once all `readings` have been taken: they tell which one was before."""
        return _contests(self._memory)

    def kept(self) -> str:
        """What `Continued` goes on from, once all `readings` have been taken; one line."""
        memory = self._memory
        return json.dumps(
            {
                "contests": [form.fields(names.contest) for names in memory.contests],
                "first": [names.first for names in memory.contests],
                "years": [memory.this_year, memory.usual_year],
                "declared": [[*key, value] for key, value in memory.declared.items()],
                "recalled": memory.recalled,
            }
        )


class Continued:
    """The search goes on where one has ended that `kept` was told by: in posts that come after those it knew.

    Whom and what the day is about is taken as known. So what it finds is what a search through all the day finds, as
    long as these posts tell of no other contest, candidate or year; else that search knows better.
    """

    def __init__(self, kept: str) -> None:
        raw = json.loads(kept)
        header = form.header({"contests": raw["contests"]}) or Header()
        names = tuple(Names(*each) for each in zip(header.contests, raw["first"], strict=True))
        declared: dict[Key, float] = {(each[0], each[1], each[2], each[3]): each[4] for each in raw["declared"]}
        this_year, usual_year = raw["years"]
        self._memory = Memory(names, this_year, usual_year, declared, Counter(raw["recalled"]))

    def readings(self, post: Post, by_id: Callable[[str], Post | None]) -> tuple[Reading, ...]:
        """The readings of `post`, the next one; `by_id` as in Looking."""
        return _read(self._memory, post, by_id, NO_LINES)

    def contests(self) -> tuple[Contest, ...]:
        """The contests by now."""
        return _contests(self._memory)


def _read(
    memory: Memory, post: Post, by_id: Callable[[str], Post | None], lines: Mapping[str, tuple[int, ...]]
) -> tuple[Reading, ...]:
    if not speaks_of_votes(post, memory.contests):
        return ()
    parent = by_id(post.part_of) if post.part_of else None
    return PostReader(memory, post, parent, lines.get(post.id)).read()


def _contests(memory: Memory) -> tuple[Contest, ...]:
    found = (names.contest for names in memory.contests)
    return tuple(
        replace(each, previous=memory.earlier_name(each))
        if each.previous is None and memory.recalled[each.name]
        else each
        for each in found
    )

"""Readings are found in a day's posts, in the order in which they appeared, and attached to them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from feeds.figures import contests, words
from feeds.figures.names import Names
from feeds.figures.reading import Memory, PostReader, speaks_of_votes
from feeds.model import Day, Reading

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
    this_year = _year(day)
    found = contests.find(day, this_year)
    names = tuple(Names(each, contests.first_names(day, each.who)) for each in found)
    memory = Memory(names, this_year, _usual_year(day, this_year) if found else None)
    by_id = {post.id: post for post in day.posts}
    posts = []
    for post in day.posts:
        readings: tuple[Reading, ...] = ()
        if speaks_of_votes(post, names):
            parent = by_id.get(post.part_of) if post.part_of else None
            readings = PostReader(memory, post, parent, lines.get(post.id)).read()
        posts.append(replace(post, readings=readings) if readings else post)
    named = tuple(
        replace(each, previous=memory.earlier_name(each))
        if each.previous is None and memory.recalled[each.name]
        else each
        for each in found
    )
    return Day(header=replace(day.header, contests=named), posts=tuple(posts))


def _year(day: Day) -> int | None:
    """The year the day lies in, or None if nothing tells."""
    if day.header.date is not None:
        return day.header.date.year
    years = Counter(post.when.at.year for post in day.posts if post.when is not None)
    return years.most_common(1)[0][0] if years else None


def _usual_year(day: Day, this_year: int | None) -> int | None:
    """The earlier year that the day speaks of most: that of the contest before, a recent one if there is any."""
    if this_year is None:
        return None
    years = Counter(year for post in day.posts for year in words.years_back(post.text, this_year) if year < this_year)
    recent = {year: count for year, count in years.items() if year >= this_year - RECENT} or years
    return max(recent, key=lambda year: recent[year]) if recent else None

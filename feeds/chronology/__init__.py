"""Every post gets its When: evidence read from the text, and the solver that turns it into times."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import Field, replace
from typing import Any, ClassVar, Protocol, TypeVar

from feeds.chronology import aftermath, timeline
from feeds.chronology.axis import Axis
from feeds.chronology.nodes import Node, nodes_of
from feeds.model import Day, Post, When
from feeds.wording import UNDATED

__all__ = ["place"]


class _HasDay(Protocol):
    """A dataclass with a day and, by post id, the source lines of each block: what a reader makes."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def day(self) -> Day: ...

    @property
    def lines(self) -> Mapping[str, tuple[int, ...]]: ...


P = TypeVar("P", bound=_HasDay)


def place(parsed: Sequence[P]) -> tuple[P, ...]:
    """The same sources, their days turned oldest first and every post given a When; posts that have one keep it.

    Within a source its order is kept. Articles and their comments, which nothing in them dates, look back on the days
    of the other sources and come after them. A day that no source dates begins on `wording.UNDATED`.
    """
    days = [each.day.oldest_first() for each in parsed]
    date = next((found for day in days if (found := _date(day)) is not None), UNDATED)
    done: dict[int, Day] = {}
    for i, day in enumerate(days):
        if not aftermath.looks_back(day):
            done[i] = _timed(day, timeline.place, parsed[i].lines, Axis(day.header.zone, _date(day) or date))
    ended = aftermath.Aftermath.of([done[i] for i in sorted(done)], date)
    for i, day in enumerate(days):
        if i not in done:
            done[i] = _timed(day, ended.place, parsed[i].lines, Axis(ended.zone or day.header.zone, date))
    return tuple(replace(each, day=done[i]) for i, each in enumerate(parsed))


class _Place(Protocol):
    def __call__(self, nodes: Sequence[Node], axis: Axis) -> Sequence[When]: ...


def _timed(day: Day, place_nodes: _Place, lines: Mapping[str, Sequence[int]], axis: Axis) -> Day:
    """`day` with every post timed: nodes by `place_nodes`, embedded tweets at their post's time."""
    nodes = nodes_of(day.posts, lines)
    whens: dict[str, When] = {}
    for node, when in zip(nodes, place_nodes(nodes, axis), strict=True):
        whens[node.post.id] = when
        for child in node.children:
            whens[child.id] = child.when or replace(when, why="it stands in a post of this time")
    return Day(header=day.header, posts=tuple(_with(post, whens[post.id]) for post in day.posts))


def _with(post: Post, when: When) -> Post:
    return post if post.when == when else replace(post, when=when)


def _date(day: Day) -> dt.date | None:
    """The first date of a day: the header's, else that of most stated times."""
    if day.header.date is not None:
        return day.header.date
    dates = Counter(post.when.at.astimezone(day.header.zone).date() for post in day.posts if post.when)
    return dates.most_common(1)[0][0] if dates else None

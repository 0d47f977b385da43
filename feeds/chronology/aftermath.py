"""Pieces that look back on a day and state no time of their own: they come after it, as late as their words demand."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from feeds.chronology import anchors
from feeds.chronology.axis import Axis
from feeds.chronology.bridge import Spread
from feeds.chronology.nodes import Node, nodes_of
from feeds.model import Day, When
from feeds.patterns import pattern

_APART = 30.0
"""Minutes after the day's end at which the first piece is put; a comment stands this far below its article too."""
_WEEK = 7 * 24 * 60.0
_LAST_MONTH = pattern(r"\blast month(?:[’']?s)?\b", re.IGNORECASE)
_LATE_KINDS = ("article", "comment")


@dataclass(frozen=True, slots=True)
class Aftermath:
    """When the days that the pieces look back on end, when they declared a result, and their zone; None if unknown."""

    date: dt.date
    end: dt.datetime | None
    declared: dt.datetime | None
    zone: dt.tzinfo | None

    @classmethod
    def of(cls, days: Sequence[Day], date: dt.date) -> Aftermath:
        """The aftermath of `days`, whose posts are timed; `date` is the first of them, or the only date known."""
        whens = [post.when for day in days for post in day.posts if post.when]
        if not whens:
            return cls(date, None, None, None)
        events = [anchors.declaration(nodes_of(day.posts, {})) for day in days]
        declared = [event.post.when.at for event in events if event and event.post.when]
        return cls(date, max(when.at for when in whens), min(declared, default=None), days[0].header.zone)

    def place(self, nodes: Sequence[Node], axis: Axis) -> list[When]:
        """A When for each node: an article after the day's end, the posts of its source after it one by one."""
        whens: list[When] = []
        start = axis.of(self.end) if self.end else axis.at(dt.time(12))
        floor = axis.of(self.declared) if self.declared else start
        why = "it looks back on the day and states no time of its own" if self.end else "nothing in it tells its time"
        if self.end and any(_LAST_MONTH.search(node.text) for node in nodes):
            first = (self.end.astimezone(axis.zone).replace(day=1) + dt.timedelta(days=32)).date().replace(day=1)
            start = floor = axis.at(dt.time(0), first)
            why = f"it calls the day “last month’s”, so it is not earlier than {first.day} {first:%B}"
        for node in nodes:
            at = start + _APART * (node.index + 1)
            whens.append(node.post.when or axis.when(Spread(at, min(floor, at), at + _WEEK), "inferred", why))
            why = (
                "it stands below the article that it comments on"
                if node.post.part_of or node.post.kind == "comment"
                else why
            )
        return whens


def looks_back(day: Day) -> bool:
    """Whether a day is a piece that looks back: nothing but articles and comments, not all of them timed."""
    return all(post.kind in _LATE_KINDS for post in day.posts) and any(post.when is None for post in day.posts)

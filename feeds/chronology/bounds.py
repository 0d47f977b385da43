"""Hard lower bounds: a post cannot precede a tweet that it shows, nor the creation that its own id tells of."""

import datetime as dt
from collections.abc import Iterator, Sequence

from feeds.chronology.axis import Axis
from feeds.chronology.nodes import Node
from feeds.model import Post
from feeds.patterns import pattern

_STATUS = pattern(r"/status(?:es)?/(\d{15,20})\b")
_OBJECT_ID = pattern(r"(?:block-)?([0-9a-f]{24})")
_SNOWFLAKE_EPOCH = 1_288_834_974_657
_EARLIEST = dt.datetime(2010, 11, 5, tzinfo=dt.UTC)
"""Ids that decode to an instant before this one were counted, not timed."""


def tweeted(number: int) -> dt.datetime | None:
    """The instant in a tweet's id, to the millisecond, or None if it is too old to hold one."""
    instant = dt.datetime.fromtimestamp(((number >> 22) + _SNOWFLAKE_EPOCH) / 1_000, dt.UTC)
    return instant if instant >= _EARLIEST else None


def created(identifier: str) -> dt.datetime | None:
    """The instant in an ObjectId of 24 hex digits: when a block was begun, some minutes before it was published."""
    match = _OBJECT_ID.fullmatch(identifier)
    if match is None:
        return None
    instant = dt.datetime.fromtimestamp(int(match[1][:8], 16), dt.UTC)
    return instant if instant >= _EARLIEST else None


def floors(nodes: Sequence[Node], axis: Axis) -> list[float]:
    """For each node the minute before which it cannot stand: the highest that it or an earlier post tells of."""
    floor, found = float("-inf"), []
    for node in nodes:
        for post in (node.post, *node.children):
            floor = max([floor, *(axis.of(instant) for instant in _instants(post))])
        found.append(floor)
    return found


def _instants(post: Post) -> Iterator[dt.datetime]:
    if post.sent is not None:
        yield post.sent
    if (begun := created(post.id)) is not None:
        yield begun
    if post.url and (match := _STATUS.search(post.url)) and (sent := tweeted(int(match[1]))) is not None:
        yield sent

"""A search in an archive that takes its time, in another thread; and what the times of a query mean in a day."""

import datetime as dt
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from feeds.archive.faults import telling_damage
from feeds.archive.hits import Hits
from feeds.archive.index import Index
from feeds.archive.instants import micros
from feeds.archive.query import Bound, Query
from feeds.model import Header

Span = Callable[[Query, int | None], tuple[int, int]]
"""The ranks, from and to before, that a query's bounds leave of so many revealed posts; see `Archive.span`."""


class Searcher:
    """Looks for posts of an archive in another thread; what it finds, `Archive.hits` then has at hand.

    It ends with the archive that it was made for: after `become` another one is needed.
    """

    def __init__(self, span: Span, index: Index) -> None:
        self._span, self._index = span, index

    def look(self, query: Query, until: int | None, near: int) -> Iterator[Hits]:
        """Find the hits from rank `near` outwards: after each step those that are known, at last all."""
        first, end = self._span(query, until)
        with telling_damage():
            for bits in self._index.look(query.terms, end, near):
                yield Hits(bits >> first << first if first < end else 0)

    def close(self) -> None:
        """Let go of the connection."""
        self._index.close()


def instant_of(bound: Bound, header: Header, first: datetime, last: datetime) -> int:
    """The instant, in microseconds, that a bound means in a day of which the posts from `first` to `last` are known.

    A clock time is the one of the day's date; where the day runs past midnight, one before the first post is the
    next morning's.
    """
    zone = header.zone
    if isinstance(bound, datetime):
        return micros(bound if bound.tzinfo else bound.replace(tzinfo=zone))
    date = first.date()
    if header.date and date <= header.date <= last.date():
        date = header.date
    at = datetime.combine(date, bound, zone)
    tomorrow = datetime.combine(date + dt.timedelta(days=1), bound, zone)
    return micros(tomorrow if at.astimezone(UTC) < first and tomorrow.astimezone(UTC) <= last else at)

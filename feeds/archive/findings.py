"""What is found in the posts of a large file once its archive is there: the figures, and which posts they cite.

It is the same that is found in a small file: the same search reads the posts from the database, again and again, a
part at a time. That takes as long as all the rest, so it comes last, when the day can be read and searched already.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TypeVar, overload

from feeds import citing
from feeds.archive import schema, stored
from feeds.archive.building import Cancelled, committed, database
from feeds.archive.job import FIGURES
from feeds.model import Header, Post

T = TypeVar("T")

_AT_ONCE = 1_000
_PASSES = 5
"""The posts are read about so often: less where nobody stands for anything."""


@dataclass(frozen=True)
class _Day:
    """The day in a database, as `feeds.model.AnyDay`."""

    header: Header
    posts: "_Posts"


class _Posts(Sequence[Post]):
    """The posts in a database, read whenever they are asked for; `told` gets how often they were read through."""

    def __init__(self, connection: sqlite3.Connection, told: Callable[[float], None]) -> None:
        self._connection, self._told = connection, told
        self._count: int = connection.execute("SELECT count(*) FROM posts").fetchone()[0]
        self._read = 0
        self._kept = lru_cache(maxsize=4_096)(self.at)
        self.by_id = lru_cache(maxsize=4_096)(self._post_with)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Post]:
        for first in range(0, self._count, _AT_ONCE):
            rows = self._connection.execute(
                "SELECT json FROM posts WHERE rank >= ? AND rank < ? ORDER BY rank", (first, first + _AT_ONCE)
            ).fetchall()
            for (native,) in rows:
                yield stored.Glimpse(native)
            self._read += len(rows)
            self._told(self._read / self._count)

    @overload
    def __getitem__(self, rank: int) -> Post: ...

    @overload
    def __getitem__(self, rank: slice) -> tuple[Post, ...]: ...

    def __getitem__(self, rank: int | slice) -> Post | tuple[Post, ...]:
        if isinstance(rank, slice):
            return tuple(self._kept(each) for each in range(*rank.indices(self._count)))
        return self._kept(rank)

    def at(self, rank: int) -> Post:
        """The post at `rank` as it is now."""
        row = self._connection.execute("SELECT json FROM posts WHERE rank = ?", (rank,)).fetchone()
        if row is None:
            raise IndexError(f"no post {rank}")
        return stored.read(row[0])

    def _post_with(self, post_id: str) -> Post | None:
        found = self._connection.execute("SELECT json FROM posts WHERE id = ? ORDER BY rank", (post_id,)).fetchone()
        return None if found is None else stored.read(found[0])


def look(archive: Path, told: Callable[[float], None], cancelled: Callable[[], bool]) -> None:
    """Look for the figures and the citations in a database that is a whole archive but for them, and put them in.

    As elsewhere, none are looked for if a post states any itself. `told` gets the share that is done. Raises Cancelled
    when `cancelled` says so, and sqlite3.Error.
    """

    def read(times: float) -> None:
        if cancelled():
            raise Cancelled
        told(min(times / _PASSES, 1.0))

    with database(archive, cancelled) as connection:
        day = _Day(stored.read_header(schema.meta(connection)["header"]), _Posts(connection, read))
        _cite(connection, day)
        _read(connection, day)
        with committed(connection):
            schema.forget(connection, FIGURES)


def _cite(connection: sqlite3.Connection, day: _Day) -> None:
    if _states_any(connection, "SELECT 1 FROM citations"):
        return
    for batch in _batches(citing.citations(day)):
        with committed(connection):
            for rank, cites in batch:
                schema.change(connection, rank, replace(day.posts.at(rank), cites=cites))
                schema.cite(connection, rank, cites)


def _read(connection: sqlite3.Connection, day: _Day) -> None:
    from feeds.figures.attach import Looking  # it has much grammar to prepare

    if _states_any(connection, "SELECT 1 FROM posts WHERE readings > 0"):
        return
    looking = Looking(day, day.posts.by_id)
    for batch in _batches(looking.readings()):
        with committed(connection):
            for rank, readings in batch:
                schema.change(connection, rank, replace(day.posts.at(rank), readings=readings))
    with committed(connection):
        schema.put_header(connection, replace(day.header, contests=looking.contests()))


def _states_any(connection: sqlite3.Connection, question: str) -> bool:
    return connection.execute(f"{question} LIMIT 1").fetchone() is not None


def _batches(found: Iterator[T]) -> Iterator[list[T]]:
    """What is written at a time: between two such times others can read."""
    while batch := list(islice(found, _AT_ONCE)):
        yield batch

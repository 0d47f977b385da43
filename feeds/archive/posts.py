"""The posts of an archive in its database, by rank: what `feeds.archive.places` is to a preliminary one."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple, Protocol


class KeyPost(NamedTuple):
    """A key post as it is listed: its rank, when it was and whether somebody states that, and its `title`."""

    rank: int
    at: datetime
    exact: bool
    title: str


class Table(Protocol):
    """Posts by rank, which go with time. Every question may raise Damaged or sqlite3.DatabaseError."""

    def __len__(self) -> int: ...

    def at(self, rank: int) -> int:
        """When the post at `rank` appeared, in microseconds since 1970."""

    def before(self, moment: int) -> int:
        """How many posts are earlier than `moment`."""

    def all_before(self, moments: Sequence[int]) -> Sequence[int]:
        """How many posts are earlier than each of `moments`."""

    def following(self, moment: int, most: int) -> Iterable[int]:
        """The first moments later than `moment` at which posts appeared, each once, `most` of them or all."""

    def natives(self, first: int, last: int) -> Iterable[tuple[int, str | int]]:
        """The ranks from `first` to `last`, and of each post the native form, or its rank among places."""

    def keys(self, first: int, end: int) -> Iterable[int]:
        """The ranks of the key posts from `first` to before `end`, in order."""

    def key_posts(self, first: int, last: int) -> Iterable[tuple[int, int, bool, str]] | None:
        """Of the key posts from the rank `first` to `last`: rank, moment, whether that is exact, title.

        None where all of a post has to be read for it.
        """

    def readings(self, first: int, end: int) -> Iterable[tuple[int, str | int]]:
        """As `natives`, of the posts with readings from `first` to before `end`, in order."""

    def with_id(self, post_id: str) -> int | None:
        """The rank of the post with that id, the first of several."""

    def parts(self, rank: int) -> Iterable[int]:
        """The ranks of the tweets embedded in the post at `rank`, in order."""

    def citing(self, rank: int, end: int) -> Iterable[int]:
        """The ranks before `end` of the posts that cite the post at `rank`, in order."""


class Posts:
    """The posts in a database that `feeds.archive.schema` made."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._count = 0
        last = self._one("SELECT max(rank) FROM posts", ())
        self._count = 0 if last is None else last + 1

    def __len__(self) -> int:
        return self._count

    def at(self, rank: int) -> int:
        """See Table."""
        at = self._one("SELECT at FROM posts WHERE rank = ?", (rank,))
        if at is None:
            raise sqlite3.DatabaseError("posts are missing")
        return at

    def before(self, moment: int) -> int:
        """See Table."""
        last = self._one("SELECT rank FROM posts WHERE at < ? ORDER BY at DESC, rank DESC LIMIT 1", (moment,))
        return 0 if last is None else last + 1

    def all_before(self, moments: Sequence[int]) -> list[int]:
        """See Table; one question to the database, which takes a fourth of the time of as many as there are moments."""
        sql = (
            "SELECT coalesce((SELECT rank + 1 FROM posts WHERE at < moment.value ORDER BY at DESC, rank DESC LIMIT 1),"
            " 0) FROM json_each(?) AS moment ORDER BY moment.key"
        )
        return [count for (count,) in self._all(sql, (json.dumps(moments),))]

    def following(self, moment: int, most: int) -> list[int]:
        """See Table."""
        found = self._all("SELECT DISTINCT at FROM posts WHERE at > ? ORDER BY at LIMIT ?", (moment, most))
        return [at for (at,) in found]

    def natives(self, first: int, last: int) -> list[tuple[int, str]]:
        """See Table."""
        return self._all("SELECT rank, json FROM posts WHERE rank BETWEEN ? AND ?", (first, last))

    def keys(self, first: int, end: int) -> list[int]:
        """See Table."""
        found = self._all("SELECT rank FROM key_posts WHERE rank >= ? AND rank < ? ORDER BY rank", (first, end))
        return [rank for (rank,) in found]

    def key_posts(self, first: int, last: int) -> list[tuple[int, int, bool, str]]:
        """See Table."""
        return self._all("SELECT rank, at, exact, title FROM key_posts WHERE rank BETWEEN ? AND ?", (first, last))

    def readings(self, first: int, end: int) -> list[tuple[int, str]]:
        """See Table."""
        return self._all(
            "SELECT rank, json FROM posts INDEXED BY posts_readings"
            " WHERE readings > 0 AND rank >= ? AND rank < ? ORDER BY rank",
            (first, end),
        )

    def with_id(self, post_id: str) -> int | None:
        """See Table."""
        return self._one("SELECT min(rank) FROM posts WHERE id = ?", (post_id,))

    def parts(self, rank: int) -> list[int]:
        """See Table."""
        sql = (
            "SELECT rank FROM posts WHERE part_of = (SELECT id FROM posts WHERE rank = ?1) AND rank <> ?1 ORDER BY rank"
        )
        return [part for (part,) in self._all(sql, (rank,))]

    def citing(self, rank: int, end: int) -> list[int]:
        """See Table."""
        found = self._all(
            "SELECT DISTINCT rank FROM citations WHERE cited = (SELECT id FROM posts WHERE rank = ?1)"
            " AND rank <> ?1 AND rank < ?2 ORDER BY rank",
            (rank, end),
        )
        return [each for (each,) in found]

    def _all(self, sql: str, values: tuple[Any, ...]) -> list[Any]:
        return self._connection.execute(sql, values).fetchall()

    def _one(self, sql: str, values: tuple[Any, ...]) -> int | None:
        row = self._connection.execute(sql, values).fetchone()
        return None if row is None else row[0]

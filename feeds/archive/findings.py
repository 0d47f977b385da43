"""What is found in the posts of a large file once its archive is there: the figures, and which posts they cite.

It is the same that is found in a small file: the same search reads the posts from the database, some times over, a
part at a time. That takes as long as all the rest, so it comes last, when the day can be read and searched already.
It changes nothing: what it finds is kept apart, until it is put in as a whole.
"""

import json
import shutil
import sqlite3
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, overload

from feeds import citing, form
from feeds.archive import connections, meta, schema, stored
from feeds.archive.faults import telling_damage
from feeds.archive.job import FIGURES
from feeds.archive.workplace import Cancelled, committed, database
from feeds.model import Header, Post, Reading

LOOKED = "looked"
"""The note of an archive in which figures and citations were looked for: what `Looked` is, as JSON."""

_AT_ONCE = 1_000
_WITH_READINGS = "SELECT rank FROM posts WHERE readings > 0"
_WITH_CITES = "SELECT rank FROM citations"
_QUICK = 4
"""The posts are read about so often to know what the day is about, and once more for it, which takes as long again."""

_TABLES = (
    "CREATE TABLE found (id TEXT PRIMARY KEY, cites TEXT NOT NULL, readings TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
)
_CITES = "INSERT INTO found VALUES (?, ?, '[]')"
_READINGS = "INSERT INTO found VALUES (?, '[]', ?) ON CONFLICT (id) DO UPDATE SET readings = excluded.readings"


class Looked(NamedTuple):
    """What became of a search: `figures` is what it goes on from in more posts, see `feeds.figures.looking.Continued`.

    None are looked for if a post states any itself: `figures` is "" then, and of citations `cites` says so. `header`
    is that of the day before contests were found.
    """

    figures: str
    cites: bool
    header: str

    @classmethod
    def of(cls, connection: sqlite3.Connection) -> "Looked | None":
        """What a database says of that; None if nobody has looked yet."""
        note = meta.read(connection).get(LOOKED)
        return None if note is None else cls(*json.loads(note))

    def note(self, connection: sqlite3.Connection) -> None:
        """Have a database say so."""
        meta.note(connection, LOOKED, json.dumps(self))


@dataclass(frozen=True)
class _Day:
    """The day in a database, as `feeds.model.AnyDay`."""

    header: Header
    posts: "Posts"


class Posts(Sequence[Post]):
    """The posts in a database, read whenever they are asked for; `told` gets how often they were read through."""

    def __init__(self, connection: sqlite3.Connection, told: Callable[[float], None] = lambda _: None) -> None:
        self._connection, self._told = connection, told
        self._count: int = connection.execute("SELECT ifnull(max(rank) + 1, 0) FROM posts").fetchone()[0]
        self._read = 0
        self._kept = lru_cache(maxsize=4_096)(self.at)
        self.by_id = lru_cache(maxsize=4_096)(self._post_with)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Post]:
        for first in range(0, self._count, _AT_ONCE):
            rows = self._natives(
                "SELECT json FROM posts WHERE rank >= ? AND rank < ? ORDER BY rank", first, first + _AT_ONCE
            )
            yield from stored.glimpses(rows)
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
        for native in self._natives("SELECT json FROM posts WHERE rank = ?", rank):
            return _read(native)
        raise IndexError(f"no post {rank}")

    def _post_with(self, post_id: str) -> Post | None:
        for native in self._natives("SELECT json FROM posts WHERE id = ? ORDER BY rank LIMIT 1", post_id):
            return _read(native)
        return None

    def _natives(self, sql: str, *values: int | str) -> list[str]:
        with telling_damage():
            rows = self._connection.execute(sql, values)
            return [native for (native,) in rows]


def look(
    archive: Path,
    found: Path,
    told: Callable[[float], None],
    cancelled: Callable[[], bool],
    *,
    grows: bool = False,
) -> None:
    """Look for the figures and the citations in a whole archive, or in a working copy that `grows`, as it is now.

    What there is, is kept at `found`, for `put_in`. `told` gets the share that is done, and may raise to call it off.
    Raises Cancelled when `cancelled` says so, Damaged and sqlite3.Error.
    """

    def read(times: float) -> None:
        if cancelled():
            raise Cancelled
        told(min(times, _QUICK) / _QUICK / 2 + min(max(times - _QUICK, 0.0), 1.0) / 2)

    opened = connections.working_copy(archive) if grows else connections.published(archive)
    with closing(opened) as source, database(found, cancelled) as kept, committed(kept):
        for statement in _TABLES:
            kept.execute(statement)
        looked, header = Looked.of(source), meta.read(source)["header"]
        if looked is None:
            states_cites, states_figures = (_has_any(source, question) for question in (_WITH_CITES, _WITH_READINGS))
        else:
            states_cites, states_figures, header = not looked.cites, not looked.figures, looked.header
        day = _Day(stored.read_header(header), Posts(source, read))
        if not states_cites:
            rows = ((day.posts[rank].id, json.dumps(cites)) for rank, cites in citing.citations(day))
            kept.executemany(_CITES, rows)
        figures = ""
        if not states_figures:
            figures, header_found = _figures(day, kept)
        else:
            header_found = header
        Looked(figures, not states_cites, header).note(kept)
        meta.note(kept, "header", header_found)


def _figures(day: _Day, kept: sqlite3.Connection) -> tuple[str, str]:
    """Keep the figures of `day`: what a search goes on from, and the header with the contests that were found."""
    from feeds.figures.looking import Looking  # it has much grammar to prepare

    looking = Looking(day, day.posts.by_id)
    rows = ((day.posts[rank].id, _written(readings)) for rank, readings in looking.readings())
    kept.executemany(_READINGS, rows)
    return looking.kept(), stored.written_header(replace(day.header, contests=looking.contests()))


def filled(archive: Path, found: Path, folder: Path) -> Path:
    """A copy in `folder` of the `archive` that was looked through, with what was `found`.

    Raises OSError and sqlite3.Error.
    """
    copy = Path(shutil.copyfile(archive, folder / archive.name))
    with database(copy, lambda: False) as connection, committed(connection):
        put_in(connection, found)
        meta.forget(connection, FIGURES)
    return copy


def put_in(
    connection: sqlite3.Connection, found: Path, but: Container[str] = (), *, figures: bool = True, cites: bool = True
) -> int | None:
    """Have the posts say what was `found` and nothing else, as far as none state it themselves.

    Not the posts of the ids `but`, which nobody has looked at; and without `figures`, or `cites`, not these. The lowest
    rank that changed is given back, None if none did.
    """
    changed = list[int]()
    with closing(sqlite3.connect(found)) as source:
        looked = Looked.of(source)
        assert looked is not None  # noqa: S101 -- nothing is kept otherwise
        figures, cites = figures and looked.figures != "", cites and looked.cites

        def put(rank: int, native: str, cited: str = "[]", readings: str = "[]") -> None:
            post = stored.read(native)
            new_cites = tuple(json.loads(cited)) if cites else post.cites
            new_readings = stored.read_readings(readings) if figures else post.readings
            if (new_cites, new_readings) != (post.cites, post.readings):
                change(connection, rank, post, new_cites, new_readings)
                changed.append(rank)

        for rank in _telling(connection):
            post_id, native = connection.execute("SELECT id, json FROM posts WHERE rank = ?", (rank,)).fetchone()
            known = source.execute("SELECT 1 FROM found WHERE id = ?", (post_id,)).fetchone()
            if known is None and post_id not in but:
                put(rank, native)
        for post_id, cited, readings in source.execute("SELECT id, cites, readings FROM found"):
            row = connection.execute("SELECT rank, json FROM posts WHERE id = ?", (post_id,)).fetchone()
            if row is not None:
                rank, native = row
                put(rank, native, cited, readings)
        looked._replace(figures=looked.figures if figures else "", cites=cites).note(connection)
        if figures:
            header = meta.read(source)["header"]
            if header != meta.read(connection)["header"]:
                schema.put_header(connection, stored.read_header(header))
                changed.append(0)
    return min(changed, default=None)


def change(
    connection: sqlite3.Connection, rank: int, post: Post, cites: tuple[str, ...], readings: tuple[Reading, ...]
) -> None:
    """Have the post at `rank`, which is `post` by now, cite these posts and have these readings."""
    if cites != post.cites:
        schema.cite(connection, rank, post.cites, cites)
    schema.change(connection, rank, replace(post, cites=cites, readings=readings))


def take_back(connection: sqlite3.Connection, looked: Looked, *, figures: bool, cites: bool) -> int | None:
    """Take out the `figures` that were found, or the citations; the lowest rank that changed, None if none did."""
    changed = list[int]()
    for rank in _telling(connection):
        post = stored.read(connection.execute("SELECT json FROM posts WHERE rank = ?", (rank,)).fetchone()[0])
        left = () if cites else post.cites, () if figures else post.readings
        if left != (post.cites, post.readings):
            change(connection, rank, post, *left)
            changed.append(rank)
    if figures:
        schema.put_header(connection, stored.read_header(looked.header))
        changed.append(0)
    looked._replace(figures="" if figures else looked.figures, cites=looked.cites and not cites).note(connection)
    return min(changed, default=None)


def _read(native: str) -> Post:
    try:
        return stored.read(native)
    except ValueError as error:
        raise stored.broken() from error


def _telling(connection: sqlite3.Connection) -> list[int]:
    """The ranks of the posts with readings or citations."""
    return [rank for (rank,) in connection.execute(f"{_WITH_READINGS} UNION {_WITH_CITES}")]


def _written(readings: Sequence[Reading]) -> str:
    return json.dumps([form.fields(reading) for reading in readings], ensure_ascii=False)


def _has_any(connection: sqlite3.Connection, question: str) -> bool:
    return connection.execute(f"{question} LIMIT 1").fetchone() is not None

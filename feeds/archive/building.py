"""A day of any size becomes an archive file: whole, or not there at all."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from feeds.archive import meta, schema
from feeds.archive.workplace import Cancelled, database, publish, workplace
from feeds.model import Header, Post

_REPORT_EVERY = 2_000


def build(
    path: Path,
    header: Header,
    posts: Iterable[Post],
    *,
    notes: Callable[[], Mapping[str, str]] = dict,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    confirm: Callable[[], object] = lambda: None,
) -> None:
    """Write the archive of `posts` to `path`, in a memory that does not grow with them.

    Posts may come in any order: they are put in order of time, those of one time as they came. `progress` is told how
    many posts have been taken in, now and then; `cancelled` is asked as often; `confirm` runs last of all and may raise
    to prevent the archive. `notes` is asked when all posts are in; what it says is kept in the archive.

    Nothing stands at `path` until all of it does. Raises Cancelled, OSError or sqlite3.Error (no space, no right to
    write), ValueError for a post without `when`, and whatever `posts` raises.
    """
    counted = _counted(posts, progress, cancelled)
    with workplace(path) as folder:
        first, second = folder / "first", folder / "second"
        with database(first, cancelled) as connection:
            built = first
            if not _filled(connection, header, counted, notes):
                with database(second, cancelled) as other:
                    _filled(other, header, schema.in_order(connection), notes)
                built = second
        publish(built, path, confirm)


def _filled(
    connection: sqlite3.Connection, header: Header, posts: Iterable[Post], notes: Callable[[], Mapping[str, str]]
) -> bool:
    """Whether `connection` now holds the archive; False if the posts were out of order."""
    connection.execute("BEGIN EXCLUSIVE")
    schema.create(connection, header)
    ordered = schema.insert(connection, posts)
    if ordered:
        schema.finish(connection)
        schema.complete(connection, {**notes(), meta.FINGERPRINT: meta.fingerprint(connection)})
    connection.execute("COMMIT")
    return ordered


def _counted(
    posts: Iterable[Post], progress: Callable[[int], None] | None, cancelled: Callable[[], bool]
) -> Iterator[Post]:
    done = 0
    for done, post in enumerate(posts, start=1):
        yield post
        if done % _REPORT_EVERY == 0:
            if cancelled():
                raise Cancelled
            if progress:
                progress(done)
    if progress:
        progress(done)

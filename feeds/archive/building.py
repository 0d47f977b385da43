"""A day of any size becomes an archive file: whole, or not there at all."""

import contextlib
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from feeds.archive import schema
from feeds.model import Header, Post

PART = ".part"
"""The ending of a file that is still being built; nothing ever opens it as an archive."""

_REPORT_EVERY = 2_000
_STEPS_BETWEEN_LOOKS = 200_000  # of SQLite's virtual machine: some milliseconds


class Cancelled(Exception):  # noqa: N818 -- asked for, not an accident
    """The build was called off; nothing is left of it."""


def build(
    path: Path,
    header: Header,
    posts: Iterable[Post],
    *,
    notes: Callable[[], Mapping[str, str]] = dict,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    confirm: Callable[[], None] = lambda: None,
) -> None:
    """Write the archive of `posts` to `path`, in a memory that does not grow with them.

    Posts may come in any order: they are put in order of time, those of one time as they came. `progress` is told how
    many posts have been taken in, now and then; `cancelled` is asked as often; `confirm` runs last of all and may raise
    to prevent the archive. `notes` is asked when all posts are in; what it says is kept in the archive.

    Nothing stands at `path` until all of it does. Raises Cancelled, OSError or sqlite3.Error (no space, no right to
    write), ValueError for a post without `when`, and whatever `posts` raises.
    """
    counted = _counted(posts, progress, cancelled)
    try:
        with _part(path) as part, _database(part, cancelled) as first:
            if _filled(first, header, counted, notes):
                first.close()
                _publish(part, path, confirm)
                return
            with _part(path) as other, _database(other, cancelled) as second:
                _filled(second, header, schema.in_order(first), notes)
                second.close()
                _publish(other, path, confirm)
    except sqlite3.OperationalError as error:
        if cancelled():
            raise Cancelled from error
        raise


def is_abandoned(part: Path) -> bool:
    """Whether nobody is building the file any more: a builder holds SQLite's lock on it as long as it lives."""
    try:
        connection = sqlite3.connect(part, timeout=0, isolation_level=None)
        try:
            connection.execute("BEGIN EXCLUSIVE")
        finally:
            connection.close()
    except sqlite3.OperationalError:
        return False
    except sqlite3.DatabaseError:
        return True  # no database yet or never one; and nobody holds it
    return True


@contextlib.contextmanager
def _part(path: Path) -> Iterator[Path]:
    """A new file beside `path` to build in; whatever is left of it goes away."""
    descriptor, name = tempfile.mkstemp(prefix=f"{path.name}.", suffix=PART, dir=path.parent)
    os.close(descriptor)
    part = Path(name)
    try:
        yield part
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


@contextlib.contextmanager
def _database(part: Path, cancelled: Callable[[], bool]) -> Iterator[sqlite3.Connection]:
    """A database that only its maker can read, and that a `cancelled` build leaves at once."""
    connection = sqlite3.connect(part, isolation_level=None)
    try:
        # The rename is the commit: a journal would only make sure of a file that nobody looks at before.
        for pragma in ("locking_mode = EXCLUSIVE", "journal_mode = OFF", "synchronous = OFF", "cache_size = -32000"):
            connection.execute(f"PRAGMA {pragma}")
        connection.set_progress_handler(cancelled, _STEPS_BETWEEN_LOOKS)
        connection.execute("BEGIN EXCLUSIVE")
        yield connection
    finally:
        connection.close()


def _filled(
    connection: sqlite3.Connection, header: Header, posts: Iterable[Post], notes: Callable[[], Mapping[str, str]]
) -> bool:
    """Whether `connection` now holds the archive; False if the posts were out of order."""
    schema.create(connection, header)
    ordered = schema.insert(connection, posts)
    if ordered:
        schema.finish(connection, {**notes(), schema.FINGERPRINT: schema.fingerprint(connection)})
    connection.execute("COMMIT")
    return ordered


def _publish(part: Path, path: Path, confirm: Callable[[], None]) -> None:
    descriptor = os.open(part, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    confirm()
    part.replace(path)


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

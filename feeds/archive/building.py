"""A day of any size becomes an archive file: whole, or not there at all."""

import contextlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from feeds.archive import schema
from feeds.model import Header, Post

PART = ".part"
"""The ending of a folder in which an archive is being built."""

_LOCK = "lock"
_PATIENCE = 60.0  # seconds for which those who read may keep us from writing
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


@contextlib.contextmanager
def workplace(path: Path) -> Iterator[Path]:
    """A new folder beside `path` for what the archive is made from; it goes away with everything in it.

    As long as its maker lives, nobody takes it for abandoned. Raises OSError and sqlite3.Error.
    """
    folder, lock = _locked_folder(path)
    try:
        yield folder
    finally:
        lock.close()
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def database(path: Path, cancelled: Callable[[], bool]) -> Iterator[sqlite3.Connection]:
    """A new database at `path`, which others may read meanwhile. Raises Cancelled as soon as `cancelled` says so."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=_PATIENCE)
    try:
        # A file that is renamed when it is whole needs no journal: it would only make sure of what nobody believes yet.
        # What a block of posts changes fits into the cache, so that those who read are locked out for a moment only.
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -64000"):
            connection.execute(f"PRAGMA {pragma}")
        connection.set_progress_handler(cancelled, _STEPS_BETWEEN_LOOKS)
        yield connection
    except sqlite3.OperationalError as error:
        if cancelled():
            raise Cancelled from error
        raise
    finally:
        connection.close()


@contextlib.contextmanager
def committed(connection: sqlite3.Connection) -> Iterator[None]:
    """One transaction. There is no journal to go back with: if it fails, the file is of no use any more."""
    connection.execute("BEGIN IMMEDIATE")
    yield
    connection.execute("COMMIT")


def publish(built: Path, path: Path, confirm: Callable[[], object]) -> None:
    """Make the finished database `built` the archive at `path`; `confirm` may raise to prevent it. Raises OSError."""
    descriptor = os.open(built, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    confirm()
    built.replace(path)


@contextlib.contextmanager
def taken_over(part: Path) -> Iterator[bool]:
    """Whether nobody works in the folder `part`; then nobody can begin to, before this is left.

    A builder holds SQLite's lock in it as long as it lives.
    """
    lock = part / _LOCK if part.is_dir() else part
    with contextlib.ExitStack() as stack:
        try:
            connection = sqlite3.connect(f"{lock.absolute().as_uri()}?mode=rwc", 0, isolation_level=None, uri=True)
            stack.callback(connection.close)
            connection.execute("BEGIN EXCLUSIVE")
            ours = True
        except sqlite3.OperationalError:
            ours = False
        except sqlite3.DatabaseError:
            ours = True  # never one; and nobody holds it
        yield ours


def _locked_folder(path: Path) -> tuple[Path, sqlite3.Connection]:
    """A new folder beside `path`, and what holds it."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=f"{path.name}.", suffix=PART, dir=path.parent))
        with contextlib.ExitStack() as stack:
            try:
                lock = sqlite3.connect(folder / _LOCK, isolation_level=None)
                stack.callback(lock.close)
                lock.execute("PRAGMA journal_mode = OFF")
                lock.execute("BEGIN EXCLUSIVE")
            except sqlite3.Error:
                if folder.exists():
                    shutil.rmtree(folder, ignore_errors=True)
                    raise
            if (folder / _LOCK).exists():
                stack.pop_all()
                return folder, lock
            # Somebody who clears up took the folder for abandoned, before it was held.


def _filled(
    connection: sqlite3.Connection, header: Header, posts: Iterable[Post], notes: Callable[[], Mapping[str, str]]
) -> bool:
    """Whether `connection` now holds the archive; False if the posts were out of order."""
    connection.execute("BEGIN EXCLUSIVE")
    schema.create(connection, header)
    ordered = schema.insert(connection, posts)
    if ordered:
        schema.finish(connection)
        schema.complete(connection, {**notes(), schema.FINGERPRINT: schema.fingerprint(connection)})
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

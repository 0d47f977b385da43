"""Where an archive is built: a folder that nobody takes for abandoned, a database in it, and the way to its place."""

import contextlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

PART = ".part"
"""The ending of a folder in which an archive is being built."""

_LOCK = "lock"
_PATIENCE = 60.0  # seconds for which those who read may keep us from writing
_STEPS_BETWEEN_LOOKS = 200_000  # of SQLite's virtual machine: some milliseconds


class Cancelled(Exception):  # noqa: N818 -- asked for, not an accident
    """The build was called off; nothing is left of it."""


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

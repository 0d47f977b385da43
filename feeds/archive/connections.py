"""Connections to the databases of archives, for those who only read them."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from feeds.archive.faults import Damaged
from feeds.archive.holding import Held

_PATIENCE = 1.0  # seconds that we wait for the builder to write
_CHUNK = 8 << 20  # bytes; of more at once Linux reads only the beginning
_ANY_THREAD: dict[str, Any] = {"check_same_thread": False, "isolation_level": None}


def in_memory() -> sqlite3.Connection:
    """A new database that is gone when it is closed."""
    connection: sqlite3.Connection = sqlite3.connect(":memory:", **_ANY_THREAD)
    return connection


def published(path: Path) -> sqlite3.Connection:
    """The archive at `path`, which nobody changes any more, and which is held meanwhile.

    Raises Damaged if it is cut short, or none.
    """
    connection = _connected(path, "mode=ro&immutable=1")
    try:
        connection.hold(path)
        pages, size = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
        if path.stat().st_size != pages * size:
            raise Damaged(f"the archive {path} is cut short")
    except (sqlite3.Error, OSError) as error:
        connection.close()
        raise _unreadable(path, error) from error
    except BaseException:
        connection.close()
        raise
    return connection


def being_built(path: Path, *, patient: bool) -> sqlite3.Connection:
    """The database at `path`, into which somebody puts an archive. Raises Damaged if there is none.

    Who is not `patient` is told at once when it cannot be read because somebody is writing just then.
    """
    return _connected(path, "mode=ro", _PATIENCE if patient else 0)


def working_copy(path: Path) -> sqlite3.Connection:
    """The archive at `path`, to which somebody adds: it keeps what it sees until `renewed`. Raises Damaged."""
    connection = _connected(path, "mode=rw")
    try:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("BEGIN")
    except sqlite3.Error as error:
        connection.close()
        raise _unreadable(path, error) from error
    return connection


def read_ahead(path: Path, cancelled: Callable[[], bool]) -> None:
    """Have the system read the archive at `path` into its memory, where it can be asked to.

    A slow disk keeps us waiting: ends early when `cancelled` says so.
    """
    if hasattr(os, "posix_fadvise"):
        with suppress(OSError), path.open("rb") as file:
            for start in range(0, path.stat().st_size, _CHUNK):
                if cancelled():
                    return
                os.posix_fadvise(file.fileno(), start, _CHUNK, os.POSIX_FADV_WILLNEED)


def renewed(connection: sqlite3.Connection, since: int) -> int | None:
    """See what has been added; the lowest rank that changed after so many additions, None if there were no more."""
    connection.execute("COMMIT")
    connection.execute("BEGIN")
    first: int | None = connection.execute("SELECT min(first) FROM grown WHERE addition > ?", (since,)).fetchone()[0]
    return first


def _connected(path: Path, how: str, patience: float = _PATIENCE) -> Held:
    uri = f"{path.absolute().as_uri()}?{how}"
    try:
        return sqlite3.connect(uri, uri=True, timeout=patience, factory=Held, **_ANY_THREAD)
    except (sqlite3.Error, ValueError) as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> Damaged:
    return Damaged(f"the archive {path} cannot be read ({error})")

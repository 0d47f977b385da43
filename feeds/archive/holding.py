"""Archives that somebody reads: they are not tidied away, whatever becomes of the files that they were made of."""

import contextlib
import os
import sqlite3
import weakref
from pathlib import Path
from typing import Any


class Held(sqlite3.Connection):
    """A connection to an archive that says so to others as long as it is open: see `is_held`."""

    def __init__(self, database: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(database, *args, **kwargs)
        self._let_go: weakref.finalize[[int], Held] | None = None

    def hold(self, path: Path) -> None:
        """Hold the file at `path`, where the system knows how."""
        with contextlib.suppress(OSError):
            lock = os.open(path, os.O_RDONLY)
            self._let_go = weakref.finalize(self, os.close, lock)  # also where nobody closes the connection
            _locked(lock, alone=False)

    def close(self) -> None:
        """Let go of it."""
        super().close()
        if self._let_go is not None:
            self._let_go()


def is_held(path: Path) -> bool:
    """Whether somebody reads the archive at `path`, in this program or another."""
    try:
        lock = os.open(path, os.O_RDONLY)
    except OSError:
        return False
    try:
        return not _locked(lock, alone=True)
    finally:
        os.close(lock)


def _locked(descriptor: int, *, alone: bool) -> bool:
    """Whether the file is ours now, `alone` or with others who read; always where there are no such locks."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        # Not the kind of lock that SQLite uses, which would be lost with the first descriptor that is closed.
        fcntl.flock(descriptor, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except OSError:
        return False
    return True

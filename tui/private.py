"""A folder for what is kept only while the program runs, for itself alone."""

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

_PREFIX = "asithappened-"
_OWNER = "owner"
"""A file that whoever uses the folder holds locked as long as it lives."""


class Private:
    """A new folder, removed by `remove`; what was left by a program that was killed goes at the next start."""

    def __init__(self) -> None:
        """Raises OSError if no folder can be made."""
        self.path = Path(tempfile.mkdtemp(prefix=_PREFIX))
        self._lock = os.open(self.path / _OWNER, os.O_RDWR | os.O_CREAT, 0o600)
        _locked(self._lock)

    def remove(self) -> None:
        """The folder and all in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        with suppress(OSError):
            os.close(self._lock)


def sweep() -> None:
    """Remove the folders of programs that are gone."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if folder.is_symlink() or folder.stat().st_uid != os.getuid():
                continue
            lock = os.open(folder / _OWNER, os.O_RDWR)
            try:
                if _locked(lock):
                    shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(lock)


def _locked(descriptor: int) -> bool:
    """Whether the file is ours now; never where there are no such locks."""
    try:
        import fcntl
    except ImportError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True

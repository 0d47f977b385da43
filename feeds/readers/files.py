"""Files of the user, read and never changed."""

import hashlib
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from feeds.readers.encoding import utf8
from feeds.readers.source import Source, Unreadable

_HEAD = 65_536
_BLOCK = 4_096
_BLOCKS = 32  # that are looked at in a sample, from the first to the last


def load(name: str) -> Source:
    """The file called `name`, or a pipe. Raises Unreadable with one clear reason."""
    with _telling(name):
        _kind(name)
        return Source(name, Path(name).read_bytes())


def look_at(name: str) -> None:
    """See that the file called `name`, or a pipe, can be read and begins like a text. Raises Unreadable as `load` does.

    Nothing is taken out of a pipe.
    """
    with _telling(name):
        if stat.S_ISREG(_kind(name)):
            with Path(name).open("rb") as file:
                head = file.read(_HEAD)
            if head.strip() or len(head) < _HEAD:
                utf8(Source(name, head))


def lines(path: Path, size: int) -> Iterator[bytes]:
    """The lines of the first `size` bytes of the file at `path`, with their ends: it may go on growing. Raises OSError.

    Less, if it is not that long any more.
    """
    with path.open("rb") as file:
        for line in file:
            yield line[:size]
            size -= len(line)
            if size <= 0:
                return


def sample(path: Path, size: int) -> str:
    """What tells the first `size` bytes of the file at `path` from others, by looking at some of them.

    Raises OSError.
    """
    digest = hashlib.sha256(str(size).encode())
    last = max(size - _BLOCK, 0)
    with path.open("rb") as file:
        for place in sorted({last * each // _BLOCKS for each in range(_BLOCKS + 1)}):
            file.seek(place)
            digest.update(file.read(min(_BLOCK, size - place)))
    return digest.hexdigest()


def _kind(name: str) -> int:
    """The mode of what is called `name`. Raises Unreadable for what is neither a file nor a pipe."""
    mode = Path(name).stat().st_mode
    if stat.S_ISDIR(mode):
        raise Unreadable(name, None, "a folder; name the files in it")
    if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
        raise Unreadable(name, None, "neither a file nor a pipe")
    return mode


@contextmanager
def _telling(name: str) -> Iterator[None]:
    """What the system says of the file `name` becomes one clear reason."""
    try:
        yield
    except FileNotFoundError:
        raise Unreadable(name, None, "no such file") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Unreadable(name, None, f"{reason[:1].lower()}{reason[1:]}") from None

"""Files of the user, read and never changed."""

import stat
from pathlib import Path

from feeds.readers.parsed import Source, Unreadable


def load(name: str) -> Source:
    """The file called `name`, or a pipe. Raises Unreadable with one clear reason."""
    path = Path(name)
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise Unreadable(name, None, "a folder; name the files in it")
        if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
            raise Unreadable(name, None, "neither a file nor a pipe")
        return Source(name, path.read_bytes())
    except FileNotFoundError:
        raise Unreadable(name, None, "no such file") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Unreadable(name, None, f"{reason[:1].lower()}{reason[1:]}") from None

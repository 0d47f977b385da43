"""Which errors are the input's and not the program's, in one line each."""

import errno
import sys

from feeds import clean
from feeds.readers.source import Unreadable
from tui.cli.arguments import PROGRAM


class Refused(Exception):  # noqa: N818 - the user's request cannot be met; str() says why
    """What the user asks for cannot be done; the message is one clear line."""


def explained(error: Exception) -> str | None:
    """What to tell the user, None if `error` is a fault of the program."""
    from feeds.archive import QueryError
    from feeds.moments import NotFound

    if isinstance(error, (Unreadable, Refused, QueryError, NotFound)):
        return clean.line(str(error))
    if isinstance(error, OSError) and error.errno == errno.ENOSPC and error.filename is None:
        return f"standard output: {error.strerror}"  # whatever has a name is told of by who writes it
    return None


def status_of(error: Exception) -> int:
    """The exit status after `error`: 1 where what was asked for is not in the day, else 2."""
    from feeds.moments import NotFound

    return 1 if isinstance(error, NotFound) else 2


def complain(text: str) -> None:
    """One line on standard error, in the program's name."""
    print(f"{PROGRAM}: {text}", file=sys.stderr)

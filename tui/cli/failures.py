"""Which errors are the input's and not the program's, in one line each."""

import errno

from feeds import clean
from feeds.readers.parsed import Unreadable


class Refused(Exception):  # noqa: N818 - the user's request cannot be met; str() says why
    """What the user asks for cannot be done; the message is one clear line."""


def explained(error: Exception) -> str | None:
    """What to tell the user, None if `error` is a fault of the program."""
    from feeds.archive import QueryError

    if isinstance(error, (Unreadable, Refused, QueryError)):
        return clean.line(str(error))
    if isinstance(error, OSError) and error.errno == errno.ENOSPC and error.filename is None:
        return f"standard output: {error.strerror}"  # whatever has a name is told of by who writes it
    return None

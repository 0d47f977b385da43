"""Which errors are the input's and not the program's, in one line each."""

from typing import TYPE_CHECKING

from feeds import clean
from feeds.readers.parsed import Unreadable

if TYPE_CHECKING:
    from tui.cli.arguments import Arguments


class Refused(Exception):  # noqa: N818 - the user's request cannot be met; str() says why
    """What the user asks for cannot be done; the message is one clear line."""


def set_aside_what_is_damaged(error: Exception, arguments: "Arguments") -> None:
    """If `error` says that the archive is damaged, take it out of use, so that a new one is made the next time.

    Raises Refused, to say so.
    """
    from feeds.archive import Damaged
    from tui.cli import inputs

    if isinstance(error, Damaged) and inputs.set_aside(arguments):
        raise Refused(f"{error}; it has been set aside, and a new one is made the next time") from error


def explained(error: Exception) -> str | None:
    """What to tell the user, None if `error` is a fault of the program."""
    from feeds.archive import QueryError

    if isinstance(error, (Unreadable, Refused, QueryError)):
        return clean.line(str(error))
    return None

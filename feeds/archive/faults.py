"""What can go wrong with an archive while it is read, told apart from what is wrong with a question."""

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager


class Damaged(Exception):  # noqa: N818 -- a state of the file, not a fault of the program
    """A file that is no whole archive, or no longer; str() is one sentence."""


@contextmanager
def telling_damage() -> Iterator[None]:
    """A database that turns out to be broken while it is read is Damaged."""
    try:
        yield
    except (sqlite3.DatabaseError, zlib.error) as error:
        reason = str(error).partition(" with text ")[0]  # which would be a whole post
        raise Damaged(f"the archive cannot be read any more ({reason})") from error

"""What an archive says of itself: its version, the header, and notes by name, of which `feeds.archive.job` has more."""

import hashlib
import sqlite3
from collections.abc import Mapping

VERSION = 6
"""Goes up with every change of the tables or of the folding: an archive of another version is built anew."""

FINGERPRINT = "fingerprint"
"""The note that says what `fingerprint` finds, which takes a while in a large archive."""

FINGERPRINT_LENGTH = 16

GATHERED = "gathered"
"""The note that says below which rank the bitmaps of common words are right."""

ADDITIONS = "additions"
"""The note that says how often something has been added."""


def read(connection: sqlite3.Connection) -> dict[str, str]:
    """What an archive says of itself: `version`, `header`, `complete`, and the notes of who built it."""
    return dict(connection.execute("SELECT name, value FROM meta"))


def note(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Have the archive say this of itself by that name."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))


def forget(connection: sqlite3.Connection, note: str) -> None:
    """Take out what the archive says of itself by that name."""
    connection.execute("DELETE FROM meta WHERE name = ?", (note,))


def additions(about: Mapping[str, str]) -> int:
    """How many additions there have been, as an archive says of itself."""
    return int(about.get(ADDITIONS, 0))


def fingerprint(connection: sqlite3.Connection) -> str:
    """16 hexadecimal digits made of the ids and the times of the posts."""
    digest = hashlib.sha256()
    for post_id, at in connection.execute("SELECT id, at FROM posts ORDER BY rank"):
        digest.update(f"{at} {post_id}\n".encode())
    return digest.hexdigest()[:FINGERPRINT_LENGTH]

"""The archive's database: its tables, and how a day gets into them."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta

from feeds.archive import common, stored
from feeds.archive.document import TOKENCHARS, document
from feeds.model import Header, Post

VERSION = 3
"""Goes up with every change of the tables or of the folding: an archive of another version is built anew."""

FINGERPRINT = "fingerprint"
"""The note that says what `fingerprint` finds, which takes a while in a large archive."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

_POSTS = """
CREATE TABLE posts (
    rank INTEGER PRIMARY KEY,    -- 0 to N-1, chronological
    at INTEGER NOT NULL,         -- microseconds since 1970, UTC
    id TEXT NOT NULL,
    key INTEGER NOT NULL,
    part_of TEXT,
    readings INTEGER NOT NULL,   -- how many
    json NOT NULL                -- the post in the native form; in a preliminary archive its place in the file
)
"""

# The words are folded before they come here. SQLite's tokenizer `ascii` only parts them at the spaces again: unlike
# `unicode61` it takes every character beyond ASCII as part of a word, whatever the age of its Unicode tables.
# The index of beginnings is for phrases whose last word is still being typed; single words have bitmaps.
_WORDS = f"""
CREATE VIRTUAL TABLE words USING fts5(
    folded, content='', columnsize=0, prefix='1 2', tokenize="ascii tokenchars '{TOKENCHARS}'"
)
"""

# Words are gathered in memory before they are written, and what was written is put together once, at the end: merging
# as it goes along, as FTS5 does by itself, costs more than all the rest.
_WORDS_SETTINGS = (("hashsize", 16_000_000), ("automerge", 0), ("crisismerge", 1_999))

INSERT_POST = "INSERT INTO posts VALUES (?, ?, ?, ?, ?, ?, ?)"
"""A row of posts: rank, at, id, key, part_of, readings, json."""

_CITATIONS = "CREATE TABLE citations (cited TEXT NOT NULL, rank INTEGER NOT NULL)"
"""The ids that posts cite, and the ranks of those that do."""

_META = "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"

_INDEXES = (
    "CREATE INDEX posts_at ON posts (at)",
    "CREATE INDEX posts_key ON posts (key) WHERE key = 1",
    "CREATE INDEX posts_readings ON posts (rank) WHERE readings > 0",
)
_INDEXES_OF_IDS = (
    "CREATE INDEX posts_id ON posts (id)",
    "CREATE INDEX posts_part_of ON posts (part_of) WHERE part_of IS NOT NULL",
    "CREATE INDEX citations_cited ON citations (cited)",
)


def create(connection: sqlite3.Connection, header: Header) -> None:
    """The tables, and the day's header."""
    for statement in (_META, _POSTS, _CITATIONS, _WORDS):
        connection.execute(statement)
    connection.executemany("INSERT INTO words (words, rank) VALUES (?, ?)", _WORDS_SETTINGS)
    rows = [("version", json.dumps(VERSION)), ("header", stored.written_header(header))]
    connection.executemany("INSERT INTO meta VALUES (?, ?)", rows)


def insert(connection: sqlite3.Connection, posts: Iterable[Post]) -> bool:
    """The posts and their words, ranked as they come; whether they came in order of time.

    If not, this is no archive, but `in_order` gives the posts for one. Raises ValueError for a post without `when`.
    """
    latest: int | None = None
    ordered = True
    for rank, post in enumerate(posts):
        moment = moment_of(post)
        ordered = ordered and (latest is None or latest <= moment)
        latest = moment
        native = stored.written(post)
        row = (rank, moment, post.id, post.key, post.part_of, len(post.readings), native)
        connection.execute(INSERT_POST, row)
        connection.executemany("INSERT INTO citations VALUES (?, ?)", [(cited, rank) for cited in post.cites])
        if ordered:
            connection.execute("INSERT INTO words (rowid, folded) VALUES (?, ?)", (rank, document(post)))
    return ordered


def in_order(connection: sqlite3.Connection) -> Iterator[Post]:
    """The posts by time, those of one time as they came, from memory that does not grow with them."""
    for (rank,) in connection.execute("SELECT rank FROM posts ORDER BY at, rank"):
        (native,) = connection.execute("SELECT json FROM posts WHERE rank = ?", (rank,)).fetchone()
        yield stored.read(native)


def finish(connection: sqlite3.Connection, notes: Mapping[str, str]) -> None:
    """The indexes and bitmaps, once all posts are in; and that this is so."""
    for statement in (*_INDEXES, *_INDEXES_OF_IDS):
        connection.execute(statement)
    connection.execute("INSERT INTO words (words) VALUES ('optimize')")
    common.gather(connection, connection.execute("SELECT count(*) FROM posts").fetchone()[0])
    _complete(connection, notes)


def finish_preliminary(connection: sqlite3.Connection, notes: Mapping[str, str]) -> None:
    """What a preliminary archive has of it all."""
    for statement in _INDEXES:
        connection.execute(statement)
    _complete(connection, notes)


def _complete(connection: sqlite3.Connection, notes: Mapping[str, str]) -> None:
    connection.executemany("INSERT INTO meta VALUES (?, ?)", [*notes.items(), ("complete", "true")])


def fingerprint(connection: sqlite3.Connection) -> str:
    """16 hexadecimal digits made of the ids and the times of the posts."""
    digest = hashlib.sha256()
    for post_id, at in connection.execute("SELECT id, at FROM posts ORDER BY rank"):
        digest.update(f"{at} {post_id}\n".encode())
    return digest.hexdigest()[:16]


def meta(connection: sqlite3.Connection) -> dict[str, str]:
    """What an archive says of itself: `version`, `header`, `complete`, and the notes of who built it."""
    return dict(connection.execute("SELECT name, value FROM meta"))


def moment_of(post: Post) -> int:
    """When the post appeared, in microseconds since 1970. Raises ValueError if nobody has said so yet."""
    if post.when is None:
        raise ValueError(f"the post {post.id!r} has no time yet")
    return micros(post.when.at)


def micros(at: datetime) -> int:
    """An aware instant as microseconds since 1970, UTC."""
    return (at - EPOCH) // _MICROSECOND

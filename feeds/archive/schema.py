"""The archive's database: its tables, and how a day gets into them."""

import json
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from feeds.archive.document import TOKENCHARS, document
from feeds.model import Header, Post

VERSION = 1
"""Goes up with every change of the tables or of the folding: an archive of another version is built anew."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

# The words are folded before they come here. SQLite's tokenizer `ascii` only parts them at the spaces again: unlike
# `unicode61` it takes every character beyond ASCII as part of a word, whatever the age of its Unicode tables.
_TABLES = f"""
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE posts (
    rank INTEGER PRIMARY KEY,    -- 0 to N-1, chronological
    at INTEGER NOT NULL,         -- microseconds since 1970, UTC
    id TEXT NOT NULL,
    key INTEGER NOT NULL,
    part_of TEXT,
    readings INTEGER NOT NULL,   -- how many
    json TEXT NOT NULL           -- the post in the native form
);
CREATE VIRTUAL TABLE words USING fts5(folded, content='', tokenize="ascii tokenchars '{TOKENCHARS}'");
"""

_INDEXES = """
CREATE INDEX posts_at ON posts (at);
CREATE INDEX posts_id ON posts (id);
CREATE INDEX posts_key ON posts (rank) WHERE key = 1;
CREATE INDEX posts_part_of ON posts (part_of) WHERE part_of IS NOT NULL;
CREATE INDEX posts_readings ON posts (rank) WHERE readings > 0;
"""


def create(connection: sqlite3.Connection, header: Header) -> None:
    """The tables, and the day's header."""
    connection.executescript(_TABLES)
    rows = [("version", json.dumps(VERSION)), ("header", header.model_dump_json())]
    connection.executemany("INSERT INTO meta VALUES (?, ?)", rows)


def insert(connection: sqlite3.Connection, ranked: Iterable[tuple[int, Post]]) -> None:
    """Posts at their ranks, and their words. Raises ValueError for a post without `when`."""
    for rank, post in ranked:
        connection.execute(
            "INSERT INTO posts VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                rank,
                moment_of(post),
                post.id,
                post.key,
                post.part_of,
                len(post.readings),
                post.model_dump_json(exclude_defaults=True),
            ),
        )
        connection.execute("INSERT INTO words (rowid, folded) VALUES (?, ?)", (rank, document(post)))


def finish(connection: sqlite3.Connection) -> None:
    """The indexes, once all posts are in."""
    connection.executescript(_INDEXES)
    connection.commit()


def header(connection: sqlite3.Connection) -> Header:
    """The header of the day in this database."""
    row = connection.execute("SELECT value FROM meta WHERE name = 'header'").fetchone()
    return Header.model_validate_json(row[0])


def moment_of(post: Post) -> int:
    """When the post appeared, in microseconds since 1970. Raises ValueError if nobody has said so yet."""
    if post.when is None:
        raise ValueError(f"the post {post.id!r} has no time yet")
    return micros(post.when.at)


def micros(at: datetime) -> int:
    """An aware instant as microseconds since 1970, UTC."""
    return (at - EPOCH) // _MICROSECOND

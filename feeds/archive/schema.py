"""The archive's database: its tables, and how a day gets into them."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from feeds.archive import common, meta, stored
from feeds.archive.document import TOKENCHARS, document
from feeds.archive.rows import Row, row_of
from feeds.model import Header, Post

_POSTS = """
CREATE TABLE posts (
    rank INTEGER PRIMARY KEY,    -- 0 to N-1, chronological
    at INTEGER NOT NULL,         -- microseconds since 1970, UTC
    id TEXT NOT NULL,
    part_of TEXT,
    readings INTEGER NOT NULL,   -- how many
    json TEXT NOT NULL           -- the post in the native form
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

# Words are gathered in memory until a transaction ends, and what was written is not put together as it goes along, as
# FTS5 does by itself: that costs more than all the rest.
_WORDS_SETTINGS = (("hashsize", 64_000_000), ("automerge", 0), ("crisismerge", 1_999))

# What is listed of key posts lies close together: they themselves are spread over all of a large file.
_KEY_POSTS = """
CREATE TABLE key_posts (
    rank INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    exact INTEGER NOT NULL,
    title TEXT NOT NULL
)
"""

INSERT_POST = "INSERT INTO posts VALUES (?, ?, ?, ?, ?, ?)"
"""A row of posts: rank, at, id, part_of, readings, json."""

INSERT_KEY_POST = "INSERT INTO key_posts VALUES (?, ?, ?, ?)"
"""A row of key_posts: rank, at, exact, title."""

_AT_ONCE = 1_000

_CITATIONS = "CREATE TABLE citations (cited TEXT NOT NULL, rank INTEGER NOT NULL)"
"""The ids that posts cite, and the ranks of those that do."""

_MENDED = "CREATE TABLE mended (id TEXT PRIMARY KEY, said TEXT NOT NULL) WITHOUT ROWID"
"""The ids of posts that are not part of the post that their source says; see `feeds.archive.belonging`."""

_META = "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"

_INDEXES = (
    "CREATE INDEX posts_at ON posts (at)",
    "CREATE INDEX posts_readings ON posts (rank) WHERE readings > 0",
    "CREATE INDEX posts_id ON posts (id)",
    "CREATE INDEX posts_part_of ON posts (part_of) WHERE part_of IS NOT NULL",
    "CREATE INDEX citations_cited ON citations (cited)",
    "CREATE INDEX mended_said ON mended (said)",
)


def create(connection: sqlite3.Connection, header: Header) -> None:
    """The tables, and the day's header."""
    for statement in (_META, _MENDED, _POSTS, _KEY_POSTS, _CITATIONS, _WORDS):
        connection.execute(statement)
    common.create(connection)
    connection.executemany("INSERT INTO words (words, rank) VALUES (?, ?)", _WORDS_SETTINGS)
    rows = [("version", json.dumps(meta.VERSION)), ("header", stored.written_header(header))]
    connection.executemany("INSERT INTO meta VALUES (?, ?)", rows)


def insert(connection: sqlite3.Connection, posts: Iterable[Post]) -> bool:
    """The posts and their words, ranked as they come; whether they came in order of time.

    If not, this is no archive, but `in_order` gives the posts for one. Raises ValueError for a post without `when`.
    """
    rows = map(row_of, posts)
    first, latest, ordered = 0, None, True
    while batch := list(islice(rows, _AT_ONCE)):
        times = [row.at for row in batch]
        ordered = ordered and times == sorted(times) and (latest is None or latest <= times[0])
        insert_rows(connection, first, batch)
        if ordered:
            insert_words(connection, first, batch)
        first, latest = first + len(batch), times[-1]
    return ordered


def insert_rows(connection: sqlite3.Connection, first: int, rows: Sequence[Row]) -> None:
    """Posts, from the rank `first` on."""
    connection.executemany(
        INSERT_POST,
        [
            (rank, at, post_id, part_of, readings, native)
            for rank, (at, post_id, _, _, part_of, _, readings, native, *_) in enumerate(rows, start=first)
        ],
    )
    keys = [(rank, row[0], row[3], row[2]) for rank, row in enumerate(rows, start=first) if row[2] is not None]
    connection.executemany(INSERT_KEY_POST, keys)
    cited = [(each, rank) for rank, row in enumerate(rows, start=first) for each in row[5]]
    connection.executemany("INSERT INTO citations VALUES (?, ?)", cited)


def change(connection: sqlite3.Connection, rank: int, post: Post) -> None:
    """Put `post` in the place of the same post at `rank`, whose words, time and citations are as they were."""
    values = len(post.readings), stored.written(post), rank
    connection.execute("UPDATE posts SET readings = ?, json = ? WHERE rank = ?", values)


def cite(connection: sqlite3.Connection, rank: int, before: Iterable[str], cited: Iterable[str]) -> None:
    """Put in that the post at `rank` cites the posts of the ids `cited`, and no more those that it cited `before`."""
    connection.executemany("DELETE FROM citations WHERE cited = ? AND rank = ?", [(each, rank) for each in before])
    connection.executemany("INSERT INTO citations VALUES (?, ?)", [(each, rank) for each in cited])


def put_header(connection: sqlite3.Connection, header: Header) -> None:
    """Put `header` in the place of the one that was there."""
    connection.execute("UPDATE meta SET value = ? WHERE name = 'header'", (stored.written_header(header),))


def insert_words(connection: sqlite3.Connection, first: int, rows: Sequence[Row]) -> None:
    """The words of posts, from the rank `first` on."""
    documents = [(rank, row[8]) for rank, row in enumerate(rows, start=first)]
    connection.executemany("INSERT INTO words (rowid, folded) VALUES (?, ?)", documents)


def in_order(connection: sqlite3.Connection) -> Iterator[Post]:
    """The posts by time, those of one time as they came, from memory that does not grow with them."""
    for (rank,) in connection.execute("SELECT rank FROM posts ORDER BY at, rank"):
        (native,) = connection.execute("SELECT json FROM posts WHERE rank = ?", (rank,)).fetchone()
        yield stored.read(native)


def finish(connection: sqlite3.Connection) -> None:
    """The indexes and the bitmaps, once all posts and words are in."""
    index(connection)
    connection.execute("INSERT INTO words (words) VALUES ('optimize')")
    count = connection.execute("SELECT count(*) FROM posts").fetchone()[0]
    if count >= common.SMALLEST:
        gatherer = common.Gatherer()
        for first in range(0, count, common.BLOCK):
            end = min(first + common.BLOCK, count)
            posts = connection.execute("SELECT json FROM posts WHERE rank >= ? AND rank < ?", (first, end))
            gatherer.take(document(stored.read(native)) for (native,) in posts)
            common.put(connection, first, end - first, gatherer.pieces())
        common.complete(connection)


def index(connection: sqlite3.Connection) -> None:
    """The indexes, once all posts are in."""
    for statement in _INDEXES:
        connection.execute(statement)


def complete(connection: sqlite3.Connection, notes: Mapping[str, str]) -> None:
    """That everything is in, and what else there is to say of the archive."""
    connection.executemany("INSERT INTO meta VALUES (?, ?)", [*notes.items(), ("complete", "true")])

"""Bitmaps of the common words, and of the beginnings that many words share.

The full-text index finds rare words at once, but must gather half the day for "t". So a large archive keeps, for every
word and every beginning that may be in more than a 64th of its posts, one compressed bit a post.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterator
from functools import lru_cache

from feeds.archive.hits import add

SMALLEST = 20_000
"""Below so many posts the index alone is quick enough."""

_SHARE = 64
_KEPT = 64  # bitmaps in memory
_MOST_AT_ONCE = 100_000  # occurrences fetched together

_TABLES = (
    "CREATE TABLE common (word TEXT NOT NULL, prefix INTEGER NOT NULL, bits BLOB NOT NULL)",
    "CREATE VIRTUAL TABLE temp.word_counts USING fts5vocab(main, words, 'row')",
    "CREATE VIRTUAL TABLE temp.word_places USING fts5vocab(main, words, 'instance')",
)


class Common:
    """The bitmaps of an archive; without any if it is small."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._present = _has_table(connection)
        self.get = lru_cache(maxsize=_KEPT)(self._read)

    def _read(self, word: str, prefix: bool) -> int | None:
        """The posts with `word`, or with a word that begins so, one bit each; None if they are to be searched for."""
        if not self._present:
            return None
        rows = self._connection.execute("SELECT bits FROM common WHERE word = ? AND prefix = ?", (word, prefix))
        row = rows.fetchone()
        return None if row is None else int.from_bytes(zlib.decompress(row[0]), "little")


def gather(connection: sqlite3.Connection, posts: int) -> None:
    """Make the bitmaps, once the full-text index of so many posts is complete; none for a small day."""
    if posts < SMALLEST:
        return
    for statement in _TABLES:
        connection.execute(statement)
    words, beginnings = _common(connection, _least(posts))
    rows = (
        (word, prefix, zlib.compress(bits, 1)) for word, prefix, bits in _bitmaps(connection, posts, words, beginnings)
    )
    connection.executemany("INSERT INTO common VALUES (?, ?, ?)", rows)
    connection.execute("CREATE UNIQUE INDEX common_word ON common (word, prefix)")
    connection.execute("DROP TABLE temp.word_counts")
    connection.execute("DROP TABLE temp.word_places")


def _least(posts: int) -> int:
    """In how many posts a word is common."""
    return max(posts // _SHARE, 1)


def _common(connection: sqlite3.Connection, least: int) -> tuple[set[str], set[str]]:
    """The words in at least so many posts, and the beginnings whose words, counted one by one, are."""
    words: set[str] = set()
    beginnings: set[str] = set()
    # The words come sorted, so those that share a beginning follow each other: `sums` are those of the last word's.
    last, sums = "", [0]
    for word, posts in connection.execute("SELECT term, doc FROM temp.word_counts"):
        if posts >= least:
            words.add(word)
        shared = _shared(last, word)
        beginnings.update(last[:length] for length in range(shared + 1, len(last) + 1) if sums[length] >= least)
        sums[shared + 1 :] = [0] * (len(word) - shared)
        for length in range(1, len(word) + 1):
            sums[length] += posts
        last = word
    beginnings.update(last[:length] for length in range(1, len(last) + 1) if sums[length] >= least)
    # Nobody types the name of a facet letter by letter.
    return words, {each for each in beginnings if not each.startswith("=") or each.rfind("=") not in (0, len(each) - 1)}


def _bitmaps(
    connection: sqlite3.Connection, posts: int, words: set[str], beginnings: set[str]
) -> Iterator[tuple[str, bool, bytearray]]:
    """All bitmaps, in one walk through the sorted words.

    The posts of a rare word go into the longest common beginning it has; neighbours with the same one are fetched
    together. A beginning that is left behind goes into the next shorter one.
    """
    size = posts // 8 + 1
    nested: list[tuple[str, bytearray]] = []  # the common beginnings of the word at hand, the longest last
    run = _Run(connection)
    for word, times in connection.execute("SELECT term, cnt FROM temp.word_counts"):
        while nested and not word.startswith(nested[-1][0]):
            run.end(nested[-1][1])
            yield _left(nested)
        depth = len(nested[-1][0]) if nested else 0
        longer = (word[:length] for length in range(depth + 1, len(word) + 1))
        for beginning in [each for each in longer if each in beginnings]:
            if nested:
                run.end(nested[-1][1])
            nested.append((beginning, bytearray(size)))
        if word in words:
            if nested:
                run.end(nested[-1][1])
            own = bytearray(size)
            run.take(word, times)
            run.end(own)
            yield word, False, own
            if nested:
                _join(nested[-1][1], own)
        elif nested:
            if run.times + times > _MOST_AT_ONCE:
                run.end(nested[-1][1])
            run.take(word, times)
    while nested:
        run.end(nested[-1][1])
        yield _left(nested)


class _Run:
    """Words that follow each other in the index; `times` is how often they occur together."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._first = self._last = ""
        self.times = 0

    def take(self, word: str, times: int) -> None:
        """Let the run go on to `word`."""
        self._first = self._first if self.times else word
        self._last = word
        self.times += times

    def end(self, bits: bytearray) -> None:
        """Set the bits of the posts in which the run's words occur, and begin another."""
        if self.times:
            (found,) = self._connection.execute(
                "SELECT json_group_array(doc) FROM temp.word_places WHERE term BETWEEN ? AND ?",
                (self._first, self._last),
            ).fetchone()
            add(bits, json.loads(found))
        self.times = 0


def _left(nested: list[tuple[str, bytearray]]) -> tuple[str, bool, bytearray]:
    """The longest of the `nested` beginnings, which becomes a part of the next shorter one."""
    beginning, bits = nested.pop()
    if nested:
        _join(nested[-1][1], bits)
    return beginning, True, bits


def _join(into: bytearray, bits: bytearray) -> None:
    both = int.from_bytes(into, "little") | int.from_bytes(bits, "little")
    into[:] = both.to_bytes(len(into), "little")


def _shared(one: str, other: str) -> int:
    """How many characters the two begin with alike."""
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length


def _has_table(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'common'").fetchone() is not None

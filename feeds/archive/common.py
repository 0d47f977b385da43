"""Bitmaps of the common words, and of the beginnings that many words share.

The full-text index finds rare words at once, but must gather half the day for "t". So a large archive keeps, for every
word and every beginning that may be in more than a 128th of its posts, one bit a post; in pieces, each for a block of
posts that follow each other, so that they can be made while the posts come in.
"""

import json
import sqlite3
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from feeds.archive.hits import add

SMALLEST = 20_000
"""Below so many posts the index alone is quick enough."""

BLOCK = 16_384
"""So many posts make a block; the last one has fewer."""

AT_ONCE = 1_024
"""So many posts of a block are taken in at once."""

_SHARE = 128
_KEPT = 16  # bitmaps in memory: of a million posts each takes an eighth of a megabyte
_SPARSE = 8  # a piece with less than one bit in so many is worth compressing
_BATCH = 4_096
_LOOK_EVERY = 8  # blocks

_TABLES = (
    "CREATE TABLE common (word TEXT NOT NULL, prefix INTEGER NOT NULL, first INTEGER NOT NULL, posts INTEGER NOT NULL,"
    " bits BLOB NOT NULL)",
    "CREATE INDEX common_word ON common (word, prefix)",
    "CREATE TABLE common_blocks (first INTEGER PRIMARY KEY, posts INTEGER NOT NULL)",
)


class Piece(NamedTuple):
    """The `posts` of a block that have `word`, or with `prefix` a word that begins so: how many, and their bits."""

    word: str
    prefix: bool
    posts: int
    bits: bytes


class Common:
    """The bitmaps of an archive; without any if it is small."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.get = lru_cache(maxsize=_KEPT)(self._read)

    @cached_property
    def _blocks(self) -> frozenset[int]:
        """Where the blocks begin; not looked at before it is asked for, as somebody may be writing just then."""
        return frozenset(first for (first,) in self._connection.execute("SELECT first FROM common_blocks"))

    def _read(self, word: str, prefix: bool) -> int | None:
        """The posts with `word`, or with a word that begins so, one bit each; None if they are to be searched for."""
        if not self._blocks:
            return None
        rows = self._connection.execute(
            "SELECT first, bits FROM common WHERE word = ? AND prefix = ? ORDER BY first", (word, prefix)
        ).fetchall()
        pieces = [(first, bits) for first, bits in rows if first in self._blocks]
        return _put_together(pieces) if len(pieces) == len(self._blocks) else None


class Gatherer:
    """Takes in the words of posts, and makes the pieces of a block when it is full.

    Which words and beginnings are common is guessed from the first posts of some blocks; what proves to be rare is
    dropped in the end.
    """

    def __init__(self) -> None:
        self._documents: list[str] = []
        self._posts = self._blocks = 0
        self._roots: list[_Node] = []
        self._nodes: dict[tuple[str, bool], _Node] = {}
        self._flags = _Flags(self._nodes)

    def __len__(self) -> int:
        """How many posts of the block there are by now."""
        return self._posts + len(self._documents)

    def take(self, documents: Iterable[str]) -> None:
        """The words of the next posts, as `feeds.archive.document` has them."""
        self._documents += documents
        while len(self._documents) >= _BATCH:
            self._gather(self._documents[:_BATCH])
            del self._documents[:_BATCH]

    def pieces(self) -> list[Piece]:
        """The pieces of the block, none of one without posts; the next post begins another."""
        if self._documents:
            self._gather(self._documents)
            self._documents = []
        if not self._posts:
            return []
        made = [piece for root in self._roots for piece in root.pieces(self._posts)]
        self._posts = 0
        self._blocks += 1
        return made

    def _gather(self, documents: list[str]) -> None:
        if not self._posts and self._blocks % _LOOK_EVERY == 0:
            self._look_at(documents)
        flags = self._flags
        for place, document in zip(range(_BATCH - 1, -1, -1), documents, strict=False):
            for word in document.split():
                flags[word][place] = _YES
        for node in self._nodes.values():
            node.add(self._posts)
        self._posts += len(documents)

    def _look_at(self, documents: list[str]) -> None:
        """Guess from the `documents` what is common."""
        counts = Counter(word for document in documents for word in set(document.split()))
        words, beginnings = _common(counts, _least(len(documents)))
        wanted = {(word, False) for word in words} | {(beginning, True) for beginning in beginnings}
        self._flags.clear()
        self._nodes.update((key, _Node(*key)) for key in sorted(wanted - self._nodes.keys()))
        self._nodes[_ALL] = _Node(*_ALL)
        self._roots = []
        for node in self._nodes.values():
            node.below = []
        for key, node in self._nodes.items():
            above = None if key == _ALL else self._nodes[_beginning_of(*key, self._nodes)]
            (self._roots if above is None else above.below).append(node)


_ALL = ("", True)
_YES = ord("1")


def _beginning_of(word: str, whole: bool, nodes: Mapping[tuple[str, bool], "_Node"]) -> tuple[str, bool]:
    """The longest beginning of `word` among `nodes`; without the word itself, if it is a beginning already."""
    for length in range(len(word) - whole, 0, -1):
        if (word[:length], True) in nodes:
            return word[:length], True
    return _ALL


class _Node:
    """A word that is followed, or a beginning and all words that begin so but those of the nodes `below` it."""

    def __init__(self, word: str, prefix: bool) -> None:
        self.below: list[_Node] = []
        self.gathered = 0
        self.flags = bytearray(b"0" * _BATCH)  # one for each post of the batch, the last one first
        self._word, self._prefix = word, prefix
        self._bits = 0

    def add(self, before: int) -> None:
        """Keep what the flags say of a batch that comes after so many posts of the block."""
        self._bits |= int(self.flags, 2) << before
        self.flags[:] = b"0" * _BATCH

    def pieces(self, size: int) -> Iterator[Piece]:
        """The pieces of the nodes below and of this one, of a block of so many posts."""
        for node in self.below:
            yield from node.pieces(size)
            self._bits |= node.gathered
        self.gathered, self._bits = self._bits, 0
        # Nobody types the name of a facet letter by letter.
        if self._word and not (
            self._prefix and self._word[0] == "=" and self._word.rfind("=") in (0, len(self._word) - 1)
        ):
            posts = self.gathered.bit_count()
            yield Piece(self._word, self._prefix, posts, _packed(self.gathered, posts, size))


class _Flags(dict[str, bytearray]):
    """Where the places of each word are noted: in its own node, or that of its longest beginning that is followed."""

    def __init__(self, nodes: Mapping[tuple[str, bool], _Node]) -> None:
        self._nodes = nodes

    def __missing__(self, word: str) -> bytearray:
        node = self._nodes.get((word, False)) or self._nodes[_beginning_of(word, False, self._nodes)]
        self[word] = node.flags
        return node.flags


def _common(counts: Mapping[str, int], least: int) -> tuple[set[str], set[str]]:
    """The words that occur at least so often, and the beginnings whose words, counted one by one, do."""
    words = {word for word, count in counts.items() if count >= least}
    beginnings: set[str] = set()
    length, left = 1, list(counts)
    while left:
        sums: defaultdict[str, int] = defaultdict(int)
        for word in left:
            sums[word[:length]] += counts[word]
        beginnings.update(beginning for beginning, count in sums.items() if count >= least)
        left = [word for word in left if len(word) > length and word[:length] in beginnings]
        length += 1
    return words, beginnings


def _least(posts: int) -> int:
    """In how many of the posts a word is common."""
    return max(posts // _SHARE, 1)


def create(connection: sqlite3.Connection) -> None:
    """The tables of bitmaps."""
    for statement in _TABLES:
        connection.execute(statement)


def put(connection: sqlite3.Connection, first: int, posts: int, pieces: Iterable[Piece]) -> None:
    """Keep the `pieces` of a block of so many `posts`, which begins at the rank `first`."""
    rows = ((word, prefix, first, having, bits) for word, prefix, having, bits in pieces)
    connection.executemany("INSERT INTO common VALUES (?, ?, ?, ?, ?)", rows)
    connection.execute("INSERT INTO common_blocks VALUES (?, ?)", (first, posts))


def complete(connection: sqlite3.Connection) -> None:
    """Once all blocks are there: drop what is rare on the whole, add what was not followed from the first."""
    blocks = connection.execute("SELECT first, posts FROM common_blocks ORDER BY first").fetchall()
    least = _least(sum(posts for _, posts in blocks))
    sums = connection.execute("SELECT word, prefix, sum(posts), count(*) FROM common GROUP BY word, prefix").fetchall()
    rare = [(word, prefix) for word, prefix, posts, _ in sums if posts < least]
    connection.executemany("DELETE FROM common WHERE word = ? AND prefix = ?", rare)
    for word, prefix, posts, pieces in sums:
        if posts >= least and pieces < len(blocks):
            _add_missing(connection, word, prefix, blocks)


def _add_missing(connection: sqlite3.Connection, word: str, prefix: int, blocks: Sequence[tuple[int, int]]) -> None:
    rows = connection.execute("SELECT first FROM common WHERE word = ? AND prefix = ?", (word, prefix))
    present = {first for (first,) in rows}
    for first, posts in blocks:
        if first not in present:
            (found,) = connection.execute(
                "SELECT json_group_array(rowid - ?2) FROM words WHERE words MATCH ?1 AND rowid >= ?2 AND rowid < ?3",
                (f'"{word}"{"*" if prefix else ""}', first, first + posts),
            ).fetchone()
            bits = bytearray((posts + 7) // 8)
            add(bits, json.loads(found))
            bitmap = int.from_bytes(bits, "little")
            row = (word, prefix, first, bitmap.bit_count(), _packed(bitmap, bitmap.bit_count(), posts))
            connection.execute("INSERT INTO common VALUES (?, ?, ?, ?, ?)", row)


def _packed(bits: int, posts: int, size: int) -> bytes:
    """The bits of a block of `size` posts as bytes, the first of which says whether the others are compressed."""
    data = bits.to_bytes((size + 7) // 8, "little")
    return b"z" + zlib.compress(data, 1) if posts * _SPARSE < size else b" " + data


def _put_together(pieces: Iterable[tuple[int, bytes]]) -> int:
    """The bits of all pieces, each of which begins at its rank."""
    whole = bytearray()
    for first, packed in pieces:
        data = zlib.decompress(packed[1:]) if packed[:1] == b"z" else packed[1:]
        start, shift = divmod(first, 8)
        whole.extend(bytes(max(start + len(data) + 1 - len(whole), 0)))
        if shift:
            bits = int.from_bytes(data, "little") << shift | whole[start]
            whole[start : start + len(data) + 1] = bits.to_bytes(len(data) + 1, "little")
        else:
            whole[start : start + len(data)] = data
    return int.from_bytes(whole, "little")

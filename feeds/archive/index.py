"""What the full-text index and the bitmaps find, and what they found before: a search goes on from there."""

import json
import sqlite3
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from threading import Lock

from feeds.archive.common import Common
from feeds.archive.hits import Hits
from feeds.archive.query import Term, expressions

_KEPT = 24
"""Findings of the full-text index that are kept."""
FEW = 5_000
"""So many posts are searched at once even for words that have to stand together."""
STEP = 65_536
"""So many are searched in one step of a search that may be called off."""


class Found:
    """What was found already: for each expression the posts, one bit each, and up to which rank they were searched.

    Any thread may use it.
    """

    def __init__(self) -> None:
        self._found: OrderedDict[str, tuple[int, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, expression: str) -> tuple[int, int]:
        """The bits, and up to before which rank they are known."""
        with self._lock:
            found = self._found.get(expression, (0, 0))
            if expression in self._found:
                self._found.move_to_end(expression)
            return found

    def put(self, expression: str, bits: int, end: int) -> None:
        """Keep what was found up to before the rank `end`."""
        with self._lock:
            if end > self._found.get(expression, (0, 0))[1]:
                self._found[expression] = bits, end
            while len(self._found) > _KEPT:
                self._found.popitem(last=False)

    def before(self, rank: int) -> "Found":
        """Of all this, what is of posts before `rank`."""
        found = Found()
        with self._lock:
            for expression, (bits, end) in self._found.items():
                found.put(expression, bits & ((1 << rank) - 1), min(end, rank))
        return found


class Index:
    """The words of an archive over one connection; `found` may be shared with others over the same archive.

    The bitmaps of common words are right below the rank `gathered`.
    """

    def __init__(self, connection: sqlite3.Connection, gathered: int, found: Found | None = None) -> None:
        self.found = found or Found()
        self.connection, self._gathered = connection, gathered
        self._common = Common(connection)

    def bits(self, terms: Sequence[Term], end: int) -> int:
        """The posts before rank `end` that fit all `terms`, one bit each."""
        *_, bits = self._look(terms, end, end, end)
        return bits

    def quick(self, terms: Sequence[Term], end: int) -> bool:
        """Whether `bits` has the answer at once: no words that have to stand together are to be looked for in much.

        Nor is somebody writing just then to the database that is read, which would have to be waited for.
        """
        try:
            searched = [term for term in terms if self._known(term, end) is None]
            if searched:
                self.connection.execute("SELECT rowid FROM common LIMIT 1")  # as good as any other question
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                return False
            raise
        together = any(len(way) > 1 for term in searched for way in term.ways)
        return not together or all(
            end - self.found.get(expression)[1] <= FEW for expression, _ in expressions(searched)
        )

    def look(self, terms: Sequence[Term], end: int, near: int) -> Iterator[int]:
        """What `bits` finds, in steps from rank `near` outwards: after each what is known so far, at last all of it.

        What was looked for before is not looked for again.
        """
        return self._look(terms, end, near, STEP)

    def _look(self, terms: Sequence[Term], end: int, near: int, step: int) -> Iterator[int]:
        bits, searched = (1 << end) - 1, []
        for term in terms:
            known = self._known(term, end)
            if known is None:
                searched.append(term)
            else:
                bits &= ~known if term.negative else known
        if any(term.prefix and len(way) > 1 for term in searched for way in term.ways):
            step = end  # to gather the words that begin so is most of the work, and would be done again
        before = {expression: self.found.get(expression) for expression, _ in expressions(searched)}
        start = min((known for _, known in before.values()), default=end)
        found = {expression: bits & ((1 << start) - 1) for expression, (bits, _) in before.items()}
        covered = (1 << start) - 1
        for first, last in _outwards(start, end, near, step):
            covered |= (1 << last) - (1 << first)
            so_far = bits & covered
            for expression, negative in expressions(searched):
                found[expression] |= self._between(expression, first, last)
                so_far &= ~found[expression] if negative else found[expression]
            yield so_far
        for expression, negative in expressions(searched):
            self.found.put(expression, found[expression], end)
            bits &= ~found[expression] if negative else found[expression]
        yield bits

    def scored(self, expression: str, first: int, end: int) -> list[tuple[int, float]]:
        """The posts from rank `first` to before `end` that the full-text index finds, and how well each fits."""
        sql = "SELECT rowid, -bm25(words) FROM words WHERE words MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid"
        return self.connection.execute(sql, (expression, first, end)).fetchall()

    def close(self) -> None:
        """Let go of the connection."""
        self.connection.close()

    def _known(self, term: Term, end: int) -> int | None:
        """The posts of a term of common words, or of one that was looked for already; None if there is more to it."""
        ((expression, _),) = expressions([term])
        found, known = self.found.get(expression)
        if known >= end:
            return found
        bits = 0
        for way in term.ways:
            common = self._common.get(way[0], term.prefix) if len(way) == 1 else None
            if common is None:
                return None
            bits |= common
        if self._gathered < end:
            bits &= (1 << self._gathered) - 1
            bits |= self._between(expression, self._gathered, end)
            self.found.put(expression, bits, end)
        return bits

    def _between(self, expression: str, first: int, last: int) -> int:
        """The posts from rank `first` to before `last` that the full-text index finds. As JSON, they come faster."""
        sql = "SELECT json_group_array(rowid) FROM words WHERE words MATCH ? AND rowid >= ? AND rowid < ?"
        row = self.connection.execute(sql, (expression, first, last)).fetchone()
        return Hits.of(json.loads(row[0]), last).bits


def _outwards(start: int, end: int, near: int, step: int) -> Iterator[tuple[int, int]]:
    """The ranks from `start` to before `end` in ranges of `step`: after `near` and before it, in turn."""
    up = down = min(max(near, start), end)
    while up < end or down > start:
        if up < end:
            yield up, min(up + step, end)
            up = min(up + step, end)
        if down > start:
            yield max(down - step, start), down
            down = max(down - step, start)

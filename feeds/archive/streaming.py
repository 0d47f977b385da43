"""A large native file becomes an archive: its places first, then a process that reads hands its rows to this one.

What has been written can be searched meanwhile: it is committed block by block.
"""

import hashlib
import heapq
import json
import sqlite3
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from feeds.archive import common, schema
from feeds.archive.building import Cancelled, committed, database
from feeds.archive.job import FIGURES, GROWTH, REPORT, FileState, Step
from feeds.archive.places import Places
from feeds.archive.processes import Reader, frames, looked, started
from feeds.archive.survey import Look, Survey, look, parts, understood
from feeds.ingest import Report, SourceReport
from feeds.model import Header
from feeds.readers import native
from feeds.readers.parsed import Options, Skipped, Unreadable

if TYPE_CHECKING:
    from feeds.archive.reading import Frame

Told = Callable[[Step], None]
Called = Callable[[], bool]

_MOST_SKIPPED = 1_000
"""Lines that are no posts are reported one by one, up to so many."""


@dataclass(slots=True)
class Streamed:
    """The native `file`, called `name`, in which every post says when it was."""

    file: FileState
    name: str
    options: Options

    def build(self, folder: Path, notes: Mapping[str, str], told: Told, cancelled: Called) -> Path:
        """The archive, built in `folder`, with these `notes` and the report.

        Raises Cancelled, Untimed, Unreadable, OSError and sqlite3.Error.
        """
        with started() as readers:
            found = self._survey(readers, folder, told, cancelled, careful=False)
            try:
                return self._written(readers, found, folder, notes, told, cancelled)
            except _Otherwise:
                pass
        # Whoever looks at the first places goes on with them; the archive has others.
        again = folder / "again"
        again.mkdir()
        with started() as readers:
            found = self._survey(readers, again, _without_looks(told), cancelled, careful=True)
            return self._written(readers, found, again, notes, _without_looks(told), cancelled)

    def _survey(
        self, readers: Sequence[Reader], folder: Path, told: Told, cancelled: Called, *, careful: bool
    ) -> Survey:
        def reached(done: float) -> None:
            if cancelled():
                raise Cancelled
            told(Step("places", done))

        path = Path(self.file.path)
        looks: Iterable[Look]
        if careful:
            ((start, end),) = parts(path, self.file.size, 1)
            looks = [look(path, start, end, reached, careful=True)]
        else:
            looks = looked(readers, path, parts(path, self.file.size, len(readers)), reached, cancelled)
        found = understood(path, self.name, self.file.size, looks)
        if not found.times:
            raise Unreadable(self.name, None, "there is no post in it")
        found.write(folder / _PLACES, path, self._header(found))
        told(Step("places", 1.0, str(folder / _PLACES)))
        return found

    def _header(self, found: Survey) -> Header:
        return replace(self.options.over(found.header or Header()), order="oldest-first")

    def _written(
        self,
        readers: Sequence[Reader],
        found: Survey,
        folder: Path,
        notes: Mapping[str, str],
        told: Told,
        cancelled: Called,
    ) -> Path:
        built = folder / _BUILT
        places = Places(folder / _PLACES)
        with database(built, cancelled) as connection:
            with committed(connection):
                schema.create(connection, self._header(found))
            writing = _Writing(connection, len(places))
            task = {"places": str(folder / _PLACES), "size": self.file.size, "skipped": _MOST_SKIPPED}
            for step in writing.take(frames(readers, task, len(places), cancelled), str(built)):
                told(step)
            if not writing.posts:
                raise Unreadable(self.name, None, "there is no post in it")
            for finish in (schema.index, common.complete):
                if cancelled():
                    raise Cancelled
                with committed(connection):
                    finish(connection)
            with committed(connection):
                renamed = writing.with_ids_of_their_own(places)
                report = self._report(writing, found, [*renamed, *writing.late_header(found, places)])
                prints = schema.fingerprint(connection) if renamed else writing.fingerprint
                said = {
                    REPORT: json.dumps(asdict(report)),
                    GROWTH: _growth(found),
                    schema.FINGERPRINT: prints,
                    FIGURES: "",
                }
                schema.complete(connection, {**notes, **said})
        places.close()
        return built

    def _report(self, writing: "_Writing", found: Survey, more: list[tuple[int, str]]) -> Report:
        """What became of the file, with `more` to say of some lines; of very many that cannot be read, the first."""
        lines = [*writing.skipped, *more, *((each.line or 0, each.reason) for each in found.skipped)]
        told = [Skipped(self.name, number, reason) for number, reason in sorted(lines)[:_MOST_SKIPPED]]
        untold = len(lines) - len(told) + writing.more_skipped
        notes = [] if found.header else ["no header line: title, date and zone are not stated"]
        if untold:
            notes.append(f"{untold} more lines could not be read")
        source = SourceReport(
            self.name, native.NAME, dict(writing.kinds), dict(writing.bases), tuple(told), tuple(notes)
        )
        return Report((source,))


_PLACES, _BUILT = "places", "archive"
_COMMITTED = 30_000
"""So many posts at least are written in one transaction: each makes a part of the index, to be searched by itself."""


def _growth(found: Survey) -> str:
    """What to do when the file grows; see `job.GROWTH`."""
    return "anew" if found.header is not None and found.header.order == "newest-first" else "add"


def _without_looks(told: Told) -> Told:
    """Tells the steps, but nothing of what could be looked at."""
    return lambda step: told(step._replace(opens="", words="", until=0))


class _Otherwise(Exception):  # noqa: N818 -- a state of the file
    """The places are not to be believed: a closer look is needed."""


class _Writing:
    """What comes from the reading goes into a database, ranked as it comes."""

    def __init__(self, connection: sqlite3.Connection, places: int) -> None:
        self.posts = 0
        self.kinds: Counter[str] = Counter()
        self.bases: Counter[str] = Counter()
        self.skipped: list[tuple[int, str]] = []
        self.more_skipped = 0
        self._connection = connection
        self._places = places
        self._lost: list[int] = []
        self._digest = hashlib.sha256()
        self._ended = False

    @property
    def fingerprint(self) -> str:
        """The same as `schema.fingerprint` finds."""
        return self._digest.hexdigest()[: schema.FINGERPRINT_LENGTH]

    def take(self, frames: "Iterator[Frame]", words: str) -> Iterator[Step]:
        """Write it all, block by block, and tell how far that is; `words` is where the words can be searched.

        Raises _Otherwise, OSError and sqlite3.Error.
        """
        while not self._ended:
            with committed(self._connection):
                looked_at = self._block(frames)
            # From the first line on that is no post, ranks are other than those of the places.
            until = min(self.posts, self._lost[0]) if self._lost else self.posts
            yield Step("words", looked_at / self._places, words=words, until=until)

    def _block(self, frames: "Iterator[Frame]") -> int:
        """Write some blocks, or what comes at the end; how many places have been looked at."""
        before = self.posts
        for kind, *told in frames:
            match kind, told:
                case "rows", [rows]:
                    schema.insert_rows(self._connection, self.posts, rows)
                    schema.insert_words(self._connection, self.posts, rows)
                    self._digest.update("".join([f"{row[0]} {row[1]}\n" for row in rows]).encode())
                    self.posts += len(rows)
                case "block", [posts, pieces, looked_at]:
                    if pieces:
                        common.put(self._connection, self.posts - posts, posts, pieces)
                    if self.posts - before >= _COMMITTED:
                        return int(looked_at)
                case "lost", [ranks]:
                    self._lost += ranks
                case "end", [kinds, bases, skipped, count]:
                    self.kinds.update(kinds)
                    self.bases.update(bases)
                    self.skipped += skipped
                    self.more_skipped += count - len(skipped)
                case "otherwise", _:
                    raise _Otherwise
                case "failed", [reason]:
                    raise OSError(reason)
        self._ended = True
        return self._places

    def with_ids_of_their_own(self, places: Places) -> list[tuple[int, str]]:
        """Give a new id to each post whose id an earlier line of the file has; which lines, and what to say of them."""
        run = self._connection.execute
        said: list[tuple[int, str]] = []

        def place(rank: int) -> int:
            return places.places[self._place(rank)]

        def with_id(post_id: str) -> list[tuple[int, int]]:
            found = run("SELECT rank FROM posts WHERE id = ?", (post_id,))
            return sorted((place(rank), rank) for (rank,) in found)

        shared = run("SELECT id FROM posts GROUP BY id HAVING count(*) > 1").fetchall()
        doubles = [double for (post_id,) in shared for double in with_id(post_id)[1:]]
        heapq.heapify(doubles)
        last: dict[str, int] = {}
        # Line by line: a new id is taken from the lines behind it, as by a reader that knows no later ones.
        while doubles:
            here, rank = heapq.heappop(doubles)
            post_id, written = run("SELECT id, json FROM posts WHERE rank = ?", (rank,)).fetchone()
            number = last.get(post_id, 1) + 1
            while (behind := with_id(f"{post_id}~{number}")) and behind[0] < (here, rank):
                number += 1
            last[post_id] = number
            for double in behind[:1]:  # the first of them had its id for itself until now
                heapq.heappush(doubles, double)
            fresh = f"{post_id}~{number}"
            renamed = json.dumps({**json.loads(written), "id": fresh}, ensure_ascii=False)
            run("UPDATE posts SET id = ?, json = ? WHERE rank = ?", (fresh, renamed, rank))
            said.append((places.numbers[self._place(rank)], native.taken(post_id, fresh)))
        return said

    def late_header(self, found: Survey, places: Places) -> list[tuple[int, str]]:
        """What there is to say of a header behind some post: the number of its line, and this."""
        lost = {places.numbers[rank] for rank in self._lost}
        before = takewhile(found.header_line.__gt__, found.numbers)
        return [(found.header_line, native.LATE_HEADER)] if any(number not in lost for number in before) else []

    def _place(self, rank: int) -> int:
        """Where among the places the post at `rank` is: those of lines that are no posts have no rank."""
        before = [lost - each for each, lost in enumerate(self._lost)]
        return rank + bisect_right(before, rank)

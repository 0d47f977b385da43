"""Large native files become an archive: the places first, then processes that read hand their rows to this one.

What has been written can be searched meanwhile: it is committed block by block.
"""

import hashlib
import heapq
import json
import sqlite3
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from feeds.archive import belonging, common, meta, schema
from feeds.archive.job import FIGURES, GROWTH, REPORT, FileState, Step
from feeds.archive.kin import Kin, Task
from feeds.archive.places import Places
from feeds.archive.processes import Reader, frames, known, looked, started
from feeds.archive.settling import choices, settle
from feeds.archive.survey import Look, Survey, keep, look, parts, understood
from feeds.archive.workplace import Cancelled, committed, database
from feeds.ingest import Report, SourceReport, header_of
from feeds.merging import doubles_note, fresh_ids_note
from feeds.model import Header
from feeds.readers import native
from feeds.readers.source import Options, Skipped, Unreadable

if TYPE_CHECKING:
    from feeds.archive.reading import Frame

Told = Callable[[Step], None]
Called = Callable[[], bool]

_MOST_SKIPPED = 1_000
"""Lines that are no posts are reported one by one, up to so many."""


@dataclass(slots=True)
class _Found:
    """What was found in each file, what there is to say of it with regard to the others, and the day's header."""

    surveys: list[Survey]
    kin: Kin | None
    header: Header


@dataclass(slots=True)
class Streamed:
    """Native `files`, called `names`, in which every post says when it was."""

    files: tuple[FileState, ...]
    names: tuple[str, ...]
    options: Options

    def build(self, folder: Path, notes: Mapping[str, str], told: Told, cancelled: Called) -> Path:
        """The archive, built in `folder`, with these `notes` and the report.

        Raises Cancelled, Untimed, Unreadable, OSError and sqlite3.Error.
        """
        with started() as readers:
            found = self._found(readers, folder, told, cancelled, careful=False)
            try:
                return self._written(readers, found, folder, notes, told, cancelled)
            except _Otherwise:
                pass
        # Whoever looks at the first places goes on with them; the archive has others.
        again = folder / "again"
        again.mkdir()
        with started() as readers:
            found = self._found(readers, again, _without_looks(told), cancelled, careful=True)
            return self._written(readers, found, again, notes, _without_looks(told), cancelled)

    def _found(
        self, readers: Sequence[Reader], folder: Path, told: Told, cancelled: Called, *, careful: bool
    ) -> _Found:
        def reached(done: float) -> None:
            if cancelled():
                raise Cancelled
            told(Step("places", done * (1.0 if len(self.files) == 1 else _LOOKS)))

        files = [(Path(file.path), file.size) for file in self.files]
        looks: Iterable[Iterable[Look]]
        if careful:
            looks = (self._careful_looks(path, size, reached) for path, size in files)
        else:
            looks = looked(readers, files, reached, cancelled)
        surveys = [
            understood(path, name, size, each)
            for name, (path, size), each in zip(self.names, files, looks, strict=True)
        ]
        kin = None
        if len(files) > 1:
            chosen = list(choices(surveys))
            lines = [
                [(each.places[number], each.numbers[number]) for number in choice.numbers]
                for each, choice in zip(surveys, chosen, strict=True)
            ]
            kin = settle(self.names, surveys, chosen, list(known(readers, files, lines, cancelled)))
        if not any(each.times for each in surveys):
            raise Unreadable(self.names[0], None, "there is no post in it")
        found = _Found(surveys, kin, self._header([len(each.times) for each in surveys], surveys))
        keep(folder / _PLACES, [path for path, _ in files], surveys, found.header)
        told(Step("places", 1.0, str(folder / _PLACES)))
        return found

    def _careful_looks(self, path: Path, size: int, told: Callable[[float], None]) -> Iterator[Look]:
        for start, end in parts(path, size, 1):
            yield look(path, start, end, lambda at: told(at / size), careful=True, printed=len(self.files) > 1)

    def _header(self, counts: Sequence[int], surveys: Sequence[Survey]) -> Header:
        """The day's header; of each file there are so many posts."""
        headers = (self.options.over(each.header or Header()) for each in surveys)
        return header_of(zip(counts, headers, strict=True), self.options)

    def _written(
        self,
        readers: Sequence[Reader],
        found: _Found,
        folder: Path,
        notes: Mapping[str, str],
        told: Told,
        cancelled: Called,
    ) -> Path:
        built = folder / _BUILT
        places = Places(folder / _PLACES)
        with database(built, cancelled) as connection:
            with committed(connection):
                schema.create(connection, found.header)
            writing = _Writing(connection, places, len(self.files))
            task = Task(
                str(folder / _PLACES), tuple(file.size for file in self.files), self.names, _MOST_SKIPPED, found.kin
            )
            for step in writing.take(frames(readers, task, len(places), cancelled), str(built)):
                told(step)
            self._check(writing, found.surveys)
            for finish in (schema.index, common.complete):
                if cancelled():
                    raise Cancelled
                with committed(connection):
                    finish(connection)
            with committed(connection):
                renamed = writing.with_ids_of_their_own()
                mended = belonging.mend_all(connection)
                prints = meta.fingerprint(connection) if renamed else writing.fingerprint
                schema.put_header(connection, self._header(writing.counts, found.surveys))
                said = {
                    REPORT: json.dumps(asdict(self._report(writing, found, renamed, mended))),
                    GROWTH: _growth(found.surveys),
                    meta.FINGERPRINT: prints,
                    FIGURES: "",
                }
                schema.complete(connection, {**notes, **said})
        places.close()
        return built

    def _check(self, writing: "_Writing", surveys: Sequence[Survey]) -> None:
        """Raises Unreadable for a file in which there is neither a post nor a header, or if no file has a post."""
        for name, each, count, skipped in zip(self.names, surveys, writing.counts, writing.skipped, strict=True):
            if not (count or each.left_out or each.header):
                first = min([*skipped, *((one.line or 0, one.reason) for one in each.skipped)], default=None)
                raise Unreadable(name, *(first or (None, "there is no post in it")))
        if not writing.posts:
            raise Unreadable(self.names[0], None, "there is no post in it")

    def _report(
        self, writing: "_Writing", found: _Found, renamed: Sequence[tuple[int, int, str]], mended: Sequence[str]
    ) -> Report:
        """What became of the files; `renamed` are file, line, and what there is to say of it, `mended` that alone.

        Of very many lines of a file that cannot be read, the first are told.
        """
        sources: list[SourceReport] = []
        notes = list(mended[:_MOST_SKIPPED])
        for number, (name, each) in enumerate(zip(self.names, found.surveys, strict=True)):
            lines = [*writing.skipped[number], *((one.line or 0, one.reason) for one in each.skipped)]
            lines += [(line, reason) for source, line, reason in renamed if source == number]
            if writing.is_late(number, each):
                lines.append((each.header_line, native.LATE_HEADER))
            told = [Skipped(name, line, reason) for line, reason in sorted(lines)[:_MOST_SKIPPED]]
            untold = len(lines) - len(told) + writing.unread[number] - len(writing.skipped[number])
            said = [] if each.header else ["no header line: title, date and zone are not stated"]
            said += doubles_note(len(each.left_out))
            if untold:
                said.append(f"{untold} more lines could not be read")
            kinds, bases = dict(writing.kinds[number]), dict(writing.bases[number])
            sources.append(SourceReport(name, native.NAME, kinds, bases, tuple(told), tuple(said)))
            notes += fresh_ids_note(name, found.kin.renamed[number]) if found.kin is not None else ()
        return Report(tuple(sources), tuple(notes))


_LOOKS = 0.7
"""Of several files the looks are about this share of what it takes to find their places."""
_PLACES, _BUILT = "places", "archive"
_COMMITTED = 30_000
"""So many posts at least are written in one transaction: each makes a part of the index, to be searched by itself."""


def _growth(found: Sequence[Survey]) -> str:
    """What to do when the files grow; see `job.GROWTH`."""
    headers = [each.header for each in found if each.header is not None]
    return "anew" if len(found) > 1 or any(header.order == "newest-first" for header in headers) else "add"


def _without_looks(told: Told) -> Told:
    """Tells the steps, but nothing of what could be looked at."""
    return lambda step: told(step._replace(opens="", words="", until=0))


class _Otherwise(Exception):  # noqa: N818 -- a state of the file
    """The places are not to be believed: a closer look is needed."""


class _Writing:
    """What comes from the reading goes into a database, ranked as it comes."""

    def __init__(self, connection: sqlite3.Connection, places: Places, files: int) -> None:
        self.posts = 0
        self.kinds, self.bases = ([Counter[str]() for _ in range(files)] for _ in range(2))
        self.skipped: list[list[tuple[int, str]]] = [[] for _ in range(files)]
        self.unread = [0] * files
        self._connection = connection
        self._places = places
        self._lost: list[int] = []
        self._digest = hashlib.sha256()
        self._ended = False

    @property
    def counts(self) -> list[int]:
        """How many posts there are of each file."""
        return [sum(kinds.values()) for kinds in self.kinds]

    @property
    def fingerprint(self) -> str:
        """The same as `meta.fingerprint` finds."""
        return self._digest.hexdigest()[: meta.FINGERPRINT_LENGTH]

    def take(self, frames: "Iterator[Frame]", words: str) -> Iterator[Step]:
        """Write it all, block by block, and tell how far that is; `words` is where the words can be searched.

        Raises _Otherwise, OSError and sqlite3.Error.
        """
        while not self._ended:
            with committed(self._connection):
                looked_at = self._block(frames)
            # From the first line on that is no post, ranks are other than those of the places.
            until = min(self.posts, self._lost[0]) if self._lost else self.posts
            yield Step("words", looked_at / len(self._places), words=words, until=until)

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
                case "end", [kinds, bases, skipped, unread]:
                    for source, count in enumerate(unread):
                        self.kinds[source].update(kinds[source])
                        self.bases[source].update(bases[source])
                        self.unread[source] += count
                    for source, line, reason in skipped:
                        self.skipped[source].append((line, reason))
                case "otherwise", _:
                    raise _Otherwise
                case "failed", [reason]:
                    raise OSError(reason)
        self._ended = True
        return len(self._places)

    def with_ids_of_their_own(self) -> list[tuple[int, int, str]]:
        """Give a new id to each post whose id an earlier line of its file has: file, line, and what to say of it."""
        run = self._connection.execute
        said: list[tuple[int, int, str]] = []

        def with_id(post_id: str) -> list[tuple[int, int, int]]:
            found = run("SELECT rank FROM posts WHERE id = ?", (post_id,))
            return sorted((*self._spot(rank), rank) for (rank,) in found)

        shared = run("SELECT id FROM posts GROUP BY id HAVING count(*) > 1").fetchall()
        doubles = [double for (post_id,) in shared for double in with_id(post_id)[1:]]
        heapq.heapify(doubles)
        last: dict[str, int] = {}
        # Line by line: a new id is taken from the lines behind it, as by a reader that knows no later ones.
        while doubles:
            *here, rank = heapq.heappop(doubles)
            post_id, written = run("SELECT id, json FROM posts WHERE rank = ?", (rank,)).fetchone()
            number = last.get(post_id, 1) + 1
            while (behind := with_id(f"{post_id}~{number}")) and behind[0] < (*here, rank):
                number += 1
            last[post_id] = number
            for double in behind[:1]:  # the first of them had its id for itself until now
                heapq.heappush(doubles, double)
            fresh = f"{post_id}~{number}"
            renamed = json.dumps({**json.loads(written), "id": fresh}, ensure_ascii=False)
            run("UPDATE posts SET id = ?, json = ? WHERE rank = ?", (fresh, renamed, rank))
            place = self._place(rank)
            said.append((self._places.sources[place], self._places.numbers[place], native.taken(post_id, fresh)))
        return said

    def is_late(self, source: int, found: Survey) -> bool:
        """Whether the header of a file, of which this was `found`, stands behind some post."""
        lost = {self._places.numbers[rank] for rank in self._lost if self._places.sources[rank] == source}
        before = [*takewhile(found.header_line.__gt__, found.numbers), *found.left_out]
        return any(number < found.header_line and number not in lost for number in before)

    def _spot(self, rank: int) -> tuple[int, int]:
        """In which file the post at `rank` stands, and where."""
        place = self._place(rank)
        return self._places.sources[place], self._places.places[place]

    def _place(self, rank: int) -> int:
        """Where among the places the post at `rank` is: those of lines that are no posts have no rank."""
        before = [lost - each for each, lost in enumerate(self._lost)]
        return rank + bisect_right(before, rank)

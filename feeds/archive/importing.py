"""Input becomes an archive: of a large native file first the places of its posts, then all of it."""

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from itertools import groupby
from pathlib import Path
from typing import Protocol

from feeds.archive import schema
from feeds.archive.building import Cancelled
from feeds.archive.cache import Cache
from feeds.archive.job import GROWTH, PLACES, REPORT, CacheError, FileState, Job, Key, Step
from feeds.archive.places import Untimed, survey
from feeds.ingest import Report, SourceReport, join, read
from feeds.model import Day, Header, Post
from feeds.readers import detect, native
from feeds.readers.encoding import mended, utf8
from feeds.readers.files import lines, load
from feeds.readers.parsed import Options, Parsed, Skipped, Source, Unreadable

SMALL = 4_000_000
"""A native file of fewer bytes is read as a whole, and figures are looked for in its text; that takes too long for a
larger one, whose posts go into the archive as they are read."""

_MOST_SKIPPED = 1_000  # in the report of one source
_HEAD = 400_000
_TOLD_EVERY = 2_000
_READING = 0.7  # of the time that it takes to read and index; the rest goes into the bitmaps


def run(job: Job, told: Callable[[Step], None], cancelled: Callable[[], bool] = lambda: False) -> Path | None:
    """Make the archive of `job`; where it is, None if `cancelled` said so, and then nothing is left of it.

    Raises CacheError, and Unreadable for input of which nothing can be read.
    """
    try:
        key = job.key
        begun = key.samples()
        cache = Cache(job.folder)
        job.folder.mkdir(parents=True, exist_ok=True)
        cache.sweep()
        source = _opened(job, key, told, cancelled)
    except Cancelled:
        return None
    except (OSError, sqlite3.Error) as error:
        raise CacheError(f"no archive can be kept in {job.folder} ({error})") from error
    told(Step("words", 0.0))
    try:
        cache.build(
            key,
            source.header,
            source.posts(lambda done: told(Step("words", _READING * done))),
            notes=lambda: {REPORT: json.dumps(asdict(source.report())), GROWTH: source.growth},
            cancelled=cancelled,
            begun=begun,
        ).close()
    except Cancelled:
        return None
    return job.folder / key.name


def report_of(note: str) -> Report:
    """The report that an archive's note REPORT holds."""
    raw = json.loads(note)
    sources = (
        SourceReport(
            **{**each, "skipped": tuple(Skipped(**one) for one in each["skipped"]), "notes": tuple(each["notes"])}
        )
        for each in raw["sources"]
    )
    return Report(tuple(sources), tuple(raw["notes"]))


class _Source(Protocol):
    """What an archive is made of: its `header`, its posts, and the report when they have been taken.

    `growth` is what to do when its files grow; see `job.GROWTH`.
    """

    header: Header
    growth: str

    def posts(self, told: Callable[[float], None]) -> Iterator[Post]:
        """The posts, one by one; `told` is called with the share that is done."""

    def report(self) -> Report:
        """What became of it all."""


def _opened(job: Job, key: Key, told: Callable[[Step], None], cancelled: Callable[[], bool]) -> _Source:
    """The source of `job`; a native file has been surveyed, and can be looked at meanwhile. Raises Cancelled."""
    if len(job.files) == 1 and key.files[0].size > SMALL and _is_native(Path(job.files[0])):
        streamed = _Streamed(key.files[0], job.named[0], job.options)
        places = job.folder / f"{key.name}.{os.getpid()}{PLACES}"
        opened = False
        try:
            opened = survey(
                Path(job.files[0]),
                key.files[0].size,
                places,
                streamed.take_header,
                progress=lambda done: told(Step("places", done)),
                cancelled=cancelled,
            )
            if not opened:
                raise Cancelled
            told(Step("places", 1.0, str(places)))
            return streamed
        except Untimed:
            pass
        finally:
            if not opened:
                places.unlink(missing_ok=True)
    told(Step("all", 0.0))
    return _Whole(job, key)


class _Streamed:
    """A native file in which every post says when it was: read post by post.

    Its figures are those that it states itself: to look for more takes longer than all the rest.
    """

    def __init__(self, file: FileState, name: str, options: Options) -> None:
        self.header = Header()
        self.growth = "anew"
        self._file = file
        self._name = name
        self._options = options
        self._stated = Header()
        self._kinds: Counter[str] = Counter()
        self._times: Counter[str] = Counter()
        self._skipped: list[Skipped] = []

    def take_header(self, header: Header) -> Header:
        """The header that the file states becomes the archive's."""
        self._stated = header
        self.header = replace(self._options.over(header), order="oldest-first")
        self.growth = "add" if header.order == "oldest-first" else "anew"
        return self.header

    def posts(self, told: Callable[[float], None]) -> Iterator[Post]:
        """The posts, those of one time in the order of a file that is oldest first."""
        stream = native.Stream(self._name, self._lines(told))
        self._skipped = stream.skipped
        counted = (self._counted(post) for post in stream)
        if self._stated.order == "oldest-first":
            yield from counted
        else:
            for _, run in groupby(counted, schema.moment_of):
                yield from Day(header=self._stated, posts=tuple(run)).oldest_first().posts
        if not self._kinds:
            raise Unreadable(self._name, None, "there is no post in it")

    def report(self) -> Report:
        """What became of the file; of very many lines that could not be read, the first."""
        skipped = tuple(self._skipped[:_MOST_SKIPPED])
        notes = ["a large file: the figures are those that its posts state, none are looked for in the text"]
        if len(self._skipped) > len(skipped):
            notes.append(f"{len(self._skipped) - len(skipped)} more lines could not be read")
        return Report(
            (SourceReport(self._name, native.NAME, dict(self._kinds), dict(self._times), skipped, tuple(notes)),)
        )

    def _counted(self, post: Post) -> Post:
        self._kinds[post.kind] += 1
        if post.when is not None:
            self._times[post.when.basis] += 1
        return post

    def _lines(self, told: Callable[[float], None]) -> Iterator[tuple[int, bytes]]:
        place = 0
        for number, whole in enumerate(lines(Path(self._file.path), self._file.size), start=1):
            place += len(whole)
            if number % _TOLD_EVERY == 0:
                told(place / self._file.size)
            line, amiss = mended(whole.strip())
            if amiss:
                self._skipped.append(Skipped(self._name, number, amiss))
            if line:
                yield number, line


class _Whole:
    """Small input, of another kind, or of several files: read as a whole."""

    def __init__(self, job: Job, key: Key) -> None:
        files = zip(job.files, job.named, key.files, strict=True)
        given = [Source(name, load(file).data[: state.size]) for file, name, state in files]
        parts = read(given, job.options)
        self._made = join(job.named, parts, job.options)
        self.header = self._made.day.header
        self.growth = "settle" if len(parts) == 1 and _stands_as_it_is(parts[0]) else "anew"
        if not self._made.day.posts:
            raise Unreadable(job.named[0], None, "there is no post in it")

    def posts(self, told: Callable[[float], None]) -> Iterator[Post]:
        """The posts of the day."""
        total = len(self._made.day.posts)
        for number, post in enumerate(self._made.day.posts):
            if number % _TOLD_EVERY == 0:
                told(number / total)
            yield post

    def report(self) -> Report:
        """What became of the files."""
        return self._made.report


def _stands_as_it_is(part: Parsed) -> bool:
    """Whether more posts of the source would leave the times of these as they are."""
    timed = all(post.when is not None for post in part.day.posts)
    return part.form == native.NAME and part.day.header.order == "oldest-first" and timed


def _is_native(path: Path) -> bool:
    """Whether the file at `path` is in the native form and in plain UTF-8. Raises OSError and Unreadable."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    source = Source(str(path), head[: head.rfind(b"\n") + 1] or head)
    text, _ = utf8(source)
    return text.data[:8] == head[:8] and detect.reader_for(text).NAME == native.NAME

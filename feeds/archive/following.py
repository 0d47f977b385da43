"""Files that grow after their archive was made: what has been added to them is added to a working copy of it.

A native file gives its new lines, if it is in the order of time; of any other input a little more may change all the
rest, so that it is read anew as a whole. Nothing here waits or knows what time it is: who follows looks when it likes.
"""

import contextlib
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import BinaryIO

from feeds.archive import findings
from feeds.archive.cache import Cache, set_aside
from feeds.archive.faults import Damaged
from feeds.archive.growing import Growing, TooLate
from feeds.archive.importing import run
from feeds.archive.job import FIGURES, FILES, GROWTH, SAMPLES, FileState, Job
from feeds.archive.store import Archive
from feeds.model import Post
from feeds.readers import native
from feeds.readers.encoding import mended
from feeds.readers.files import sample

AT_ONCE = 2_000
"""So many lines are added in one go, so that the first of very many are seen soon."""

_MUCH = 4_000_000  # bytes
_BLOCK = 1 << 20


class Replaced(Exception):  # noqa: N818 -- a state of the file
    """A file does not begin any more with what was read of it; str() is one sentence."""


class Follower:
    """The files of `job`, of which `archive` was made, and working copies of it in `folder`.

    `path` is the working copy that has all that is known by now, None before there is any. `stale` says that the input
    has to be read anew to know all that it says: that is for `settle`, as it takes longer. `unsearched` says that there
    may be figures and citations that nobody has found: that is for `search`.
    """

    def __init__(self, job: Job, archive: Path, folder: Path) -> None:
        """Raises Damaged."""
        self.path: Path | None = None
        self.stale = self.unsearched = False
        self._job = job
        self._folder = folder
        self._growing: Growing | None = None
        self._untidy = False
        self._copies = self._size = 0
        self._archive: Path
        self._seen: list[FileState]
        self._read: tuple[int, ...]  # how many bytes of each file
        self._samples: tuple[str, ...]
        self._growth: str
        self._tail: _Tail
        self._take(archive)
        self._size = sum(self._read)

    @property
    def size(self) -> int:
        """How many bytes the files had when they were last looked at."""
        return self._size

    def look(self) -> bool:
        """Look at the files and add what is new, or some of much; whether there was anything.

        Raises Replaced, OSError and sqlite3.Error.
        """
        states = self._states()
        if states == self._seen:
            return False
        # Figures have to be looked for in all of a large file that is read anew: that takes the longest.
        much = max(_MUCH, self._read[0] // (4 if self._growth == "add" else 8))
        if self._growth == "anew" or states[0].size - self._read[0] > much:
            self._seen, self.stale = states, True
            return False
        try:
            added = self._add(states[0])
        except (TooLate, _Otherwise):
            self._growth = "anew"
            self._seen, self.stale = states, True
            return False
        if self._tail.place >= self._read[0]:
            self._read = (self._tail.place,)
            self._samples = (sample(self._tail.path, self._tail.place),)
        if self._tail.emptied:
            self._seen = states
        self.stale = self.stale or (added and self._growth == "settle")
        self.unsearched = self.unsearched or (added and self._growth == "add")
        return added

    def tidy(self) -> None:
        """For a moment in which nothing comes: have the working copy answer searches sooner. Raises sqlite3.Error."""
        if self._untidy and self._growing is not None:
            self._untidy = self._growing.tidy()

    def search(self, told: Callable[[float], None], cancelled: Callable[[], bool]) -> Path | None:
        """Look for figures and citations in all that there is; where they are then: None if they say nothing new.

        That is the working copy, or the archive that it would be made of. `told` gets the share that is done, and may
        `look` meanwhile. Raises Cancelled if `cancelled` says so, CacheError, Damaged, OSError and sqlite3.Error.
        """
        found = self._folder / "found"
        found.unlink(missing_ok=True)
        self.unsearched = False
        if self._growing is not None:
            self._growing.begin_search()
        try:
            findings.look(self.path or self._archive, found, told, cancelled, grows=self.path is not None)
            if self._growing is not None:
                return self.path if self._growing.learn(found) else None
            Cache(self._archive.parent).amend(self._archive, partial(findings.filled, self._archive, found))
        except BaseException as error:
            self.unsearched = True
            if isinstance(error, Damaged) and self.path is None:
                raise set_aside(self._archive, error) from error
            raise
        finally:
            found.unlink(missing_ok=True)
        return self._archive

    def settle(self) -> bool:
        """Read the input anew as a whole; whether it says anything else now than the working copy does.

        Raises as `look` does, CacheError if no archive can be made, and Unreadable.
        """
        self._states()
        path = run(Job(self._folder, self._job.files, self._job.options, self._job.names), lambda _: None)
        self.stale = False
        if path is None or (self.path is not None and _same(self.path, path)):
            return False
        before = self.path
        if self._growing is not None:
            self._growing.close()
        self._take(path)
        self._grow(path.replace(self._copy()))
        if before is not None:
            before.unlink(missing_ok=True)
        return True

    def _take(self, archive: Path) -> None:
        """Know what `archive` was made of."""
        about = _about(archive)
        self._archive = archive
        self._seen = [FileState(*state) for state in json.loads(about[FILES])]
        self._read = tuple(state.size for state in self._seen)
        self._samples = tuple(json.loads(about[SAMPLES]))
        self._growth = about[GROWTH]
        self.unsearched = FIGURES in about
        self._tail = _Tail(Path(self._seen[0].path), self._read[0])

    def _states(self) -> list[FileState]:
        """The files as they are now. Raises Replaced."""
        states = []
        for place, file in enumerate(self._job.files):
            path, name = Path(file), self._job.named[place]
            try:
                state = FileState.of(path)
                known = self._read[place]
                if state.size < known or (state != self._seen[place] and sample(path, known) != self._samples[place]):
                    raise Replaced(f"{name} has been replaced or cut short")
            except FileNotFoundError:
                raise Replaced(f"{name} is gone") from None
            states.append(state)
        self._size = sum(state.size for state in states)
        return states

    def _add(self, state: FileState) -> bool:
        """Add the posts on the next lines of the file; whether there were any."""
        if self._growing is None:
            self._grow(Path(shutil.copyfile(self._archive, self._copy())))
        assert self._growing is not None  # noqa: S101 -- just made
        lines = self._tail.lines(state.size)
        stream = native.Stream(self._job.named[0], lines, self._growing.has)
        posts = list(stream)
        if stream.header is not None or any(post.when is None for post in posts):
            raise _Otherwise
        self._growing.add(posts)
        self._untidy = True
        self._tail.advance()
        return bool(posts)

    def _grow(self, path: Path) -> None:
        self._growing = Growing(path)
        self.path = path

    def _copy(self) -> Path:
        self._copies += 1
        return self._folder / f"{self._copies}.growing"


class _Otherwise(Exception):  # noqa: N818
    """What has been added says something about all that was there."""


class _Tail:
    """What comes behind the first `size` bytes of the native file at `path`.

    `place` is where the next line begins, `emptied` whether there was no more of it when it was last looked at.
    """

    def __init__(self, path: Path, size: int) -> None:
        self.path = path
        self.place = size
        self.emptied = True
        self._line: int | None = None
        self._next = size, 0

    def lines(self, size: int) -> Iterator[tuple[int, bytes]]:
        """The next numbered lines, of those that end within the first `size` bytes of the file. Raises _Otherwise.

        A last one without an end is taken if it is a whole post already.
        """
        if self._line is None:
            self._begin()
        assert self._line is not None  # noqa: S101 -- just counted
        place, number = self.place, self._line
        self.emptied = True
        with self.path.open("rb") as file:
            within = _last_byte(file, place) not in (b"", b"\n")  # the rest of a line that has been taken
            file.seek(place)
            for line in file:
                ended = line.endswith(b"\n") and place + len(line) <= size
                text = mended(line[: size - place].strip())[0]
                if not ended and (within or not _is_post(text)):
                    break
                place += len(line) if ended else len(line[: size - place])
                if within:
                    within = False
                    if text:
                        raise _Otherwise
                    continue
                number += 1
                if text:
                    yield number, text
                if number - self._line >= AT_ONCE or not ended:
                    self.emptied = not ended
                    break
        self._next = place, number

    def advance(self) -> None:
        """The lines that `lines` gave last are dealt with."""
        self.place, self._line = self._next

    def _begin(self) -> None:
        """Find the beginning of the last line, if it was read before it was whole, and count those before it."""
        number, last = 0, 0
        with self.path.open("rb") as file:
            rest = self.place
            while rest > 0 and (block := file.read(min(_BLOCK, rest))):
                number += block.count(b"\n")
                end = block.rfind(b"\n")
                last = self.place - rest + end + 1 if end >= 0 else last
                rest -= len(block)
            file.seek(last)
            text = mended(file.read(self.place - last).strip())[0]
        if text and not _is_post(text):
            self.place = last
        elif last < self.place:
            number += 1
        self._line = number


def _last_byte(file: BinaryIO, place: int) -> bytes:
    file.seek(max(place - 1, 0))
    return file.read(min(place, 1))


def _is_post(line: bytes) -> bool:
    return isinstance(native.post_on(line), Post)


def _about(archive: Path) -> dict[str, str]:
    opened = Archive.open(archive)
    try:
        return opened.about
    finally:
        opened.close()


def _same(one: Path, other: Path) -> bool:
    """Whether two archives hold the same day."""
    with contextlib.closing(sqlite3.connect(one)) as a, contextlib.closing(sqlite3.connect(other)) as b:
        for question in ("SELECT value FROM meta WHERE name = 'header'", "SELECT json FROM posts ORDER BY rank"):
            rows = zip_longest(a.execute(question), b.execute(question))
            if any(mine != theirs for mine, theirs in rows):
                return False
    return True

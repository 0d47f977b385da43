"""A day on its way to the screen: its archive, if there is one, else the process that makes it.

Whatever its size and form, a day is read by a process of its own (`tui.importing`), and the program that draws opens
archives. This module is light: it is there before Textual is, so that the process reads on another core meanwhile.
"""

import os
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, wait
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from feeds.archive.job import CacheError, Job, Step
from feeds.readers.parsed import Options, Source, Unreadable
from tui.child import Import
from tui.piped import Piped
from tui.private import Private, sweep

if TYPE_CHECKING:
    from feeds.archive import Archive

PATIENCE = 0.4
"""Seconds that the first picture may wait for the import of small input: one picture is there sooner than two."""
SMALL = 2_000_000
"""Input of fewer bytes is small."""
_LOOK = 0.05
"""Seconds after which the reading of a day takes notice that the reader has left."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The day can be shown: `archive` is all of it, or preliminary."""

    archive: "Archive"


@dataclass(frozen=True, slots=True)
class Progress:
    """What is going on, in words; none: nothing any more."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class Whole:
    """The whole archive is at `path`, for the preliminary one to become."""

    path: Path


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence that the reader has to be told."""

    text: str


News = Opened | Progress | Whole | Said


@dataclass(frozen=True, slots=True)
class Input:
    """What the user named: `files`, and what was said of them; `cache` is the folder of archives, None to use none.

    `pipes` has, for each of the files that is one, its descriptor or its path. `names` are as in a Job.
    """

    files: tuple[str, ...]
    options: Options = Options()  # noqa: RUF009 - frozen
    cache: Path | None = None
    pipes: tuple[int | str | None, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def job(self) -> Job | None:
        """The import that makes an archive to keep; None if there can be none."""
        if self.cache is None:
            return None
        return Job(self.cache, self.files, self.options, self.names)


class Loading:
    """A day that opens from its archive, or as soon as the import has something to show.

    `begin` comes first. `at_hand` and `news` belong to one thread at a time; `stop` to any.
    """

    def __init__(self, given: Input) -> None:
        self._given = given
        self._private: Private | None = None
        self._piped: dict[int, Piped] = {}
        self._running: Import | None = None
        self._patience = 0.0
        self._archive: Archive | None = None
        self._stopped = Event()

    def begin(self) -> None:
        """Look for the archive, and start the import if there is none: the sooner, the more is done meanwhile."""
        job = self._given.job
        if job is None or not _is_kept(job):
            with suppress(CacheError):  # then it is said in `news`
                self._running = Import(job)
                self._patience = PATIENCE if job is not None and _is_small(job) else 0.0

    @property
    def soon(self) -> bool:
        """Whether the archive is likely to be at hand when the app begins."""
        return self._running is None or self._patience > 0

    def at_hand(self) -> "Archive | None":
        """The archive, if there is one; asked again, the same.

        That of a small day is waited for a little: it is there as soon as the app is. Raises Unreadable.
        """
        if self._archive is not None:
            return self._archive
        if self._running is None:
            self._archive = None if self._given.job is None else cached(self._given.job)
        else:
            patience, self._patience = self._patience, 0.0
            outcome = self._running.outcome(patience)
            if isinstance(outcome, Unreadable):
                raise outcome
            if outcome is not None:
                with suppress(CacheError):  # then it is said in `news`
                    self._archive = _opened(outcome)
        return self._archive

    def news(self) -> Iterator[News]:
        """What happens: the day opens, and what comes after that. Waits for it, so it is for a thread of its own.

        Raises Unreadable before the day has opened. Ends without a word when it was stopped.
        """
        archive = self.at_hand()
        if archive is not None:
            yield Opened(archive)
        else:
            try:
                yield from self._made()
            except Stopped:
                return
        sweep()

    def stop(self) -> None:
        """Call everything off, without waiting for its end; see `end`."""
        self._stopped.set()
        if self._running is not None:
            self._running.call_off()

    def end(self) -> None:
        """Wait until nothing runs any more, and leave nothing behind."""
        self.stop()
        if self._running is not None:
            self._running.stop()
        if self._private is not None:
            self._private.remove()

    # -- making the archive --------------------------------------------------------------------------------------------

    def _made(self) -> Iterator[News]:
        """The archive is made: in the cache, else in a folder of our own, else in memory."""
        reason = ""
        try:
            job = self._given.job
            if job is not None:
                try:
                    yield from self._imported(job)
                    return
                except CacheError as error:
                    reason, self._running = str(error), None
            job = yield from self._own_job()
            yield from self._imported(job)
        except (CacheError, OSError) as error:
            reason = f"{error}; the day is read into memory"
            yield Progress("Reading the day into memory …")
            yield Opened(self._in_memory())
            yield Progress()
        if reason:
            yield Said(_sentence(reason))

    def _imported(self, job: Job) -> Iterator[News]:
        """The steps of an import, in the program's words. Raises CacheError only while nothing is open yet."""
        if self._running is None:
            self._running = Import(job)
        elif self._given.job is None:
            self._running.give(job)
        if self._stopped.is_set():
            self._running.call_off()
        opened: Archive | None = None
        try:
            for step in self._running.steps():
                if isinstance(step, Path):
                    yield Whole(step) if opened is not None else Opened(_opened(step))
                    yield Progress()
                    return
                early = taken(step.opens) if step.opens else None
                if self._stopped.is_set():
                    break
                if early is not None and len(early):
                    yield Opened(early)
                    opened = early
                if step.words and opened is not None:
                    opened.search_in(Path(step.words), step.until)
                yield Progress(_WORDS[step.what].format(step.done))
        except (CacheError, Unreadable) as error:
            if opened is None:
                raise
            yield Progress()
            yield Said(_sentence(str(error)))
            return
        raise Stopped

    def _own_job(self) -> Generator[News, None, Job]:
        """The import into a folder of our own, once all has come through the pipes. Raises OSError and Stopped."""
        given = self._given
        files, folder = list(given.files), None
        try:
            self._private = Private()
            folder = self._private.path
        finally:
            for place, pipe in enumerate(given.pipes):
                if pipe is not None:
                    self._piped[place] = Piped(pipe, folder and folder / f"pipe{place}")
                    files[place] = str(self._piped[place].path)
        for piped in self._piped.values():
            yield from self._emptied(piped)
            if piped.fault:
                raise OSError(f"what comes through the pipe cannot be kept ({piped.fault})")
        return Job(folder, tuple(files), given.options, given.names or given.files)

    def _emptied(self, piped: Piped) -> Iterator[News]:
        while not piped.ended.wait(_LOOK):
            if self._stopped.is_set():
                raise Stopped
            yield Progress(_coming(piped.size))

    def _in_memory(self) -> "Archive":
        """The archive of the day, read in a thread that is left behind where the reader leaves first."""
        outcome: Future[Archive] = Future()

        def read() -> None:
            try:
                outcome.set_result(self._remembered())
            except BaseException as error:  # noqa: BLE001 -- raised again where the outcome is waited for
                outcome.set_exception(error)

        Thread(target=read, daemon=True).start()
        while not outcome.done():
            if self._stopped.is_set():
                raise Stopped
            wait((outcome,), _LOOK)
        return outcome.result()

    def _remembered(self) -> "Archive":
        from feeds.archive import Archive
        from feeds.ingest import ingest
        from feeds.readers.files import load

        given = self._given
        sources = []
        for place, (file, name) in enumerate(zip(given.files, given.names or given.files, strict=True)):
            piped = self._piped.get(place)
            if piped is not None:
                piped.ended.wait()
            sources.append(Source(name, load(file).data if piped is None else piped.data()))
        day = ingest(sources, given.options).day
        if not day.posts:
            raise Unreadable(sources[0].name, None, "there is no post in it")
        return Archive.from_day(day)


class AtHand:
    """A day that is there already: what a Loading is for all others."""

    def __init__(self, archive: "Archive") -> None:
        self._archive = archive

    soon = True

    def at_hand(self) -> "Archive":
        """The archive."""
        return self._archive

    def news(self) -> Iterator[News]:
        """The day opens, and that is all."""
        yield Opened(self._archive)

    def stop(self) -> None:
        """There is nothing to stop."""

    def end(self) -> None:
        """There is nothing to end."""


class Stopped(Exception):  # noqa: N818 -- asked for, not an accident
    """Everything was called off before anything could be opened."""


def cached(job: Job) -> "Archive | None":
    """The archive of `job`, if the cache has it."""
    from feeds.archive.cache import Cache

    try:
        return Cache(job.folder).open(job.key)
    except OSError:
        return None


def taken(path: str) -> "Archive | None":
    """The preliminary archive at `path`; None if it is gone, as it goes when the whole one is there."""
    from feeds.archive import Archive, Damaged

    try:
        return Archive.open(Path(path))
    except Damaged:
        return None


def archive_of(job: Job, told: Callable[[Step], None]) -> "Archive":
    """The archive of `job`, made if there is none. Raises CacheError and Unreadable."""
    archive = cached(job)
    if archive is not None:
        return archive
    with Import(job) as running:
        for step in running.steps():
            if isinstance(step, Path):
                return _opened(step)
            told(step)
    raise CacheError("the import ended before it was done")


def usable(folder: Path) -> bool:
    """Whether archives can be kept in `folder`, be it that it has to be made first."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)


def _is_kept(job: Job) -> bool:
    try:
        return (job.folder / job.key.name).is_file()
    except OSError:
        return False


def _is_small(job: Job) -> bool:
    try:
        return sum(file.size for file in job.key.files) < SMALL
    except OSError:
        return False


def _opened(path: Path) -> "Archive":
    """The archive that an import says is at `path`. Raises CacheError."""
    from feeds.archive import Archive, Damaged

    try:
        return Archive.open(path)
    except Damaged as error:
        raise CacheError(str(error)) from error


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _coming(size: int) -> str:
    return f"Reading what comes through the pipe … {size / 1e6:,.1f} MB" if size else "Waiting for the first post …"


_WORDS = {
    "places": "Finding the posts … {:.0%}",
    "words": "Reading the words for search … {:.0%}",
    "all": "Reading the day …",
}

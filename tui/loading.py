"""A day on its way to the screen: its archive, if there is one, else the process that makes it.

Whatever its size and form, a day is read by a process of its own (`tui.importing`), and the program that draws opens
archives. This module is light: it is there before Textual is, so that the process reads on another core meanwhile.
"""

from collections.abc import Generator, Iterator
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING

from feeds.archive.job import CacheError, FileState, Job
from feeds.readers.source import Unreadable
from tui.archives import cached, is_kept, made_of, opened, states_of, taken
from tui.child import Import
from tui.given import Input
from tui.news import Grown, Live, News, Opened, Progress, Said, Settled, Whole
from tui.piped import Pipes
from tui.private import Private, sweep
from tui.remembered import remembered

if TYPE_CHECKING:
    from feeds.archive import Archive

PATIENCE = 0.4
"""Seconds that the first picture may wait for the import of small input: one picture is there sooner than two."""
_LOOK = 0.05  # seconds after which the reading of a day takes notice that the reader has left
_SETTLING = 2.0  # seconds after which what is missing in an archive is looked for: the first pictures come first
_WATCH = 0.5  # seconds between two looks at files that have not changed yet
_TELL = 0.25  # seconds from word to word about how far an import is: each is drawn, while the reader reads


class Loading:
    """A day that opens from its archive, or as soon as the import has something to show.

    `begin` comes first. `at_hand` and `news` belong to one thread at a time; `stop` to any.
    """

    def __init__(self, given: Input) -> None:
        self._given = given
        self._private: Private | None = None
        self._pipes = Pipes()
        self._running: Import | None = None
        self._patience = 0.0
        self._archive: Archive | None = None
        self._asked: Job | None = None  # of the process that is running
        self._job: Job | None = None  # into a folder of our own
        self._whole: Path | None = None
        self._wants_figures = True
        self._looks = False  # for figures
        self._stopped = Event()

    def begin(self) -> None:
        """Look for the archive, and start the import if there is none: the sooner, the more is done meanwhile."""
        job = self._given.job
        if job is None or not is_kept(job):
            with suppress(CacheError):  # then it is said in `news`
                self._start(job)
                self._patience = PATIENCE if self._given.small else 0.0

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
                    self._archive = opened(outcome)
        return self._archive

    def news(self) -> Iterator[News]:
        """What happens: the day opens, becomes better, grows. Waits for it, so it is for a thread of its own.

        Raises Unreadable before the day has opened. Ends without a word when it was stopped.
        """
        try:
            archive = self.at_hand()
            if archive is not None:
                yield Opened(archive)
                archive.read_ahead(self._stopped.is_set)
                yield Progress()
                self._whole = archive.path
                if archive.unfinished:
                    self._pause(_SETTLING)
            else:
                yield from self._made()
            sweep()
            if self._whole is not None:
                yield from self._followed(self._whole)
        except Stopped:
            return

    def call_off(self) -> None:
        """Read no further a day that is open, or look for no more figures in it: it stays as it is known by now."""
        running = self._running
        if running is not None and self._looks:
            self._wants_figures = False
            running.enough()
        elif running is not None:
            running.call_off()

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
            if self._given.job is not None:
                try:
                    yield from self._imported(self._given.job)
                    return
                except CacheError as error:
                    reason = str(error)
            self._job = yield from self._own_job()
            yield from self._once_there_is_a_post(self._job)
        except (CacheError, OSError) as error:
            reason = f"{error}; the day is read into memory"
            yield Progress("Reading the day into memory …")
            yield Opened(self._in_memory())
            yield Progress()
        if reason:
            yield Said(_sentence(reason))

    def _once_there_is_a_post(self, job: Job) -> Iterator[News]:
        """What has come through the pipes by now is imported, again and again until there is something in it."""
        while True:
            for size in self._pipes.lull(self._pause):
                yield Progress(_coming(size))
            come = self._pipes.come
            try:
                yield from self._imported(job)
                return
            except Unreadable as error:
                while not self._pipes.ended or self._pipes.come != come:
                    if self._pipes.come != come:
                        break
                    yield Progress(f"Waiting for the first post …\n\nso far: {error.reason}")
                    self._pause(_LOOK)
                else:
                    raise

    def _imported(self, job: Job, early: "Archive | None" = None) -> Iterator[News]:
        """The steps of an import, in the program's words. Raises CacheError and Unreadable before the day is open.

        If it is open already, it is `early`: where the folder fails then, our own takes its place.
        """
        if self._running is None or self._asked not in (None, job):
            self._running = self._start()
        if self._asked != job or self._pipes:
            self._running.give(job, figures=False)
            self._asked = job
        due, files = 0.0, states_of(job)
        try:
            for step in self._running.steps():
                if isinstance(step, Path):
                    self._whole = step
                    yield Opened(opened(step)) if early is None else Whole(step)
                    yield Progress()
                    return
                found = taken(step.opens) if step.opens else None
                if self._stopped.is_set():
                    break
                if early is None and found is not None and len(found):
                    yield Opened(found)
                    early = found
                if step.words and early is not None:
                    early.search_in(Path(step.words), step.until)
                if step.opens or monotonic() >= due:
                    yield Progress(_WORDS[step.what].format(step.done))
                    due = monotonic() + _TELL
        except (CacheError, Unreadable) as error:
            if early is None:
                raise
            yield from (Progress(), Said(_sentence(str(error))))
            if job == self._given.job and states_of(job) == files:
                with suppress(CacheError, OSError):
                    self._job = yield from self._own_job()
                    yield from self._imported(self._job, early)
                    return
            yield Settled()
            return
        if self._stopped.is_set():
            raise Stopped
        yield from (Progress(), Said("The words are read no further: search knows those that are read."), Settled())

    def _start(self, job: Job | None = None) -> Import:
        """A new process; the one before is not needed any more. Raises CacheError."""
        if self._running is not None:
            self._running.call_off()
        self._asked = job
        self._running = Import(job, figures=False)
        if self._stopped.is_set():
            self._running.call_off()
        return self._running

    def _own_job(self) -> Generator[News, None, Job]:
        """The import into a folder of our own, into which the pipes are emptied. Raises OSError."""
        given = self._given
        files, folder = list(given.files), None
        try:
            folder = self._own_folder()
        finally:
            for place, pipe in enumerate(given.pipes):
                if pipe is not None:
                    files[place] = str(self._pipes.take(place, pipe, folder))
        yield Progress(_coming(0) if self._pipes else _WORDS["all"])
        return Job(folder, tuple(files), given.options, given.names or given.files)

    def _own_folder(self) -> Path:
        if self._private is None:
            self._private = Private()
        return self._private.path

    # -- growth --------------------------------------------------------------------------------------------------------

    def _followed(self, archive: Path) -> Iterator[News]:
        """What is found in `archive`, if that is still missing, and what comes to the files that it was made of."""
        job = self._job or self._given.job
        if job is None:
            return
        if not self._pipes.ended:
            yield Live(True)
        states, self._looks = made_of(archive)
        over = False
        while not over and (self._looks or self._changed(states)):
            over = yield from self._additions(job, archive)
        yield Live(False)

    def _additions(self, job: Job, archive: Path) -> Generator[News, None, bool]:
        """What the process tells of it; whether that is all, or only the search for figures, before anything came."""
        grown, due = False, 0.0
        try:
            running = self._running if self._running is not None and self._running.alive else self._start()
            running.follow(job, archive, self._own_folder())
            if not self._wants_figures:
                running.enough()
            if self._pipes and len(self._pipes) == len(job.files):
                Thread(target=self._finish, args=(running,), daemon=True).start()
            for addition in running.additions():
                if isinstance(addition, float):
                    if addition < 1.0 and monotonic() >= due:
                        yield Progress(_WORDS["figures"].format(addition), addition)
                        due = monotonic() + _TELL
                    elif addition == 1.0:
                        yield from self._looked()
                        if not (grown or self._pipes):
                            return False
                    continue
                if isinstance(addition, Said):
                    addition = Said(_sentence(addition.text))
                elif not grown and (isinstance(addition, Grown) or (isinstance(addition, Whole) and addition.grows)):
                    grown = True
                    yield Live(True)
                yield addition
            if self._looks:
                yield from self._looked()
        except (CacheError, OSError) as error:
            yield Said(_sentence(f"what comes to the day is not followed any more ({error})"))
            if self._looks:
                yield from self._looked()
        return True

    def _looked(self) -> Iterator[News]:
        """The search for figures is over."""
        self._looks = False
        yield Progress()
        if not self._wants_figures:
            yield Said("Figures are looked for no further, until the day is opened again.")
        yield Settled()

    def _changed(self, states: list[FileState]) -> bool:
        """Whether the files are not any more as they were: waits until then, or until nothing can come."""
        if self._running is not None and not self._pipes:
            self._running.stop()  # it takes much memory
        while self._unchanged(states):
            if self._pipes and self._pipes.ended:
                return False
            self._pause(_WATCH)
        return True

    def _unchanged(self, states: list[FileState]) -> bool:
        with suppress(OSError):
            return [FileState.of(Path(state.path)) for state in states] == states
        return False

    def _finish(self, running: Import) -> None:
        self._pipes.wait()
        running.finish()

    def _pause(self, seconds: float) -> None:
        """Wait. Raises Stopped."""
        if self._stopped.wait(seconds):
            raise Stopped

    # -- the last resort -----------------------------------------------------------------------------------------------

    def _in_memory(self) -> "Archive":
        """The archive of the day, read in a thread that is left behind where the reader leaves first."""
        outcome: Future[Archive] = Future()

        def read() -> None:
            try:
                outcome.set_result(remembered(self._given, self._pipes))
            except BaseException as error:  # noqa: BLE001 -- raised again where the outcome is waited for
                outcome.set_exception(error)

        Thread(target=read, daemon=True).start()
        while not outcome.done():
            self._pause(_LOOK)
        return outcome.result()


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

    def call_off(self) -> None:
        """There is nothing to call off."""

    def stop(self) -> None:
        """There is nothing to stop."""

    def end(self) -> None:
        """There is nothing to end."""


class Stopped(Exception):  # noqa: N818 -- asked for, not an accident
    """Everything was called off before anything could be opened."""


def _sentence(text: str) -> str:
    first = text.partition(" ")[0]
    return f"{first.capitalize() if first.isalpha() else first}{text[len(first) :]}."  # it may be a file's name


def _coming(size: int) -> str:
    return f"Reading what comes through the pipe … {size / 1e6:,.1f} MB" if size else "Waiting for the first post …"


_WORDS = {
    "places": "Finding the posts … {:.0%}",
    "words": "Reading the words for search … {:.0%}",
    "figures": "Looking for figures … {:.0%}",
    "all": "Reading the day …",
}

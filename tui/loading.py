"""Large input, seen from the program: its archive, if there is one, else the process that makes it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from feeds.archive import Archive, Damaged
from feeds.archive.cache import Cache, CacheError
from feeds.archive.importing import Job, Step
from feeds.model import Day
from feeds.readers.parsed import Unreadable

PATIENCE = 3.0
"""Seconds that an import may take to leave nothing behind, once it is called off."""


def cached(job: Job) -> Archive | None:
    """The archive of `job`, if the cache has it."""
    try:
        return Cache(job.folder).open(job.key)
    except OSError:
        return None


class Import:
    """The process that makes the archive of a job. Leave it with `stop`, or as a context manager."""

    def __init__(self, job: Job) -> None:
        """Start it. Raises CacheError if that cannot be done."""
        package = Path(__file__).resolve().parents[1]
        # Not from the working folder, where anything may lie; -P keeps it out of the path.
        paths = [str(package), *filter(None, [os.environ.get("PYTHONPATH")])]
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "tui.importing"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
                start_new_session=True,
            )
        except OSError as error:
            raise CacheError(f"the import cannot be started ({error.strerror or error})") from error
        assert self._process.stdin is not None  # noqa: S101 - it is a pipe
        with suppress(OSError):
            self._process.stdin.write(job.written().encode() + b"\n")
            self._process.stdin.flush()
        self._stopped = False

    def steps(self) -> Iterator[Step | Path]:
        """The steps as they are told, and at last where the archive is; less, if it was stopped.

        Raises CacheError and Unreadable as the import does.
        """
        assert self._process.stdout is not None  # noqa: S101 - it is a pipe
        for line in self._process.stdout:
            message: dict[str, Any] = json.loads(line)
            if "step" in message:
                yield Step(**message["step"])
            elif "done" in message:
                yield Path(message["done"])
                return
            elif "unreadable" in message:
                raise Unreadable(*message["unreadable"])
            else:
                raise CacheError(str(message["uncached"]))
        if not self._stopped:
            raise CacheError("the import ended before it was done")

    def call_off(self) -> None:
        """Tell the process to end; `steps` ends with it."""
        self._stopped = True
        with suppress(OSError):
            if self._process.stdin is not None:
                self._process.stdin.close()

    def stop(self) -> None:
        """End the process, whatever it is doing, and wait until it is gone."""
        self.call_off()
        process = self._process
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def __enter__(self) -> "Import":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def taken(path: str) -> Archive | None:
    """The preliminary archive at `path`, which then has no name any more; None if it is gone."""
    try:
        return Archive.open(Path(path))
    except Damaged:
        return None
    finally:
        with suppress(OSError):
            Path(path).unlink()


class Large:
    """A day that the program opens as soon as its posts have places, and has whole somewhat later.

    `open` and `complete` belong to one thread, in this order; `stop` to any.
    """

    def __init__(self, job: Job, remember: Callable[[], Day]) -> None:
        """`remember` reads the day into memory, for where no archive can be kept."""
        self.unkept = ""
        """Why there is no archive, in a sentence, where the day had to be read into memory."""
        self._job = job
        self._remember = remember
        self._running: Import | None = None
        self._stopped = False
        self._archive: Archive | None = None
        self._steps: Iterator[Step | Path] = iter(())

    def begin(self) -> None:
        """Look for the archive, and start the import if there is none: the sooner, the more is done meanwhile."""
        self._archive = cached(self._job)
        if self._archive is None:
            try:
                self._running = Import(self._job)
                self._steps = self._running.steps()
            except CacheError as error:
                self.unkept = str(error)

    def open(self, told: Callable[[str], None]) -> Archive:
        """The day's archive, be it preliminary; `told` gets words on what is going on. Raises Unreadable, Stopped."""
        if self._archive is None and self._running is None:
            self.begin()
        if self._archive is not None:
            return self._archive
        try:
            if self._running is None:
                raise CacheError(self.unkept)
            if self._stopped:
                self._running.call_off()
            for step in self._steps:
                if isinstance(step, Path):
                    return Archive.open(step)
                opened = taken(step.opens) if step.opens else None
                if self._stopped:
                    break
                if opened is not None and len(opened):
                    return opened
                told(_WORDS[step.what].format(step.done))
        except (CacheError, Damaged) as error:
            self.unkept = str(error)
            told("Reading the day into memory …")
            return Archive.from_day(self._remember())
        raise Stopped

    def complete(self, told: Callable[[str], None]) -> Path | None:
        """Where the whole archive is, once it is; None if it was whole from the start, or never will be."""
        try:
            for step in self._steps:
                if isinstance(step, Path):
                    return step
                told(_WORDS[step.what].format(step.done))
        except (CacheError, Unreadable) as error:
            self.unkept = str(error)
        return None

    def stop(self) -> None:
        """Call the import off, without waiting for its end; see `end`."""
        self._stopped = True
        if self._running is not None:
            self._running.call_off()

    def end(self) -> None:
        """Wait until the import is gone."""
        if self._running is not None:
            self._running.stop()


_WORDS = {
    "places": "Finding the posts … {:.0%}",
    "words": "Reading the words for search … {:.0%}",
    "all": "Reading the day …",
}


class Stopped(Exception):  # noqa: N818 -- asked for, not an accident
    """The import was called off before anything could be opened."""


def archive_of(job: Job, told: Callable[[Step], None]) -> Archive:
    """The archive of `job`, made if there is none. Raises CacheError and Unreadable."""
    archive = cached(job)
    if archive is not None:
        return archive
    with Import(job) as running:
        for step in running.steps():
            if isinstance(step, Path):
                return Archive.open(step)
            if step.opens:
                with suppress(OSError):
                    Path(step.opens).unlink()
            told(step)
    raise CacheError("the import ended before it was done")

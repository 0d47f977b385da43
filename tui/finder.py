"""Looks for what takes long in a thread of its own, so that no key waits for it; the next question calls it off."""

from collections.abc import Callable
from contextlib import closing, suppress
from threading import Condition, Event, Thread
from typing import NamedTuple

from feeds.archive import Archive, Damaged, Hits, Query

PATIENCE = 0.008
"""Real seconds that an answer is waited for: most are there by then, and are drawn at once."""


class _Question(NamedTuple):
    query: Query
    until: int | None


class _Job:
    """A question, and what is known of its answer."""

    def __init__(self, question: _Question, near: int) -> None:
        self.question, self.near = question, near
        self.hits = Hits(0)
        self.over = Event()
        self.late = False


class Finder:
    """Finds the hits of one query at a time; `told` is called from its thread when there are all that `find` had not.

    All methods belong to one thread.
    """

    def __init__(self, archive: Archive, told: Callable[[], object]) -> None:
        self._archive, self._told = archive, told
        self._changed = Condition()
        self._job: _Job | None = None
        self._thread: Thread | None = None
        self._stopped = False

    def find(self, query: Query, until: int | None, near: int) -> Hits | None:
        """None when `Archive.hits` has all hits at hand; else those that are known, the first ones from `near` on."""
        if self._archive.quick(query, until):
            return None
        question = _Question(query, until)
        with self._changed:
            if self._job is None or self._job.question != question:
                self._job = _Job(question, near)
                self._changed.notify()
            job = self._job
            if self._thread is None:
                self._thread = Thread(target=self._work, name="finder", daemon=True)
                self._thread.start()
        job.over.wait(PATIENCE)
        with self._changed:
            job.late = not job.over.is_set()
            return job.hits if job.late else None

    def forget(self) -> None:
        """The archive has become another: nothing that was found holds."""
        with self._changed:
            self._job = None

    def stop(self) -> None:
        """End the thread."""
        with self._changed:
            self._stopped = True
            self._job = None
            self._changed.notify()

    def _work(self) -> None:
        """Answer one question after another."""
        while (job := self._next()) is not None:
            with suppress(Damaged):  # whoever asks will see for himself
                self._answer(job)
            with self._changed:
                job.over.set()
                tell = job.late and job is self._job
            if tell:
                self._told()

    def _next(self) -> _Job | None:
        """Wait for a question; None at the end."""
        with self._changed:
            while not self._stopped:
                if self._job is not None and not self._job.over.is_set():
                    return self._job
                self._changed.wait()
        return None

    def _answer(self, job: _Job) -> None:
        """Look for all hits, with a searcher of the archive as it is now, until somebody asks for something else."""
        searcher = self._archive.searcher()
        if searcher is not None:
            with closing(searcher):
                for hits in searcher.look(*job.question, job.near):
                    job.hits = hits
                    if job is not self._job:
                        return

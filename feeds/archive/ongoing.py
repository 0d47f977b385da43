"""What the new posts of a growing day say: their figures, and the posts they cite, found as they come.

That is what a search through all the day would find, with three exceptions, which the next such search mends: what
they tell of other contests, candidates and years than are known by now; figures of a post that comes late, and of
those after it, where what was declared before a figure tells its status; citations of and by addresses.
"""

import sqlite3
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta, tzinfo
from pathlib import Path

from feeds import citing
from feeds.archive import findings, meta, schema, stored
from feeds.archive.findings import Looked, Posts
from feeds.archive.instants import EPOCH, micros
from feeds.archive.job import FIGURES
from feeds.model import Post

_MINUTE = 60_000_000  # microseconds


class Ongoing:
    """Finds it in a working copy, of which this is the connection that writes; within its transactions."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._states_figures = self._states_cites = False
        self._know()

    def _know(self) -> None:
        self._looked = Looked.of(self._connection)
        self._figures = None
        if self._looked is not None and self._looked.figures:
            from feeds.figures.looking import Continued  # it has much grammar to prepare

            self._figures = Continued(self._looked.figures)

    def announce(self, posts: Sequence[Post]) -> int | None:
        """These come next: if they state figures, or what they cite, what was found of that goes.

        The lowest rank that changed, None if none did.
        """
        states_figures, states_cites = any(post.readings for post in posts), any(post.cites for post in posts)
        self._states_figures |= states_figures
        self._states_cites |= states_cites
        looked = self._looked
        if looked is None:
            return None
        figures, cites = states_figures and looked.figures != "", states_cites and looked.cites
        if not (figures or cites):
            return None
        lowest = findings.take_back(self._connection, looked, figures=figures, cites=cites)
        self._know()
        return lowest

    def learn(self, found: Path, fresh: Container[str]) -> int | None:
        """Put in what a search through all has `found`, all but the `fresh` posts; the lowest rank that changed."""
        lowest = findings.put_in(
            self._connection, found, fresh, figures=not self._states_figures, cites=not self._states_cites
        )
        meta.forget(self._connection, FIGURES)
        self._know()
        return lowest

    def find(self, ranks: Sequence[int]) -> int | None:
        """Look into the new posts at these `ranks`, ascending; the lowest of them that changed."""
        if self._looked is None or not ranks:
            return None
        lowest = None
        day = Posts(self._connection)
        header = stored.read_header(meta.read(self._connection)["header"])
        clock = _Clock(self._connection, header.zone)
        for rank in ranks:
            post = day[rank]
            cites = citing.by_times(day, rank, clock.earlier) if self._looked.cites else post.cites
            readings = self._figures.readings(post, day.by_id) if self._figures is not None else post.readings
            if (cites, readings) != (post.cites, post.readings):
                findings.change(self._connection, rank, post, cites, readings)
                lowest = rank if lowest is None else lowest
        if self._figures is not None and (contests := self._figures.contests()) != header.contests:
            schema.put_header(self._connection, replace(header, contests=contests))
            lowest = 0
        return lowest


class _Clock:
    """The posts at clock times, found by the index of times: the same as `citing` finds by looking at all of them."""

    def __init__(self, connection: sqlite3.Connection, zone: tzinfo) -> None:
        self._connection, self._zone = connection, zone

    def earlier(self, clock: time, rank: int) -> Sequence[int]:
        """The posts known to stand at `clock`, before `rank`, of the last date that has any."""
        (before,) = self._connection.execute("SELECT at FROM posts WHERE rank = ?", (rank,)).fetchone()
        while True:
            date = self._local(before).date()
            # Where the clock is put back, a minute is there twice.
            moments = {micros(datetime.combine(date, clock, self._zone).replace(fold=fold)) for fold in (0, 1)}
            ranks = [each for moment in sorted(moments) for each in self._within(moment, rank, clock)]
            if ranks:
                return ranks
            midnight = micros(datetime.combine(date, time(), self._zone))
            row = self._connection.execute(
                "SELECT at FROM posts WHERE at < ? ORDER BY at DESC LIMIT 1", (midnight,)
            ).fetchone()
            if row is None:
                return ()
            (before,) = row

    def _within(self, moment: int, end: int, clock: time) -> Iterator[int]:
        """The ranks before `end` of such posts in the minute that begins at `moment`."""
        rows = self._connection.execute(
            "SELECT rank, json FROM posts WHERE at >= ? AND at < ? AND rank < ? AND part_of IS NULL ORDER BY rank",
            (moment, moment + _MINUTE, end),
        )
        for rank, native in rows:
            (post,) = stored.glimpses([native])
            if post.when is not None and citing.is_known(post) and citing.minute_of(post.when, self._zone) == clock:
                yield rank

    def _local(self, moment: int) -> datetime:
        return (EPOCH + timedelta(microseconds=moment)).astimezone(self._zone)

"""The state of one replay: archive, clock, shield, search, marks; what may be seen of the day is derived from it."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from feeds import clean
from feeds.archive import Archive
from feeds.archive.query import Query, QueryError, parse
from feeds.figures import Board, board
from feeds.moments import Moment, declaration, moments
from feeds.replay import GAP, Replay
from tui.history import Jumps
from tui.render.clockface import Face
from tui.sight import with_neighbours

STEADY = timedelta(seconds=3)
"""The real time from post to post in the steady pace, unless the reader says otherwise."""
MANY = 10_000
"""More hits than this stay what the archive found, one bit a post: a search goes on with every post that appears."""


class Search(NamedTuple):
    """A query and its hits among the posts that may be seen, as ranks in time order; or why it finds nothing."""

    text: str = ""
    query: Query | None = None
    hits: Sequence[int] = ()
    error: str = ""


class Mark(NamedTuple):
    """A post that the reader marked, by rank, and a note on it, which may be empty."""

    rank: int
    note: str = ""


class View(NamedTuple):
    """What every pane draws: the day as of `playhead`, of which the posts 0..`visible`-1 may be seen.

    `revealed` posts have happened; with the shield on `visible` is the same number, else all posts are visible.
    `moments` are what has happened of the day's own and the reader's marks, in time order; `listed` the ranks that a
    filter leaves of the visible posts, None without one.
    """

    playhead: datetime
    revealed: int
    visible: int
    board: Board
    moments: Sequence[Moment]
    listed: Sequence[int] | None


@dataclass(slots=True)
class Session:
    """The archive and its clock, and the reader's settings. Only the screen changes it."""

    archive: Archive
    replay: Replay
    shield: bool = True
    search: Search = field(default_factory=Search)
    filter: Search = field(default_factory=Search)
    marks: tuple[Mark, ...] = ()
    face: Face = "clock"
    loop: bool = False
    jumps: Jumps = field(default_factory=Jumps)
    capped: timedelta = GAP
    """The longest wait that the pace goes back to when it is neither real nor steady."""
    _seen: tuple[object, ...] = ()
    _board: Board | None = None
    _moments: Sequence[Moment] = ()
    _listed: Sequence[int] | None = None
    _listed_hits: Sequence[int] = ()
    _listed_of: int = 0
    _declared: Moment | bool | None = False

    @classmethod
    def start(
        cls,
        archive: Archive,
        now: Callable[[], float],
        *,
        speed: float,
        gap: timedelta | None,
        at: datetime | None,
        shield: bool,
        steady: timedelta | None = None,
    ) -> "Session":
        """A session at `at` (the first post, if None), paused. Raises ValueError for a day without posts."""
        if archive.first_time is None:
            raise ValueError("the day has no posts")
        replay = Replay(archive, now, speed=speed, gap=gap, steady=steady, at=at)
        return cls(archive, replay, shield, capped=gap or GAP)

    def view(self) -> View:
        """Sample the clock: the one place where the passing of time becomes what is seen."""
        playhead = self.replay.position()
        revealed = self.archive.revealed(playhead)
        visible = revealed if self.shield else len(self.archive)
        seen = (revealed, visible, self.marks, self.filter.text, self.filter.query)
        if self._seen != seen or self._board is None:
            if self._seen[:2] != seen[:2] or self._board is None:
                self._board = board(self.archive.header.contests, self.archive.sightings(revealed))
                if self.search.query is not None:
                    self.search = self.find(self.search.text)
                if self.filter.query is not None:
                    self.filter = self.find(self.filter.text)
            self._moments = self._moments_among(visible)
            self._listed = self._list(visible)
            self._seen = (revealed, visible, self.marks, self.filter.text, self.filter.query)
        return View(playhead, revealed, visible, self._board, self._moments, self._listed)

    def renew(self) -> None:
        """Forget what was derived from the archive, which has become another."""
        self._seen, self._board, self._declared = (), None, False
        self._listed, self._listed_hits = None, ()

    def _list(self, visible: int) -> Sequence[int] | None:
        """What the filter leaves; where there are only more hits than before, it goes on from there."""
        if self.filter.query is None:
            return None
        hits, before = self.filter.hits, self._listed_hits
        known = self._listed or () if hits[: len(before)] == before and visible >= self._listed_of else ()
        self._listed_hits, self._listed_of = hits, visible
        return with_neighbours(hits, visible, known)

    def _moments_among(self, visible: int) -> Sequence[Moment]:
        marked = [self._moment(mark) for mark in self.marks if mark.rank < visible]
        own = moments(self.archive, visible)
        return sorted((*own, *marked), key=lambda moment: moment.rank) if marked else own

    def _moment(self, mark: Mark) -> Moment:
        when = self.archive.post(mark.rank).when
        exact = when is not None and when.exact
        return Moment(mark.rank, self.archive.time_of(mark.rank), mark.note or "marked", "mark", exact)

    # What the reader may jump to: a jump into what is not visible yet is the reader's own wish ------------------

    def moment_ranks(self) -> Sequence[int]:
        """The ranks of every key moment of the day, in time order."""
        return [moment.rank for moment in moments(self.archive, None)]

    def figure_ranks(self) -> Sequence[int]:
        """The ranks of every post that adds a figure to the board, in time order."""
        names = {contest.name for contest in self.archive.header.contests}
        ranks = (sighting.rank for sighting in self.archive.sightings() if sighting.reading.contest in names)
        return list(dict.fromkeys(ranks))

    @property
    def declaration(self) -> Moment | None:
        """The moment the result was declared, whether or not it may be known yet."""
        if isinstance(self._declared, bool):
            self._declared = declaration(self.archive)
        return self._declared

    def known_declaration(self, visible: int) -> datetime | None:
        """When the result was declared, if that post is among the first `visible`."""
        declared = self.declaration
        return declared.at if declared is not None and declared.rank < visible else None

    # Searching --------------------------------------------------------------------------------------------------

    def find(self, text: str, *, typing: bool = False) -> Search:
        """The posts that match `text` among those that may be seen; a malformed query is a Search with an error."""
        if not text.strip():
            return Search()
        until = self.archive.revealed(self.replay.position()) if self.shield else None
        try:
            hits = self.archive.hits(text, until=until, typing=typing)
            return Search(text, parse(text, typing=typing), hits if len(hits) > MANY else tuple(hits))
        except QueryError as error:
            return Search(text, error=str(error))

    # Marks ------------------------------------------------------------------------------------------------------

    def mark_at(self, rank: int) -> Mark | None:
        """The mark on a post."""
        place = bisect_left(self.marks, Mark(rank))
        return self.marks[place] if place < len(self.marks) and self.marks[place].rank == rank else None

    def mark(self, rank: int, note: str) -> None:
        """Mark a post, with a note in place of the one it may have."""
        self.unmark(rank)
        self.marks = tuple(sorted((*self.marks, Mark(rank, clean.line(note)))))

    def unmark(self, rank: int) -> None:
        """Delete the mark on a post."""
        self.marks = tuple(mark for mark in self.marks if mark.rank != rank)

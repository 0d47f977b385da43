"""The state of one replay: archive, clock, shield and search; what may be seen of the day is derived from it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from feeds.archive import Archive
from feeds.archive.query import Query, QueryError, parse
from feeds.figures import Board, board
from feeds.moments import Moment, moments
from feeds.replay import Replay


@dataclass(frozen=True, slots=True)
class Search:
    """A query and its hits among the posts that may be seen, as ranks in time order; or why it finds nothing."""

    text: str = ""
    query: Query | None = None
    hits: Sequence[int] = ()
    error: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """What every pane draws: the day as of `playhead`, of which the posts 0..`visible`-1 may be seen.

    `revealed` posts have happened; with the shield on `visible` is the same number, else all posts are visible.
    """

    playhead: datetime
    revealed: int
    visible: int
    board: Board
    moments: Sequence[Moment]


@dataclass(slots=True)
class Session:
    """The archive and its clock, and the reader's settings. Only the screen changes it."""

    archive: Archive
    replay: Replay
    shield: bool = True
    search: Search = field(default_factory=Search)
    _seen: tuple[int, int] = (-1, -1)
    _board: Board | None = None
    _moments: Sequence[Moment] = ()

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
    ) -> "Session":
        """A session at `at` (the first post, if None), paused. Raises ValueError for a day without posts."""
        if archive.first_time is None:
            raise ValueError("the day has no posts")
        return cls(archive, Replay(archive, now, speed=speed, gap=gap, at=at), shield)

    def view(self) -> View:
        """Sample the clock: the one place where the passing of time becomes what is seen."""
        playhead = self.replay.position()
        revealed = self.archive.revealed(playhead)
        visible = revealed if self.shield else len(self.archive)
        if self._seen != (revealed, visible) or self._board is None:
            self._board = board(self.archive.header.contests, self.archive.sightings(revealed))
            self._moments = moments(self.archive, visible)
            if self.search.query is not None:
                self.search = self.find(self.search.text)
            self._seen = (revealed, visible)
        return View(playhead, revealed, visible, self._board, self._moments)

    def moment_ranks(self) -> Sequence[int]:
        """The ranks of every key moment of the day, in time order: a jump there is the reader's own wish."""
        return [moment.rank for moment in moments(self.archive, None)]

    def figure_ranks(self) -> Sequence[int]:
        """The ranks of every post that adds a figure to the board, in time order."""
        names = {contest.name for contest in self.archive.header.contests}
        ranks = (sighting.rank for sighting in self.archive.sightings() if sighting.reading.contest in names)
        return list(dict.fromkeys(ranks))

    def find(self, text: str, *, typing: bool = False) -> Search:
        """The posts that match `text` among those that may be seen; a malformed query is a Search with an error."""
        if not text.strip():
            return Search()
        until = self.archive.revealed(self.replay.position()) if self.shield else None
        try:
            return Search(text, parse(text, typing=typing), self.archive.search(text, until=until, typing=typing))
        except QueryError as error:
            return Search(text, error=str(error))

"""The state of one replay: archive, clock, shield, search, marks; what may be seen of the day is derived from it."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from operator import attrgetter
from typing import NamedTuple

from feeds import clean
from feeds.archive import Archive, Hits
from feeds.archive.query import Query, QueryError, parse
from feeds.figures import Board, Boards
from feeds.moments import Landmarks, Moment, Moments
from feeds.replay import GAP, Replay
from feeds.wording import title
from tui.finder import Finder
from tui.history import Jumps
from tui.render.clockface import Face

STEADY = timedelta(seconds=3)
"""The real time from post to post in the steady pace, unless the reader says otherwise."""


_instant_of = attrgetter("at")


class Search(NamedTuple):
    """A query and its hits among the posts that may be seen, as ranks in time order; or why it finds nothing.

    Until it is `whole`, more of them are being looked for; `partial`: the words of later posts are still being read;
    `typing`: the reader may not have finished.
    """

    text: str = ""
    query: Query | None = None
    hits: Hits = Hits(0)
    error: str = ""
    whole: bool = True
    partial: bool = False
    typing: bool = False


class Mark(NamedTuple):
    """A post that the reader marked, by rank, and a note on it, which may be empty."""

    rank: int
    note: str = ""


class View(NamedTuple):
    """What every pane draws: the day as of `playhead`, of which the posts 0..`visible`-1 may be seen.

    `revealed` posts have happened; with the shield on `visible` is the same number, else all posts are visible.
    `moments` are what has happened of the day's own, the reader's marks and the cues, in time order; `listed` the ranks
    that a filter leaves of the visible posts, None without one. `fresh` is the time of the newest post, where it says
    figures.
    """

    playhead: datetime
    revealed: int
    visible: int
    board: Board
    moments: Moments
    listed: Hits | None
    fresh: datetime | None


@dataclass(slots=True, eq=False, repr=False)
class Session:
    """The archive and its clock, and the reader's settings. Only the screen changes it."""

    archive: Archive
    replay: Replay
    shield: bool = True
    search: Search = field(default_factory=Search)
    filter: Search = field(default_factory=Search)
    marks: tuple[Mark, ...] = ()
    cues: Sequence[Moment] = ()
    """Those of the cue sheet in use, in order of time, whether or not they may be known yet."""
    face: Face = "clock"
    loop: bool = False
    jumps: Jumps = field(default_factory=Jumps)
    capped: timedelta = GAP
    """The longest wait that the pace goes back to when it is neither real nor steady."""
    finder: Finder | None = None
    """What looks for hits that take long; without one they are waited for."""
    _seen: tuple[object, ...] = ()
    _boards: Boards = field(init=False)
    _landmarks: Landmarks = field(init=False)
    _view: View | None = None

    def __post_init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._boards, self._landmarks = Boards(self.archive.header.contests), Landmarks(self.archive)

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
        if self._view is None or self._seen[:2] != (revealed, visible):
            self.search, self.filter = self._again(self.search), self._again(self.filter)
        cued = bisect_right(self.cues, playhead, key=_instant_of) if self.shield else len(self.cues)
        seen = (revealed, visible, self.marks, self.filter, self.cues, cued)
        if self._view is None or self._seen != seen:
            self._seen = seen
            self._view = self._seen_at(playhead, revealed, visible, self.cues[:cued])
        return self._view._replace(playhead=playhead)

    def _seen_at(self, playhead: datetime, revealed: int, visible: int, cues: Sequence[Moment]) -> View:
        known = self._sighted(revealed)
        newest = self.archive.time_of(revealed - 1) if revealed else None
        fresh = newest if known and self.archive.sighting(known - 1).at == newest else None
        marks = [self._moment(mark) for mark in self.marks if mark.rank < visible]
        marks = sorted((*marks, *cues), key=lambda moment: (moment.rank, moment.at))
        listed = None if self.filter.query is None else self.filter.hits.widened(visible)
        moments = self._landmarks.until(visible, marks)
        return View(playhead, revealed, visible, self._boards.at(known), moments, listed, fresh)

    def _sighted(self, revealed: int) -> int:
        """How many sightings there are among the first `revealed` posts; the boards then know them."""
        known = self.archive.sighted(revealed)
        if known > len(self._boards):
            self._boards.extend(self.archive.sightings(revealed)[len(self._boards) :])
        return known

    def ranks(self) -> Sequence[int]:
        """The posts that the reader was at or marked, by rank."""
        return (*(mark.rank for mark in self.marks), *self.jumps.ranks)

    def renew(self, now: Callable[[int], int] | None = None) -> None:
        """Forget what was derived from the archive: there is more in it.

        If other posts have got the ranks of those that were there, `now` says which rank is theirs.
        """
        self._view = None
        if now is not None:
            self.marks = tuple(sorted(Mark(now(mark.rank), mark.note) for mark in self.marks))
            self.jumps.move(now)
            self.cues = ()  # their ranks are those of the day before
            self._begin()
        if self.finder is not None:
            self.finder.forget()

    def _moment(self, mark: Mark) -> Moment:
        post = self.archive.post(mark.rank)
        exact = post.when is not None and post.when.exact
        return Moment(mark.rank, self.archive.time_of(mark.rank), mark.note or title(post), "mark", exact)

    # What the reader may jump to: a jump into what is not visible yet is the reader's own wish ------------------

    def moment_ranks(self) -> Sequence[int]:
        """The ranks of every key moment of the day, in time order."""
        return self._landmarks.until().ranks

    def figure_ranks(self) -> Sequence[int]:
        """The ranks of every post that adds a figure to the board, in time order."""
        self._sighted(len(self.archive))
        return self._boards.ranks

    @property
    def declaration(self) -> Moment | None:
        """The moment the result was declared, whether or not it may be known yet."""
        return self._landmarks.declaration

    def known_declaration(self, visible: int) -> datetime | None:
        """When the result was declared, if that post is among the first `visible`."""
        declared = self.declaration
        return declared.at if declared is not None and declared.rank < visible else None

    # Searching --------------------------------------------------------------------------------------------------

    def find(self, text: str, *, typing: bool = False, near: int | None = None) -> Search:
        """The posts that match `text` among those that may be seen; a malformed query is a Search with an error.

        Where that takes long, it has the hits round the rank `near` (the newest post, if None) first.
        """
        if not text.strip():
            return Search()
        try:
            return self._found(text, parse(text, typing), near)
        except QueryError as error:
            return Search(text, error=str(error), typing=typing)

    def _found(self, text: str, query: Query, near: int | None) -> Search:
        revealed = self.archive.revealed(self.replay.position())
        until = revealed if self.shield else None
        if self.finder is not None:
            some = self.finder.find(query, until, revealed if near is None else near)
            if some is not None:
                return Search(text, query, some, whole=False)
        partial = self.archive.searchable < (len(self.archive) if until is None else until)
        return Search(text, query, self.archive.hits(query, until=until), partial=partial)

    def _again(self, search: Search) -> Search:
        """The same search among other posts; while none can be read, it stays as it is until there are more words."""
        if search.query is None:
            return self.find(search.text, typing=search.typing) if search.error else search
        try:
            return self._found(search.text, search.query, None)
        except QueryError:
            return search._replace(partial=True)

    def look_again(self) -> None:
        """More hits are known."""
        self.search, self.filter = self._again(self.search), self._again(self.filter)

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

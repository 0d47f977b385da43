"""The board: for each figure of a contest the reading that counts, with its history, as of the last sighting given."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from feeds.model import Contest, Reading, Status

OVERALL = "overall"
"""The group of all voters together."""

WEIGHT: dict[Status, int] = {
    "corrected": 5,
    "declared": 5,
    "reported": 4,
    "poll": 3,
    "forecast": 3,
    "recalled": 1,
    "rounded": 0,
}
"""How much a status counts: the heaviest reading stands, and the latest among equals."""

WAY: tuple[Status, ...] = ("forecast", "reported", "declared", "corrected")
"""The statuses a result passes through; a poll is not on the way to it."""

MEASURES = ("share", "votes", "turnout", "eligible", "cast", "spoilt")
"""The measures of a contest, in the order in which a board lists them."""


class Sighting(NamedTuple):
    """A reading and the post that carries it: `rank` in the day, `post` its id, `at` its time, `exact` if stated."""

    rank: int
    post: str
    at: datetime
    exact: bool
    reading: Reading


class Entry(NamedTuple):
    """One figure of the board: `current` is the sighting that counts, `history` every one of it, oldest first.

    `way` are those by which it got to where it is: a forecast, a report, the declaration; never back, and no polls.
    What says the same again, or is less sure than what is known, is no step.
    """

    contest: str
    group: str
    who: str | None
    measure: str
    current: Sighting
    history: tuple[Sighting, ...]
    way: tuple[Sighting, ...] = ()


class ContestBoard(NamedTuple):
    """What is known of one contest.

    `status` is the best status of any candidate's overall figure (of a group's where there is none), None while
    nothing was said of the candidates. `entries` are in stable order: overall first, groups as the contest lists them,
    in each group who as the contest lists them, then the totals. `previous` are the recalled figures of the contest
    before this one.
    """

    contest: Contest
    status: Status | None
    entries: tuple[Entry, ...]
    previous: tuple[Entry, ...] = ()


class Board(NamedTuple):
    """The contests of which anything is known, in the order of the day's header."""

    contests: tuple[ContestBoard, ...] = ()

    def get(self, group: str, who: str | None, measure: str, *, contest: str | None = None) -> Entry | None:
        """The entry for `group`, `who` and `measure`, of the first contest that has it or of the one named."""
        for each in self.contests:
            if contest is not None and each.contest.name != contest:
                continue
            for entry in each.entries:
                if (entry.group, entry.who, entry.measure) == (group, who, measure):
                    return entry
        return None


def board(contests: Sequence[Contest], sightings: Iterable[Sighting]) -> Board:
    """The board of `contests` as of the last of `sightings` (in time order); a contest nobody spoke of is left out.

    Readings of other contests, of groups a contest does not list and of people who do not stand in it are no result
    and stay off the board; they remain in their posts.
    """
    boards = Boards(contests, sightings)
    return boards.at(len(boards))


class Boards:
    """The board of `contests` after any number of sightings; what has not changed from one to another is the same."""

    def __init__(self, contests: Sequence[Contest], sightings: Iterable[Sighting] = ()) -> None:
        self.ranks: list[int] = []
        """The posts that say something of the contests, in time order."""
        self._names = {contest.name for contest in contests}
        earlier = {contest.previous for contest in contests}
        followed = [contest for contest in contests if contest.name not in earlier]
        self._contests = [_Following(contest) for contest in followed]
        self._count = 0
        self._board = Board()
        self.extend(sightings)

    def __len__(self) -> int:
        """How many sightings it knows."""
        return self._count

    def extend(self, sightings: Iterable[Sighting]) -> None:
        """Take in more sightings, later than those before."""
        for sighting in sightings:
            name = sighting.reading.contest
            if name in self._names and self.ranks[-1:] != [sighting.rank]:
                self.ranks.append(sighting.rank)
            for contest in self._contests:
                contest.take(sighting, self._count)
            self._count += 1

    def at(self, count: int) -> Board:
        """The board after the first `count` sightings."""
        found = [each for each in (contest.at(count) for contest in self._contests) if each is not None]
        before = self._board.contests
        if len(found) != len(before) or any(one is not other for one, other in zip(found, before, strict=True)):
            self._board = Board(tuple(found))
        return self._board


_Key = tuple[str, str | None, str]
"""Group, who and measure of a figure."""


class _Following:
    """What is said of one contest, and of the one before it."""

    def __init__(self, contest: Contest) -> None:
        self._contest = contest
        self._groups = (OVERALL, *(group for group in contest.groups if group != OVERALL))
        self._now: dict[_Key, _Figure] = {}
        self._before: dict[_Key, _Figure] = {}
        self._board = ContestBoard(contest, None, ())

    def take(self, sighting: Sighting, place: int) -> None:
        """Note the sighting that is the one at `place`, if it says something of these contests."""
        name = sighting.reading.contest
        if name is not None and name == self._contest.name:
            self._now = self._with(self._now, sighting, place)
        if name is not None and name == self._contest.previous:
            self._before = self._with(self._before, sighting, place, anyone=True)

    def _with(
        self, figures: "dict[_Key, _Figure]", sighting: Sighting, place: int, *, anyone: bool = False
    ) -> "dict[_Key, _Figure]":
        """`figures` in stable order with one more sighting; with `anyone`, also of people who do not stand in it."""
        reading = sighting.reading
        if reading.who is None:
            known = reading.measure not in ("share", "votes")
        else:
            known = reading.who in self._contest.who or anyone
        if reading.group not in self._groups or reading.measure not in MEASURES or not known:
            return figures
        key = (reading.group, reading.who, reading.measure)
        if key not in figures:
            figures[key] = _Figure(self._contest.name, key)
            figures = dict(sorted(figures.items(), key=lambda item: self._order(item[0])))
        figures[key].take(sighting, place)
        return figures

    def _order(self, key: _Key) -> tuple[int, int, str, int]:
        group, who, measure = key
        standing = self._contest.who
        people = standing.index(who) if who in standing else len(standing)
        return self._groups.index(group), people if who else people + 1, who or "", MEASURES.index(measure)

    def at(self, count: int) -> ContestBoard | None:
        """What is known after `count` sightings of the day; None while nothing is."""
        entries = tuple(filter(None, (figure.at(count) for figure in self._now.values())))
        previous = tuple(filter(None, (figure.at(count) for figure in self._before.values())))
        if not entries and not previous:
            return None
        last = self._board
        if not (_same(entries, last.entries) and _same(previous, last.previous)):
            self._board = ContestBoard(self._contest, _status(entries), entries, previous)
        return self._board


class _Figure:
    """Every sighting of one figure, where in the day's order it is, which counts after each, and the steps so far."""

    def __init__(self, contest: str, key: _Key) -> None:
        self._contest, self._key = contest, key
        self._sightings: list[Sighting] = []
        self._places: list[int] = []
        self._counts: list[int] = []
        self._way: list[Sighting] = []
        self._steps: list[int] = []
        self._entry: Entry | None = None

    def take(self, sighting: Sighting, place: int) -> None:
        """One more: of the heaviest status, the latest counts."""
        best = self._counts[-1] if self._counts else 0
        self._sightings.append(sighting)
        self._places.append(place)
        heavier = WEIGHT[sighting.reading.status] >= WEIGHT[self._sightings[best].reading.status]
        self._counts.append(len(self._sightings) - 1 if heavier else best)
        if _is_step(sighting.reading, self._way[-1].reading if self._way else None):
            self._way.append(sighting)
        self._steps.append(len(self._way))

    def at(self, count: int) -> Entry | None:
        """The entry after `count` sightings of the day."""
        known = bisect_left(self._places, count)
        if known == 0:
            return None
        if self._entry is None or len(self._entry.history) != known:
            current = self._sightings[self._counts[known - 1]]
            way = tuple(self._way[: self._steps[known - 1]])
            self._entry = Entry(self._contest, *self._key, current, tuple(self._sightings[:known]), way)
        return self._entry


def _is_step(reading: Reading, last: Reading | None) -> bool:
    """Whether a figure gets on by `reading` from where `last` left it."""
    if reading.status not in WAY:
        return False
    if last is None:
        return True
    same = (reading.value, reading.status) == (last.value, last.status)
    return not same and WEIGHT[reading.status] >= WEIGHT[last.status]


def _same(some: Sequence[Entry], others: Sequence[Entry]) -> bool:
    return len(some) == len(others) and all(one is other for one, other in zip(some, others, strict=True))


def _status(entries: Sequence[Entry]) -> Status | None:
    """A contest's status: the heaviest of the candidates' overall figures, else of their figures in the groups."""
    people = [entry for entry in entries if entry.who is not None]
    overall = [entry for entry in people if entry.group == OVERALL] or people
    if not overall:
        return None
    return max((entry.current.reading.status for entry in overall), key=lambda status: WEIGHT[status])

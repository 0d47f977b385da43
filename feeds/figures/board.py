"""The board: for each figure of a contest the reading that counts, with its history, as of the last sighting given."""

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
    """One figure of the board: `current` is the sighting that counts, `history` every one of it, oldest first."""

    contest: str
    group: str
    who: str | None
    measure: str
    current: Sighting
    history: tuple[Sighting, ...]


class ContestBoard(NamedTuple):
    """What is known of one contest.

    `status` is the best status of any candidate's overall figure (of a group's where there is none), None while
    nothing was said of
    the candidates. `entries` are in stable order: overall first, groups as the contest lists them, in each group who as
    the contest lists them, then the totals. `previous` are the recalled figures of the contest before this one.
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
    and stay off
    the board; they remain in their posts.
    """
    by_contest: dict[str, list[Sighting]] = {}
    for sighting in sightings:
        if sighting.reading.contest is not None:
            by_contest.setdefault(sighting.reading.contest, []).append(sighting)
    earlier = {contest.previous for contest in contests}
    boards = []
    for contest in contests:
        if contest.name in earlier:
            continue
        entries = _entries(contest, by_contest.get(contest.name, ()))
        previous = _entries(contest, by_contest.get(contest.previous or "", ()), anyone=True)
        if entries or previous:
            boards.append(ContestBoard(contest, _status(entries), entries, previous))
    return Board(tuple(boards))


def _entries(contest: Contest, sightings: Iterable[Sighting], *, anyone: bool = False) -> tuple[Entry, ...]:
    """The entries of one contest; with `anyone`, also of people who do not stand in it (they stood in the last one)."""
    groups = (OVERALL, *(group for group in contest.groups if group != OVERALL))
    found: dict[tuple[str, str | None, str], list[Sighting]] = {}
    for sighting in sightings:
        reading = sighting.reading
        if reading.who is None:
            known = reading.measure not in ("share", "votes")
        else:
            known = reading.who in contest.who or anyone
        if reading.group in groups and reading.measure in MEASURES and known:
            found.setdefault((reading.group, reading.who, reading.measure), []).append(sighting)

    def place(key: tuple[str, str | None, str]) -> tuple[int, int, str, int]:
        group, who, measure = key
        people = contest.who.index(who) if who in contest.who else len(contest.who)
        return groups.index(group), people if who else people + 1, who or "", MEASURES.index(measure)

    return tuple(
        Entry(contest.name, group, who, measure, _counts(history), tuple(history))
        for (group, who, measure), history in sorted(found.items(), key=lambda item: place(item[0]))
    )


def _counts(history: Sequence[Sighting]) -> Sighting:
    """The sighting that counts: of the heaviest status, the latest."""
    return max(enumerate(history), key=lambda pair: (WEIGHT[pair[1].reading.status], pair[0]))[1]


def _status(entries: Sequence[Entry]) -> Status | None:
    """A contest's status: the heaviest of the candidates' overall figures, else of their figures in the groups."""
    people = [entry for entry in entries if entry.who is not None]
    overall = [entry for entry in people if entry.group == OVERALL] or people
    if not overall:
        return None
    return max((entry.current.reading.status for entry in overall), key=lambda status: WEIGHT[status])

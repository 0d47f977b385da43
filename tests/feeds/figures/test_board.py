"""Which reading counts, and what stays off the board."""

import datetime as dt
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.figures import Board, Boards, Sighting, board
from feeds.model import Contest, Reading, Status

CONTEST = Contest(name="Vote", groups=("town", "country"), who=("Ash", "Birch"), previous="Last vote")
START = dt.datetime(2031, 5, 4, 18, tzinfo=dt.UTC)
STATUSES: tuple[Status, ...] = ("forecast", "poll", "reported", "declared", "recalled", "corrected", "rounded")


def sighting(rank: int, status: Status, value: float = 50, **other: object) -> Sighting:
    fields = {"contest": "Vote", "group": "overall", "who": "Ash", "measure": "share", "unit": "%", "text": "words"}
    reading = Reading(**{**fields, "value": value, "status": status, **other})
    return Sighting(rank, f"p{rank}", START + dt.timedelta(minutes=rank), True, reading)


def values(found: Board) -> dict[tuple[str, str | None, str], float]:
    return {
        (entry.group, entry.who, entry.measure): entry.current.reading.value
        for contest in found.contests
        for entry in contest.entries
    }


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        (["forecast"], 0),
        (["forecast", "poll"], 1),
        (["forecast", "reported"], 1),
        (["reported", "forecast"], 0),
        (["reported", "declared", "reported"], 1),
        (["declared", "recalled", "rounded", "poll"], 0),
        (["declared", "corrected"], 1),
        (["declared", "declared"], 1),
        (["reported", "reported"], 1),
        (["recalled"], 0),
        (["rounded", "recalled"], 1),
        (["recalled", "forecast"], 1),
    ],
)
def test_the_reading_that_counts(said: Sequence[Status], counts: int) -> None:
    found = board([CONTEST], [sighting(rank, status) for rank, status in enumerate(said)])
    (entry,) = found.contests[0].entries
    assert entry.current.rank == counts
    assert [each.rank for each in entry.history] == list(range(len(said)))
    assert found.contests[0].status == said[counts]


def test_the_order_of_the_entries() -> None:
    said = [
        sighting(0, "declared", who=None, measure="spoilt", unit="votes"),
        sighting(1, "declared", who=None, measure="turnout"),
        sighting(2, "declared", group="country", who="Birch"),
        sighting(3, "declared", group="town", who="Birch", measure="votes", unit="votes"),
        sighting(4, "declared", group="town", who="Birch"),
        sighting(5, "declared", who="Birch"),
        sighting(6, "declared", who="Ash", measure="votes", unit="votes"),
        sighting(7, "declared", who="Ash"),
    ]
    assert list(values(board([CONTEST], said))) == [
        ("overall", "Ash", "share"),
        ("overall", "Ash", "votes"),
        ("overall", "Birch", "share"),
        ("overall", None, "turnout"),
        ("overall", None, "spoilt"),
        ("town", "Birch", "share"),
        ("town", "Birch", "votes"),
        ("country", "Birch", "share"),
    ]


def test_what_stays_off() -> None:
    said = [
        sighting(0, "poll", group="women"),
        sighting(1, "poll", contest=None),
        sighting(2, "recalled", contest="Vote 2010", who="Cedar"),
        sighting(3, "reported", who="Cedar"),
        sighting(4, "reported", who=None, measure="applications", unit="applications"),
        sighting(5, "reported", who=None),
    ]
    assert board([CONTEST], said) == Board()


def test_the_contest_before_is_the_baseline() -> None:
    said = [
        sighting(0, "recalled", 48, contest="Last vote"),
        sighting(1, "recalled", 31, contest="Last vote", who="Cedar"),
    ]
    (found,) = board([CONTEST, Contest(name="Last vote", who=("Ash", "Cedar"))], said).contests
    assert (found.contest, found.status, found.entries) == (CONTEST, None, ())
    assert [(entry.who, entry.current.reading.value) for entry in found.previous] == [("Ash", 48), ("Cedar", 31)]


def test_the_status_is_the_candidates() -> None:
    turnout = sighting(0, "declared", who=None, measure="turnout")
    assert board([CONTEST], [turnout]).contests[0].status is None
    assert board([CONTEST], [turnout, sighting(1, "forecast")]).contests[0].status == "forecast"
    assert (
        board([CONTEST], [sighting(0, "declared", group="town"), sighting(1, "forecast")]).contests[0].status
        == "forecast"
    )
    assert board([CONTEST], [sighting(0, "declared", group="town")]).contests[0].status == "declared"


def test_get() -> None:
    found = board([CONTEST], [sighting(0, "forecast", 40), sighting(1, "declared", 52, group="town")])
    entry = found.get("town", "Ash", "share")
    assert entry is not None
    assert entry.current.reading.value == 52
    assert found.get("town", "Birch", "share") is None
    assert found.get("town", "Ash", "share", contest="Other") is None


@given(st.lists(st.tuples(st.sampled_from(STATUSES), st.sampled_from(["Ash", "Birch", None]), st.integers(0, 100))))
def test_a_longer_prefix_only_adds(said: list[tuple[Status, str | None, int]]) -> None:
    seen = [sighting(rank, status, value, who=who) for rank, (status, who, value) in enumerate(said)]
    for count in range(len(seen)):
        before, after = board([CONTEST], seen[:count]), board([CONTEST], seen[: count + 1])
        for contest in before.contests:
            for entry in contest.entries:
                later = after.get(entry.group, entry.who, entry.measure)
                assert later is not None
                assert later.history[: len(entry.history)] == entry.history


SAID = st.lists(
    st.tuples(
        st.sampled_from(STATUSES),
        st.sampled_from(["Ash", "Birch", None, "Cedar"]),
        st.sampled_from(["Vote", "Last vote", "Another", None]),
        st.sampled_from(["share", "turnout"]),
    )
)


@given(SAID, st.lists(st.integers(0, 30), max_size=8))
def test_boards_are_those_of_their_first_sightings(said: list[tuple[Status, str, str, str]], counts: list[int]) -> None:
    seen = [
        sighting(rank // 2, status, rank, who=who, contest=contest, measure=measure)
        for rank, (status, who, contest, measure) in enumerate(said)
    ]
    boards = Boards([CONTEST])
    for count in counts:
        count = min(count, len(seen))
        boards.extend(seen[len(boards) : count])
        found = boards.at(count)
        assert found == board([CONTEST], seen[:count])
        assert boards.at(count) is found
    known = [each.rank for each in seen[: len(boards)] if each.reading.contest == "Vote"]
    assert boards.ranks == list(dict.fromkeys(known))

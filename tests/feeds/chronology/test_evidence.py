"""What posts say about time, and what they do not say."""

import datetime as dt

import pytest

from feeds.chronology import bounds, evidence
from feeds.chronology.nodes import Node, Said
from feeds.model import Post


def _find(text: str) -> list[evidence.Evidence]:
    return evidence.find([Node(0, Post(id="a", kind="post"), (Said(text, 7),))])


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Rain again. (See 10.40am.)", ["10:40"]),
        ("Her analysis (see 1.32pm) says so.", ["13:32"]),
        ("As he tweeted (see 3pm) it was late.", ["15:00"]),
        ("The vote (see 16:05) is over.", ["16:05"]),
        ("All this (see 2.23pm and 4.35pm) is new.", ["14:23", "16:35"]),
        ("(see 10.18am, 10.36am,10.44am and 12.22pm.)", ["10:18", "10:36", "10:44", "12:22"]),
        ("(see the post at 9.15am)", ["09:15"]),
        ("We will see 10 people there.", []),
        ("I want to see 3 goats.", []),
        ("See you at the quay.", []),
    ],
)
def test_citations(text: str, times: list[str]) -> None:
    found = [piece for piece in _find(text) if piece.says == "cites"]
    assert [f"{piece.clock:%H:%M}" for piece in found if piece.clock] == times
    assert all(piece.line == 7 and piece.where == "line 7" for piece in found)


@pytest.mark.parametrize(
    ("text", "says", "clock"),
    [
        ("At 11.45am the club will announce the result.", "schedules", "11:45"),
        ("The winner is due to be declared at 3pm.", "schedules", "15:00"),
        ("I will post again around 9am.", "promises", "09:00"),
        ("I’ll post again after 11.30am.", "promises", "11:30"),
        ("Expect my next post at 9am or so.", "promises", "09:00"),
        ("See you at 8pm!", "promises", "20:00"),
        ("I hope you’ll join me at 8pm.", "promises", "20:00"),
    ],
)
def test_what_is_to_come(text: str, says: str, clock: str) -> None:
    (found,) = _find(text)
    assert (found.says, f"{found.clock:%H:%M}") == (says, clock)


@pytest.mark.parametrize(
    "text",
    [
        "The deadline was Wednesday 27 July at 5pm.",
        "They will announce the result tomorrow at 9am.",
        "He will speak at 3pm.",
        "The debate starts at 8pm ET.",
        "We’ll be here until 6pm.",
        "He was born at 4am.",
    ],
)
def test_what_dates_nothing(text: str) -> None:
    assert _find(text) == []


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("The announcement is in 10 mins.", 10), ("Result in half an hour.", 30), ("Declaration in five minutes", 5)],
)
def test_countdowns(text: str, minutes: int) -> None:
    (found,) = _find(text)
    assert (found.says, found.minutes) == ("counts down", minutes)


def test_a_countdown_in_the_past_counts_nothing() -> None:
    assert _find("The announcement was in 10 minutes.") == []


def test_ids_that_carry_a_time() -> None:
    assert bounds.tweeted(779_625_000_000_000_000) == dt.datetime(2016, 9, 24, 10, 14, 19, 389_000, tzinfo=dt.UTC)
    assert bounds.tweeted(20) is None
    assert bounds.created("57e6432be4b0c2a3fae7a0de") == dt.datetime(2016, 9, 24, 9, 11, 7, tzinfo=dt.UTC)
    assert bounds.created("block-57e6432be4b0c2a3fae7a0de") is not None
    assert bounds.created("blog:12") is None

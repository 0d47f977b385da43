"""Times, gaps and dates in words."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from feeds.model import Basis, When
from tui.render import times

OSLO = ZoneInfo("Europe/Oslo")


def when(at: datetime, basis: Basis = "stated") -> When:
    return When(at=at, earliest=at, latest=at, basis=basis)


NOON = datetime(2031, 5, 3, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("basis", "expected"),
    [("stated", "12:00"), ("id", "12:00"), ("cited", "~12:00"), ("scheduled", "~12:00"), ("inferred", "~12:00")],
)
def test_only_a_stated_time_is_shown_as_stated(basis: Basis, expected: str) -> None:
    assert times.time_of(when(NOON, basis), OSLO) == expected


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (9.9, None),
        (10, "10 min"),
        (59, "59 min"),
        (60, "1 h"),
        (85, "1 h 25 min"),
        (425, "7 h"),
        (13 * 60, "13 h overnight"),
        (49 * 60, "2 days"),
    ],
)
def test_gaps(minutes: float, expected: str | None) -> None:
    assert times.gap(when(NOON), when(NOON + timedelta(minutes=minutes)), OSLO) == expected


def test_a_gap_between_guesses_is_a_guess() -> None:
    assert times.gap(when(NOON), when(NOON + timedelta(minutes=20), "inferred"), OSLO) == "~20 min"


def test_a_short_gap_over_midnight_is_no_night() -> None:
    late = datetime(2031, 5, 3, 21, 50, tzinfo=UTC)
    assert times.gap(when(late), when(late + timedelta(minutes=30)), OSLO) == "30 min"


def test_zones_and_dates() -> None:
    assert times.zone_name(NOON, OSLO) == "CEST"
    assert times.zone_name(NOON, ZoneInfo("America/Sao_Paulo")) == "UTC-03"
    assert times.long_date(NOON.date()) == "Saturday 3 May 2031"
    assert times.short_date(NOON.date()) == "3 May"

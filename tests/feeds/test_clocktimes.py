"""Clock times as people write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds import clocktimes

TIMES = {
    "11:45": "11:45",
    "11.45am": "11:45",
    "11.45 am": "11:45",
    "11.45 a.m.": "11:45",
    "11.45": "11:45",
    "3pm": "15:00",
    "3 PM": "15:00",
    "12am": "00:00",
    "12pm": "12:00",
    "12.30am": "00:30",
    "noon": "12:00",
    "Midday": "12:00",
    "midnight": "00:00",
    "23:59": "23:59",
    "0:05": "00:05",
    "24:00": None,
    "13pm": None,
    "11:60": None,
    "9": None,
    "61.8%": None,
    "63:36": None,
    "": None,
    "11:45 and more": None,
}


@pytest.mark.parametrize(("text", "expected"), TIMES.items())
def test_one_time(text: str, expected: str | None) -> None:
    found = clocktimes.parse(text)
    assert (f"{found:%H:%M}" if found else None) == expected


IN_TEXT = {
    "At 11.45am the party will say": [("11:45", True)],
    "(See 10.40am.) and at 15:00": [("10:40", True), ("15:00", False)],
    "from 9am to 5pm": [("09:00", False), ("17:00", False)],
    "at 9 they won 3:2, 63:36 and £9.50am": [],
    "the afternoon of 10.30": [],
    "ratio 10:45:30 and 1:30.5": [],
}


@pytest.mark.parametrize(("text", "expected"), IN_TEXT.items())
def test_times_in_a_text(text: str, expected: list[tuple[str, bool]]) -> None:
    found = list(clocktimes.find(text))
    assert [(f"{each.at:%H:%M}", each.dotted) for each in found] == expected
    assert all(text[each.start : each.end].strip() for each in found)


@given(st.times())
def test_every_minute_of_the_day_is_read_back(at: dt.time) -> None:
    minute = at.replace(second=0, microsecond=0)
    assert clocktimes.parse(f"{minute:%H:%M}") == minute
    assert clocktimes.parse(f"{minute:%I.%M%p}") == minute


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("-30m", -1800), ("+2h", 7200), ("+90s", 90), ("+1.5h", 5400), ("+1d", 86400), ("30m", None), ("+2", None)],
)
def test_offsets(text: str, seconds: float | None) -> None:
    found = clocktimes.parse_offset(text)
    assert (found.total_seconds() if found is not None else None) == seconds


def test_spans_and_shares() -> None:
    assert clocktimes.parse_span("3s") == dt.timedelta(seconds=3)
    assert clocktimes.parse_span("-3s") is None
    assert clocktimes.parse_percent("61.8%") == pytest.approx(0.618)
    assert clocktimes.parse_percent("101%") is None
    assert clocktimes.parse_percent("half") is None


def test_zones() -> None:
    assert clocktimes.zone("Europe/London").utcoffset(dt.datetime(2016, 9, 24)) == dt.timedelta(hours=1)  # noqa: DTZ001
    for name in ("Mars/Olympus", "", "../etc/passwd", "/etc/passwd", "a\0b", "Europe"):
        with pytest.raises(ValueError, match="unknown time zone"):
            clocktimes.zone(name)

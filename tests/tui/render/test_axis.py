"""The scrubber's axis."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.render.axis import LADDER, Axis, axis, labels, most_zoom, unknown_end
from tui.render.cells import width_of

OSLO = ZoneInfo("Europe/Oslo")
KATHMANDU = ZoneInfo("Asia/Kathmandu")
START = datetime(2031, 5, 3, 6, 15, tzinfo=UTC)
ZONES = st.sampled_from([OSLO, KATHMANDU, UTC, ZoneInfo("America/New_York")])
MOMENTS = st.datetimes(datetime(2016, 1, 1), datetime(2034, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
SPANS = st.timedeltas(timedelta(0), timedelta(days=40)) | st.timedeltas(timedelta(0), timedelta(hours=20))


@pytest.mark.parametrize(
    ("elapsed", "length"),
    [
        (timedelta(0), timedelta(hours=1)),
        (timedelta(minutes=54), timedelta(hours=1)),
        (timedelta(minutes=55), timedelta(hours=2)),
        (timedelta(hours=11), timedelta(hours=18)),
        (timedelta(hours=30), timedelta(hours=36)),
        (timedelta(days=5), timedelta(days=7)),
        (-timedelta(hours=3), timedelta(hours=1)),
    ],
)
def test_an_unknown_end_is_a_step_of_the_ladder(elapsed: timedelta, length: timedelta) -> None:
    assert unknown_end(START, START + elapsed) == START + length


@given(st.timedeltas(timedelta(0), timedelta(days=40_000)))
def test_an_unknown_end_lies_well_beyond_the_playhead(elapsed: timedelta) -> None:
    assert unknown_end(datetime(1900, 1, 1, tzinfo=UTC), datetime(1900, 1, 1, tzinfo=UTC) + elapsed) > (
        datetime(1900, 1, 1, tzinfo=UTC) + elapsed * 1.09
    )
    assert list(LADDER) == sorted(LADDER)


@given(MOMENTS, SPANS, ZONES, st.integers(1, 250), st.integers(0, 12))
def test_the_playhead_is_on_the_axis_at_every_zoom(
    first: datetime, elapsed: timedelta, zone: ZoneInfo, width: int, zoom: int
) -> None:
    for last in (None, first + elapsed * 2):
        made = axis(first, first + elapsed, last, zone, width, zoom)
        assert made.start <= first + elapsed <= made.end
        assert made.end - made.start >= timedelta(minutes=10)
        assert 0 <= made.column(first + elapsed) <= width
        if zoom == 0:
            assert made.start <= first
            assert first - made.start < timedelta(hours=1)


@given(MOMENTS, SPANS, ZONES, st.integers(1, 250), st.integers(0, 8))
def test_labels_are_round_apart_and_inside(
    first: datetime, elapsed: timedelta, zone: ZoneInfo, width: int, zoom: int
) -> None:
    made = axis(first, first + elapsed, None, zone, width, zoom)
    found = labels(made, zone)
    for (column, text), (following, _) in pairwise(found):
        assert column + width_of(text) + 2 <= following
    if found:
        assert found[0][0] >= 0
        assert found[-1][0] + width_of(found[-1][1]) <= width
    if width >= 24:
        assert found


def test_columns_and_times_agree() -> None:
    made = Axis(START, START + timedelta(hours=7), 93)
    for column in range(93):
        assert made.column(made.time(column) + timedelta(milliseconds=1)) == column
    assert made.column(START - timedelta(hours=1)) < 0
    assert made.column(made.end) == 93


def test_labels_in_a_zone_off_the_hour() -> None:
    made = axis(START, START + timedelta(hours=2), None, KATHMANDU, 80)
    assert [text for _, text in labels(made, KATHMANDU)] == ["12:00", "12:30", "13:00", "13:30", "14:00", "14:30"]


def test_labels_across_a_change_of_clocks() -> None:
    night = datetime(2031, 3, 29, 22, 0, tzinfo=UTC)  # clocks in Oslo skip from two to three
    texts = [text for _, text in labels(axis(night, night + timedelta(hours=5), None, OSLO, 60), OSLO)]
    assert texts == ["23:00", "30 Mar", "01:00", "03:00", "04:00", "05:00"]


def test_midnights_are_dates() -> None:
    texts = [text for _, text in labels(axis(START, START + timedelta(days=4), None, OSLO, 60), OSLO)]
    assert texts == ["4 May", "5 May", "6 May", "7 May"]


def test_zoom_ends_at_ten_minutes() -> None:
    most = most_zoom(START, START + timedelta(hours=5), None, OSLO)
    made = axis(START, START + timedelta(hours=5), None, OSLO, 80, most)
    assert made.end - made.start <= timedelta(minutes=12)

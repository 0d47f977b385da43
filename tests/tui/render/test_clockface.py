"""The clock's faces."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tui.render.clockface import Face, face

LONDON = ZoneInfo("Europe/London")
FIRST = datetime(2016, 9, 24, 8, 15, tzinfo=LONDON)
DECLARED = datetime(2016, 9, 24, 11, 49, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("kind", "minutes", "declared", "seconds", "text"),
    [
        ("clock", 0, DECLARED, False, "08:15"),
        ("clock", 0.5, DECLARED, True, "08:15:30"),
        ("elapsed", 0, None, False, "+0:00"),
        ("elapsed", 205.5, None, True, "+3:25:30"),
        ("elapsed", -5, None, False, "−0:05"),
        ("elapsed", 26 * 60, None, False, "+1 d 2:00"),
        ("declaration", 0, DECLARED, False, "T−3:34"),
        ("declaration", 214, DECLARED, True, "T+0:00:00"),
        ("declaration", 220, DECLARED, False, "T+0:06"),
        ("declaration", 0, None, True, "T−?"),
        ("declaration", 300, None, False, "T−?"),
    ],
)
def test_what_the_clock_says(kind: Face, minutes: float, declared: datetime | None, seconds: bool, text: str) -> None:
    assert face(kind, FIRST + timedelta(minutes=minutes), FIRST, declared, seconds=seconds) == text


def test_time_passed_is_real_where_the_clocks_change() -> None:
    evening = datetime(2016, 10, 29, 23, 0, tzinfo=LONDON)
    morning = datetime(2016, 10, 30, 8, 0, tzinfo=LONDON)
    assert face("elapsed", morning, evening, None, seconds=False) == "+10:00"

"""Dates in phrases, and where they lead."""

import datetime as dt

import pytest

from feeds.archive import Archive
from feeds.model import Block, Day, Header, Post, When
from feeds.moments import resolve
from feeds.moments.dates import find

FIRST, LAST, NEAR = dt.date(2016, 9, 24), dt.date(2016, 9, 30), dt.date(2016, 9, 26)
NINE = dt.time(9)


@pytest.mark.parametrize(
    ("text", "date", "clock"),
    [
        ("27 Sep", "2016-09-27", None),
        ("27th of September, 2017 at 9am", "2017-09-27", NINE),
        ("Sept 27 09:00", "2016-09-27", NINE),
        ("Tues 9am", "2016-09-27", NINE),
        ("sun 9am", "2016-09-25", NINE),
        ("the sun", None, None),
        ("marching 24", None, None),
        ("sep 27 09:00", "2016-09-27", NINE),
        ("09:00 on 27 september", "2016-09-27", NINE),
        ("Tuesday 27 Sep 9.00", "2016-09-27", NINE),
        ("Tuesday 09:00", "2016-09-27", NINE),
        ("sunday", "2016-09-25", None),
        ("Saturday", "2016-09-24", None),
        ("friday", "2016-09-30", None),
        ("1 May", "2016-05-01", None),
        ("31 Feb", None, None),
        ("27 Sep speech", None, None),
        ("may day", None, None),
        ("sunday lunch", None, None),
        ("24", None, None),
        ("09:00", None, None),
    ],
)
def test_a_date_and_what_time(text: str, date: str | None, clock: dt.time | None) -> None:
    found = find(text, FIRST, LAST, NEAR)
    assert (None if found is None else found.date.isoformat()) == date
    assert (None if found is None else found.clock) == clock


def test_a_weekday_that_is_not_in_the_day_is_a_word() -> None:
    assert find("monday", FIRST, FIRST, FIRST) is None


@pytest.mark.parametrize(
    ("phrase", "at", "why"),
    [
        ("25 Sep", "25 09:30", "The first post of 25 Sep."),
        ("Sunday 9.30", "25 09:30", "A post at 09:30 on 25 Sep."),
        ("10:00 on sunday", "25 10:00", "No post at 10:00 on 25 Sep: the newest by then is of 09:30 on 25 Sep."),
        ("26 Sep", "26 00:00", "No post at 00:00 on 26 Sep: the newest by then is of 09:30 on 25 Sep."),
        ("28 Sep", "28 00:00", "00:00 on 28 Sep is after the last post (09:30 on 27 Sep)."),
        ("24 Sep 09:30", "24 09:30", "A post at 09:30."),
    ],
)
def test_where_a_date_leads(phrase: str, at: str, why: str) -> None:
    times = [dt.datetime(2016, 9, day, 9, 30, tzinfo=dt.UTC) for day in (24, 25, 27)]
    posts = [
        Post(id=f"p{at.day}", kind="post", when=When.stated(at), body=(Block(type="paragraph", text="Sunday lunch."),))
        for at in times
    ]
    found = resolve(phrase, Archive.from_day(Day(header=Header(timezone="UTC"), posts=tuple(posts))))
    assert (f"{found.at:%d %H:%M}", found.why) == (at, why)

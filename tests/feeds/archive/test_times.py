"""Clock times in a query and at a rank are those of the day's own zone."""

from datetime import UTC, date, datetime, timedelta

from feeds.archive import Archive
from feeds.model import Post, When
from tests.feeds.archive.made import a_day, a_post


def test_clock_times_are_the_days_own() -> None:
    archive = Archive.from_day(a_day(a_post(0, 0, "morning"), a_post(1, 14 * 60, "late"), a_post(2, 17 * 60, "night")))
    assert archive.search("after:21:00") == (1, 2)
    assert archive.search("before:10pm") == (0,)
    assert archive.search("after:00:30") == (2,)  # past midnight
    assert archive.search("after:00:30", until=2) == (0, 1)  # nothing has happened past midnight yet
    assert archive.search("-after:21:00") == (0,)
    assert archive.search("after:2016-09-25") == (2,)
    assert archive.search("after:2016-09-24T21:00+00:00") == (1, 2)
    elsewhere = Archive.from_day(
        a_day(a_post(0, -3 * 1440, "announced"), a_post(1, 0, "morning"), date=date(2016, 9, 24))
    )
    assert elsewhere.search("after:07:00") == (1,)


def test_a_clock_put_back_counts_both_hours() -> None:
    first = datetime(2016, 10, 30, 0, 30, tzinfo=UTC)
    posts = [
        Post(id=str(each), kind="post", when=When.stated(first + timedelta(minutes=30 * each))) for each in range(4)
    ]
    archive = Archive.from_day(a_day(*posts))
    times = [archive.time_of(rank) for rank in range(4)]
    assert [f"{time:%H:%M}" for time in times] == ["01:30", "01:00", "01:30", "02:00"]
    assert [archive.revealed(time) for time in times] == [1, 2, 3, 4]
    following = archive.next_time(times[0])
    assert following is not None
    assert following.timestamp() == times[1].timestamp()

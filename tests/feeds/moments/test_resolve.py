"""The grammar of moments on a small day."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.archive import Archive
from feeds.model import Day, Header, Post, When
from feeds.moments import Landmarks, Moment, Moments, NotFound, declaration, moments, resolve


def clock(at: dt.datetime) -> str:
    return f"{at:%H:%M}"


@pytest.mark.parametrize(
    ("phrase", "rank", "at"),
    [
        ("start", 0, "17:05"),
        ("the beginning", 0, "17:05"),
        ("end", 7, "00:40"),
        ("19:00", 3, "19:00"),
        ("7pm", 3, "19:00"),
        ("19.00", 3, "19:00"),
        ("at 7.02pm", 4, "19:02"),
        ("what happened at 19:02?", 4, "19:02"),
        ("18:20", 1, "18:20"),
        ("18:19", 1, "18:19"),
        ("00:40", 7, "00:40"),
        ("midnight", 6, "00:00"),
        ("12:00", 0, "12:00"),
        ("02:00", 7, "02:00"),
        ("2031-05-04T19:00:30", 3, "19:00"),
        ("-30m", 1, "18:20"),
        ("+10m", 3, "19:00"),
        ("+2h", 5, "20:50"),
        ("50%", 5, "20:52"),
        ("0%", 0, "17:05"),
        ("100%", 7, "00:40"),
        ("50% of the day", 5, "20:52"),
        ("52.1% of the day", 6, "21:02"),
        ("52.1%", 3, "19:00"),
        ("when was the 52.1% declared", 3, "19:00"),
        ("53%", 2, "18:30"),
        ("the 53% rumour", 2, "18:30"),
        ("4,120", 3, "19:00"),
        ("4120", 3, "19:00"),
        ("first ash", 3, "19:00"),
        ("first birch reported", 2, "18:30"),
        ("first ash forecast", 0, "17:05"),
        ("turnout", 1, "18:10"),
        ("result", 3, "19:00"),
        ("@boreed", 2, "18:30"),
        ("a near thing", 4, "19:02"),
        ("ash starts speaking", 4, "19:02"),
        ("concession", 5, "19:20"),
        ("birch resigns", 5, "19:20"),
        ("go to good night", 7, "00:40"),
    ],
)
def test_phrases(small: Archive, phrase: str, rank: int, at: str) -> None:
    now = dt.datetime(2031, 5, 4, 18, 50, tzinfo=small.header.zone)
    found = resolve(phrase, small, now=now)
    assert (found.rank, clock(found.at.astimezone(small.header.zone))) == (rank, at)
    assert found.matched
    assert found.why.endswith(".")


@pytest.mark.parametrize("phrase", ["", "   ", "?", "xyzzy plugh", "99,999 votes", "@nobody", "2031-99-99", "“”"])
def test_nothing_found_says_why(small: Archive, phrase: str) -> None:
    with pytest.raises(NotFound) as caught:
        resolve(phrase, small)
    assert caught.value.reason.endswith(".")
    assert str(caught.value) == caught.value.reason


def test_an_empty_day_has_no_moments() -> None:
    empty = Archive.from_day(Day())
    with pytest.raises(NotFound, match="no posts"):
        resolve("start", empty)
    assert moments(empty) == ()
    assert declaration(empty) is None


def test_a_clock_time_without_a_post_is_kept_and_names_its_neighbours(small: Archive) -> None:
    found = resolve("18:20", small)
    assert clock(found.at) == "18:20"
    assert found.why == "No post at 18:20: the newest by then is of 18:10."
    assert clock(small.time_of(found.rank)) == "18:10"
    assert [clock(other.at) for other in found.others] == ["18:30"]


def test_an_instant_to_the_second_is_not_moved_on_to_a_post_of_its_minute() -> None:
    posts = [
        Post(id=f"p{second}", kind="post", when=When.stated(dt.datetime(2031, 5, 4, 9, 7, second, tzinfo=dt.UTC)))
        for second in (0, 30)
    ]
    archive = Archive.from_day(Day(header=Header(timezone="UTC"), posts=tuple(posts)))
    assert (found := resolve("2031-05-04T09:07:10", archive)).at.second == 10
    assert found.rank == 0
    assert resolve("2031-05-04T09:07:30", archive).at.second == 30
    assert resolve("09:07", archive).at.second == 0


def test_outside_the_day_a_clock_time_is_kept(small: Archive) -> None:
    assert resolve("16:00", small).why == "16:00 is before the first post (17:05)."


def test_a_figure_names_its_other_places(small: Archive) -> None:
    found = resolve("52.1%", small)
    assert found.matched == "52.1% of the vote for Ash"
    assert "first declaration" in found.why
    assert [other.kind for other in found.others] == ["recalled", "share"]


def test_offsets_without_a_playhead_count_from_the_start(small: Archive) -> None:
    assert small.first_time is not None
    assert resolve("+30m", small).at == small.first_time + dt.timedelta(minutes=30)
    with pytest.raises(NotFound):
        resolve("+99999999999d", small)


def test_the_pane(small: Archive) -> None:
    assert [(moment.rank, moment.kind, moment.label) for moment in moments(small)] == [
        (0, "forecast", "First forecast: 50% Ash, 47% Birch"),
        (1, "reported", "Turnout 71.2%"),
        (2, "reported", "Reported: 53% Birch"),
        (3, "declared", "DECLARED: Ash 52.1%, Birch 47.9%"),
        (4, "key", "Ash says it was 'a near thing'"),
        (6, "key", "Evening summary"),
    ]
    assert declaration(small) == moments(small)[3]


def test_the_pane_knows_only_what_was_revealed(small: Archive) -> None:
    everything = moments(small)
    for until in range(len(small) + 1):
        assert moments(small, until) == tuple(moment for moment in everything if moment.rank < until)


ranks = st.lists(st.integers(0, 20), unique=True, max_size=12).map(sorted)


@given(ranks, ranks, ranks)
def test_moments_are_put_in_order_without_being_read(keys: list[int], firsts: list[int], marks: list[int]) -> None:
    at = dt.datetime(2031, 5, 4, tzinfo=dt.UTC)

    def moment(rank: int, kind: str) -> Moment:
        return Moment(rank, at + dt.timedelta(minutes=rank), "", kind)

    asked: list[int] = []

    def read(rank: int) -> Moment:
        asked.append(rank)
        return moment(rank, "key")

    others = [moment(rank, "poll") for rank in firsts], [moment(rank, "mark") for rank in marks]
    found = Moments(read, tuple(keys), *others)
    expected = {rank: moment(rank, "key") for rank in keys} | {each.rank: each for each in others[0]}
    assert list(found.ranks) == sorted([*expected, *marks])
    assert not asked
    assert found == sorted((*expected.values(), *others[1]), key=lambda each: each.rank)
    assert found[2:5] == tuple(found)[2:5]


def test_landmarks_are_the_same_while_nothing_is_new(small: Archive) -> None:
    landmarks = Landmarks(small)
    for until in (7, 2, 5, 8, 0, 1, 3):
        assert landmarks.until(until) == moments(small, until)
    assert landmarks.until(5) is landmarks.until(6)
    assert landmarks.declaration == declaration(small)


@given(st.text(max_size=60))
def test_any_phrase_is_answered_or_refused(small: Archive, phrase: str) -> None:
    try:
        found = resolve(phrase, small)
    except NotFound as refused:
        assert refused.reason
    else:
        assert 0 <= found.rank < len(small)


def test_a_share_of_a_day_of_two_dates_names_the_date(small: Archive) -> None:
    assert resolve("95% of the day", small).why.endswith(" on 5 May.")
    assert resolve("10% of the day", small).why.endswith(":50.")

"""Every post gets a When: what is stated is kept, what is cited is met, and nothing runs backward."""

import datetime as dt
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds import chronology
from feeds.model import Block, Day, Header, Post, When
from feeds.readers import pieces, transcript
from feeds.readers.parsed import Parsed
from feeds.readers.source import Options, Source

ZONE = dt.UTC


def _post(number: int, text: str, at: dt.datetime | None = None, **more: object) -> Post:
    body = (Block(type="paragraph", text=text),)
    return Post(id=str(number), kind="post", body=body, when=When.stated(at) if at else None, **more)  # type: ignore[arg-type]


def _parsed(posts: list[Post], **header: object) -> Parsed:
    return Parsed(form="test", day=Day(header=Header(**header), posts=tuple(posts)))  # type: ignore[arg-type]


def _at(hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2021, 5, 6, hour, minute, tzinfo=ZONE)


def _clocks(parsed: Parsed) -> list[str]:
    return [f"{post.when.at:%H:%M}" for post in parsed.day.posts if post.when]


def test_newest_first_comes_out_oldest_first_and_every_post_is_timed() -> None:
    posts = [
        _post(4, "Good night.", _at(18)),
        _post(3, "word " * 80),
        _post(2, "word " * 10),
        _post(1, "Hello.", _at(9)),
    ]
    (placed,) = chronology.place([_parsed(posts, order="newest-first")])
    assert [post.id for post in placed.day.posts] == ["1", "2", "3", "4"]
    assert placed.day.header.order == "oldest-first"
    whens = [post.when for post in placed.day.posts]
    assert whens[0] and whens[0].basis == "stated"
    assert all(when and when.why for when in whens[1:3])
    assert [when.at for when in whens if when] == sorted(when.at for when in whens if when)
    assert all(_at(9) <= when.earliest and when.latest <= _at(18) for when in whens if when)


def test_longer_posts_take_longer() -> None:
    posts = [_post(1, "a", _at(9)), _post(2, "short"), _post(3, "long " * 500), _post(4, "short", _at(12))]
    (placed,) = chronology.place([_parsed(posts)])
    first, second, third, _ = (post.when for post in placed.day.posts)
    assert first and second and third
    assert third.at - second.at > second.at - first.at


def test_a_cited_time_is_met_exactly() -> None:
    posts = [
        _post(1, "The gates open.", _at(9)),
        _post(2, "A goat has eaten the mayor’s speech."),
        _post(3, "Rain."),
        _post(4, "The mayor has words about the goat. (See 10.07am.)"),
        _post(5, "The end.", _at(15)),
    ]
    (placed,) = chronology.place([_parsed(posts)])
    goat = placed.day.posts[1].when
    assert goat
    assert (goat.at, goat.earliest, goat.latest, goat.basis) == (_at(10, 7), _at(10, 7), _at(10, 7), "cited")
    assert goat.why and "10.07am" in goat.why


def test_several_citations_keep_their_order() -> None:
    posts = [
        _post(1, "Doors.", _at(9)),
        _post(2, "The red team leads by a nose."),
        _post(3, "The blue team has protested about a horse."),
        _post(4, "Tea is served."),
        _post(5, "Blue's protest about the horse (see 11.20am) and red's lead (see 10.15am) are both in doubt."),
        _post(6, "Home.", _at(17)),
    ]
    (placed,) = chronology.place([_parsed(posts)])
    assert _clocks(placed)[1:3] == ["10:15", "11:20"]


def test_am_said_for_pm_is_taken_for_a_slip() -> None:
    posts = [
        _post(1, "Doors.", _at(13)),
        _post(2, "A goat has eaten the speech."),
        _post(3, "About that goat and the speech. (See 2.05am.)"),
        _post(4, "Home.", _at(17)),
    ]
    (placed,) = chronology.place([_parsed(posts)])
    assert _clocks(placed)[1] == "14:05"


def test_without_any_time_a_dated_day_lies_on_its_date() -> None:
    posts = [_post(n, "word " * 40) for n in range(20)]
    (placed,) = chronology.place([_parsed(posts, date=dt.date(2020, 2, 29), timezone="Europe/Paris")])
    whens = [post.when for post in placed.day.posts]
    assert all(when and when.basis == "inferred" for when in whens)
    assert whens[0] and whens[0].at.date() == dt.date(2020, 2, 29)
    assert whens[0].at.utcoffset() == dt.timedelta(hours=1)


def test_nothing_known_at_all_raises_nothing() -> None:
    (placed,) = chronology.place([_parsed([_post(1, "a"), _post(2, "b")])])
    assert all(post.when for post in placed.day.posts)
    assert chronology.place([_parsed([])])[0].day.posts == ()
    assert chronology.place([]) == ()


def test_an_embedded_tweet_has_its_posts_time() -> None:
    tweet = Post(id="t", kind="tweet", part_of="2", body=(Block(type="tweet", text="Hm."),))
    posts = [_post(1, "Doors.", _at(9)), _post(2, "Look."), tweet, _post(3, "Home.", _at(17))]
    (placed,) = chronology.place([_parsed(posts)])
    whens = {post.id: post.when for post in placed.day.posts}
    assert whens["t"] and whens["2"] and whens["t"].at == whens["2"].at


def test_a_post_is_not_earlier_than_a_tweet_that_it_shows() -> None:
    tweet = Post(id="t", kind="tweet", part_of="2", sent=_at(16, 30), body=(Block(type="tweet", text="Hm."),))
    posts = [_post(1, "Doors.", _at(9)), _post(2, "Look."), tweet, _post(3, "So."), _post(4, "Home.", _at(17))]
    (placed,) = chronology.place([_parsed(posts)])
    for post in placed.day.posts[1:]:
        assert post.when and post.when.earliest >= _at(16, 30)


def test_times_that_contradict_the_order_are_kept_and_do_not_hurt() -> None:
    stated = [_post(1, "a", _at(9)), _post(2, "b", _at(10)), _post(4, "d", _at(8)), _post(6, "f", _at(12))]
    posts = [*stated[:2], _post(3, "c"), stated[2], _post(5, "e"), stated[3]]
    (placed,) = chronology.place([_parsed(posts)])
    whens = [post.when for post in placed.day.posts]
    assert whens[3] and whens[3].at == _at(8)
    assert whens[2] and whens[4] and _at(10) <= whens[2].at <= whens[4].at <= _at(12)


@given(st.lists(st.tuples(st.integers(0, 90), st.booleans()), min_size=1, max_size=30), st.integers(0, 600))
def test_inferred_times_never_run_backward(shape: list[tuple[int, bool]], start: int) -> None:
    clock = _at(0) + dt.timedelta(minutes=start)
    posts = []
    for number, (words, known) in enumerate(shape):
        clock += dt.timedelta(minutes=words)
        posts.append(_post(number, "word " * words or "w", clock if known else None))
    (placed,) = chronology.place([_parsed(posts, date=dt.date(2021, 5, 6))])
    whens = [post.when for post in placed.day.posts]
    assert all(whens)
    ats = [when.at for when in whens if when]
    assert ats == sorted(ats)


def test_the_extracted_day(seed: Callable[[int], Path]) -> None:
    """Anchors where other posts cite them, the declaration not before its schedule, articles after the end."""
    sources = [Source(seed(number).name, seed(number).read_bytes()) for number in range(5)]
    read = [pieces.read(source, Options()) for source in sources[:4]] + [transcript.read(sources[4], Options())]
    *articles, day = chronology.place(read)
    by_line = {post.origin.first_line: post for post in day.day.posts if post.origin and post.part_of is None}
    for line, clock in ((296, "10:40"), (129, "13:32"), (84, "15:00"), (61, "16:55")):
        when = by_line[line].when
        assert when and (f"{when.at:%H:%M}", when.basis) == (clock, "cited"), line
        assert when.at.tzinfo is not None and when.at.utcoffset() == dt.timedelta(hours=1)
    declared = by_line[242].when
    assert declared and f"{declared.earliest:%H:%M}" == "11:45" and declared.basis == "scheduled"
    whens = [post.when for post in day.day.posts]
    assert all(when and when.why and when.at.date() == dt.date(2016, 9, 24) for when in whens)
    ats = [when.at for when in whens if when]
    assert ats == sorted(ats)
    for article in articles:
        assert all(post.when and post.when.at > ats[-1] for post in article.day.posts)
    late = articles[1].day.posts[0].when
    assert late and late.earliest.date() == dt.date(2016, 10, 1)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_tiny_days(count: int) -> None:
    (placed,) = chronology.place([_parsed([_post(n, "x") for n in range(count)], date=dt.date(2021, 5, 6))])
    assert len(_clocks(placed)) == count


def test_a_night_lies_where_people_say_good_night_and_good_morning() -> None:
    posts = [_post(0, "Doors.", _at(9)), *(_post(n, "word " * 40) for n in range(1, 8))]
    posts += [
        _post(8, "That’s all from me for tonight."),
        _post(9, "Good morning."),
        *(_post(n, "word " * 40) for n in range(10, 16)),
    ]
    posts.append(_post(16, "Home.", _at(9) + dt.timedelta(hours=32)))
    (placed,) = chronology.place([_parsed(posts)])
    whens = [post.when.at for post in placed.day.posts if post.when]
    gaps = [other - one for one, other in pairwise(whens)]
    assert max(gaps) == gaps[8] >= dt.timedelta(hours=8)

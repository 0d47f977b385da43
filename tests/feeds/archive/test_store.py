"""The archive answers what a plain scan of the day would."""

import contextlib
import threading
from bisect import bisect_right
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feeds.archive import Archive, QueryError, common, parse, search_text
from feeds.archive.folding import words
from feeds.archive.posts import KeyPost
from feeds.model import Author, Day, Post, Reading, When
from feeds.wording import title
from tests.feeds.archive.made import START, a_day, a_post


def test_a_day_is_known_by_the_ids_and_times_of_its_posts() -> None:
    one = Archive.from_day(a_day(a_post(1, 0, "a"), a_post(2, 5, "b")))
    assert one.fingerprint() == Archive.from_day(a_day(a_post(2, 5, "b"), a_post(1, 0, "other words"))).fingerprint()
    assert one.fingerprint() != Archive.from_day(a_day(a_post(1, 0, "a"), a_post(2, 6, "b"))).fingerprint()
    assert one.fingerprint() != Archive.from_day(a_day(a_post(1, 0, "a"))).fingerprint()
    assert len(one.fingerprint()) == 16


def test_who_cites_whom() -> None:
    archive = Archive.from_day(
        a_day(
            a_post(1, 0),
            a_post(2, 5, cites=("p1", "of another day", "p2")),
            a_post(3, 9, cites=("p2", "p1")),
            a_post(4, 12),
        )
    )
    assert [archive.cites(rank) for rank in range(4)] == [(), (0,), (0, 1), ()]
    assert [archive.cited_by(rank) for rank in range(4)] == [(1, 2), (2,), (), ()]
    assert [archive.cited_by(0, until) for until in (1, 2, 3)] == [(), (1,), (1, 2)]


PHRASES = [
    "the vote",
    "Women’s vote",
    "women's",
    "a re-election",
    "reelection",
    "61.8% of",
    "61.8 per cent",
    "313,209",
    "313209 votes",
    "東京タワー",
    "京東",
    "👍🏽 vote",
    "🇬🇧",
    "CAFÉ the",
    "elect",
    "vote\nthe",
    "key kind by",
]
AUTHORS = [
    None,
    Author(name="Anna Vote", handle="anna_v"),
    Author(name="Bo", handle="bo.example"),
    Author(name="Ann"),
    Author(name="Jo Re-Election"),
]


def _run(*ways: str, prefix: bool = False) -> Callable[[Post], bool]:
    """A plain scan: does one of the runs of folded words occur in the post?"""

    def found(post: Post) -> bool:
        text = words(search_text(post))
        for way in ways:
            run = way.split()
            for first in range(len(text) - len(run) + 1):
                here = text[first : first + len(run)]
                if here == run or (prefix and here[:-1] == run[:-1] and here[-1].startswith(run[-1])):
                    return True
        return False

    return found


PIECES: dict[str, Callable[[Post], bool]] = {
    "vote": _run("vote"),
    "VOTE": _run("vote"),
    "vot*": _run("vot", prefix=True),
    "k*": _run("k", prefix=True),
    "b*": _run("b", prefix=True),
    "women's": _run("women s"),
    '"the vote"': _run("the vote"),
    '"vote the"': _run("vote the"),
    "re-election": _run("re election", "reelection"),
    "reelection": _run("re election", "reelection"),
    '"a reelection"': _run("a reelection"),
    "reel*": _run("re election", "reelection"),
    "61.8%": _run("61.8 %", "61.8 per cent", "61.8 percent", "61.8 pc"),
    "61.8": _run("61.8"),
    "313,209": _run("313209"),
    "東京": _run("東 京"),
    "京": _run("京"),
    "👍": _run("👍"),
    "🇬🇧": _run("🇬🇧"),
    "café": _run("cafe"),
    "kind:tweet": lambda post: post.kind == "tweet",
    "key:yes": lambda post: post.key,
    "key:no": lambda post: not post.key,
    "from:anna": lambda post: bool(post.author and post.author.name == "Anna Vote"),
    'from:"anna vote"': lambda post: bool(post.author and post.author.name == "Anna Vote"),
    "from:@Anna_V": lambda post: bool(post.author and post.author.handle == "anna_v"),
    "from:bo.example": lambda post: bool(post.author and post.author.handle == "bo.example"),
    "after:08:10": lambda post: _at(post) >= START + timedelta(minutes=10),
    "before:08:20": lambda post: _at(post) < START + timedelta(minutes=20),
}


def _at(post: Post) -> datetime:
    assert post.when is not None
    return post.when.at


@st.composite
def days(draw: st.DrawFn) -> Day:
    minutes = sorted(draw(st.lists(st.integers(0, 30), max_size=12)))
    posts = [
        a_post(
            number,
            minute,
            *draw(st.lists(st.sampled_from(PHRASES), max_size=3)),
            kind=draw(st.sampled_from(["post", "tweet"])),
            key=draw(st.booleans()),
            author=draw(st.sampled_from(AUTHORS)),
        )
        for number, minute in enumerate(minutes)
    ]
    return a_day(*posts)


@pytest.fixture(params=[None, 1, 3], ids=["index alone", "every word common", "some words common"])
def commonness(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Archives without bitmaps, with one for every word and beginning, and with some."""
    if request.param:
        monkeypatch.setattr(common, "SMALLEST", 1)
        monkeypatch.setattr(common, "BLOCK", 4)
        monkeypatch.setattr(common, "_BATCH", 2)
        monkeypatch.setattr(common, "_least", lambda _posts: request.param)


@pytest.mark.usefixtures("commonness")
@settings(max_examples=70, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(days(), st.lists(st.tuples(st.booleans(), st.sampled_from(list(PIECES))), min_size=1, max_size=4), st.data())
def test_search_is_a_plain_scan(day: Day, pieces: list[tuple[bool, str]], data: st.DataObject) -> None:
    bounds = [piece for _, piece in pieces if piece.startswith(("after", "before"))]
    if len(bounds) > len({piece[:5] for piece in bounds}):
        return  # the last of two bounds counts; one is enough here
    archive = Archive.from_day(day)
    until = data.draw(st.none() | st.integers(0, len(day.posts)))
    text = " ".join(f"-{piece}" if negative else piece for negative, piece in pieces)
    if any(negative and piece in bounds for negative, piece in pieces):
        return
    expected = tuple(
        rank
        for rank, post in enumerate(day.posts[:until])
        if all(PIECES[piece](post) != negative for negative, piece in pieces)
    )
    assert archive.search(text, until=until) == expected
    assert tuple(hit.rank for hit in archive.search_scored(text, until=until)) == expected
    positive = [piece for negative, piece in pieces if not negative and ":" not in piece]
    for rank in range(len(day.posts)) if positive else ():
        marks = parse(text).marks(search_text(day.posts[rank]))
        if rank in expected:
            assert marks
        if not any(PIECES[piece](day.posts[rank]) for piece in positive):
            assert not marks


@pytest.mark.usefixtures("commonness")
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(days(), st.sampled_from(PHRASES), st.integers(1, 12))
def test_each_letter_typed_finds_what_the_word_begins(day: Day, phrase: str, length: int) -> None:
    archive = Archive.from_day(day)
    typed = phrase.replace("\n", " ")[:length]
    marked = [rank for rank, post in enumerate(day.posts) if parse(typed, typing=True).marks(search_text(post))]
    if " " not in typed:
        assert list(archive.search(typed, typing=True)) == marked
    assert set(archive.search(typed, typing=True)) <= set(marked)


@settings(max_examples=40)
@given(days())
def test_posts_ids_and_times(day: Day) -> None:
    archive = Archive.from_day(day)
    posts = list(day.posts)
    times = [_at(post) for post in posts]
    assert len(archive) == len(posts)
    assert archive.window(0, len(posts)) == posts
    assert [archive.post(rank) for rank in range(len(posts))] == posts
    assert archive.window(-3, 5) == posts[:2]
    assert [archive.rank_of(post.id) for post in posts] == list(range(len(posts)))
    assert archive.rank_of("none such") is None
    assert [archive.time_of(rank) for rank in range(len(posts))] == times
    assert archive.first_time == (times[0] if times else None)
    assert archive.last_time == (times[-1] if times else None)
    for minute in range(-1, 33):
        at = START + timedelta(minutes=minute)
        assert archive.revealed(at) == bisect_right(times, at)
        assert archive.next_time(at) == min((time for time in times if time > at), default=None)
        assert archive.previous_time(at) == max((time for time in times if time < at), default=None)
        later = sorted({time for time in times if time > at})
        assert [archive.times_after(at, most) for most in (1, 3, 99)] == [later[:1], later[:3], later]


@settings(max_examples=40)
@given(days(), st.integers(1, 9), st.integers(-5, 30), st.integers(0, 20), st.data())
def test_histogram(day: Day, bins: int, first: int, minutes: int, data: st.DataObject) -> None:
    archive = Archive.from_day(day)
    until = data.draw(st.none() | st.integers(0, len(day.posts)))
    ranks = data.draw(st.none() | st.lists(st.integers(0, 11), unique=True).map(sorted))
    start = START + timedelta(minutes=first)
    end = start + timedelta(minutes=minutes)
    counts = archive.histogram(start, end, bins, until=until, ranks=ranks)
    assert len(counts) == bins
    inside = [
        rank
        for rank, post in enumerate(day.posts[:until])
        if start <= _at(post) <= end and (ranks is None or rank in ranks)
    ]
    assert sum(counts) == len(inside)
    if bins == 1 or not minutes:
        return
    naive = [0] * bins
    for rank in inside:
        naive[min(int((_at(day.posts[rank]) - start) / (end - start) * bins + 1e-12), bins - 1)] += 1
    assert counts == naive


@settings(max_examples=40)
@given(days(), st.data())
def test_keys_are_as_of(day: Day, data: st.DataObject) -> None:
    archive = Archive.from_day(day)
    until = data.draw(st.none() | st.integers(0, len(day.posts)))
    assert archive.keys(until) == tuple(rank for rank, post in enumerate(day.posts[:until]) if post.key)
    first = data.draw(st.integers(0, len(day.posts)))
    listed = archive.key_posts(first, len(day.posts) - 1)
    assert listed == [
        KeyPost(rank, archive.time_of(rank), post.when is not None and post.when.exact, title(post))
        for rank, post in enumerate(archive.window(first, len(day.posts)), start=first)
        if post.key
    ]


@settings(max_examples=40)
@given(days(), st.data(), st.sampled_from(list(PIECES)))
def test_nothing_later_than_the_playhead_tells(day: Day, data: st.DataObject, piece: str) -> None:
    """Law 2: what is asked as of `until` is what a day without the rest would answer."""
    until = data.draw(st.integers(0, len(day.posts)))
    whole, cut = Archive.from_day(day), Archive.from_day(Day(header=day.header, posts=day.posts[:until]))
    end = START + timedelta(hours=1)
    assert whole.search(piece, until=until) == cut.search(piece)
    assert whole.keys(until) == cut.keys()
    assert whole.histogram(START, end, 7, until=until) == cut.histogram(START, end, 7)


def test_posts_of_one_time_keep_their_order_and_the_rest_is_sorted() -> None:
    archive = Archive.from_day(a_day(a_post(1, 5, "b"), a_post(2, 5, "c"), a_post(3, 0, "a"), a_post(4, 5, "d")))
    assert [post.text for post in archive.window(0, 9)] == ["a", "b", "c", "d"]


def test_a_newest_first_day_is_turned() -> None:
    archive = Archive.from_day(a_day(a_post(1, 5, "b"), a_post(2, 5, "a"), order="newest-first"))
    assert [post.text for post in archive.window(0, 9)] == ["a", "b"]
    assert archive.header.order == "oldest-first"


def test_a_post_without_a_time_is_refused() -> None:
    with pytest.raises(ValueError, match="'p1' has no time"):
        Archive.from_day(a_day(Post(id="p1", kind="post")))


def test_ranks_outside_the_day() -> None:
    archive = Archive.from_day(a_day(a_post(0, 0, "only")))
    for rank in (-1, 1):
        with pytest.raises(IndexError):
            archive.post(rank)
        with pytest.raises(IndexError):
            archive.time_of(rank)
    assert archive.window(1, 5) == []


def test_an_empty_day() -> None:
    archive = Archive.from_day(a_day())
    assert (len(archive), archive.first_time, archive.search("a"), archive.keys()) == (0, None, (), ())
    assert archive.histogram(START, START, 3) == [0, 0, 0]


def test_children_are_the_tweets_embedded_in_a_post() -> None:
    archive = Archive.from_day(
        a_day(
            a_post(0, 0, "words"),
            a_post(1, 0, "tweet", kind="tweet", part_of="p0"),
            a_post(2, 1, "tweet", kind="tweet", part_of="p0"),
            a_post(3, 2, "words"),
        )
    )
    assert [archive.children(rank) for rank in range(4)] == [(1, 2), (), (), ()]


def test_sightings_are_a_prefix() -> None:
    reading = Reading(
        group="overall", who="Smith", measure="share", value=38.2, unit="%", status="declared", text="38.2%"
    )
    inferred = When(at=START, earliest=START, latest=START + timedelta(hours=1), basis="inferred")
    archive = Archive.from_day(
        a_day(a_post(0, 0, when=inferred, readings=(reading,)), a_post(1, 1), a_post(2, 2, readings=(reading, reading)))
    )
    assert [sighting.rank for sighting in archive.sightings()] == [0, 2, 2]
    assert [len(archive.sightings(until)) for until in range(4)] == [0, 1, 1, 3]
    first, *_, last = archive.sightings()
    assert (first.post, first.exact, first.at, first.reading) == ("p0", False, START, reading)
    assert (last.exact, last.at) == (True, START + timedelta(minutes=2))


def test_a_worker_makes_it_and_another_thread_reads() -> None:
    made: list[Archive] = []
    day = a_day(*(a_post(number, number, f"word{number} vote") for number in range(200)))
    worker = threading.Thread(target=lambda: made.append(Archive.from_day(day)))
    worker.start()
    worker.join()
    archive, failures = made[0], []

    def read(offset: int) -> None:
        for each in range(40):
            rank = (each * 7 + offset) % 200
            if archive.search(f"word{rank}") != (rank,) or archive.post(rank).id != f"p{rank}":
                failures.append(rank)

    readers = [threading.Thread(target=read, args=(offset,)) for offset in range(4)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert not failures


@settings(max_examples=300)
@given(st.text(st.sampled_from("aé東👍 \"-*():^+{}[]\\'%.,_AND OR NOT NEAR:1\x00")), st.booleans())
def test_no_query_reaches_sqlite_as_a_mistake(text: str, typing: bool) -> None:
    archive = _SMALL
    with contextlib.suppress(QueryError):
        archive.search(text, typing=typing)


MONSTERS = [
    '"' + "a " * 4000 + '"',
    "a-" * 4000 + "a",
    "東" * 5000,
    " ".join(["62%-a-b"] * 32),
    "-" + "a-" * 3000,
    "x" * 9000 + "*",
    "\ud800",
    "after:0001-01-01T00:00:00+12:00",
    "before:9999-12-31T23:59:59-12:00",
]


@pytest.mark.parametrize("text", MONSTERS, ids=range(len(MONSTERS)))
def test_no_query_is_too_much(text: str) -> None:
    for typing in (False, True):
        archive = _SMALL
        archive.search(text, typing=typing)
        parse(text, typing).marks("a 東 62% " * 50)


_SMALL = Archive.from_day(a_day(a_post(0, 0, "a and or not near 1")))

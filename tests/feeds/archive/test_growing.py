"""A day that grows post by post is, at every step, the day that the same posts make when they are read afresh."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feeds.archive import Archive, Damaged, common, growing
from feeds.archive.building import build
from feeds.archive.growing import Growing, TooLate
from feeds.model import Author, Block, Day, Header, Post, Reading, When

START = datetime(2031, 5, 6, 8, 0, tzinfo=UTC)
HEADER = Header(title="A regatta", timezone="Europe/Oslo")
WORDS = ("boat", "boathouse", "the boat", "Women’s eight", "61.8% of", "東京", "re-election", "boat\nthe")
QUERIES = ("boat", "boat*", '"the boat"', "women's", "61.8%", "東", "reelection", "-boat", "from:@cox", "key:yes boat")


def a_post(number: int, minute: int, words: str = "boat", *, key: bool = False, said: bool = False) -> Post:
    reading = Reading(
        group="overall", who="Oar", measure="share", value=number, unit="%", status="reported", text=f"{number}%"
    )
    return Post(
        id=f"p{number}",
        kind="tweet" if number % 3 == 0 else "post",
        when=When.stated(START + timedelta(minutes=minute)),
        author=Author(name="Cox", handle="cox") if number % 2 else None,
        body=(Block(type="paragraph", text=f"{words} word{number}"),),
        key=key,
        part_of=f"p{number - 1}" if number % 3 == 0 and number else None,
        cites=(f"p{number - 2}",) if number % 4 == 2 else (),
        readings=(reading,) if said else (),
    )


@st.composite
def posts(draw: st.DrawFn) -> list[Post]:
    minutes = draw(st.lists(st.integers(0, 12), min_size=1, max_size=14))
    return [
        a_post(number, minute, draw(st.sampled_from(WORDS)), key=draw(st.booleans()), said=draw(st.booleans()))
        for number, minute in enumerate(minutes)
    ]


@pytest.fixture(params=[None, 1, 3], ids=["index alone", "every word common", "some words common"])
def commonness(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Archives without bitmaps, with one for every word and beginning, and with some."""
    if request.param:
        monkeypatch.setattr(common, "SMALLEST", 1)
        monkeypatch.setattr(common, "_least", lambda _posts: request.param)


def begun(path: Path, first: Sequence[Post]) -> tuple[Growing, Archive]:
    """A working copy with the first posts, for who writes and for who reads."""
    build(path, HEADER, iter(first))
    return Growing(path), Archive.open(path, grows=True)


def afresh(seen: Sequence[Post]) -> Archive:
    known = {post.id for post in seen}
    alone = (post if post.part_of in known else replace(post, part_of=None) for post in seen)
    return Archive.from_day(Day(header=HEADER, posts=tuple(alone)))


def assert_same(grown: Archive, fresh: Archive) -> None:
    count = len(fresh)
    assert len(grown) == count
    assert grown.window(0, count) == fresh.window(0, count)
    assert (grown.first_time, grown.last_time) == (fresh.first_time, fresh.last_time)
    assert grown.fingerprint() == fresh.fingerprint()
    ranks = range(count)
    assert [grown.rank_of(fresh.post(rank).id) for rank in ranks] == list(ranks)
    for ask in (Archive.time_of, Archive.children, Archive.cites, Archive.cited_by):
        assert [ask(grown, rank) for rank in ranks] == [ask(fresh, rank) for rank in ranks]
    assert grown.key_posts(0, count) == fresh.key_posts(0, count)
    for until in (None, *range(0, count + 1, 3)):
        assert grown.keys(until) == fresh.keys(until)
        assert list(grown.sightings(until)) == list(fresh.sightings(until))
        end = START + timedelta(minutes=12)
        assert grown.histogram(START, end, 5, until=until) == fresh.histogram(START, end, 5, until=until)
        for query in QUERIES:
            assert grown.search(query, until=until) == fresh.search(query, until=until), query
    for minute in range(-1, 14):
        at = START + timedelta(minutes=minute)
        assert grown.revealed(at) == fresh.revealed(at)
        assert grown.next_time(at) == fresh.next_time(at)
        assert grown.previous_time(at) == fresh.previous_time(at)


@pytest.mark.usefixtures("commonness")
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(posts(), st.data())
def test_a_day_that_grew_is_the_day_read_afresh(
    tmp_path_factory: pytest.TempPathFactory, every: list[Post], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(every)))
    writer, archive = begun(tmp_path_factory.mktemp("grows") / "a.archive", every[:place])
    archive.search("boat*")
    while place < len(every):
        before, at = archive.window(0, 99), place
        place += data.draw(st.integers(1, len(every) - place))
        writer.add(every[at:place])
        if data.draw(st.booleans()):
            assert archive.window(0, 99) == before  # until it is asked for
            assert len(archive) == len(before)
            first = archive.refresh()
            assert first is not None
            assert archive.window(0, first) == before[:first]
            assert_same(archive, afresh(every[:place]))
    archive.refresh()
    assert archive.refresh() is None
    assert_same(archive, afresh(every))
    again = Archive.open(writer.path, grows=True)
    assert_same(again, archive)
    writer.close()
    assert_same(archive, again)


def test_ids_that_are_taken_are_known(tmp_path: Path) -> None:
    writer, _ = begun(tmp_path / "a.archive", [a_post(1, 0)])
    assert writer.has("p1")
    assert not writer.has("p2")


def test_all_or_nothing_is_added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writer, archive = begun(tmp_path / "a.archive", [a_post(each, each) for each in range(4)])
    writer.add([])
    with pytest.raises(ValueError, match="no time"):
        writer.add([a_post(5, 5), Post(id="x", kind="post")])
    monkeypatch.setattr(growing, "document", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        writer.add([a_post(5, 5)])
    monkeypatch.undo()
    assert archive.refresh() is None
    assert_same(archive, afresh([a_post(each, each) for each in range(4)]))
    writer.add([a_post(4, 4)])
    assert archive.refresh() == 4


def test_a_post_that_belongs_far_back_is_another_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growing, "MOST_MOVED", 2)
    writer, archive = begun(tmp_path / "a.archive", [a_post(each, each) for each in range(4)])
    with pytest.raises(TooLate):
        writer.add([a_post(4, 0)])
    writer.add([a_post(4, 1)])
    assert archive.refresh() == 2


def test_it_becomes_a_working_copy_and_stays_what_it_is_where_there_is_none(tmp_path: Path) -> None:
    archive = afresh([a_post(0, 0)])
    for bad in (tmp_path / "none" / "a.archive", tmp_path / "b.archive"):
        with pytest.raises(Damaged):
            archive.become(bad, grows=True)
    assert len(archive) == 1
    writer, _ = begun(tmp_path / "a.archive", [a_post(0, 0)])
    writer.add([a_post(1, 1)])
    archive.become(writer.path, grows=True)
    assert len(archive) == 2
    writer.add([a_post(2, 1)])
    assert archive.refresh() == 2
    assert archive.search("word2") == (2,)


def test_nobody_else_writes_meanwhile(tmp_path: Path) -> None:
    writer, archive = begun(tmp_path / "a.archive", [a_post(0, 0)])
    with pytest.raises(sqlite3.OperationalError):
        archive._connection.execute("DELETE FROM posts")
    writer.add([a_post(1, 1)])
    assert len(archive) == 1


def test_an_index_in_many_parts_is_tidied_up_little_by_little(tmp_path: Path) -> None:
    writer, archive = begun(tmp_path / "day.archive", [a_post(0, 0)])
    for number in range(1, 30):
        writer.add([a_post(number, number)])
    archive.refresh()
    found = archive.search("boat")
    while writer.tidy():
        assert archive.refresh() is None
    assert archive.search("boat") == found == tuple(range(30))
    (parts,) = sqlite3.connect(writer.path).execute("SELECT count(DISTINCT segid) FROM words_idx").fetchone()
    assert parts < 10
    writer.close()


def test_many_posts_at_once_are_one_part_of_the_index_each_batch(tmp_path: Path) -> None:
    writer, archive = begun(tmp_path / "day.archive", [a_post(0, 0)])
    writer.add([a_post(number, number) for number in range(1, 600)])
    writer.add([a_post(number, 0) for number in range(600, 900)])  # all others move
    (parts,) = sqlite3.connect(writer.path).execute("SELECT count(DISTINCT segid) FROM words_idx").fetchone()
    assert parts < 10
    archive.refresh()
    assert len(archive.search("boat")) == 900
    writer.close()

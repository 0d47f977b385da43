"""Posts that several sources have are shown once."""

from datetime import UTC, datetime, timedelta
from typing import Any

from feeds.ingest import join
from feeds.merging import without_doubles
from feeds.model import Author, Block, Day, Origin, Post, When
from feeds.readers.parsed import Parsed

START = datetime(2031, 5, 6, 9, 0, tzinfo=UTC)


def post(ident: str, text: str, minute: int | None = 0, **more: Any) -> Post:
    when = None if minute is None else When.stated(START + timedelta(minutes=minute))
    return Post(id=ident, kind="post", when=when, body=(Block(type="paragraph", text=text),), **more)


def part(*posts: Post) -> Parsed:
    return Parsed("native", Day(posts=posts))


def test_the_same_post_of_two_sources_is_one_with_both_origins() -> None:
    here = part(post("a", "Mist.", None, origin=Origin(file="one.txt", first_line=3, last_line=4)), post("b", "Sun."))
    there = part(post("a", "Mist.", 7, author=Author(name="Ada")), post("b", "Rain."), post("c", "Wind."))
    one, two = without_doubles([here, there], ["one.txt", "two.jsonl"])
    first = one.day.posts[0]
    assert (first.origin, first.also) == (
        Origin(file="one.txt", first_line=3, last_line=4),
        (Origin(file="two.jsonl"),),
    )
    assert first.when == When.stated(START + timedelta(minutes=7))
    assert first.author == Author(name="Ada")
    assert [each.id for each in two.day.posts] == ["b", "c"]
    assert two.notes == ("1 post is in an earlier source as well; shown once, with both origins",)


def test_an_address_tells_a_post_only_where_it_is_its_own() -> None:
    page, own = "https://example.org/day", "https://example.org/day#1"
    one = part(post("a", "Mist.", url=own), post("b", "Sun.", url=page), post("c", "Rain.", url=page))
    two = part(post("x", "Mist, corrected.", url=own), post("y", "Hail.", url=page))
    assert [each.id for each in without_doubles([one, two], ["1", "2"])[1].day.posts] == ["y"]


def test_what_one_source_says_twice_stays() -> None:
    one = part(post("a", "Mist."), post("a2", "Mist."))
    assert without_doubles([one], ["1"]) == (one,)


def test_a_post_whose_tweets_stay_behind_stays_with_them() -> None:
    one = part(post("a", "Mist."))
    tweet = Post(id="t", kind="tweet", part_of="a", when=When.stated(START))
    two = part(post("a", "Mist."), tweet)
    assert [each.id for each in without_doubles([one, two], ["1", "2"])[1].day.posts] == ["a", "t"]
    three = part(post("a", "Mist."), tweet)
    assert without_doubles([two, three], ["2", "3"])[1].day.posts == ()


def test_three_sources_make_one_day() -> None:
    parts = [part(post("a", "Mist."), post(f"own{number}", "Sun.", number)) for number in (1, 2, 3)]
    made = join(["1", "2", "3"], parts)
    assert [each.id for each in made.day.posts] == ["a", "own1", "own2", "own3"]
    assert made.day.posts[0].also == (Origin(file="2"), Origin(file="3"))
    assert [report.posts for report in made.report.sources] == [{"post": 2}, {"post": 1}, {"post": 1}]

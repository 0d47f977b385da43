"""The model refuses what makes no sense, and cleans what it takes."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from feeds.model import Block, Day, Header, Origin, Post, Reading, When

NINE = dt.datetime(2031, 5, 6, 9, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)

REFUSED = {
    "a time without zone": lambda: When.stated(dt.datetime(2031, 5, 6, 9)),  # noqa: DTZ001
    "a time outside its interval": lambda: When(at=NINE, earliest=NINE + HOUR, latest=NINE + 2 * HOUR, basis="cited"),
    "the calendar's end": lambda: When.stated(dt.datetime.max.replace(tzinfo=dt.UTC)),
    "an unknown zone": lambda: Header(timezone="Mars/Olympus"),
    "a zone that is a path": lambda: Header(timezone="../../etc/passwd"),
    "an unknown field": lambda: Post.model_validate({"id": "a", "kind": "post", "mood": "good"}),
    "a line before the first": lambda: Origin(file="a", first_line=0),
    "no number": lambda: Reading(group="g", measure="votes", value=float("inf"), unit="votes", status="poll", text="t"),
    "a change": lambda: setattr(Header(), "title", "x"),
}


@pytest.mark.parametrize("make", REFUSED.values(), ids=REFUSED)
def test_refused(make) -> None:
    with pytest.raises(ValidationError):
        make()


def test_text_is_cleaned_in_every_field() -> None:
    post = Post.model_validate(
        {
            "id": "a\x1b[2J",
            "kind": "post",
            "heading": "\x1b]0;title\x07One\nline",
            "author": {"name": "\u202eName", "handle": "@@handle", "role": " the\tchair "},
            "body": [{"type": "quote", "text": "two \x9b31m\nlines"}],
            "url": "javascript:alert(1)",
            "origin": {"file": "a\x00b", "path": "x\x07"},
        }
    )
    assert "\x1b" not in post.model_dump_json()
    assert (post.id, post.heading, post.url) == ("a", "One line", None)
    assert post.author is not None
    assert (post.author.name, post.author.handle, post.author.role) == ("Name", "handle", "the chair")
    assert post.body[0].text == "two\nlines"


def test_a_bare_instant_is_a_stated_time() -> None:
    post = Post.model_validate({"id": "a", "kind": "post", "when": "2031-05-06T09:00:00Z"})
    assert post.when == When.stated(NINE)
    assert Post(id="a", kind="post", when=NINE).when == When.stated(NINE)  # type: ignore[arg-type]
    assert post.when.exact


@pytest.mark.parametrize("zone", ["Europe/London", "Africa/Monrovia"])
def test_an_instant_keeps_no_zone_that_could_make_it_doubtful(zone: str) -> None:
    for year in (1890, 2016):
        for fold in (0, 1):
            at = dt.datetime(year, 10, 30, 1, 30, fold=fold, tzinfo=ZoneInfo(zone))
            kept = When.stated(at).at
            assert kept.timestamp() == at.timestamp()
            assert When.model_validate_json(When.stated(at).model_dump_json()).at == kept


def test_turning_a_day_round_keeps_embedded_tweets_behind_their_post() -> None:
    def post(ident: str, part_of: str | None = None) -> Post:
        return Post(id=ident, kind="post", part_of=part_of)

    behind = (post("c"), post("b"), post("b1", "b"), post("b2", "b"), post("a"))
    reversed_too = (post("c"), post("b2", "b"), post("b1", "b"), post("b"), post("a"))
    for posts in (behind, reversed_too):
        day = Day(header=Header(order="newest-first"), posts=posts).oldest_first()
        assert [each.id for each in day.posts] == ["a", "b", "b1", "b2", "c"]
        assert day.oldest_first() is day


def test_text_is_heading_and_body() -> None:
    post = Post(id="a", kind="post", heading="One", body=(Block(type="item", text="two"), Block(type="row", text="3")))
    assert post.text == "One\ntwo\n3"

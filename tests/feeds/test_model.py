"""The model refuses what makes no sense, and cleans what it takes."""

import datetime as dt
from dataclasses import FrozenInstanceError, fields, replace
from zoneinfo import ZoneInfo

import pytest

from feeds import form, validation
from feeds.model import Author, Block, Contest, Day, Header, Model, Origin, Post, Reading, When

NINE = dt.datetime(2031, 5, 6, 9, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)

REFUSED = {
    "a time without zone": lambda: When.stated(dt.datetime(2031, 5, 6, 9)),  # noqa: DTZ001
    "a time outside its interval": lambda: When(at=NINE, earliest=NINE + HOUR, latest=NINE + 2 * HOUR, basis="cited"),
    "the calendar's end": lambda: When.stated(dt.datetime.max.replace(tzinfo=dt.UTC)),
    "an unknown zone": lambda: Header(timezone="Mars/Olympus"),
    "a zone that is a path": lambda: Header(timezone="../../etc/passwd"),
}


@pytest.mark.parametrize("make", REFUSED.values(), ids=REFUSED)
def test_refused(make) -> None:
    with pytest.raises(ValueError):
        make()


def test_nothing_changes() -> None:
    with pytest.raises(FrozenInstanceError):
        Header().title = "x"  # type: ignore[misc]


HOSTILE = "\x1b]0;title\x07On\u202ee\nline "
PARTS = {Block: {"type": "quote"}, When: {"at": NINE, "earliest": NINE, "latest": NINE, "basis": "stated"}}
PARTS |= {Reading: {"status": "poll", "value": 1}, Post: {"kind": "post"}}


@pytest.mark.parametrize("model", [Author, Block, When, Origin, Reading, Contest, Post, Header])
def test_text_is_cleaned_in_every_field(model: type[Model]) -> None:
    """Whatever fields of text a model has or will have: one that no door guards fails here."""
    kinds = {each.name: str(each.type) for each in fields(model)}
    texts = {name for name, kind in kinds.items() if "str" in kind and name not in ("url", "timezone")}
    assert texts
    many = {name for name in texts if "tuple" in kinds[name]}
    made = model(**{name: (HOSTILE,) if name in many else HOSTILE for name in texts} | PARTS.get(model, {}))
    again = replace(made, **{name: getattr(made, name) for name in texts})
    for name in texts:
        (said,) = getattr(made, name) if name in many else (getattr(made, name),)
        assert said == ("One\nline" if (model, name) == (Block, "text") else "One line")
    assert again == made


def test_an_address_that_is_none_and_a_handle_with_its_sign() -> None:
    assert Post(id="a", kind="post", url="javascript:alert(1)").url is None
    assert Post(id="a", kind="post", url=" https://example.org/a ").url == "https://example.org/a"
    assert Author(handle="@@name").handle == "name"


@pytest.mark.parametrize("zone", ["Europe/London", "Africa/Monrovia"])
def test_an_instant_keeps_no_zone_that_could_make_it_doubtful(zone: str) -> None:
    for year in (1890, 2016):
        for fold in (0, 1):
            at = dt.datetime(year, 10, 30, 1, 30, fold=fold, tzinfo=ZoneInfo(zone))
            kept = When.stated(at).at
            assert kept.timestamp() == at.timestamp()
            assert kept.tzinfo is not at.tzinfo
            assert validation.post(form.written(Post(id="a", kind="post", when=When.stated(at)))).when == When.stated(
                at
            )


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

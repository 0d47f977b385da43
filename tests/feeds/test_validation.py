"""What comes from outside is checked in every type, and nothing that is no model gets in."""

import json

import pytest

from feeds import form, validation
from feeds.form import Invalid
from feeds.model import Block, Contest, Header, Origin, Reading, When

POST = {"id": "a", "kind": "post"}
AT = "2031-05-06T09:00:00Z"
READING = {"group": "g", "measure": "votes", "value": 5, "unit": "votes", "status": "poll", "text": "t"}

REFUSED = {
    "an unknown field": ({"mood": "good"}, "unknown field 'mood'"),
    "an unknown field further in": ({"author": {"nick": "A"}}, "unknown field 'author.nick'"),
    "another kind": ({"kind": "poem"}, "kind: should be 'post'"),
    "a line before the first": ({"origin": {"file": "a", "first_line": 0}}, "origin.first_line: should be greater"),
    "no number": ({"readings": [READING | {"value": "many"}]}, "readings[0].value"),
    "an endless number": ({"readings": [READING | {"value": float("inf")}]}, "readings[0].value"),
    "a number for a text": ({"heading": 5}, "heading: should be a valid string"),
    "a time that is none": ({"when": "breakfast"}, "when.at: should be a valid datetime"),
    "a time without zone": ({"when": "2031-05-06T09:00:00"}, "when.at: a time needs its offset"),
    "a change at such a time": ({"updated": "2031-05-06T09:00:00"}, "updated: a time needs its offset"),
    "a tweet sent at such a time": ({"sent": "2031-05-06T09:00:00"}, "sent: a time needs its offset"),
    "a time outside its interval": (
        {"when": {"at": AT, "earliest": AT, "latest": "2031-05-06T08:00:00Z", "basis": "cited"}},
        "when: a time must lie between its earliest and its latest",
    ),
}


@pytest.mark.parametrize(("said", "reason"), REFUSED.values(), ids=REFUSED)
def test_refused(said: dict[str, object], reason: str) -> None:
    with pytest.raises(Invalid) as caught:
        validation.post(json.dumps(POST | said))
    assert caught.value.faults[0].reason.startswith(reason)


def test_every_part_of_a_post() -> None:
    said = POST | {
        "when": AT,
        "updated": AT,
        "heading": "\x1b[2JOne\nline",
        "author": {"handle": "@@handle"},
        "body": [{"type": "quote", "text": "two \x9b31m\nlines"}],
        "url": "javascript:alert(1)",
        "origin": {"file": "a\x00b", "first_line": 3},
        "also": [{"file": "b"}],
        "readings": [READING],
    }
    post = validation.post(json.dumps(said))
    assert post.when is not None
    assert post.when == When.stated(post.when.at)
    assert post.updated == post.when.at
    assert (post.heading, post.url, post.author and post.author.handle) == ("One line", None, "handle")
    assert post.body == (Block(type="quote", text="two\nlines"),)
    assert post.origin == Origin(file="ab", first_line=3)
    assert post.also == (Origin(file="b"),)
    assert post.readings == (Reading(group="g", measure="votes", value=5, unit="votes", status="poll", text="t"),)
    assert validation.post(form.written(post)) == post


def test_a_header_is_told_from_its_faults() -> None:
    assert validation.header({"title": "x", "contests": [{"name": "v", "who": ["A"]}]}) == Header(
        title="x", contests=(Contest(name="v", who=("A",)),)
    )
    with pytest.raises(Invalid) as caught:
        validation.header({"timezone": "Mars/Olympus"})
    assert caught.value.faults[0].place == ()
    with pytest.raises(Invalid) as caught:
        validation.header({"title": 5, "date": "x"})
    assert [fault.place for fault in caught.value.faults] == [("title",), ("date",)]


def test_a_schema_for_every_part() -> None:
    schemas = validation.schemas()
    assert set(schemas) == {"Author", "Block", "Contest", "Header", "Origin", "Post", "Reading", "When"}
    assert all(each["description"] and not each["additionalProperties"] for each in schemas.values())

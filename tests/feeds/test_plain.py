"""A plain line is a post as it stands: to keep the line is to keep the post."""

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds import clean, validation
from feeds.archive import stored
from feeds.archive.reading import row_on
from feeds.archive.rows import row_of
from feeds.readers import native
from feeds.readers.encoding import mended

AT = "2016-09-24T11:45:00+01:00"
POST = {
    "id": "n1",
    "kind": "tweet",
    "when": AT,
    "author": {"name": "Anna Vote", "handle": "anna"},
    "body": [{"type": "tweet", "text": "A re-election, 61.8% – the chair’s count ❤️ 東京 👩\u200d💻"}],
    "key": True,
}
STRETCH = {"at": AT, "earliest": "2016-09-24T11:40:00+01:00", "latest": "2016-09-24T10:50:00Z", "basis": "inferred"}
READING = {"group": "all", "measure": "votes", "value": 5.0, "unit": "%", "status": "declared", "text": "5%", "line": 3}

PLAIN: dict[str, dict[str, Any]] = {
    "a tweet": {},
    "a time with its edges": {"when": {**STRETCH, "why": "between two posts"}},
    "two lines": {"body": [{"type": "paragraph", "text": "one\ntwo\n\nthree"}, {"type": "quote", "text": "four"}]},
    "everything": {
        "heading": "A heading",
        "updated": "2016-09-24T12:00:00.5+01:00",
        "url": "https://example.org/a?b=c#d",
        "part_of": "n0",
        "cites": ["n0"],
        "sent": AT,
        "origin": {"file": "day.txt", "first_line": 3, "last_line": 4},
        "also": [{"file": "other.json", "path": "posts[3]"}],
        "readings": [READING, {**READING, "value": 313_209, "who": "Anna"}],
    },
    "nothing": {"author": {}, "body": [], "key": False, "updated": True, "readings": []},
}
NOT_PLAIN: dict[str, dict[str, Any]] = {
    "no id": {"id": ""},
    "a number for an id": {"id": 7},
    "a space before": {"heading": " A heading"},
    "two spaces": {"heading": "A  heading"},
    "a line break in a line": {"heading": "A\nheading"},
    "an escape": {"body": [{"type": "tweet", "text": "\x1b[31mred"}]},
    "a bidirectional override": {"body": [{"type": "tweet", "text": "a \u202e b"}]},
    "a letter and its accent": {"body": [{"type": "tweet", "text": "cafe\u0301"}]},
    "a tower of marks": {"body": [{"type": "tweet", "text": "a\ufe0f\ufe0f\ufe0f\ufe0f\ufe0f"}]},
    "an account with its @": {"author": {"handle": "@anna"}},
    "no address": {"url": "javascript:alert(1)"},
    "null": {"heading": None},
    "an unknown field": {"likes": 3},
    "an unknown kind": {"kind": "rumour"},
    "a number for a truth": {"key": 1},
    "a bare clock time": {"when": "2016-09-24T11:45:00"},
    "no such day": {"when": "2016-02-30T11:45:00Z"},
    "the end of the calendar": {"when": "9999-12-31T11:45:00Z"},
    "seconds since 1970": {"when": 1_474_000_000},
    "edges that do not hold the time": {"when": {**STRETCH, "earliest": "2016-09-24T11:46:00+01:00"}},
    "a line before the first": {"origin": {"file": "a", "first_line": 0}},
    "no number": {"readings": [{**READING, "value": float("inf")}]},
}


def line_of(change: dict[str, Any]) -> bytes:
    return json.dumps({**POST, **change}, ensure_ascii=False).encode()


def same(line: bytes) -> None:
    """What is said of a plain line is what the models say of it."""
    post = native.post_on(line, 1)
    assert not isinstance(post, str)
    assert stored.read(line) == post
    row, amiss = row_on(line, 1)
    assert row is not None
    assert not amiss
    assert stored.read(row.json) == post
    assert row._replace(json="") == row_of(post)._replace(json="")


@pytest.mark.parametrize("change", PLAIN.values(), ids=PLAIN)
def test_plain_lines(change: dict[str, Any]) -> None:
    assert validation.plain(line_of(change)) is not None
    same(line_of(change))


@pytest.mark.parametrize("change", NOT_PLAIN.values(), ids=NOT_PLAIN)
def test_other_lines(change: dict[str, Any]) -> None:
    assert validation.plain(line_of(change)) is None


texts = st.text(
    st.one_of(st.sampled_from("aé \n\t@.'’–東👍🏽\u200d\ufe0f🇬🇧\u0301\u202e\x1b[m\xa0\xad가ᄀ"), st.characters()),
    max_size=12,
)
stamps = st.one_of(
    st.sampled_from([AT, "2016-09-24T11:45:00.25Z", "2016-09-24T25:00:00Z", "0001-01-01T00:00:00Z"]),
    st.datetimes(timezones=st.timezones()).map(lambda at: at.isoformat()),
)
posts = st.fixed_dictionaries(
    {"id": texts, "kind": st.sampled_from(["post", "tweet", "rumour"]), "when": stamps},
    optional={
        "heading": st.none() | texts,
        "author": st.fixed_dictionaries({}, optional={"name": texts, "handle": texts, "role": st.none() | texts}),
        "body": st.lists(
            st.fixed_dictionaries({"type": st.sampled_from(["paragraph", "row"]), "text": texts}), max_size=3
        ),
        "key": st.booleans() | st.integers(0, 1),
        "url": texts.map(lambda text: f"https://a.b/{text}"),
        "part_of": texts,
        "sent": stamps,
        "updated": stamps | st.booleans(),
    },
)


@given(posts, st.booleans())
def test_a_plain_line_is_the_post_that_the_models_make_of_it(post: dict[str, Any], ascii_only: bool) -> None:
    line = json.dumps(post, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
    if validation.plain(line) is not None:
        same(line)
    found, (row, reason) = native.post_on(mended(line)[0], 1), row_on(line, 1)
    assert (reason if row is None else "") == (found if isinstance(found, str) else "")
    assert row is None or row.id


def test_plain_characters_are_safe_beside_each_other() -> None:
    import re

    known = re.compile(f"[{clean.PLAIN}]")
    chars = [char for char in map(chr, range(0x110000)) if known.match(char)]
    assert len(chars) > 40_000
    text = "".join(chars)
    assert clean.block(text) == text
    assert clean.block(text[::-1]) == text[::-1]
    # Nothing that a neighbour could join to: marks, and the letters that syllables are made of.
    assert not [char for char in chars if unicodedata.category(char)[0] == "M" or "\u1100" <= char <= "\u11ff"]

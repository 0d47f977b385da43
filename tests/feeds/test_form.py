"""What is ordinary is read as the validator reads it, and what is written is read back equal."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds import form, validation
from feeds.days import bundled
from feeds.model import Contest, Day, Post, When
from feeds.readers import native
from tests.feeds.readers.test_native import days, posts

ODD = [None, True, False, 0, 1, -1, 1.5, "", "x", "yes", [], {}, ["x"], [5], {"x": 1}, [{}], "2031-05-06", 10**400]
ODD += ["2031-05-06T09:00:00", "2031-W19-2T09:00Z", "2031-05-06T09:00Z", "2031-05-06T24:00:00Z", "0000-01-01T00:00:00Z"]


@given(posts)
def test_what_is_written_is_ordinary_and_valid(post: Post) -> None:
    line = form.written(post).encode()
    assert form.post(line) == validation.post(line) == post


@given(days)
def test_so_is_a_header(day: Day) -> None:
    raw = json.loads(form.written(day.header))
    assert form.header(raw) == validation.header(raw) == day.header


def test_what_is_written_says_no_more_than_it_must() -> None:
    assert form.written(Post(id="a", kind="post")) == '{"id":"a","kind":"post"}'
    at = datetime(2031, 5, 6, 9, tzinfo=UTC)
    edges = '"earliest":"2031-05-06T09:00:00Z","latest":"2031-05-06T09:00:00Z"'
    assert form.written(When.stated(at)) == f'{{"at":"2031-05-06T09:00:00Z",{edges},"basis":"stated"}}'
    assert form.fields(Contest(name="x")) == {"name": "x"}
    assert form.fields(Contest(name="x"), sparse=False) == {"name": "x", "groups": [], "who": [], "previous": None}


ODD_HEADERS = [{"title": 5}, {"title": None}, {"date": "20310506"}, {"timezone": "Mars"}, {"mood": 1}, {"order": "x"}]


@pytest.mark.parametrize("odd", ODD_HEADERS)
def test_an_odd_header_is_left_to_the_validator(odd: dict[str, Any]) -> None:
    assert form.header(odd) is None


def places(value: Any) -> list[tuple[Any, Any]]:
    """Everything in a JSON value that can be put to something else."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [(value, name) for name, _ in inside] + [place for _, each in inside for place in places(each)]


@given(posts, st.data())
def test_the_validator_agrees(post: Post, data: st.DataObject) -> None:
    raw = json.loads(form.written(post))
    part, name = data.draw(st.sampled_from(places(raw)))
    match data.draw(st.sampled_from(["other", "gone", "more"])):
        case "gone":
            del part[name]
        case "more" if isinstance(part, dict):
            part["mood"] = "good"
        case _:
            part[name] = data.draw(st.sampled_from(ODD))
    line = json.dumps(raw, ensure_ascii=False).encode("utf-8", "surrogatepass")
    assert form.post(line) in (None, native.post_on(line))


@pytest.mark.parametrize("line", [b"", b"5", b"[]", b"{}", b"[" * 100_000, b"\xff", '{"id":"a"}'.encode("utf-16")])
def test_anything_else_is_not(line: bytes) -> None:
    assert form.post(line) is None


def test_the_bundled_day_is_ordinary() -> None:
    header, *rest = bundled().data.splitlines()
    assert form.post(header) is None
    assert all(form.post(line) == native.post_on(line) for line in rest)

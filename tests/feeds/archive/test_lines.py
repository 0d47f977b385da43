"""What is read right from a line is what the validator makes of it, or nothing."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds import validation
from feeds.archive import lines
from feeds.days import bundled
from feeds.model import Post
from feeds.readers import native
from tests.feeds.test_native import posts

ODD = [None, True, False, 0, 1, -1, 1.5, "", "x", "yes", [], {}, ["x"], [5], {"x": 1}, [{}], "2031-05-06", 10**400]
ODD += ["2031-05-06T09:00:00", "2031-W19-2T09:00Z", "2031-05-06T09:00Z", "2031-05-06T24:00:00Z", "0000-01-01T00:00:00Z"]


@given(posts)
def test_what_a_program_writes_is_ordinary(post: Post) -> None:
    assert lines.post(validation.written(post).encode()) == post


def places(value: Any) -> list[tuple[Any, Any]]:
    """Everything in a JSON value that can be put to something else."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [(value, name) for name, _ in inside] + [place for _, each in inside for place in places(each)]


@given(posts, st.data())
def test_the_validator_agrees(post: Post, data: st.DataObject) -> None:
    raw = json.loads(validation.written(post))
    part, name = data.draw(st.sampled_from(places(raw)))
    match data.draw(st.sampled_from(["other", "gone", "more"])):
        case "gone":
            del part[name]
        case "more" if isinstance(part, dict):
            part["mood"] = "good"
        case _:
            part[name] = data.draw(st.sampled_from(ODD))
    line = json.dumps(raw, ensure_ascii=False).encode("utf-8", "surrogatepass")
    assert lines.post(line) in (None, native.post_on(line))


@pytest.mark.parametrize("line", [b"", b"5", b"[]", b"{}", b"[" * 100_000, b"\xff", '{"id":"a"}'.encode("utf-16")])
def test_anything_else_is_not(line: bytes) -> None:
    assert lines.post(line) is None


def test_the_bundled_day_is_ordinary() -> None:
    header, *rest = bundled().data.splitlines()
    assert lines.post(header) is None
    assert all(lines.post(line) == native.post_on(line) for line in rest)

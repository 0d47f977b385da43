"""A search goes on from what it found before, and may be done in steps from any place."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.archive import Archive, index, parse
from feeds.archive.building import build
from feeds.model import Block, Day, Header, Post, When

WORDS = ("ash", "birch", "cedar", "oak", "elm")
QUERIES = (
    "ash",
    '"ash birch"',
    '"ash bir',
    "ash birch",
    '"ash birch" -cedar',
    '-"birch cedar" oak',
    "el",
    'elm "oak ash"',
    'after:06:10 "ash oak"',
)


def posts() -> Iterator[Post]:
    for number in range(240):
        text = " ".join(WORDS[(number * step + step) % 5] for step in range(1, 2 + number % 4))
        when = When.stated(datetime(2031, 5, 4, 6, tzinfo=UTC) + timedelta(seconds=7 * number))
        yield Post(id=f"p{number}", kind="post", when=when, body=(Block(type="paragraph", text=text),))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("archive") / "day.archive"
    build(path, Header(), posts())
    return path


@given(st.lists(st.tuples(st.sampled_from(QUERIES), st.integers(0, 250)), max_size=6))
def test_asked_again_of_more_or_fewer_posts(path: Path, questions: list[tuple[str, int]]) -> None:
    archive = Archive.open(path)
    for text, until in questions:
        assert archive.hits(text, until=until, typing=True) == Archive.open(path).hits(text, until=until, typing=True)


@given(st.sampled_from(QUERIES), st.integers(0, 250), st.integers(-5, 260))
def test_in_steps_from_a_place(path: Path, text: str, until: int, near: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "STEP", 16)
        archive, query = Archive.open(path), parse(text, typing=True)
        searcher = archive.searcher()
        assert searcher is not None
        steps = list(searcher.look(query, until, near))
        searcher.close()
    whole = Archive.open(path).hits(query, until=until)
    assert steps[-1] == whole
    assert all(one.bits & other.bits == one.bits for one, other in pairwise(steps))
    assert archive.quick(query, until)
    assert archive.hits(query, until=until) == whole


def test_what_takes_long(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "FEW", 50)
    archive = Archive.open(path)
    assert archive.quick(parse("ash birch"))
    assert archive.quick(parse('"ash birch"'), 50)
    assert not archive.quick(parse('"ash birch"'))
    archive.hits('"ash birch"', until=200)
    assert archive.quick(parse('"ash birch"'))


def test_a_day_in_memory_has_one_connection() -> None:
    assert Archive.from_day(Day(posts=tuple(posts()))).searcher() is None

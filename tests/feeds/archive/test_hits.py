"""Hits are a sorted tuple of ranks, but cheaper."""

from bisect import bisect_left

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.archive.hits import Hits

ranks = st.sets(st.one_of(st.integers(0, 200), st.integers(0, 30_000))).map(sorted)


@given(ranks, st.data())
def test_hits_are_a_sequence(found: list[int], data: st.DataObject) -> None:
    hits = Hits.of(found, 30_001)
    assert list(hits) == found
    assert len(hits) == len(found)
    assert bool(hits) == bool(found)
    assert [hits[place] for place in range(len(found))] == found
    assert [hits[place] for place in range(-len(found), 0)] == found
    assert hits[2:5] == tuple(found[2:5])
    for rank in [*found[:20], data.draw(st.integers(-5, 40_000))]:
        assert hits.before(rank) == bisect_left(found, rank) == bisect_left(hits, rank)
        assert (rank in hits) == (rank in found)


def test_beyond_the_last() -> None:
    for hits in (Hits(0), Hits.of([3], 9)):
        with pytest.raises(IndexError):
            hits[len(hits)]
        with pytest.raises(IndexError):
            hits[-len(hits) - 1]


few = st.lists(st.integers(0, 59), unique=True).map(sorted)


@given(few, st.integers(0, 60))
def test_each_hit_has_its_neighbours(found: list[int], until: int) -> None:
    known = [hit for hit in found if hit < until]
    expected = sorted({rank for hit in known for rank in (hit - 1, hit, hit + 1) if 0 <= rank < until})
    assert list(Hits.of(known, 60).widened(until)) == expected


@given(few)
def test_with_their_neighbours_hits_grow_at_the_end_only(found: list[int]) -> None:
    before: list[int] = []
    for until in range(61):
        now = Hits.of(found[: bisect_left(found, until)], 60).widened(until)
        assert list(now)[: len(before)] == before
        assert Hits.of(before, 60).begins(now)
        before = list(now)


@given(few, few)
def test_beginning_and_being_the_same(some: list[int], others: list[int]) -> None:
    one, other = Hits.of(some, 60), Hits.of(others, 60)
    assert one.begins(other) == (others[: len(some)] == some)
    assert (one == other) == (some == others)
    assert hash(one) == hash(Hits.of(some, 99))

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

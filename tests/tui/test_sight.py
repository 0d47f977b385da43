"""What a filter leaves: places that stand for ranks."""

from hypothesis import given
from hypothesis import strategies as st

from feeds.archive import Archive, Hits
from tui.sight import Sight

ranks = st.lists(st.integers(0, 59), unique=True).map(sorted)


@given(ranks, st.integers(-3, 62), st.integers(0, 61))
def test_places_stand_for_ranks(archive: Archive, listed: list[int], rank: int, count: int) -> None:
    sight = Sight(archive)
    assert sight.place(rank) == sight.rank(rank) == rank
    assert sight.narrow(Hits.of(listed, 60))
    assert len(sight) == len(listed)
    assert [post.id for post in sight.window(0, 99)] == [f"p{each}" for each in listed]
    assert sight.window(2, 3) == sight.window(0, 99)[2:5]
    assert sight.count(count) == sum(each < count for each in listed)
    if listed:
        assert all(sight.rank(sight.place(each)) == each for each in listed)
        assert sight.rank(sight.place(rank)) == max((each for each in listed if each <= rank), default=listed[0])
    assert list(sight.places(range(0, 60, 7))) == [listed.index(each) for each in range(0, 60, 7) if each in listed]


def test_a_list_that_goes_on_is_the_same_list(archive: Archive) -> None:
    sight = Sight(archive)
    assert not sight.narrow(None)
    assert sight.narrow(Hits.of((1, 2), 9))
    assert not sight.narrow(Hits.of((1, 2, 5), 9))
    assert not sight.narrow(Hits.of((1,), 9))
    assert sight.narrow(Hits.of((2,), 9))
    assert sight.narrow(None)


@given(st.lists(st.tuples(ranks, st.integers(0, 60)), max_size=6), st.lists(st.integers(0, 60), max_size=8))
def test_places_are_found_anew_or_gone_on_with(
    archive: Archive, lists: list[tuple[list[int], int]], visibles: list[int]
) -> None:
    """However lists and hits follow each other, what is remembered of the last makes no difference."""
    sight = Sight(archive)
    for hits, _ in lists:
        for visible in visibles:
            known = tuple(hit for hit in hits if hit < visible)
            found = Hits.of(known, 60).widened(visible)
            sight.narrow(found)
            listed = list(found)
            for asked in (known, tuple(range(0, visible, 3)), known):
                assert list(sight.places(asked)) == [listed.index(rank) for rank in asked if rank in listed]

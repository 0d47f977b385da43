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
    assert sight.lists(rank) == (rank in listed)
    thirds = Hits.of(range(0, 60, 3), 60)
    assert list(sight.among(thirds)) == [each for each in listed if each % 3 == 0]
    assert not sight.among(Hits(0))
    sight.narrow(None)
    assert sight.among(thirds) == thirds


def test_a_list_that_goes_on_is_the_same_list(archive: Archive) -> None:
    sight = Sight(archive)
    assert not sight.narrow(None)
    assert sight.narrow(Hits.of((1, 2), 9))
    assert not sight.narrow(Hits.of((1, 2, 5), 9))
    assert not sight.narrow(Hits.of((1,), 9))
    assert sight.narrow(Hits.of((2,), 9))
    assert sight.narrow(None)

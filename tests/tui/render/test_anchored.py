"""The anchored list against the plain list of all its rows."""

from hypothesis import given
from hypothesis import strategies as st

from tui.render import anchored
from tui.render.anchored import Place


class Heights:
    """Entries of given heights; says which of them were measured."""

    def __init__(self, heights: list[tuple[int, int]]) -> None:
        self.heights = heights
        self.measured: set[int] = set()

    def top(self) -> int:
        return 0

    def bottom(self) -> int:
        return len(self.heights) - 1

    def above(self, rank: int) -> int | None:
        return rank - 1 if rank else None

    def below(self, rank: int) -> int | None:
        return rank + 1 if rank + 1 < len(self.heights) else None

    def lead(self, rank: int) -> int:
        self.measured.add(rank)
        return self.heights[rank][0]

    def body(self, rank: int) -> int:
        self.measured.add(rank)
        return self.heights[rank][1]

    def all_rows(self) -> list[Place]:
        return [Place(rank, row) for rank, (lead, body) in enumerate(self.heights) for row in range(-lead, body)]


HEIGHTS = st.lists(st.tuples(st.integers(0, 4), st.integers(1, 9)), min_size=1, max_size=12).map(Heights)


@given(HEIGHTS, st.data())
def test_shift_walks_the_rows(entries: Heights, data: st.DataObject) -> None:
    rows = entries.all_rows()
    at = data.draw(st.integers(0, len(rows) - 1))
    by = data.draw(st.integers(-80, 80))
    assert anchored.shift(entries, rows[at], by) == rows[min(max(at + by, 0), len(rows) - 1)]


@given(HEIGHTS, st.integers(1, 30), st.data())
def test_a_pane_shows_the_rows_from_its_place_on(entries: Heights, height: int, data: st.DataObject) -> None:
    rows = entries.all_rows()
    at = data.draw(st.integers(0, len(rows) - 1))
    assert anchored.lines(entries, rows[at], height) == rows[at : at + height]
    settled = anchored.settle(entries, rows[at], height)
    assert settled == rows[min(at, max(len(rows) - height, 0))]
    assert anchored.start(entries) == rows[0]
    assert anchored.end(entries, height) == rows[max(len(rows) - height, 0)]


@given(HEIGHTS, st.integers(1, 30), st.booleans(), st.data())
def test_a_post_is_shown_as_far_as_it_fits(entries: Heights, height: int, down: bool, data: st.DataObject) -> None:
    rows = entries.all_rows()
    place = anchored.settle(entries, data.draw(st.sampled_from(rows)), height)
    rank = data.draw(st.integers(0, len(entries.heights) - 1))
    shown = anchored.lines(entries, anchored.show(entries, place, height, rank, from_above=down), height)
    own = [Place(rank, row) for row in range(entries.heights[rank][1])]
    if len(own) <= height:
        assert set(own) <= set(shown)
    else:
        assert (own[0] if down else own[-1]) in shown
    assert len(shown) == min(height, len(rows))


def test_only_what_is_near_is_measured() -> None:
    entries = Heights([(1, 3)] * 1_000_000)
    anchored.lines(entries, anchored.settle(entries, Place(500_000, 0), 40), 40)
    anchored.show(entries, Place(500_000, 0), 40, 900_000)
    anchored.end(entries, 40)
    assert len(entries.measured) < 100

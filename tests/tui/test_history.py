"""The jump history goes back, forward, and back again, as a browser's does."""

from datetime import UTC, datetime

from tui.history import KEPT, Jumps, Place


def at(hour: int) -> Place:
    return Place(datetime(2031, 5, 3, hour, tzinfo=UTC), hour)


def test_there_and_back() -> None:
    jumps = Jumps()
    assert jumps.back(at(1)) is None
    assert jumps.forward() is None
    jumps.leave(at(1))
    jumps.leave(at(2))
    assert jumps.back(at(3)) == at(2)
    assert jumps.back(at(2)) == at(1)
    assert jumps.back(at(1)) is None
    assert jumps.forward() == at(2)
    assert jumps.forward() == at(3)
    assert jumps.forward() is None


def test_a_jump_forgets_what_lay_forward() -> None:
    jumps = Jumps()
    jumps.leave(at(1))
    jumps.leave(at(2))
    assert jumps.back(at(3)) == at(2)
    jumps.leave(at(2))
    assert jumps.forward() is None
    assert jumps.back(at(9)) == at(2)
    assert jumps.back(at(2)) == at(1)


def test_a_jump_to_where_one_is_leads_nowhere_back() -> None:
    jumps = Jumps()
    jumps.leave(at(1))
    assert jumps.back(at(1)) is None


def test_it_does_not_grow_for_ever() -> None:
    jumps = Jumps()
    for hour in range(3 * KEPT):
        jumps.leave(Place(at(0).playhead, hour))
    steps = 0
    while jumps.back(at(1)) is not None:
        steps += 1
    assert steps <= KEPT + 1

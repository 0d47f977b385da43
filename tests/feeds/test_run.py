"""The run: it goes from cue to cue, and nothing carries it past one that waits."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.cues import Cue, Placed, Script, legs
from feeds.run import Run

START = datetime(2031, 5, 3, 8, 0, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


class Posts:
    """The times of a day's posts, in minutes."""

    def __init__(self, minutes: Sequence[float]) -> None:
        self.times = sorted(at(each) for each in minutes)
        self.first_time: datetime | None = self.times[0]
        self.last_time: datetime | None = self.times[-1]

    def times_after(self, after: datetime, most: int) -> list[datetime]:
        return [each for each in self.times if each > after][:most]

    def previous_time(self, before: datetime) -> datetime | None:
        return next((each for each in reversed(self.times) if each < before), None)


class Clock:
    def __init__(self) -> None:
        self.reading = 100.0

    def __call__(self) -> float:
        return self.reading

    def pass_(self, run: Run, seconds: float) -> None:
        """Let time pass as it does for a screen that samples often."""
        for _ in range(round(seconds / 0.1)):
            self.reading += 0.1
            run.position()


def script(*cues: tuple[float, str]) -> Script:
    placed = []
    for number, (minutes, do) in enumerate(cues):
        speed = float(do.split()[1]) if do.startswith("speed") else None
        cue = Cue(number + 1, "", hold=do == "hold", big=do == "big", blank=do == "blank", speed=speed)
        placed.append(Placed(cue, 0, at(minutes), ""))
    return Script("A talk", tuple(placed))


def run_of(*cues: tuple[float, str], begin: float | None = None) -> tuple[Run, Clock]:
    clock = Clock()
    run = Run(script(*cues), Posts([0, 5, 10, 20, 40, 60, 90]), clock, at=None if begin is None else at(begin))
    return run, clock


def test_it_begins_waiting_at_the_first_cue_whatever_the_cue_says() -> None:
    run, clock = run_of((2, "speed 60"), (20, "hold"), (40, ""))
    clock.pass_(run, 60)
    assert (run.position(), run.cue, run.waiting, run.playing) == (at(2), 0, True, False)


def test_it_plays_to_a_hold_and_waits_there() -> None:
    run, clock = run_of((0, "speed 60"), (10, ""), (20, "hold"), (40, ""))
    assert run.advance()
    clock.pass_(run, 5.05)
    assert run.playing and at(4) < run.position() < at(6)
    clock.pass_(run, 600)
    assert (run.position(), run.cue, run.waiting, run.playing) == (at(20), 2, True, False)


def test_next_on_the_way_is_there_at_once_and_goes_on_from_what_does_not_wait() -> None:
    run, clock = run_of((0, ""), (10, "speed 30"), (20, "hold"), (40, ""))
    run.advance()
    clock.pass_(run, 1)
    run.advance()
    assert (run.position(), run.cue, run.playing, run.speed) == (at(10), 1, True, 30)
    run.advance()
    assert (run.position(), run.cue, run.waiting) == (at(20), 2, True)


def test_the_last_cue_is_the_end() -> None:
    run, clock = run_of((0, ""), (10, "speed 30"))
    run.advance()
    run.advance()
    assert run.at_end and not run.advance()
    clock.pass_(run, 60)
    assert (run.position(), run.cue, run.playing) == (at(10), 1, False)


@pytest.mark.parametrize("do", ["hold", "big", "blank"])
def test_space_leaves_no_cue_that_waits(do: str) -> None:
    run, clock = run_of((0, do), (10, "hold"))
    assert not run.toggle()
    clock.pass_(run, 60)
    assert run.position() == at(0)


def test_space_pauses_and_plays_on_the_way() -> None:
    run, clock = run_of((0, ""), (40, "hold"))
    assert run.toggle() and run.playing
    clock.pass_(run, 2)
    here = run.position()
    assert run.toggle() and not run.playing
    clock.pass_(run, 60)
    assert run.position() == here and not run.waiting
    run.toggle()
    clock.pass_(run, 60)
    assert run.position() == at(40)


def test_back_leads_to_the_cue_left_then_to_the_one_before_and_waits() -> None:
    run, clock = run_of((0, "speed 10"), (10, "speed 60"), (40, "hold"))
    run.advance()
    run.advance()
    clock.pass_(run, 3)
    assert run.cue == 1
    assert run.back()
    assert (run.position(), run.cue, run.waiting, run.speed) == (at(10), 1, True, 60)
    assert run.back()
    assert (run.position(), run.cue, run.speed) == (at(0), 0, 10)
    assert not run.back()
    clock.pass_(run, 60)
    assert run.position() == at(0)


def test_two_cues_at_one_time_are_two_steps() -> None:
    run, _ = run_of((0, ""), (10, "hold"), (10, "big"), (20, ""))
    for cue in (0, 1, 2):
        assert run.cue == cue
        run.advance()
        if cue == 0:
            run.advance()


@pytest.mark.parametrize(
    ("begin", "cue", "position", "waiting"),
    [(-30, 0, 2, True), (2, 0, 2, True), (15, 1, 15, False), (10, 1, 10, True), (40, 2, 40, True), (90, 2, 90, True)],
)
def test_it_can_begin_within_the_script(begin: float, cue: int, position: float, waiting: bool) -> None:
    run, clock = run_of((2, ""), (10, "hold"), (40, "hold"), begin=begin)
    clock.pass_(run, 10)
    assert (run.cue, run.position(), run.waiting, run.playing) == (cue, at(position), waiting, False)


def test_a_stall_costs_one_step() -> None:
    run, clock = run_of((0, "speed 60"), (60, "hold"))
    run.advance()
    clock.pass_(run, 1)
    before = run.position()
    clock.reading += 600
    assert run.position() - before <= timedelta(minutes=1)


def test_a_script_without_cues_is_refused() -> None:
    with pytest.raises(ValueError, match="without cues"):
        Run(Script("", ()), Posts([0, 1]), Clock())


def test_it_plays_as_long_as_was_said() -> None:
    posts = Posts([0, 5, 10, 20, 40, 60, 90])
    talk = script((0, "speed 30"), (7, ""), (33, "speed 120"), (90, "hold"))
    clock = Clock()
    run = Run(talk, posts, clock)
    run.advance()
    began = clock.reading
    while not run.at_end:
        clock.reading += 0.01
    expected = sum(legs(talk, posts), timedelta()).total_seconds()
    assert clock.reading - began == pytest.approx(expected, abs=0.1)


MOVES = st.one_of(
    st.sampled_from(["next", "back", "toggle", "pause", "resume"]), st.floats(0, 30), st.floats(1_000, 1_000_000)
)


@given(
    st.lists(
        st.tuples(st.integers(0, 90), st.sampled_from(["", "hold", "big", "blank", "speed 1024"])),
        min_size=1,
        max_size=8,
    ),
    st.lists(MOVES, max_size=40),
    st.integers(-10, 100),
)
def test_time_alone_never_passes_a_cue_that_waits(
    cues: list[tuple[int, str]], moves: list[str | float], begin: int
) -> None:
    run, clock = run_of(*sorted(cues), begin=begin)
    waits = [run.script.waits(index) for index in range(len(cues))]
    last = run.script.cues[-1].at
    behind = at(begin) if at(begin) > last else last  # a run that begins behind its last cue stays there
    for move in moves:
        cue, waiting = run.cue, run.waiting
        wall = next((i for i in range(cue + 1, len(cues)) if waits[i]), len(cues) - 1)
        if isinstance(move, float):
            clock.reading += move
            run.position()
        elif move == "next":
            run.advance()
            assert cue <= run.cue
        else:
            getattr(run, move)()
        ends = behind if max(wall, cue) == len(cues) - 1 else run.script.cues[max(wall, cue)].at
        assert run.position() <= max(ends, run.script.cues[0].at)
        assert run.cue <= max(wall, cue)
        if waiting and waits[cue] and move not in ("next", "back"):
            assert run.cue == cue
            assert run.position() in (run.script.cues[cue].at, behind)
        if run.waiting:
            assert run.position() in (run.script.cues[run.cue].at, behind) and not run.playing

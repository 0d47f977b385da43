"""The playhead: continuous, monotone, patient with posts, impatient with gaps."""

from bisect import bisect_left, bisect_right
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.replay import FASTEST, LADDER, SLOWEST, STALL, STEP, Replay, fitted

START = datetime(2016, 9, 24, 10, 0, tzinfo=UTC)
TICK = timedelta(microseconds=2)


class Clock:
    """A time source that a test moves by hand."""

    def __init__(self, at: float = 1000.0) -> None:
        self.at = at

    def __call__(self) -> float:
        return self.at

    def run(self, replay: Replay, seconds: float) -> datetime:
        """Let `seconds` pass in samples short enough to be no stall."""
        steps = int(seconds / 0.25) + 1
        for _ in range(steps):
            self.at += seconds / steps
            replay.position()
        return replay.position()


class Posts:
    """The times of a day."""

    def __init__(self, *seconds: float) -> None:
        self.times = sorted({START + timedelta(seconds=second) for second in seconds})

    @property
    def first_time(self) -> datetime | None:
        return self.times[0] if self.times else None

    @property
    def last_time(self) -> datetime | None:
        return self.times[-1] if self.times else None

    def times_after(self, after: datetime, most: int) -> list[datetime]:
        place = bisect_right(self.times, after)
        return self.times[place : place + min(most, 2)]

    def previous_time(self, before: datetime) -> datetime | None:
        place = bisect_left(self.times, before)
        return self.times[place - 1] if place else None


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


posts = st.lists(st.integers(0, 20_000), min_size=2, max_size=12, unique=True).map(lambda each: Posts(*each))
speeds = st.sampled_from(LADDER)
gaps = st.none() | st.sampled_from([timedelta(seconds=0.4), timedelta(seconds=3), timedelta(seconds=30)])
strides = st.lists(st.floats(0.0, STALL, exclude_max=True), min_size=1, max_size=60)


@given(posts, speeds, gaps, strides)
def test_it_moves_forward_and_ends_at_the_last_post(
    times: Posts, speed: float, gap: timedelta | None, steps: list[float]
) -> None:
    clock = Clock()
    replay = Replay(times, clock, speed=speed, gap=gap)
    assert replay.position() == times.first_time
    replay.play()
    before = replay.position()
    for step in steps:
        clock.at += step
        now = replay.position()
        assert before <= now <= times.times[-1]
        assert replay.position() == now
        before = now


@given(posts, speeds, gaps, strides)
def test_where_it_stands_does_not_depend_on_how_often_one_looks(
    times: Posts, speed: float, gap: timedelta | None, steps: list[float]
) -> None:
    often, seldom = Clock(), Clock()
    looked, unlooked = (Replay(times, clock, speed=speed, gap=gap) for clock in (often, seldom))
    looked.play()
    unlooked.play()
    for step in steps:
        often.at += step / 2
        looked.position()
        often.at += step / 2
        seldom.at += step
        assert abs(looked.position() - unlooked.position()) <= timedelta(seconds=1e-6 * max(speed, 60_000))


@given(posts, speeds, gaps, strides)
def test_play_to_a_time_is_seek_to_it(times: Posts, speed: float, gap: timedelta | None, steps: list[float]) -> None:
    clock = Clock()
    played = Replay(times, clock, speed=speed, gap=gap)
    played.play()
    for step in steps:
        clock.at += step
        played.position()
    sought = Replay(times, Clock(), speed=speed, gap=gap)
    sought.seek(played.position())
    assert sought.position() == played.position()
    if not played.ended:
        # ... and both go on alike: the pace between two posts is theirs, not the playhead's.
        sought_clock = Clock()
        sought = Replay(times, sought_clock, speed=speed, gap=gap, at=played.position())
        sought.play()
        clock.at += 0.2
        sought_clock.at += 0.2
        assert abs(sought.position() - played.position()) <= timedelta(seconds=1e-6 * 60_000)


@given(posts, speeds, st.sampled_from([timedelta(seconds=0.4), timedelta(seconds=3)]))
def test_no_post_is_jumped_over(times: Posts, speed: float, gap: timedelta) -> None:
    """From one post to the next it takes the time at that speed, or `gap` if that is less: never anything else."""
    clock = Clock()
    replay = Replay(times, clock, speed=speed, gap=gap)
    replay.play()
    for behind, ahead in zip(times.times, times.times[1:], strict=False):
        assert replay.position() == behind
        took = min((ahead - behind).total_seconds() / speed, gap.total_seconds())
        clock.run(replay, took * 0.999)
        assert behind <= replay.position() < ahead
        replay.pause()
        replay.seek(ahead)
        replay.play()
    assert replay.ended


def test_a_gap_is_crossed_faster_and_evenly() -> None:
    clock = Clock()
    replay = Replay(Posts(0, 10, 6010), clock, speed=10, gap=timedelta(seconds=2))
    replay.play()
    assert (replay.rate, clock.run(replay, 1.0)) == (10, at(10))
    assert replay.rate == 3000
    assert abs(clock.run(replay, 1.0) - at(3010)) < TICK
    assert abs(clock.run(replay, 1.0 + 1e-9) - at(6010)) < TICK
    assert (replay.playing, replay.ended, replay.rate) == (False, True, 0)


def test_without_a_cap_gaps_take_as_long_as_they_took() -> None:
    clock = Clock()
    replay = Replay(Posts(0, 6000), clock, speed=10, gap=None)
    replay.play()
    assert clock.run(replay, 100) == at(1000)


@pytest.mark.parametrize("stall", [0.6, 10.0, 86_400.0])
def test_a_stall_costs_one_step(stall: float) -> None:
    clock = Clock()
    replay = Replay(Posts(0, 100_000), clock, speed=60, gap=None)
    replay.play()
    clock.at += stall
    assert replay.position() == at(STEP * 60)
    assert clock.run(replay, 1.0) == at((STEP + 1.0) * 60)


def test_a_clock_that_jumps_back_costs_nothing() -> None:
    clock = Clock()
    replay = Replay(Posts(0, 100_000), clock, speed=60, gap=None)
    replay.play()
    clock.run(replay, 1.0)
    clock.at -= 3600
    assert replay.position() == at(60)
    assert clock.run(replay, 1.0) == at(120)


@given(
    posts, gaps, st.lists(st.tuples(st.floats(0, 0.4), st.sampled_from(["speed", "gap", "faster", "slower", "pause"])))
)
def test_changes_keep_the_place(times: Posts, gap: timedelta | None, changes: list[tuple[float, str]]) -> None:
    clock = Clock()
    replay = Replay(times, clock, gap=gap)
    replay.play()
    for seconds, change in changes:
        clock.at += seconds
        before = replay.position()
        if change == "speed":
            replay.set_speed(333)
        elif change == "gap":
            replay.set_gap(timedelta(seconds=1) if replay.gap is None else None)
        elif change == "pause":
            replay.toggle()
            clock.at += 100
            if not replay.playing:
                assert replay.position() == before
                replay.toggle()
        else:
            getattr(replay, change)()
        if change != "pause":
            assert replay.position() == before


def test_it_holds_at_the_end() -> None:
    clock = Clock()
    replay = Replay(Posts(0, 60), clock, speed=60)
    replay.play()
    clock.run(replay, 5)
    assert (replay.position(), replay.playing, replay.ended) == (at(60), False, True)
    replay.play()
    assert not replay.playing
    replay.seek(at(30))
    assert not replay.ended
    replay.play()
    assert replay.playing


def test_seeking_beyond_the_ends_is_allowed() -> None:
    clock = Clock()
    replay = Replay(Posts(0, 60), clock, gap=timedelta(seconds=2))
    replay.seek(at(36_000))
    assert (replay.position(), replay.ended) == (at(36_000), True)
    replay.play()
    assert not replay.playing
    replay.seek(at(-36_000))
    assert not replay.ended
    replay.play()
    assert clock.run(replay, 1.0) == at(-18_000)
    assert clock.run(replay, 1.0) == at(0)


def test_seeking_past_the_end_while_playing_stops() -> None:
    clock = Clock()
    replay = Replay(Posts(0, 60), clock)
    replay.play()
    replay.seek(at(100))
    assert (replay.playing, replay.position()) == (False, at(100))


def test_steps_go_from_post_to_post() -> None:
    replay = Replay(Posts(0, 60, 90), Clock())
    assert not replay.step(-1)
    assert [(replay.step(+1), replay.position()) for _ in range(3)] == [
        (True, at(60)),
        (True, at(90)),
        (False, at(90)),
    ]
    replay.seek(at(75))
    assert (replay.step(-1), replay.position()) == (True, at(60))


def test_the_ladder_of_speeds() -> None:
    replay = Replay(Posts(0, 60), Clock(), speed=1)
    up = [replay.faster() for _ in LADDER]
    down = [replay.slower() for _ in LADDER]
    assert (up[-1], down[-1]) == (FASTEST, SLOWEST)
    assert sorted({*up, *down}) == list(LADDER)
    replay.set_speed(10**9)
    assert replay.speed == FASTEST


@pytest.mark.parametrize("speed", [0, -1, float("nan"), float("inf")])
def test_a_speed_must_be_one(speed: float) -> None:
    with pytest.raises(ValueError, match="speed"):
        Replay(Posts(0, 60), Clock(), speed=speed)


def test_a_gap_must_be_one() -> None:
    with pytest.raises(ValueError, match="wait"):
        Replay(Posts(0, 60), Clock(), gap=timedelta(0))


def test_an_empty_day_needs_a_start() -> None:
    with pytest.raises(ValueError, match="without posts"):
        Replay(Posts(), Clock())
    replay = Replay(Posts(), Clock(), at=START)
    replay.play()
    assert (replay.playing, replay.ended, replay.position()) == (False, True, START)


def test_the_clocks_going_back_is_an_hour_that_passes() -> None:
    london = ZoneInfo("Europe/London")
    first = datetime(2016, 10, 30, 0, 30, tzinfo=UTC)
    times = Posts()
    times.times = [(first + timedelta(hours=hour)).astimezone(london) for hour in range(3)]
    clock = Clock()
    replay = Replay(times, clock, speed=1024, gap=None)
    replay.play()
    clock.run(replay, 3600 / 1024 / 2)
    assert replay.position().astimezone(UTC) - first == timedelta(minutes=30)
    assert f"{replay.position():%H:%M %Z}" == "01:00 GMT"


@given(posts, speeds, gaps, st.sampled_from([1.0, 4.0]))
def test_steady_takes_the_same_time_from_each_post_to_the_next(
    times: Posts, speed: float, gap: timedelta | None, seconds: float
) -> None:
    clock = Clock()
    replay = Replay(times, clock, speed=speed, gap=gap, steady=timedelta(seconds=seconds))
    replay.play()
    for following in times.times[1:]:
        assert clock.run(replay, seconds - 0.01) < following
        assert clock.run(replay, 0.02) >= following
        replay.seek(following)
    assert not replay.playing


def test_steady_can_be_changed_on_the_way() -> None:
    clock = Clock()
    replay = Replay(Posts(0, 600), clock, gap=None, steady=timedelta(seconds=10))
    replay.play()
    assert abs(clock.run(replay, 5) - at(300)) < timedelta(seconds=1)
    replay.set_steady(None)
    assert replay.steady is None
    assert abs(clock.run(replay, 2) - at(420)) < timedelta(seconds=1)
    with pytest.raises(ValueError, match="wait"):
        replay.set_steady(timedelta(0))


@given(posts, gaps, st.floats(0.5, 3_000))
def test_a_fitted_day_lasts_as_long_as_was_asked(times: Posts, gap: timedelta | None, length: float) -> None:
    speed, steady = fitted(times, timedelta(seconds=length), gap)
    spans = [(after - before).total_seconds() for before, after in zip(times.times, times.times[1:], strict=False)]
    longest = float("inf") if gap is None else gap.total_seconds()
    lasts = sum(min(span / speed, longest) if steady is None else steady.total_seconds() for span in spans)
    assert lasts == pytest.approx(length, rel=0.01, abs=0.001)


def test_a_day_of_one_post_fits_anything() -> None:
    assert fitted(Posts(0), timedelta(minutes=5)) == (1.0, None)
    with pytest.raises(ValueError, match="nothing"):
        fitted(Posts(0, 1), timedelta(0))

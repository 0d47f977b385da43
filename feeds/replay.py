"""The replay: where the playhead stands. Pure, given the day's times and a time source."""

import math
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Protocol

SLOWEST, FASTEST = 0.1, 1024.0
LADDER = (SLOWEST, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 240.0, 512.0, FASTEST)
"""The speeds that `faster` and `slower` climb: day seconds in a real second."""

SPEED = 60.0
"""The speed unless the caller says otherwise: a minute a second."""

GAP = timedelta(seconds=5)
"""The longest real time that an idle gap takes, unless the caller says otherwise."""

STALL = 0.5
"""Real seconds between two samples beyond which the machine, not the reader, is thought to have stopped."""
STEP = 0.25
"""Real seconds that a stall costs, however long it was."""

_TICK = timedelta(microseconds=1)
_AT_ONCE = 512
"""Times that are asked for together: at full speed through a busy hour, thousands pass in a second."""


class Times(Protocol):
    """The times of a day's posts; an Archive has them."""

    @property
    def first_time(self) -> datetime | None:
        """The first post's time; None for an empty day."""
        ...

    @property
    def last_time(self) -> datetime | None:
        """The last post's time; None for an empty day."""
        ...

    def times_after(self, after: datetime, most: int) -> Sequence[datetime]:
        """The first times of posts later than `after`, ascending, each once, `most` of them or all there are."""
        ...

    def previous_time(self, before: datetime) -> datetime | None:
        """The last time of a post earlier than `before`."""
        ...


class Replay:
    """A playhead in the day's own time, sampled from a clock.

    `now` returns real seconds from any start. The playhead moves at `speed` day seconds a real second; where that would
    leave the reader waiting for the next post for more than `gap` of real time, it moves faster, evenly, and arrives
    after exactly `gap`; with `steady`, it takes exactly that real time from each post to the next, whatever the speed.
    So the time spent between two posts depends on nothing but them and these settings, and no post is jumped over. It
    starts paused at `at`, or at the first post, whose zone its positions are told in, and stops at the last one.
    """

    def __init__(
        self,
        times: Times,
        now: Callable[[], float],
        *,
        speed: float = SPEED,
        gap: timedelta | None = GAP,
        steady: timedelta | None = None,
        at: datetime | None = None,
    ) -> None:
        """Raises ValueError for a speed, gap or steady of nothing or less, and for an empty day without `at`."""
        start = at or times.first_time
        if start is None:
            raise ValueError("a day without posts has no time to start from")
        self._times = times
        self._now = now
        self._speed = _checked_speed(speed)
        self._gap = _checked_wait(gap)
        self._steady = _checked_wait(steady)
        self._playing = False
        self._waits = False
        self._zone = start.tzinfo
        # Inside, all is UTC: two instants in one zone are compared and subtracted by the clock on the wall.
        self._at = start.astimezone(UTC)  # the anchor: the playhead stood here ...
        self._anchored = 0.0  # ... at this reading of the clock
        self._coming: Sequence[datetime] = ()  # times of posts after `_since`, of which `_next` is the first to come
        self._since, self._next = self._at, 0
        self._behind: datetime | None = None  # the time of the last post up to the anchor, if it is known
        self._stalled = 0.0  # what the clock ran on while the machine stood still
        self._sampled = 0.0

    # -- reading -----------------------------------------------------------------------------------------------------

    def position(self) -> datetime:
        """Where the playhead stands now. Samples the clock; arriving at the last post pauses."""
        return self._position().astimezone(self._zone)

    @property
    def playing(self) -> bool:
        """Whether the playhead moves."""
        self._position()
        return self._playing

    @property
    def waits(self) -> bool:
        """Whether nothing but the end of the day holds the playhead: if there was more, it would move."""
        return not self.playing and self._waits

    @property
    def ended(self) -> bool:
        """Whether the playhead stands at the last post or beyond."""
        last = self._times.last_time
        return last is None or self._position() >= last.astimezone(UTC)

    @property
    def speed(self) -> float:
        """Day seconds in a real second, where nothing is skipped."""
        return self._speed

    @property
    def gap(self) -> timedelta | None:
        """The longest real time that an idle gap takes; None: as long as it took."""
        return self._gap

    @property
    def steady(self) -> timedelta | None:
        """The real time from each post to the next; None: as the speed and `gap` say."""
        return self._steady

    @property
    def rate(self) -> float:
        """Day seconds in a real second just here: more than `speed` in an idle gap, 0 when paused."""
        position = self._position()
        if not self._playing:
            return 0.0
        ahead = self._ahead(position)
        return 0.0 if ahead is None else self._rate(position, ahead)

    # -- moving ------------------------------------------------------------------------------------------------------

    def play(self) -> None:
        """Let the playhead move; at the last post or beyond it, as soon as there is more."""
        if self._playing:
            return
        self._waits = self.ended
        if self._waits:
            return
        self._playing = True
        self._sampled = self._now() - self._stalled
        self._anchor(self._at, self._sampled)

    def pause(self) -> None:
        """Hold the playhead where it is."""
        self._at = self._position()
        self._playing = self._waits = False

    def toggle(self) -> None:
        """Play if paused, pause if playing, be it that it waits."""
        if self.playing or self._waits:
            self.pause()
        else:
            self.play()

    def seek(self, at: datetime) -> None:
        """Put the playhead at `at`, which may lie before the first post or after the last; playing goes on."""
        self._waits = False
        self._go_on(at)

    def renewed(self, at: datetime) -> None:
        """Go on from `at`, where the playhead stood before there were other times; move on if it waited for them."""
        self._go_on(at)
        if self._waits:
            self.play()

    def set_speed(self, speed: float) -> None:
        """Go on from here at `speed`, kept within the ladder's ends. Raises ValueError for nothing or less."""
        checked = _checked_speed(speed)
        self._go_on(self._position())
        self._speed = checked

    def set_gap(self, gap: timedelta | None) -> None:
        """Go on from here with another longest wait. Raises ValueError for nothing or less."""
        checked = _checked_wait(gap)
        self._go_on(self._position())
        self._gap = checked

    def set_steady(self, steady: timedelta | None) -> None:
        """Go on from here with the same real time between any two posts, or with None as the day's time goes.

        Raises ValueError for nothing or less.
        """
        checked = _checked_wait(steady)
        self._go_on(self._position())
        self._steady = checked

    def faster(self) -> float:
        """One rung up the ladder; the new speed."""
        self.set_speed(next((rung for rung in LADDER if rung > self._speed), FASTEST))
        return self._speed

    def slower(self) -> float:
        """One rung down the ladder; the new speed."""
        self.set_speed(next((rung for rung in reversed(LADDER) if rung < self._speed), SLOWEST))
        return self._speed

    def step(self, direction: int) -> bool:
        """To the next (+1) or the previous (-1) time of a post; whether there was one."""
        position = self._position()
        to = self._ahead(position) if direction > 0 else self._times.previous_time(position)
        if to is not None:
            self.seek(to)
        return to is not None

    # -- the arithmetic ----------------------------------------------------------------------------------------------

    def _go_on(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)
        if self._playing:
            self._anchor(self._at, self._clock())

    def _position(self) -> datetime:
        if self._playing:
            self._advance(self._clock())
            return self._reached
        return self._at

    def _clock(self) -> float:
        """The clock's reading without the stalls; it never runs backwards."""
        reading = self._now() - self._stalled
        passed = reading - self._sampled
        if passed > STALL or passed < 0:
            step = STEP if passed > 0 else 0.0
            self._stalled += passed - step
            reading = self._sampled + step
        self._sampled = reading
        return reading

    def _anchor(self, at: datetime, clock: float, behind: datetime | None = None) -> None:
        self._at, self._behind = at, behind
        self._anchored = clock
        self._reached = at

    def _advance(self, clock: float) -> None:
        """Move to where the playhead stands at `clock`: along whole stretches between posts, then into one."""
        while True:
            ahead = self._ahead(self._at)
            if ahead is None:
                self._anchor(self._at, clock)
                self._playing, self._waits = False, True
                return
            rate = self._rate(self._at, ahead)
            arrival = self._anchored + (ahead - self._at).total_seconds() / rate
            if arrival > clock:
                moved = timedelta(seconds=(clock - self._anchored) * rate)
                self._reached = min(self._at + moved, ahead - _TICK)
                return
            self._anchor(ahead, arrival, behind=ahead)

    def _rate(self, at: datetime, ahead: datetime) -> float:
        """Day seconds in a real second on the stretch that holds `at` and ends at the post time `ahead`."""
        if self._gap is None and self._steady is None:
            return self._speed
        behind = self._behind if at is self._at else None
        if behind is None:
            before = self._times.previous_time(at + _TICK)
            behind = before.astimezone(UTC) if before else self._at
            if at is self._at:
                self._behind = behind
        whole = ahead - behind
        if self._steady is not None:
            return whole / self._steady
        return self._speed if self._gap is None else max(self._speed, whole / self._gap)

    def _ahead(self, at: datetime) -> datetime | None:
        """The first time of a post later than `at`."""
        if self._next < len(self._coming) and self._coming[self._next] <= at:
            self._since, self._next = self._coming[self._next], self._next + 1
        if self._next == len(self._coming) or not self._since <= at < self._coming[self._next]:
            self._coming = [each.astimezone(UTC) for each in self._times.times_after(at, _AT_ONCE)]
            self._since, self._next = at, 0
        return self._coming[self._next] if self._coming else None


def coming(times: Times, after: datetime) -> Iterator[datetime]:
    """All times of posts later than `after`, ascending, each once, in UTC."""
    while found := times.times_after(after, _AT_ONCE):
        yield from (each.astimezone(UTC) for each in found)
        after = found[-1]


def _checked_speed(speed: float) -> float:
    if not (math.isfinite(speed) and speed > 0):
        raise ValueError("a speed must be more than nothing")
    return min(max(speed, SLOWEST), FASTEST)


def _checked_wait(wait: timedelta | None) -> timedelta | None:
    if wait is not None and wait <= timedelta(0):
        raise ValueError("the wait between two posts must be more than nothing")
    return wait


def fitted(times: Times, length: timedelta, gap: timedelta | None = GAP) -> tuple[float, timedelta | None]:
    """The speed, and the steady wait if need be, with which a day plays from its first post to its last in `length`.

    The speed is that of the ladder's span with which waits of at most `gap` add up to `length`, to three digits; where
    no speed does that, each post takes the same time. Reads every time of the day. Raises ValueError for no length.
    """
    if length <= timedelta(0):
        raise ValueError("a day cannot last nothing")
    spans = sorted(_spans(times))
    if not spans:
        return 1.0, None
    longest = math.inf if gap is None else gap.total_seconds()
    sums = list(accumulate(spans, initial=0.0))

    def lasts(speed: float) -> float:
        shorter = bisect_right(spans, longest * speed)
        return sums[shorter] / speed + (longest * (len(spans) - shorter) if shorter < len(spans) else 0.0)

    wanted = length.total_seconds()
    if not lasts(FASTEST) <= wanted <= lasts(SLOWEST):
        return SPEED, length / len(spans)
    slow, fast = SLOWEST, FASTEST
    for _ in range(24):
        middle = math.sqrt(slow * fast)
        slow, fast = (slow, middle) if lasts(middle) < wanted else (middle, fast)
    return float(f"{slow:.3g}"), None


def _spans(times: Times) -> Iterator[float]:
    """The seconds from each time of a post to the next."""
    first = times.first_time
    if first is None:
        return
    at = first.astimezone(UTC)
    for following in coming(times, first):
        yield (following - at).total_seconds()
        at = following

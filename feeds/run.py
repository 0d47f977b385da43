"""The run: a script being played, from cue to cue. Pure, given a time source; it never runs past a cue that waits."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from feeds.cues import SPEED, Placed, Script
from feeds.replay import GAP, Replay, Times


class Run:
    """Where a talk stands: `cue` is the last cue it has reached; `waiting` if it stands there until told to go on.

    It begins waiting at the first cue, and ends waiting at the last. Between two cues a Replay plays that knows
    nothing behind the next one, so neither a late sample nor a stall can carry it further.
    """

    def __init__(
        self,
        script: Script,
        times: Times,
        now: Callable[[], float],
        *,
        speed: float = SPEED,
        gap: timedelta | None = GAP,
        at: datetime | None = None,
    ) -> None:
        """`at` is where the run begins, paused, if it lies after the first cue; after the last, that is the end of it.

        Raises ValueError for a script without cues.
        """
        if not script.cues:
            raise ValueError("a script without cues cannot be run")
        self.script = script
        self.cue = 0
        self.waiting = True
        self._default = speed
        first = self._time(0)
        start = first if at is None else max(at.astimezone(UTC), first)
        if start > first:
            self.cue = bisect_right(script.cues, start, key=_instant) - 1
            self.waiting = start == self._time(self.cue) or self.cue == self._last
        self._stretch = _Stretch(times, start if self.waiting else self._time(self.cue + 1))
        self._replay = Replay(self._stretch, now, speed=script.speed(self.cue, speed), gap=gap, at=start)

    def position(self) -> datetime:
        """Where the playhead stands now. Samples the clock, and passes or stops at the cues it has reached."""
        position = self._replay.position()
        while not self.waiting and position.astimezone(UTC) >= self._stretch.end:
            self._arrive(self.cue + 1)
        return position

    @property
    def playing(self) -> bool:
        """Whether the playhead moves."""
        self.position()
        return not self.waiting and self._replay.playing

    @property
    def speed(self) -> float:
        """Day seconds in a real second, where nothing is skipped."""
        return self._replay.speed

    @property
    def at_end(self) -> bool:
        """Whether the run waits at its last cue."""
        self.position()
        return self.waiting and self.cue == self._last

    def advance(self) -> bool:
        """Go on: from a cue play towards the next; on the way there, be there at once. False at the last cue."""
        if self.at_end:
            return False
        if self.waiting:
            self._leave()
        else:
            self._replay.seek(self._stretch.end)
            self._arrive(self.cue + 1)
        self.position()
        return True

    def back(self) -> bool:
        """Go back, and wait: from behind a cue to it, from the cue itself to the one before. False at the first."""
        beyond = self.position().astimezone(UTC) > self._time(self.cue)
        if self.waiting and not beyond:
            if self.cue == 0:
                return False
            self.cue -= 1
        self._replay.pause()
        self._stretch.end = self._time(self.cue)
        self._replay.seek(self._stretch.end)
        self._replay.set_speed(self.script.speed(self.cue, self._default))
        self.waiting = True
        return True

    def toggle(self) -> bool:
        """Play or pause on the way between two cues. False where the script says to wait: only `advance` goes on."""
        self.position()
        if not self.waiting:
            self._replay.toggle()
        elif self.script.waits(self.cue):
            return False
        else:
            self._leave()
        return True

    def pause(self) -> bool:
        """Stand still; whether it was playing."""
        was_playing = self.playing
        self._replay.pause()
        return was_playing

    def resume(self) -> None:
        """Play on after `pause`; a run that waits goes on waiting."""
        if not self.waiting:
            self._replay.play()

    @property
    def _last(self) -> int:
        """The last cue."""
        return len(self.script.cues) - 1

    def _time(self, cue: int) -> datetime:
        """When a cue is."""
        return _instant(self.script.cues[cue])

    def _leave(self) -> None:
        self.waiting = False
        self._stretch.end = self._time(self.cue + 1)
        self._replay.play()

    def _arrive(self, cue: int) -> None:
        """The playhead has reached `cue`."""
        self.cue = cue
        self._replay.set_speed(self.script.speed(cue, self._default))
        if self.script.waits(cue):
            self._replay.pause()
            self.waiting = True
        else:
            self._leave()


def _instant(placed: Placed) -> datetime:
    return placed.at.astimezone(UTC)


class _Stretch:
    """A day's times as far as `end`, which counts as the last of them."""

    def __init__(self, times: Times, end: datetime) -> None:
        self._times = times
        self.end = end

    @property
    def first_time(self) -> datetime | None:
        return self._times.first_time

    @property
    def last_time(self) -> datetime | None:
        return self.end

    def times_after(self, after: datetime, most: int) -> Sequence[datetime]:
        if after.astimezone(UTC) >= self.end:
            return ()
        times = self._times.times_after(after, most)
        found = [at for at in times if at.astimezone(UTC) < self.end]
        return found if found and len(found) == len(times) == most else [*found, self.end]

    def previous_time(self, before: datetime) -> datetime | None:
        return self._times.previous_time(before)

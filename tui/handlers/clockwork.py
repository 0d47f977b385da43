"""The clock's keys: play and pause, steps, speed, the pace of the waits, loop, and what the clock shows."""

from collections.abc import Callable
from datetime import timedelta

from feeds.replay import FASTEST, SLOWEST, fitted
from tui.actions import key_of
from tui.handlers.base import Replaying
from tui.render.clockface import FACES
from tui.render.times import seconds, span
from tui.session import STEADY

_MINUTE = timedelta(minutes=1)
_MOST = 200
"""No key is repeated more often at once."""


class Clockwork(Replaying):
    """Actions on the playhead that are no jumps."""

    def action_play(self) -> None:
        """Play or pause; at the end of a day that loops, begin again."""
        replay, first = self.session.replay, self.archive.first_time
        if replay.ended and self.session.loop and first is not None:
            self.seek(first)
        replay.toggle()
        if not replay.playing and replay.ended and not (self.live and replay.waits):
            self.say(f"The day is over. {key_of(self.actions, 'first-post')}, then Enter, starts it again.")
        self.tick()

    def action_next_post(self) -> None:
        """On to the next post; within a typed number, its point."""
        if self.typed:
            self.action_typed(".")
        else:
            self._step(+1)

    def action_previous_post(self) -> None:
        """Back to the post before."""
        self.repeat(lambda: self._step(-1))

    def _step(self, direction: int) -> None:
        self.message = ""
        self.session.replay.step(direction)
        self.show_newest()

    def action_seek(self, minutes: int) -> None:
        """Move the clock by minutes, within the day."""
        first, last = self.archive.first_time, self.archive.last_time
        position = self.session.replay.position()
        at = position + timedelta(minutes=minutes * self.take_count())
        if first is not None and last is not None:
            at = min(max(at, first), max(last, position))
        self.seek(at)

    # Speed and pace ------------------------------------------------------------------------------------------

    def action_double(self) -> None:
        """Twice as fast."""
        self.set_speed(self.session.replay.speed * 2)

    def action_halve(self) -> None:
        """Half as fast."""
        self.set_speed(self.session.replay.speed / 2)

    def action_faster(self) -> None:
        """Next faster speed of the ladder."""
        self.session.replay.faster()
        self.tick()

    def action_slower(self) -> None:
        """Next slower speed of the ladder."""
        self.session.replay.slower()
        self.tick()

    def set_speed(self, speed: float) -> None:
        """Go on at `speed`, kept within the ladder."""
        self.session.replay.set_speed(min(max(speed, SLOWEST), FASTEST))
        self.tick()

    def action_pace(self) -> None:
        """Short waits, the day's own, the same for every post; and round again."""
        replay = self.session.replay
        if replay.steady is not None:
            self.set_waits(self.session.capped, None)
        elif replay.gap is not None:
            self.set_waits(None, None)
        else:
            self.set_waits(None, STEADY)

    def set_waits(self, gap: timedelta | None, steady: timedelta | None) -> None:
        """Wait no longer than `gap` (None: as long as it took), or `steady` for every post."""
        replay = self.session.replay
        replay.set_gap(gap)
        replay.set_steady(steady)
        if gap is not None:
            self.session.capped = gap
        if steady is not None:
            self.say(f"A post every {seconds(steady)}, however long it took.")
        elif gap is not None:
            self.say(f"No wait longer than {seconds(gap)}.")
        else:
            self.say("Waits as long as they were, at this speed.")

    def fit(self, length: timedelta) -> None:
        """Play the whole day in `length`."""
        speed, steady = fitted(self.archive, length, self.session.replay.gap)
        self.session.replay.set_speed(speed)
        self.session.replay.set_steady(steady)
        self.say(f"From the first post to the last in {seconds(length) if length < _MINUTE else span(length)}.")

    def action_loop(self) -> None:
        """At the end, begin again, or not."""
        self.session.loop = not self.session.loop
        self.say("At the end it begins again." if self.session.loop else "At the end it holds.")

    def action_clock(self) -> None:
        """The next of the clock's faces."""
        face = FACES[(FACES.index(self.session.face) + 1) % len(FACES)]
        self.session.face, self.message = face, ""
        if face == "declaration" and self.session.known_declaration(self.tick().visible) is None:
            hidden = "The declaration's time is hidden until it comes."
            self.say(hidden if self.session.shield else f"None is declared.{self.figures_lacking()}")
        self.tick()

    # Numbers before a key ------------------------------------------------------------------------------------

    def action_typed(self, char: str) -> None:
        """Collect what is typed before G, % or x."""
        self.typed = (self.typed + char)[:12]
        self.tick()

    def action_backspace(self) -> None:
        """Rub out a typed character, else the speed of life."""
        if self.typed:
            self.typed = self.typed[:-1]
            self.tick()
        else:
            self.set_speed(1)

    def take_typed(self) -> str:
        """What was typed, which is used up."""
        typed, self.typed = self.typed, ""
        return typed

    def take_count(self) -> int:
        """What was typed, as how often a key is meant; 1 without."""
        typed = self.take_typed()
        return min(max(int(typed), 1), _MOST) if typed.isdigit() else 1

    def repeat(self, act: Callable[[], object]) -> None:
        """Do `act` as often as was typed, or until it leads nowhere; in the history that is one jump."""
        jumps, count = self.session.jumps, self.take_count()
        before = len(jumps)
        for _ in range(count):
            here = self.here()
            act()
            if self.here() == here:
                break
        if count > 1:
            jumps.merge(before)

    def action_times(self) -> None:
        """At a typed speed."""
        if typed := self.take_typed():
            try:
                self.set_speed(float(typed))
            except ValueError:
                self.say(f"{typed} is no speed.")

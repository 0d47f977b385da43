"""The jumping keys: the declaration, key moments, changes of a figure, typed times, marks; back and forward."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from operator import attrgetter
from typing import TypeVar

from textual import on

from feeds import clocktimes
from feeds.moments import Moment, NotFound, resolve, timed
from tui.handlers.clockwork import Clockwork
from tui.history import Place
from tui.widgets.moments import Moments
from tui.widgets.result import Figures
from tui.widgets.scrubber import Scrubber

T = TypeVar("T")
_instant_of = attrgetter("at")


class Jumping(Clockwork):
    """Actions that take the clock to a moment, wherever in the day that is: the wish to go there is the reader's."""

    def action_declaration(self) -> None:
        """To the moment the result was declared, and hold: played on, it would be gone before it is read."""
        moment = self.session.declaration
        if moment is None:
            nothing = self.so_far("No result is declared so far.", "Nobody declares a result in this day.")
            self.say(nothing + self.figures_lacking())
        else:
            self.session.replay.pause()
            self.go_to_post(moment.rank)

    def so_far(self, shielded: str, plain: str) -> str:
        """What may be said: with the shield up nothing that is about what has not happened yet."""
        return shielded if self.session.shield else plain

    def action_next_moment(self) -> None:
        """To the next key moment, or to the next cue."""
        nothing = self.so_far("No later key moment so far.", "No key moment after this one.")
        self.repeat(lambda: self._jump_to_moment(+1, nothing))

    def action_previous_moment(self) -> None:
        """To the key moment before, or to the cue."""
        self.repeat(lambda: self._jump_to_moment(-1, "No key moment before this one."))

    def action_next_change(self) -> None:
        """To the next change of a figure."""
        nothing = self.so_far("No later figure so far.", "No later figure.")
        self.jump_among(self.session.figure_ranks(), +1, nothing + self.figures_lacking())

    def action_previous_change(self) -> None:
        """To the change of a figure before."""
        nothing = "No figure changed before this." + self.figures_lacking()
        self.jump_among(self.session.figure_ranks(), -1, nothing)

    def jump_among(self, ranks: Sequence[int], direction: int, nothing: str) -> None:
        """To the next or the previous of some posts in time; say `nothing` where there is none."""

        def jump() -> None:
            place = self._beside(ranks, direction, self.archive.time_of)
            if place is None:
                self.say(nothing)
            else:
                self.go_to_post(ranks[place])

        self.repeat(jump)

    def _jump_to_moment(self, direction: int, nothing: str) -> None:
        """To the nearer one of the next or the previous key moment and cue."""
        ranks, cues = self.session.moment_ranks(), self.session.cues
        key, cue = self._beside(ranks, direction, self.archive.time_of), self._beside(cues, direction, _instant_of)
        if cue is not None and (
            key is None or direction * (cues[cue].at - self.archive.time_of(ranks[key])) < timedelta(0)
        ):
            self.go_to(cues[cue])
        elif key is not None:
            self.go_to_post(ranks[key])
        else:
            self.say(nothing)

    def _beside(self, among: Sequence[T], direction: int, at: Callable[[T], datetime]) -> int | None:
        """The place of the next or the previous one in time, None if there is none."""
        here = self.session.replay.position()
        place = bisect_right(among, here, key=at) if direction > 0 else bisect_left(among, here, key=at) - 1
        return place if 0 <= place < len(among) else None

    def go_to(self, moment: Moment) -> None:
        """Jump to a moment: to its post, unless it lies behind it."""
        if moment.at == self.archive.time_of(moment.rank):
            self.go_to_post(moment.rank)
        else:
            self.go(moment.at)

    def action_percent(self) -> None:
        """To a typed share: where that figure was declared, or that much of the day."""
        if self.typed:
            self.go_to_moment(f"{self.take_typed()}%")

    def action_last(self) -> None:
        """To a typed time ("11:45", "1145", "9"), else to the newest post."""
        if typed := self.take_typed():
            hours, minutes = (typed[:-2], typed[-2:]) if len(typed) > 2 else (typed, "00")
            self.go_to_moment(f"{hours}:{minutes}" if typed.isdigit() else typed)
        else:
            self.session.jumps.leave(self.here())
            self.timeline.last()

    def go_to_moment(self, phrase: str) -> None:
        """To the moment that `phrase` names (see `feeds.moments`), or say why there is none.

        Where the shield is on and the clock lands behind the last post, nothing is said: it would tell that there are
        no more.
        """
        try:
            found = resolve(phrase, self.archive, now=self.session.replay.position())
        except NotFound as error:
            self.say(f"{error}{self._words_lacking()}")
            return
        lacking = "" if timed(phrase, self.archive) else self._words_lacking()
        if clocktimes.parse(phrase) is None and found.at == self.archive.time_of(found.rank):
            self.go_to_post(found.rank)
        else:
            self.go(found.at)
        last = self.archive.last_time
        if found.why and not (self.session.shield and last is not None and found.at > last):
            self.say(f"{found.why}{lacking} {self.message}".strip())

    def _words_lacking(self) -> str:
        """A sentence more where words may only not have been read yet; up to when they have may not be known."""
        read = self.archive.searchable >= len(self.archive)
        return self.figures_lacking() if read else " Not all words have been read yet."

    @on(Figures.Chosen)
    def _figure_chosen(self, event: Figures.Chosen) -> None:
        self.go_to_post(event.rank)

    @on(Moments.Chosen)
    def _moment_chosen(self, event: Moments.Chosen) -> None:
        self.go_to(event.moment)

    @on(Scrubber.Seek)
    def _scrubbed(self, event: Scrubber.Seek) -> None:
        self.go(event.at)

    @on(Scrubber.Preview)
    def _previewed(self) -> None:
        self.tick()

    # There and back ------------------------------------------------------------------------------------------

    def action_back(self) -> None:
        """To before the last jump."""
        self._return(self.session.jumps.back(self.here()), "No jump to go back to.")

    def action_forward(self) -> None:
        """Forward again."""
        self._return(self.session.jumps.forward(), "No jump to go forward to.")

    def _return(self, place: Place | None, nothing: str) -> None:
        if place is None:
            self.say(nothing)
            return
        self.seek(place.playhead)
        if self.cursor != place.rank:
            self.put_cursor(place.rank)

"""The axis of time that the solver works on: minutes, and what clock and calendar say there in the event's own zone."""

import datetime as dt
from dataclasses import dataclass

from feeds.chronology.bridge import Spread
from feeds.model import Basis, When


@dataclass(frozen=True, slots=True)
class Axis:
    """Minutes since 1970 in UTC, seen from `zone`; `date` is the day's first date there."""

    zone: dt.tzinfo
    date: dt.date

    def of(self, instant: dt.datetime) -> float:
        """The minute of an instant."""
        return instant.timestamp() / 60

    def at(self, clock: dt.time, date: dt.date | None = None) -> float:
        """The minute at which the zone's clocks show `clock` on `date` (the day's own if none is given)."""
        return self.of(dt.datetime.combine(date or self.date, clock, self.zone))

    def instant(self, minute: float) -> dt.datetime:
        """The instant of a minute, in the zone, to the second."""
        return dt.datetime.fromtimestamp(round(minute * 60), self.zone)

    def clock(self, minute: float) -> str:
        """What the zone's clocks show, as in "10:40"."""
        return f"{self.instant(minute):%H:%M}"

    def when(self, spread: Spread, basis: Basis, why: str) -> When:
        """The model's When for a spread."""
        at = self.instant(spread.at)
        return When(
            at=at,
            earliest=min(at, self.instant(spread.earliest)),
            latest=max(at, self.instant(spread.latest)),
            basis=basis,
            why=why,
        )

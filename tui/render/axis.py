"""The scrubber's axis: which stretch of time it spans, where its hours are labelled, which column is which time."""

from datetime import UTC, datetime, timedelta, tzinfo
from typing import NamedTuple

from tui.render.cells import width_of
from tui.render.times import clock, short_date

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
LADDER = tuple(_HOUR * hours for hours in (1, 2, 3, 4, 6, 9, 12, 18, 24, 36, 48)) + tuple(
    _DAY * days for days in (3, 5, 7, 14, 30, 60, 120, 240, 365, 730, 1_825, 3_650)
)
"""The lengths an axis may have while the end of the day is not known."""
HEADROOM = 1.1
"""An axis is at least so many times as long as what has passed."""
SHORTEST = timedelta(minutes=10)
"""The furthest zoom."""
LONGEST = timedelta(hours=36)
"""What is longer than a day and a night is shown a day at a time, unless the reader zooms out."""
_TURN = timedelta(hours=4)
"""A day of news ends in the small hours, not at midnight."""
_STEPS = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720)) + tuple(
    _DAY * days for days in (1, 2, 3, 4, 7, 10, 14, 21, 30, 60, 90, 120, 180, 365, 730, 1_095, 1_825, 3_650)
)
_LABEL_SPACE = 2
_WIDEST = 6


class Axis(NamedTuple):
    """A stretch of time from `start` to `end` over `width` columns."""

    start: datetime
    end: datetime
    width: int

    def column(self, at: datetime) -> int:
        """The column of `at`; below 0 or from `width` on if it is outside."""
        return int((at - self.start) * self.width // (self.end - self.start))

    def time(self, column: int) -> datetime:
        """When a column begins."""
        return self.start + (self.end - self.start) * column / self.width


def day_round(at: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    """The day of news that `at` lies in: from four in the morning to the next."""
    date = (at.astimezone(zone) - _TURN).date()
    start = datetime(date.year, date.month, date.day, tzinfo=zone) + _TURN
    return start.astimezone(UTC), (start + _DAY).astimezone(UTC)


def unknown_end(start: datetime, playhead: datetime) -> datetime:
    """Where an axis ends that must not tell the day's end: a step of the ladder, well beyond the playhead."""
    needed = max(playhead - start, timedelta(0)) * HEADROOM
    for length in LADDER:
        if length > needed:
            return start + length
    longest = LADDER[-1]
    return start + longest * (needed // longest + 1)


def axis(first: datetime, playhead: datetime, last: datetime | None, zone: tzinfo, width: int, zoom: int = 0) -> Axis:
    """The axis of a day that starts at `first`, with full hours at both ends.

    Without `last`, the day's end, it depends on `first`, `playhead` and `zoom` alone. Each step of `zoom` halves what
    it spans; the window then lies round the playhead, and moves on by quarters of itself.
    """
    start = _floor_hour(first, zone)
    end = unknown_end(start, playhead) if last is None else _ceil_hour(max(last, playhead), start, zone)
    length = max((end - start) / 2**zoom, min(SHORTEST, end - start))
    if length < end - start:
        quarter = length / 4
        window = start + quarter * ((min(max(playhead, start), end) - start) // quarter - 1)
        window = min(max(window, start), end - length)
        start, end = window, window + length
    return Axis(start, end, max(width, 1))


def most_zoom(first: datetime, playhead: datetime, last: datetime | None, zone: tzinfo) -> int:
    """The last step of zoom that still changes the axis."""
    whole = axis(first, playhead, last, zone, 1)
    length, zoom = whole.end - whole.start, 0
    while length > SHORTEST:
        length, zoom = length / 2, zoom + 1
    return zoom


def labels(axis: Axis, zone: tzinfo) -> list[tuple[int, str]]:
    """Labels for round times of the day's own clock: column and text, two columns or more apart, inside the axis.

    Midnight is written as its date.
    """
    span = axis.end - axis.start
    for step in _STEPS:
        if axis.width * (step / span) >= _WIDEST + _LABEL_SPACE:
            break
    found: list[tuple[int, str]] = []
    free = 0
    for at in _round_times(axis, step, zone):
        local = at.astimezone(zone)
        text = short_date(local.date()) if local.hour == local.minute == 0 else clock(at, zone)
        column = axis.column(at)
        if column >= free and column + width_of(text) <= axis.width:
            found.append((column, text))
            free = column + width_of(text) + _LABEL_SPACE
    return found


def _round_times(axis: Axis, step: timedelta, zone: tzinfo) -> list[datetime]:
    """The instants on the axis at which clocks in `zone` show a multiple of `step`, counted from midnight."""
    wall = axis.start.astimezone(zone).replace(tzinfo=None)
    midnight = wall.replace(hour=0, minute=0, second=0, microsecond=0)
    wall = midnight + step * ((wall - midnight) // step)
    found: list[datetime] = []
    while True:
        at = wall.replace(tzinfo=zone).astimezone(UTC)
        if at >= axis.end:
            return found
        # A time that the clocks skip in spring comes back from UTC as another one.
        if at >= axis.start and at.astimezone(zone).replace(tzinfo=None) == wall:
            found.append(at)
        wall += step


def _floor_hour(at: datetime, zone: tzinfo) -> datetime:
    local = at.astimezone(zone)
    return at - timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)


def _ceil_hour(at: datetime, start: datetime, zone: tzinfo) -> datetime:
    """The first full hour after `at`, at least one after `start`."""
    return max(_floor_hour(at, zone) + _HOUR, start + _HOUR)

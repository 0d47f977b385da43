"""Times, gaps and dates in words, in the day's own zone and in no locale but English."""

from datetime import datetime, timedelta, tzinfo

from feeds.model import When
from feeds.wording import clock, long_date, short_date, time_of, zone_name

__all__ = ["LEAST_GAP", "clock", "gap", "long_date", "seconds", "short_date", "span", "time_of", "zone_name"]

LEAST_GAP = timedelta(minutes=10)
"""A silence shorter than this is not worth a row."""


def seconds(length: timedelta) -> str:
    """A short stretch of real time: "5 s", "0.15 s"."""
    return f"{round(length.total_seconds(), 2):g} s"


def span(length: timedelta) -> str:
    """A length of time in words, rounded down to what matters: "25 min", "1 h 5 min", "9 h", "3 days"."""
    minutes = int(length.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 6 and minutes:
        return f"{hours} h {minutes} min"
    if hours < 48:
        return f"{hours} h"
    return f"{hours // 24} days"


def moment(at: datetime, near: datetime, zone: tzinfo) -> str:
    """A time of day, with its date where that is not the one of `near`: "13:45", "09:10 on 25 Sep"."""
    date = at.astimezone(zone).date()
    return clock(at, zone) if date == near.astimezone(zone).date() else f"{clock(at, zone)} on {short_date(date)}"


def gap(earlier: When, later: When, zone: tzinfo) -> str | None:
    """The silence between two posts in words, None if it is short; "overnight" if it is the night's.

    With a tilde if either time is not stated: a span between guesses is a guess.
    """
    length = later.at - earlier.at
    if length < LEAST_GAP:
        return None
    tilde = "" if earlier.exact and later.exact else "~"
    nights = (later.at.astimezone(zone).date() - earlier.at.astimezone(zone).date()).days
    night = " overnight" if nights == 1 and length >= timedelta(hours=4) else ""
    return f"{tilde}{span(length)}{night}"

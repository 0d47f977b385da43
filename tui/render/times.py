"""Times, gaps and dates in words, in the day's own zone and in no locale but English."""

import datetime as dt
from datetime import datetime, timedelta, tzinfo

from feeds.model import When

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
LEAST_GAP = timedelta(minutes=10)
"""A silence shorter than this is not worth a row."""


def clock(at: datetime, zone: tzinfo) -> str:
    """`at` as a time of day in `zone`: "11:45"."""
    local = at.astimezone(zone)
    return f"{local.hour:02}:{local.minute:02}"


def time_of(when: When, zone: tzinfo) -> str:
    """A post's time; with a tilde unless the source states it: "11:45", "~11:37"."""
    return clock(when.at, zone) if when.exact else f"~{clock(when.at, zone)}"


def zone_name(at: datetime, zone: tzinfo) -> str:
    """What `zone` is called at that instant: "BST"; "UTC+03" where it has no name of its own."""
    name = at.astimezone(zone).tzname() or ""
    return f"UTC{name}" if name[:1] in "+-" else name


def long_date(date: dt.date) -> str:
    """A date in full: "Saturday 24 September 2016"."""
    return f"{DAYS[date.weekday()]} {date.day} {MONTHS[date.month - 1]} {date.year}"


def short_date(date: dt.date) -> str:
    """A date for a label: "24 Sep"."""
    return f"{date.day} {MONTHS[date.month - 1][:3]}"


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

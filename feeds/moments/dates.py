"""Dates as people write them in a phrase ("27 Sep", "Tuesday 9am", "September 27th, 2016"), meant within a day."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import NamedTuple

from feeds import clocktimes
from feeds.patterns import pattern
from feeds.wording import DAYS, MONTHS

_MONTH = f"(?:{'|'.join(month[:3] for month in MONTHS)})[a-z]*"
_WEEKDAY = f"(?:{'|'.join(day[:3] for day in DAYS)})[a-z]*"
_DATE = pattern(
    rf"""
    (?: \b (?P<weekday> {_WEEKDAY} ) \b ,? \s* )?
    (?: \b (?P<day> \d{{1,2}} ) (?:st|nd|rd|th)? \s+ (?:of \s+)? (?P<month> {_MONTH} ) \b
      | \b (?P<month_first> {_MONTH} ) \s+ (?P<day_second> \d{{1,2}} ) (?:st|nd|rd|th)? (?! [\d:.] )
    )
    (?: ,? \s+ (?P<year> \d{{4}} ) \b )?
  | \b (?P<alone> {_WEEKDAY} ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_WHOLE = frozenset(day.lower() for day in DAYS)
_JOINTS = frozenset(("at", "on", "the", "of", "from"))


class Dated(NamedTuple):
    """A date, and the time of day that was said with it, if any."""

    date: dt.date
    clock: dt.time | None


def find(text: str, first: dt.date, last: dt.date, near: dt.date) -> Dated | None:
    """The date that `text` names and nothing besides but a time of day; None if it is no such phrase.

    A year that is not said is one of the span from `first` to `last`, if the date lies in it. A weekday alone is the
    one in that span that is nearest to `near`.
    """
    match = _DATE.search(text)
    if match is None:
        return None
    alone = _number(match["alone"] or "", DAYS)
    if match["alone"]:
        date = None if alone is None else _weekday(alone, first, last, near)
    else:
        date = _date(match, first, last)
    rest = f"{text[: match.start()]} {text[match.end() :]}".replace(",", " ").split()
    clock = " ".join(word for word in rest if word.lower() not in _JOINTS)
    if date is None or (clock and clocktimes.parse(clock) is None):
        return None
    if match["alone"] and not clock and match["alone"].lower() not in _WHOLE:
        return None  # "the sun" may be a newspaper
    return Dated(date, clocktimes.parse(clock) if clock else None)


def _date(match: re.Match[str], first: dt.date, last: dt.date) -> dt.date | None:
    month, day = _number(match["month"] or match["month_first"], MONTHS), int(match["day"] or match["day_second"])
    if month is None:
        return None
    years = [int(match["year"])] if match["year"] else range(first.year, last.year + 1)
    dates = [date for year in years if (date := _valid(year, month + 1, day)) is not None]
    return next((date for date in dates if first <= date <= last), dates[0] if dates else None)


def _valid(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _number(name: str, names: Sequence[str]) -> int | None:
    """The place of the one among `names` that `name` begins."""
    return next((place for place, whole in enumerate(names) if name and whole.lower().startswith(name.lower())), None)


def _weekday(wanted: int, first: dt.date, last: dt.date, near: dt.date) -> dt.date | None:
    near = min(max(near, first), last)
    steps = range(max((first - near).days, -6), min((last - near).days, 6) + 1)
    found = [step for step in steps if (near.weekday() + step) % 7 == wanted]
    return near + dt.timedelta(min(found, key=lambda step: (abs(step), -step))) if found else None

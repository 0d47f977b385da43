"""Whole dates in a text, as people write them above what they tell: "Saturday 3 May 2025", "2025-05-03"."""

import datetime as dt
import re

from feeds.patterns import pattern

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = "|".join(f"{name}[a-z]*" for name in _MONTHS)
_DATE = pattern(
    rf"""\b(?: (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\ (?P<m1>{_MONTH}),?\ (?P<y1>\d{{4}})
      | (?P<m2>{_MONTH})\ (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\ (?P<y2>\d{{4}})
      | (?P<y3>\d{{4}})-(?P<m3>\d\d)-(?P<d3>\d\d) )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_BESIDE = pattern(r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b)?[\s,.]*", re.IGNORECASE)


def date_in(text: str) -> dt.date | None:
    """The first whole date in `text`."""
    for match in _DATE.finditer(text):
        year, month, day = (next(filter(None, (match[f"{part}{form}"] for form in (1, 2, 3)))) for part in "ymd")
        number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
        try:
            return dt.date(int(year), number, int(day))
        except ValueError:
            continue
    return None


def only_date(text: str) -> dt.date | None:
    """The date that `text` is, and nothing else."""
    match = _DATE.search(text)
    if match is None or not (_BESIDE.fullmatch(text[: match.start()]) and _BESIDE.fullmatch(text[match.end() :])):
        return None
    return date_in(text)

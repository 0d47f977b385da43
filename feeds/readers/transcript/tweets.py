"""Tweets as a page extractor leaves them: their words, then a line that says whose and of which day."""

import datetime as dt
import re
from dataclasses import dataclass

from feeds.patterns import pattern

MONTHS = (
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
MAX_CHARS = 300
"""More text than this before a stamp is not all the tweet's."""

_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS if name != "may") + "|may|sept"
STAMP = pattern(
    rf"""
    \s* [—–―] \s* (?P<name>[^—\n]{{1,80}}?) \s* \( @(?P<handle>\w{{1,30}}) \) \s+
    (?: (?P<month>{_MONTH})\.?\ (?P<day>\d{{1,2}}),? | (?P<day2>\d{{1,2}})\ (?P<month2>{_MONTH})\.?,? )
    \s (?P<year>\d{{4}})
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""The stamp: "— Name (@handle) September 24, 2016", also with the day before the month."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who wrote a tweet, on which day; `before` is the text that stands before the stamp on its line."""

    name: str
    handle: str
    date: dt.date
    before: str
    after: str


def month(name: str) -> int:
    """The number of the month called `name`, in full or cut to three letters or more."""
    return next(i for i, full in enumerate(MONTHS, 1) if full.startswith(name.lower()[:3]))


def stamp(text: str) -> Stamp | None:
    """The stamp that `text` is or ends with, or None; text after it on the line means it is somebody's quotation."""
    match = STAMP.search(text)
    if match is None:
        return None
    try:
        date = dt.date(int(match["year"]), month(match["month"] or match["month2"]), int(match["day"] or match["day2"]))
    except ValueError:
        return None
    after = text[match.end() :].strip()
    if len(after) > MAX_CHARS:
        return None
    return Stamp(match["name"].strip(), match["handle"], date, text[: match.start()].strip(), after)

"""Rows of figures: "Name - 313,209 (61.8%)", "Eligible votes - 654,006", and the subheads that stand over them."""

import re
from dataclasses import dataclass
from functools import lru_cache

from feeds.figures import numbers
from feeds.figures.numbers import Number
from feeds.patterns import pattern

_ROW = pattern(
    r"""^\s*(?:[-•·*]\s*|\d{1,2}[.)]\s+)?
    (?P<label>[^\W\d][\w.'’&()/ -]{0,60}?)
    (?:,?\s\(?(?P<year>(?:1[89]|20)\d\d)\)?)?
    \s*(?::|\s[-–—]|[–—]|\t|\|)\s*
    (?P<figures>(?:(?:about|around|almost|nearly|just\sover|over)\s)?[\d~].*)$""",
    re.VERBOSE | re.IGNORECASE,
)
_BARE_ROW = pattern(
    r"^\s*(?:[-•·*]\s*|\d{1,2}[.)]\s+)?(?P<label>[A-Z][\w.'’&-]*(?:\s[A-Z(][\w.'’&)-]*){0,3})\s+(?P<figures>\d.*)$"
)
_NOTE = pattern(r"\((?!\s*[\d.]+\s?(?:%|pc|per\s?cent)\s*\))(?P<note>[^()]*)\)")
_FILLER = pattern(
    r"^[\s(),;:/|+=-]*(?:votes?|per\s?cent|of\sthe\s(?:total\s)?(?:vote|electorate|selectorate|whole)|[\s(),;:/|.-])*$"
)
_PARTY = pattern(r"\s*\([^()]*\)")
_LEAD = pattern(r"^[^:\d]{0,60}:\s+")
_JOINT = pattern(r"\s*[,;/|]\s+|\s+and\s+|\s+[-–—]\s+(?=[A-Z])")
_DIGIT = pattern(r"\d")
_DIGITS = pattern(r"\d.*\d", re.DOTALL)
_SUBHEAD = pattern(r"^[^\W\d_][^\d.!?]{0,58}:?$")


@dataclass(frozen=True, slots=True)
class Row:
    """A line that is a label and its figures: `year` if the label names one, `note` what a parenthesis adds."""

    label: str
    numbers: tuple[Number, ...]
    year: int | None = None
    note: str = ""


@lru_cache(maxsize=4_096)  # a line is read for contests, for results and for readings
def parse(line: str) -> Row | None:
    """`line` as a row, or None: a label, a separator, and hardly anything but figures after it."""
    if not _DIGIT.search(line):
        return None
    match = _ROW.match(line) or _BARE_ROW.match(line)
    if match is None or len(match["label"].split()) > 6:
        return None
    start = match.start("figures")
    found = [number for number in numbers.find(line) if number.start >= start]
    if not found:
        return None
    rest = match["figures"]
    notes = [note["note"] for note in _NOTE.finditer(rest)]
    left = _without(line, found, start)
    left = re.sub(r"\([^()]*[^\W\d]{3,}[^()]*\)", " ", left)
    if not _FILLER.match(left):
        return None
    year = match.groupdict().get("year")
    label = _PARTY.sub("", match["label"]).strip()
    return Row(label or match["label"].strip(), tuple(found), int(year) if year else None, " ".join(notes))


def all_in(line: str) -> list[Row]:
    """The rows that `line` is: one, or several with a comma between them ("Result: Ash 54.2%, Birch 45.8%")."""
    row = parse(line)
    if row is not None:
        return [row]
    if not _DIGITS.search(line):
        return []
    for text in (line, _LEAD.sub("", line, count=1)):
        parts = [parse(part) for part in _JOINT.split(text.strip().rstrip("."))]
        found = [part for part in parts if part is not None]
        if len(found) == len(parts) >= 2 and len({part.label for part in found}) == len(found) and _alike(found):
            return found
    return []


def _alike(found: list[Row]) -> bool:
    """Whether rows on one line all give shares, or all give votes."""
    shares = {row.numbers[0].share for row in found}
    return shares == {True} or (shares == {False} and all(row.numbers[0].value >= 100 for row in found))


def subhead(line: str) -> str | None:
    """`line` as the words over a table ("How members voted", "Registered supporters"), or None."""
    line = line.strip()
    return line.rstrip(":").strip() if _SUBHEAD.match(line) and len(line.split()) <= 7 else None


def _without(line: str, found: list[Number], start: int) -> str:
    """What is left of `line` from `start` on when the numbers are taken out."""
    chars = list(line)
    for number in found:
        chars[number.start : number.end] = " " * (number.end - number.start)
    return "".join(chars[start:])

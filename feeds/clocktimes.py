"""Clock times as people write them ("11.45am", "23:44", "noon"), offsets ("-30m"), shares ("50%"), zones."""

import re
from collections.abc import Iterator
from datetime import time, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from feeds.patterns import pattern

_CLOCK = pattern(
    r"""
    (?<![\w.,:£$€]) (?:
        (?P<h12>1[0-2]|0?[1-9]) (?: (?P<sep>[.:]) (?P<m12>[0-5]\d) )? \s? (?P<half>[ap])\.?m\b\.?
      | (?P<h24>[01]?\d|2[0-3]) : (?P<m24>[0-5]\d) (?! [\d:] | \.\d )
      | (?P<word>noon|midday|midnight)\b
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_OFFSET = pattern(r"(?P<sign>[+-])(?P<n>\d+(?:\.\d+)?)\s?(?P<unit>s|m|min|h|d)", re.IGNORECASE)
_PERCENT = pattern(r"(\d{1,3}(?:\.\d+)?)\s?%")
_UNITS = {"s": 1, "m": 60, "min": 60, "h": 3_600, "d": 86_400}


class ClockTime(NamedTuple):
    """A time of day found in a text: where it stands, and whether it is `dotted`, the British way ("11.45am")."""

    at: time
    start: int
    end: int
    dotted: bool = False


def find(text: str) -> Iterator[ClockTime]:
    """Every time of day in `text`, in order. A bare number ("at 9") is none; neither is a score ("63:36")."""
    for match in _CLOCK.finditer(text):
        if match["word"]:
            at = time(0) if match["word"].lower() == "midnight" else time(12)
        elif match["half"]:
            hour = int(match["h12"]) % 12 + (12 if match["half"].lower() == "p" else 0)
            at = time(hour, int(match["m12"] or 0))
        else:
            at = time(int(match["h24"]), int(match["m24"]))
        yield ClockTime(at, match.start(), match.end(), match["sep"] == ".")


def parse(text: str) -> time | None:
    """`text` as one time of day and nothing else ("11:45", "11.45am", "3pm", "noon", also "11.45"), or None."""
    text = text.strip()
    for found in find(text):
        if found.start == 0 and found.end == len(text):
            return found.at
    dotted = re.fullmatch(r"([01]?\d|2[0-3])\.([0-5]\d)", text)
    return time(int(dotted[1]), int(dotted[2])) if dotted else None


def parse_offset(text: str) -> timedelta | None:
    """A signed span ("-30m", "+2h", "+90s") or None."""
    match = _OFFSET.fullmatch(text.strip())
    if match is None:
        return None
    seconds = float(match["n"]) * _UNITS[match["unit"].lower()]
    try:
        return timedelta(seconds=-seconds if match["sign"] == "-" else seconds)
    except OverflowError:
        return None


def parse_span(text: str) -> timedelta | None:
    """An unsigned span as in an option ("3s", "5m", "1.5h", "250ms" is not one) or None."""
    return parse_offset(f"+{text.strip()}")


def parse_percent(text: str) -> float | None:
    """A share ("50%", "61.8%") as a number from 0 to 1, or None: the caller knows which shares are figures."""
    match = _PERCENT.fullmatch(text.strip())
    return float(match[1]) / 100 if match and float(match[1]) <= 100 else None


@lru_cache(maxsize=64)
def zone(name: str) -> tzinfo:
    """The IANA zone called `name`. Raises ValueError with a readable sentence for an unknown one."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"unknown time zone {name!r} (names look like Europe/London)") from error

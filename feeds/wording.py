"""Times, dates, names and figures in words: in the day's own zone, and in no locale but English."""

import datetime as dt
from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Protocol

from feeds.model import Author, Header, Post, Reading

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

NO_WORDS = "(no words)"
"""What stands for the words of a post without any."""

TILDE = "a tilde marks a time that nobody stated"
RESULT = "The result"
"""What days for readers say of their times, and how they head the figures at the end."""

LONGEST_TITLE = 72
"""Titles longer than this many characters are cut at a word."""

UNDATED = dt.date(1970, 1, 1)
"""The date of a day about which nothing tells a date: plainly no news day."""


def clock(at: datetime, zone: tzinfo) -> str:
    """`at` as a time of day in `zone`: "11:45"."""
    local = at.astimezone(zone)
    return f"{local.hour:02}:{local.minute:02}"


class Timed(Protocol):
    """What has a time, which somebody stated if it is `exact`: a When, a sighting, a moment."""

    @property
    def at(self) -> datetime:
        """The time, or the best estimate of it."""

    @property
    def exact(self) -> bool:
        """Whether somebody stated it."""


def time_of(when: Timed, zone: tzinfo) -> str:
    """The time of something; with a tilde unless somebody states it: "11:45", "~11:37"."""
    return clock(when.at, zone) if when.exact else f"~{clock(when.at, zone)}"


def zone_name(at: datetime, zone: tzinfo) -> str:
    """What `zone` is called at that instant: "BST"; "UTC+03" where it has no name of its own."""
    name = at.astimezone(zone).tzname() or ""
    return f"UTC{name}" if name[:1] in "+-" else name


def long_date(date: dt.date) -> str:
    """A date in full: "Saturday 24 September 2016"; of a day that nobody dated, that."""
    if date == UNDATED:
        return "date unknown"
    return f"{DAYS[date.weekday()]} {date.day} {MONTHS[date.month - 1]} {date.year}"


def short_date(date: dt.date) -> str:
    """A date for a label: "24 Sep"."""
    return f"{date.day} {MONTHS[date.month - 1][:3]}"


def posts(count: int) -> str:
    """So many posts: "1 post", "1,204 posts"."""
    return f"{count:,} {'post' if count == 1 else 'posts'}"


def title(post: Post) -> str:
    """A post in a few words."""
    return titled(post.heading, [block.text for block in post.body])


def titled(heading: str | None, paragraphs: Sequence[str]) -> str:
    """The same of its parts: the heading, else the first line, cut at a word."""
    text = heading or next(filter(None, paragraphs), NO_WORDS)
    text = text.split("\n", 1)[0]
    if len(text) <= LONGEST_TITLE:
        return text
    end = text.rfind(" ", 0, LONGEST_TITLE)
    return text[: end if end > 0 else LONGEST_TITLE].rstrip(" ,;:–—-") + "…"


def byline(author: Author | None) -> str:
    """Who speaks: "Name (@handle), role"."""
    if author is None:
        return ""
    handle = f"@{author.handle}" if author.handle else ""
    name = f"{author.name} ({handle})" if author.name and handle else author.name or handle
    return ", ".join(part for part in (name, author.role) if part)


def value(reading: Reading) -> str:
    """A figure as it is written: "313,209", "61.8%", "12 seats"."""
    number = f"{reading.value:,}" if isinstance(reading.value, int) else f"{reading.value:,.6g}"
    if reading.unit == "%":
        return f"{number}%"
    return number if reading.unit in ("votes", "people") else f"{number} {reading.unit}"


def quotation(post: Post, header: Header) -> str:
    """A post as text to paste: its words, then who said it, where, when in the day's own zone, and its link."""
    parts = [post.heading or "", *(block.text for block in post.body)]
    words = "\n".join(part for part in parts if part)
    who = post.author and (post.author.name or (f"@{post.author.handle}" if post.author.handle else None))
    at = post.when.at.astimezone(header.zone) if post.when else None
    when = f"{'' if post.when and post.when.exact else '~'}{at:%H:%M}, {at.day} {at:%B %Y}" if at else None
    line = ", ".join(part for part in (who, header.title, when) if part)
    return "\n".join(part for part in (f"“{words}”", f"— {line}", post.url) if part)

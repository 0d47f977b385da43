"""A day in Markdown, as people write one by hand: a title, and a heading for each post, with its time or without."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from feeds import clocktimes
from feeds.model import Block, BlockType, Day, Header, Order, Origin, Post, When
from feeds.patterns import pattern
from feeds.readers import dated, lines
from feeds.readers.lines import Line
from feeds.readers.marked import HEADING, parts, plain
from feeds.readers.parsed import Parsed
from feeds.readers.source import Options, Source, Unreadable
from feeds.readers.transcript.posts import kind

NAME = "markdown"

_HEAD = 30_000
_LEAST = 3
"""With fewer headings than these a text is no day."""
_CLOSING = pattern(r"\s+#+$")
_TIME = pattern(r"(?P<at>(?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s?[ap]m)?|\d{1,2}\s?[ap]m)\b", re.IGNORECASE)
_AFTER_TIME = pattern(r"(?:\s*[-–—]\s*(?:[01]?\d|2[0-3])[:.][0-5]\d)?\s*[-–—:|,]?\s*")
_NIGHT = dt.timedelta(hours=6)
"""A clock that goes back by more than this has passed midnight."""


@dataclass(slots=True)
class _Section:
    """A heading and the lines below it."""

    number: int
    level: int
    text: str
    below: list[Line] = field(default_factory=list)
    at: dt.time | None = None
    date: dt.date | None = None


def sniff(head: str, name: str) -> float:  # noqa: ARG001 - the protocol's
    """How sure, from 0 to 1, that `head` is Markdown with a heading for each post."""
    headings = sum(HEADING.fullmatch(text.rstrip()) is not None for text in lines.raw(head[:_HEAD]))
    return min(0.95, 0.8 + 0.05 * (headings - _LEAST + 1)) if headings >= _LEAST else 0.0


def read(source: Source, options: Options) -> Parsed:
    """A post for each heading, and one for words above the first; a heading that is a date dates those below it.

    A heading may begin with a time of day. Those of the highest level are key moments, if there are lower ones. Raises
    Unreadable if there is nothing below the title.
    """
    title, date, sections = _sections(lines.numbered(lines.decode(source.data)))
    if not sections:
        raise Unreadable(source.name, None, "there is no post in it")
    order = _order(sections)
    zone = options.zone or "UTC"
    first = options.date or date or next((each.date for each in sections if each.date), None)
    whens = _whens(sections if order == "oldest-first" else sections[::-1], first, clocktimes.zone(zone))
    levels = sorted({each.level for each in sections if each.level})
    posts: list[Post] = []
    where: dict[str, tuple[int, ...]] = {}
    for each in sections:
        ident = lines.ident(source.name, each.number)
        found = list(parts(each.below))
        heading = each.text or None
        body = tuple(Block(type=_type(part.sign), text=plain(part.text)) for part in found)
        posts.append(
            Post(
                id=ident,
                kind=kind(heading, [block.text for block in body], rows=False),
                when=whens.get(each.number),
                heading=heading,
                body=body,
                key=len(levels) > 1 and each.level == levels[0],
                origin=Origin(
                    file=source.name, first_line=each.number, last_line=found[-1].number if found else each.number
                ),
            )
        )
        where[ident] = tuple(part.number for part in found)
    named = options.title or title or "A day" + (f", {first.day} {first:%B %Y}" if first else "")
    header = Header(title=named, date=first, timezone=zone, order=order)
    return Parsed(form=NAME, day=Day(header=header, posts=tuple(posts)), lines=where)


def _sections(numbered: Sequence[Line]) -> tuple[str, dt.date | None, list[_Section]]:
    """The title, the day's date if it stands above all posts, and the posts."""
    title, date = "", None
    found: list[_Section] = []
    dating: dt.date | None = None
    for line in numbered:
        heading = HEADING.fullmatch(line.text)
        if heading is not None:
            text = plain(_CLOSING.sub("", heading["text"]))
            day = dated.only_date(text)
            if day is not None:
                dating = day
            elif not title and not any(each.level for each in found):
                title, date = text, dated.date_in(text)
            else:
                at, rest = _timed(text)
                found.append(_Section(line.number, len(heading["level"]), rest, at=at, date=dating))
        elif line.text and not found and (day := dated.date_in(line.text)) and len(line.text) < 100:
            date = date or day  # the line below the title
        elif line.text:
            if not found:
                found.append(_Section(line.number, 0, ""))
            found[-1].below.append(line)
        elif found:
            found[-1].below.append(line)
    return title, date, [each for each in found if each.text or any(line.text for line in each.below)]


def _type(sign: str) -> BlockType:
    return "quote" if sign == ">" else "item" if sign else "paragraph"


def _timed(text: str) -> tuple[dt.time | None, str]:
    """The time of day with which a heading begins, and the rest of it."""
    match = _TIME.match(text)
    at = clocktimes.parse(match["at"]) if match else None
    if match is None or at is None:
        return None, text
    end = _AFTER_TIME.match(text, match.end())
    return at, text[end.end() if end else match.end() :]


def _order(sections: Sequence[_Section]) -> Order:
    """People write down a day as it passes; a clock that runs backward says otherwise."""
    times = [each.at for each in sections if each.at is not None]
    back = sum(later < earlier for earlier, later in pairwise(times))
    return "newest-first" if back > len(times) // 2 else "oldest-first"


def _whens(sections: Sequence[_Section], first: dt.date | None, zone: dt.tzinfo) -> dict[int, When]:
    """The stated times, by the sections' numbers; none where nothing tells the date. `sections` run forward."""
    found: dict[int, When] = {}
    date, before = first, None
    for each in sections:
        if each.date is not None and (date is None or each.date > date):
            date, before = each.date, None
        if each.at is None or date is None:
            continue
        at = dt.datetime.combine(date, each.at, zone)
        if before is not None and at < before - _NIGHT:
            date += dt.timedelta(days=1)
            at = dt.datetime.combine(date, each.at, zone)
        found[each.number] = When.stated(at)
        before = at
    return found

"""A day in Markdown as `feeds.writers.markdown` writes it: the posts, times and kinds that it was written from."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from feeds import clocktimes
from feeds.model import Author, Block, BlockType, Day, Header, Kind, Origin, Post, When
from feeds.patterns import pattern
from feeds.readers import dated, lines
from feeds.readers.lines import Line
from feeds.readers.marked import HEADING, Part, parts, plain
from feeds.readers.parsed import Parsed
from feeds.readers.source import Options, Source, Unreadable
from feeds.wording import RESULT, TILDE, UNDATED, long_date

NAME = "markdown"

_DATES, _POSTS = 2, 3
"""Levels of headings: dates and the result; posts. Below that are the tweets in a post."""
_ABOUT_DAY = pattern(rf"(?:(?P<date>[^·]+) · )?times in [^()]* \((?P<zone>[^()]+)\); {re.escape(TILDE)}\.")
_TIME = pattern(r"(?:(?P<guess>~)?(?P<at>(?:[01]?\d|2[0-3]):[0-5]\d)|no time)(?: |$)")
_ABOUT_POST = pattern(r"\*(?P<said>(?:[^*\\]|\\.)+)\*")
_SOURCE = pattern(r"\[source\]\(<(?P<url>[^<>]+)>\)")
_MOMENT = pattern(r"(?P<what>sent|updated) (?P<at>\d\d:\d\d) on (?P<date>.+)")
_BYLINE = pattern(
    r"(?:(?P<name>[^@]+) \(@(?P<handle>[^()]+)\)|@(?P<handle_alone>[^,]+)|(?P<name_alone>[^,]+))(?:, (?P<role>.+))?"
)
_ROW_HEADING = pattern(r"\*\*(?P<text>.+)\*\*")
_GUESSED = "the file gives this time with a tilde: nobody stated it"


@dataclass(slots=True)
class _Section:
    """A post's heading, the date above it, and the lines below it."""

    number: int
    level: int
    text: str
    date: dt.date | None
    below: list[Line] = field(default_factory=list)


def sniff(head: str, name: str) -> float:  # noqa: ARG001 - the protocol's
    """Whether `head` is a day that was written as Markdown: it says so below its title."""
    return float(_about_day([Line(0, text.strip()) for text in lines.raw(head)]) is not None)


def read(source: Source, options: Options) -> Parsed:
    """The posts, with times of the file's own zone, to the minute; the figures are left to be found again.

    Raises Unreadable if there is no post, or nobody knows the zone.
    """
    numbered = lines.numbered(lines.decode(source.data))
    about = _about_day(numbered)
    sections = list(_sections(numbered, options.date or UNDATED))
    if about is None or not sections:
        raise Unreadable(source.name, None, "there is no post in it")
    try:
        zone = clocktimes.zone(about["zone"])
    except ValueError as error:
        raise Unreadable(source.name, None, str(error)) from error
    posts: list[Post] = []
    where: dict[str, tuple[int, ...]] = {}
    around: str | None = None
    for section in sections:
        ident = lines.ident(source.name, section.number)
        if section.level <= _POSTS:
            around = ident
        said, body = _told(section)
        fields = _fields(said, zone)
        posts.append(
            Post(
                id=ident,
                part_of=None if around == ident else around,
                body=tuple(_block(part, tweet=fields["kind"] == "tweet") for part in body),
                origin=Origin(
                    file=source.name, first_line=section.number, last_line=body[-1].number if body else section.number
                ),
                **_timed(section, zone),
                **fields,
            )
        )
        where[ident] = tuple(part.number for part in body)
    title = next(plain(match["text"]) for line in numbered if (match := HEADING.fullmatch(line.text)))
    date = dated.date_in(about["date"] or "")
    header = Header(title=title, date=date, timezone=about["zone"])
    return Parsed(form=NAME, day=Day(header=header, posts=tuple(posts)), lines=where)


def _about_day(numbered: Sequence[Line]) -> re.Match[str] | None:
    """What the line below the title says of the day, None where there is no such line."""
    first = [line.text for line in numbered if line.text][:2]
    return _ABOUT_DAY.fullmatch(plain(first[1])) if len(first) > 1 and HEADING.fullmatch(first[0]) else None


def _sections(numbered: Sequence[Line], undated: dt.date) -> Iterator[_Section]:
    """The posts and the tweets in them, up to the result, whose figures are found in them.

    `undated` stands for a date of which the file says that nobody knows it.
    """
    date: dt.date | None = None
    section: _Section | None = None
    titled = False
    for line in numbered:
        heading = HEADING.fullmatch(line.text)
        if heading is None:
            if section is not None:
                section.below.append(line)
            continue
        if section is not None:
            yield section
            section = None
        level, text = len(heading["level"]), plain(heading["text"])
        if not titled:
            titled = True
        elif level == _DATES and text == RESULT:
            return
        elif level == _DATES and (day := undated if text == long_date(UNDATED) else dated.only_date(text)):
            date = day
        else:
            section = _Section(line.number, level, text, date)
    if section is not None:
        yield section


def _told(section: _Section) -> tuple[str, list[Part]]:
    """What the line in italics below a heading says about the post, "" where there is none; and what the post says."""
    body = list(parts(section.below))
    about = _ABOUT_POST.fullmatch(body[0].text) if body and not body[0].sign else None
    return (about["said"], body[1:]) if about else ("", body)


def _timed(section: _Section, zone: dt.tzinfo) -> dict[str, Any]:
    """A post's `when` and `heading`."""
    match = _TIME.match(section.text)
    clock = clocktimes.parse(match["at"]) if match and match["at"] else None
    heading = (section.text[match.end() :] if match else section.text) or None
    if match is None or clock is None or section.date is None:
        return {"when": None, "heading": heading}
    at = dt.datetime.combine(section.date, clock, zone)
    if match["guess"]:
        return {"when": When(at=at, earliest=at, latest=at, basis="inferred", why=_GUESSED), "heading": heading}
    return {"when": When.stated(at), "heading": heading}


def _fields(said: str, zone: dt.tzinfo) -> dict[str, Any]:
    """What is `said` about a post, by the names of a Post's fields; what is nothing else is who speaks."""
    fields: dict[str, Any] = {"kind": "post"}
    names: list[str] = []
    for raw in said.split(" · ") if said else ():
        text = plain(raw)
        if not names and fields["kind"] == "post" and text in get_args(Kind):
            fields["kind"] = text
        elif link := _SOURCE.fullmatch(raw):
            fields["url"] = plain(link["url"])
        elif text == "key moment":
            fields["key"] = True
        elif text == "updated":
            fields["updated"] = True
        elif (moment := _MOMENT.fullmatch(text)) and (date := dated.only_date(moment["date"])):
            fields[moment["what"]] = dt.datetime.combine(date, dt.time.fromisoformat(moment["at"]), zone)
        else:
            names.append(text)
    if names:
        fields["author"] = _author(" · ".join(names))
    return fields


def _author(byline: str) -> Author:
    match = _BYLINE.fullmatch(byline)
    if match is None:
        return Author(name=byline)
    name, handle = match["name"] or match["name_alone"], match["handle"] or match["handle_alone"]
    return Author(name=name, handle=handle, role=match["role"])


def _block(part: Part, *, tweet: bool) -> Block:
    """A quote in a tweet is what it says; items with an asterisk, and words in bold alone, are rows of figures."""
    kind: BlockType = "paragraph"
    heading = _ROW_HEADING.fullmatch(part.text) if not part.sign else None
    if part.sign == ">":
        kind = "tweet" if tweet else "quote"
    elif part.sign == "*" or heading:
        kind = "row"
    elif part.sign:
        kind = "item"
    return Block(type=kind, text=plain(heading["text"] if heading else part.text))

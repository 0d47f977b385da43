"""A live blog as a page extractor left it: one paragraph a line, boundaries flattened, times lost, tweets as text."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence

from feeds import clocktimes
from feeds.model import Day, Header, Order, Post
from feeds.patterns import pattern
from feeds.readers import dated, glue, lines
from feeds.readers.parsed import Parsed
from feeds.readers.source import Options, Source, Unreadable
from feeds.readers.transcript import boundaries, parts, posts
from feeds.readers.transcript.parts import Part, Typed

NAME = "transcript"

_HEAD = 30_000
"""As many characters of a source are enough to tell its form."""
_TOP = 5
"""So many lines may stand above the first post's words."""
_DOUBTFUL = 0.7
"""Boundaries judged with less confidence than this are worth telling."""
_GREETS = pattern(
    r"\b(?:good morning|welcome to|hello and|we will be|i will post again|i[’']ll be (?:covering|bringing)"
    r"|coming up today)"
    r"\b",
    re.IGNORECASE,
)
_SIGNS_OFF = pattern(
    r"""\b(?: that[’']s\ (?:all|it)\ (?:from|for) | (?:afternoon|evening|closing|end\ of\ day)\ summary
      | thanks\ for\ (?:the\ comments|reading|following|joining) | closing\ (?:this|the)\ (?:live\ ?)?blog )\b""",
    re.IGNORECASE | re.VERBOSE,
)


def sniff(head: str, name: str) -> float:  # noqa: ARG001 - the protocol's
    """How sure, from 0 to 1, that `head` is the beginning of a live blog's transcript."""
    head = head[:_HEAD]
    if glue.STAMPED.search(head):
        return 0.1
    typed = parts.classify(lines.numbered(head))
    solid = [item for item in typed if item.part is not Part.BLANK]
    if len(solid) < 3:
        return 0.0
    stamps = sum(item.stamp is not None for item in solid)
    updated = sum(item.part is Part.UPDATED for item in solid)
    voice = sum(bool(_GREETS.search(item.text) or _SIGNS_OFF.search(item.text)) for item in solid)
    marks = min(stamps, 4) + min(updated, 4) + 2 * min(voice, 2)
    sure = min(0.95, 0.4 + 0.1 * marks)
    if stamps or voice:
        return sure
    # To look for the beginnings of posts takes longer than all the rest.
    starts = sum(boundary.begins for boundary in boundaries.find(typed))
    if marks:
        return sure if starts > 1 else 0.2
    return 0.2 if starts >= 4 else 0.1


def read(source: Source, options: Options) -> Parsed:
    """The posts of a transcript, in the file's order; every line of the file belongs to exactly one of them.

    An embedded tweet lies inside its post's lines and is a post too. Raises Unreadable if there is no text.
    """
    typed = parts.classify(lines.numbered(lines.decode(source.data)))
    judged = boundaries.find(typed)
    if not judged:
        raise Unreadable(source.name, None, "there is no text in it")
    groups = posts.assemble(typed, boundaries.spans(judged, len(typed)), source.name)
    order = _order([group for group, _ in groups])
    # In a newest-first day everything lies reversed, a post's tweets too: turned round they follow their post.
    stream = tuple(post for group, _ in groups for post in (group[::-1] if order == "newest-first" else group))
    return Parsed(
        form=NAME,
        day=Day(header=_header(typed, options, order), posts=stream),
        lines={ident: numbers for _, where in groups for ident, numbers in where.items()},
        notes=_notes(typed, judged),
    )


def _header(typed: Sequence[Typed], options: Options, order: Order) -> Header:
    """What the transcript says of its day: the date of most tweets, or at its top; dotted clock times are British."""
    date = options.date or _date(typed) or _date_on_top(typed)
    timezone = options.zone or ("Europe/London" if _dotted(typed) else "UTC")
    title = options.title or ("Live blog" if date is None else f"Live blog, {date.day} {date:%B %Y}")
    return Header(title=title, date=date, timezone=timezone, order=order)


def _date(typed: Sequence[Typed]) -> dt.date | None:
    dates = Counter(item.stamp.date for item in typed if item.stamp is not None)
    return max(dates, key=lambda date: (dates[date], date)) if dates else None


def _date_on_top(typed: Sequence[Typed]) -> dt.date | None:
    """A line of the first few that is nothing but a date."""
    top = [item.text for item in typed if item.part is not Part.BLANK][:_TOP]
    return next(filter(None, map(dated.only_date, top)), None)


def _dotted(typed: Sequence[Typed]) -> bool:
    """Whether most of the text's clock times with minutes are written the British way, 11.45am."""
    times = [time for item in typed for time in clocktimes.find(item.text)]
    dotted = sum(time.dotted for time in times)
    colons = sum(not time.dotted and time.at.minute != 0 for time in times)
    return dotted > colons


def _order(groups: Sequence[Sequence[Post]]) -> Order:
    """How the posts lie. Live blogs lie newest first; a greeting at the top and a farewell at the end say otherwise."""
    if len(groups) < 2:
        return "newest-first"
    top, bottom = groups[0][0].text, groups[-1][0].text
    forward = bool(_GREETS.search(top)) + bool(_SIGNS_OFF.search(bottom))
    backward = bool(_SIGNS_OFF.search(top)) + bool(_GREETS.search(bottom))
    return "oldest-first" if forward > backward else "newest-first"


def _notes(typed: Sequence[Typed], judged: Sequence[boundaries.Boundary]) -> tuple[str, ...]:
    doubtful = [str(typed[boundary.index].line.number) for boundary in judged if boundary.confidence < _DOUBTFUL]
    if not doubtful:
        return ()
    shown = ", ".join(doubtful[:12]) + (" and others" if len(doubtful) > 12 else "")
    return (f"not sure whether a post begins at line {shown}; if not as it should be: convert to JSONL, edit, replay",)

"""A live blog's page pasted as text: each post's date and time glued to its first words, "Updated at" to its last."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, pairwise

from feeds import clocktimes
from feeds.model import Author, Block, Day, Header, Origin, Post, When
from feeds.patterns import pattern
from feeds.readers import glue, lines
from feeds.readers.lines import Line
from feeds.readers.parsed import Parsed
from feeds.readers.source import Options, Source, Unreadable
from feeds.readers.transcript import tweets
from feeds.readers.transcript.parts import is_plea
from feeds.readers.transcript.posts import kind

NAME = "pasted page"

_MONTHS = "|".join(name[:3].title() for name in tweets.MONTHS)
_STAMP = pattern(
    rf"(?:(?P<day>\d{{1,2}}) (?P<month>{_MONTHS})[a-z]* (?P<year>\d{{4}})|(?P<ago>\d+[smhdw]) ago)"
    r"\s?(?P<hour>[01]\d|2[0-3])[.:](?P<minute>[0-5]\d)(?:\s(?P<zone>[A-Z]{2,4}))?"
)
"""A post's stamp, "24 Feb 202223.44" or "4d ago16.48", right before its text."""
_BARE = pattern(r"\ufeff?(?P<hour>[01]\d|2[0-3])[.:](?P<minute>[0-5]\d)(?=[A-Z“‘'\"])")
"""The stamp of a pinned post at the very top, which has no date."""
_UPDATED = pattern(r"\s*Updated at (?P<hour>[01]?\d|2[0-3])[.:](?P<minute>[0-5]\d)\s(?P<zone>[A-Z]{2,5})\s*$")
_ZONES = {
    "GMT": "Europe/London", "BST": "Europe/London", "EST": "America/New_York", "EDT": "America/New_York",
    "CET": "Europe/Paris", "CEST": "Europe/Paris", "AEST": "Australia/Sydney", "AEDT": "Australia/Sydney",
}  # fmt: skip
_TWEET_CHARS = 290
"""A tweet's words are not longer than this."""
_SHORT_TWEET = 90
"""A last paragraph shorter than this is not all of a tweet, if the one before fits in too."""
_HEAD = 30_000


@dataclass(slots=True)
class _Entry:
    """A stamped stretch of the page: what is printed above it, and its text line by line."""

    clock: dt.time
    printed: dt.date | None
    said: list[Line] = field(default_factory=list)
    date: dt.date | None = None

    @property
    def text(self) -> str:
        """All its text."""
        return "\n".join(line.text for line in self.said)


def sniff(head: str, name: str) -> float:  # noqa: ARG001 - the protocol's
    """How sure, from 0 to 1, that `head` is the beginning of a pasted page: stamps glued to words tell."""
    stamps = len(glue.STAMPED.findall(head[:_HEAD]))
    if not stamps:
        return 0.0
    at_top = bool(_STAMP.match(head) or _BARE.match(head))
    return min(0.98, 0.5 + 0.15 * stamps + 0.3 * at_top)


def read(source: Source, options: Options) -> Parsed:
    """The posts of a pasted page, newest first as they stand there, each with the time that the page states.

    The pinned post at the top is left out where it is repeated below. A line in which one post ends and another begins
    belongs to both. Raises Unreadable if no stamp is found or nothing tells a date.
    """
    numbered = lines.numbered(lines.decode(source.data))
    pinned, entries, zone = _entries(numbered)
    if not entries:
        raise Unreadable(source.name, None, "there are no posts with a date and a time in it")
    zone = options.zone or zone or "UTC"
    _date(entries, options.date, clocktimes.zone(zone))
    if any(entry.date is None for entry in entries):
        raise Unreadable(
            source.name, 1, "its posts are stamped “days ago” and nothing tells their date; give one with --date"
        )
    notes = []
    if pinned is not None:
        if any(_same(pinned, entry) for entry in entries):
            notes.append("the pinned post at the top is repeated below, and is read there")
        else:
            entries.append(_before(pinned, entries[-1]))
            notes.append(
                "the pinned post at the top is not on this page again; it is put before the others by its clock time"
            )
    words = glue.known_words("\n".join(entry.text for entry in entries))
    tz = clocktimes.zone(zone)
    posts: list[Post] = []
    where: dict[str, tuple[int, ...]] = {}
    taken: set[str] = set()
    for entry in entries:
        group = _posts(entry, tz, source.name, words, taken)
        posts += [post for post, _ in reversed(group)]
        where |= {post.id: numbers for post, numbers in group}
    oldest = min(post.when.at.date() for post in posts if post.when)
    title = options.title or f"Live blog, {oldest.day} {oldest:%B %Y}"
    header = Header(title=title, date=options.date or oldest, timezone=zone, order="newest-first")
    return Parsed(form=NAME, day=Day(header=header, posts=tuple(posts)), lines=where, notes=tuple(notes))


def _entries(numbered: Sequence[Line]) -> tuple[_Entry | None, list[_Entry], str | None]:
    """The pinned entry, all others, and the zone that the page names most often."""
    pinned: _Entry | None = None
    entries: list[_Entry] = []
    current: _Entry | None = None
    zones: list[str] = []
    for line in numbered:
        text = line.text
        if pinned is None and not entries and (bare := _BARE.match(text)):
            pinned = current = _Entry(_clock(bare), None)
            text = text[bare.end() :]
        place = 0
        for match in _STAMP.finditer(text):
            if match.end() == len(text) or (match.start() and text[match.start() - 1].isdigit()):
                continue
            _say(current, line, text[place : match.start()])
            printed = None
            if match["day"]:
                printed = _calendar(int(match["year"]), tweets.month(match["month"]), int(match["day"]))
                if printed is None:
                    continue
            current = _Entry(_clock(match), printed)
            entries.append(current)
            place = match.end()
            zones += [match["zone"]] if match["zone"] in _ZONES else []
        _say(current, line, text[place:])
    for entry in entries:
        zones += [match["zone"] for match in [_UPDATED.search(entry.text)] if match and match["zone"] in _ZONES]
    zone = max(zones, key=zones.count, default=None)
    return pinned, entries, _ZONES[zone] if zone else ("Europe/London" if _dotted(numbered) else None)


def _say(entry: _Entry | None, line: Line, text: str) -> None:
    if entry is not None and text.strip():
        entry.said.append(Line(line.number, text.strip()))


def _dotted(numbered: Sequence[Line]) -> bool:
    return any(re.search(r"\d{4}[012]\d\.[0-5]\d|ago[012]\d\.[0-5]\d", line.text) for line in numbered)


def _clock(match: re.Match[str]) -> dt.time:
    return dt.time(int(match["hour"]), int(match["minute"]))


def _calendar(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _date(entries: Sequence[_Entry], newest: dt.date | None, tz: dt.tzinfo) -> None:
    """Give every entry its date in `tz`: the printed one, which near midnight can be UTC's.

    Where none is printed, `newest` or else the last tweet shown dates the newest post, and clock times are rolled back
    from there.
    """
    if all(entry.printed is None for entry in entries):
        shown = [found.date for entry in entries for found in _stamps(entry)]
        start = newest or max(shown, default=None)
        if start is None:
            return
        above = entries[0].clock
        for entry in entries:
            start -= dt.timedelta(days=entry.clock > above)
            entry.date, above = start, entry.clock
        late = max(
            (found.date - entry.date for entry in entries if entry.date for found in _stamps(entry)),
            default=dt.timedelta(),
        )
        for entry in entries:
            entry.date = entry.date + max(late, dt.timedelta()) if entry.date else None
        return
    _agree(entries, tz)


def _agree(entries: Sequence[_Entry], tz: dt.tzinfo) -> None:
    """Take the printed dates for those of `tz`, or all for those of UTC, by which the page stamps them near midnight.

    The reading is right in which times do not rise down the page, and if both agree to that, the one that leaves the
    smaller holes.
    """
    last = next(entry.printed for entry in entries if entry.printed)
    for entry in entries:
        entry.printed = last = entry.printed or last
    readings = [[entry.printed or last for entry in entries], _from_utc(entries, tz)]
    best = min(readings, key=lambda dates: _holes(entries, dates))
    for entry, date in zip(entries, best, strict=True):
        entry.date = date


def _from_utc(entries: Sequence[_Entry], tz: dt.tzinfo) -> list[dt.date]:
    """The dates in `tz` on which its clocks show the entries' times while UTC has the printed dates.

    On a day on which the clocks change there can be two: the later one, if the entry above is not earlier than that.
    """
    dates: list[dt.date] = []
    above = dt.datetime.max.replace(tzinfo=dt.UTC)
    for entry in entries:
        printed = entry.printed or dt.date.min
        options = [dt.datetime.combine(printed + dt.timedelta(days=move), entry.clock, tz) for move in (1, 0, -1)]
        fitting = [option for option in options if option.astimezone(dt.UTC).date() == printed] or [options[1]]
        above = next((option for option in fitting if option <= above), fitting[0])
        dates.append(above.date())
    return dates


def _holes(entries: Sequence[_Entry], dates: Sequence[dt.date]) -> tuple[int, dt.timedelta]:
    """How often the times rise down the page, and by how much they fall at most."""
    times = [dt.datetime.combine(date, entry.clock, dt.UTC) for date, entry in zip(dates, entries, strict=True)]
    falls = [upper - lower for upper, lower in pairwise(times)]
    return sum(fall < dt.timedelta() for fall in falls), max(falls, default=dt.timedelta())


def _same(pinned: _Entry, entry: _Entry) -> bool:
    return pinned.clock == entry.clock and entry.text[:60] == pinned.text[:60]


def _before(pinned: _Entry, oldest: _Entry) -> _Entry:
    """The pinned entry dated as the last one before the oldest on the page."""
    if oldest.date is not None:
        pinned.date = oldest.date - dt.timedelta(days=pinned.clock > oldest.clock)
    return pinned


def _stamps(entry: _Entry) -> Iterator[tweets.Stamp]:
    for line in entry.said:
        for match in tweets.STAMP.finditer(line.text):
            if found := tweets.stamp(match.group()):
                yield found


def _posts(
    entry: _Entry, tz: dt.tzinfo, file: str, words: set[str], taken: set[str]
) -> list[tuple[Post, tuple[int, ...]]]:
    """The post of an entry, then its tweets, with the line numbers of their blocks."""
    at = dt.datetime.combine(entry.date or dt.date.min, entry.clock, tz)
    said, updated = _updated(entry.said, at)
    first, last = (said[0].number, said[-1].number) if said else (entry.said[0].number, entry.said[-1].number)
    ident = _unique(lines.ident(file, first), taken)
    heading, said = _heading(said, words)
    author, said = _byline(said, words)
    content: list[tuple[Block, int]] = []
    shown: list[tuple[Block, int, tweets.Stamp]] = []
    for line in said:
        for piece in _pieces(line.text):
            if isinstance(piece, tweets.Stamp):
                shown.append((Block(type="tweet", text=piece.before), line.number, piece))
            elif not is_plea(piece):
                content.append((Block(type="paragraph", text=piece), line.number))
    origin = Origin(file=file, first_line=first, last_line=last)
    body = tuple(block for block, _ in content)
    when = When.stated(at, "stated in the source")
    main = Post(
        id=ident, kind=kind(heading, [block.text for block in body], rows=False), when=when, updated=updated or False,
        heading=heading, author=author, body=body, key=heading is not None, origin=origin,
    )  # fmt: skip
    group = [(main, tuple(number for _, number in content))]
    for block, number, stamp in shown:
        tweet = Post(
            id=_unique(lines.ident(file, number), taken), kind="tweet", when=when,
            author=Author(name=stamp.name, handle=stamp.handle), body=(block,) if block.text else (), part_of=ident,
            origin=Origin(file=file, first_line=number, last_line=number),
        )  # fmt: skip
        group.append((tweet, (number,) if block.text else ()))
    return group


def _updated(said: Sequence[Line], at: dt.datetime) -> tuple[list[Line], dt.datetime | None]:
    """The lines without "Updated at 20.46 GMT" at their end, and that instant: the first such time after `at`."""
    match = _UPDATED.search(said[-1].text) if said else None
    if match is None:
        return list(said), None
    rest = said[-1].text[: match.start()]
    instant = dt.datetime.combine(at.date(), _clock(match), at.tzinfo)
    if instant < at:
        instant = dt.datetime.combine(at.date() + dt.timedelta(days=1), _clock(match), at.tzinfo)
    return [*said[:-1], *([Line(said[-1].number, rest)] if rest else [])], instant


def _heading(said: Sequence[Line], words: set[str]) -> tuple[str | None, list[Line]]:
    """The title glued to the first line, or the whole first line if it is short and more follows."""
    if not said:
        return None, []
    first, *more = said
    if (
        more
        and len(first.text) < glue.TITLE_CHARS[1]
        and not first.text.endswith((".", ":", "”", "…"))
        and "Photograph:" not in first.text
    ):
        return first.text, more
    found, rest = glue.title(first.text, words)
    return found, [Line(first.number, rest), *more]


def _byline(said: Sequence[Line], words: set[str]) -> tuple[Author | None, list[Line]]:
    if not said:
        return None, []
    name, rest = glue.byline(said[0].text, words)
    return (Author(name=name) if name else None), [Line(said[0].number, rest), *said[1:]]


def _pieces(text: str) -> Iterator[str | tweets.Stamp]:
    """The paragraphs of a line, and the tweets whose stamps stand in it, in order."""
    place = 0
    for match in tweets.STAMP.finditer(text):
        found = tweets.stamp(match.group())
        if found is None:
            continue
        *prose, words = glue.paragraphs(text[place : match.start()]) or [""]
        if prose and len(words) < _SHORT_TWEET and len(prose[-1]) + len(words) < _TWEET_CHARS:
            words = f"{prose.pop()} {words}"
        cut = _tweet_start(words, alone=not prose and not place)
        yield from prose
        if words[:cut].strip():
            yield words[:cut].strip()
        yield tweets.Stamp(found.name, found.handle, found.date, words[cut:].strip(), "")
        place = match.end()
    yield from glue.paragraphs(text[place:])


def _tweet_start(text: str, *, alone: bool) -> int:
    """Where the words of a tweet begin in the paragraph before its stamp.

    At a sentence, if all is too long for a tweet, or if the text stands `alone`: then some of it introduces the tweet.
    """
    if len(text) <= _TWEET_CHARS and not alone:
        return 0
    starts = [match.end() for match in re.finditer(r"[.!?…:][”\"’]?\s+(?=[\w“\"@#‘🇦-🇿])", text)]
    if not starts:
        return 0
    return next((start for start in starts if len(text) - start <= _TWEET_CHARS), starts[-1])


def _unique(ident: str, taken: set[str]) -> str:
    """`ident`, or with a letter after it: several posts can begin on one line."""
    found = ident if ident not in taken else next(each for n in count(2) if (each := f"{ident}.{n}") not in taken)
    taken.add(found)
    return found

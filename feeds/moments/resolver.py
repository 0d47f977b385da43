"""The one grammar of moments: times, shares of the day, figures, handles and words, tried from the plainest to the loosest."""

import datetime as dt
import re
from datetime import datetime

from feeds import clocktimes
from feeds.archive import Archive
from feeds.moments import figures_named, remembered
from feeds.moments.places import Found, Moment, NotFound, title

_START = frozenset(("start", "beginning", "the start", "the beginning", "first post", "open", "opening"))
_END = frozenset(("end", "the end", "last post", "close", "finish"))
_LEADING = re.compile(
    r"^(?:(?:please|go|jump|take\s+me|skip|seek|rewind|move|show(?:\s+me)?|find)\s+)*(?:(?:to|at|from|by|around|about)\s+)*",
    re.IGNORECASE,
)


def resolve(phrase: str, archive: Archive, *, now: datetime | None = None) -> Found:
    """The place in the day that `phrase` names.

    `now` is the playhead: "-30m" counts from it (without it, from the start), and on a day of several dates a clock time
    is of its date. A clock time inside the day lands on the nearest post, and says so; one outside it is kept. A percentage
    is a share of the day unless the day has it as a figure; the earliest declared figure comes before every other.
    Raises NotFound with a reason.
    """
    first, last = archive.first_time, archive.last_time
    if first is None or last is None:
        raise NotFound("The day has no posts.")
    text = " ".join(phrase.split()).strip("\"'“”‘’ ?!")
    plain = _LEADING.sub("", text, count=1).strip() or text
    if not plain:
        raise NotFound("Nothing was asked for.")
    for attempt in (_end, _offset, _clock, _share):
        found = attempt(plain, archive, first, last, now)
        if found is not None:
            return found
    found = figures_named.find(text, archive) or remembered.handle(plain, archive) or remembered.words(text, archive)
    if found is None:
        raise NotFound(f"Nothing in the day matches {phrase.strip()!r}.")
    return found


def _end(text: str, archive: Archive, first: datetime, last: datetime, now: datetime | None) -> Found | None:
    """ "start" and "end"."""
    if text.lower() in _START:
        return Found(0, first, text, "The first post of the day.")
    if text.lower() in _END:
        return Found(len(archive) - 1, last, text, "The last post of the day.")
    return None


def _offset(text: str, archive: Archive, first: datetime, last: datetime, now: datetime | None) -> Found | None:
    """ "-30m" and "+2h", from the playhead."""
    span = clocktimes.parse_offset(text.replace(" ", ""))
    if span is None:
        return None
    start, origin = (now, "the playhead") if now is not None else (first, "the start")
    at = start + span
    minutes = abs(span) // dt.timedelta(minutes=1)
    direction = "before" if span < dt.timedelta(0) else "after"
    long = f"{minutes} min" if abs(span) >= dt.timedelta(minutes=1) else f"{abs(span).seconds} s"
    return Found(_rank_at(archive, at), at, text, f"{long} {direction} {origin}.")


def _clock(text: str, archive: Archive, first: datetime, last: datetime, now: datetime | None) -> Found | None:
    """ "11:45", "11.45am", "noon", "what happened at 3pm", an ISO date and time."""
    asked = _instant(text, archive, first, last, now)
    if asked is None:
        return None
    zone = archive.header.zone
    shown = f"{asked.astimezone(zone):%H:%M}"
    if asked > last:
        return Found(len(archive) - 1, asked, text, f"{shown} is after the last post ({last.astimezone(zone):%H:%M}).")
    if asked < first:
        return Found(0, asked, text, f"{shown} is before the first post ({first.astimezone(zone):%H:%M}).")
    after = archive.next_time(asked - dt.timedelta(microseconds=1)) or last
    before = archive.previous_time(asked + dt.timedelta(microseconds=1)) or first
    at = after if after - asked <= asked - before else before
    rank = _first_rank(archive, at)
    exact = at - asked < dt.timedelta(minutes=1) and at >= asked
    others = () if before == after else (_moment(archive, _first_rank(archive, before if at == after else after)),)
    why = f"A post at {shown}." if exact else f"No post at {shown}: the nearest is at {at.astimezone(zone):%H:%M}."
    return Found(rank, at, text, why, () if exact else others)


def _share(text: str, archive: Archive, first: datetime, last: datetime, now: datetime | None) -> Found | None:
    """ "50%" of the day, unless the day has that percentage as a figure."""
    part = clocktimes.parse_percent(re.sub(r"\s*(?:of|through|into)\s+the\s+day$", "", text))
    if part is None:
        return None
    of_day = part * (last - first)
    at = first + of_day
    rank = _rank_at(archive, at)
    if not text.endswith("day"):
        figure = figures_named.percentage(text, archive, Moment(rank, at, f"{text} of the day", "share"))
        if figure is not None:
            return figure
    why = f"{text.split('%')[0].strip()}% of the way from the first post to the last, {at.astimezone(archive.header.zone):%H:%M}."
    return Found(rank, at, text, why)


def _instant(text: str, archive: Archive, first: datetime, last: datetime, now: datetime | None) -> datetime | None:
    """The instant that a clock time or an ISO date and time means in this day."""
    zone = archive.header.zone
    if re.match(r"\d{4}-\d\d-\d\d", text):
        try:
            at = datetime.fromisoformat(text)
        except ValueError:
            return None
        return at if at.tzinfo else at.replace(tzinfo=zone)
    clock = clocktimes.parse(text) or _clock_in(text)
    if clock is None:
        return None
    date = (now or first).astimezone(zone).date()
    at = datetime.combine(date, clock, zone)
    for day in (dt.timedelta(days=1), dt.timedelta(days=-1)):
        other = datetime.combine(date + day, clock, zone)
        if not first <= at <= last and first <= other <= last:
            return other
    return at


def _clock_in(text: str) -> dt.time | None:
    """The one clock time of a phrase that says nothing else ("what happened at 11:45")."""
    found = list(clocktimes.find(text))
    if len(found) != 1 or found[0].start == 0:
        return None
    rest = f"{text[: found[0].start]} {text[found[0].end :]}"
    return None if remembered.content_words(rest) else found[0].at


def _rank_at(archive: Archive, at: datetime) -> int:
    """The rank of the last post that has appeared by `at`, or of the first post."""
    return max(archive.revealed(at) - 1, 0)


def _first_rank(archive: Archive, at: datetime) -> int:
    """The rank of the first post of the instant `at`."""
    return archive.revealed(at - dt.timedelta(microseconds=1))


def _moment(archive: Archive, rank: int) -> Moment:
    return Moment(rank, archive.time_of(rank), title(archive.post(rank)), "time")

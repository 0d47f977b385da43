"""The one grammar of moments: times, shares of the day, figures, handles and words, the plainest first."""

import datetime as dt
import re
from dataclasses import dataclass
from datetime import datetime

from feeds import clean, clocktimes
from feeds.archive import Archive
from feeds.moments import dates, figures_named, remembered
from feeds.moments.places import Found, Moment, NotFound
from feeds.patterns import pattern
from feeds.wording import short_date, title, titled

_START = frozenset(("start", "beginning", "the start", "the beginning", "first post", "open", "opening"))
_END = frozenset(("end", "the end", "last post", "close", "finish"))
_CLOCK_LIKE = pattern(r"\d{1,2}:\d\d(?::\d\d)?")
_TICK = dt.timedelta(microseconds=1)
_OF_THE_DAY = pattern(r"\s*(?:of|through|into)\s+the\s+day$", re.IGNORECASE)
_LEADING = pattern(
    r"^(?:(?:please|go|jump|take\s+me|skip|seek|rewind|move|show(?:\s+me)?|find)\s+)*(?:(?:to|at|from|by|around|"
    r"about)\s+)*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Day:
    """What a phrase is resolved against: the archive, its first and last time, and the playhead if there is one."""

    archive: Archive
    first: datetime
    last: datetime
    now: datetime | None

    @property
    def zone(self) -> dt.tzinfo:
        return self.archive.header.zone

    @property
    def here(self) -> dt.date:
        """The date of the playhead, else of the first post."""
        return (self.now or self.first).astimezone(self.zone).date()

    def shown(self, at: datetime) -> str:
        """A time of day, with its date where that is not the playhead's."""
        local = at.astimezone(self.zone)
        return f"{local:%H:%M}" if local.date() == self.here else f"{local:%H:%M} on {short_date(local.date())}"

    def told(self, rank: int) -> str:
        """The time of the post at `rank`, with a tilde where nobody stated it."""
        when = self.archive.post(rank).when
        return f"{'' if when is not None and when.exact else '~'}{self.shown(self.archive.time_of(rank))}"

    def rank_at(self, at: datetime) -> int:
        """The rank of the last post that has appeared by `at`, or of the first post."""
        return max(self.archive.revealed(at) - 1, 0)

    def first_rank(self, at: datetime) -> int:
        """The rank of the first post of the instant `at`."""
        return self.archive.revealed(at - _TICK)


def resolve(phrase: str, archive: Archive, *, now: datetime | None = None) -> Found:
    """The place in the day that `phrase` names.

    `now` is the playhead: "-30m" counts from it (without it, from the start), and on a day of several dates a clock
    time is of its date. A clock time is itself: its post is the newest by then, which `why` says.
    A percentage is a share of the day unless the day has it as a figure; the earliest declared figure comes before
    every other. Raises NotFound with a reason.
    """
    found, day = timed(phrase, archive, now=now), _day(archive, now)
    text, plain = _asked(phrase)
    found = (
        found
        or _share(plain, day)
        or figures_named.find(text, archive)
        or remembered.handle(plain, archive)
        or remembered.words(text, archive)
    )
    if found is None and _CLOCK_LIKE.fullmatch(plain):
        raise NotFound(f"{plain} is no time of day.")
    if found is None:
        raise NotFound(f"Nothing in the day matches {titled(None, [text])!r}.")
    return found


def timed(phrase: str, archive: Archive, *, now: datetime | None = None) -> Found | None:
    """As `resolve`, of a phrase that is a time; None for one that may take words or figures. Raises NotFound.

    That needs no more of the archive than the times of its posts.
    """
    day = _day(archive, now)
    _, plain = _asked(phrase)
    if not plain:
        raise NotFound("Nothing was asked for.")
    for attempt in (_end, _offset, _clock, _date):
        if (found := attempt(plain, day)) is not None:
            return found
    return _share(plain, day) if _OF_THE_DAY.search(plain) else None


def _day(archive: Archive, now: datetime | None) -> _Day:
    first, last = archive.first_time, archive.last_time
    if first is None or last is None:
        raise NotFound("The day has no posts.")
    return _Day(archive, first, last, now)


def _asked(phrase: str) -> tuple[str, str]:
    """What a phrase says, and that without what leads to it ("go to", "at")."""
    text = " ".join(clean.line(phrase).split()).strip("\"'“”‘’ ?!")
    return text, _LEADING.sub("", text, count=1).strip() or text


def _end(text: str, day: _Day) -> Found | None:
    """ "start" and "end"."""
    if text.lower() in _START:
        return Found(0, day.first, text, "The first post of the day.")
    if text.lower() in _END:
        return Found(len(day.archive) - 1, day.last, text, "The last post of the day.")
    return None


def _offset(text: str, day: _Day) -> Found | None:
    """ "-30m" and "+2h", from the playhead."""
    span = clocktimes.parse_offset(text.replace(" ", "").replace("−", "-"))
    if span is None:
        return None
    start, origin = (day.now, "the playhead") if day.now is not None else (day.first, "the start")
    try:
        at = start + span
    except OverflowError:
        raise NotFound(f"{text} is too far away to be a time.") from None
    direction = "before" if span < dt.timedelta(0) else "after"
    return Found(day.rank_at(at), at, text, f"{text.lstrip('+-−')} {direction} {origin}.")


def _clock(text: str, day: _Day) -> Found | None:
    """ "11:45", "11.45am", "noon", "what happened at 3pm", an ISO date and time."""
    asked = _instant(text, day)
    return None if asked is None else _at(asked, text, day)


def _date(text: str, day: _Day) -> Found | None:
    """ "27 Sep", "Tuesday 09:00"; a date alone is its first post."""
    first, last = (at.astimezone(day.zone).date() for at in (day.first, day.last))
    found = dates.find(text, first, last, day.here)
    if found is None:
        return None
    asked = datetime.combine(found.date, found.clock or dt.time(0), day.zone)
    if found.clock is None:
        following = day.archive.next_time(asked - _TICK)
        if following is not None and following.astimezone(day.zone).date() == found.date:
            return Found(day.first_rank(following), following, text, f"The first post of {short_date(found.date)}.")
    return _at(asked, text, day)


def _at(asked: datetime, text: str, day: _Day) -> Found:
    """An instant: itself, unless a post is of its minute."""
    archive, shown = day.archive, day.shown(asked)
    if asked > day.last:
        return Found(len(archive) - 1, asked, text, f"{shown} is after the last post ({day.shown(day.last)}).")
    if asked < day.first:
        return Found(0, asked, text, f"{shown} is before the first post ({day.shown(day.first)}).")
    after = archive.next_time(asked - _TICK) or day.last
    if after == asked or (_whole(asked) and after - asked < dt.timedelta(minutes=1)):
        return Found(day.first_rank(after), after, text, f"A post at {shown}.")
    newest = day.first_rank(archive.time_of(day.rank_at(asked)))
    following = day.first_rank(after)
    others = (Moment(following, after, title(archive.post(following)), "time"),)
    return Found(newest, asked, text, f"No post at {shown}: the newest by then is of {day.told(newest)}.", others)


def _whole(asked: datetime) -> bool:
    """Whether a minute was asked for, and no second of it."""
    return not asked.second and not asked.microsecond


def _share(text: str, day: _Day) -> Found | None:
    """ "50%" of the day, unless the day has that percentage as a figure."""
    said = _OF_THE_DAY.sub("", text)
    part = clocktimes.parse_percent(said)
    if part is None:
        return None
    at = day.first + part * (day.last - day.first)
    rank = day.rank_at(at)
    if said == text:
        figure = figures_named.percentage(text, day.archive, Moment(rank, at, f"{said} of the day", "share"))
        if figure is not None:
            return figure
    return Found(rank, at, text, f"{said} of the way from the first post to the last, {day.shown(at)}.")


def _instant(text: str, day: _Day) -> datetime | None:
    """The instant that a clock time or an ISO date and time means in this day."""
    if re.match(r"\d{4}-\d\d-\d\d", text):
        try:
            at = datetime.fromisoformat(text)
        except ValueError:
            return None
        return at if at.tzinfo else at.replace(tzinfo=day.zone)
    clock = clocktimes.parse(text) or _clock_in(text)
    if clock is None:
        return None
    at = datetime.combine(day.here, clock, day.zone)
    for days in (1, -1):
        other = datetime.combine(day.here + dt.timedelta(days), clock, day.zone)
        if not day.first <= at <= day.last and day.first <= other <= day.last:
            return other
    following = datetime.combine(day.here + dt.timedelta(1), clock, day.zone)
    overnight = day.first.astimezone(day.zone).date() != day.last.astimezone(day.zone).date()
    if overnight and at < day.first and following - day.last < day.first - at:
        return following  # nearer to the end of a night than to its beginning
    return at


def _clock_in(text: str) -> dt.time | None:
    """The one clock time of a phrase that says nothing else ("what happened at 11:45")."""
    found = list(clocktimes.find(text))
    if len(found) != 1:
        return None
    rest = f"{text[: found[0].start]} {text[found[0].end :]}"
    return None if remembered.content_words(rest) else found[0].at

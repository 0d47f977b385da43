"""Cue sheets: a small text that a speaker writes by hand becomes a script, or says what is wrong with it."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain, takewhile
from typing import overload

from feeds import clean, clocktimes
from feeds.archive import Archive
from feeds.moments import NotFound, declaration, moments, resolve
from feeds.patterns import pattern
from feeds.replay import FASTEST, GAP, SLOWEST, Times, coming

SPEED = 60.0
"""Day seconds in a real second until a cue says otherwise."""

_COLUMNS = pattern(r"[ \xa0]*\t\s*|\s{2,}")
_DO = pattern(
    r"(?P<word>hold|big|blank|pages)\b | speed\s+(?P<speed>\S+?)\s*[x×]?(?=[\s,]|$)", re.IGNORECASE | re.VERBOSE
)
_WORDS = ("hold", "big", "blank", "pages", "speed")
_HINT = " (two spaces or a tab part the moment from the words)"
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Cue:
    """One line of a sheet: at which `moment` (a phrase), the `words` for the speaker, and what to do there.

    `hold` waits for the speaker; `speed` holds from here on, in day seconds a second; `big` fills the screen with the
    figure, `blank` with nothing; at `pages` a long post is read to its end before the speaker goes on. `line` is
    1-based in the sheet, 0 where no sheet says it.
    """

    line: int
    moment: str
    words: str = ""
    hold: bool = False
    speed: float | None = None
    big: bool = False
    blank: bool = False
    pages: bool = False

    @property
    def waits(self) -> bool:
        """Whether the run stands still here until the speaker goes on: nobody can say how long a full screen lasts."""
        return self.hold or self.big or self.blank or self.pages


@dataclass(frozen=True, slots=True)
class Problem:
    """A line of a sheet that cannot be used, and why, in one sentence."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


@dataclass(frozen=True, slots=True)
class CueSheet:
    """A sheet as it is written: its title (the first comment), its cues, and the lines that are none."""

    file: str
    title: str
    cues: tuple[Cue, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A cue that has found its place: the post at `rank`, the instant `at`, and `why` there, in words."""

    cue: Cue
    rank: int
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Script:
    """The cues that have a place, in order of time, and every line that has none, in order of lines."""

    title: str
    cues: Sequence[Placed]
    problems: tuple[Problem, ...] = ()
    paced: bool = True
    """Whether any cue may set a speed."""

    def waits(self, index: int) -> bool:
        """Whether the run stands still at cue `index`; at the last one it always does: there it ends."""
        return self.cues[index].cue.waits or index == len(self.cues) - 1

    def speed(self, index: int, default: float = SPEED) -> float:
        """The speed after cue `index`: the latest that a cue has set by then."""
        if not self.paced:
            return default
        set_so_far = (placed.cue.speed for placed in reversed(self.cues[: index + 1]))
        return next((speed for speed in set_so_far if speed is not None), default)

    @property
    def holds(self) -> int:
        """How often the run stands still and the speaker decides for how long."""
        return sum(self.waits(index) for index in range(len(self.cues)))


def parse(text: str, file: str) -> CueSheet:
    """The sheet in `text`, called `file` in messages. A line that cannot be read becomes a Problem, and no more."""
    title = ""
    cues: list[Cue] = []
    problems: list[Problem] = []
    for number, row in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        row = row.strip()
        if row.startswith("#"):
            title = title or clean.line(row.lstrip("# \t"))
        elif row:
            try:
                if (cue := _cue(number, row)) is not None:
                    cues.append(cue)
            except ValueError as error:
                problems.append(Problem(file, number, str(error)))
    return CueSheet(file, title, tuple(cues), tuple(problems))


def resolve_sheet(sheet: CueSheet, archive: Archive, *, helpful: bool = False) -> Script:
    """The script that `sheet` makes of a day. A cue that names nothing, or is out of the others' order, is a Problem.

    A span ("+10m") counts from the cue above it. Of cues that contradict each other as many as possible are kept.
    `helpful`: a reason says what may have been meant, where something is near; to find that takes a while.
    """
    problems = list(sheet.problems)
    found: list[Placed] = []
    above = archive.first_time
    for cue in sheet.cues:
        try:
            place = _placed(cue, archive, above)
        except NotFound as error:
            problems.append(Problem(sheet.file, cue.line, error.reason + _hint(cue, archive, helpful)))
            continue
        found.append(place)
        above = place.at
    placed: list[Placed] = []
    kept = _in_order([each for each in found if not _is_span(each)])
    for place in found:
        before = placed[-1] if placed else None
        if _is_span(place):
            place = _placed(place.cue, archive, before.at if before else archive.first_time)
        after = next((each for each in kept if each.cue.line > place.cue.line), None)
        if before is not None and _instant(place) < _instant(before):
            problems.append(
                Problem(sheet.file, place.cue.line, _against(place, before, "before the cue above", archive))
            )
        elif after is not None and _instant(place) > _instant(after):
            problems.append(Problem(sheet.file, place.cue.line, _against(place, after, "after the cue below", archive)))
        else:
            placed.append(place)
    problems.sort(key=lambda problem: problem.line)
    return Script(sheet.title or archive.header.title, tuple(placed), tuple(problems))


def _placed(cue: Cue, archive: Archive, now: datetime | None) -> Placed:
    """Where a cue lies; a span counts from `now`. Raises NotFound."""
    found = resolve(cue.moment, archive, now=now)
    return Placed(cue, found.rank, found.at, found.why)


def _is_span(placed: Placed) -> bool:
    return clocktimes.parse_offset(placed.cue.moment.replace(" ", "").replace("−", "-")) is not None


def _instant(placed: Placed) -> datetime:
    return placed.at.astimezone(UTC)


def _in_order(found: Sequence[Placed]) -> list[Placed]:
    """As many of `found`, in their order, as do not run backward in time; of equally many the upper ones."""
    ends: list[int] = []  # from the last cue up: where a run of each length ends, in the latest cue that it can
    below: list[int] = []
    for number in range(len(found) - 1, -1, -1):
        length = bisect_right(
            ends, -_instant(found[number]).timestamp(), key=lambda end: -_instant(found[end]).timestamp()
        )
        below.append(ends[length - 1] if length else -1)
        ends[length:] = [number, *ends[length + 1 :]]
    kept: list[Placed] = []
    number = ends[-1] if ends else -1
    while number >= 0:
        kept.append(found[number])
        number = below[len(found) - 1 - number]
    return kept


def _against(placed: Placed, other: Placed, how: str, archive: Archive) -> str:
    """Why a cue does not go with another."""
    zone = archive.header.zone
    at, others = (_clock(each.at.astimezone(zone)) for each in (placed, other))
    return f"{placed.cue.moment} is at {at}, {how} it (line {other.cue.line}, {other.cue.moment}, {others})"


def _hint(cue: Cue, archive: Archive, helpful: bool) -> str:
    """What somebody may have meant whose cue names nothing."""
    time = next(clocktimes.find(cue.moment), None)
    alone = not (cue.words or cue.waits or cue.speed)
    if alone or (time is not None and time.start == 0 and time.end < len(cue.moment)):
        return _HINT
    if helpful:
        from feeds.moments.near import meant  # most sheets do without

        near = meant(cue.moment, archive)
        if near is not None:
            return f" Did you mean {near}?"
    return ""


def script_of(archive: Archive) -> Script:
    """A script for a day without a sheet: from its first post to its last, holding at each key moment.

    Nobody has said what is to be left out, so each is read to its end.
    """
    if not len(archive):
        return Script(archive.header.title, ())
    declared = declaration(archive)
    ranks = sorted({0, *moments(archive).ranks, len(archive) - 1})
    return Script(archive.header.title, _Held(archive, ranks, None if declared is None else declared.rank), paced=False)


class _Held(Sequence[Placed]):
    """A cue that holds at each post of `ranks`, made when it is asked for: a long day's are many, a talk's are few."""

    def __init__(self, archive: Archive, ranks: Sequence[int], big: int | None) -> None:
        """The figure fills the screen at the rank `big`."""
        self._archive, self._ranks, self._big = archive, ranks, big
        self._made: dict[int, Placed] = {}

    def __len__(self) -> int:
        return len(self._ranks)

    @overload
    def __getitem__(self, place: int) -> Placed: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Placed]: ...

    def __getitem__(self, place: int | slice) -> Placed | Sequence[Placed]:
        """The cue at a place."""
        if isinstance(place, slice):
            return _Held(self._archive, self._ranks[place], self._big)
        rank = self._ranks[place]
        if rank not in self._made:
            at, big = self._archive.time_of(rank), rank == self._big
            self._made[rank] = Placed(Cue(0, _clock(at), hold=True, big=big, pages=not big), rank, at, "")
        return self._made[rank]


def legs(script: Script, times: Times, *, speed: float = SPEED, gap: timedelta | None = GAP) -> tuple[timedelta, ...]:
    """How long the run plays from each cue to the next, in real time; what the speaker waits is not in it.

    It is `feeds.replay`'s own rule: `speed` day seconds a second, and no wait between two posts longer than `gap`.
    """
    ends = script.cues[1:]
    return tuple(
        _between(start.at.astimezone(UTC), end.at.astimezone(UTC), times, script.speed(index, speed), gap)
        for index, (start, end) in enumerate(zip(script.cues, ends, strict=False))
    )


def _between(start: datetime, end: datetime, times: Times, speed: float, gap: timedelta | None) -> timedelta:
    seconds, at = 0.0, start
    before = times.previous_time(start + _TICK)
    behind = before.astimezone(UTC) if before else start
    for following in chain(takewhile(lambda time: time < end, coming(times, start)), (end,)):
        ahead = min(following, end)
        rate = speed if gap is None else max(speed, (ahead - behind) / gap)
        seconds += (ahead - at).total_seconds() / rate
        at = behind = ahead
    return timedelta(seconds=seconds)


def _cue(number: int, row: str) -> Cue | None:
    """The cue in one line; None if nothing of it can be drawn. Raises ValueError with one sentence."""
    columns = [column for part in _COLUMNS.split(row) if (column := clean.line(part))]
    if not columns:
        return None
    moment, *rest = columns
    if not rest:
        return Cue(number, moment)
    try:
        do, speed = _what_to_do(rest[-1])
    except ValueError:
        if len(rest) > 1 or rest[0].lower().startswith("speed "):
            raise
        return Cue(number, moment, rest[0])
    said = " ".join(rest[:-1])
    return Cue(number, moment, said, "hold" in do, speed, "big" in do, "blank" in do, "pages" in do)


def _what_to_do(text: str) -> tuple[frozenset[str], float | None]:
    """What the last column says, and the speed. Raises ValueError with one sentence."""
    words: set[str] = set()
    speeds: list[float] = []
    for part in _in_parts(text):
        match = _DO.fullmatch(part)
        if match is None:
            from difflib import get_close_matches  # most sheets do without

            near = get_close_matches(part.lower(), _WORDS, 1)
            asked = f"; did you mean {near[0]}?" if near else ""
            raise ValueError(f'"{part}" is nothing to do here: that is hold, big, blank, pages or speed N{asked}')
        if match["word"]:
            words.add(match["word"].lower())
        else:
            speeds.append(_speed(match["speed"]))
    if {"big", "blank"} <= words:
        raise ValueError("a screen cannot be big and blank at once")
    if "pages" in words and not words.isdisjoint(("big", "blank")):
        raise ValueError("a screen that is big or blank has no pages")
    if len(speeds) > 1:
        raise ValueError("one cue has one speed")
    return frozenset(words), speeds[0] if speeds else None


def _in_parts(text: str) -> Sequence[str]:
    """`text` cut into things to do: `speed` goes with its number, any other word stands alone."""
    return re.findall(r"speed\s+[^\s,]+(?:\s*[x×](?=[\s,]|$))?|[^\s,]+", text, re.IGNORECASE)


def _speed(text: str) -> float:
    try:
        speed = float(text.rstrip("x×X"))
    except ValueError:
        speed = 0.0
    if not SLOWEST <= speed <= FASTEST:
        raise ValueError(f'"{text}" is no speed: that is a number from {SLOWEST:g} to {FASTEST:g}')
    return speed


def _clock(at: datetime) -> str:
    return f"{at:%H:%M}"

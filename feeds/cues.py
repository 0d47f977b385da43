"""Cue sheets: a small text that a speaker writes by hand becomes a script, or says what is wrong with it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from feeds import clean
from feeds.archive import Archive
from feeds.moments import NotFound, declaration, moments, resolve
from feeds.patterns import pattern
from feeds.replay import FASTEST, GAP, SLOWEST, Times

SPEED = 60.0
"""Day seconds in a real second until a cue says otherwise."""

_COLUMNS = pattern(r"[ \xa0]*\t\s*|\s{2,}")
_DO = pattern(r"(?P<word>hold|big|blank)\b | speed\s+(?P<speed>\S+?)\s*[x×]?(?=[\s,]|$)", re.IGNORECASE | re.VERBOSE)
_HINT = " (two spaces or a tab part the moment from the words)"
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Cue:
    """One line of a sheet: at which `moment` (a phrase), the `words` for the speaker, and what to do there.

    `hold` waits for the speaker; `speed` holds from here on, in day seconds a second; `big` fills the screen with the
    figure, `blank` with nothing. `line` is 1-based in the sheet, 0 where no sheet says it.
    """

    line: int
    moment: str
    words: str = ""
    hold: bool = False
    speed: float | None = None
    big: bool = False
    blank: bool = False

    @property
    def waits(self) -> bool:
        """Whether the run stands still here until the speaker goes on: nobody can say how long a full screen lasts."""
        return self.hold or self.big or self.blank


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
    cues: tuple[Placed, ...]
    problems: tuple[Problem, ...] = ()

    def waits(self, index: int) -> bool:
        """Whether the run stands still at cue `index`; at the last one it always does: there it ends."""
        return self.cues[index].cue.waits or index == len(self.cues) - 1

    def speed(self, index: int, default: float = SPEED) -> float:
        """The speed after cue `index`: the latest that a cue has set by then."""
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


def resolve_sheet(sheet: CueSheet, archive: Archive) -> Script:
    """The script that `sheet` makes of a day. A cue that names nothing, or lies before the one above, is a Problem.

    A span ("+10m") counts from the cue above it.
    """
    placed: list[Placed] = []
    problems = list(sheet.problems)
    for cue in sheet.cues:
        above = placed[-1].at if placed else archive.first_time
        try:
            found = resolve(cue.moment, archive, now=above)
        except NotFound as error:
            alone = not (cue.words or cue.waits or cue.speed)
            problems.append(Problem(sheet.file, cue.line, error.reason + (_HINT if alone else "")))
            continue
        if placed and found.at.astimezone(UTC) < placed[-1].at.astimezone(UTC):
            zone, before = archive.header.zone, placed[-1]
            reason = (
                f"{cue.moment} is at {_clock(found.at.astimezone(zone))}, before the cue above it "
                f"(line {before.cue.line}, {before.cue.moment}, {_clock(before.at.astimezone(zone))})"
            )
            problems.append(Problem(sheet.file, cue.line, reason))
            continue
        placed.append(Placed(cue, found.rank, found.at, found.why))
    problems.sort(key=lambda problem: problem.line)
    return Script(sheet.title or archive.header.title, tuple(placed), tuple(problems))


def script_of(archive: Archive) -> Script:
    """A script for a day without a sheet: from its first post, holding at each key moment, to its last post."""
    if not len(archive):
        return Script(archive.header.title, ())
    declared = declaration(archive)
    why = {moment.rank: moment.label for moment in reversed(moments(archive))}
    if declared is not None:
        why[declared.rank] = declared.label
    for rank in (0, len(archive) - 1):
        why.setdefault(rank, "")
    cues = []
    for rank, label in sorted(why.items()):
        at = archive.time_of(rank)
        big = declared is not None and rank == declared.rank
        cues.append(Placed(Cue(0, _clock(at), hold=True, big=big), rank, at, label))
    return Script(archive.header.title, tuple(cues))


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
    seconds = 0.0
    at = start
    while at < end:
        following = times.next_time(at)
        ahead = end if following is None else min(following.astimezone(UTC), end)
        rate = speed
        if gap is not None:
            behind = times.previous_time(at + _TICK)
            rate = max(speed, (ahead - (behind.astimezone(UTC) if behind else at)) / gap)
        seconds += (ahead - at).total_seconds() / rate
        at = ahead
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
        hold, speed, big, blank = _what_to_do(rest[-1])
    except ValueError:
        if len(rest) > 1 or rest[0].lower().startswith("speed "):
            raise
        return Cue(number, moment, rest[0])
    return Cue(number, moment, " ".join(rest[:-1]), hold, speed, big, blank)


def _what_to_do(text: str) -> tuple[bool, float | None, bool, bool]:
    """Hold, speed, big and blank, as the last column says. Raises ValueError with one sentence."""
    words: set[str] = set()
    speeds: list[float] = []
    for part in _in_parts(text):
        match = _DO.fullmatch(part)
        if match is None:
            raise ValueError(f'"{part}" is nothing to do here: that is hold, big, blank or speed N')
        if match["word"]:
            words.add(match["word"].lower())
        else:
            speeds.append(_speed(match["speed"]))
    if {"big", "blank"} <= words:
        raise ValueError("a screen cannot be big and blank at once")
    if len(speeds) > 1:
        raise ValueError("one cue has one speed")
    return "hold" in words, speeds[0] if speeds else None, "big" in words, "blank" in words


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

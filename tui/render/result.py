"""The board as lines of text: status, bars overall and by group, how each figure got there, turnout and the rest."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from feeds.figures import OVERALL, Board, ContestBoard, Entry, Sighting
from feeds.model import Reading, Status

WORDS: dict[Status, str] = {
    "forecast": "FORECAST",
    "poll": "POLL",
    "reported": "REPORTED",
    "declared": "DECLARED",
    "corrected": "CORRECTED",
    "recalled": "RECALLED",
    "rounded": "ROUNDED",
}
FILL: dict[Status, str] = {"declared": "█", "corrected": "█", "reported": "▓", "poll": "▒", "forecast": "░"}
"""A bar says by its texture, not by its colour, how sure the figure is."""

STYLES: dict[Status, str] = {
    "declared": "$accent",
    "corrected": "$accent",
    "reported": "$primary",
    "poll": "$secondary",
    "forecast": "$secondary",
}
_WAY = ("forecast", "reported", "declared", "corrected")
"""The statuses a result passes through; a poll is not on the way to it."""
_ASCII_FILL = {"█": "#", "▓": "=", "▒": "-", "░": "."}
_NAME_MAX = 14
_TOTALS = ("turnout", "eligible", "cast", "spoilt")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the pane and the rank of the post that a click on it leads to."""

    content: Content
    rank: int | None = None


def number(value: float, unit: str) -> str:
    """A figure as people write it: `61.8%`, `313,209`."""
    if unit == "%":
        return f"{value:g}%"
    return f"{value:,}" if isinstance(value, int) or not value.is_integer() else f"{int(value):,}"


def clock(sighting: Sighting, zone: tzinfo) -> str:
    """The time of a sighting's post, with a tilde where nobody stated it."""
    return f"{'' if sighting.exact else '~'}{sighting.at.astimezone(zone):%H:%M}"


def pane(board: Board, width: int, zone: tzinfo, *, ascii_only: bool = False) -> list[Line]:
    """Every line of the result pane at `width` cells."""
    if not board.contests:
        return [Line(Content.styled("No figures yet.", "$quiet"))]
    lines: list[Line] = []
    for contest in board.contests:
        if lines:
            lines.append(Line(Content()))
        lines.extend(_contest(contest, width, zone, ascii_only))
    return lines


def headline(board: Board, width: int, zone: tzinfo) -> Line:
    """The board in one line: status, time, and each candidate's overall share."""
    for contest in board.contests:
        people = _people(contest.entries, OVERALL)
        if not people or contest.status is None:
            continue
        lead = _lead(people)
        figures = "  ".join(f"{name} {_figure(entries)}" for name, entries in people.items())
        text = f" {WORDS[contest.status]} "
        content = Content.assemble(
            (text, f"bold reverse {STYLES.get(contest.status, '')}"),
            f" {clock(lead.current, zone)}  ",
            (figures, "bold"),
        )
        return Line(content.truncate(width, ellipsis=True), lead.current.rank)
    return Line(Content.styled("No figures yet.", "$quiet"))


def _contest(contest: ContestBoard, width: int, zone: tzinfo, ascii_only: bool) -> Iterator[Line]:
    people = _people(contest.entries, OVERALL)
    yield from (Line(row.stylize("bold")) for row in Content(contest.contest.name).wrap(width))
    if contest.status is not None:
        yield _status(contest.status, _lead(people) if people else None, width, zone)
    names = [name for group in _groups(contest) for name in _people(contest.entries, group)]
    label = min(_NAME_MAX, max((cell_len(name) for name in names), default=0), width // 3)
    for group in _groups(contest):
        members = _people(contest.entries, group)
        if not members:
            continue
        yield Line(Content())
        if group != OVERALL:
            yield Line(Content.styled(group[:1].upper() + group[1:], "$quiet").truncate(width, ellipsis=True))
        for name, entries in members.items():
            yield _bar(name, entries, label, width, ascii_only)
            yield from _journey(entries, label, width)
            if group == OVERALL:
                yield from _baseline(contest, name, label, width)
    totals = [entry for measure in _TOTALS for entry in contest.entries if _is_total(entry, measure)]
    if totals:
        yield Line(Content())
        yield from (_total(entry, width, zone) for entry in totals)


def _groups(contest: ContestBoard) -> Sequence[str]:
    return list(dict.fromkeys(entry.group for entry in contest.entries))


def _people(entries: Iterable[Entry], group: str) -> dict[str, dict[str, Entry]]:
    """Candidate -> measure -> entry, of one group, where a share or votes are known."""
    found: dict[str, dict[str, Entry]] = {}
    for entry in entries:
        if entry.group == group and entry.who is not None and entry.measure in ("share", "votes"):
            found.setdefault(entry.who, {})[entry.measure] = entry
    return found


def _is_total(entry: Entry, measure: str) -> bool:
    return entry.who is None and entry.group == OVERALL and entry.measure == measure


def _lead(people: dict[str, dict[str, Entry]]) -> Entry:
    """The entry that speaks for the contest: the first candidate's share, else their votes."""
    entries = next(iter(people.values()))
    return entries.get("share") or entries["votes"]


def _figure(entries: dict[str, Entry]) -> str:
    reading = (entries.get("share") or entries["votes"]).current.reading
    return number(reading.value, reading.unit)


def _status(status: Status, lead: Entry | None, width: int, zone: tzinfo) -> Line:
    chip = (f" {WORDS[status]} ", f"bold reverse {STYLES.get(status, '')}")
    if lead is None:
        return Line(Content.assemble(chip))
    current = lead.current
    source = f" · {current.reading.source}" if current.reading.source else ""
    words = Content.assemble(chip, f" {clock(current, zone)}{source}")
    return Line(words.truncate(width, ellipsis=True), current.rank)


def _bar(name: str, entries: dict[str, Entry], label: int, width: int, ascii_only: bool) -> Line:
    """`Name  ███████░░   61.8%   313,209`; the votes go first when there is no room."""
    share, votes = entries.get("share"), entries.get("votes")
    lead = share or entries["votes"]
    right = f" {number(share.current.reading.value, '%'):>6}" if share else ""
    if votes and width - label - len(right) >= 18:
        right += f" {number(votes.current.reading.value, 'votes'):>9}"
    room = max(0, width - label - 1 - cell_len(right))
    status = lead.current.reading.status
    bar = Content()
    if share:
        fill = FILL.get(status, "░")
        fill = _ASCII_FILL[fill] if ascii_only else fill
        bar = Content.styled(fill * round(room * min(share.current.reading.value, 100) / 100), STYLES.get(status, ""))
    content = Content.assemble(
        set_cell_size(name, label),
        " ",
        bar,
        " " * (room - bar.cell_length),
        (right, "bold" if status in ("declared", "corrected") else ""),
    )
    return Line(content, lead.current.rank)


def _journey(entries: dict[str, Entry], label: int, width: int) -> Iterator[Line]:
    """How a share got where it is: `65% forecast → 62% reported → 61.8% declared`."""
    share = entries.get("share")
    if share is None:
        return
    steps: list[Reading] = []
    for sighting in share.history:
        reading = sighting.reading
        if reading.status in FILL and (
            not steps or (reading.value, reading.status) != (steps[-1].value, steps[-1].status)
        ):
            steps.append(reading)
    if len({step.status for step in steps}) < 2:
        return
    wide = width >= 34
    text = " → ".join(f"{number(step.value, step.unit)}{f' {step.status}' if wide else ''}" for step in steps)
    indent = label + 1 if wide else 1
    for row in Content.styled(text, "$quiet").wrap(max(8, width - indent)):
        yield Line(Content(" " * indent) + row, share.current.rank)


def _baseline(contest: ContestBoard, name: str, label: int, width: int) -> Iterator[Line]:
    """What the same candidate had the last time, where the day says so."""
    for entry in contest.previous:
        if (entry.group, entry.who, entry.measure) == (OVERALL, name, "share"):
            reading = entry.current.reading
            text = f"{number(reading.value, reading.unit)} in {entry.contest}"
            yield Line(
                Content.styled(" " * (label + 1) + text, "$quiet").truncate(width, ellipsis=True),
                entry.current.rank,
            )


def _total(entry: Entry, width: int, zone: tzinfo) -> Line:
    reading = entry.current.reading
    left = f"{entry.measure.capitalize():<9}{number(reading.value, reading.unit):>9}"
    said = reading.status + (f", {reading.source}" if reading.source else "")
    content = Content.assemble(left, (f"  {said} {clock(entry.current, zone)}", "$quiet"))
    return Line(content.truncate(width, ellipsis=True), entry.current.rank)

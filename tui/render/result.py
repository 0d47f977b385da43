"""The board as lines of text: status, bars overall and by group, how each figure got there, turnout and the rest."""

from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo

from textual.content import Content

from feeds.figures import OVERALL, Board, ContestBoard, Entry
from feeds.model import Status
from tui.render.candidates import bar, below, columns_of
from tui.render.cells import clip, width_of, wrap
from tui.render.figures import STYLES, WORDS, Plan, Setting, people_of, value_of
from tui.render.glyphs import ASCII, UNICODE, Glyphs
from tui.render.lines import Line, apart, shorten
from tui.render.scoreboard import Score, scoreboard
from tui.render.times import time_of

_TOTALS = ("turnout", "eligible", "cast", "spoilt")


_PLANS = (Plan(True, True, True), Plan(False, True, True), Plan(False, False, True), Plan(False, False, False))
"""From the most generous on; the first that fits is taken."""


class Kept(dict[tuple[str, Plan], tuple[ContestBoard, Setting, list[Line]]]):
    """The lines made of each contest the last time: most of a board is as it was.

    `begins` are the places of the contests' first lines, in the board's order.
    """

    begins: Sequence[int] = ()


def pane(
    board: Board,
    width: int,
    height: int,
    zone: tzinfo,
    *,
    newest: datetime | None = None,
    glyphs: Glyphs = UNICODE,
    kept: Kept | None = None,
) -> list[Line]:
    """Every line of the result pane at `width` cells.

    In more than `height` rows, blank lines, baselines of groups and large digits are left out, in the reverse order.
    What the post of the time `newest` brought is marked. What is `kept` from one time to the next is not made again.
    """
    kept = Kept() if kept is None else kept
    *generous, least = (Setting(width, zone, newest, glyphs, plan) for plan in _PLANS)
    lines, kept.begins = _lines(board, least, kept)
    for setting in generous if len(lines) <= height else ():
        more, begins = _lines(board, setting, kept)
        if len(more) <= height:
            kept.begins = begins
            return more
    return lines


def latest(board: Board) -> int:
    """The place on the board of the contest of which something was said last; 0 on an empty one."""
    said = [max((entry.current.rank for entry in contest.entries), default=-1) for contest in board.contests]
    return said.index(max(said)) if said else 0


def headline(
    board: Board, width: int, zone: tzinfo, *, newest: datetime | None = None, glyphs: Glyphs = UNICODE
) -> Line:
    """The board in one line: status, time, and each candidate's overall share; without a result, the turnout.

    Of several contests it tells the one of which something was said last.
    """
    last = latest(board)
    for contest in (*board.contests[last : last + 1], *board.contests):
        people = people_of(contest.entries, OVERALL)
        if not people or contest.status is None:
            continue
        lead = _lead(people, contest.status)
        chip = _chip(contest.status)
        time = f" {time_of(lead.current, zone)} "
        figures = Content.styled("  ".join(f"{name} {_figure(entries)}" for name, entries in people.items()), "bold")
        content = Content.assemble(chip, time, " ", figures)
        if content.cell_length > width:
            content = Content.assemble(chip, " ", figures)
        fresh = any(entry.current.at == newest for entries in people.values() for entry in entries.values())
        return Line(
            shorten(content, width, glyphs),
            lead.current.rank,
            key="headline",
            mark=glyphs.arrived if fresh else "",
        )
    for contest in board.contests:
        for entry in _totals(contest, OVERALL):
            text = f"No result yet {glyphs.dot} {entry.measure} {value_of(entry)} {time_of(entry.current, zone)}"
            return Line(
                Content.styled(clip(text, width, glyphs.ellipsis), "$quiet"), entry.current.rank, key="headline"
            )
    return Line(Content.styled("No result yet." if board.contests else "No figures yet.", "$quiet"))


def _lines(board: Board, setting: Setting, kept: Kept) -> tuple[list[Line], list[int]]:
    """The lines of all contests, and where each begins."""
    lines: list[Line] = []
    begins: list[int] = []
    for contest in board.contests:
        if lines:
            lines.append(Line(Content()))
        begins.append(len(lines))
        fresh = any(entry.current.at == setting.newest for entry in (*contest.entries, *contest.previous))
        own = setting if fresh else setting._replace(newest=None)
        key = contest.contest.name, setting.plan
        if key not in kept or kept[key][0] is not contest or kept[key][1] != own:
            kept[key] = contest, own, list(_contest(contest, own))
        lines += kept[key][2]
    return lines or [Line(Content.styled("No figures yet.", "$quiet"))], begins


def _contest(contest: ContestBoard, setting: Setting) -> Iterator[Line]:
    name = contest.contest.name
    for start, end in wrap(name, setting.width):
        yield Line(Content.styled(name[start:end], "bold"))
    groups = list(dict.fromkeys(entry.group for entry in contest.entries))
    people = {group: people_of(contest.entries, group) for group in groups}
    overall = people.get(OVERALL, {})
    yield from _status(contest.status, overall, setting)
    if setting.plan.large and setting.glyphs is not ASCII:
        yield from _large(overall, setting)
    columns = columns_of(people.values(), setting.width)
    for group in groups:
        if not people[group]:
            continue
        if group == OVERALL or setting.plan.airy:
            yield Line(Content())
        if group != OVERALL:
            yield from _group(contest, group, setting)
        for who, entries in people[group].items():
            yield from bar(contest, group, who, entries, columns, setting)
            yield from below(contest, group, who, entries, columns, setting)
    totals = _totals(contest, OVERALL)
    sizes = [group for group in groups if group != OVERALL and not people[group] and _totals(contest, group)]
    if totals or sizes:
        yield Line(Content())
    if totals:
        yield from _total_lines(totals, setting)
    for group in sizes:
        yield from _group(contest, group, setting)


def _totals(contest: ContestBoard, group: str) -> list[Entry]:
    """The figures of a group that are nobody's: turnout and the rest, in their usual order."""
    found = [entry for entry in contest.entries if entry.who is None and entry.group == group]
    return sorted(
        (entry for entry in found if entry.measure in _TOTALS), key=lambda entry: _TOTALS.index(entry.measure)
    )


def _lead(people: dict[str, dict[str, Entry]], status: Status) -> Entry:
    """The entry that speaks for the contest: the first candidate's share of that status, else their votes."""
    entries = [entry for measures in people.values() for entry in measures.values()]
    return min(entries, key=lambda entry: (entry.current.reading.status != status, entry.measure != "share"))


def _figure(entries: dict[str, Entry]) -> str:
    return value_of(entries.get("share") or entries["votes"])


def _chip(status: Status) -> Content:
    return Content.styled(f" {WORDS[status]} ", f"bold reverse {STYLES.get(status, '')}".rstrip())


# Status and large digits -------------------------------------------------------------------------------------------


def _status(status: Status | None, people: dict[str, dict[str, Entry]], setting: Setting) -> Iterator[Line]:
    """The status in a word, when, and who said it; in two lines where one is too short."""
    if status is None or not people:
        words = "No result yet." if status is None else "Nothing overall yet."
        yield Line(Content.styled(clip(words, setting.width, setting.glyphs.ellipsis), "$quiet"))
        return
    lead = _lead(people, status).current
    first = Content.assemble(_chip(status), f" {time_of(lead, setting.zone)}")
    source = lead.reading.source or ""
    whole = Content.assemble(first, f" {setting.glyphs.dot} {source}" if source else "")
    if whole.cell_length <= setting.width:
        yield Line(whole, lead.rank, key="status")
        return
    yield Line(shorten(first, setting.width, setting.glyphs), lead.rank, key="status")
    yield Line(Content(clip(source, setting.width, setting.glyphs.ellipsis)), lead.rank)


def _large(people: dict[str, dict[str, Entry]], setting: Setting) -> Iterator[Line]:
    """The shares as a scoreboard, if there is room for all of them."""
    shares = [(who, entries["share"]) for who, entries in people.items() if "share" in entries]
    first = max((entry.current.reading.value for _, entry in shares), default=0)
    scores = [
        Score(
            who,
            value_of(entry),
            STYLES.get(entry.current.reading.status, "") if entry.current.reading.value == first else "",
        )
        for who, entry in shares
    ]
    rows = scoreboard(scores, setting.width)
    if rows:
        yield Line(Content())
        yield from (Line(row) for row in rows)


# Turnout and the rest ----------------------------------------------------------------------------------------------


def _group(contest: ContestBoard, group: str, setting: Setting) -> Iterator[Line]:
    """A group's name, and how large it is at the right."""
    title = group[:1].upper() + group[1:]
    lines = [(f"{value_of(entry)} {entry.measure}", entry) for entry in _totals(contest, group)]
    beside = bool(lines) and width_of(title) + 1 + width_of(lines[0][0]) <= setting.width
    if not beside:
        yield Line(Content.styled(clip(title, setting.width, setting.glyphs.ellipsis), "$quiet"))
    if not beside and not setting.plan.airy and people_of(contest.entries, group):
        return  # rows are scarce, and the group's result is what is looked for
    for place, (text, entry) in enumerate(lines):
        left = title if beside and place == 0 else ""
        text = clip(text, setting.width, setting.glyphs.ellipsis)
        content = apart(Content(left), Content(text), setting.width).stylize("$quiet")
        key = f"{contest.contest.name}/{group}//{entry.measure}"
        yield Line(content, entry.current.rank, key, setting.mark(entry))


def _total_lines(totals: Sequence[Entry], setting: Setting) -> Iterator[Line]:
    """`Turnout   77.6%  reported ~10:04, Sky`; as many of the last words as there is room for."""
    measure = max(width_of(entry.measure) for entry in totals)
    value = max(len(value_of(entry)) for entry in totals)
    for entry in totals:
        reading = entry.current.reading
        left = f"{entry.measure.capitalize():<{measure}}  {value_of(entry):>{value}}"
        time = time_of(entry.current, setting.zone)
        says = [f"{reading.status} {time}", reading.status, ""]
        if reading.source:
            says.insert(0, f"{reading.status} {time}, {reading.source}")
        room = setting.width - width_of(left) - 2
        said = next(text for text in says if not text or width_of(text) <= room)
        content = Content.assemble(
            clip(left, setting.width, setting.glyphs.ellipsis), (f"  {said}" if said else "", "$quiet")
        )
        key = f"{entry.contest}/{entry.group}//{entry.measure}"
        yield Line(content, entry.current.rank, key, setting.mark(entry))

"""Candidates on a board: bars with shares and votes in columns, the way each share came, and the last contest's."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rich.cells import set_cell_size
from textual.content import Content

from feeds.figures import OVERALL, ContestBoard, Entry, Sighting
from feeds.model import Status
from tui.render.cells import clip, width_of
from tui.render.figures import STYLES, Setting, beside, number, value_of
from tui.render.glyphs import Glyphs
from tui.render.lines import Line, apart
from tui.render.times import time_of

_STEPS = 12
"""So many of the last steps on the way of a share are told."""
_NAME_MAX = 14
_BAR_MIN = 6
"""A shorter bar tells nothing: it then gets a row of its own."""


class Columns(NamedTuple):
    """The widths of names, shares and votes, the same for all groups of a contest; 0 for a column that is not drawn."""

    name: int
    share: int
    votes: int
    bar: int

    @property
    def stacked(self) -> bool:
        """Whether bars stand in rows of their own, under the figures."""
        return self.bar < _BAR_MIN


def columns_of(people: Iterable[dict[str, dict[str, Entry]]], width: int) -> Columns:
    """The widths that serve every group; the votes go where even a bar in a row of its own does not make room."""
    name = share = votes = 0
    for members in people:
        for who, entries in members.items():
            name = max(name, width_of(who))
            share = max(share, len(value_of(entries["share"])) if "share" in entries else 0)
            counted = beside(entries)
            votes = max(votes, len(value_of(counted)) if counted else 0)
    name = min(name, _NAME_MAX, max(width // 2, 1))
    figures = (1 + share if share else 0) + (2 + votes if votes else 0)
    if votes and share and width < name + figures:
        figures, votes = 1 + share, 0
    return Columns(name, share, votes, max(width - name - 1 - figures, 0))


def bar(
    contest: ContestBoard, group: str, who: str, entries: dict[str, Entry], columns: Columns, setting: Setting
) -> Iterator[Line]:
    """`Name  ███████▌    61.8%  313,209`; in a narrow pane the bar stands below."""
    share, votes = entries.get("share"), beside(entries)
    lead = share or entries["votes"]
    strong = "bold" if lead.current.reading.status in ("declared", "corrected") else ""
    figures = Content()
    if columns.share:
        figures += Content.styled(f" {value_of(share) if share else '':>{columns.share}}", strong)
    if columns.votes:
        figures += Content.styled(f"  {value_of(votes) if votes else '':>{columns.votes}}", strong)
    name = set_cell_size(clip(who, columns.name, setting.glyphs.ellipsis), columns.name)
    key = f"{contest.contest.name}/{group}/{who}"
    mark = setting.mark(share, votes)
    percent = None if share is None else share.current.reading.value
    if columns.stacked:
        yield Line(apart(Content(name), figures, setting.width), lead.current.rank, key, mark)
        if percent is not None:
            yield Line(_meter(percent, setting.width, lead.current.reading.status, setting.glyphs), lead.current.rank)
        return
    meter = Content(" " * columns.bar)
    if percent is not None:
        meter = _meter(percent, columns.bar, lead.current.reading.status, setting.glyphs)
    yield Line(Content.assemble(name, " ", meter, figures), lead.current.rank, key, mark)


def _meter(percent: float, width: int, status: Status, glyphs: Glyphs) -> Content:
    """A bar that says by its texture, not by its colour, how sure the figure is; the whole width is 100%."""
    percent = min(max(percent, 0.0), 100.0)
    fill = glyphs.fills.get(status, glyphs.fills["forecast"])
    if fill == glyphs.eighths[-1]:
        steps = len(glyphs.eighths) - 1
        full, part = divmod(max(round(percent / 100 * width * steps), 1 if percent else 0), steps)
        text = fill * full + (glyphs.eighths[part] if part else "")
    else:
        text = fill * max(round(percent / 100 * width), 1 if percent else 0)
    # A theme may mark the line at hand by swapping colours: what is full must not look empty there.
    return Content.styled(text.ljust(width), f"{STYLES.get(status, '$secondary')} on $panel not reverse")


def below(
    contest: ContestBoard, group: str, who: str, entries: dict[str, Entry], columns: Columns, setting: Setting
) -> Iterator[Line]:
    """Under a candidate: how the share got there, votes that are not as sure as it, and what it was the last time."""
    share = entries.get("share")
    if share is None:
        return
    key = f"{contest.contest.name}/{group}/{who}"
    indent = columns.name + 1
    steps = share.way[-_STEPS:]
    if len(steps) > 1 or (steps and steps[-1].reading.status != contest.status):
        texts = [f"{number(step.reading.value, step.reading.unit)} {step.reading.status}" for step in steps]
        indents = (indent, 2, 1)
        packed = [_pack(texts, setting.width - indent, setting.glyphs) for indent in indents]
        rows, indent = min(zip(packed, indents, strict=True), key=lambda pair: (len(pair[0]), -pair[1]))
        for place, row in enumerate(rows):
            content, parts = _steps(row, texts, steps, indent, setting)
            yield Line(content, steps[row[0]].rank, f"{key}/way/{place}", parts=parts)
    votes = entries.get("votes")
    if votes is not None and beside(entries) is None:
        said = f"{value_of(votes)} votes {votes.current.reading.status} {time_of(votes.current, setting.zone)}"
        content = Content.styled(clip(" " * indent + said, setting.width, setting.glyphs.ellipsis), "$quiet")
        yield Line(content, votes.current.rank, f"{key}/votes", setting.mark(votes))
    if group == OVERALL or setting.plan.baselines:
        yield from _baseline(contest, group, who, indent, setting)


def _pack(texts: Sequence[str], width: int, glyphs: Glyphs) -> list[list[int]]:
    """Which steps stand in which row: a row breaks before an arrow, never inside a step."""
    arrow = width_of(glyphs.arrow) + 1
    rows: list[list[int]] = []
    used = 0
    for place, text in enumerate(texts):
        length = width_of(text) + (arrow if place else 0)
        if rows and used + 1 + length <= width:
            rows[-1].append(place)
            used += 1 + length
        else:
            rows.append([place])
            used = length
    return rows


def _steps(
    row: Sequence[int], texts: Sequence[str], steps: Sequence[Sighting], indent: int, setting: Setting
) -> tuple[Content, list[tuple[int, int, int]]]:
    """One row of a way, and the cells of its steps with the posts that they lead to."""
    text = " " * indent
    parts: list[tuple[int, int, int]] = []
    for place in row:
        if place > 0:
            text += f"{'' if place == row[0] else ' '}{setting.glyphs.arrow} "
        parts.append((width_of(text), width_of(text) + width_of(texts[place]), steps[place].rank))
        text += texts[place]
    return Content.styled(clip(text, setting.width, setting.glyphs.ellipsis), "$quiet"), parts


def _baseline(contest: ContestBoard, group: str, who: str, indent: int, setting: Setting) -> Iterator[Line]:
    """What the same candidate had the last time, where the day says so: `2015: 59.5%`."""
    for entry in contest.previous:
        if (entry.group, entry.who, entry.measure) == (group, who, "share"):
            text = f"{_short(contest.contest.previous or '', contest.contest.name)}: {value_of(entry)}"
            indent = indent if indent + width_of(text) <= setting.width else 1
            content = Content.styled(
                " " * indent + clip(text, setting.width - indent, setting.glyphs.ellipsis), "$quiet"
            )
            key = f"{contest.contest.name}/{group}/{who}/before"
            yield Line(content, entry.current.rank, key, setting.mark(entry))


def _short(previous: str, name: str) -> str:
    """What tells an earlier contest from this one: "Mayor 2015", "Mayor 2019" -> "2015"."""
    words = set(name.split())
    return " ".join(word for word in previous.split() if word not in words) or previous or "Before"

"""A result that fills the screen: digits readable from the last row, who they belong to, and how sure they are."""

from dataclasses import dataclass
from datetime import tzinfo

from textual.content import Content

from feeds.figures import OVERALL, Board, Entry
from feeds.model import Post, Status
from tui.render import digits
from tui.render.cells import clip, width_of
from tui.render.figures import STYLES, WORDS, beside, people_of, value_of
from tui.render.lines import apart
from tui.render.times import time_of


@dataclass(frozen=True, slots=True)
class Figure:
    """A result as an audience sees it: `lines` are names, shares and votes, most first; `said` is when and by whom."""

    contest: str
    status: Status
    said: str
    lines: tuple[tuple[str, str, str], ...]


def figure_of(board: Board, post: Post | None, zone: tzinfo) -> Figure | None:
    """The overall result on `board` of the contest that `post` speaks of, else of the first that has one."""
    spoken_of = {reading.contest for reading in post.readings} if post else set()
    for contest in sorted(board.contests, key=lambda each: each.contest.name not in spoken_of):
        people = people_of(contest.entries, OVERALL)
        measure = "share" if any("share" in entries for entries in people.values()) else "votes"
        ranked = [(who, entries) for who, entries in people.items() if measure in entries]
        if not ranked:
            continue
        ranked.sort(key=lambda pair: -pair[1][measure].current.reading.value)
        first = ranked[0][1][measure].current
        said = time_of(first, zone)
        if first.reading.source:
            said += f", {first.reading.source}"
        return Figure(
            contest.contest.name,
            first.reading.status,
            said,
            tuple(_line(who, entries, measure) for who, entries in ranked),
        )
    return None


def _line(who: str, entries: dict[str, Entry], measure: str) -> tuple[str, str, str]:
    votes = beside(entries) if measure == "share" else None
    return who, value_of(entries[measure]), f"{value_of(votes)} votes" if votes else ""


def drawn(figure: Figure, width: int, room: int, *, ascii_only: bool = False) -> list[Content]:
    """The figure in at most `room` rows: the first as large as it gets, the second smaller, others in words."""
    inner = width - 2 * edge(width)
    (name, share, _), *others = figure.lines
    first = digits.figure(share, inner, room * 5 // 8, ascii_only=ascii_only)
    if not first:
        first = digits.figure(share, inner, room - 2, ascii_only=ascii_only)
    second: list[str] = []
    if others and first and room - len(first) >= 5:
        second = digits.figure(others[0][1], inner // 2, min(room * 3 // 10, len(first) // 2), ascii_only=ascii_only)
    if not first:
        return _in_words(figure, inner)
    left = (width - max(len(first[0]), min(inner, 36))) // 2
    across = width - 2 * left
    margin = Content(" " * left)
    rest = others[1:] if second else others
    below = (len(second) + 1 if second else 0) + (1 if rest else 0)
    spare = room - len(first) - below
    style = f"bold {STYLES.get(figure.status, '')}".strip()
    label = digits.letters(name, across, min(spare - 3, len(first) // 2), ascii_only=ascii_only) if spare >= 7 else []
    if label:
        lines = _titled(figure, label, margin, across, style, ascii_only)
    elif spare >= 1:
        lines = [margin + _on_one_line(figure, across, style)] + [Content()] * (spare >= 2)
    else:
        lines = []
    lines += [margin + Content.styled(row, style) for row in first]
    if second:
        lines += [Content(), *_runner_up(others[0], second, margin, across, ascii_only)]
    if rest:
        text = "   ".join(f"{who} {value}" for who, value, _ in rest)
        lines += [margin + Content.styled(clip(text, across), "$quiet")]
    return lines if len(lines) <= room else lines[:room]


def _titled(
    figure: Figure, label: list[str], margin: Content, across: int, style: str, ascii_only: bool
) -> list[Content]:
    """The rows above the digits: the name in letters with the status beside it; below them votes, when and by whom."""
    counted = figure.lines[0][2]
    word = WORDS[figure.status]
    status = digits.letters(word, min(across // 2, across - len(label[0]) - 3), len(label), ascii_only=ascii_only) or [
        " ".join(word)
    ]
    status = [""] * (len(label) - len(status)) + status
    rows = [
        apart(Content.styled(left, "bold"), Content.styled(right, style), across)
        for left, right in zip(label, status, strict=True)
    ]
    said = Content.styled(clip(figure.said, across - width_of(counted) - 2), "$quiet")
    return [margin + row for row in [*rows, apart(Content.styled(counted, "$quiet"), said, across), Content()]]


def _on_one_line(figure: Figure, across: int, style: str) -> Content:
    """Name, votes and status where there is but one row for them, spread out as far as they fit."""
    name, _, counted = figure.lines[0]
    word = WORDS[figure.status]
    for left, right in ((" ".join(name.upper()), " ".join(word)), (name, word)):
        room = across - width_of(left) - width_of(right) - 3
        if room >= 0:
            votes = f"   {counted}" if counted and width_of(counted) + 3 <= room else ""
            return apart(Content.assemble((left, "bold"), (votes, "$quiet")), Content.styled(right, style), across)
    return Content.styled(clip(name, across), "bold")


def _runner_up(
    line: tuple[str, str, str], large: list[str], margin: Content, across: int, ascii_only: bool
) -> list[Content]:
    """The second: the name at the left, in letters if there is room, the figure at the right."""
    name, _, counted = line
    room = across - len(large[0]) - 3
    label = digits.letters(name, room, len(large) * 3 // 4, ascii_only=ascii_only)
    texts = [Content.styled(row, "bold") for row in label]
    if not label:
        wide = " ".join(name.upper())
        texts = [Content.styled(wide if width_of(wide) <= room else clip(name, max(room, 1)), "bold")]
    if counted and len(texts) + 1 < len(large) and width_of(counted) <= room:
        texts = [*texts, Content(), Content.styled(counted, "$quiet")][: len(large)]
    texts += [Content()] * (len(large) - len(texts))
    return [margin + apart(text, Content(row), across) for text, row in zip(texts, large, strict=True)]


def _in_words(figure: Figure, width: int) -> list[Content]:
    """The figure where there is no room for digits."""
    lines = [Content.styled(f" {WORDS[figure.status]} ", "bold reverse")]
    lines += [
        Content.styled(clip(" ".join(filter(None, (who, value, counted))), width), "bold" if place == 0 else "")
        for place, (who, value, counted) in enumerate(figure.lines)
    ]
    return [Content(" ") + line for line in lines]


def edge(width: int) -> int:
    """The cells left free at either side of a screen."""
    return 1 if width < 60 else 2 if width < 100 else 4

"""Anchors: posts whose time something tells, from a stated instant down to the promise of a next post."""

import datetime as dt
import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from feeds.chronology.axis import Axis
from feeds.chronology.bridge import Spread
from feeds.chronology.citations import Citation, Cited
from feeds.chronology.evidence import Evidence
from feeds.chronology.nodes import Node
from feeds.model import Basis

DOUBT = 0.45
"""Coefficient of variation of a day's pace where it must be carried on beyond the last known time."""
LATENESS = (0.0, 4.0, 20.0)
"""Minutes by which a declaration comes after its schedule: at the least, usually, at the most."""
PROMISE = (-25.0, -3.0, 25.0)
"""Minutes by which a promised post comes after the time for which it was promised: readers are early."""
PROMISE_AFTER = (0.0, 14.0, 45.0)
"""The same where it was promised for after a time."""
COUNTDOWN = (-8.0, 2.0, 10.0)
"""Minutes by which "in 10 minutes" errs."""
ANNOUNCED_PAUSE = (10.0, 45.0, 150.0)
"""Minutes before a promised post at which the promise was given."""
MORNING = (dt.time(5, 30), dt.time(8, 30), dt.time(14, 0))
"""When a day of which nothing is known begins."""
CUSTOM = {
    "good morning": (dt.time(6, 45), dt.time(8, 25), dt.time(10, 45)),
    "good afternoon": (dt.time(12, 0), dt.time(13, 30), dt.time(17, 0)),
    "good evening": (dt.time(17, 0), dt.time(18, 45), dt.time(21, 30)),
    "morning summary": (dt.time(11, 0), dt.time(12, 30), dt.time(13, 30)),
    "afternoon summary": (dt.time(16, 15), dt.time(17, 35), dt.time(19, 30)),
    "evening summary": (dt.time(18, 30), dt.time(20, 45), dt.time(23, 30)),
}
"""When people open a day with these greetings, and close it with a summary so headed."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The post at `index` has this time, on this basis and for this reason; a certain one has no width."""

    index: int
    spread: Spread
    basis: Basis
    why: str


def stated(nodes: Sequence[Node], axis: Axis) -> list[Anchor]:
    """The posts that have a time already: of those whose order contradicts their times, as many as agree."""
    known = [
        (node.index, axis.of(node.post.when.at), node.post.when.why or "stated in the source")
        for node in nodes
        if node.post.when
    ]
    return [Anchor(index, Spread(at, at, at), "stated", why) for index, at, why in _increasing(known)]


def cited_times(found: Iterable[Evidence], axis: Axis, fixed: Sequence[Anchor]) -> list[Citation]:
    """Each citation with the minute it means: the last such clock time before its post that the day covers.

    A time that falls outside the day with its "am" or "pm" and inside it with the other is taken for a slip.
    """
    start = fixed[0].spread.at if fixed else -math.inf
    end = fixed[-1].spread.at if fixed else math.inf
    citations = []
    for piece in found:
        if piece.says != "cites" or piece.clock is None:
            continue
        before = min((anchor.spread.at for anchor in fixed if anchor.index >= piece.index), default=end)
        at = _latest(piece.clock, axis, start, before)
        if at is None or not piece.half:
            other = dt.time((piece.clock.hour + 12) % 24, piece.clock.minute)
            slip = _latest(other, axis, start, before)
            at = slip if at is None else at
        if at is not None:
            citations.append(Citation(at, piece))
    return citations


def _latest(clock: dt.time, axis: Axis, start: float, before: float) -> float | None:
    """The last minute from `start` on and before `before` at which clocks show `clock`."""
    if not math.isfinite(start):
        return axis.at(clock)
    day = axis.instant(before).date()
    while (at := axis.at(clock, day)) >= start:
        if at < before:
            return at
        day -= dt.timedelta(days=1)
    return None


def from_citation(cited: Cited) -> Anchor:
    """The anchor that a resolved citation makes."""
    piece = cited.evidence
    return Anchor(
        cited.index, Spread(cited.at, cited.at, cited.at), "cited", f"{piece.where} cites this post: “{piece.words}”"
    )


def promised(found: Iterable[Evidence], axis: Axis, fixed: Sequence[Anchor], count: int) -> list[Anchor]:
    """The post after one that promises it, and the promising post if it opens a day of which nothing else is known."""
    made: list[Anchor] = []
    for piece in found:
        if piece.says != "promises" or piece.clock is None or piece.index + 1 >= count:
            continue
        start = max((anchor.spread.at for anchor in fixed if anchor.index <= piece.index), default=None)
        end = min((anchor.spread.at for anchor in fixed if anchor.index > piece.index), default=math.inf)
        at = axis.at(piece.clock) if start is None else _first(piece.clock, axis, start)
        if at >= end:
            continue
        after = piece.words.startswith("after")
        why = f"{'the post before' if piece.line is None else piece.where} promises it {piece.words}"
        made.append(Anchor(piece.index + 1, _around(at, PROMISE_AFTER if after else PROMISE), "scheduled", why))
        if piece.index == 0 and not fixed:
            low, usual, high = ANNOUNCED_PAUSE
            spread = Spread(at - usual, at - high, at - low)
            made.append(
                Anchor(0, spread, "inferred", f"written some while before the next post, promised for {axis.clock(at)}")
            )
    return made


def _first(clock: dt.time, axis: Axis, start: float) -> float:
    """The first minute after `start` at which clocks show `clock`."""
    day = axis.instant(start).date()
    return next(at for n in range(3) if (at := axis.at(clock, day + dt.timedelta(days=n))) > start)


def scheduled(found: Sequence[Evidence], nodes: Sequence[Node], axis: Axis) -> list[Anchor]:
    """A declaration that a post scheduled is not earlier than that; and posts that count down to it."""
    made: list[Anchor] = []
    for piece in found:
        if piece.says != "schedules" or piece.clock is None:
            continue
        event = declaration(nodes[piece.index + 1 :])
        if event is None:
            continue
        at = axis.at(piece.clock)
        made.append(
            Anchor(
                event.index,
                _around(at, LATENESS),
                "scheduled",
                f"scheduled for {axis.clock(at)}: {piece.where} says so",
            )
        )
        for count in found:
            if count.says == "counts down" and count.minutes and piece.index < count.index < event.index:
                why = f"{count.where} says “{count.words}” before the declaration, scheduled for {axis.clock(at)}"
                made.append(Anchor(count.index, _around(at - count.minutes, COUNTDOWN), "scheduled", why))
        break
    return made


def declaration(nodes: Sequence[Node]) -> Node | None:
    """The post that declares a result: the first announcement with figures, else the first announcement."""
    announcements = [node for node in nodes if node.post.kind == "announcement"]
    with_rows = [node for node in announcements if any(block.type == "row" for block in node.post.body)]
    return next(iter([*with_rows, *announcements]), None)


def by_custom(nodes: Sequence[Node], axis: Axis) -> list[Anchor]:
    """The first post from its greeting, the last from what its summary is called."""
    made = []
    for node, place, limit in ((nodes[0], 0, 400), (nodes[-1], len(nodes) - 1, 40)):
        head = node.text[:limit].lower()
        said = [words for words in CUSTOM if words in head and words.endswith("summary") == (place > 0)]
        if said:
            low, usual, high = (axis.at(clock) for clock in CUSTOM[said[0]])
            made.append(
                Anchor(place, Spread(usual, low, high), "inferred", f"it says “{said[0]}”, as is the custom about then")
            )
    return made


def morning(axis: Axis) -> Anchor:
    """A first post about which nothing at all is known."""
    low, usual, high = (axis.at(clock) for clock in MORNING)
    return Anchor(
        0, Spread(usual, low, high), "inferred", "nothing tells when the day began; most begin in the morning"
    )


def consistent(anchors: Iterable[Anchor], among: Sequence[Anchor] = ()) -> list[Anchor]:
    """Those of `anchors`, the surest first, that do not contradict one another or those `among` which they come."""
    kept: list[Anchor] = list(among)
    new: list[Anchor] = []
    for anchor in anchors:
        if all(_agree(anchor, other) for other in kept):
            kept.append(anchor)
            new.append(anchor)
    return sorted(new, key=lambda anchor: anchor.index)


def _agree(one: Anchor, other: Anchor) -> bool:
    if one.index == other.index:
        return False
    first, second = (one, other) if one.index < other.index else (other, one)
    return first.spread.at <= second.spread.at


def _around(at: float, errs: tuple[float, float, float]) -> Spread:
    low, usual, high = errs
    return Spread(at + usual, at + low, at + high)


def _increasing(known: Sequence[tuple[int, float, str]]) -> list[tuple[int, float, str]]:
    """The longest part of `known`, in its order, whose times do not decrease."""
    tails: list[float] = []  # the smallest last time of a run of each length
    ends: list[int] = []  # where that run ends
    before: list[int] = []
    for i, (_, at, _) in enumerate(known):
        length = bisect_right(tails, at)
        before.append(ends[length - 1] if length else -1)
        tails[length:] = [at, *tails[length + 1 :]]
        ends[length:] = [i, *ends[length + 1 :]]
    chain: list[int] = []
    i = ends[-1] if ends else -1
    while i >= 0:
        chain.append(i)
        i = before[i]
    return [known[i] for i in reversed(chain)]

"""One day's posts on the axis of time: evidence becomes anchors, and a Gamma bridge fills in between them."""

from collections.abc import Sequence
from itertools import pairwise

from feeds.chronology import anchors, bounds, bridge, citations, evidence, gaps
from feeds.chronology.anchors import Anchor
from feeds.chronology.axis import Axis
from feeds.chronology.bridge import Spread
from feeds.chronology.nodes import Node
from feeds.model import Basis, When

Placed = tuple[Spread, Basis, str]
"""A post's spread, its basis, and why."""

_NEXT = "the next time that is known"
"""How a reason speaks of what comes later: who reads it at its post must not learn from it what is still to come."""


def place(nodes: Sequence[Node], axis: Axis) -> list[When]:
    """A When for every node, in order; those that have one keep it. No interval crosses an anchor that is certain."""
    if all(node.post.when for node in nodes):
        return [node.post.when for node in nodes if node.post.when]
    weights = gaps.weights(nodes)
    shapes = gaps.shapes(weights)
    fixed = anchors.stated(nodes, axis)
    found = evidence.find(nodes)
    soft = anchors.promised(found, axis, fixed, len(nodes))
    pace = _pace(fixed, weights) or gaps.pace(weights)
    unit = pace * sum(weights) / sum(shapes)
    ends = [] if fixed else anchors.by_custom(nodes, axis)
    about = fixed or anchors.consistent(anchor for anchor in [*soft, *ends] if anchor.index <= 1)
    known = [(anchor.index, anchor.spread.at) for anchor in about]
    doubt = 0.0 if fixed else anchors.DOUBT
    cited = citations.resolve(anchors.cited_times(found, axis, fixed), nodes, sorted(known), shapes, unit, doubt)
    firm = anchors.consistent([*fixed, *map(anchors.from_citation, cited)])
    soft = anchors.consistent([*soft, *anchors.scheduled(found, nodes, axis), *ends], among=firm)
    every = sorted([*firm, *soft], key=lambda anchor: anchor.index)
    every = _with_ends(every, weights, _pace(every, weights) or pace, axis)
    placed = _between_certain(_fill(every, weights, gaps.nights(nodes), axis))
    return [
        node.post.when or axis.when(_raised(spread, floor), basis, why)
        for node, (spread, basis, why), floor in zip(nodes, placed, bounds.floors(nodes, axis), strict=True)
    ]


def _pace(known: Sequence[Anchor], weights: Sequence[float]) -> float | None:
    """Minutes for a unit of weight between the first and the last of the known times, if there are two."""
    if len(known) < 2:
        return None
    first, last = known[0], known[-1]
    length = last.spread.at - first.spread.at
    total = sum(weights[first.index + 1 : last.index + 1])
    return length / total if length > 0 and total > 0 else None


def _with_ends(every: list[Anchor], weights: Sequence[float], pace: float, axis: Axis) -> list[Anchor]:
    """`every`, with an anchor for the first and for the last post where nothing is known of them."""
    first = every[0] if every else anchors.morning(axis)
    last = every[-1] if every else first
    made = [] if every else [first]
    if first.index > 0:
        spread = bridge.beyond(first.spread, weights[1 : first.index + 1], pace, anchors.DOUBT, forward=False)
        made.append(Anchor(0, spread, "inferred", f"by the pace of the day, counted back from {_NEXT}"))
    if last.index < len(weights) - 1:
        spread = bridge.beyond(last.spread, weights[last.index + 1 :], pace, anchors.DOUBT, forward=True)
        made.append(
            Anchor(len(weights) - 1, spread, "inferred", f"by the pace of the day, counted on from {_name(last, axis)}")
        )
    return sorted([*every, *made], key=lambda anchor: anchor.index)


def _fill(every: Sequence[Anchor], weights: Sequence[float], nights: Sequence[bool], axis: Axis) -> list[Placed]:
    """The anchors' own times, and a bridge between each two; `nights[i]` tells that a night lies before post i."""
    placed: list[Placed] = []
    for left, right in pairwise(every):
        placed.append((left.spread, left.basis, left.why))
        why = f"by the length of the posts, counted on from {_name(left, axis)} to {_NEXT}"
        between = slice(left.index + 1, right.index + 1)
        pauses = gaps.pauses(nights[between], right.spread.at - left.spread.at)
        inner = bridge.between(left.spread, right.spread, weights[between], pauses)
        placed += [(spread, "inferred", why) for spread in inner]
    placed.append((every[-1].spread, every[-1].basis, every[-1].why))
    return placed


def _between_certain(placed: Sequence[Placed]) -> list[Placed]:
    """The same, no spread reaching over a neighbour whose time is certain, and none running backward."""
    floor, floors = float("-inf"), []
    for spread, basis, _ in placed:
        floor = max(floor, spread.at if basis in _CERTAIN else floor)
        floors.append(floor)
    ceiling, ceilings = float("inf"), []
    for spread, basis, _ in reversed(placed):
        ceiling = min(ceiling, spread.at if basis in _CERTAIN else ceiling)
        ceilings.append(ceiling)
    return [
        (Spread(*(min(max(each, low), high) for each in (spread.at, spread.earliest, spread.latest))), basis, why)
        for (spread, basis, why), low, high in zip(placed, floors, reversed(ceilings), strict=True)
    ]


_CERTAIN = ("stated", "id", "cited")


def _raised(spread: Spread, floor: float) -> Spread:
    return Spread(max(spread.at, floor), max(spread.earliest, floor), max(spread.latest, floor))


def _name(anchor: Anchor, axis: Axis) -> str:
    """How a reason calls an anchor."""
    tilde = "" if anchor.basis in _CERTAIN else "about "
    return f"{tilde}{axis.clock(anchor.spread.at)}"

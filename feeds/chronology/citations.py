"""Which post does "(see 10.40am)" cite? All citations of a day are resolved together: their posts must keep order."""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from feeds.chronology.evidence import Evidence
from feeds.chronology.nodes import Node

_WORD = re.compile(r"[a-z0-9£%][a-z0-9’'%.,-]*[a-z0-9%]|[a-z0-9]", re.IGNORECASE)
LIKENESS = 1.0
"""How much likeness of words counts against likelihood of time, per shared unit of surprise."""
UNRESOLVED = 7.0
"""What it costs, in log-odds, to leave a citation unresolved; a few cite posts of another day."""
REACH = 12.0
"""A post less likely at the cited time than the likeliest by more than this (log) is no candidate."""


@dataclass(frozen=True, slots=True)
class Cited:
    """The post at `index` stands at `at` (minutes on the day's axis), because `evidence` says so."""

    index: int
    at: float
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation with the time that it means, in minutes on the day's axis."""

    at: float
    evidence: Evidence


def resolve(
    citations: Sequence[Citation],
    nodes: Sequence[Node],
    fixed: Sequence[tuple[int, float]],
    gaps: Sequence[float],
    minutes: float,
) -> list[Cited]:
    """The posts that the `citations` mean, in order of time; a citation for which no post will do is left out.

    `fixed` are posts whose times are known, (index, minutes on the axis) in order; `gaps[i]` is the Gamma shape of the
    gap before post i; `minutes` the length of a unit of shape. Posts and times both increase, and a cited post precedes
    the one that cites it: the most likely such assignment is found by dynamic programming.
    """
    grouped: dict[float, list[Evidence]] = {}
    for citation in citations:
        grouped.setdefault(citation.at, []).append(citation.evidence)
    reach = [0.0]
    for gap in gaps[1:]:
        reach.append(reach[-1] + gap)
    alike = _Likeness(nodes)
    taken = {index for index, _ in fixed}
    found: list[Cited] = []
    bounds: list[tuple[int | None, float]] = [(None, -math.inf), *fixed, (None, math.inf)]
    for (left, start), (right, end) in pairwise(bounds):
        times = sorted(time for time in grouped if start < time < end)
        first = 0 if left is None else left + 1
        last = len(nodes) - 1 if right is None else right - 1
        columns = []
        for time in times:
            who = min(piece.index for piece in grouped[time])
            options = [j for j in range(first, min(last, who - 1) + 1) if j not in taken]
            columns.append([(j, LIKENESS * max(alike(piece, j) for piece in grouped[time])) for j in options])
        for k, j in _best(times, columns, (left, start), (right, end), lambda i, j: reach[j] - reach[i], minutes):
            found.append(Cited(j, times[k], grouped[times[k]][0]))
    return found


def _best(
    times: Sequence[float],
    columns: Sequence[Sequence[tuple[int, float]]],
    left: tuple[int | None, float],
    right: tuple[int | None, float],
    shape: Callable[[int, int], float],
    minutes: float,
) -> list[tuple[int, int]]:
    """The best increasing choice of posts: pairs (which time, which post)."""
    # A state is (time k, post j); its value the best log-probability of everything up to it, and the state before it.
    states: list[tuple[int, int, float, int]] = []
    ends: list[tuple[float, int]] = []
    for k, time in enumerate(times):
        fresh: list[tuple[int, int, float, int]] = []
        for j, bonus in columns[k]:
            score = _log_gap(None if left[0] is None else shape(left[0], j), time - left[1], minutes) - UNRESOLVED * k
            back = -1
            for n, (k2, j2, value, _) in enumerate(states):
                if j2 < j:
                    through = value + _log_gap(shape(j2, j), time - times[k2], minutes) - UNRESOLVED * (k - k2 - 1)
                    if through > score:
                        score, back = through, n
            fresh.append((k, j, score + bonus, back))
        states += _likely(fresh)
    total = len(times)
    ends.append((_log_gap(_span(left, right, shape), right[1] - left[1], minutes) - UNRESOLVED * total, -1))
    for n, (k, j, value, _) in enumerate(states):
        tail = _log_gap(None if right[0] is None else shape(j, right[0]), right[1] - times[k], minutes)
        ends.append((value + tail - UNRESOLVED * (total - k - 1), n))
    _, n = max(ends)
    return list(reversed(list(_trace(states, n))))


def _likely(states: list[tuple[int, int, float, int]]) -> list[tuple[int, int, float, int]]:
    best = max((state[2] for state in states), default=0.0)
    return [state for state in states if state[2] > best - REACH * 2]


def _trace(states: Sequence[tuple[int, int, float, int]], n: int) -> Iterator[tuple[int, int]]:
    while n >= 0:
        k, j, _, back = states[n]
        yield k, j
        n = back


def _span(
    left: tuple[int | None, float], right: tuple[int | None, float], shape: Callable[[int, int], float]
) -> float | None:
    return None if left[0] is None or right[0] is None else shape(left[0], right[0])


def _log_gap(shape: float | None, length: float, minutes: float) -> float:
    """The log density of a stretch of `length` minutes that has this Gamma shape; an open end says nothing."""
    if shape is None or not math.isfinite(length):
        return 0.0
    length, shape = max(length, 0.5), max(shape, 0.05)
    return (shape - 1) * math.log(length / minutes) - length / minutes - math.lgamma(shape) - math.log(minutes)


class _Likeness:
    """How much a post's words agree with the words around a citation: the surprise of what they share.

    What a post says first, it is about: words there count for more.
    """

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._words = [set(_tokens(node.text)) for node in nodes]
        self._first = [set(_tokens(" ".join(node.text.split()[:_FIRST]))) for node in nodes]
        self._seen = Counter(word for words in self._words for word in words)

    def __call__(self, evidence: Evidence, index: int) -> float:
        asked = set(_tokens(evidence.sentence))
        shared = asked & self._words[index]
        if not shared:
            return 0.0
        surprise = sum(self._surprise(word) * (1.8 if word in self._first[index] else 1.0) for word in shared)
        return 6.0 * surprise / (0.35 * sum(map(self._surprise, asked)) + 5.0)

    def _surprise(self, word: str) -> float:
        return max(0.0, math.log((len(self._words) + 1) / (self._seen[word] + 1)) - 0.7)


_FIRST = 25
"""Words at a post's beginning that tell what it is about."""


def _tokens(text: str) -> Iterator[str]:
    for word in _WORD.findall(text.lower().replace("’", "'")):
        stem = word.removesuffix("'s").strip("'.,-")
        if len(stem) > 2 or stem.isdigit():
            yield stem if len(stem) < 7 else stem[:7]

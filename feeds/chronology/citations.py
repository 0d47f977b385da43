"""Which post does "(see 10.40am)" cite? All citations of a day are resolved together: their posts must keep order."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from feeds.chronology.evidence import Evidence
from feeds.chronology.nodes import Node
from feeds.patterns import pattern

_WORD = pattern(r"[a-z0-9£%][a-z0-9’'%.,-]*[a-z0-9%]|[a-z0-9]", re.IGNORECASE)
HEADED = 1.2
"""By how much, in log-odds, a post with a heading is likelier to be cited than one without."""
UNRESOLVED = 7.0
"""What it costs, in log-odds, to leave a citation unresolved; a few cite posts of another day."""
REACH = 12.0
"""A post less likely at the cited time than the likeliest by more than this (log) is no candidate."""


MANY = 400
"""Of more posts than these only the likeliest by time are considered."""


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
    doubt: float = 0.0,
) -> list[Cited]:
    """The posts that the `citations` mean, in order of time; a citation for which no post will do is left out.

    `fixed` are posts whose times are known, (index, minutes on the axis) in order; `gaps[i]` is the Gamma shape of the
    gap before post i; `minutes` the length of a unit of shape, give or take `doubt` (a coefficient of variation). Posts
    and times both increase, and a cited post precedes the one that cites it: the most likely such assignment is found
    by dynamic programming.
    """
    grouped: dict[float, list[Evidence]] = {}
    for citation in citations:
        grouped.setdefault(citation.at, []).append(citation.evidence)
    if not grouped:
        return []
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
            if len(options) > MANY and left is not None:
                likely = reach[left] + (time - start) / minutes
                options = sorted(sorted(options, key=lambda j: abs(reach[j] - likely))[:MANY])
            columns.append(
                [
                    (j, HEADED * (nodes[j].post.heading is not None) + max(alike(piece, j) for piece in grouped[time]))
                    for j in options
                ]
            )
        for k, j in _best(times, columns, (left, start), (right, end), _Pace(reach, minutes, doubt)):
            found.append(Cited(j, times[k], grouped[times[k]][0]))
    return found


def _best(
    times: Sequence[float],
    columns: Sequence[Sequence[tuple[int, float]]],
    left: tuple[int | None, float],
    right: tuple[int | None, float],
    pace: "_Pace",
) -> list[tuple[int, int]]:
    """The best increasing choice of posts: pairs (which time, which post)."""
    # A state is (time k, post j); its value the best log-probability of everything up to it, and the state before it.
    states: list[tuple[int, int, float, int]] = []
    ends: list[tuple[float, int]] = []
    for k, time in enumerate(times):
        fresh: list[tuple[int, int, float, int]] = []
        for j, bonus in columns[k]:
            score = pace.log_gap(left[0], j, time - left[1]) - UNRESOLVED * k
            back = -1
            for n, (k2, j2, value, _) in enumerate(states):
                if j2 < j:
                    through = value + pace.log_gap(j2, j, time - times[k2]) - UNRESOLVED * (k - k2 - 1)
                    if through > score:
                        score, back = through, n
            fresh.append((k, j, score + bonus, back))
        states += _likely(fresh)
    total = len(times)
    ends.append((pace.log_gap(left[0], right[0], right[1] - left[1]) - UNRESOLVED * total, -1))
    for n, (k, j, value, _) in enumerate(states):
        tail = pace.log_gap(j, right[0], right[1] - times[k])
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


@dataclass(frozen=True, slots=True)
class _Pace:
    """How likely stretches of the day are to have a given length; `reach`: the Gamma shape up to each post."""

    reach: Sequence[float]
    minutes: float
    doubt: float

    def log_gap(self, first: int | None, last: int | None, length: float) -> float:
        """The log density of `length` minutes between two posts; an end that is open (None) says nothing.

        A Gamma density if the pace is known; log-normal, with the doubt added, if it is not.
        """
        if first is None or last is None or not math.isfinite(length):
            return 0.0
        length, shape = max(length, 0.5), max(self.reach[last] - self.reach[first], 0.05)
        if not self.doubt:
            minutes = self.minutes
            return (shape - 1) * math.log(length / minutes) - length / minutes - math.lgamma(shape) - math.log(minutes)
        variance = math.log1p(1 / shape + self.doubt**2)
        error = math.log(length / (shape * self.minutes)) + variance / 2
        return -math.log(length) - error**2 / (2 * variance) - math.log(2 * math.pi * variance) / 2


class _Likeness:
    """How much a post's words agree with the words around a citation: the surprise of what they share.

    What a post says first, it is about: words there count for more.
    """

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._words = [set(_tokens(node.text)) for node in nodes]
        self._first = [set(_tokens(" ".join(node.text.split()[:_FIRST]))) for node in nodes]
        self._seen = Counter(word for words in self._words for word in words)
        self._asked: dict[str, tuple[set[str], float]] = {}

    def __call__(self, evidence: Evidence, index: int) -> float:
        asked, worth = self._asked_by(evidence.sentence)
        shared = asked & self._words[index]
        if not shared:
            return 0.0
        first = self._first[index]
        surprise = sum(self._surprise(word) * (_OPENING if word in first else 1.0) for word in shared)
        return _AGREEMENT * surprise / (_LONG * worth + _SHORT)

    def _asked_by(self, sentence: str) -> tuple[set[str], float]:
        """The words of a sentence, and all their surprise together: the same for every post that it may cite."""
        known = self._asked.get(sentence)
        if known is None:
            words = set(_tokens(sentence))
            known = self._asked[sentence] = words, sum(map(self._surprise, words))
        return known

    def _surprise(self, word: str) -> float:
        return max(0.0, math.log((len(self._words) + 1) / (self._seen[word] + 1)) - _COMMON)


_FIRST = 25
"""Words at a post's beginning that tell what it is about."""
_OPENING = 1.8
"""How many times a word weighs that stands there."""
_COMMON = 0.7
"""Surprise (log) of a word in half of all posts: a commoner one tells nothing."""
_AGREEMENT, _LONG, _SHORT = 6.0, 0.35, 5.0
"""Log-odds of a citation all of whose words a post shares come to about `_AGREEMENT` / `_LONG`, the less the fewer
surprising words it has: `_SHORT` is what counts beside them. `tests/bench/chronology.py` shows what a change does.
"""


def _tokens(text: str) -> Iterator[str]:
    for word in _WORD.findall(text.lower().replace("’", "'")):
        stem = word.removesuffix("'s").strip("'.,-")
        if len(stem) > 2 or stem.isdigit():
            yield stem if len(stem) < 7 else stem[:7]

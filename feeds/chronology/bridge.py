"""Between two anchors: gaps of Gamma lengths with a known sum put each post at a Beta-distributed share of the way."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from feeds.chronology import beta

LOW, HIGH = 0.05, 0.95
"""The ends of the stated interval: it should hold the truth 90 times in 100."""


@dataclass(frozen=True, slots=True)
class Spread:
    """A time as minutes on one axis: the estimate and the interval."""

    at: float
    earliest: float
    latest: float


def between(left: Spread, right: Spread, gaps: Sequence[float]) -> list[Spread]:
    """The posts between two anchors; `gaps` are the Gamma shapes of all gaps, the one before `right` last.

    There is one post fewer than there are gaps. An anchor that is itself uncertain makes the intervals wider.
    """
    total = sum(gaps)
    found: list[Spread] = []
    done = 0.0
    for gap in gaps[:-1]:
        done += gap
        a, b = done, max(total - done, 1e-6)
        at = left.at + (right.at - left.at) * beta.quantile(0.5, a, b)
        low, high = beta.quantile(LOW, a, b), beta.quantile(HIGH, a, b)
        earliest = left.earliest + (right.earliest - left.earliest) * low
        latest = left.latest + (right.latest - left.latest) * high
        found.append(Spread(at, min(at, earliest), max(at, latest)))
    return found


def beyond(anchor: Spread, gaps: Sequence[float], minutes: float, doubt: float, *, forward: bool) -> Spread:
    """The far end of an open stretch of `gaps` from `anchor`, each unit of shape taking `minutes` give or take `doubt`.

    `doubt` is the coefficient of variation of the pace. The length is taken as log-normal.
    """
    total = sum(gaps)
    mean = total * minutes
    variance = math.log1p(1 / max(total, 0.1) + doubt**2)
    centre, sigma = math.log(max(mean, 0.5)) - variance / 2, math.sqrt(variance)
    low, mid, high = (math.exp(centre + z * sigma) for z in (-1.645, 0.0, 1.645))
    if forward:
        return Spread(anchor.at + mid, anchor.earliest + low, anchor.latest + high)
    return Spread(anchor.at - mid, anchor.earliest - high, anchor.latest - low)

"""Between two anchors: gaps of Gamma lengths with a known sum put each post at a Beta-distributed share of the way."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from feeds.chronology import beta

LOW, HIGH = 0.05, 0.95
"""The ends of the stated interval: it should hold the truth 90 times in 100."""
EACH = 1.0
"""Gamma shape that one gap of average weight adds to a stretch: less than 1 means bursts and lulls."""
ALL = 20.0
"""What the shapes of a stretch sum up to at most: a day's pace also changes slowly, and that does not average out."""


MANY = 500
"""In a stretch of so many posts, neighbours within a hundredth of shape share their quantiles."""


@dataclass(frozen=True, slots=True)
class Spread:
    """A time as minutes on one axis: the estimate and the interval."""

    at: float
    earliest: float
    latest: float


def between(left: Spread, right: Spread, gaps: Sequence[float], pauses: Sequence[float] = ()) -> list[Spread]:
    """The posts between two anchors; `gaps` are the weights of all gaps, the one before `right` last.

    `pauses` are minutes in each gap during which nobody is at work, nights that is; what remains is divided.

    There is one post fewer than there are gaps. An anchor that is itself uncertain makes the intervals wider.
    """
    slept = list(accumulate(pauses)) if any(pauses) else [0.0] * len(gaps)
    right = Spread(*(each - slept[-1] for each in (right.at, right.earliest, right.latest)))
    total = concentration(len(gaps))
    unit = total / sum(gaps)
    found: list[Spread] = []
    done = 0.0
    for gap, asleep in zip(gaps[:-1], slept, strict=False):
        done += gap * unit
        low, mid, high = _quantiles(done if len(gaps) < MANY else round(done, 2), total)
        at = left.at + (right.at - left.at) * mid
        earliest = left.earliest + (right.earliest - left.earliest) * low
        latest = left.latest + (right.latest - left.latest) * high
        found.append(Spread(at + asleep, min(at, earliest) + asleep, max(at, latest) + asleep))
    return found


@lru_cache(maxsize=8_192)
def _quantiles(done: float, total: float) -> tuple[float, float, float]:
    """The lower end, the median and the upper end of where a post lies that `done` of `total` shape leads up to."""
    a, b = max(done, 1e-6), max(total - done, 1e-6)
    return beta.quantile(LOW, a, b), beta.quantile(0.5, a, b), beta.quantile(HIGH, a, b)


def concentration(count: int) -> float:
    """The sum of the Gamma shapes of a stretch of `count` gaps."""
    return 1 / (1 / (EACH * count) + 1 / ALL)


def beyond(anchor: Spread, gaps: Sequence[float], minutes: float, doubt: float, *, forward: bool) -> Spread:
    """The far end of an open stretch of `gaps` from `anchor`, each unit of weight taking `minutes` give or take.

    `doubt` is the coefficient of variation of the pace. The length is taken as log-normal.
    """
    mean = sum(gaps) * minutes
    variance = math.log1p(1 / concentration(len(gaps)) + doubt**2)
    centre, sigma = math.log(max(mean, 0.5)) - variance / 2, math.sqrt(variance)
    low, mid, high = (math.exp(centre + z * sigma) for z in (-1.645, 0.0, 1.645))
    if forward:
        return Spread(anchor.at + mid, anchor.earliest + low, anchor.latest + high)
    return Spread(anchor.at - mid, anchor.earliest - high, anchor.latest - low)

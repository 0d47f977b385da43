"""How long posts take: the gap before a post grows with its own length and its predecessor's, less in live speech."""

import math
import re
from collections.abc import Sequence

from feeds.chronology.nodes import Node
from feeds.patterns import pattern

BASE = 25.0
"""What a post of no words weighs, in words: looking, linking and waiting take time too."""
OLDER = 0.7
"""What a word of the post before weighs: whoever has just written much takes a while to write again."""
HASTE = 1.5
"""How strongly live speech ("she says", "he asks") shortens the gaps around it."""
WINDOW = 2
"""Posts on either side from which it is told whether somebody is speaking."""
SHAPE = 0.8
"""Gamma shape of a gap of average weight, where posts are matched with cited times: bursts and lulls."""
SPAN, GROWTH = 127.0, 0.35
"""A day of n posts lasts about SPAN * n ** GROWTH minutes: on a busy day posts come faster, not for longer."""

LONG, NIGHT = 20 * 60.0, 8 * 60.0
"""A stretch shorter than LONG minutes holds no night; a night takes NIGHT minutes."""

_GOOD_MORNING = pattern(r"\bgood morning\b", re.IGNORECASE)
_GOOD_NIGHT = pattern(
    r"\b(?:good ?night|that[’']s (?:all|it)\b[^.]{0,30}\b(?:today|tonight|this evening)|(?:until|back) tomorrow)\b",
    re.IGNORECASE,
)
_LIVE = pattern(r"\b(?:says|asks|tells|thanks)\b", re.IGNORECASE)


def weights(nodes: Sequence[Node]) -> list[float]:
    """The relative expected gap before each node; the first's stands for the time since the day's work began."""
    live = [min(len(_LIVE.findall(node.text)), 3) / math.log(node.words + 15) for node in nodes]
    found = []
    for i, node in enumerate(nodes):
        around = live[max(0, i - WINDOW) : i + WINDOW + 1]
        older = nodes[i - 1].words if i else node.words
        found.append((BASE + node.words + OLDER * older) * math.exp(-HASTE * sum(around) / len(around)))
    return found


def nights(nodes: Sequence[Node]) -> list[bool]:
    """Whether a night lies before each node: it says good morning, or the one before it said good night."""
    ends = [bool(_GOOD_NIGHT.search(node.text[-300:])) for node in nodes]
    return [i > 0 and (ends[i - 1] or bool(_GOOD_MORNING.search(node.text[:150]))) for i, node in enumerate(nodes)]


def pauses(night: Sequence[bool], minutes: float) -> list[float]:
    """The minutes of sleep in each gap of a stretch that lasts `minutes`; a stretch too short for a night has none."""
    if minutes < LONG or not any(night):
        return [0.0] * len(night)
    each = min(NIGHT, 0.7 * minutes / sum(night))
    return [each * here for here in night]


def pace(weight: Sequence[float]) -> float:
    """Minutes for each unit of weight on an ordinary day with these weights; used where no two times are known."""
    return SPAN * math.pow(len(weight), GROWTH) / sum(weight)


def shapes(weight: Sequence[float]) -> list[float]:
    """Gamma shapes of the gaps, for telling how likely a post is to stand at a given time."""
    mean = sum(weight) / len(weight) if weight else 1.0
    return [SHAPE * each / mean for each in weight]

"""How long posts take: the gap before a post, as a Gamma distribution that depends on the post's length."""

from collections.abc import Sequence

from feeds.chronology.nodes import Node

BASE = 40.0
"""What a post of no words weighs, in words: looking, linking and waiting take time too."""
SHAPE = 0.8
"""Gamma shape of a gap of average weight; less than 1: bursts and lulls."""
MINUTES = 0.085
"""Minutes for each unit of weight on an ordinary day; used where no two times are known."""


def weights(nodes: Sequence[Node]) -> list[float]:
    """The relative expected gap before each node; the first's stands for the time since the day's work began."""
    return [BASE + node.words for node in nodes]


def shapes(weight: Sequence[float]) -> list[float]:
    """Gamma shapes of the gaps, whose sums are the parameters of the Beta distribution between two anchors."""
    mean = sum(weight) / len(weight) if weight else 1.0
    return [SHAPE * each / mean for each in weight]

"""How much neighbouring lines are about the same thing: the rare words that they share."""

import math
import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass

from feeds.patterns import pattern

_WORD = pattern(r"[^\W\d_][\w’']{3,}")
_STEM = 6
_COMMON = frozenset(
    word[:_STEM]
    for word in re.findall(
        r"\w+",
        """about after also been because could from going have into just more only other over people said some than that
        their them there these they this those very were what when which will with would your""",
    )
)
"""Stems that tell nothing about the subject."""
_REACH = 3
"""Lines above that a line is compared with."""


@dataclass(frozen=True, slots=True)
class Ties:
    """From 0, nothing in common, to 1: a line with those `above` and `below` it, and they with each other, `across`."""

    above: float = 0.0
    below: float = 0.0
    across: float = 0.0


NO_TIES = Ties()


def ties(texts: Sequence[str]) -> list[Ties]:
    """The ties of each of the lines whose words are `texts`."""
    lines = [frozenset(word.lower()[:_STEM] for word in _WORD.findall(text)) - _COMMON for text in texts]
    seen = Counter(word for line in lines for word in line)
    rarity = {word: math.log(len(lines) / count) for word, count in seen.items()}
    sums = [_sum(line, rarity) for line in lines]
    found = []
    for i, line in enumerate(lines):
        above = frozenset().union(*lines[max(0, i - _REACH) : i])
        weight = _sum(above, rarity)
        below, under = (lines[i + 1], sums[i + 1]) if i + 1 < len(lines) else (frozenset[str](), 0.0)
        found.append(
            Ties(
                _likeness(line, above, sums[i] * weight, rarity),
                _likeness(line, below, sums[i] * under, rarity),
                _likeness(below, above, under * weight, rarity),
            )
        )
    return found


def _sum(words: Set[str], rarity: dict[str, float]) -> float:
    return 1 + sum(rarity[word] for word in words)


def _likeness(one: Set[str], other: Set[str], norm: float, rarity: dict[str, float]) -> float:
    return sum(rarity[word] for word in one & other) / math.sqrt(norm) if one and other else 0.0

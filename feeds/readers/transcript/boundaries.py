"""Where a post ends and the next begins, each boundary with a confidence and the cues that speak for it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from feeds.readers.transcript import cohesion
from feeds.readers.transcript.cues import Cue, weigh
from feeds.readers.transcript.parts import Part, Typed
from feeds.readers.transcript.situation import Situation


@dataclass(frozen=True, slots=True)
class Boundary:
    """A line that begins a post (`begins`) or may have: its index, how sure (0.5 to 1), and the cues that held."""

    index: int
    begins: bool
    confidence: float
    cues: tuple[Cue, ...]


def find(typed: Sequence[Typed]) -> list[Boundary]:
    """A judgement for every line that is not blank; the first such line always begins a post."""
    found: list[Boundary] = []
    solid = [i for i, item in enumerate(typed) if item.part is not Part.BLANK]
    ties = cohesion.ties([typed[i].text for i in solid])
    post: list[Typed] = []
    for place, i in enumerate(solid):
        after = typed[solid[place + 1]] if place + 1 < len(solid) else None
        if not post:
            found.append(Boundary(i, begins=True, confidence=1.0, cues=()))
            post = [typed[i]]
            continue
        odds, cues = weigh(Situation(typed[i], after, post, ties[place]))
        begins = odds > 0
        found.append(Boundary(i, begins, 1 / (1 + math.exp(-abs(odds))), cues))
        if begins:
            post = []
        post.append(typed[i])
    return found


def spans(found: Sequence[Boundary], count: int) -> list[tuple[int, int]]:
    """The posts as index ranges (first, beyond the last), which together cover all `count` lines."""
    starts = [boundary.index for boundary in found if boundary.begins]
    if not starts:
        return []
    starts[0] = 0
    return list(zip(starts, [*starts[1:], count], strict=True))

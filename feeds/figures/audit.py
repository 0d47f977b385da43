"""The audit: every figure checked against every other, with tolerance by the figure's own rounding."""

from collections.abc import Sequence
from dataclasses import dataclass

from feeds.figures.board import Sighting
from feeds.model import Contest


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: whether it `holds`, `what` was checked, `why` it does or does not, and the sightings it rests on."""

    holds: bool
    what: str
    why: str
    readings: tuple[Sighting, ...]


def audit(contests: Sequence[Contest], sightings: Sequence[Sighting]) -> tuple[Finding, ...]:
    """All findings on the figures of a day, in time order of their first reading; empty where nothing can be said."""
    return ()

"""Moments: "61.8%", "11:45", "first smith", "slate" become a place in the day."""

from datetime import datetime

from feeds.archive import Archive
from feeds.moments.pane import Landmarks, Moments, declaration, moments
from feeds.moments.places import Found, Moment, NotFound

__all__ = ["Found", "Landmarks", "Moment", "Moments", "NotFound", "declaration", "moments", "resolve", "timed"]


def resolve(phrase: str, archive: Archive, *, now: datetime | None = None) -> Found:
    """The place in the day that `phrase` names; see `feeds.moments.resolver`. Raises NotFound with a reason."""
    # The grammar of phrases takes a while to prepare, and a pane lists its moments without it.
    from feeds.moments import resolver

    return resolver.resolve(phrase, archive, now=now)


def timed(phrase: str, archive: Archive) -> Found | None:
    """The same, if it is a time; None for a phrase that may take words or figures. Raises NotFound."""
    from feeds.moments import resolver

    return resolver.timed(phrase, archive)

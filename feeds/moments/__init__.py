"""Moments: "61.8%", "11:45", "first smith", "slate" become a place in the day."""

from feeds.moments.pane import declaration, moments
from feeds.moments.places import Found, Moment, NotFound
from feeds.moments.resolver import resolve

__all__ = ["Found", "Moment", "NotFound", "declaration", "moments", "resolve"]

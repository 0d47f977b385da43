"""Readings are found in a day's posts and attached to them."""

from collections.abc import Mapping

from feeds.model import Day

NO_LINES: Mapping[str, tuple[int, ...]] = {}


def attach(day: Day, lines: Mapping[str, tuple[int, ...]] = NO_LINES) -> Day:
    """`day` (oldest first, timed) with the contests and the readings found in its text.

    `lines` gives the 1-based source line of each body block by post id; without it a reading's line comes from the post's
    origin. A header that names contests keeps them. A day in which any post already states readings is returned as it is.
    """
    if any(post.readings for post in day.posts):
        return day
    return day

"""Loads a day as the program does, and waits for what is told of it."""

from collections.abc import Iterator

from feeds.archive import Archive
from tui.given import Input
from tui.loading import Loading
from tui.news import News, Opened, Progress


def loading(given: Input) -> Loading:
    loading = Loading(given)
    loading.begin()
    return loading


def opened(news: Iterator[News]) -> Archive:
    """The archive, once it is there."""
    return next(each.archive for each in news if isinstance(each, Opened))


def rest(news: Iterator[News]) -> list[News]:
    """What is told until the import is over."""
    told = []
    for each in news:
        told.append(each)
        if each == Progress():
            break
    return told


def all_of(given: Input) -> tuple[Archive, list[News]]:
    """The archive, and what else there was to be told."""
    day = loading(given)
    try:
        news = rest(day.news())
        (first,) = (each for each in news if isinstance(each, Opened))
        return first.archive, [each for each in news if not isinstance(each, Opened)]
    finally:
        day.end()

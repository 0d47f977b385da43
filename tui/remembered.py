"""The last resort: a day that is read into memory, where there is no room on any disk."""

from typing import TYPE_CHECKING

from feeds.readers.source import Source, Unreadable
from tui.given import Input
from tui.piped import Pipes

if TYPE_CHECKING:
    from feeds.archive import Archive


def remembered(given: Input, pipes: Pipes) -> "Archive":
    """The archive of the day, once all has come through the pipes. Takes long. Raises Unreadable."""
    from feeds.archive import Archive
    from feeds.ingest import ingest
    from feeds.readers.files import load

    named = list(zip(given.files, given.names or given.files, strict=True))
    sources = [
        Source(name, pipes.data(place) if place in pipes else load(file).data)
        for place, (file, name) in enumerate(named)
    ]
    day = ingest(sources, given.options).day
    if not day.posts:
        raise Unreadable(sources[0].name, None, "there is no post in it")
    return Archive.from_day(day)

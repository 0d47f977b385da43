"""What is told of a day on its way to the screen, and afterwards while it grows."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from feeds.archive import Archive


class Opened(NamedTuple):
    """The day can be shown: `archive` is all of it, or preliminary."""

    archive: "Archive"


class Progress(NamedTuple):
    """What is going on, in words; none: nothing any more.

    `figures` is the share of the search for figures that is done, if it is that.
    """

    text: str = ""
    figures: float | None = None


class Whole(NamedTuple):
    """There is a better archive at `path`, for the open one to become; see `Archive.open` for `grows`."""

    path: Path
    grows: bool = False


class Grown(NamedTuple):
    """More has come into the archive that is open: see `Archive.refresh`."""


class Live(NamedTuple):
    """Whether more may come to the day."""

    more: bool


class Said(NamedTuple):
    """A sentence that the reader has to be told."""

    text: str


class Settled(NamedTuple):
    """No more will be known of the day that is there: what it lacks of words and figures it lacks from now on."""


News = Opened | Progress | Whole | Grown | Live | Said | Settled

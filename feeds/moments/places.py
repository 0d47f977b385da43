"""What a moment is, and what a phrase is answered with."""

from datetime import datetime
from typing import NamedTuple

from feeds.figures import OVERALL
from feeds.model import Reading

_MEASURES = {"share": "of the vote", "votes": "votes", "turnout": "turnout"}


class Moment(NamedTuple):
    """A place to jump to: the post at `rank`, its time and whether somebody stated it, a `label` to show, its `kind`.

    Kinds are "key" for a key event, the status of a figure ("declared", "reported", ...), or "words" and "share" for
    what
    else a phrase could have meant.
    """

    rank: int
    at: datetime
    label: str
    kind: str
    exact: bool = False


class Found(NamedTuple):
    """What a phrase meant: the post at `rank` and the instant `at` to put the playhead.

    `matched` is what of the phrase was understood, `why` one sentence on how this place was chosen, `others` the
    places it
    could also have meant, in time order.
    """

    rank: int
    at: datetime
    matched: str
    why: str
    others: tuple[Moment, ...] = ()


class NotFound(Exception):  # noqa: N818 -- an answer that the caller expects, not an accident
    """A phrase that names nothing in the day; `reason` is one sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def figure(reading: Reading) -> str:
    """A reading's value as a person writes it: "61.8%", "313,209"."""
    return f"{reading.value:g}%" if reading.unit == "%" else f"{reading.value:,}"


def described(reading: Reading) -> str:
    """A reading in words: "61.8% of the vote for Corbyn", "41% of the vote for Smith (members)", "77.6% turnout"."""
    words = [figure(reading), _MEASURES.get(reading.measure, reading.measure)]
    if reading.who:
        words.append(f"for {reading.who}")
    if reading.group != OVERALL:
        words.append(f"({reading.group})")
    return " ".join(words)

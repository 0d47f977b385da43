"""The jump history: where the reader was before each jump, to go back to and forward from, as in a browser."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

KEPT = 100


class Place(NamedTuple):
    """Where somebody was: the playhead, and the rank of the post under the cursor."""

    playhead: datetime
    rank: int


class Jumps:
    """The places that were left, oldest first, and how far back the reader has gone."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = 0

    @property
    def ranks(self) -> Sequence[int]:
        """The ranks of all places."""
        return [place.rank for place in self._places]

    def move(self, now: Callable[[int], int]) -> None:
        """The posts have other ranks: `now` says which."""
        self._places = [Place(place.playhead, now(place.rank)) for place in self._places]

    def leave(self, here: Place) -> None:
        """A jump begins at `here`; what lay forward is forgotten."""
        del self._places[self._at :]
        if not self._places or self._places[-1] != here:
            self._places.append(here)
        del self._places[:-KEPT]
        self._at = len(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def merge(self, since: int) -> None:
        """Let the jumps made since there were `since` places be one: back leads to before the first of them."""
        del self._places[since + 1 :]
        self._at = min(self._at, len(self._places))

    def back(self, here: Place) -> Place | None:
        """The place before the last jump; `here` is where forward leads again. None if there is none."""
        if self._places and self._at == len(self._places):
            if self._places[-1] == here:
                self._at -= 1
            else:
                self._places.append(here)
        if self._at == 0:
            return None
        self._at -= 1
        return self._places[self._at]

    def forward(self) -> Place | None:
        """The place that `back` came from; None at the end."""
        if self._at + 1 >= len(self._places):
            return None
        self._at += 1
        return self._places[self._at]

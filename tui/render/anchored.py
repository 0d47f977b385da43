"""A list drawn from an anchor: which rows a pane shows, measuring only the posts that are on it.

An entry is a post with the rows above it. Rows are counted from the post's own first row, so a row of the separator
above has a negative number, and a place stays the same when that separator changes.
"""

from typing import NamedTuple, Protocol


class Place(NamedTuple):
    """A row of a list: the post's rank, and which of its rows; negative in the rows above the post."""

    rank: int
    row: int


class Entries(Protocol):
    """A list of posts from top to bottom; nothing in it is counted or summed up."""

    def top(self) -> int:
        """The rank drawn first."""

    def bottom(self) -> int:
        """The rank drawn last."""

    def above(self, rank: int) -> int | None:
        """The rank drawn right above this one, None at the top."""

    def below(self, rank: int) -> int | None:
        """The rank drawn right below this one, None at the bottom."""

    def lead(self, rank: int) -> int:
        """How many rows are drawn above the post and belong to it."""

    def body(self, rank: int) -> int:
        """How many rows the post itself takes, at least one."""


def start(entries: Entries) -> Place:
    """The first row of all."""
    return Place(entries.top(), -entries.lead(entries.top()))


def shift(entries: Entries, place: Place, rows: int) -> Place:
    """The place `rows` further down (up, if negative); the first or the last row where the list ends before that."""
    rank, row = place
    row += rows
    while row < -entries.lead(rank):
        above = entries.above(rank)
        if above is None:
            return Place(rank, -entries.lead(rank))
        row += entries.lead(rank) + entries.body(above)
        rank = above
    while row >= entries.body(rank):
        below = entries.below(rank)
        if below is None:
            return Place(rank, entries.body(rank) - 1)
        row -= entries.body(rank) + entries.lead(below)
        rank = below
    return Place(rank, row)


def end(entries: Entries, height: int) -> Place:
    """The first row of a pane of `height` rows that ends with the last row of all, or starts with the first one."""
    last = entries.bottom()
    return shift(entries, Place(last, entries.body(last) - 1), 1 - max(height, 1))


def settle(entries: Entries, place: Place, height: int) -> Place:
    """`place` as the first row of a pane: moved up if the pane would be left half empty below the last row."""
    place = shift(entries, place, 0)
    left = len(lines(entries, place, height))
    return place if left >= height else shift(entries, place, left - height)


def lines(entries: Entries, place: Place, height: int) -> list[Place]:
    """The rows that a pane of `height` rows shows from `place` on; fewer where the list ends."""
    found: list[Place] = []
    rank, row = shift(entries, place, 0)
    while len(found) < height:
        if row >= entries.body(rank):
            below = entries.below(rank)
            if below is None:
                break
            rank, row = below, -entries.lead(below)
            continue
        found.append(Place(rank, row))
        row += 1
    return found


def show(entries: Entries, place: Place, height: int, rank: int, *, from_above: bool = True) -> Place:
    """The first row of a pane that was at `place`, moved as little as it takes to show all of `rank`.

    A post taller than the pane shows its start if the reader comes `from_above`, else its end.
    """
    body = entries.body(rank)
    top = shift(entries, Place(rank, 0), 0)
    bottom = shift(entries, Place(rank, body - 1), 1 - height)
    if body >= height:
        return settle(entries, top if from_above else bottom, height)
    shown = [at.row for at in lines(entries, place, height) if at.rank == rank and at.row >= 0]
    if len(shown) == body:
        return place
    if shown:
        return settle(entries, top if shown[0] > 0 else bottom, height)
    return settle(entries, top if not from_above else bottom, height)

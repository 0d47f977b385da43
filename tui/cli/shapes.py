"""The shapes of the JSON that the commands print."""

from typing import Any

from feeds import form
from feeds.archive import Archive
from feeds.figures import Board, Sighting
from feeds.model import Post, Reading

Shape = dict[str, Any]


def post(value: Post) -> Shape:
    """A post in the native form."""
    return form.fields(value)


def sighting(value: Sighting, archive: Archive) -> Shape:
    """A reading, when it was made, and the post that makes it."""
    return {**_reading(value.reading), "at": value.at.isoformat(), "post": post(archive.post(value.rank))}


def board(value: Board, archive: Archive) -> list[Shape]:
    """The contests of a board, each figure with the post it comes from and its history, oldest first."""
    return [
        {
            **form.fields(each.contest, sparse=False),
            "status": each.status,
            "entries": [_entry(entry.current, entry.history, archive) for entry in each.entries],
            "baseline": [_entry(entry.current, entry.history, archive) for entry in each.previous],
        }
        for each in value.contests
    ]


def _entry(current: Sighting, history: tuple[Sighting, ...], archive: Archive) -> Shape:
    reading = current.reading
    return {
        "group": reading.group,
        "who": reading.who,
        "measure": reading.measure,
        **sighting(current, archive),
        "history": [sighting(each, archive) for each in history],
    }


def _reading(value: Reading) -> Shape:
    return {name: said for name, said in form.fields(value, sparse=False).items() if name != "contest"}

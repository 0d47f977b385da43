"""The bundled day."""

from importlib.resources import files

from feeds.readers.parsed import Source

NAME = "labour_leadership_2016.jsonl"


def bundled() -> Source:
    """The day that is replayed when no file is named, in the native form."""
    return Source(NAME, (files("feeds.days") / NAME).read_bytes())

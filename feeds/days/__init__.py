"""The bundled day."""

from importlib.resources import files

from feeds.readers.parsed import Source

NAME = "labour_leadership_2016.jsonl"
CUES = "labour_leadership_2016.cues"


def bundled() -> Source:
    """The day that is replayed when no file is named, in the native form."""
    return Source(NAME, (files("feeds.days") / NAME).read_bytes())


def bundled_cues() -> Source:
    """The cue sheet that belongs to it: a talk of ten minutes."""
    return Source(CUES, (files("feeds.days") / CUES).read_bytes())

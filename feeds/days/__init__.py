"""The bundled day."""

from pathlib import Path

from feeds.readers.source import Source

NAME = "labour_leadership_2016.jsonl"
CUES = "labour_leadership_2016.cues"
PATH = Path(__file__).with_name(NAME)
"""Where the day is that is replayed when no file is named, in the native form; its texts lie beside it."""


def bundled() -> Source:
    """That day."""
    return Source(NAME, PATH.read_bytes())


def bundled_cues() -> Source:
    """The cue sheet that belongs to it: a talk of ten minutes."""
    return Source(CUES, PATH.with_name(CUES).read_bytes())

"""What there is to say on the command line: the commands, the flags, and what an understood line becomes."""

from collections.abc import Mapping
from types import SimpleNamespace

PROGRAM = "asithappened"

COMMANDS = {
    "search": "posts that match a query, in time order",
    "at": "the post at a moment, and what was known then",
    "figures": "the result figures, as known at a moment",
    "audit": "sums, shares, turnout: what holds and what does not",
    "info": "what the reader made of the files: posts, times, what was skipped",
    "check": "does a cue sheet run? where every cue lands, and how long it takes",
    "convert": "write the day to a file: .jsonl, .jsonld, .md or .html",
    "emit": "the posts as JSON lines, each at its moment, for another program",
    "record": "the replay as a film for terminals, .cast, or a moment of it as a picture, .svg",
    "schema": "the JSON Schema of the native form",
}

DEFAULT = "replay"
"""The command that needs no word."""

FLAGS: Mapping[str, tuple[str, bool, str]] = {
    "--fresh": ("fresh", True, "forget where you left the day, and keep nothing"),
    "--paused": ("paused", True, "begin with the clock stopped"),
    "--no-shield": ("shield", False, "show what has not happened yet"),
    "--ascii": ("ascii", True, "draw in plain ASCII: signs and words"),
    "--present": ("present", True, "begin on the stage: large words, from cue to cue"),
    "--no-cache": ("cache", False, "keep no archive of what is read, and use none"),
}
"""The options of a replay that take no value: what each sets, to what, and its help."""

PLAIN: Mapping[str, object] = {"title": None, "date": None, "zone": None, "cache": True}
"""What holds of a replay unless an option says otherwise."""


class Arguments(SimpleNamespace):
    """What the command line says; `command` is one of COMMANDS or "replay"."""

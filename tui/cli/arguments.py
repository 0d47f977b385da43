"""What the command line says. Files and flags alone are understood here; the grammar of the rest is in `grammar`."""

from collections.abc import Mapping, Sequence
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

_COMMON = ("--title", "--date", "--zone")


class Arguments(SimpleNamespace):
    """What the command line says; `command` is one of COMMANDS or "replay"."""


def parse(argv: Sequence[str]) -> Arguments:
    """`argv` without the program's name, parsed.

    Leaves with status 2 and one line on standard error if it makes no sense, with 0 after `--help` and `--version`.
    """
    name, rest = _command(argv)
    found = _plain(rest) if name == DEFAULT else None
    if found is None:
        from tui.cli.grammar import parsed  # to prepare it takes a while, and most replays begin without

        found = parsed(name, rest)
    found.command = name
    return found


def _plain(rest: Sequence[str]) -> Arguments | None:
    """A replay of which only files and flags are said; None if there is more to it."""
    files = [word for word in rest if word == "-" or not word.startswith("-")]
    flags = [word for word in rest if word not in files]
    if not all(flag in FLAGS for flag in flags):
        return None
    said = {dest: value for dest, value, _ in map(FLAGS.__getitem__, flags)}
    return Arguments(**{**PLAIN, "files": files, **said})


def _command(argv: Sequence[str]) -> tuple[str, list[str]]:
    """The command, and the arguments without it: the first word, or the first behind --title, --date and --zone."""
    place = 0
    while place < len(argv):
        if argv[place] in _COMMON:
            place += 2
        elif argv[place].startswith(tuple(f"{option}=" for option in _COMMON)):
            place += 1
        else:
            break
    if place < len(argv) and argv[place] in COMMANDS:
        return argv[place], [*argv[:place], *argv[place + 1 :]]
    return DEFAULT, list(argv)

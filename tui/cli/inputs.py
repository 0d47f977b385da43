"""From the files named on the command line to a day."""

import argparse
import difflib
import sys
from collections.abc import Sequence
from pathlib import Path

from feeds.archive import Archive
from feeds.cues import CueSheet, parse
from feeds.days import bundled, bundled_cues
from feeds.ingest import Ingest, ingest
from feeds.readers.encoding import utf8
from feeds.readers.files import load
from feeds.readers.parsed import Options, Source, Unreadable
from tui.cli.arguments import COMMANDS
from tui.cli.failures import Refused

STDIN = "standard input"


def options(arguments: argparse.Namespace) -> Options:
    """What the user said about the day."""
    return Options(arguments.title, arguments.date, arguments.zone)


def sources(names: Sequence[str]) -> list[Source]:
    """The files called `names`, "-" being standard input; without any, the bundled day."""
    if names.count("-") > 1:
        raise Refused("standard input can be read only once")
    return [_source(name) for name in names] or [bundled()]


def day(arguments: argparse.Namespace) -> Ingest:
    """The day made of the files that the user named. Raises Unreadable, also where there is no post in them."""
    return made_of(sources(arguments.files), options(arguments))


def made_of(given: Sequence[Source], options: Options) -> Ingest:
    """The day made of `given`. Raises Unreadable, also where there is no post in them."""
    made = ingest(given, options)
    if not made.day.posts:
        raise Unreadable(made.report.sources[0].file, None, "there is no post in it")
    return made


def archive(arguments: argparse.Namespace) -> Archive:
    """The archive of that day."""
    return Archive.from_day(day(arguments).day)


def cue_sheet(name: str | None) -> CueSheet:
    """The cue sheet called `name`, "-" being standard input; None: the bundled one. Raises Unreadable."""
    source, _ = utf8(_source(name) if name else bundled_cues())
    sheet = parse(source.data.decode(), source.name)
    if not sheet.cues and not sheet.problems:
        raise Unreadable(source.name, None, "there is no cue in it")
    return sheet


def _source(name: str) -> Source:
    if name == "-":
        return Source(STDIN, sys.stdin.buffer.read())
    try:
        return load(name)
    except Unreadable as error:
        close = difflib.get_close_matches(name, COMMANDS, 1, 0.7)
        if close and not Path(name).exists():
            raise Unreadable(error.file, None, f"{error.reason}, and no command; did you mean {close[0]!r}?") from None
        raise

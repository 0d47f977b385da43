"""From the files named on the command line to a day."""

import argparse
import difflib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

from feeds.archive import Archive
from feeds.archive.cache import CacheError
from feeds.archive.importing import Job, Step
from feeds.days import bundled, bundled_cues
from feeds.ingest import Ingest, ingest
from feeds.readers.encoding import utf8
from feeds.readers.files import load
from feeds.readers.parsed import Options, Source, Unreadable
from tui.cli.arguments import COMMANDS, PROGRAM
from tui.cli.failures import Refused
from tui.loading import archive_of

if TYPE_CHECKING:
    from feeds.cues import CueSheet

STDIN = "standard input"

SMALL = 4_000_000
"""Input of so many bytes is read at once, so that what is wrong with it is said on a clean terminal; more of it gets an
archive in the cache."""


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


def job(arguments: argparse.Namespace) -> Job | None:
    """The import of the files that the user named, if they are large and the cache may be used."""
    names: list[str] = arguments.files
    if arguments.cache and 0 < len(names) == sum(path.is_file() for path in map(Path, names)):
        try:
            if sum(Path(name).stat().st_size for name in names) > SMALL:
                return Job(user_cache_path(PROGRAM), tuple(names), options(arguments))
        except OSError:
            return None
    return None


def archive(arguments: argparse.Namespace) -> Archive:
    """The archive of that day; of a large one, the archive that is kept. Raises Unreadable as `day` does."""
    large = job(arguments)
    archive = None if large is None else kept(large)
    return Archive.from_day(day(arguments).day) if archive is None else archive


def kept(large: Job) -> Archive | None:
    """The archive in the cache, made if need be; None, after a word of warning, if none can be. Raises Unreadable."""
    try:
        return archive_of(large, _told)
    except CacheError as error:
        print(f"asithappened: {error}; the day is read into memory", file=sys.stderr)
        return None
    finally:
        _told(None)


def _told(step: Step | None) -> None:
    """How far an import is, for somebody who watches; None: the line is wiped."""
    if sys.stderr.isatty():
        text = "" if step is None else f"Reading the day: {step.what} … {step.done:.0%}"
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def cue_sheet(name: str | None) -> "CueSheet":
    """The cue sheet called `name`, "-" being standard input; None: the bundled one. Raises Unreadable."""
    from feeds.cues import parse  # a replay without cues does without their grammar

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

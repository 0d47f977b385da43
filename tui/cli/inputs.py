"""From the files named on the command line to a day: an archive of it, or the day itself."""

import difflib
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

from feeds import days
from feeds.archive.job import SMALL, CacheError, Job, Step
from feeds.readers import files
from feeds.readers.encoding import utf8
from feeds.readers.source import Options, Source, Unreadable
from tui.archives import archive_of, cached, is_kept
from tui.cli.arguments import COMMANDS, PROGRAM, Arguments
from tui.cli.failures import Refused, complain
from tui.given import Input, usable

if TYPE_CHECKING:
    from feeds.archive import Archive
    from feeds.cues import CueSheet
    from feeds.ingest import Ingest

STDIN = "standard input"


def options(arguments: Arguments) -> Options:
    """What the user said about the day."""
    return Options(arguments.title, arguments.date, arguments.zone)


def look_at(names: Sequence[str]) -> None:
    """See that the files called `names` are there and can be read, as far as a look tells. Raises Unreadable, Refused.

    So what is plainly wrong is said on a clean terminal.
    """
    once(names)
    for name in names:
        if name != "-":
            with _suggesting(name):
                files.look_at(name)


def given(arguments: Arguments, piped: int | None) -> Input:
    """What the user named, for a replay; `piped` is the descriptor of what comes through standard input."""
    names: list[str] = arguments.files
    job = _job(arguments)
    if job is not None and usable(job.folder):
        return Input(job.files, job.options, job.folder, names=job.names)
    if not names:
        return Input((str(days.PATH),), options(arguments), names=(days.NAME,))
    pipes = tuple(piped if name == "-" else name if Path(name).is_fifo() else None for name in names)
    return Input(tuple(names), options(arguments), None, pipes, tuple(STDIN if name == "-" else name for name in names))


def sources(names: Sequence[str]) -> list[Source]:
    """The files called `names`, "-" being standard input; without any, the bundled day."""
    once(names)
    return [_source(name) for name in names] or [days.bundled()]


def once(names: Sequence[str]) -> None:
    """See that standard input is named only once. Raises Refused."""
    if names.count("-") > 1:
        raise Refused("standard input can be read only once")


def day(arguments: Arguments) -> "Ingest":
    """The day made of the files that the user named. Raises Unreadable, also where there is no post in them."""
    return made_of(sources(arguments.files), options(arguments))


def made_of(given: Sequence[Source], options: Options) -> "Ingest":
    """The day made of `given`. Raises Unreadable, also where there is no post in them."""
    from feeds.ingest import ingest

    made = ingest(given, options)
    if not made.day.posts:
        raise Unreadable(made.report.sources[0].file, None, "there is no post in it")
    return made


def archive(arguments: Arguments, *, figures: bool = True) -> "Archive":
    """The archive of that day; of a large one, the archive that is kept. Raises Unreadable as `day` does.

    Without `figures` nobody waits until they have been looked for in a large day.
    """
    from feeds.archive import Archive

    return kept(arguments, figures=figures) or Archive.from_day(day(arguments).day)


def kept(arguments: Arguments, *, figures: bool = True) -> "Archive | None":
    """The archive in the cache, for large input made if need be; None, after a word of warning, if none can be.

    As for `archive`. Raises Unreadable.
    """
    job = _job(arguments)
    if job is None:
        return None
    try:
        if sum(file.size for file in job.key.files) <= SMALL:
            return cached(job)
        return archive_of(job, _told, figures=figures)
    except (CacheError, OSError) as error:
        complain(f"{error}; the day is read into memory")
        return None
    finally:
        _told(None)


def set_aside_what_is_damaged(error: Exception, arguments: Arguments) -> None:
    """If `error` says that the archive of what the user named is damaged, take it out of use: a new one is made then.

    Raises Refused, to say so.
    """
    from feeds.archive import Damaged
    from feeds.archive.cache import Cache

    with suppress(OSError):
        if isinstance(error, Damaged) and (job := _job(arguments)) is not None and is_kept(job):
            raise Refused(str(Cache(job.folder).set_aside(job.key, error))) from error


def _job(arguments: Arguments) -> Job | None:
    """The import of what the user named, if the cache may be used and all are files."""
    names: list[str] = arguments.files
    if not arguments.cache or not all(Path(name).is_file() for name in names):
        return None
    folder = user_cache_path(PROGRAM)
    if not names:
        return Job(folder, (str(days.PATH),), options(arguments), (days.NAME,))
    return Job(folder, tuple(names), options(arguments))


def _told(step: Step | None) -> None:
    """How far an import is; None: it is over."""
    tell("" if step is None else f"Reading the day: {step.what} … {step.done:.0%}")


def tell(text: str) -> None:
    """Say what is being done, to somebody who watches, in place of what was said before; "" wipes the line."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def spare(out: Path, names: Sequence[str]) -> None:
    """See that what is to be written is none of the inputs `names`. Raises Refused."""
    for name in names:
        if name != "-" and out.exists() and Path(name).exists() and out.samefile(name):
            raise Refused(f"{out}: this is an input, and inputs are never changed; give OUT another name")


def cue_sheet(name: str | None) -> "CueSheet":
    """The cue sheet called `name`, "-" being standard input; None: the bundled one. Raises Unreadable."""
    from feeds.cues import parse  # a replay without cues does without their grammar

    source, _ = utf8(_source(name) if name else days.bundled_cues())
    sheet = parse(source.data.decode(), source.name)
    if not sheet.cues and not sheet.problems:
        raise Unreadable(source.name, None, "there is no cue in it")
    return sheet


def _source(name: str) -> Source:
    if name == "-":
        return Source(STDIN, sys.stdin.buffer.read())
    with _suggesting(name):
        return files.load(name)


@contextmanager
def _suggesting(name: str) -> Iterator[None]:
    """Where there is no file called `name`, a command may have been meant."""
    try:
        yield
    except Unreadable as error:
        close = difflib.get_close_matches(name, COMMANDS, 1, 0.7)
        if close and not Path(name).exists():
            raise Unreadable(error.file, None, f"{error.reason}, and no command; did you mean {close[0]!r}?") from None
        raise

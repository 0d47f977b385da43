"""`replay`, the default: reads the files, sees to the keyboard, and opens the app."""

import argparse
import gc
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from feeds.ingest import Ingest, join, read
from feeds.readers.parsed import Unreadable
from tui.cli import inputs
from tui.cli.failures import Refused
from tui.loading import Large

if TYPE_CHECKING:
    from feeds.cues import CueSheet

_PASSED = ("at", "speed", "fit", "gap", "paused", "shield", "present", "talk", "ascii")


def run(arguments: argparse.Namespace) -> int:
    """Replay the day until the user leaves; the app's exit status."""
    cues = _cues(arguments)
    load = _loader(arguments)
    _take_terminal(piped="-" in arguments.files)
    if isinstance(load, Large):
        load.begin()
    gc.disable()  # see tui.cli.main
    from tui.app import replay
    from tui.opening import Settings

    gc.freeze()
    gc.enable()

    given = {name: getattr(arguments, name) for name in _PASSED if hasattr(arguments, name)}
    return replay(load, Settings(cues=cues, **given), fresh=getattr(arguments, "fresh", False))


def _cues(arguments: argparse.Namespace) -> "CueSheet | None":
    """The sheet that the user named, or the bundled day's own. Raises Unreadable."""
    if name := getattr(arguments, "cues", None):
        return inputs.cue_sheet(name)
    return None if arguments.files else inputs.cue_sheet(None)


def _loader(arguments: argparse.Namespace) -> Callable[[], Ingest] | Large:
    """What reads the day, for the app to call behind its first screen. Raises Unreadable for small input at once."""
    job = inputs.job(arguments)
    if job is not None:
        return Large(job, lambda: inputs.day(arguments).day)
    given, options = inputs.sources(arguments.files), inputs.options(arguments)
    if not arguments.files or sum(len(source.data) for source in given) > inputs.SMALL:
        return lambda: inputs.made_of(given, options)
    parts = read(given, options)
    if not any(part.day.posts for part in parts):
        raise Unreadable(given[0].name, None, "there is no post in it")
    return lambda: join([source.name for source in given], parts, options)


def _take_terminal(*, piped: bool) -> None:
    """See that there is a terminal to draw on and a keyboard; data came through standard input if `piped`.

    The app reads keys from file descriptor 0, so the terminal takes its place there. Raises Refused.
    """
    if not (sys.stdout.isatty() and sys.stderr.isatty()):
        raise Refused("a replay needs a terminal; without one there are search, at, figures, info and convert")
    if os.isatty(0):
        return
    if not piped:
        raise Refused("standard input is no terminal; '-' replays what comes through a pipe")
    try:
        terminal = os.open("/dev/tty", os.O_RDONLY)
    except OSError:
        raise Refused("a replay needs a keyboard, and there is no terminal to read it from") from None
    os.dup2(terminal, 0)
    os.close(terminal)

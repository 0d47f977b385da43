"""`replay`, the default: sees that there is something to read and a keyboard, has it read, and opens the app."""

import gc
import os
import sys
from typing import TYPE_CHECKING

from feeds import days
from tui.cli import inputs
from tui.cli.arguments import PROGRAM, Arguments
from tui.cli.failures import Refused, complain
from tui.loading import Loading

if TYPE_CHECKING:
    from feeds.cues import CueSheet
    from tui.app import ReplayApp

_TEXTUAL = {"TEXTUAL_FPS": "240", "ESCDELAY": "10"}
"""What Textual takes from the environment. It waits for the next frame that is due, whatever a key has changed, and
after Escape for what a longer sequence of a function key would bring: both in so many a second or ms."""

_PASSED = ("at", "speed", "fit", "gap", "paused", "shield", "present", "talk", "ascii")


def run(arguments: Arguments) -> int:
    """Replay the day until the user leaves; the app's exit status. Raises NotFound for no such moment to begin at."""
    gc.disable()  # until the first picture is there; see tui.cli.main and tui.app
    inputs.look_at(arguments.files)
    sheet = inputs.cue_sheet(arguments.cues) if hasattr(arguments, "cues") else None
    loading = Loading(inputs.given(arguments, _take_terminal(piped="-" in arguments.files)))
    loading.begin()  # on another core, while Textual is imported
    try:
        return _replayed(loading, arguments, sheet)
    finally:
        loading.end()


def _replayed(loading: Loading, arguments: Arguments, sheet: "CueSheet | None") -> int:
    for name, value in _TEXTUAL.items():
        os.environ.setdefault(name, value)
    from platformdirs import user_config_path, user_state_path

    from tui import keymap
    from tui.app import ReplayApp
    from tui.memory import Memory
    from tui.opening import Settings

    if sheet is None and not arguments.files:
        sheet = inputs.cue_sheet(None)
    given = {name: getattr(arguments, name) for name in _PASSED if hasattr(arguments, name)}
    files = tuple(arguments.files) or (str(days.PATH),)
    fresh = getattr(arguments, "fresh", False)
    memory = None if fresh else Memory(user_state_path(PROGRAM) / "days")
    keys = keymap.load(user_config_path(PROGRAM) / keymap.NAME)
    try:
        app = ReplayApp(loading, Settings(cues=sheet, files=files, **given), memory=memory, keymap=keys)
    except ValueError as error:
        raise Refused(str(error)) from error
    return _run(app)


def _run(app: "ReplayApp") -> int:
    """Run the app; the exit status. What there is to be said, is said when the terminal is the user's again."""
    reason = app.run()
    if app.damage is not None:
        raise app.damage
    if app.failure is not None:
        cause = app.failure.__cause__ or app.failure
        complain(f"stopped by an error of its own: {type(cause).__name__}: {cause}")
        return 2
    for problem in app.problems:
        complain(problem)
    if app.unkept:
        complain(f"the session could not be kept: {app.unkept}")
    if reason:
        complain(reason)
    return app.return_code or 0


def _take_terminal(*, piped: bool) -> int | None:
    """See that there is a terminal to draw on and a keyboard; the descriptor of the pipe that standard input was.

    The app reads keys from file descriptor 0, so the terminal takes its place there. Raises Refused.
    """
    if not (sys.stdout.isatty() and sys.stderr.isatty()):
        raise Refused("a replay needs a terminal; without one there are search, at, figures, info and convert")
    if os.environ.get("TERM") == "dumb":
        raise Refused("a replay needs a terminal that can be drawn on, and this one is dumb, says TERM")
    if os.isatty(0):
        if piped:
            raise Refused("standard input is the keyboard; '-' replays what comes through a pipe")
        return None
    if not piped:
        raise Refused("standard input is no terminal; '-' replays what comes through a pipe")
    try:
        terminal = os.open("/dev/tty", os.O_RDONLY)
    except OSError:
        raise Refused("a replay needs a keyboard, and there is no terminal to read it from") from None
    pipe = os.dup(0)
    os.dup2(terminal, 0)
    os.close(terminal)
    return pipe

"""The entry point: arguments, the command's module, and an exit status; never a traceback."""

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from tui.cli.parsing import parse

DEBUG = "ASITHAPPENED_DEBUG"
"""With this environment variable set, an unexpected error shows its traceback."""


def run() -> None:
    """The program: parse the command line, do what it says, exit."""
    sys.exit(main(sys.argv[1:]))


def main(argv: Sequence[str]) -> int:
    """Do what `argv` says; the exit status: 0 done, 1 nothing found, 2 usage or unreadable input, 130 interrupted."""
    # Start-up makes much and drops nothing: the collector would walk through it all, again and again.
    gc.disable()
    # Pydantic looks through every installed distribution for plugins; none is used here.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    _open_what_is_closed()
    try:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        status = _status(argv)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Nobody reads any more (`| head`); whatever is still in the buffer must not complain at the exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        from tui.cli.failures import complain, explained, status_of

        reason = explained(error)
        if reason is None:
            if os.environ.get(DEBUG):
                raise
            reason = f"unexpected {type(error).__name__}: {error} (set {DEBUG}=1 to see where)"
        complain(reason)
        return status_of(error)
    return status


def _open_what_is_closed() -> None:
    """Where a standard stream was closed (`>&-`), nothing comes and nobody reads; nothing else may take its place."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 -- for good


def _status(argv: Sequence[str]) -> int:
    """Run the command; the arguments' parser leaves by itself after a complaint, or when it has said all there is."""
    try:
        arguments = parse(argv)
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else 0
    command = import_module(f"tui.cli.{arguments.command}")
    gc.freeze()
    gc.enable()
    try:
        status: int = command.run(arguments)
    except Exception as error:
        from tui.cli.inputs import set_aside_what_is_damaged

        set_aside_what_is_damaged(error, arguments)
        raise
    return status

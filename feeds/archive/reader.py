"""The process that reads large files, for another one that writes its archive.

    python -m feeds.archive.reader

takes its tasks from standard input, each a line of JSON, and writes what it finds to standard output, as frames that
are marshalled: see `feeds.archive.reading`. It ends when nobody gives or takes any more.
"""

import json
import marshal
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from feeds.archive.faults import Damaged
from feeds.archive.kin import Task
from feeds.archive.survey import Untimed, look

if TYPE_CHECKING:
    from feeds.archive.reading import Frame

_STEPS = 10
"""Of a look this many steps are told."""


def main() -> int:
    """Do one task after the other."""
    out = sys.stdout.buffer
    try:
        for line in sys.stdin:
            task = json.loads(line)
            if "look" in task:
                _look(task, out)
            else:
                for frame in _read(task):
                    marshal.dump(frame, out)
            out.flush()
            # The validator takes a while to load, and is needed next.
            import feeds.archive.reading  # noqa: F401
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
    return 0


def _look(task: Mapping[str, Any], out: BinaryIO) -> None:
    """Look at parts of files: frames "at" with how many bytes are done; after each part "looked" and what there is."""
    whole = sum(end - start for _, start, end in task["look"])
    step = before = start = 0

    def told(place: int) -> None:
        nonlocal step
        done = before + place - start
        if done * _STEPS >= (step + 1) * whole:
            step = done * _STEPS // whole
            marshal.dump(("at", done), out)
            out.flush()

    try:
        for file, start, end in task["look"]:
            marshal.dump(("looked", *look(Path(file), start, end, told, printed=task["prints"])), out)
            before += end - start
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        marshal.dump(("failed", str(error)), out)


def _read(task: Mapping[str, Any]) -> "Iterator[Frame]":
    from feeds.archive.reading import Otherwise, frames, known

    try:
        if "known" in task:
            for file, size, lines in task["known"]:
                yield "known", [each and tuple(each) for each in known(Path(file), size, lines)]
            return
        yield from frames(Task.read(task))
    except (Otherwise, Untimed):
        yield ("otherwise",)
    except (OSError, Damaged) as error:
        yield "failed", str(error)


if __name__ == "__main__":
    sys.exit(main())

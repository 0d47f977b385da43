"""The import of large input, in a process of its own: parsing in a thread would hold up every frame.

    python -m tui.importing

reads a job (see `feeds.archive.importing`), one line, from standard input, and tells its steps on standard output, a
JSON object a line. It ends, and leaves nothing behind, when standard input does: so it never outlives who started it.
"""

import json
import os
import sys
import threading
import time
from dataclasses import asdict

from feeds.archive.cache import CacheError
from feeds.archive.importing import Job, Step, run
from feeds.readers.parsed import Unreadable

GRACE = 2.0
"""Seconds in which an import that was called off may clear up after itself."""


def main() -> int:
    """Do the job; 0 when it is done or called off."""
    job = Job.read(sys.stdin.readline())
    ended = threading.Event()
    threading.Thread(target=_wait_for_the_end, args=(ended,), daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(5)  # the screen comes first

    def told(step: Step) -> None:
        _tell({"step": asdict(step)})

    try:
        path = run(job, told, ended.is_set)
        if path is not None:
            _tell({"done": str(path)})
    except CacheError as error:
        _tell({"uncached": str(error)})
    except Unreadable as error:
        _tell({"unreadable": [error.file, error.line, error.reason]})
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _wait_for_the_end(ended: threading.Event) -> None:
    # Not through sys.stdin, whose lock a thread must not hold when the interpreter ends.
    while os.read(sys.stdin.fileno(), 1_024):
        pass
    ended.set()
    time.sleep(GRACE)
    os._exit(0)  # in the midst of something long; what is left of it is removed at the next start


def _tell(message: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

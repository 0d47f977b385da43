"""The import of what is to be replayed, in a process of its own: parsing in a thread would hold up every frame.

    python -m tui.importing

reads a job (see `feeds.archive.job`), one line, from standard input, and tells its steps on standard output, a JSON
object a line. It ends, and leaves nothing behind, when standard input does: so it never outlives who started it.
"""

import gc
import json
import os
import sys
import threading
import time

# Start-up makes much and drops nothing; and pydantic looks through every installed distribution for plugins.
gc.disable()
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from feeds.archive.cache import Cache  # noqa: E402 - see above
from feeds.archive.importing import run  # noqa: E402
from feeds.archive.job import LIMIT, CacheError, Job, Step  # noqa: E402
from feeds.readers.parsed import Unreadable  # noqa: E402

GRACE = 2.0
"""Seconds in which an import that was called off may clear up after itself."""


def main() -> int:
    """Do the job; 0 when it is done or called off."""
    gc.freeze()
    gc.enable()
    line = sys.stdin.readline()
    if not line:
        return 0
    job, ended, writing = Job.read(line), threading.Event(), threading.Event()
    threading.Thread(target=_wait_for_the_end, args=(ended, writing), daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(5)  # the screen comes first

    def told(step: Step) -> None:
        if step.what != "all":
            writing.set()
        _tell({"step": step._asdict()})

    try:
        path = run(job, told, ended.is_set)
        if path is not None:
            _tell({"done": str(path)})
            Cache(job.folder).tidy(LIMIT)
    except CacheError as error:
        _tell({"uncached": str(error)})
    except Unreadable as error:
        _tell({"unreadable": [error.file, error.line, error.reason]})
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _wait_for_the_end(ended: threading.Event, writing: threading.Event) -> None:
    # Not through sys.stdin, whose lock a thread must not hold when the interpreter ends.
    while os.read(sys.stdin.fileno(), 1_024):
        pass
    ended.set()
    if writing.is_set():
        time.sleep(GRACE)
    os._exit(0)  # in the midst of something long; what is left of it is removed at the next start


def _tell(message: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

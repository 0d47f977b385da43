"""The import of what is to be replayed, in a process of its own: parsing in a thread would hold up every frame.

    python -m tui.importing

takes orders from standard input, a JSON object a line: to make an archive ("import", see `feeds.archive.job`), or to
add to one what is missing in it and what comes to its files ("follow"). It tells on standard output how that goes, a
JSON object a line. It ends,
and leaves nothing half-made behind, when standard input does: so it never outlives who started it.
"""

import gc
import json
import os
import sqlite3
import sys
import threading
import time
from pathlib import Path
from queue import SimpleQueue
from typing import Any

# Start-up makes much and drops nothing; the screen comes first, in the same session, where a nice value counts; and
# pydantic looks through every installed distribution for plugins.
if __name__ == "__main__":
    gc.disable()
    if hasattr(os, "nice"):
        os.nice(19)
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from feeds.archive.cache import Cache
from feeds.archive.faults import Damaged
from feeds.archive.following import Follower, Replaced
from feeds.archive.importing import run
from feeds.archive.job import LIMIT, CacheError, Job, Step
from feeds.archive.workplace import Cancelled
from feeds.readers.source import Unreadable

GRACE = 2.0
"""Seconds in which an import that was called off may clear up after itself."""
LOOK = 0.2
"""Seconds between two looks at files that are followed."""
QUIET = 0.7
"""Seconds for which nothing has come, before input is read anew as a whole; else after `MOST`, or ten times what it
took the last time."""
MOST = 5.0
SEARCHED = 5_000_000
"""So many bytes are looked through for figures in a second, until it is known how long it takes."""

Order = dict[str, Any]


class Orders:
    """What is to be done, as it is told through standard input. `called_off`: nothing any more."""

    def __init__(self) -> None:
        self.called_off = threading.Event()
        self.last = threading.Event()
        """Nothing more will come to the files that are followed."""
        self.enough = threading.Event()
        """Figures are to be looked for no further."""
        self.writing = False
        """Whether an archive is being made, of which nothing should be left behind."""
        self._queue: SimpleQueue[Order | None] = SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    def next(self) -> Order | None:
        """The next order, waited for; None at the end."""
        return self._queue.get()

    def _listen(self) -> None:
        # Not through sys.stdin, whose lock a thread must not hold when the interpreter ends.
        held = b""
        while more := os.read(sys.stdin.fileno(), 65_536):
            *lines, held = (held + more).split(b"\n")
            for line in lines:
                order: Order = json.loads(line)
                if "last" in order:
                    self.last.set()
                elif "enough" in order:
                    self.enough.set()
                else:
                    self._queue.put(order)
        self.called_off.set()
        self._queue.put(None)
        if self.writing:
            time.sleep(GRACE)
        os._exit(0)  # in the midst of something long; what is left of it is removed at the next start


def main() -> int:
    """Do what is ordered, one thing after the other; 0 at the end."""
    gc.freeze()
    gc.enable()
    orders = Orders()
    try:
        while (order := orders.next()) is not None:
            job = Job.read(order["job"])
            if "archive" in order:
                _follow(job, Path(order["archive"]), Path(order["folder"]), orders)
            else:
                _import(job, orders, figures=order["figures"])
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _import(job: Job, orders: Orders, *, figures: bool) -> None:
    def told(step: Step) -> None:
        orders.writing = step.what != "all"
        _tell({"step": step._asdict()})

    try:
        path = run(job, told, orders.called_off.is_set, figures=figures)
        if path is not None:
            _tell({"done": str(path)})
            Cache(job.folder).tidy(LIMIT, but=path)
        orders.writing = False
    except CacheError as error:
        _tell({"uncached": str(error)})
    except Unreadable as error:
        _tell({"unreadable": [error.file, error.line, error.reason]})


def _follow(job: Job, archive: Path, folder: Path, orders: Orders) -> None:
    """Tell of every addition, until nothing more will come, or something else has become of the files."""
    try:
        _Following(Follower(job, archive, folder), orders).go_on()
    except Replaced as error:
        _tell_replaced(error)
    except (Damaged, OSError, sqlite3.Error) as error:
        _tell({"said": f"what is added to the day cannot be kept ({error}); the replay goes on with what it has"})
    _tell({"over": True})


class _Following:
    """Looks now and then, looks for figures, and reads all anew when little comes."""

    def __init__(self, follower: Follower, orders: Orders) -> None:
        self._follower = follower
        self._orders = orders
        self._told: Path | None = None
        self._came = self._settled = self._looked = time.monotonic()
        self._took = 0.0
        self._searched = float("-inf") if follower.unsearched else time.monotonic()
        self._search_took = 0.0
        self._size = follower.size
        self._said = ""
        self._gone = False

    def go_on(self) -> None:
        while not self._orders.called_off.is_set():
            last = self._orders.last.is_set()  # before the look that is the last
            if self._gone:
                return
            if self._look():
                continue
            if self._follower.stale and (self._is_due() or (last and not self._said)):
                if self._settle():
                    self._tell()
            elif self._is_search_wanted() and (last or self._is_search_due()):
                self._search()
            elif last:
                return
            else:
                self._orders.called_off.wait(LOOK)

    def _look(self) -> bool:
        """Look at the files, and tell if there was anything."""
        self._looked = time.monotonic()
        grown = not self._gone and self._follower.look()
        if self._size != self._follower.size:
            self._size, self._came = self._follower.size, self._looked
        if grown:
            self._tell()
        else:
            self._follower.tidy()
        return grown

    def _is_due(self) -> bool:
        now = time.monotonic()
        waited = max(MOST, 10 * self._took)
        return now - self._settled > waited or (self._said == "" and now - self._came > QUIET)

    def _is_search_wanted(self) -> bool:
        return self._follower.unsearched and not self._follower.stale and not self._orders.enough.is_set()

    def _is_search_due(self) -> bool:
        took = self._search_took or self._size / SEARCHED
        return time.monotonic() - self._searched > max(MOST, 10 * took)

    def _search(self) -> None:
        """Look for figures, and at the files meanwhile."""
        began, first = time.monotonic(), self._searched == float("-inf")

        def told(done: float) -> None:
            if time.monotonic() - self._looked > LOOK:
                try:
                    self._look()
                except Replaced as error:  # it is no reason not to know what the posts say that are there
                    self._gone = True
                    _tell_replaced(error)
                if first:
                    _tell({"figures": done})

        def cancelled() -> bool:
            return self._orders.called_off.is_set() or self._orders.enough.is_set() or self._follower.stale

        path = None
        self._orders.writing = True
        try:
            path = self._follower.search(told, cancelled)
        except Cancelled:
            pass
        except (CacheError, Damaged) as error:
            self._orders.enough.set()
            _tell({"said": str(error)})
        finally:
            self._orders.writing = False
        self._searched = time.monotonic()
        self._search_took = self._searched - began
        if path is not None and path == self._follower.path:
            self._tell()
            path = None
        if path is not None and self._gone:
            _tell({"whole": str(path), "grows": False})
        elif first and not self._gone:
            _tell({"looked": str(path or "")})

    def _settle(self) -> bool:
        began = time.monotonic()
        try:
            grown, said = self._follower.settle(), ""
        except (CacheError, Unreadable) as error:
            grown, said = False, f"the day cannot be read anew ({error})"
        self._settled = time.monotonic()
        self._took = self._settled - began
        if said and said != self._said:
            _tell({"said": said})
        self._said = said
        return grown

    def _tell(self) -> None:
        path = self._follower.path
        _tell({"whole": str(path), "grows": True} if path != self._told else {"grown": True})
        self._told = path


def _tell_replaced(error: Replaced) -> None:
    _tell({"said": f"{error}; the replay goes on with what it has"})


def _tell(message: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

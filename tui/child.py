"""The import process, seen from the program that draws: started early, given orders, listened to, and ended."""

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from feeds.archive.job import CacheError, Job, Step
from feeds.readers.source import Unreadable
from tui.news import Grown, Said, Whole

PATIENCE = 3.0
"""Seconds that an import may take to leave nothing behind, once it is called off."""

Message = dict[str, Any]


class Import:
    """The process that makes archives, and adds to them. Leave it with `stop`, or as a context manager."""

    def __init__(self, job: Job | None = None, *, figures: bool = True) -> None:
        """Start it; without a job it gets ready for one, see `give`. Raises CacheError if that cannot be done."""
        package = Path(__file__).resolve().parents[1]
        # Not from the working folder, where anything may lie; -P keeps it out of the path.
        paths = [str(package), *filter(None, [os.environ.get("PYTHONPATH")])]
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "tui.importing"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
                process_group=0,  # of its own, for ctrl+c; no session, or the kernel would share the cores by sessions
            )
        except OSError as error:
            raise CacheError(f"the import cannot be started ({error.strerror or error})") from error
        self._stopped = False
        self._held = b""
        if job is not None:
            self.give(job, figures=figures)

    def give(self, job: Job, *, figures: bool) -> None:
        """Have it make the archive of `job`, with the `figures` of a large one or without; `steps` tells of it."""
        self._order({"job": job.written(), "figures": figures})

    def follow(self, job: Job, archive: Path, folder: Path) -> None:
        """Have it look for figures in `archive`, where they are missing, and add what comes to the files of `job`.

        What comes goes into copies in `folder`; `additions` tells of both.
        """
        self._order({"job": job.written(), "archive": str(archive), "folder": str(folder)})

    def enough(self) -> None:
        """Figures are to be looked for no further."""
        self._order({"enough": True})

    def finish(self) -> None:
        """Nothing more will come to the files that it follows."""
        self._order({"last": True})

    @property
    def alive(self) -> bool:
        """Whether it takes orders."""
        return not self._stopped and self._process.poll() is None

    def steps(self) -> Iterator[Step | Path]:
        """The steps of an import as they are told, and at last where the archive is; less, if it was stopped.

        Raises CacheError and Unreadable as the import does.
        """
        for message in self._told():
            if "step" in message:
                yield Step(**message["step"])
            elif "done" in message:
                yield Path(message["done"])
                return
            elif "unreadable" in message:
                raise Unreadable(*message["unreadable"])
            else:
                raise CacheError(str(message["uncached"]))

    def additions(self) -> Iterator[Whole | Grown | Said | float]:
        """What comes of following, and the share of the search for figures that is done, as long as it goes on.

        When that is over, the archive that has them is told if no copy of it has grown meanwhile, and at last 1.0. Ends
        when nothing more will come, or it was stopped. Raises CacheError if the process ends before.
        """
        for message in self._told():
            match message:
                case {"over": _}:
                    return
                case {"whole": str(path), "grows": bool(grows)}:
                    yield Whole(Path(path), grows)
                case {"said": str(text)}:
                    yield Said(text)
                case {"figures": float(done)}:
                    yield min(done, 0.99)
                case {"looked": str(path)}:
                    if path:
                        yield Whole(Path(path))
                    yield 1.0
                case _:
                    yield Grown()

    def outcome(self, patience: float) -> Path | Unreadable | None:
        """The archive, or why nothing can be read, if the process says so within `patience` seconds.

        Nothing is lost for `steps`, which tells it as well.
        """
        assert self._process.stdout is not None  # noqa: S101 - it is a pipe
        end = time.monotonic() + patience
        while select.select([self._process.stdout], [], [], max(end - time.monotonic(), 0))[0]:
            more = os.read(self._process.stdout.fileno(), 65_536)
            self._held += more
            for line in self._held.split(b"\n")[:-1]:
                message = json.loads(line)
                if "done" in message:
                    return Path(message["done"])
                if "unreadable" in message:
                    return Unreadable(*message["unreadable"])
            if not more:
                break
        return None

    def call_off(self) -> None:
        """Tell the process to end; what it tells ends with it."""
        self._stopped = True
        with suppress(OSError):
            if self._process.stdin is not None:
                self._process.stdin.close()

    def stop(self) -> None:
        """End the process, whatever it is doing, and wait until it is gone."""
        self.call_off()
        process = self._process
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _order(self, order: Message) -> None:
        with suppress(OSError, ValueError):  # it has ended, or been called off: what it tells ends as well
            if self._process.stdin is not None:
                self._process.stdin.write(json.dumps(order).encode() + b"\n")
                self._process.stdin.flush()

    def _told(self) -> Iterator[Message]:
        """What the process tells; less, if it was stopped. Raises CacheError if it ends by itself."""
        assert self._process.stdout is not None  # noqa: S101 - it is a pipe
        while True:
            while b"\n" not in self._held:
                more = os.read(self._process.stdout.fileno(), 65_536)
                if not more:
                    if self._stopped:
                        return
                    raise CacheError("the import ended before it was done")
                self._held += more
            line, _, self._held = self._held.partition(b"\n")
            yield json.loads(line)

    def __enter__(self) -> "Import":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

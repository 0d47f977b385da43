"""The processes that read a large file, seen from the one that writes: see `feeds.archive.reader`."""

import json
import marshal
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Thread
from typing import TYPE_CHECKING, Any

from feeds.archive import common
from feeds.archive.kin import Task
from feeds.archive.survey import Look, parts
from feeds.archive.workplace import Cancelled
from feeds.merging import Known

if TYPE_CHECKING:
    from feeds.archive.reading import Frame

_READERS = 2
"""To read takes twice as long as to write."""

_AHEAD = common.BLOCK // common.AT_ONCE + 1
"""Frames of each reader that are kept until they are written: while one's block is written the other can go on."""

_LOOK = 0.1  # seconds after which we see whether it was called off


@contextmanager
def started() -> "Iterator[Sequence[Reader]]":
    """Starts the processes, so that they are ready when they are needed; they are gone afterwards. Raises OSError."""
    with ExitStack() as stack:
        yield [stack.enter_context(_started()) for _ in range(min(_READERS, os.cpu_count() or 1))]


def frames(readers: "Sequence[Reader]", task: Task, places: int, cancelled: Callable[[], bool]) -> "Iterator[Frame]":
    """What the readers tell of so many places: they take the blocks in turn, and their frames come in order.

    Raises Cancelled when `cancelled` says so, OSError if one of them ends too early.
    """
    for turn, reader in enumerate(readers):
        reader.give(task._replace(turn=turn, turns=len(readers)).written())
    told = [reader.frames(cancelled) for reader in readers]
    blocks = -(-places // common.BLOCK)
    for block in range(blocks):
        yield from _up_to("block", told[block % len(told)])
    for each in told:
        yield from _up_to("end", each)


def looked(
    readers: "Sequence[Reader]",
    files: Sequence[tuple[Path, int]],
    told: Callable[[float], None],
    cancelled: Callable[[], bool],
) -> Iterator[list[Look]]:
    """What the readers find in each of `files`, of which so many bytes count; each has a part of all. Raises
    as `frames` does.

    With several files there are prints in it. `told` gets the share that is done, and may raise to call it off.
    """
    divided = [parts(file, size, len(readers)) for file, size in files]
    for number, reader in enumerate(readers):
        own = [[str(file), *each[number]] for (file, _), each in zip(files, divided, strict=True)]
        reader.give({"look": own, "prints": len(files) > 1})
    whole = max(sum(size for _, size in files), 1)
    done = [0] * len(readers)
    come = [reader.frames(cancelled) for reader in readers]
    for _ in files:
        looks: list[Look] = []
        for number, frames in enumerate(come):
            for kind, *found in _up_to("looked", frames):
                match kind, found:
                    case "at", [bytes_done]:
                        done[number] = bytes_done
                        told(min(sum(done) / whole, 1.0))
                    case "looked", _:
                        looks.append(Look(*found))
                    case "failed", [reason]:
                        raise OSError(reason)
        yield looks


def known(
    readers: "Sequence[Reader]",
    files: Sequence[tuple[Path, int]],
    lines: Sequence[Sequence[tuple[int, int]]],
    cancelled: Callable[[], bool],
) -> Iterator[list[Known | None]]:
    """What the posts on some `lines` of each of `files`, as in `looked`, are known by; None for what is none.

    Of each line its place and its number. Raises as `frames` does.
    """
    for turn, reader in enumerate(readers):
        shares = [each[len(each) * turn // len(readers) : len(each) * (turn + 1) // len(readers)] for each in lines]
        own = [(str(file), size, share) for (file, size), share in zip(files, shares, strict=True)]
        reader.give({"known": own})
    come = [reader.frames(cancelled) for reader in readers]
    for _ in files:
        found: list[Known | None] = []
        for frames in come:
            for kind, told in _up_to("known", frames):
                if kind == "failed":
                    raise OSError(told)
                found += [each and Known(*each) for each in told]
        yield found


def _up_to(last: str, frames: "Iterator[Frame]") -> "Iterator[Frame]":
    for frame in frames:
        yield frame
        if frame[0] == last:
            return
    raise OSError("the reading ended before it was done")


class Reader:
    """A process that reads."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process
        self._come: SimpleQueue[Frame | None] = SimpleQueue()
        self._room = BoundedSemaphore(_AHEAD)
        Thread(target=self._listen, daemon=True).start()

    def give(self, task: Mapping[str, Any]) -> None:
        """Have it read what `task` says."""
        assert self._process.stdin is not None  # noqa: S101 - it is a pipe
        with suppress(OSError):  # it has ended: `frames` says so
            self._process.stdin.write(json.dumps(task).encode() + b"\n")
            self._process.stdin.flush()

    def frames(self, cancelled: Callable[[], bool]) -> "Iterator[Frame]":
        """What it tells, until it ends. Raises Cancelled when `cancelled` says so."""
        while True:
            if cancelled():
                raise Cancelled
            with suppress(Empty):
                frame = self._come.get(timeout=_LOOK)
                if frame is None:
                    return
                self._room.release()
                yield frame

    def _listen(self) -> None:
        assert self._process.stdout is not None  # noqa: S101 - it is a pipe
        with suppress(EOFError, OSError, ValueError):
            while True:
                frame = marshal.load(self._process.stdout)  # noqa: S302 - from our own process
                self._room.acquire()
                self._come.put(frame)
        self._come.put(None)


@contextmanager
def _started() -> Iterator[Reader]:
    package = Path(__file__).resolve().parents[2]
    paths = [str(package), *filter(None, [os.environ.get("PYTHONPATH")])]
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "feeds.archive.reader"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
    )
    try:
        yield Reader(process)
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()

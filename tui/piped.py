"""What comes through a pipe is put into a file, where it can be looked at again."""

import os
from collections.abc import Callable, Iterator
from io import FileIO
from pathlib import Path
from threading import Event, Thread
from time import monotonic

_BLOCK = 1 << 20
_LOOK = 0.05  # seconds from look to look at what has come
_QUIET, _MOST = 0.3, 1.5  # seconds of silence after which what came through a pipe is shown, or since it began to come


class Piped:
    """A pipe that is emptied into a file at `path`, in a thread that only copies; into memory where that cannot be.

    `size` is how many bytes have come, `fault` why the file has not all of them; `ended` is set when none will follow.
    """

    def __init__(self, pipe: int | str, path: Path | None) -> None:
        """Take over the descriptor `pipe`, or open the pipe of that name."""
        self.path = path
        self.size = 0
        self.fault = ""
        self.ended = Event()
        self._rest: list[bytes] = []
        Thread(target=self._copy, args=(pipe,), daemon=True).start()

    def data(self) -> bytes:
        """All that has come."""
        kept = b"" if self.path is None or not self.path.exists() else self.path.read_bytes()
        return kept + b"".join(self._rest)

    def _copy(self, pipe: int | str) -> None:
        try:
            # Without buffers, as what has come is to be looked at right away.
            with FileIO(pipe) as source, FileIO(self.path or os.devnull, "wb") as file:
                while block := source.read(_BLOCK):
                    self._keep(file, block)
                    self.size += len(block)
        except OSError as error:
            self.fault = self.fault or error.strerror or str(error)
        finally:
            self.ended.set()

    def _keep(self, file: FileIO, block: bytes) -> None:
        rest = memoryview(block)
        try:
            while rest and self.path is not None and not self.fault:
                rest = rest[file.write(rest) :]
        except OSError as error:
            self.fault = error.strerror or str(error)
        if rest:
            self._rest.append(bytes(rest))


class Pipes:
    """Those of the things to be read that are pipes, by their place among them; there may be none."""

    def __init__(self) -> None:
        self._all: dict[int, Piped] = {}

    def __len__(self) -> int:
        return len(self._all)

    def __contains__(self, place: int) -> bool:
        return place in self._all

    def take(self, place: int, pipe: int | str, folder: Path | None) -> Path | None:
        """Take over a pipe; the file in `folder` into which it is emptied, if there is a folder."""
        piped = self._all[place] = Piped(pipe, folder and folder / f"pipe{place}")
        return piped.path

    @property
    def come(self) -> int:
        """How many bytes have come."""
        return sum(piped.size for piped in self._all.values())

    @property
    def ended(self) -> bool:
        """Whether no more will come."""
        return all(piped.ended.is_set() for piped in self._all.values())

    @property
    def fault(self) -> str:
        """Why the files have not all that has come; "" if they have."""
        return next((piped.fault for piped in self._all.values() if piped.fault), "")

    def lull(self, pause: Callable[[float], None]) -> Iterator[int]:
        """Wait, by `pause`, until no more will come, or nothing has for a while; how many bytes have, at each look.

        Raises OSError for a full disk.
        """
        come, since, quiet = 0, 0.0, 0.0
        while not self.ended:
            now = monotonic()
            if come != self.come:
                since, come, quiet = since or now, self.come, now
            if come and (now - quiet > _QUIET or now - since > _MOST):
                break
            yield come
            pause(_LOOK)
        if self.fault:
            raise OSError(f"what comes through the pipe cannot be kept ({self.fault})")

    def wait(self) -> None:
        """Wait until no more will come."""
        for piped in self._all.values():
            piped.ended.wait()

    def data(self, place: int) -> bytes:
        """All that comes through the pipe at `place`, waited for."""
        piped = self._all[place]
        piped.ended.wait()
        return piped.data()

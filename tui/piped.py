"""What comes through a pipe is put into a file, where it can be looked at again."""

import os
from io import FileIO
from pathlib import Path
from threading import Event, Thread

_BLOCK = 1 << 20


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

"""A program on a pty, timed from outside: until it has written something, and how much memory its processes have."""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

PATIENCE = 90.0
COLUMNS, ROWS = 120, 40

FRAME = b"\x1b[?2026l"
"""What Textual writes after a frame."""

# What lnav and Textual ask a terminal at their start, and what one answers.
_ANSWERS = {b"\x1b[6n": b"\x1b[1;1R", b"\x1b[c": b"\x1b[?62;c", b"\x1b[?2026$p": b"\x1b[?2026;2$y"}


class Missed(Exception):  # noqa: N818 -- a state of the program that is measured
    """What was waited for never came."""


class Terminal:
    """`argv` on a pty of its own. All times are in seconds since it was started."""

    def __init__(self, argv: Sequence[str], env: Mapping[str, str], folder: Path | None = None) -> None:
        self.output = b""
        self.frames: list[float] = []
        """When each of Textual's frames had come, by `time.perf_counter`."""
        self._end = b""
        self._over = False
        self.began = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            if folder is not None:
                os.chdir(folder)
            os.execvpe(argv[0], list(argv), dict(env))  # noqa: S606
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number in () if self._over else (signal.SIGTERM, signal.SIGKILL):
            end = time.perf_counter() + 5
            try:
                os.kill(self.pid, number)
                while time.perf_counter() < end:
                    self._read(0.05)
                    if os.waitpid(self.pid, os.WNOHANG)[0]:
                        os.close(self._fd)
                        return
            except (ProcessLookupError, ChildProcessError):
                break
        os.close(self._fd)

    def until(self, holds: Callable[[bytes], bool], wait: float = PATIENCE) -> float:
        """When `holds` became true of what has been written since the last call of `forget`. Raises Missed."""
        end = time.perf_counter() + wait
        while not holds(self.output):
            if time.perf_counter() > end or not self._read(0.5):
                raise Missed(self.output[-2_000:].decode("utf-8", "replace"))
        return time.perf_counter() - self.began

    def until_seen(self, *wanted: bytes, wait: float = PATIENCE) -> float:
        """When any of `wanted` was written."""
        return self.until(lambda output: any(each in output for each in wanted), wait)

    def after(self, keys: bytes, holds: Callable[[bytes], bool]) -> float:
        """Seconds from typing `keys` until `holds` is true of what was written since."""
        self.settle()
        self.forget()
        began = time.perf_counter()
        os.write(self._fd, keys)
        self.until(holds)
        return time.perf_counter() - began

    def framed(self, keys: bytes, quiet: float = 0.15, wait: float = 5.0) -> tuple[float, float]:
        """Seconds from typing `keys` to the first frame and to the last: then there was none for `quiet` seconds.

        Raises Missed where no frame comes.
        """
        self.forget()
        self.frames = []
        began = time.perf_counter()
        os.write(self._fd, keys)
        while time.perf_counter() - (self.frames[-1] if self.frames else began) < (quiet if self.frames else wait):
            self._read(quiet / 4)
        if not self.frames:
            raise Missed(repr(keys))
        return self.frames[0] - began, self.frames[-1] - began

    def watch(self, seconds: float) -> None:
        """Let the program draw for so long."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self._read(min(left, 0.05))

    def until_idle(self, keys: bytes, quiet: float = 0.4) -> float:
        """Seconds from typing `keys` until the program has nothing to do any more: it rests for `quiet` seconds."""
        self.settle()
        began = ended = time.perf_counter()
        os.write(self._fd, keys)
        used = self.cpu()
        while time.perf_counter() - ended < quiet:
            self._read(0.02)
            if self.cpu() - used > 0.015:
                used, ended = self.cpu(), time.perf_counter()
        return ended - began

    def until_alone(self, keys: bytes) -> float:
        """Seconds from typing `keys` until every process that the program starts for their sake has ended."""
        before = {*_family(self.pid)}
        began, busy = time.perf_counter(), False
        os.write(self._fd, keys)
        while (took := time.perf_counter() - began) < PATIENCE:
            self._read(0.02)
            alone = before.issuperset(_family(self.pid))
            if busy and alone:
                return took
            busy = busy or not alone
        raise Missed("no process came and went")

    def gone(self, keys: bytes) -> float:
        """Seconds from typing `keys` until the program is no more."""
        began = time.perf_counter()
        os.write(self._fd, keys)
        while time.perf_counter() - began < PATIENCE:
            self._read(0.005)
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                self._over = True
                return time.perf_counter() - began
        raise Missed("still there")

    def cpu(self) -> float:
        """Seconds of a core that the program itself has used."""
        try:
            fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def settle(self, quiet: float = 0.3) -> None:
        """Wait until nothing has been written for `quiet` seconds."""
        while True:
            before = len(self.output)
            end = time.perf_counter() + quiet
            while time.perf_counter() < end:
                self._read(quiet / 4)
            if len(self.output) == before:
                return

    def forget(self) -> None:
        """Begin to look anew."""
        self.output = b""

    def anonymous(self) -> float:
        """Anonymous memory of the program and all it has started, in MB."""
        return sum(_anonymous(pid) for pid in _family(self.pid)) / 1024

    def _read(self, wait: float) -> bool:
        if not select.select([self._fd], [], [], wait)[0]:
            return True
        try:
            data = os.read(self._fd, 65_536)
        except OSError:
            return False
        self.output += data
        seen = self._end + data
        self.frames += [time.perf_counter()] * seen.count(FRAME)
        self._end = seen.rpartition(FRAME)[2][1 - len(FRAME) :]
        for question, answer in _ANSWERS.items():
            if question in data:
                os.write(self._fd, answer)
        return bool(data)


def _anonymous(pid: int) -> int:
    """Kilobytes of anonymous memory."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Anonymous:"))


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        children = []
    return [pid, *(each for child in children for each in _family(int(child)))]

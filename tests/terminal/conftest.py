"""A real terminal for tests: the program on a pty, and a screen to read from."""

import copy
import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pexpect
import pyte
import pytest

PATIENCE = 10.0
"""Seconds after which something that should have appeared is missed; nothing is ever faster for it."""

# Sequences that pyte does not know and would print: the kitty keyboard protocol, terminal queries.
_UNKNOWN = re.compile(rb"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p|\x1bP.*?\x1b\\", re.DOTALL)
_UNFINISHED = re.compile(rb"\x1b(?:\[[^a-zA-Z]*|P(?:(?!\x1b\\).)*)?\Z", re.DOTALL)
_MODE = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")

_ALTERNATE = 1049

UNTIDY = {"9", "47", "1000", "1002", "1003", "1004", "1006", "1015", "1047", "1049", "2004"}
"""Terminal modes that must not outlive the program: mouse tracking, the alternate screen, bracketed paste."""


class Screen(pyte.Screen):
    """A screen with another one beside it: what a program draws there is gone when it has left, and pyte keeps it."""

    _beneath: tuple[Any, Any] | None = None

    def set_mode(self, *modes: int, **private: Any) -> None:
        super().set_mode(*modes, **private)
        if private and _ALTERNATE in modes and self._beneath is None:
            self._beneath = copy.deepcopy(self.buffer), copy.copy(self.cursor)
            self.erase_in_display(2)

    def reset_mode(self, *modes: int, **private: Any) -> None:
        super().reset_mode(*modes, **private)
        if private and _ALTERNATE in modes and self._beneath is not None:
            (self.buffer, self.cursor), self._beneath = self._beneath, None
            self.dirty.update(range(self.lines))


class Terminal:
    """A program on a pty of `columns` by `rows`; `raw` is every byte that it wrote."""

    def __init__(self, argv: list[str], columns: int, rows: int, env: dict[str, str], cwd: Path | None) -> None:
        self.raw = b""
        self._held = b""
        self._screen = Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.child = pexpect.spawn(
            argv[0], argv[1:], dimensions=(rows, columns), env=env, cwd=str(cwd) if cwd else None, timeout=PATIENCE
        )
        self.child.delaybeforesend = None

    @property
    def text(self) -> str:
        """The screen as it is now, its rows without trailing spaces."""
        end = time.monotonic() + 0.5
        while self._read() and time.monotonic() < end:
            pass
        return "\n".join(row.rstrip() for row in self._screen.display)

    def watch(self, seconds: float) -> str:
        """The screen after a while; only for things that must not happen."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._read()
        return self.text

    def send(self, keys: str) -> None:
        """Type `keys`."""
        self.child.send(keys)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        self._read()
        self._screen.resize(rows, columns)
        self.child.setwinsize(rows, columns)

    def wait_for(self, *wanted: str) -> str:
        """The screen once it shows all of `wanted`; fails with the screen if it never does."""
        return self.wait_until(lambda text: all(each in text for each in wanted), f"shows {wanted}")

    def wait_until(self, holds: Callable[[str], bool], what: str) -> str:
        """The screen once `holds` is true of it."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            text = self.text
            if holds(text):
                return text
            if not self.child.isalive() and not self._read():
                break
        state = "is running" if self.child.isalive() else f"has ended with {self.child.exitstatus}"
        pytest.fail(f"the screen never {what}; the program {state}:\n{self.text}")

    def wait_end(self) -> int:
        """The exit status, once the program has ended by itself; 128 + n if signal n killed it."""
        end = time.monotonic() + PATIENCE
        while self.child.isalive() and time.monotonic() < end:
            self._read()
        if self.child.isalive():
            pytest.fail(f"the program does not end:\n{self.text}")
        while self._read():
            pass
        self.child.close()
        if self.child.signalstatus is not None:
            return 128 + int(self.child.signalstatus)
        return int(self.child.exitstatus)

    def kill(self, number: int) -> None:
        """Send signal `number`."""
        os.kill(self.child.pid, number)

    @property
    def untidy(self) -> set[str]:
        """Which modes the program has left switched on; "25" if the cursor is hidden."""
        on: set[str] = set()
        for modes, switch in _MODE.findall(self.raw):
            for mode in modes.decode().split(";"):
                hidden = mode == "25"
                (on.add if (switch == b"h") != hidden else on.discard)(mode)
        return on & (UNTIDY | {"25"})

    def _read(self) -> bool:
        """Take in what the program has written by now; whether there was anything."""
        try:
            data = self.child.read_nonblocking(65_536, timeout=0.05)
        except (pexpect.TIMEOUT, pexpect.EOF, ValueError):  # ValueError: closed
            return False
        self.raw += data
        data = self._held + data
        unfinished = _UNFINISHED.search(data)
        cut = unfinished.start() if unfinished else len(data)
        self._held = data[cut:]
        self._stream.feed(_UNKNOWN.sub(b"", data[:cut]))
        return True


Launch = Callable[..., Terminal]


@pytest.fixture
def launch(tmp_path: Path) -> Iterator[Launch]:
    """`launch("--at", "11:45", columns=80, rows=24)` is the program on a terminal; a `program` may stand in for it."""
    started: list[Terminal] = []
    home = tmp_path / "home"
    home.mkdir()

    def start(
        *arguments: str,
        columns: int = 120,
        rows: int = 40,
        program: list[str] | None = None,
        cwd: Path | None = None,
        **variables: str,
    ) -> Terminal:
        env = {
            name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "TEXTUAL", "NO_COLOR"))
        }
        env |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "HOME": str(home)}
        env |= {"TEXTUAL_ANIMATIONS": "none", **variables}
        argv = program or [sys.executable, "-c", "from tui.cli.main import run; run()"]
        terminal = Terminal([*argv, *arguments], columns, rows, env, cwd)
        started.append(terminal)
        return terminal

    yield start
    for terminal in started:
        if terminal.child.isalive():
            terminal.child.kill(signal.SIGKILL)
        terminal.child.close(force=True)

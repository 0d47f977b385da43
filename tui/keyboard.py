"""Reads the keys as Textual does, but without its tenths of a second: after Escape, and when the program ends."""

import os
import selectors
from codecs import getincrementaldecoder
from contextlib import suppress
from threading import Event
from typing import Any

from textual import constants
from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

_REST = 0.5
"""Seconds after which the reading thread looks round, if nothing happens."""
_MOMENT = 0.001
_MOST = 4_096


class _Ending(Event):
    """The end of the reading; whoever waits for input in `wakes` sees it come."""

    def __init__(self, wakes: int) -> None:
        super().__init__()
        self._wakes = wakes

    def set(self) -> None:
        """It ends; that has to be known before anybody is woken."""
        super().set()
        os.write(self._wakes, b".")


class Keyboard(LinuxDriver):
    """Textual's driver, which looks for a lone Escape ten times a second, and leaves as late.

    There is no public place to change that. This is its `run_input_thread` with two differences: it looks again when an
    Escape is due, and a pipe wakes it at the end. And where the terminal has vanished, it ends the program, where the
    original would read nothing again and again.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._woken, wakes = os.pipe()
        self.exit_event = _Ending(wakes)

    def run_input_thread(self) -> None:
        """Wait for input and pass it on, until `disable_input`."""
        parser, decode = XTermParser(self._debug), getincrementaldecoder("utf-8")(errors="replace").decode
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self._woken, selectors.EVENT_READ)
            wait = _REST
            while not self.exit_event.is_set():
                ready, wait = selector.select(wait), _REST
                for key, _ in ready:
                    if key.fd == self._woken:
                        os.read(self._woken, _MOST)
                    elif data := self._read():
                        for message in parser.feed(decode(data)):
                            self.process_message(message)
                        wait = constants.ESCAPE_DELAY + _MOMENT
                    else:
                        self._loop.call_soon_threadsafe(self._app.exit)
                        return
                for message in parser.tick():
                    self.process_message(message)
        with suppress(EOFError, ParseError):
            for _ in parser.feed(""):
                pass

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, _MOST)
        except OSError:
            return b""

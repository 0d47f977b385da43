"""Makes ready in idle moments what keys need the first time: modules, the prompt's parts, styles of pages and themes.

On the way to the first picture none of it is wanted, and a key that opens a page must not wait for it.
"""

from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from textual.widget import Widget

from feeds.archive.query import parse
from feeds.moments import NotFound, resolve
from tui.stylesheets import stylesheets_of

if TYPE_CHECKING:
    from tui.handlers.handling import Handling

PAUSE = 0.03
"""Real seconds from one step to the next."""
SLICE = 0.008
"""Real seconds after which no further one is taken at once."""
REST = 0.3
"""Real seconds without a key before a step is taken."""

_MODULES = (
    "feeds.figures",
    "feeds.moments.remembered",
    "feeds.moments.resolver",
    "textual.widgets._input",
    "tui.widgets.line",
    "tui.handlers.commanding",
    "tui.screens.help",
    "feeds.excerpts",
    "tui.render.postpage",
    "tui.screens.post",
    "tui.screens.marks",
    "tui.screens.palette",
    "feeds.cues",
    "tui.screens.present",
    "tui.staging",
    "html",
)
"""What keys import, roughly in the order in which they are pressed; each takes a few milliseconds."""

_PHRASES = ("11:45", "0%")
"""Moments that are looked for so that the patterns are compiled with which others are."""
_SEARCHED = "“Re-election”: 61.8%"
"""What a word is marked in, likewise."""

_AT_ONCE = 65_536
"""Posts among which the key posts are looked for at once."""

_DONE = object()


class Readying:
    """Takes one step after another, as long as nobody presses a key, types a line or reads a page."""

    def __init__(self, replay: "Handling") -> None:
        """Begin; `touched` has to be called for every key that does something."""
        self._replay = replay
        self._pressed = monotonic()
        self._steps = steps(replay)
        self._timer = replay.set_interval(PAUSE, self._step)

    def touched(self) -> None:
        """A key was pressed."""
        self._pressed = monotonic()

    def _step(self) -> None:
        began = monotonic()
        if began - self._pressed < REST or self._replay.prompt.is_open or not self._replay.is_active:
            return
        while monotonic() - began < SLICE:
            if next(self._steps, _DONE) is _DONE:
                self._timer.stop()
                return


def steps(replay: "Handling") -> Iterator[None]:
    """Everything there is to do, a step at a time."""
    for name in _MODULES:
        import_module(name)
        yield
    for phrase in _PHRASES:
        with suppress(NotFound):
            resolve(phrase, replay.archive)
        yield
    parse("a", typing=True).marks(_SEARCHED)
    yield
    for first in range(0, len(replay.archive), _AT_ONCE):
        replay.archive.keys(first + _AT_ONCE)
        yield
    replay.prepare_prompt()
    yield
    app, styles, sheets = replay.app, replay.app.stylesheet, stylesheets_of(replay.app)
    for path in sorted(Path(__file__).with_name("screens").glob("*.tcss")):
        if not styles.has_source(str(path)):
            styles.read(path)
            styles.parse()
            yield
    for made in _widgets():
        made._post_register(app)  # their own styles; there is no public way to be early with them
        styles.parse()
        yield
    for name in replay.theme_names():
        yield from sheets.prepare(name) if sheets is not None else ()


def _widgets() -> Iterator[Widget]:
    """What pages consist of."""
    from tui.screens.help import HelpScreen
    from tui.screens.marks import Marked
    from tui.screens.palette import Offered
    from tui.widgets.sheet import Sheet
    from tui.widgets.stage import Stage

    page = HelpScreen()
    yield page
    yield Sheet(page.lay_out, page.heading(), "")
    yield Stage()
    yield Offered()
    yield Marked()

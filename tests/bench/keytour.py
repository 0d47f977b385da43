"""Every key of the keymap once, each in a state in which it has something to do, and the time to its last frame."""

import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from terminal import Missed, Terminal

from tui.actions import ACTIONS

_UP, _DOWN, _RIGHT, _LEFT = (b"\x1b[" + letter for letter in (b"A", b"B", b"C", b"D"))
_ESCAPE = b"\x1b"

TOUR: tuple[tuple[str, bytes], ...] = (
    ("typed-share", b"50%"),
    ("next-post", b"."),
    ("next-post", b"."),
    ("previous-post", b","),
    ("minute-on", _RIGHT),
    ("minute-back", _LEFT),
    ("ten-minutes-on", b"\x1b[1;2C"),
    ("ten-minutes-back", b"\x1b[1;2D"),
    ("typed-speed", b"30x"),
    ("double", b"}"),
    ("halve", b"{"),
    ("faster", b">"),
    ("slower", b"<"),
    ("speed-of-life", b"\x7f"),
    ("pace", b"I"),
    ("pace", b"I"),
    ("pace", b"I"),
    ("loop", b"L"),
    ("loop", b"L"),
    ("clock", b"T"),
    ("clock", b"T"),
    ("clock", b"T"),
    ("play", b" "),
    ("", b" "),
    ("next-moment", b"]"),
    ("next-moment", b"]"),
    ("previous-moment", b"["),
    ("next-change", b"e"),
    ("next-change", b"e"),
    ("previous-change", b"E"),
    ("back", b"\x1b[1;3D"),
    ("forward", b"\x1b[1;3C"),
    ("typed-time", b"1130G"),
    ("declaration", b"D"),
    ("typed-share", b"50%"),
    ("up", _UP),
    ("up", _UP),
    ("down", _DOWN),
    ("page-up", b"\x1b[5~"),
    ("page-up", b"\x1b[5~"),
    ("page-down", b"\x1b[6~"),
    ("half-page-up", b"\x15"),
    ("half-page-down", b"\x04"),
    ("first-post", b"g"),
    ("newest-post", b"G"),
    ("page-up", b"\x1b[5~"),
    ("mark", b"m"),
    ("submit", b"\r"),
    ("page-up", b"\x1b[5~"),
    ("choose", b"\r"),
    ("choose", b"\r"),
    ("", _ESCAPE),
    ("typed-share", b"90%"),
    ("previous-mark", b"U"),
    ("typed-share", b"10%"),
    ("next-mark", b"u"),
    ("marks", b"'"),
    ("", _ESCAPE),
    ("typed-share", b"80%"),
    ("order", b"o"),
    ("page-down", b"\x1b[6~"),
    ("order", b"o"),
    ("copy", b"y"),
    ("search", b"/"),
    ("search", b"c"),
    ("search", b"h"),
    ("search", b"u"),
    ("submit", b"\r"),
    ("previous-hit", b"N"),
    ("previous-hit", b"N"),
    ("next-hit", b"n"),
    ("filter", b"&"),
    ("filter", b"s"),
    ("filter", b"h"),
    ("submit", b"\r"),
    ("previous-hit", b"N"),
    ("next-post", b"."),
    ("previous-post", b","),
    ("page-up", b"\x1b[5~"),
    ("typed-share", b"70%"),
    ("newest-post", b"G"),
    ("shield", b"S"),
    ("newest-post", b"G"),
    ("page-up", b"\x1b[5~"),
    ("first-post", b"g"),
    ("typed-share", b"60%"),
    ("shield", b"S"),
    ("cancel", _ESCAPE),
    ("cancel", _ESCAPE),
    ("shield", b"S"),
    ("newest-post", b"G"),
    ("page-up", b"\x1b[5~"),
    ("typed-share", b"50%"),
    ("shield", b"S"),
    ("zoom-in", b"z"),
    ("zoom-in", b"z"),
    ("zoom-out", b"Z"),
    ("zoom-out", b"Z"),
    ("theme", b"t"),
    ("command", b":"),
    ("command", b"s"),
    ("command", b"p"),
    ("", _ESCAPE),
    ("screenshot", b"s"),
    ("palette", b"\x10"),
    ("palette", b"s"),
    ("palette", b"h"),
    ("", _ESCAPE),
    ("help", b"?"),
    ("", _ESCAPE),
    ("present", b"\x1b[15~"),
)
"""Actions by their ids, "" for what only leads to the next one, and the bytes that a terminal sends for their keys."""


def missing() -> set[str]:
    """The actions that the tour leaves out."""
    return {action.ident for action in ACTIONS if action.keys} - {ident for ident, _ in TOUR} - {"quit"}


def times(program: Terminal, quiet: float = 0.15) -> Iterator[tuple[str, float, float]]:
    """Each key of the tour, and the seconds to the first and to the last frame that it brings.

    While the day plays, the first counts as the last.
    """
    for ident, keys in TOUR:
        try:
            first, last = program.framed(keys, quiet=0.03 if ident == "play" else quiet, wait=1.0)
        except Missed:
            continue  # nothing changes on the screen
        if ident:
            yield ident, first, first if ident == "play" else last

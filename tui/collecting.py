"""Garbage is looked for while nobody presses a key: so none has to wait for what the ones before have left."""

import gc
from time import monotonic

PAUSE = 0.07
"""Real seconds from one look at how much there is to the next, and without a key before anything is collected."""
YOUNG, OLDER, OLDEST = 2_000, 10, 10
"""So many new objects are worth it; so many times makes it worth looking at those that were left, and so on."""
MANY = 20_000
"""So many new objects are collected even between two keys; the interpreter's own 700 come with every one."""


class Collecting:
    """Begins when the first picture is there, for whose sake nothing was collected (see `tui.cli.main`)."""

    def __init__(self) -> None:
        self._pressed = 0.0

    def begin(self) -> None:
        """What is there by now stays: it need not be looked at again."""
        gc.freeze()
        gc.set_threshold(MANY, OLDER, OLDEST)
        gc.enable()

    def pressed(self) -> None:
        """A key was pressed, or the mouse moved."""
        self._pressed = monotonic()

    def rest(self) -> None:
        """Collect what is worth it, if this is an idle moment."""
        if monotonic() - self._pressed >= PAUSE:
            counts = zip(gc.get_count(), (YOUNG, OLDER, OLDEST), strict=True)
            worth = [generation for generation, (count, enough) in enumerate(counts) if count > enough]
            if worth:
                gc.collect(worth[-1])

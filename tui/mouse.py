"""The mouse on and off: while it is off, the terminal's own selection works."""

from typing import Any

from textual.driver import Driver


def switch(driver: Driver | None, *, on: bool) -> None:
    """Ask the terminal for mouse events, or no longer.

    Textual has no public call for it. These are the private ones that it makes itself when it starts and when it ends;
    `_mouse` is its own note on whether there is anything to switch off at the end, or on again after a stop (ctrl+z).
    A driver without a terminal has none of them, and nothing to switch.
    """
    terminal: Any = driver
    if not hasattr(terminal, "_disable_mouse_support"):
        return
    if on:
        terminal._mouse = True
        terminal._enable_mouse_support()
        if getattr(terminal, "_mouse_pixels", False):
            terminal._enable_mouse_pixels()  # the way of counting was lost with the rest
    else:
        terminal._disable_mouse_support()
        terminal._mouse = False

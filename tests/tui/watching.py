"""Opens the invented day in the app, so that a test may press keys and look."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from textual.events import Key
from textual.keys import key_to_character
from textual.pilot import Pilot

from feeds.archive import Archive
from feeds.cues import parse
from feeds.figures import attach
from tests.tui.conftest import made_up_day
from tui.app import ReplayApp
from tui.keymap import Keymap
from tui.loading import AtHand
from tui.opening import Settings
from tui.screens.replay import ReplayScreen

DAY = attach(made_up_day())
Act = Callable[[Pilot[str], ReplayScreen], Coroutine[Any, Any, None]]


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def watch(
    act: Act,
    *,
    at: str | None = "12:30",
    keymap: Keymap | None = None,
    now: Callable[[], float] = lambda: 0.0,
    cues: str = "",
) -> None:
    """Open the day at `at`, paused, and let `act` work with it."""

    async def run() -> None:
        settings = Settings(at=at, paused=True, cues=parse(cues, "cues") if cues else None)
        app = ReplayApp(AtHand(Archive.from_day(DAY)), settings, now=now, keymap=keymap)
        async with app.run_test(size=(120, 40)) as pilot:
            for _ in range(2):  # the day, then the cues
                await app.workers.wait_for_complete()
                await pilot.pause()
            screen = app.screen
            assert isinstance(screen, ReplayScreen)
            await act(pilot, screen)

    asyncio.run(run())


def clock(screen: ReplayScreen) -> str:
    return format(screen.session.replay.position(), "%H:%M")


async def press(pilot: Pilot[str], *keys: str) -> None:
    """As Pilot does it, but with one wait behind them all: where keys are many, waiting is most of what a test does."""
    for key in keys:
        pilot.app.post_message(Key(key, key_to_character(key)))
    await pilot.pause()


async def type_at_once(pilot: Pilot[str], keys: list[str]) -> None:
    """All keys in one go, as from a program; what is searched for while they come is found."""
    await press(pilot, *("colon" if key == ":" else key for key in keys))
    await pilot.pause(0.1)

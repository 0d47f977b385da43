"""A random walk over keys, actions, the mouse and sizes: nothing crashes or hangs, the foot of the screen says where
one is, and Escape always leads back to the timeline.
"""

import asyncio
import os
import random
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from feeds.archive import Archive
from feeds.figures import attach
from tests.tui.conftest import made_up_day, screen_text
from tui.actions import ACTIONS, MARKS, POST, PROMPT
from tui.app import ReplayApp
from tui.loading import AtHand
from tui.opening import Settings
from tui.screens.present import PresentScreen
from tui.screens.replay import ReplayScreen
from tui.widgets.scrubber import Scrubber
from tui.widgets.timeline import Timeline

STEPS = int(os.environ.get("WALK_STEPS", "250"))
"""Steps a walk; set WALK_STEPS for longer ones, and WALK_SEED for others."""
SEED = int(os.environ.get("WALK_SEED", "0"))
SIZES = ((120, 40), (80, 24), (60, 20), (40, 12), (200, 60), (20, 5), (100, 13))
NAMES = sorted({action.name for action in ACTIONS} - {"present"})
KEYS = sorted({key for action in (*ACTIONS, *PROMPT, *MARKS, *POST) for key in action.keys})
KEYS += ["tab", "shift+tab", *"0123456789:.abcuay*-é中"]
LINES = ("12:00", "declaration", "first moe", "speed 30", "filter quay", "filter", "search pier", "steady 2s", "fit 3m")
PATIENCE = 120


class Staying(ReplayApp):
    """An app that nothing can make leave."""

    def exit(self, *_: Any, **__: Any) -> None:
        """Stay."""

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Open nothing."""


class Walk:
    """One walk, by the steps of a random generator."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311
        self.now = 0.0
        self.steps: list[str] = []

    def clock(self) -> float:
        return self.now

    async def step(self, pilot: Pilot[str], app: ReplayApp) -> None:
        chance = self.random.random()
        self.now += self.random.choice((0.0, 0.05, 0.2, 0.4, 30.0))
        screen = app.screen
        if chance < 0.03:
            size = self.random.choice(SIZES)
            self.steps.append(f"resize {size}")
            await pilot.resize_terminal(*size)
        elif chance < 0.06 and isinstance(screen, ReplayScreen) and not screen.prompt.is_open:
            line = self.random.choice(LINES)
            self.steps.append(f": {line}")
            await pilot.press("colon", *(char if char != " " else "space" for char in line), "enter")
        elif chance < 0.14:
            await self.mouse(pilot, app)
        elif chance < 0.24 or not isinstance(screen, ReplayScreen):
            key = self.random.choice((*KEYS, "escape", "escape", "escape"))
            self.steps.append(key)
            await pilot.press(key)
        else:
            name = self.random.choice(NAMES)
            self.steps.append(name)
            await screen.run_action(name)
            if self.random.random() < 0.2:
                await pilot.pause()
        if app.failure is not None:
            raise app.failure
        if isinstance(app.screen, ReplayScreen):
            app.screen.tick()
            if chance > 0.9:
                await pilot.pause()
                told(app)

    async def mouse(self, pilot: Pilot[str], app: ReplayApp) -> None:
        """Click, drag, point or scroll somewhere."""

        def somewhere() -> tuple[int, int]:
            return self.random.randrange(app.size.width), self.random.randrange(app.size.height)

        gesture, at = self.random.choice(("click", "click", "twice", "drag", "drag", "point", "wheel")), somewhere()
        self.steps.append(f"{gesture} {at}")
        if gesture in ("click", "twice"):
            await pilot.click(offset=at, times=2 if gesture == "twice" else 1)
        elif gesture == "point":
            await pilot.hover(offset=at)
        elif gesture == "wheel":
            turn = self.random.choice((events.MouseScrollDown, events.MouseScrollUp))
            await pilot._post_mouse_events([turn], offset=at)
        else:
            await pilot.mouse_down(offset=at)
            for _ in range(self.random.randrange(3)):
                at = somewhere()
                self.steps.append(f"to {at}")
                await pilot.hover(offset=at)
            if self.random.random() < 0.2:
                self.steps.append("escape")
                await pilot.press("escape")
            await pilot.mouse_up(offset=at)

    async def home(self, pilot: Pilot[str], app: ReplayApp) -> None:
        """Escape until nothing is open."""
        assert app.is_running
        for _ in range(8):
            if isinstance(app.screen, PresentScreen):
                await pilot.press("q", "y")
            await pilot.press("escape")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ReplayScreen)
        assert screen.focused is None or isinstance(screen.focused, Timeline)
        assert not screen.prompt.is_open
        assert not screen.typed
        assert screen.session.search.query is None
        assert screen.session.filter.query is None
        view = screen.tick()
        assert view.listed is None
        assert screen.timeline.count == view.visible
        assert screen.cursor < max(view.visible, 1)
        if screen.session.shield:
            assert view.visible == view.revealed
            assert all(moment.rank < view.revealed for moment in view.moments)


def told(app: ReplayApp) -> None:
    """The last two rows say what state the screen is in."""
    screen = app.screen
    if not isinstance(screen, ReplayScreen) or app.size.width < 76 or app.size.height < 12:
        return
    rows = screen_text(app).splitlines()
    rows += [""] * (app.size.height - len(rows))
    transport, keys = (rows[screen.query_one(name).region.y] for name in ("#transport", "#keys"))
    session = screen.session
    assert ("► " in transport) == session.replay.playing, rows
    assert ("║ " in transport) != session.replay.playing, rows
    assert ("shield off" in transport) != session.shield, rows
    if screen.typed:
        assert f" {screen.typed} " in transport, rows
        assert "G Time" in keys, rows
    elif screen.prompt.takes_keys:
        assert "esc Forget" in keys, rows
    else:
        assert keys.endswith(("? Help  q Quit", "F1 Help  q Quit")), rows
        assert (("Pause" in keys) == session.replay.playing) or screen.query_one(Scrubber).held, rows


@pytest.mark.parametrize(("seed", "size"), list(enumerate(SIZES[:4])))
def test_nothing_a_person_can_press_breaks_it(
    seed: int, size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    day = attach(made_up_day())
    walk = Walk(SEED + seed)

    async def run() -> None:
        app = Staying(AtHand(Archive.from_day(day)), Settings(), now=walk.clock)
        async with app.run_test(size=size) as pilot:
            await app.workers.wait_for_complete()
            await pilot.pause()
            for number in range(STEPS):
                await asyncio.wait_for(walk.step(pilot, app), PATIENCE)
                if number % 80 == 79:
                    await walk.home(pilot, app)
            await walk.home(pilot, app)

    try:
        asyncio.run(run())
    except BaseException:
        print("the last steps:", walk.steps[-30:])  # noqa: T201
        raise

"""The replay drawn without a terminal, on a clock that runs only for it: as one picture, or as a film for terminals."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import NamedTuple

from rich.console import Console
from textual.pilot import Pilot

from feeds.archive import Archive
from tui.app import ReplayApp
from tui.loading import AtHand
from tui.opening import Settings
from tui.screens.present import PresentScreen
from tui.screens.replay import ReplayScreen

FRAMES = 10
"""Frames in a second of film; one in which nothing changes costs nothing."""
REST = 3.0
"""Seconds for which the last frame is shown."""
_CLEAR = "\x1b[?25l\x1b[2J"


class Take(NamedTuple):
    """What is filmed: on `size` (columns, rows) in a theme, up to `until`, or to the end of the day or the cue sheet.

    At each cue that waits the film goes on after `hold`.
    """

    size: tuple[int, int]
    theme: str
    until: datetime | None = None
    hold: timedelta = timedelta(seconds=5)


class _Clock:
    """Real time as the app knows it: it passes when the next frame is wanted."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


class _Screen:
    """What a terminal shows, as what has to be written to it."""

    def __init__(self) -> None:
        self._console = Console(color_system="truecolor", force_terminal=True, legacy_windows=False)
        self._rows: list[str] = []

    def changes(self, app: ReplayApp) -> str:
        """What to write for the terminal to show what the app shows; "" if nothing has changed."""
        # There is no public call that gives the rows of the whole screen.
        rows = [strip.render(self._console) for strip in app.screen._compositor.render_strips()]
        before, self._rows = self._rows, rows
        if len(before) != len(rows):
            return _CLEAR + "".join(f"\x1b[{place};1H{row}" for place, row in enumerate(rows, 1))
        changed = (place for place, row in enumerate(rows) if row != before[place])
        return "".join(f"\x1b[{place + 1};1H{rows[place]}" for place in changed)


def picture(archive: Archive, settings: Settings, take: Take) -> str:
    """The screen at the moment at which `settings` begin, as SVG; the same each time.

    Raises NotFound, and ValueError for a day without posts.
    """

    async def drawn() -> str:
        async with _running(archive, settings, take, _Clock()) as (app, _):
            return app.export_screenshot(title=archive.header.title)

    return asyncio.run(drawn())


def film(archive: Archive, settings: Settings, take: Take, tell: Callable[[datetime], None]) -> Iterator[str]:
    """The replay as lines of an asciicast, the same each time: https://docs.asciinema.org/manual/asciicast/v2/.

    `tell` hears of the playhead, frame by frame. Raises NotFound, and ValueError for a day without posts.
    """
    width, height = take.size
    header = {"version": 2, "width": width, "height": height, "title": archive.header.title}
    yield json.dumps(header | {"env": {"TERM": "xterm-256color"}}, ensure_ascii=False)
    for seconds, written in asyncio.run(_filmed(archive, settings, take, tell)):
        yield json.dumps([round(seconds, 3), "o", written], ensure_ascii=False)


async def _filmed(
    archive: Archive, settings: Settings, take: Take, tell: Callable[[datetime], None]
) -> list[tuple[float, str]]:
    clock, screen = _Clock(), _Screen()
    frames: list[tuple[float, str]] = []
    async with _running(archive, settings, take, clock) as (app, pilot):
        waited = 0
        for frame in range(1, 2**31):
            if written := screen.changes(app):
                frames.append((clock.seconds, written))
            at, waits, over = _state(app)
            tell(at)
            waited = waited + 1 if waits else 0
            goes_on = waited > take.hold.total_seconds() * FRAMES
            if (over and (goes_on or not waits)) or (take.until is not None and at >= take.until and not waits):
                break
            if goes_on:
                await pilot.press("pagedown")
                waited = 0
            clock.seconds = frame / FRAMES
            await _drawn(app)
    return [*frames, (clock.seconds + REST, "")]


def _state(app: ReplayApp) -> tuple[datetime, bool, bool]:
    """Where the playhead is, whether it waits for the speaker, and whether there is nothing more to come."""
    match app.screen:
        case PresentScreen() as stage:
            at = stage.run.position()
            return at, stage.run.waiting, stage.finished
        case ReplayScreen() as replay:
            session = replay.session
            at = session.replay.position()
            return at, False, at >= (session.archive.last_time or at)
        case screen:
            raise TypeError(f"{type(screen).__name__} cannot be filmed")


@asynccontextmanager
async def _running(
    archive: Archive, settings: Settings, take: Take, clock: _Clock
) -> AsyncIterator[tuple[ReplayApp, Pilot[str]]]:
    """The app without a terminal, as it looks when everything is drawn."""
    app = ReplayApp(AtHand(archive), settings, now=clock)
    app.theme = take.theme
    async with app.run_test(size=take.size) as pilot:
        await app.workers.wait_for_complete()
        if settings.present:
            await pilot.press("escape")  # the stage's greeting is for who stands at the keyboard
        await pilot.pause()
        await _drawn(app)
        yield app, pilot


async def _drawn(app: ReplayApp) -> None:
    """Have the clock sampled, and everything drawn that comes of it."""
    if isinstance(app.screen, PresentScreen | ReplayScreen):
        app.screen.tick()
    for _ in range(2):  # what is drawn may ask for another layout
        drawn = asyncio.Event()
        app.screen.call_after_refresh(drawn.set)
        await drawn.wait()

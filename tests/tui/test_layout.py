"""The whole screen at several sizes, in plain signs, without colour, and too small; and when it grows again."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from feeds.archive import Archive
from feeds.figures import attach
from feeds.model import Block, Day
from tests.tui.conftest import made_up_day, screen_text
from tui.app import ReplayApp, Settings
from tui.emoji import Alike
from tui.loading import AtHand
from tui.screens.replay import LEAST
from tui.themes import PLAIN
from tui.widgets.keys import Keys
from tui.widgets.moments import Moments
from tui.widgets.result import Figures, Result
from tui.widgets.scrubber import Scrubber
from tui.widgets.toosmall import TooSmall

DAY = attach(made_up_day())
_SIGNS = str.maketrans({"“": '"', "”": '"', "…": "...", "🚢": "", "’": "'", "–": "-"})
_PLAIN = re.compile(r"[^\x00-\x7f]")


def plainly(day: Day) -> Day:
    """The day in ASCII, so that whatever else is on the screen is the program's own."""

    def block(each: Block) -> Block:
        return replace(each, text=_PLAIN.sub("", each.text.translate(_SIGNS)))

    return replace(day, posts=tuple(replace(post, body=tuple(map(block, post.body))) for post in day.posts))


def replaying(
    size: tuple[int, int], act: Callable[[Pilot[Any], ReplayApp], Awaitable[None]], day: Day = DAY, **kwargs: Any
) -> ReplayApp:
    """Open `day` at that size, paused, and let `act` work with it."""
    settings = Settings(paused=True, **kwargs)
    app = ReplayApp(AtHand(Archive.from_day(day)), settings, now=lambda: 0.0)

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await app.workers.wait_for_complete()
            await pilot.pause()
            await act(pilot, app)

    asyncio.run(run())
    return app


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 40)], ids="{0[0]}x{0[1]}".format)
def test_the_screen_at_the_declaration(size: tuple[int, int], golden: Callable[[str, str], None]) -> None:
    async def act(pilot: Pilot[Any], app: ReplayApp) -> None:
        await pilot.press("D")
        await pilot.pause()
        golden(f"app_{size[0]}x{size[1]}", screen_text(app))

    replaying(size, act)


def test_plain_signs_are_ascii_on_every_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program's own: as they are drawn, not as they would be translated at the last moment."""
    monkeypatch.setattr("tui.app.Plain", Alike)
    pages: dict[str, str] = {}

    async def act(pilot: Pilot[Any], app: ReplayApp) -> None:
        keys = {
            "declared": ("D",),
            "result": ("tab",),
            "moments": ("tab", "down"),
            "searched": ("escape", "slash", "q"),
            "post": ("enter", "D", "enter"),
            "help": ("escape", "question_mark"),
            "shield": ("escape", "S"),
            "typed": ("S", "1", "1"),
            "mark": ("escape", "m"),
            "marks": ("enter", "apostrophe"),
            "line": ("escape", "colon", "t", "h"),
            "palette": ("escape", "ctrl+p", "d"),
            "closed": ("escape", "escape"),
        }
        for name, pressed in keys.items():
            await pilot.press(*pressed)
            await pilot.pause()
            pages[name] = screen_text(app)
        for size in ((40, 12), (30, 8)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            pages[str(size)] = screen_text(app)

    replaying((80, 24), act, plainly(DAY), ascii=True)
    strange = {name: sorted(set(_PLAIN.findall(text))) for name, text in pages.items() if not text.isascii()}
    assert strange == {}


def test_in_plain_signs_the_words_of_the_day_are_plain_too() -> None:
    async def act(pilot: Pilot[Any], app: ReplayApp) -> None:
        await pilot.press("D", "enter")
        await pilot.pause()
        assert screen_text(app).isascii()

    replaying((80, 24), act, DAY, ascii=True)


def test_a_terminal_that_is_too_small_says_how_large_it_must_be_and_comes_back() -> None:
    async def act(pilot: Pilot[Any], app: ReplayApp) -> None:
        await pilot.press("D")
        await pilot.pause()
        before = screen_text(app)
        for size in ((39, 12), (40, 11), (12, 2), (1, 1)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert app.screen.query_one(TooSmall).display
            if size[1] > 10:
                said = screen_text(app)
                assert "{} by {}".format(*size) in said
                assert "{} by {}".format(*LEAST) in said
        await pilot.press("full_stop", "comma")
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert not app.screen.query_one(TooSmall).display
        assert screen_text(app) == before

    replaying((60, 20), act)


def test_panes_give_way_to_a_line() -> None:
    async def act(pilot: Pilot[Any], app: ReplayApp) -> None:
        def seen() -> tuple[bool, bool, bool]:
            shown = [app.screen.query_one(kind).region.height > 0 for kind in (Result, Moments)]
            return shown[0], shown[1], app.screen.query_one("#headline", Figures).region.height > 0

        for width, panes in ((120, (True, True, False)), (80, (True, True, False)), (75, (False, False, True))):
            await pilot.resize_terminal(width, 24)
            await pilot.pause()
            assert seen() == panes, width
        assert app.screen.query_one(Scrubber).region.height == 3
        await pilot.resize_terminal(75, 14)
        await pilot.pause()
        assert app.screen.query_one(Scrubber).region.height == 2

    replaying((120, 40), act)


def test_the_pane_with_the_keyboard_gives_it_back_when_it_goes() -> None:
    async def act(pilot: Pilot[Any], app: ReplayApp) -> None:
        await pilot.press("D", "tab", "tab")
        assert isinstance(app.screen.focused, Moments)
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        await pilot.press("j", "k")
        assert not isinstance(app.screen.focused, Moments)

    replaying((120, 40), act)


@pytest.mark.parametrize("width", [40, 46, 60, 80, 120])
def test_the_line_of_keys_is_never_cut(width: int) -> None:
    async def act(pilot: Pilot[Any], app: ReplayApp) -> None:
        keys = app.screen.query_one(Keys)
        text = screen_text(app).splitlines()[keys.region.y].rstrip()
        assert text.endswith("? Help  q Quit")
        assert text.startswith(" space Play")
        assert len(text) <= width

    replaying((width, 14), act)


def test_a_key_in_the_line_can_be_clicked() -> None:
    async def act(pilot: Pilot[Any], app: ReplayApp) -> None:
        keys = app.screen.query_one(Keys)
        line = screen_text(app).splitlines()[keys.region.y]
        await pilot.click(Keys, offset=(line.index("? Help"), 0))
        await pilot.pause()
        assert "Keys" in screen_text(app)

    replaying((80, 24), act)


def test_without_colour_nothing_is_coloured_and_states_are_still_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def act(pilot: Pilot[Any], app: ReplayApp) -> None:
        assert app.theme == PLAIN.name
        await pilot.press("t", "D", "slash", *"quay", "enter")
        await pilot.pause()
        assert app.theme == PLAIN.name
        for strip in app.screen._compositor.render_strips():
            for line_filter in app._filters:
                if line_filter.enabled:
                    strip = strip.apply_filter(line_filter, app.screen.background_colors[1])
            for segment in strip:
                style = segment.style
                assert style is None or not (style.color and style.color.name != "default")
                assert style is None or not (style.bgcolor and style.bgcolor.name != "default")
        said = screen_text(app)
        assert " DECLARED " in said
        assert "▴" in said
        assert "paused" in said

    replaying((120, 40), act)


def test_every_style_sheet_is_one_of_the_screens() -> None:
    screens = Path(__file__).parents[2] / "tui" / "screens"
    assert {path.stem for path in screens.glob("*.tcss")} <= {path.stem for path in screens.glob("*.py")}

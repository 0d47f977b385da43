"""The pages over the replay: help, the palette and a post's page open, are read and close."""

import pytest
from textual.pilot import Pilot

from tests.tui.conftest import screen_text
from tests.tui.watching import clock, watch
from tui.actions import ACTIONS
from tui.keymap import read
from tui.screens.help import HelpScreen
from tui.screens.palette import Offered, PaletteScreen
from tui.screens.post import PostScreen
from tui.screens.replay import ReplayScreen
from tui.widgets.sheet import Sheet


def test_help_fits_where_one_is() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        async def shown(*keys: str) -> str:
            await pilot.press(*keys)
            await pilot.pause()
            assert isinstance(pilot.app.screen, HelpScreen)
            text = screen_text(pilot.app)  # type: ignore[arg-type]
            await pilot.press("escape")
            return text

        assert "play or pause" in await shown("question_mark")
        line = await shown("slash", "f1")
        assert "begin*" in line
        assert "play or pause" not in line and ":goto" not in line
        assert screen.prompt.is_open
        await pilot.press("escape")
        line = await shown("colon", "f1")
        assert ":goto" in line and "What a moment may be" in line
        await pilot.press("escape")
        assert "begin*" not in await shown("m", "f1")
        await pilot.press("escape")
        aside = await shown("tab", "question_mark")
        assert aside.index("A pane at the side") < aside.index("play or pause")
        await pilot.press("escape", "enter")
        assert isinstance(pilot.app.screen, PostScreen)
        assert "down a row" in await shown("question_mark")
        await pilot.press("escape", "apostrophe")
        assert "delete the mark" in await shown("question_mark")

    watch(act)


def test_help_is_read_to_its_end_in_a_small_terminal_and_knows_the_readers_keys() -> None:
    keymap = read('[keys]\nplay = "f6"\nquit = "w"\nmouse = "f7"\n')

    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        await pilot.resize_terminal(40, 12)
        await pilot.press("question_mark")
        seen = ""
        for _ in range(60):
            seen += screen_text(pilot.app)  # type: ignore[arg-type]
            await pilot.press("pagedown")
        shown = [" ".join(line.strip("│ ╭╰").split()) for line in seen.splitlines()]
        assert "F6 play or pause" in shown and "w quit" in shown
        assert "space play or pause" not in shown
        assert "moving it on the stage" in seen
        assert "◇" in seen and "a cue of the sheet" in seen
        await pilot.press("escape", "enter", "question_mark", "end")
        await pilot.pause()
        assert "F7" in screen_text(pilot.app)  # type: ignore[arg-type]
        await pilot.press("escape", "escape", "ctrl+c")
        assert screen.message == "w leaves."

    watch(act, keymap=keymap)


def test_a_click_on_a_line_of_the_help_does_what_it_says() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        async def click(words: str) -> None:
            await pilot.click("#keys", offset=(screen_text(pilot.app).splitlines()[-1].index("? Help"), 0))  # type: ignore[arg-type]
            await pilot.pause()
            sheet = pilot.app.screen.query_one(Sheet)
            lines = sheet.lines(sheet.content_size.width)
            place = next(place for place, line in enumerate(lines) if words in line.content.plain)
            sheet.top = place - 2
            inside = sheet.content_region.offset - sheet.region.offset
            await pilot.click(Sheet, offset=(inside.x + 3, inside.y + place - sheet.top))
            await pilot.pause()

        before = pilot.app.theme
        await click("next theme")
        assert pilot.app.screen is screen
        assert pilot.app.theme != before
        await click("play or pause")
        assert screen.session.replay.playing
        await click("play or pause")
        assert not screen.session.replay.playing
        await click("palette: moments, figures")
        assert isinstance(pilot.app.screen, PaletteScreen)
        await pilot.press("escape")
        await click("type a time, then this key")
        page = pilot.app.screen
        assert isinstance(page, HelpScreen)
        led = {line.key for line in page.query_one(Sheet).lines(60) if line.key}
        assert led == {action.name for action in ACTIONS if not action.needs_typing}

    watch(act)


def test_the_palette_goes_to_a_figure_and_the_clock_waits_below_it() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        await pilot.press("D", "1", "0", "x", "g", "space", "ctrl+p")
        await pilot.pause()
        assert isinstance(pilot.app.screen, PaletteScreen)
        assert not screen.session.replay.playing
        await pilot.press(*"theme pap")
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.screen is screen
        assert pilot.app.theme == "paper"

    watch(act)


def test_a_second_click_opens_a_post_of_before_and_the_clock_stays() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        stood = clock(screen)
        await pilot.press("k", "k")
        y = next(y for y, place in enumerate(screen.timeline._view.lines()) if place.rank == screen.cursor)
        await pilot.click("#timeline", offset=(20, y + 1))
        await pilot.pause()
        assert isinstance(pilot.app.screen, PostScreen)
        assert clock(screen) == stood

    watch(act)


def test_what_is_chosen_twice_at_once_closes_one_page() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        for opened in (("ctrl+p",), ("m", "enter", "apostrophe")):
            await pilot.press(*opened)
            await pilot.pause()
            page = pilot.app.screen
            assert page is not screen
            page.dismiss(None)
            page.dismiss(None)
            await pilot.pause()
            assert pilot.app.screen is screen

    watch(act)


def test_a_page_down_in_a_palette_without_room_is_nothing() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        await pilot.resize_terminal(20, 3)
        await pilot.press("ctrl+p")
        await pilot.press("down", "pagedown", "pageup", "pagedown")
        assert pilot.app.failure is None

    watch(act)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
def test_the_palette_ends_where_its_list_ends_and_says_when_nothing_fits(size: tuple[int, int]) -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        await pilot.resize_terminal(*size)
        await pilot.press("ctrl+p")
        await pilot.pause()
        panel = pilot.app.screen.query_one(Offered)
        assert panel.content_size.height > 1
        assert panel.region.bottom <= size[1]
        await pilot.press(*"qqqq")
        await pilot.pause()
        assert "Nothing fits." in screen_text(pilot.app)
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, PaletteScreen)

    watch(act)

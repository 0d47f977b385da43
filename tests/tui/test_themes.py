"""Every theme is complete, and every word on every screen has a contrast of 4.5:1 in it, measured where it is drawn."""

import asyncio
from collections.abc import Iterator

import pytest
from rich.color import ColorType
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.screen import ModalScreen, Screen

from feeds.archive import Archive
from feeds.figures import attach
from tests.tui.conftest import made_up_day
from tui.app import ReplayApp, Settings
from tui.loading import AtHand
from tui.render.styles import READABLE, contrast
from tui.themes import PLAIN, THEMES

DAY = attach(made_up_day())
OURS = {"quiet", "lit", "thumb", "track", "text-muted"}

STATES = {
    "declared": ("D",),
    "result entered": ("tab",),
    "moments entered": ("tab",),
    "typed": ("1", "1"),
    "searched": ("escape", "slash", "m"),
    "hits": ("enter",),
    "shield lifted": ("S",),
    "line": ("S", "colon"),
    "filtered": ("escape", "escape", "ampersand", *"corbyn", "enter"),
    "palette": ("escape", "ctrl+p"),
    "found": ("d",),
    "post": ("escape", "escape", "D", "enter"),
    "help": ("escape", "question_mark"),
    "marks": ("escape", "m", "enter", "apostrophe"),
    "closed": ("escape", "escape"),
}
"""What is on the screen, and the keys that lead there from the state before."""


def words(screen: Screen[object]) -> Iterator[Segment]:
    """The segments that say something: those with a letter or a digit. What lies faded behind a page is not read."""
    pages = [screen.region]
    if isinstance(screen, ModalScreen):
        pages = [child.region for child in screen.children]
    for y, strip in enumerate(screen._compositor.render_strips()):
        x = 0
        for segment in strip:
            inside = any(page.contains(x, y) for page in pages)
            x += segment.cell_length
            if inside and any(char.isalnum() for char in segment.text) and segment.style is not None:
                yield segment


def colours(style: Style) -> tuple[Color, Color]:
    """What a segment is written in and on."""
    assert style.color is not None
    assert style.bgcolor is not None
    pair = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
    return (pair[1], pair[0]) if style.reverse else pair


def own(style: Style) -> bool:
    """Whether a segment is in the terminal's own ink on its own ground; Textual's cursor is its black on its white."""
    if style.color == Color.parse("ansi_black").rich_color and style.bgcolor == Color.parse("ansi_white").rich_color:
        return True
    return all(colour is None or colour.type is ColorType.DEFAULT for colour in (style.color, style.bgcolor))


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: str(theme.name))
def test_a_theme_has_every_colour_of_ours(theme: object) -> None:
    assert set(theme.variables) >= OURS  # type: ignore[attr-defined]


def test_every_word_can_be_read_in_every_theme() -> None:
    unreadable: dict[tuple[str, str, str], float] = {}

    def read(app: ReplayApp, theme: str, state: str) -> None:
        seen = 0
        for segment in words(app.screen):
            seen += 1
            style = segment.style
            assert style is not None
            ratio = (21.0 if own(style) else 0.0) if theme == PLAIN.name else contrast(*colours(style))
            if ratio < READABLE or style.dim:
                unreadable[theme, state, segment.text.strip()] = round(ratio, 2)
        assert seen > 3, (theme, state)

    async def look() -> None:
        app = ReplayApp(AtHand(Archive.from_day(DAY)), Settings(paused=True), now=lambda: 0.0)
        async with app.run_test(size=(120, 40)) as pilot:
            await app.workers.wait_for_complete()
            for theme in THEMES:
                app.theme = theme.name
                await pilot.pause()
                for state, keys in STATES.items():
                    await pilot.press(*keys)
                    await pilot.pause()
                    read(app, theme.name, state)
            await pilot.resize_terminal(60, 20)
            for theme in THEMES:
                app.theme = theme.name
                await pilot.pause()
                read(app, theme.name, "narrow")

    asyncio.run(look())
    assert unreadable == {}

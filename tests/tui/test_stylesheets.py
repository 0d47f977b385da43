"""The style sheets of the themes: another theme parses nothing that is parsed already, and looks as if it did."""

import asyncio
from collections.abc import Callable

import pytest
from textual.css import stylesheet

from feeds.archive import Archive
from tests.tui.conftest import made_up_day
from tui import readying
from tui.app import ReplayApp, Settings
from tui.loading import AtHand
from tui.screens.replay import ReplayScreen
from tui.themes import PAPER, SAFE, THEMES

ARCHIVE = Archive.from_day(made_up_day())


def app_of_the_day() -> ReplayApp:
    return ReplayApp(AtHand(ARCHIVE), Settings(paused=True), now=lambda: 0.0)


def rows_of(app: ReplayApp) -> list[list[tuple[str, str]]]:
    """What is on the screen, with its colours."""
    return [[(part.text, str(part.style)) for part in strip] for strip in app.screen._compositor.render_strips()]


def count_parsing(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A list of the sources that are parsed from now on."""
    parsed: list[str] = []
    original: Callable[..., object] = stylesheet.parse

    def counted(scope: str, css: str, *arguments: object, **options: object) -> object:
        parsed.append(css)
        return original(scope, css, *arguments, **options)

    monkeypatch.setattr(stylesheet, "parse", counted)
    return parsed


def test_a_theme_that_is_prepared_needs_no_parsing(monkeypatch: pytest.MonkeyPatch) -> None:
    async def look() -> tuple[list[str], list[str]]:
        app = app_of_the_day()
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            parsed = count_parsing(monkeypatch)
            for _ in app.stylesheets.prepare(PAPER.name):
                pass
            before = [*parsed]
            parsed.clear()
            app.theme = PAPER.name
            await pilot.pause()
            return before, [*parsed]

    before, after = asyncio.run(look())
    assert len(before) > 10
    assert after == []


def test_what_is_made_ready_opens_in_any_theme_without_parsing(monkeypatch: pytest.MonkeyPatch) -> None:
    async def look() -> list[str]:
        app = app_of_the_day()
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, ReplayScreen)
            for _ in readying.steps(screen):
                pass
            await pilot.pause()
            parsed = count_parsing(monkeypatch)
            for theme in (app.theme, PAPER.name):
                app.theme = theme
                await pilot.pause()
                for page in ("question_mark", "ctrl+p", "enter", "apostrophe", "slash", "colon"):
                    await pilot.press(page, "escape")
                    await pilot.pause()
                    assert app.screen is screen, page
            await pilot.press("f5")
            await pilot.pause()
            return parsed

    assert asyncio.run(look()) == []


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
@pytest.mark.parametrize("page", ["", "question_mark", "apostrophe"])
def test_a_theme_chosen_looks_as_one_that_was_there_from_the_start(theme: str, page: str) -> None:
    async def shown(*, chosen: bool) -> list[list[tuple[str, str]]]:
        app = app_of_the_day()
        if not chosen:
            app.theme = theme
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.press(*filter(None, ["right", page]))
            if chosen:
                for name in (SAFE.name, theme):
                    for _ in app.stylesheets.prepare(name):
                        pass
                    app.theme = name
                    await pilot.pause()
            await pilot.pause()
            return rows_of(app)

    assert asyncio.run(shown(chosen=True)) == asyncio.run(shown(chosen=False))

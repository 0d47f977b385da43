"""While the words of a large day are being read: what is said of it, how it is called off, what waits for it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from threading import Event
from typing import Any

import pytest
from textual.pilot import Pilot

from feeds.archive import Archive, Damaged
from feeds.figures import attach
from tests.tui.conftest import made_up_day, screen_text
from tui.app import ReplayApp
from tui.loading import AtHand
from tui.news import News, Opened, Progress, Said
from tui.opening import Settings
from tui.screens.replay import ReplayScreen

DAY = attach(made_up_day())

Act = Callable[[Pilot[Any], ReplayApp, ReplayScreen], Awaitable[Any]]


class Import(AtHand):
    """An import that goes on until it is called off."""

    def __init__(self, archive: Archive) -> None:
        super().__init__(archive)
        self.over = Event()

    def news(self) -> Iterator[News]:
        yield Opened(self._archive)
        yield Progress("Reading the words for search …")
        self.over.wait(10)
        yield Progress()
        yield Said("The words are read no further.")

    def call_off(self) -> None:
        self.over.set()

    stop = call_off


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many posts' words have been read."""
    read = [0]
    monkeypatch.setattr(Archive, "searchable", property(lambda _: read[0]))
    monkeypatch.setattr(Archive, "preliminary", property(lambda archive: read[0] < len(archive)))
    return read


def watch(act: Act, **settings: Any) -> None:
    async def run() -> None:
        loading = Import(Archive.from_day(DAY))
        app = ReplayApp(loading, Settings(paused=True, **settings), now=lambda: 0.0)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            assert isinstance(app.screen, ReplayScreen)
            while not app.screen.reads_on:
                await pilot.pause()
            await act(pilot, app, app.screen)
            loading.over.set()

    asyncio.run(run())


async def read(pilot: Pilot[Any], app: ReplayApp, words: list[int], count: int) -> str:
    """So many words are there; what the screen shows then."""
    words[0] = count
    app.post_message(app.Heard(Progress("Reading the words for search …")))
    await pilot.pause()
    await pilot.pause()
    return screen_text(app)


def test_how_far_the_words_are_is_said_of_what_has_happened(words: list[int]) -> None:
    async def act(pilot: Pilot[Any], app: ReplayApp, screen: ReplayScreen) -> None:
        happened = screen.session.view().revealed
        assert 8 < happened < 30
        assert "words for search ·········· 0%" in await read(pilot, app, words, 0)
        half = happened // 2
        shown = await read(pilot, app, words, half)
        assert f"words for search {'━' * (10 * half // happened)}" in shown
        assert f"· {100 * half // happened}%" in shown
        assert "words for search" not in await read(pilot, app, words, happened)
        await pilot.press("S")
        await pilot.pause()
        assert "words for search ━━" in screen_text(app)
        assert "words for search" not in await read(pilot, app, words, len(DAY.posts))

    watch(act, at="09:35")


def test_a_search_says_up_to_when(words: list[int]) -> None:
    async def act(pilot: Pilot[Any], app: ReplayApp, screen: ReplayScreen) -> None:
        await pilot.press("slash", *"quay", "enter")
        await pilot.pause()
        assert "so far: no words read yet" in screen_text(app)
        clock = f"{screen.archive.time_of(4).astimezone(screen.zone):%H:%M}"
        shown = await read(pilot, app, words, 5)
        assert f"so far: words read to {clock}" in shown
        await pilot.press("escape", "ampersand", *"quay", "enter")
        await pilot.pause()
        assert f"so far: words read to {clock}" in screen_text(app)
        shown = await read(pilot, app, words, screen.session.view().revealed)
        assert "so far:" not in shown

    watch(act, at="12:35")


def test_a_command_calls_it_off_and_escape_says_so(words: list[int]) -> None:
    async def act(pilot: Pilot[Any], app: ReplayApp, screen: ReplayScreen) -> None:
        await pilot.press("escape")
        assert ":stop" in screen.message
        await pilot.press("colon", *"stop", "enter")
        while screen.reads_on:
            await pilot.pause()
        await pilot.pause()
        assert "The words are read no further." in screen_text(app)
        assert "words for search" not in screen_text(app)

    watch(act, at="12:35")


def test_how_far_figures_are_looked_for_is_said_and_it_can_be_called_off(words: list[int]) -> None:
    async def act(pilot: Pilot[Any], app: ReplayApp, screen: ReplayScreen) -> None:
        await read(pilot, app, words, len(DAY.posts))
        app.post_message(app.Heard(Progress("Looking for figures …", 0.4)))
        await pilot.pause()
        await pilot.pause()
        assert "figures ━━━━······ 40%" in screen_text(app)
        await pilot.press("escape")
        assert screen.message.startswith("Figures are still being looked for. :stop")
        await pilot.press("colon", *"stop", "enter")
        while screen.reads_on:
            await pilot.pause()
        await pilot.pause()
        assert "figures ━" not in screen_text(app)
        await pilot.press("colon", *"stop", "enter")
        assert screen.message == "All words are read."

    watch(act, at="12:35")


def test_there_may_be_nothing_to_call_off(words: list[int]) -> None:
    async def act(pilot: Pilot[Any], app: ReplayApp, screen: ReplayScreen) -> None:
        words[0] = len(DAY.posts)
        await pilot.press("escape")
        assert screen.message == ""
        await pilot.press("colon", *"stop", "enter")
        assert screen.message == "All words are read."

    watch(act, at="12:35")


def test_a_moment_in_words_waits_for_them(words: list[int]) -> None:
    async def act(pilot: Pilot[Any], app: ReplayApp, screen: ReplayScreen) -> None:
        screen.go_to_moment("nothing of the kind")
        assert screen.message.endswith("Not all words have been read yet.")
        words[0] = len(DAY.posts)
        screen.go_to_moment("nothing of the kind")
        assert "yet" not in screen.message

    watch(act)


def test_an_archive_that_proves_to_be_damaged_ends_the_app_and_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise Damaged("the archive cannot be read any more (a post is broken)")

    async def run(app: ReplayApp) -> None:
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            monkeypatch.setattr(Archive, "revealed", broken)
            await pilot.press("full_stop")
            await pilot.pause()

    app = ReplayApp(AtHand(Archive.from_day(DAY)), Settings(paused=True, at="09:35"), now=lambda: 0.0)
    with pytest.raises(Damaged):
        asyncio.run(run(app))
    assert "a post is broken" in str(app.damage)

"""A day that grows while it is open shows what the whole of it would show, and the reader stays where he is."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from feeds.archive import Archive
from feeds.archive.building import build
from feeds.archive.growing import Growing
from feeds.figures import attach
from feeds.model import Post
from tests.tui.conftest import made_up_day, screen_text
from tui.app import ReplayApp
from tui.loading import AtHand
from tui.news import Grown, Live
from tui.opening import Settings
from tui.screens.replay import ReplayScreen
from tui.session import Search

DAY = attach(made_up_day())
LATE = (3, 9, 21, 30, 41)
"""Posts that come when all others are there."""

Act = Callable[[Pilot[Any], ReplayApp, ReplayScreen], Awaitable[Any]]


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def part(count: int) -> list[Post]:
    """The first posts, less those that come late."""
    return [post for place, post in enumerate(DAY.posts[:count]) if place not in LATE]


def watch(archive: Archive, act: Act, clock: Clock | None = None, **settings: Any) -> Any:
    async def run() -> Any:
        app = ReplayApp(AtHand(archive), Settings(**{"paused": True, **settings}), now=clock or Clock())
        async with app.run_test(size=(110, 32)) as pilot:
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert isinstance(app.screen, ReplayScreen)
            return await act(pilot, app, app.screen)

    return asyncio.run(run())


def growing(tmp_path: Path, posts: Sequence[Post]) -> tuple[Growing, Archive]:
    path = tmp_path / "day.archive"
    build(path, DAY.header, iter(posts))
    return Growing(path), Archive.open(path, grows=True)


async def grow(pilot: Pilot[Any], app: ReplayApp, writer: Growing, posts: Sequence[Post]) -> None:
    """Posts come in."""
    writer.add(posts)
    app.post_message(app.Heard(Grown()))
    await pilot.pause()
    await pilot.pause()


async def search(pilot: Pilot[Any], screen: ReplayScreen, text: str) -> None:
    screen.set_search(screen.session.find(text))
    await pilot.pause()


@pytest.mark.parametrize("shield", [True, False])
@pytest.mark.parametrize("at", ["09:30", "12:30", "23:50"])
def test_the_screen_is_that_of_the_whole_day(tmp_path: Path, at: str, shield: bool) -> None:
    async def look(pilot: Pilot[Any], app: ReplayApp, screen: ReplayScreen) -> list[str]:
        shown = [screen_text(app)]
        await search(pilot, screen, "quay")
        shown.append(screen_text(app))
        screen.session.search = Search()
        screen.filter_by("kind:tweet")
        await pilot.pause()
        return [*shown, screen_text(app)]

    async def growing_up(pilot: Pilot[Any], app: ReplayApp, screen: ReplayScreen) -> list[str]:
        seen = screen.session.replay.position()
        for start in range(30, 60, 7):
            await grow(pilot, app, writer, [post for post in part(start + 7) if post not in part(start)])
        await grow(pilot, app, writer, [DAY.posts[place] for place in LATE])
        assert screen.session.replay.position() == seen
        screen.go(seen)
        await pilot.pause()
        return await look(pilot, app, screen)

    async def jumped(pilot: Pilot[Any], app: ReplayApp, screen: ReplayScreen) -> list[str]:
        screen.go(screen.session.replay.position())
        await pilot.pause()
        return await look(pilot, app, screen)

    writer, archive = growing(tmp_path, part(30))
    grown = watch(archive, growing_up, at=f"2031-05-03T{at}", shield=shield)
    came = (*part(60), *(DAY.posts[place] for place in LATE))
    whole = watch(Archive.from_day(replace(DAY, posts=came)), jumped, at=f"2031-05-03T{at}", shield=shield)
    for mine, theirs in zip(grown, whole, strict=True):
        assert mine == theirs


def test_under_the_shield_nothing_shows_that_more_has_come(tmp_path: Path) -> None:
    async def act(pilot: Pilot[Any], app: ReplayApp, screen: ReplayScreen) -> None:
        before = screen_text(app)
        await grow(pilot, app, writer, DAY.posts[30:])
        assert screen_text(app) == before

    writer, archive = growing(tmp_path, DAY.posts[:30])
    watch(archive, act, at="09:30")


def test_cursor_marks_and_jumps_stay_on_their_posts(tmp_path: Path) -> None:
    async def act(pilot: Pilot[Any], app: ReplayApp, screen: ReplayScreen) -> None:
        archive = screen.archive
        await pilot.press("[", "m", *"here", "enter", "k", "k")
        await search(pilot, screen, "quay")
        here, marked = archive.post(screen.cursor).id, archive.post(screen.session.marks[0].rank).id
        left = [archive.post(rank).id for rank in screen.session.jumps.ranks]
        assert left
        hits = [archive.post(rank).id for rank in screen.session.search.hits]
        await grow(pilot, app, writer, [DAY.posts[place] for place in LATE])
        assert archive.post(screen.cursor).id == here
        assert [(archive.post(mark.rank).id, mark.note) for mark in screen.session.marks] == [(marked, "here")]
        assert [archive.post(rank).id for rank in screen.session.jumps.ranks] == left
        assert set(hits) <= {archive.post(rank).id for rank in screen.session.search.hits}
        assert len(screen.session.search.hits) > len(hits)

    writer, archive = growing(tmp_path, part(60))
    watch(archive, act, at="2031-05-03T23:50")


def test_play_goes_on_when_more_comes_unless_it_is_paused(tmp_path: Path) -> None:
    clock = Clock()

    async def wait(pilot: Pilot[Any], screen: ReplayScreen, seconds: float) -> None:
        for _ in range(int(seconds / 0.25)):
            clock.now += 0.25
            screen.tick()
        await pilot.pause()

    async def act(pilot: Pilot[Any], app: ReplayApp, screen: ReplayScreen) -> None:
        replay = screen.session.replay
        app.post_message(app.Heard(Live(more=True)))
        await pilot.pause()
        await wait(pilot, screen, 40)
        assert replay.waits
        assert "waiting for more" in screen_text(app)
        assert "goes on when more come" in screen_text(app)
        await grow(pilot, app, writer, DAY.posts[5:8])
        assert replay.playing
        await wait(pilot, screen, 40)
        assert replay.position() == screen.archive.last_time
        assert replay.waits
        await pilot.press("space")  # not any more, please
        assert not replay.waits
        assert "paused" in screen_text(app)
        await grow(pilot, app, writer, DAY.posts[8:10])
        assert not replay.playing
        await pilot.press("space")
        assert replay.playing
        await wait(pilot, screen, 40)
        await pilot.press("space", "space", "comma")  # waiting, and then back
        await grow(pilot, app, writer, DAY.posts[10:12])
        assert not replay.playing

    writer, archive = growing(tmp_path, DAY.posts[:5])
    watch(archive, act, clock, paused=False, speed=1024)


def test_it_becomes_another_archive_that_grows(tmp_path: Path) -> None:
    async def act(pilot: Pilot[Any], app: ReplayApp, screen: ReplayScreen) -> None:
        screen.renewed(lambda: screen.archive.become(archive.path or tmp_path, grows=True))
        await grow(pilot, app, writer, DAY.posts[30:])
        assert len(screen.archive) == len(DAY.posts)
        assert screen.archive.window(0, 99) == list(DAY.posts)

    writer, archive = growing(tmp_path, DAY.posts[:30])
    watch(Archive.from_day(replace(DAY, posts=DAY.posts[:30])), act, at="12:30")

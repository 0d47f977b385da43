"""The two laws of the screen: playing to a moment is jumping to it, and nothing later than the playhead is on it."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from textual.pilot import Pilot
from textual.screen import Screen

from feeds.archive import Archive
from feeds.cues import parse
from feeds.figures import attach
from feeds.model import Day
from tests.tui.conftest import made_up_day
from tests.tui.watching import press, type_at_once
from tui.app import ReplayApp
from tui.handlers.commanding import CommandLine
from tui.loading import AtHand
from tui.opening import Settings
from tui.palette import Choices
from tui.render.clockface import FACES, Face
from tui.screens.replay import ReplayScreen
from tui.session import Mark

QUICKLY = (Phase.explicit, Phase.generate)
"""A try opens the app: to shrink a failure would take minutes."""


def citing(day: Day) -> Day:
    """`day`, in which every fifth post is cited by the next one, and knows its time from there."""
    posts = list(day.posts)
    for rank, post in enumerate(posts[1:], start=1):
        if rank % 5 == 1:
            posts[rank] = replace(post, cites=(f"p{rank - 1}", f"p{rank // 2}"))
            if when := posts[rank - 1].when:
                cited = replace(when, basis="cited", why=f"p{rank} cites it")
                posts[rank - 1] = replace(posts[rank - 1], when=cited)
    return replace(day, posts=tuple(posts))


DAY = citing(attach(made_up_day()))
SHEET = parse("08:15  Go\n08:30  The band  hold\n+7m  Still\n10:31  Halfway\n12:00  Noon\n13:21  Late", "cues")
"""Cues by the clock, on posts and between them: what words mean depends on the day that they are looked for in."""
SIZES = ((80, 24), (120, 40), (60, 20))
TIMES = sorted({post.when.at for post in DAY.posts if post.when})


@dataclass
class Clock:
    """A clock that a test moves."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def cut(day: Day, until: Any) -> Day:
    """The day with everything later than `until` deleted."""
    return replace(day, posts=tuple(post for post in day.posts if post.when and post.when.at <= until))


Act = Callable[[Pilot[str], ReplayScreen, Clock], Coroutine[Any, Any, Any]]


def watch(day: Day, size: tuple[int, int], act: Act) -> Any:
    """Open `day`, paused, and let `act` work with it."""

    async def run() -> Any:
        clock = Clock()
        app = ReplayApp(AtHand(Archive.from_day(day)), Settings(paused=True, cues=SHEET), now=clock)
        async with app.run_test(size=size) as pilot:
            for _ in range(3):  # the first picture, the day, then the cues
                await app.workers.wait_for_complete()
                await pilot.pause()
            assert isinstance(app.screen, ReplayScreen)
            return await act(pilot, app.screen, clock)

    return asyncio.run(run())


def picture(screen: Screen[Any]) -> list[str]:
    """The screen, row by row, with the style of every piece."""
    strips = screen._compositor.render_strips()
    return ["".join(f"[{segment.style}]{segment.text}" for segment in strip) for strip in strips]


async def still(pilot: Pilot[str], screen: ReplayScreen, at: Any) -> list[str]:
    """The screen after a jump to `at`."""
    screen.go(at)
    await pilot.pause()
    await pilot.pause()
    return picture(screen)


@dataclass
class Reader:
    """What somebody has set: a filter, marks, the clock's face, the pace."""

    filter: str
    marks: tuple[int, ...]
    face: Face
    steady: bool

    def sit_down(self, screen: ReplayScreen) -> None:
        """Set it all."""
        session = screen.session
        session.marks = tuple(Mark(rank, f"note {rank}") for rank in self.marks if rank < len(session.archive))
        session.face = self.face
        session.replay.set_steady(timedelta(seconds=2) if self.steady else None)
        screen.set_filter(session.find(self.filter))


READERS = st.builds(
    Reader,
    filter=st.sampled_from(["", "quay", "pier -quay", "nothing"]),
    marks=st.sampled_from([(), (0, 7, 20, 55)]),
    face=st.sampled_from(FACES),
    steady=st.booleans(),
)


@settings(max_examples=16, phases=QUICKLY)
@given(
    st.sampled_from(SIZES), st.floats(0.5, 40), st.sampled_from([1.0, 60.0, 1024.0]), st.sampled_from(TIMES), READERS
)
def test_playing_to_a_moment_is_jumping_to_it(
    size: tuple[int, int], seconds: float, speed: float, start: Any, reader: Reader
) -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen, clock: Clock) -> None:
        replay = screen.session.replay
        reader.sit_down(screen)
        await still(pilot, screen, start)
        replay.set_speed(speed)
        replay.play()
        end = clock.now + seconds
        while clock.now < end:
            clock.now = min(clock.now + 0.4, end)
            screen.tick()
        replay.pause()
        screen.hush()  # at the last post the replay says so, in passing
        await pilot.pause()
        await pilot.pause()
        played, here = picture(screen), replay.position()
        await still(pilot, screen, TIMES[0])
        await still(pilot, screen, TIMES[-1])
        assert await still(pilot, screen, here) == played

    watch(DAY, size, act)


@settings(max_examples=20, phases=QUICKLY)
@given(
    st.sampled_from(SIZES),
    st.sampled_from(TIMES),
    st.integers(0, 500),
    st.sampled_from(["", "quay", "pier -quay"]),
    READERS,
)
def test_the_screen_is_that_of_the_day_cut_at_the_playhead(
    size: tuple[int, int], time: Any, later: int, query: str, reader: Reader
) -> None:
    at = time + timedelta(seconds=later)

    async def act(pilot: Pilot[str], screen: ReplayScreen, clock: Clock) -> list[Any]:
        reader.sit_down(screen)
        screen.go(at)
        if query:
            await type_at_once(pilot, ["slash", "q", "enter"])
            screen.set_search(screen.session.find(query))
        await pilot.pause()
        await pilot.pause()
        seen = [picture(screen), [choice.text for choice in Choices(screen).choices()], CommandLine(screen).words()]
        for key in ("apostrophe", "ctrl+p"):
            await press(pilot, key)
            await screen.app.workers.wait_for_complete()
            await pilot.pause()
            seen.append(picture(screen.app.screen))
            await press(pilot, "escape")
        revealed = screen.tick().revealed
        for rank in {revealed - 1, revealed - 2, revealed // 10 * 5}:
            screen.open_post(max(rank, 0))
            await pilot.pause()
            seen.append(picture(screen.app.screen))
            await press(pilot, "escape")
        return seen

    whole, part = watch(DAY, size, act), watch(cut(DAY, at), size, act)
    for one, other in zip(whole, part, strict=True):
        assert one == other


@pytest.mark.parametrize("size", SIZES)
def test_a_machine_asleep_costs_one_step(size: tuple[int, int]) -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen, clock: Clock) -> None:
        replay = screen.session.replay
        replay.play()
        screen.tick()
        before = replay.position()
        clock.now += 6 * 3600
        screen.tick()
        assert replay.position() - before <= timedelta(minutes=1)

    watch(DAY, size, act)

"""Onto the stage and off it again: `F5`, `--present`, and a cue sheet that cannot be used."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from feeds.archive import Archive
from feeds.cues import parse
from feeds.model import Block, Contest, Day, Header, Post, Reading, When
from feeds.moments import NotFound
from tui.app import ReplayApp, Settings
from tui.loading import AtHand
from tui.screens.present import PresentScreen
from tui.screens.replay import ReplayScreen

START = datetime(2031, 5, 3, 6, 0, tzinfo=UTC)
SHEET = "08:00  The queue\n08:20  The ferry  hold\n08:40  The hint  hold\n"


def small_day() -> Day:
    share = {"contest": "The pier", "group": "overall", "measure": "share", "unit": "%", "status": "declared"}
    declared = Reading(**(share | {"who": "Yes", "value": 61.8, "text": "Yes 61.8%"}))
    posts = [
        Post(
            id=f"p{minutes}",
            kind="post",
            when=When.stated(START + timedelta(minutes=minutes)),
            body=(Block(type="paragraph", text=f"What happened after {minutes} minutes."),),
            key=minutes == 40,
            readings=(declared,) if minutes == 60 else (),
        )
        for minutes in (0, 20, 40, 60, 80)
    ]
    contests = (Contest(name="The pier", who=("Yes", "No")),)
    header = Header(title="The pier vote", timezone="Europe/Oslo", contests=contests)
    return Day(header=header, posts=tuple(posts))


def day_app(**settings: object) -> ReplayApp:
    return ReplayApp(AtHand(Archive.from_day(small_day())), Settings(paused=True, **settings), now=lambda: 0.0)  # type: ignore[arg-type]


async def test_f5_leads_to_the_stage_and_leaving_takes_the_replay_along() -> None:
    app = day_app(at="08:20", cues=parse(SHEET, "talk"))
    async with app.run_test(size=(80, 24)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("f5")
        await pilot.pause()
        stage = app.screen
        assert isinstance(stage, PresentScreen)
        assert (stage.run.cue, stage.run.waiting) == (1, True)
        await pilot.press("n", "n", "q", "y")
        await pilot.pause()
        assert isinstance(app.screen, ReplayScreen)
        assert app.screen.session.replay.position() == START + timedelta(minutes=40)
        assert not app.screen.session.replay.playing


async def test_present_opens_on_the_stage_with_key_moments_where_there_is_no_sheet() -> None:
    app = day_app(present=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        stage = app.screen
        assert isinstance(stage, PresentScreen)
        assert [placed.rank for placed in stage.run.script.cues] == [0, 2, 3, 4]
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert app.is_running and app.screen is stage
        await pilot.press("ctrl+q")


def test_a_sheet_of_which_nothing_can_be_used_is_told_before_the_stage_opens() -> None:
    with pytest.raises(NotFound, match=re.escape("talk.cues:1:")):
        day_app(present=True, cues=parse("zyzzyva  Words  hold", "talk.cues"))

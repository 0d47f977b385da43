"""Present mode: a remote's keys, the shield on a stage, and the figure that fills the screen."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

import pytest
from textual import events
from textual.app import App

from feeds.archive import Archive
from feeds.cues import Script, parse, resolve_sheet
from feeds.model import Day
from tests.tui.pier import LAST_POST, SHEET, Theatre, pier_day


@pytest.fixture(scope="module")
def pier() -> Archive:
    return Archive.from_day(pier_day())


@pytest.fixture(scope="module")
def script(pier: Archive) -> Script:
    script = resolve_sheet(parse(SHEET, "talk"), pier)
    assert not script.problems
    return script


async def test_the_remote_leads_through_the_talk(
    pier: Archive, script: Script, text_of: Callable[[App[None]], str]
) -> None:
    app = Theatre(pier, script)
    async with app.run_test(size=(80, 24)) as pilot:

        async def seen() -> str:
            app.stage.tick()
            await pilot.pause()
            return text_of(app)

        assert "A queue forms" in await seen()
        app.wait(60)
        assert "08:00 CEST" in await seen()
        await pilot.press("pagedown")
        app.wait(6)
        assert "The band arrives" in await seen()
        app.wait(60)
        assert "The ferry is late" in await seen()
        assert app.stage.run.waiting
        await pilot.press("pagedown", "right")
        text = await seen()
        assert "A clerk whispers" in text and "Ingrid Moe" in text and "It is yes!" in text
        assert "The hint" in text and "The result" not in text
        await pilot.press("n", "n")
        text = await seen()
        assert "D E C L A R E D" in text and "313,209 votes" in text and "████" in text
        await pilot.press("pageup")
        assert "A clerk whispers" in await seen()
        await pilot.press("pagedown", "pagedown", "pagedown", "pagedown")
        assert (await seen()).strip() == ""
        await pilot.press("escape")
        assert "lighthouse" in await seen()
        await pilot.press("pagedown", "pagedown", "pagedown", "pagedown")
        assert LAST_POST in await seen()
        assert app.stage.run.at_end


@pytest.mark.parametrize("key", ["full_stop", "b"])
async def test_blank_is_black_until_any_key_and_time_stands_still(
    pier: Archive, script: Script, text_of: Callable[[App[None]], str], key: str
) -> None:
    app = Theatre(pier, script)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        app.wait(2)
        before = app.stage.run.position()
        await pilot.press(key)
        app.wait(30)
        await pilot.pause()
        assert text_of(app).strip() == ""
        for again in ("pagedown", "f5", "escape", "x", "q", "space"):
            await pilot.press(again)
            assert text_of(app).strip() != ""
            assert (app.stage.run.cue, app.stage.run.position()) == (0, before)
            assert app.stage.run.playing
            await pilot.press(key)


async def test_escape_and_f5_do_nothing_and_q_asks(
    pier: Archive, script: Script, text_of: Callable[[App[None]], str]
) -> None:
    app = Theatre(pier, script)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        before = text_of(app)
        await pilot.press("escape", "f5", "f5", "escape", "tab", "ctrl+c", "ctrl+p", "enter", "x", "colon", "slash")
        assert text_of(app) == before
        await pilot.press("q")
        assert "Leave? y / n" in text_of(app)
        for no in ("n", "escape", "pagedown", "q", "enter"):
            await pilot.press(no)
            assert text_of(app) == before
            assert app.stage.run.cue == 0 and app.stage.run.waiting
            await pilot.press("q")
        assert not app.left
        await pilot.press("y")
        await pilot.pause()
        assert app.left == [pier.time_of(0)]


@pytest.mark.parametrize("key", ["question_mark", "f1"])
async def test_whoever_asks_for_help_is_told_how_to_leave_and_nothing_else_happens(
    pier: Archive, script: Script, text_of: Callable[[App[None]], str], key: str
) -> None:
    app = Theatre(pier, script)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        before = text_of(app)
        await pilot.press(key)
        rows = text_of(app).splitlines()
        assert rows[-1].split() == ["q", "leaves", "·", "PgDn", "on", "·", "PgUp", "back", "·", ".", "black"]
        assert rows[:-1] == before.splitlines()[:-1]
        assert app.stage.run.cue == 0 and app.stage.run.waiting
        app.wait(6)
        await pilot.pause()
        assert text_of(app) == before


async def test_a_stranger_is_told_how_to_begin_until_the_first_key(
    pier: Archive, script: Script, text_of: Callable[[App[None]], str]
) -> None:
    app = Theatre(pier, script, timedelta(minutes=10), greeting=True)
    async with app.run_test(size=(40, 12)) as pilot:
        app.wait(30)
        await pilot.pause()
        assert "q leaves · PgDn on" in text_of(app)
        await pilot.press("pagedown")
        assert "leaves" not in text_of(app) and "9:5" not in text_of(app)
        assert app.stage.run.playing


async def test_whoever_takes_the_mouse_can_leave_however_narrow_the_stage_is(
    pier: Archive, script: Script, text_of: Callable[[App[None]], str]
) -> None:
    app = Theatre(pier, script, greeting=True)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        assert text_of(app).splitlines()[-1].strip() == "q leaves · PgDn on · PgUp back"
        await pilot.hover(offset=(20, 5))
        await pilot.hover(offset=(21, 5))
        assert text_of(app).splitlines()[-1].strip() == "back  on  black  leave"


async def test_the_mouse_alone_leads_through_the_talk_and_out(
    pier: Archive, script: Script, text_of: Callable[[App[None]], str]
) -> None:
    app = Theatre(pier, script)
    async with app.run_test(size=(80, 24)) as pilot:

        async def click(word: str) -> None:
            await pilot.hover(offset=(20, 5))
            await pilot.hover(offset=(21, 5))
            row = text_of(app).splitlines()[23]
            await pilot.click(offset=(row.index(word) + 1, 23))

        assert "back" not in text_of(app)
        await pilot.click(offset=(40, 10))
        assert app.stage.run.waiting and app.stage.run.cue == 0
        await click("on")
        await click("on")
        assert app.stage.run.cue == 1
        await click("back")
        assert app.stage.run.cue == 0
        await click("black")
        assert text_of(app).strip() == ""
        await pilot.click(offset=(40, 10))
        assert "A queue forms" in text_of(app)
        await click("leave")
        assert "Leave? y / n" in text_of(app)
        await click("stay")
        assert not app.left and "Leave?" not in text_of(app)
        app.wait(5)
        await pilot.pause()
        assert "black" not in text_of(app)
        await click("leave")
        await click("leave  stay")
        await pilot.pause()
        assert app.left == [pier.time_of(0)]


async def test_space_never_leaves_a_hold(pier: Archive, script: Script, text_of: Callable[[App[None]], str]) -> None:
    app = Theatre(pier, script)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", "n")
        assert app.stage.run.cue == 1
        await pilot.press("space")
        assert "Holding" in text_of(app)
        app.wait(60)
        await pilot.pause()
        assert app.stage.run.cue == 1
        assert "Holding" not in text_of(app)


async def test_the_timer_starts_with_the_first_step(
    pier: Archive, script: Script, text_of: Callable[[App[None]], str]
) -> None:
    app = Theatre(pier, script, talk=timedelta(minutes=10))
    async with app.run_test(size=(80, 24)) as pilot:
        app.clock += 500
        app.stage.tick()
        await pilot.pause()
        assert "0:00  ·  10:00 left" in text_of(app)
        await pilot.press("n")
        app.clock += 192
        app.stage.tick()
        await pilot.pause()
        assert "3:12  ·  6:48 left" in text_of(app)
        app.clock += 480
        app.stage.tick()
        await pilot.pause()
        assert "11:12  ·  1:12 over" in text_of(app)


async def test_a_long_post_is_read_page_by_page(
    pier: Archive, script: Script, text_of: Callable[[App[None]], str]
) -> None:
    app = Theatre(pier, script)
    async with app.run_test(size=(80, 24)) as pilot:
        app.stage.run.back()
        while app.stage.run.cue < 4:
            app.stage.run.advance()
        app.stage.run.advance()
        app.wait(5.2)
        await pilot.pause()
        assert "Paragraph 0" in text_of(app) and "…" in text_of(app)
        seen = ""
        for _ in range(12):
            seen += text_of(app)
            await pilot.press("down")
        assert all(f"Paragraph {number}" in seen for number in range(6))
        assert "…" not in text_of(app)
        for _ in range(12):
            await pilot.press("up")
        assert "Paragraph 0" in text_of(app)


async def test_a_remote_alone_reads_a_long_post_where_the_cue_says_so(
    pier: Archive, text_of: Callable[[App[None]], str]
) -> None:
    sheet = 'lighthouse  A pause  hold\n"long afternoon"  All of it  pages\n"paragraph 4"  That again  hold\n'
    app = Theatre(pier, resolve_sheet(parse(sheet, "talk"), pier))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("pagedown", "pagedown")
        assert app.stage.run.cue == 1
        seen = [text_of(app)]
        while app.stage.run.cue == 1:
            await pilot.press("pagedown")
            seen.append(text_of(app))
        assert all(f"Paragraph {number}" in "".join(seen[:-1]) for number in range(6))
        assert "1/" in seen[0] and "Paragraph 4" in seen[-1] and "Paragraph 0" not in seen[-1]
        await pilot.press("pageup")
        assert app.stage.run.cue == 1
        await pilot.press(*["pageup"] * (len(seen) + 1))
        assert app.stage.run.cue == 0


async def test_resizing_keeps_the_cue_at_any_size(pier: Archive, script: Script) -> None:
    app = Theatre(pier, script)
    async with app.run_test(size=(80, 24)) as pilot:
        while app.stage.run.cue < 3:
            app.stage.run.advance()
        for size in ((200, 60), (40, 12), (20, 5), (6, 2), (1, 1), (120, 40), (80, 24), (34, 60), (200, 6)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert app.stage.run.cue == 3


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("cue", [1, 3])
async def test_what_the_stage_looks_like(
    pier: Archive,
    script: Script,
    text_of: Callable[[App[None]], str],
    golden: Callable[[str, str], None],
    size: tuple[int, int],
    cue: int,
) -> None:
    app = Theatre(pier, script, talk=timedelta(minutes=10))
    async with app.run_test(size=size) as pilot:
        while app.stage.run.cue < cue:
            app.stage.run.advance()
        app.stage.tick()
        await pilot.pause()
        name = "figure" if cue == 3 else "heading"
        golden(f"stage_{name}_{size[0]}x{size[1]}", text_of(app))


async def test_nothing_later_than_the_playhead_is_on_the_stage(
    pier: Archive, script: Script, text_of: Callable[[App[None]], str]
) -> None:
    cut = Day(header=pier.header, posts=pier_day().posts[:6])
    full, shorter = Theatre(pier, script), None
    while full.stage.run.cue < 3:
        full.stage.run.advance()
    short_script = Script(script.title, script.cues[:4])
    shorter = Theatre(Archive.from_day(cut), short_script)
    while shorter.stage.run.cue < 3:
        shorter.stage.run.advance()
    async with full.run_test(size=(120, 40)) as pilot:
        full.stage.tick()
        await pilot.pause()
        text = text_of(full)
    async with shorter.run_test(size=(120, 40)) as pilot:
        shorter.stage.tick()
        await pilot.pause()
        assert text_of(shorter) == text


KEYS = (
    *("pagedown", "pageup", "right", "left", "n", "p", "space", "full_stop", "b", "escape", "f5", "q", "n", "c"),
    *("down", "up", "tab", "enter", "x", "1", "ctrl+c", "ctrl+p", "home", "shift+f5", "question_mark", "N", "Q"),
)


M = TypeVar("M", bound=events.MouseEvent)


def mouse(kind: type[M], x: int, y: int) -> M:
    return kind(None, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y)


@pytest.mark.parametrize("seed", range(2))
async def test_a_random_walk_never_leaves_crashes_or_runs_past_a_hold(pier: Archive, script: Script, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    app = Theatre(pier, script)
    async with app.run_test(size=(80, 24)) as pilot:
        for step in range(1_000):
            run = app.stage.run
            cue, waiting = run.cue, run.waiting
            if chance.random() < 0.3:
                app.clock += chance.choice([0.1, 0.4, 6, 3_600])
                app.stage.tick()
                assert not (waiting and script.waits(cue)) or (run.cue, run.waiting) == (cue, True)
            elif chance.random() < 0.15:
                app.stage.on_mouse_move(mouse(events.MouseMove, 3, 3))
                app.stage.on_click(mouse(events.Click, chance.choice([4, 10, 14, 20, 26, 40]), chance.choice([5, 23])))
            else:
                key = chance.choice(KEYS)
                app.stage.on_key(events.Key(key, key if len(key) == 1 else None))
            if step % 200 == 0:
                await pilot.press("ctrl+p", "tab", "f5")
            walls = [index for index in range(cue + 1, len(script.cues)) if script.waits(index)]
            wall = walls[0] if walls else cue
            assert run.cue <= wall and run.position() <= script.cues[wall].at
            assert app.screen is app.stage
        assert not app.left

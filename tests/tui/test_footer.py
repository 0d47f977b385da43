"""The line of keys: what is offered where, and that every key in it does something."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import MouseScrollUp
from textual.pilot import Pilot

from tests.tui.conftest import screen_text
from tests.tui.watching import watch
from tui.actions import ACTIONS, PROMPT
from tui.footer import Situation, hints
from tui.screens.replay import ReplayScreen
from tui.widgets.scrubber import Scrubber
from tui.widgets.timeline import Timeline

SITUATIONS = st.builds(Situation, **dict.fromkeys(Situation._fields, st.booleans()))
USUAL = Situation()


def words(now: Situation) -> str:
    return ", ".join(hint.words for hint in hints(now))


@pytest.mark.parametrize(
    ("now", "begins"),
    [
        (USUAL, "Play, Next, Result, Moment, Open, "),
        (USUAL._replace(playing=True, newest=False), "Pause, Next, Result, Moment, Go there, "),
        (USUAL._replace(behind=True), "Newest, Play"),
        (USUAL._replace(listed=False), "Play, Next, Result, Moment, Command"),
        (USUAL._replace(searching=True, hits=True), "Next hit, Before, Clear, Play"),
        (USUAL._replace(searching=True), "Clear, Play"),
        (USUAL._replace(filtering=True, hits=True), "Next hit, Before, All posts, Play"),
        (USUAL._replace(filtering=True, searching=True), "Clear, Play"),
        (USUAL._replace(aside=True, behind=True), "Go there, Back, Play"),
        (USUAL._replace(left_open=True), "Forget, Play"),
        (USUAL._replace(typed=True), "Time, Share, Speed, Rub out, Forget, Help, Quit"),
        (USUAL._replace(held=True), "Let go, Help, Quit"),
        (USUAL._replace(line=True), "Done, Forget, Before, Help"),
        (USUAL._replace(line=True, completes=True), "Done, Forget, Complete, Before, Help"),
    ],
)
def test_what_is_offered(now: Situation, begins: str) -> None:
    assert words(now).startswith(begins)


@given(SITUATIONS)
def test_every_offer_is_an_action_once_and_help_is_always_there(now: Situation) -> None:
    offered = [hint.action for hint in hints(now)]
    assert len(set(offered)) == len(offered)
    assert set(offered) <= {action.name for action in (*ACTIONS, *PROMPT)} | {"take"}
    assert bool({"help", "screen.line_help"} & set(offered)) is not now.page
    assert not (offered and now.page)


def test_the_line_of_keys_follows_what_is_going_on() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        async def keys(*pressed: str) -> str:
            await pilot.press(*pressed)
            screen.tick()
            await pilot.pause()
            return screen_text(pilot.app).splitlines()[-1]

        assert "⏎ Open" in await keys()
        assert "⏎ Go there" in await keys("k", "k")
        assert "G Newest" in await keys()
        assert "G Time  % Share  x Speed  ⌫ Rub out  esc Forget  ? Help  q Quit" in await keys("1", "2")
        assert "n Next hit  N Before  esc Clear" in await keys("escape", "slash", *"quay", "enter")
        assert "⏎ Go there  esc Clear" in await keys("tab")
        assert "esc Back" in await keys("escape", "tab")
        assert (await keys("question_mark")).strip() == ""
        assert "space Pause" in await keys("escape", "space")
        assert "⏎ Done  esc Forget  tab Complete  ↑ Before  F1 Help" in await keys("colon")

    watch(act)


def test_the_foot_follows_the_mouse_and_the_keyboard_while_nothing_plays() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        async def foot() -> str:
            await pilot.pause()
            return screen_text(pilot.app).splitlines()[-1]

        assert "⏎ Open" in await foot()
        await pilot.press("k")
        assert "⏎ Go there" in await foot()
        await pilot.press("tab")
        assert "esc Back" in await foot()
        await pilot.press("escape", "G")
        assert "⏎ Open" in await foot()
        await pilot._post_mouse_events([MouseScrollUp], Timeline, offset=(5, 5))
        assert "G Newest" in await foot()
        await pilot.mouse_down(Scrubber, offset=(20, 0))
        assert await foot() == " esc Let go  ? Help  q Quit"
        await pilot.mouse_up(Scrubber, offset=(20, 0))
        assert "space Play" in await foot()

    watch(act)

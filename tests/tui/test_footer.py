"""The line of keys: what is offered where, and that every key in it does something."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.actions import ACTIONS, PROMPT
from tui.footer import Situation, hints

SITUATIONS = st.builds(Situation, **{field.name: st.booleans() for field in fields(Situation)})
USUAL = Situation()


def words(now: Situation) -> str:
    return ", ".join(hint.words for hint in hints(now))


@pytest.mark.parametrize(
    ("now", "begins"),
    [
        (USUAL, "Play, Next, Result, Moment, Open, "),
        (replace(USUAL, playing=True, newest=False), "Pause, Next, Result, Moment, Go there, "),
        (replace(USUAL, behind=True), "Newest, Play"),
        (replace(USUAL, listed=False), "Play, Next, Result, Moment, Command"),
        (replace(USUAL, searching=True, hits=True), "Next hit, Before, Clear, Play"),
        (replace(USUAL, searching=True), "Clear, Play"),
        (replace(USUAL, filtering=True, hits=True), "Next hit, Before, All posts, Play"),
        (replace(USUAL, filtering=True, searching=True), "Clear, Play"),
        (replace(USUAL, aside=True, behind=True), "Go there, Back, Play"),
        (replace(USUAL, left_open=True), "Forget, Play"),
        (replace(USUAL, typed=True), "Time, Share, Speed, Rub out, Forget, Help, Quit"),
        (replace(USUAL, held=True), "Let go, Help, Quit"),
        (replace(USUAL, line=True), "Done, Forget, Before, Help"),
        (replace(USUAL, line=True, completes=True), "Done, Forget, Complete, Before, Help"),
    ],
)
def test_what_is_offered(now: Situation, begins: str) -> None:
    assert words(now).startswith(begins)


@given(SITUATIONS)
def test_every_offer_is_an_action_once_and_help_is_always_there(now: Situation) -> None:
    offered = [hint.action for hint in hints(now)]
    assert len(set(offered)) == len(offered)
    assert set(offered) <= {action.name for action in (*ACTIONS, *PROMPT)} | {"take"}
    assert {"help", "screen.line_help"} & set(offered)

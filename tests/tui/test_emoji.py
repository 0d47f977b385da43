"""Emoji on their way to the terminal: the same everywhere, in the cells that were counted for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.emoji import alike

EMOJI = "❤️", "☕️", "👍🏽", "✌🏽", "1️⃣", "👩‍❤️‍👩", "👩🏽‍🚀", "🏳️‍🌈", "🇬🇧", "🏽", "️", "a", "中", " "


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("I ❤️ it", "I ❤  it"),
        ("☕️!", "☕!"),
        ("👍🏽.", "👍."),
        ("1️⃣", "1⃣ "),
        ("👩🏽‍🚀", "👩‍🚀"),
        ("plain 中", "plain 中"),
    ],
)
def test_what_is_drawn(text: str, drawn: str) -> None:
    assert alike(text) == drawn


@given(st.lists(st.sampled_from(EMOJI)).map("".join))
def test_the_cells_stay(text: str) -> None:
    drawn = alike(text)
    assert cell_len(drawn) == cell_len(text)
    assert "❤\ufe0f" not in drawn
    assert "👍🏽" not in drawn

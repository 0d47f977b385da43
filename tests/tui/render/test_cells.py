"""Wrapping: no row too wide, no character lost, whatever the text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, split_graphemes

from tui.render import cells
from tui.render.cells import clip, width_of, wrap

ODD = [
    "漢",
    "字",
    "。",
    "한",
    "👩‍👩‍👧",
    "🇳🇴",
    "❤️",
    "👍🏽",
    "é",
    "e\u0301",
    "ก\u0e49",
    "\u200d",
    "’",
    "—",
    "ｗ",
    "\u0300",
    " ",
    " ",
    "\n",
    "ab",
]
PLAIN = st.text(st.sampled_from("abcdefg ’—é\n"), max_size=80)
ANY = st.lists(st.sampled_from(ODD), max_size=40).map("".join) | st.text(max_size=60)


def rows(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, width)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, [""]),
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 13, ["one two three"]),
        ("extraordinarily", 6, ["extrao", "rdinar", "ily"]),
        ("an extraordinarily", 6, ["an", "extrao", "rdinar", "ily"]),
        ("one\n\ntwo", 10, ["one", "", "two"]),
        ("漢字漢字漢", 4, ["漢字", "漢字", "漢"]),
        ("漢字。漢", 4, ["漢", "字。", "漢"]),
        ("ab 漢字", 5, ["ab 漢", "字"]),
        ("👩‍👩‍👧👩‍👩‍👧", 2, ["👩‍👩‍👧", "👩‍👩‍👧"]),
        ("cafe\u0301s", 4, ["cafe\u0301", "s"]),
        ("漢", 1, ["漢"]),
    ],
)
def test_rows(text: str, width: int, expected: list[str]) -> None:
    assert rows(text, width) == expected


@given(PLAIN | ANY, st.integers(2, 30))
def test_no_row_is_too_wide_and_nothing_is_lost(text: str, width: int) -> None:
    cuts = wrap(text, width)
    assert all(cell_len(text[start:end]) <= width for start, end in cuts)
    assert cuts[0][0] == 0
    assert cuts[-1][1] == len(text)
    for (_, end), (start, _) in pairwise(cuts):
        assert text[end:start] in ("", " ", "\n")


@given(ANY, st.integers(2, 30))
def test_no_character_is_cut_in_two(text: str, width: int) -> None:
    text = text.replace("\n", " ")
    starts = {start for start, _end, _cells in split_graphemes(text)[0]} | {len(text)}
    assert all({start, end} <= starts for start, end in wrap(text, width))


@given(st.text(st.sampled_from("abcdefg ’—é"), max_size=80), st.integers(2, 30))
def test_the_fast_path_cuts_as_the_other_one(text: str, width: int) -> None:
    slow: list[tuple[int, int]] = []
    cells._wrap_any(text, 0, len(text), width, slow)
    assert wrap(text, width) == slow


def test_every_simple_character_takes_one_cell() -> None:
    simple = [chr(code) for code in range(0x3000) if cells._SIMPLE.fullmatch(chr(code))]
    assert len(simple) > 500
    assert [char for char in simple if cell_len(char) != 1] == []


@given(ANY, st.integers(0, 20))
def test_clipped_text_fits(text: str, width: int) -> None:
    assert width_of(clip(text, width)) <= width

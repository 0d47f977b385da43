"""Plain ASCII on the way to the terminal: what is most like the text, in the cells that were counted for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from feeds.clean import line
from tui.plain import plain


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("last year’s “sulk – or serve”", 'last year\'s "sulk - or serve"'),
        ("Orbán, Øst, Łódź, Straße, naïve", "Orban, Ost, Lodz, Strase, naive"),
        ("wait…", "wait."),
        ("1½ km², £5m", "1? km?, L5m"),
        ("e\u0301t e\u0301", "et e"),
        ("投票 ok", "???? ok"),
        ("👩🏽‍🚀 up", "?? up"),
        ("as it is", "as it is"),
    ],
)
def test_what_is_drawn(text: str, drawn: str) -> None:
    assert plain(text) == drawn


@given(st.text().map(line))
def test_it_is_ascii_in_the_same_cells(text: str) -> None:
    assert plain(text).isascii()
    assert cell_len(plain(text)) == cell_len(text)

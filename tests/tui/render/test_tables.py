"""Rows of figures stand in columns."""

from hypothesis import given
from hypothesis import strategies as st

from tui.render.cells import width_of
from tui.render.glyphs import ASCII, UNICODE
from tui.render.rows import row_text
from tui.render.tables import bar, table

LINES = ("Yes - 3,204 (61.8%)", "No: 1,981 (38.2%)", "Spoilt papers: 12", "Turnout - 77.6%")


def test_columns_are_aligned() -> None:
    assert [row_text(row).rstrip() for row in table(LINES, 48, UNICODE)] == [
        "Yes            3,204  61.8%  ━━━━━━━━━━━╸",
        "No             1,981  38.2%  ━━━━━━━╸",
        "Spoilt papers     12",
        "Turnout               77.6%  ━━━━━━━━━━━━━━╸",
    ]


def test_bars_go_where_there_is_no_room() -> None:
    assert [row_text(row).rstrip() for row in table(LINES[:2], 20, UNICODE)] == [
        "Yes  3,204  61.8%",
        "No   1,981  38.2%",
    ]


def test_what_does_not_fit_flows_as_text() -> None:
    assert [row_text(row) for row in table(LINES[:1], 12, UNICODE)] == ["Yes - 3,204", "(61.8%)"]


def test_what_is_no_figure_flows_as_text() -> None:
    text = "The clerk: not before two"
    assert row_text(table([text, *LINES[:1]], 48, UNICODE)[0]) == text


def test_hits_are_marked_in_cells() -> None:
    def marks(text: str) -> list[tuple[int, int]]:
        place = text.find("61.8")
        return [(place, place + 4)] if place >= 0 else []

    (row,) = table(LINES[:1], 48, UNICODE, marks)
    assert [piece.text for piece in row if piece.hit] == ["61.8"]


def test_ascii_bars() -> None:
    assert bar(50, 8, ASCII) == "===="
    assert bar(0.1, 8, ASCII) == "="
    assert bar(0, 8, UNICODE) == ""
    assert bar(250, 8, UNICODE) == "━" * 8


@given(
    st.lists(
        st.sampled_from([*LINES, "漢字 12", "A very long label indeed: 1", "plain words", "12", "", ": 3%"]),
        min_size=1,
        max_size=6,
    ),
    st.integers(4, 60),
)
def test_no_row_is_too_wide_and_no_figure_is_lost(lines: list[str], width: int) -> None:
    rows = table(lines, width, UNICODE)
    assert all(width_of(row_text(row)) <= width for row in rows)
    drawn = "".join(row_text(row) for row in rows).replace(" ", "")
    for line in lines:
        for word in line.replace("(", " ").replace(")", " ").split():
            assert word.strip(":-") in drawn

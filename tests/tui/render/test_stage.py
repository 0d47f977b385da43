"""The stage fits every screen, shows all of a post, and says how sure a figure is."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from feeds.figures import Sighting, board
from feeds.model import Author, Block, Contest, Post, Reading, When
from tui.render import digits, stage
from tui.render.bigfigure import Figure, figure_of
from tui.render.stage import Scene

AT = datetime(2031, 5, 3, 9, 0, tzinfo=UTC)
LINES = (("Ingrid Våge", "61.8%", "313,209 votes"), ("Odd Berg", "28.2%", "1 vote"), ("Noen Andre", "10%", ""))
FIGURE = Figure("The pier", "declared", "~09:00, the clerk of the outer harbour office", LINES)
WORDS = "The harbour office says nothing new, and says it at length. "


def a_post(kind: str, heading: str | None, blocks: list[tuple[str, str]]) -> Post:
    body = [Block(type=type_, text=text) for type_, text in blocks]
    author = Author(name="Ingrid", handle="ing", role="clerk")
    return Post(id="p", kind=kind, when=When.stated(AT), heading=heading, body=body, author=author)


TEXTS = st.text(st.characters(codec="utf-8"), max_size=60) | st.sampled_from(
    [WORDS, WORDS * 20, "漢字" * 40, "x" * 200]
)
BLOCKS = st.lists(st.tuples(st.sampled_from(["paragraph", "quote", "item", "tweet", "row"]), TEXTS), max_size=6)
POSTS = st.builds(a_post, st.sampled_from(["post", "tweet", "summary"]), st.none() | TEXTS, BLOCKS)
FIGURES = st.builds(
    Figure,
    st.just("The pier"),
    st.sampled_from(["declared", "reported", "forecast", "recalled"]),
    TEXTS.map(lambda text: text.replace("\n", " ")),
    st.lists(st.sampled_from([*LINES, ("漢字", "5%", ""), ("A", "1,234,567", ""), ("B", "one", "")]), min_size=1).map(
        tuple
    ),
)


@given(
    st.none() | POSTS,
    st.lists(POSTS, max_size=2).map(tuple),
    st.none() | FIGURES,
    st.integers(0, 210),
    st.integers(0, 62),
    st.booleans(),
    st.integers(0, 5),
)
def test_it_fits_every_screen(
    post: Post | None,
    tweets: tuple[Post, ...],
    figure: Figure | None,
    width: int,
    height: int,
    ascii_only: bool,
    page: int,
) -> None:
    scene = Scene(AT, post=post, tweets=tweets, figure=figure, caption=WORDS, talk="3:12  ·  6:48 left", page=page)
    rows = stage.rows(scene, width, height, UTC, ascii_only=ascii_only)
    assert len(rows) == height
    assert all(row.cell_length <= width for row in rows)
    assert all("\n" not in row.plain for row in rows)


@example(a_post("tweet", "Nothing new. " * 14, [("paragraph", "0"), ("paragraph", "1")]), 30, 12)
@given(POSTS, st.integers(30, 200), st.integers(12, 60))
def test_every_word_is_on_one_of_the_pages(post: Post, width: int, height: int) -> None:
    scene = Scene(AT, post=post)
    count = stage.pages(scene, width, height, UTC)
    shown = ""
    for page in range(count):
        text = [row.plain for row in stage.rows(Scene(AT, post=post, page=page), width, height, UTC)]
        more = "… " if page < count - 1 else ""
        assert count == 1 or any(row.strip() == f"{more}{page + 1}/{count}" for row in text)
        shown += "".join(text)
    words = {
        char for block in post.body if block.type in ("paragraph", "quote") for char in block.text if char.isalpha()
    }
    assert words <= set(shown)


@given(st.integers(0, 5), st.integers(30, 200), st.integers(12, 60))
def test_a_phrase_is_found_on_the_page_where_it_begins(number: int, width: int, height: int) -> None:
    blocks = [("paragraph", f"Day {each}: the clerk’s ferry no. {each}. {WORDS * 3}") for each in range(6)]
    scene = Scene(AT, post=a_post("post", "Six days", blocks))
    page = stage.page_of(f"the clerk's ferry no. {number}", scene, width, height, UTC)
    turned = [row.plain for row in stage.rows(replace(scene, page=page), width, height, UTC)]
    assert f"Day {number}" in "".join(turned)
    assert stage.page_of("six days", scene, width, height, UTC) == 0
    assert stage.page_of("a seventh day", scene, width, height, UTC) == 0


@pytest.mark.parametrize(("width", "height", "rows", "columns"), [(80, 12, 12, 68), (33, 6, 0, 0), (34, 6, 6, 34)])
def test_digits_are_as_large_as_fits(width: int, height: int, rows: int, columns: int) -> None:
    drawn = digits.figure("61.8%", width, height)
    assert len(drawn) == rows
    assert all(cell_len(row) == columns for row in drawn)


def test_what_no_digit_can_say_is_not_drawn() -> None:
    assert digits.figure("one", 200, 60) == []
    assert digits.figure("", 200, 60) == []
    assert digits.letters("漢字", 200, 60) == []
    assert digits.letters("Våge", 60, 4) == digits.letters("VAGE", 60, 4)
    assert set("".join(digits.figure("61.8%", 80, 12, ascii_only=True))) == {"#", " "}


def reading(who: str, value: float, status: str, measure: str = "share", group: str = "overall") -> Reading:
    return Reading(
        **(
            {"contest": "The pier", "group": group, "who": who, "measure": measure, "value": value, "status": status}
            | {"unit": "%" if measure == "share" else "votes", "source": "the clerk", "text": "x"}
        )
    )


def test_the_figure_is_what_the_board_knows_the_most_first() -> None:
    contest = Contest(name="The pier", groups=("sailors",), who=("No", "Yes"))
    said = [
        reading("No", 38.2, "declared"),
        reading("Yes", 61.8, "declared"),
        reading("Yes", 313209, "declared", "votes"),
        reading("No", 90, "declared", group="sailors"),
    ]
    sightings = [Sighting(0, "p", AT, False, each) for each in said]
    figure = figure_of(board([contest], sightings), None, UTC)
    assert figure == Figure(
        "The pier", "declared", "~09:00, the clerk", (("Yes", "61.8%", "313,209 votes"), ("No", "38.2%", ""))
    )
    assert figure_of(board([contest], sightings[3:]), None, UTC) is None

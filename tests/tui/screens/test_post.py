"""The page of a post: what stands on it, how it fits, and which links it opens."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from textual.app import App

from feeds.model import Author, Block, Origin, Post, Reading, When
from tui.render.cells import width_of
from tui.render.glyphs import ASCII, UNICODE
from tui.render.postpage import links_of, page
from tui.screens.post import PostScreen
from tui.themes import NIGHT
from tui.widgets.sheet import Sheet

OSLO = ZoneInfo("Europe/Oslo")
AT = datetime(2031, 5, 3, 10, 37, tzinfo=UTC)


def block(text: str, kind: str = "paragraph") -> Block:
    return Block(type=kind, text=text)


def reading(who: str | None, value: float, measure: str = "share", group: str = "overall") -> Reading:
    return Reading(
        group=group,
        who=who,
        measure=measure,
        value=value,
        unit="%" if measure == "share" else "votes",
        status="declared",
        source="Odd Berg",
        text="as read",
    )


GUESSED = When(
    at=AT,
    earliest=AT - timedelta(minutes=7),
    latest=AT + timedelta(hours=14),
    basis="inferred",
    why="by the length of its neighbours",
)
POST = Post(
    id="p1",
    kind="announcement",
    when=GUESSED,
    updated=True,
    heading="The pier will be built",
    author=Author(name="Odd Berg", handle="oddberg", role="harbour clerk"),
    body=(
        block("Read from the steps, to a crowd that had waited since the morning in the rain and in the wind."),
        block("A pier is a promise.", "quote"),
        block("Yes - 3,204 (61.8%)", "row"),
        block("The paper is at https://pier.example/count.pdf."),
    ),
    url="https://pier.example/live#p1",
    origin=Origin(file="pier.txt", first_line=12, last_line=19),
    readings=(reading("Yes", 61.8), reading("Yes", 3204, "votes"), reading("No", 38.2, group="islanders")),
)
TWEET = Post(
    id="t1",
    kind="tweet",
    when=GUESSED,
    part_of="p1",
    author=Author(name="Ingrid Moe", handle="ingridmoe"),
    body=(block("I can hear the bells https://pier.example/bells", "tweet"),),
)


def text(width: int, post: Post = POST, **kwargs: Any) -> str:
    lines = page(post, (TWEET,), OSLO, width, kwargs.get("glyphs", UNICODE))
    assert all(width_of(line.content.plain) <= width for line in lines)
    return "\n".join(line.content.plain for line in lines)


def test_a_page_says_all_there_is() -> None:
    said = text(80)
    assert "~12:37 CEST, Saturday 3 May 2031" in said
    assert "Inferred: between 12:30 and 02:37 on 4 May." in said
    assert "By the length of its neighbours." in said
    assert "Edited after it appeared." in said
    assert "Ingrid Moe @ingridmoe" in said
    assert "61.8%  Yes, share            declared, Odd Berg" in said
    assert "3,204  Yes, votes            declared, Odd Berg" in said
    assert "38.2%  No, share, islanders  declared, Odd Berg" in said
    assert "pier.txt, lines 12 to 19" in said
    assert "1 https://pier.example/live#p1" in said


def test_a_stated_time_has_neither_tilde_nor_interval() -> None:
    said = text(80, replace(POST, when=When.stated(AT)))
    assert said.startswith("12:37 CEST")
    assert "between" not in said


@pytest.mark.parametrize("width", [20, 27, 36, 55, 76, 120])
@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_no_line_is_wider_than_the_page(width: int, glyphs: Any) -> None:
    said = text(width, glyphs=glyphs)
    assert glyphs is UNICODE or said.isascii()


def test_only_http_and_https_are_links_and_each_stands_once() -> None:
    assert links_of(POST, (TWEET,)) == (
        "https://pier.example/live#p1",
        "https://pier.example/count.pdf",
        "https://pier.example/bells",
    )
    hostile = Post(
        id="x", kind="post", body=(block("javascript:alert(1) file:///etc ftp://x.example/ http://a.example/a b"),)
    )
    assert links_of(hostile) == ("http://a.example/a",)


class Behind(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.register_theme(NIGHT)
        self.theme = NIGHT.name

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        self.opened.append(url)


async def test_links_are_opened_by_key_and_by_click() -> None:
    app = Behind()
    async with app.run_test(size=(80, 50)) as pilot:
        app.push_screen(PostScreen(POST, (TWEET,), OSLO))
        await pilot.pause()
        await pilot.press("l", "2", "9")
        assert app.opened == ["https://pier.example/live#p1", "https://pier.example/count.pdf"]
        sheet = app.screen.query_one(Sheet)
        row = next(place for place, line in enumerate(page(POST, (TWEET,), OSLO, 76, UNICODE)) if line.rank == 2)
        await pilot.click(Sheet, offset=(8, row + sheet.gutter.top))
        assert app.opened[-1] == "https://pier.example/bells"


async def test_a_long_page_scrolls_in_a_small_terminal_and_says_so() -> None:
    app = Behind()
    async with app.run_test(size=(40, 12)) as pilot:
        app.push_screen(PostScreen(POST, (TWEET,), OSLO))
        await pilot.pause()
        sheet = app.screen.query_one(Sheet)
        assert "▼ more" in str(sheet.border_subtitle)
        await pilot.press("pagedown")
        assert sheet.top > 0
        assert "▲▼ more" in str(sheet.border_subtitle)
        await pilot.press("end", "down")
        last = sheet.top
        assert "▲ more" in str(sheet.border_subtitle)
        await pilot.press("up", "down", "G")
        assert sheet.top == last
        await pilot.resize_terminal(90, 60)
        await pilot.pause()
        assert sheet.top == 0
        assert "more" not in str(sheet.border_subtitle)
        await pilot.press("escape")
        assert not isinstance(app.screen, PostScreen)


async def test_a_click_beside_the_page_closes_it() -> None:
    app = Behind()
    async with app.run_test(size=(120, 50)) as pilot:
        app.push_screen(PostScreen(POST, (), OSLO))
        await pilot.pause()
        await pilot.click(offset=(1, 1))
        await pilot.pause()
        assert not isinstance(app.screen, PostScreen)

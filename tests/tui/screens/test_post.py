"""The page of a post: what stands on it, how it fits, and which links it opens."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from textual.app import App

from feeds.archive import Archive
from feeds.excerpts import Excerpt
from feeds.model import Author, Block, Day, Header, Origin, Post, Reading, When
from tui.render.cells import width_of
from tui.render.glyphs import ASCII, UNICODE
from tui.render.postpage import Known, page
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


ABOUT = Known(POST, (TWEET,))


def text(width: int, known: Known = ABOUT, **kwargs: Any) -> str:
    lines = page(known, OSLO, width, kwargs.get("glyphs", UNICODE))
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
    said = text(80, Known(replace(POST, when=When.stated(AT))))
    assert said.startswith("12:37 CEST")
    assert "between" not in said


@pytest.mark.parametrize("width", [20, 27, 36, 55, 76, 120])
@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_no_line_is_wider_than_the_page(width: int, glyphs: Any) -> None:
    said = text(width, glyphs=glyphs)
    assert glyphs is UNICODE or said.isascii()


def test_only_http_and_https_are_links_and_each_stands_once() -> None:
    assert ABOUT.links == (
        "https://pier.example/live#p1",
        "https://pier.example/count.pdf",
        "https://pier.example/bells",
    )
    hostile = Post(
        id="x", kind="post", body=(block("javascript:alert(1) file:///etc ftp://x.example/ http://a.example/a b"),)
    )
    assert Known(hostile).links == ("http://a.example/a",)


@pytest.mark.parametrize(("named", "said"), [(False, False), (True, True)])
def test_a_reason_that_speaks_of_a_later_post_waits_for_it(named: bool, said: bool) -> None:
    cited = When(at=AT, earliest=AT, latest=AT, basis="cited", why="line 7 cites this post: “see 12.37pm”")
    shown = text(80, Known(replace(POST, when=cited), named=named))
    assert "Given elsewhere in the source: 12:37." in shown
    assert ("Line 7 cites this post" in shown) == said


def test_the_lines_of_the_source_are_numbered_and_wrapped() -> None:
    rows = ((12, "Read from the steps, to a crowd that had waited since the morning."), (13, "A pier is a promise."))
    shown = text(40, Known(POST, sources=(Excerpt("pier.txt", "lines 12 to 19", rows, 6),)))
    assert shown.endswith(
        "Source\npier.txt, lines 12 to 19\n"
        "12  Read from the steps, to a crowd that\n    had waited since the morning.\n"
        "13  A pier is a promise.\n    6 more lines"
    )
    laid_out = ((7, "{"), (None, ' "id": "p1",'), (None, "}"))
    shown = text(40, Known(POST, sources=(Excerpt("day.jsonl", "line 7", laid_out),)))
    assert shown.endswith('day.jsonl, line 7\n7  {\n    "id": "p1",\n   }')
    shown = text(40, Known(POST, sources=(Excerpt("pier.txt", note="The file is not at hand."),)))
    assert shown.endswith("Source\npier.txt\nThe file is not at hand.")


class Behind(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.left: list[int | None] = []
        self.register_theme(NIGHT)
        self.theme = NIGHT.name

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        self.opened.append(url)

    def show(self, rank: int = 1, until: int = 4, files: tuple[str, ...] = ()) -> None:
        """The page of a post of `DAY`."""
        self.push_screen(PostScreen(DAY, rank, until=until, files=files), self.left.append)


def day() -> Archive:
    """A day in which the third post and the fifth cite the second, which cites the first and shows a tweet."""
    first = Post(id="p0", kind="post", when=When.stated(AT), heading="The quay")
    cited = replace(POST, cites=("p0",))
    later = {number: When.stated(AT + timedelta(hours=number)) for number in (1, 2)}
    third = Post(id="p3", kind="post", when=later[1], body=(block("Still nobody minds."),), cites=("p1",))
    fifth = Post(id="p5", kind="post", when=later[2], body=(block("Told at last."),), cites=("p1",))
    return Archive.from_day(Day(header=Header(timezone="Europe/Oslo"), posts=(first, cited, TWEET, third, fifth)))


DAY = day()


def row_of(app: Behind, key: str) -> int:
    sheet = app.screen.query_one(Sheet)
    lines = sheet.lines(sheet.content_size.width)
    return next(place for place, line in enumerate(lines) if line.key == key) - sheet.top + sheet.gutter.top


async def test_links_are_opened_by_key_and_by_click() -> None:
    app = Behind()
    async with app.run_test(size=(80, 60)) as pilot:
        app.show()
        await pilot.pause()
        await pilot.press("l", "2", "9")
        assert app.opened == ["https://pier.example/live#p1", "https://pier.example/count.pdf"]
        await pilot.click(Sheet, offset=(8, row_of(app, "link 2")))
        assert app.opened[-1] == "https://pier.example/bells"


@pytest.mark.parametrize(
    ("until", "stops"), [(5, ["post 0", "post 3", "post 4"]), (4, ["post 0", "post 3"]), (3, ["post 0"])]
)
async def test_it_leads_to_the_posts_that_it_cites_and_that_cite_it_as_far_as_they_have_happened(
    until: int, stops: list[str], text_of: Callable[[App[None]], str]
) -> None:
    app = Behind()
    async with app.run_test(size=(80, 60)) as pilot:
        app.show(until=until)
        await pilot.pause()
        sheet = app.screen.query_one(Sheet)
        assert ("Cited by" in text_of(app)) == (len(stops) > 1)
        found = []
        for _ in stops:
            await pilot.press("tab")
            found.append(sheet.at)
        assert found == stops
        await pilot.press("tab")
        assert sheet.at == "link 0"
        await pilot.press("enter")
        assert app.opened == ["https://pier.example/live#p1"]
        await pilot.press("shift+tab", "enter")
        assert app.left == [int(stops[-1].split()[1])]


async def test_a_click_leads_to_a_post_too_and_a_tweet_to_the_one_that_shows_it() -> None:
    app = Behind()
    async with app.run_test(size=(80, 60)) as pilot:
        for rank, until, to in ((1, 5, 4), (2, 5, 1), (3, 4, 1)):
            app.show(rank, until)
            await pilot.pause()
            await pilot.click(Sheet, offset=(12, row_of(app, f"post {to}")))
            await pilot.pause()
            assert app.left.pop() == to


async def test_enter_closes_where_nothing_is_chosen() -> None:
    app = Behind()
    async with app.run_test(size=(80, 60)) as pilot:
        app.show()
        await pilot.pause()
        await pilot.press("enter")
        assert app.left == [None]


async def test_its_words_are_copied_and_the_page_says_so() -> None:
    app = Behind()
    async with app.run_test(size=(80, 60)) as pilot:
        app.show()
        await pilot.pause()
        await pilot.press("y")
        assert app.clipboard.startswith("“The pier will be built\nRead from the steps")
        assert app.clipboard.endswith("https://pier.example/live#p1")
        assert "copied" in str(app.screen.query_one(Sheet).border_subtitle)


async def test_tweets_that_are_still_to_come_are_not_on_the_page(text_of: Callable[[App[None]], str]) -> None:
    app = Behind()
    async with app.run_test(size=(80, 60)) as pilot:
        app.show(until=2)
        await pilot.pause()
        assert "Ingrid Moe" not in text_of(app)


async def test_the_source_is_read_from_the_file(tmp_path: Path, text_of: Callable[[App[None]], str]) -> None:
    path = tmp_path / "pier.txt"
    text = [f"Line {number}" for number in range(1, 12)] + POST.text.split("\n")
    path.write_text("\n".join(text), encoding="utf-8")
    app = Behind()
    async with app.run_test(size=(90, 70)) as pilot:
        app.show(files=(str(tmp_path / "day.jsonl"),))
        await app.workers.wait_for_complete()
        await pilot.pause()
        shown = text_of(app)
        assert "12  The pier will be built" in shown
        assert "14  A pier is a promise." in shown
        await pilot.press("escape")
        path.unlink()
        app.show(files=(str(tmp_path / "day.jsonl"),))
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "The file is not at hand." in text_of(app)


async def test_a_long_page_scrolls_in_a_small_terminal_and_says_so() -> None:
    app = Behind()
    async with app.run_test(size=(40, 12)) as pilot:
        app.show()
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
        await pilot.press("g", "shift+tab")
        assert sheet.at == "link 2"
        height = sheet.content_size.height
        here = [place for place, line in enumerate(sheet.lines(sheet.content_size.width)) if line.key == sheet.at]
        assert all(sheet.top <= place < sheet.top + height for place in here)
        await pilot.resize_terminal(90, 70)
        await pilot.pause()
        assert sheet.top == 0
        assert "more" not in str(sheet.border_subtitle)
        await pilot.press("escape")
        assert not isinstance(app.screen, PostScreen)


@pytest.mark.parametrize("size", [(120, 50), (40, 12)])
@pytest.mark.parametrize(("row", "closes"), [(-1, True), (0, False), (1, False)])
async def test_a_click_on_the_lower_edge_of_the_page_closes_it(size: tuple[int, int], row: int, closes: bool) -> None:
    app = Behind()
    async with app.run_test(size=size) as pilot:
        app.show()
        await pilot.pause()
        sheet = app.screen.query_one(Sheet)
        await pilot.click(Sheet, offset=(3, row % sheet.region.height))
        await pilot.pause()
        assert isinstance(app.screen, PostScreen) != closes


async def test_a_click_beside_the_page_closes_it() -> None:
    app = Behind()
    async with app.run_test(size=(120, 50)) as pilot:
        app.show()
        await pilot.pause()
        await pilot.click(offset=(1, 1))
        await pilot.pause()
        assert not isinstance(app.screen, PostScreen)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_the_page_looks_like(
    size: tuple[int, int], tmp_path: Path, text_of: Callable[[App[None]], str], golden: Callable[[str, str], None]
) -> None:
    (tmp_path / "pier.txt").write_text("\n" * 11 + POST.text, encoding="utf-8")
    app = Behind()
    async with app.run_test(size=size) as pilot:
        app.show(until=5, files=(str(tmp_path / "day.jsonl"),))
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("tab")
        golden(f"post_{size[0]}x{size[1]}", text_of(app))

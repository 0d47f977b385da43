"""The panes at the side: walking through them, going where a line leads, keeping up while the reader is elsewhere."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from textual.app import App, ComposeResult

from feeds.figures import Sighting, board
from feeds.model import Contest, Reading
from feeds.moments import Moment
from tests.tui.conftest import screen_text
from tui.render.glyphs import ASCII, UNICODE
from tui.render.moments import Listed, current, listed
from tui.themes import NIGHT, PLAIN
from tui.widgets.moments import Moments
from tui.widgets.result import Figures, Result

OSLO = ZoneInfo("Europe/Oslo")
START = datetime(2031, 5, 3, 6, 15, tzinfo=UTC)
CONTEST = Contest(name="Pier vote", who=("Yes", "No"))


def moment(number: int, label: str = "", kind: str = "key", *, exact: bool = True) -> Moment:
    return Moment(number, START + timedelta(minutes=11 * number), label or f"Moment {number}", kind, exact)


MANY = [moment(number) for number in range(30)]


class Side(App[None]):
    """Both panes, one above the other, and what they say."""

    CSS = "Result { height: 9; } Moments { height: 8; border-top: solid $track; }"

    def __init__(self) -> None:
        super().__init__()
        self.register_theme(NIGHT)
        self.theme = NIGHT.name
        self.said: list[int] = []

    def compose(self) -> ComposeResult:
        yield Result(id="result")
        yield Moments(id="moments")

    def on_figures_chosen(self, event: Figures.Chosen) -> None:
        self.said.append(event.rank)

    def on_moments_chosen(self, event: Moments.Chosen) -> None:
        self.said.append(event.moment.rank)

    def tell(self, count: int, shown: Sequence[Moment] | None = None) -> None:
        """Show the first `count` moments."""
        moments = MANY[:count] if shown is None else shown
        self.query_one(Moments).show(moments, moments[-1].at, OSLO)


def figures(*said: tuple[str, float, str]) -> Any:
    sightings = [
        Sighting(
            number,
            f"p{number}",
            START + timedelta(minutes=number),
            True,
            Reading(
                contest="Pier vote",
                group="overall",
                who=who,
                measure="share",
                value=value,
                unit="%",
                status=status,
                text="so",
            ),
        )
        for number, (who, value, status) in enumerate(said)
    ]
    return board((CONTEST,), sightings)


def rows(app: Side, kind: type[Result | Moments]) -> list[str]:
    region = app.query_one(kind).content_region
    return [row for row in screen_text(app).splitlines()[region.y : region.bottom] if row]


async def test_the_newest_moment_is_in_view_and_marked() -> None:
    app = Side()
    async with app.run_test(size=(40, 20)) as pilot:
        for count in (1, 4, 20, 30, 12, 30):
            app.tell(count)
            await pilot.pause()
            seen = rows(app, Moments)
            marked = [row for row in seen if "►" in row]
            assert len(marked) == 1
            assert f"Moment {count - 1}" in marked[0]


async def test_what_is_seen_does_not_depend_on_the_way_there() -> None:
    app = Side()
    async with app.run_test(size=(40, 20)) as pilot:
        seen: dict[int, list[str]] = {}
        for count in (*range(1, 31), 3, 22, 9, 15):
            app.tell(count)
            await pilot.pause()
            assert seen.setdefault(count, screen_text(app).splitlines()) == screen_text(app).splitlines()


async def test_the_reader_in_the_pane_is_not_moved() -> None:
    app = Side()
    async with app.run_test(size=(40, 20)) as pilot:
        app.tell(20)
        app.query_one(Moments).focus()
        await pilot.press("home", "down", "down")
        before = rows(app, Moments)
        assert "Moment 2" in next(row for row in before if row.startswith("▌"))
        app.tell(30)
        await pilot.pause()
        assert [row[:39].rstrip() for row in rows(app, Moments)] == [row[:39].rstrip() for row in before]
        await pilot.press("enter", "end", "enter", "pageup", "k", "enter")
        assert app.said == [2, 29, 22]
        app.query_one(Result).focus()
        await pilot.pause()
        assert any("►" in row for row in rows(app, Moments))


async def test_the_wheel_scrolls_until_something_new_comes() -> None:
    app = Side()
    async with app.run_test(size=(40, 20)) as pilot:
        app.tell(20)
        await pilot.pause()
        home = rows(app, Moments)
        await pilot._post_mouse_events([_wheel()], Moments, offset=(3, 3))
        await pilot.pause()
        assert rows(app, Moments) != home
        app.tell(21)
        await pilot.pause()
        assert "Moment 20" in "".join(rows(app, Moments))


async def test_a_click_goes_where_the_wheel_has_scrolled_to() -> None:
    app = Side()
    async with app.run_test(size=(40, 20)) as pilot:
        app.tell(30)
        for number in (8, 5, 11):
            app.query_one(Result).focus()
            await pilot.pause()
            for _ in range(6):
                await pilot._post_mouse_events([_wheel()], Moments, offset=(3, 3))
            await pilot.pause()
            seen = [row[2:30].rstrip() for row in rows(app, Moments)]
            place = next(place for place, row in enumerate(seen) if row.endswith(f"Moment {number}"))
            await pilot.click(Moments, offset=(12, place + 1))
            assert app.said[-1] == number
            assert [row[2:30].rstrip() for row in rows(app, Moments)] == seen
            assert rows(app, Moments)[place].startswith("▌")


async def test_a_double_click_goes_where_its_first_click_does() -> None:
    app = Side()
    async with app.run_test(size=(40, 20)) as pilot:
        app.tell(30)
        await pilot.pause()
        await pilot.double_click(Moments, offset=(12, 3))
        assert len(app.said) == 1


async def test_the_scrollbar_can_be_dragged_and_leads_nowhere() -> None:
    app = Side()
    async with app.run_test(size=(40, 20)) as pilot:
        app.tell(30)
        await pilot.pause()
        await pilot.click(Moments, offset=(39, 1))
        assert "Moment 0" in rows(app, Moments)[0]
        await pilot.mouse_down(Moments, offset=(39, 1))
        await pilot.hover(Moments, offset=(39, 4))
        await pilot.pause()
        assert "Moment 12" in rows(app, Moments)[0]
        await pilot.mouse_up(Moments, offset=(20, 7))
        assert app.said == []
        assert app.mouse_captured is None


async def test_the_keyboard_comes_in_where_the_wheel_has_scrolled_to() -> None:
    app = Side()
    async with app.run_test(size=(40, 20)) as pilot:
        app.tell(30)
        for _ in range(3):
            await pilot._post_mouse_events([_wheel()], Moments, offset=(3, 3))
        await pilot.pause()
        seen = [row[2:30].rstrip() for row in rows(app, Moments)]
        app.query_one(Moments).focus()
        await pilot.pause()
        assert [row[2:30].rstrip() for row in rows(app, Moments)] == seen
        assert rows(app, Moments)[0].startswith("▌")


@pytest.mark.parametrize("theme", [NIGHT, PLAIN], ids=lambda theme: str(theme.name))
async def test_the_line_at_hand_stands_out_from_end_to_end(theme: Any) -> None:
    app = Side()
    async with app.run_test(size=(40, 20)) as pilot:
        app.register_theme(theme)
        app.theme = theme.name
        app.tell(5)
        moments = app.query_one(Moments)
        moments.focus()
        await pilot.press("home")
        lit, other = (moments.render_line(place) for place in (0, 1))
        room = moments.content_size.width - 1  # all but the scrollbar
        looks = [
            {(part.style.bgcolor, part.style.reverse) for part in line.crop(2, room) if part.style is not None}
            for line in (lit, other)
        ]
        assert len(looks[0]) == 1
        assert not looks[0] & looks[1]


async def test_a_bar_is_not_turned_round_where_the_line_at_hand_is() -> None:
    app = Side()
    async with app.run_test(size=(40, 20)) as pilot:
        app.register_theme(PLAIN)
        app.theme = PLAIN.name
        result = app.query_one(Result)
        result.show(figures(("Yes", 62.5, "declared"), ("No", 37.5, "declared")), OSLO, None)
        result.focus()
        await pilot.pause()
        await pilot.press("j")
        lines = [result.render_line(place) for place in range(result.content_size.height)]
        lit = next(line for line in lines if line.text.startswith("▌"))
        turned = {part.text.strip(): bool(part.style and part.style.reverse) for part in lit}
        assert [there for text, there in turned.items() if "█" in text] == [False]
        assert [there for text, there in turned.items() if "%" in text] == [True]


def _wheel() -> Any:
    from textual.events import MouseScrollUp

    return MouseScrollUp


async def test_figures_are_walked_through_and_chosen() -> None:
    app = Side()
    async with app.run_test(size=(40, 20)) as pilot:
        result = app.query_one(Result)
        result.show(
            figures(
                ("Yes", 65, "forecast"), ("Yes", 62, "reported"), ("No", 38, "reported"), ("Yes", 61.8, "declared")
            ),
            OSLO,
        )
        result.focus()
        await pilot.pause()
        for _ in range(9):
            await pilot.press("enter", "down")
        assert app.said == [3, 3, 0, 3, 2, 2, 2, 2, 2]
        await pilot.press("home", "enter")
        assert app.said[-1] == 3


async def test_a_click_on_a_step_of_the_way_goes_to_its_post() -> None:
    app = Side()
    async with app.run_test(size=(60, 20)) as pilot:
        app.query_one(Result).show(
            figures(("Yes", 65, "forecast"), ("Yes", 62, "reported"), ("Yes", 61.8, "declared")), OSLO
        )
        await pilot.pause()
        lines = screen_text(app).splitlines()
        row = next(place for place, line in enumerate(lines) if "forecast" in line)
        for word in ("65%", "62%", "61.8%"):
            await pilot.click(offset=(lines[row].index(word) + 1, row))
        assert app.said == [0, 1, 2]
        await pilot.click(offset=(3, 0))
        assert app.said == [0, 1, 2]


async def test_empty_panes_say_so_and_bear_every_key() -> None:
    app = Side()
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        assert "No figures yet." in screen_text(app)
        assert "None so far." in screen_text(app)
        for pane in (Result, Moments):
            app.query_one(pane).focus()
            await pilot.press("up", "down", "home", "end", "pageup", "pagedown", "enter")
        assert app.said == []


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (12, 5), (300, 80)])
async def test_any_size(size: tuple[int, int]) -> None:
    app = Side()
    async with app.run_test(size=(40, 20)) as pilot:
        app.tell(30)
        app.query_one(Moments).focus()
        await pilot.press("up")
        await pilot.resize_terminal(*size)
        await pilot.pause()
        await pilot.press("up", "down")
        screen_text(app)


def test_times_are_told_as_they_are_known() -> None:
    lines = listed([moment(0), moment(1, exact=False)], 1, 36, OSLO, UNICODE)
    assert [line.content.plain for line in lines] == [" 08:15 ◆ Moment 0", "~08:26 ◆ Moment 1"]
    assert [line.mark for line in lines] == ["", "►"]


def test_labels_end_in_an_ellipsis_and_a_new_date_is_told() -> None:
    lines = listed([moment(0, "A very long word about the pier"), moment(200)], 0, 30, OSLO, UNICODE)
    assert lines[0].content.plain == " 08:15 ◆ A very long word abo…"
    assert listed([moment(0), moment(200)], 0, 30, OSLO, ASCII)[0].content.plain == " 08:15 * Moment 0"
    next_day = listed([moment(0), moment(130)], 0, 40, OSLO, UNICODE)[1].content.plain
    assert next_day == " 08:05 ◆ 4 May: Moment 130"


@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_moment_is_told_in_all_its_words(place: int) -> None:
    shown = [moment(0), moment(1), moment(2)]
    shown[place] = moment(place, "The harbour master says that the pier will be built")
    lines = listed(shown, place, 30, OSLO, UNICODE, whole=place)
    assert [line.content.plain[9:] for line in lines[place : place + 3]] == [
        "The harbour master",
        "says that the pier",
        "will be built",
    ]
    assert [line.rank for line in lines] == sorted([0, 1, 2] + 2 * [place])
    assert [line.mark for line in lines if line.key] == ["►" if each == place else "" for each in range(3)]
    assert len({line.key for line in lines if line.key}) == 3
    shown[place] = moment(place, "The harbour master says that the pier will be built, and that it is to be very long")
    told = listed(shown, place, 30, OSLO, UNICODE, whole=place)
    assert [line.content.plain[9:] for line in told[place : place + 3]][2] == "will be built, and t…"
    assert len(told) == 5


@pytest.mark.parametrize("height", [0, 4, 5, 6, 7, 9, 40])
def test_where_there_is_room_the_latest_moments_are_told_in_all_their_words(height: int) -> None:
    long = "The harbour master says that the pier will be built"
    lines = listed(
        [moment(each, long if each % 2 else "Brief") for each in range(4)], 3, 30, OSLO, UNICODE, height=height
    )
    assert isinstance(lines, Listed)
    whole = [each for each in (1, 3) if lines.last_of(each) > lines.first_of(each)]
    assert whole == ([1, 3] if height >= 8 else [3] if height >= 6 else [])
    assert len(lines) <= max(height, 4)
    for each in range(4):
        places = range(lines.first_of(each), lines.last_of(each) + 1)
        assert [lines.moment_at(place) for place in places] == [each] * len(places)
        assert [lines.owner(lines[place]) for place in places[1:]] == [each] * (len(places) - 1)
        assert [bool(lines[place].key) for place in places] == [True] + [False] * (len(places) - 1)


async def test_a_click_on_the_further_words_of_a_moment_goes_there_too() -> None:
    app = Side()
    async with app.run_test(size=(40, 20)) as pilot:
        app.tell(0, [*MANY[:9], moment(9, "The harbour master says that the pier will be built")])
        await pilot.pause()
        lines = screen_text(app).splitlines()
        row = next(place for place, line in enumerate(lines) if "pier will be built" in line)
        await pilot.click(offset=(12, row))
        assert app.said == [9]


async def test_the_moment_that_the_reader_is_on_is_told_in_all_its_words() -> None:
    app = Side()
    async with app.run_test(size=(34, 20)) as pilot:
        app.tell(0, [moment(number, f"The harbour master says that boat {number} is late") for number in range(20)])
        app.query_one(Moments).focus()
        await pilot.pause()
        for key, told in (("home", 0), ("down", 1), ("down", 2), ("end", 19), ("up", 18), ("pageup", 12), ("j", 13)):
            await pilot.press(key)
            seen = "\n".join(row.rstrip(" ┃") for row in rows(app, Moments))
            assert re.findall(r"that boat (\d+) is\n +late", seen) == [str(told)], key
            assert re.search(f"▌[ ►] {START + timedelta(minutes=11 * told, hours=2):%H:%M}", seen), key
        await pilot.press("enter")
        assert app.said == [13]


def test_the_current_moment_is_the_last_that_has_come() -> None:
    assert current(MANY, START - timedelta(seconds=1)) == -1
    assert current(MANY, START) == 0
    assert current(MANY, START + timedelta(minutes=12)) == 1
    assert current(MANY, START + timedelta(days=9)) == 29

"""The timeline on a screen: what it draws, what the mouse does, what it tells."""

from collections.abc import Callable
from typing import Any

import pytest

from feeds.archive import Archive, Hits, parse
from tui.render.glyphs import ASCII, UNICODE
from tui.sight import Sight
from tui.widgets.timeline import Timeline

Golden = Callable[[str, str], None]
TextOf = Callable[[Any], str]


@pytest.fixture
def timeline(archive: Archive) -> Timeline:
    made = Timeline()
    made.show(archive)
    return made


def heard(messages: list[object], kind: type) -> list[Any]:
    """The messages of a kind; each passes several nodes on its way up and is counted once."""
    return list({id(message): message for message in messages if isinstance(message, kind)}.values())


def row_of(text: str, words: str) -> int:
    return next(y for y, row in enumerate(text.splitlines()) if words in row)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_the_looks_of_it(
    stage: Any, timeline: Timeline, text_of: TextOf, golden: Golden, size: tuple[int, int]
) -> None:
    app = stage(timeline)
    async with app.run_test(size=size) as pilot:
        name = f"timeline_{size[0]}x{size[1]}"
        timeline.reveal(8)
        await pilot.pause()
        golden(f"{name}_morning", text_of(app))
        timeline.reveal(41)
        timeline.goto(37)
        await pilot.pause()
        golden(f"{name}_key", text_of(app))
        timeline.reveal(54)
        query = parse("pier")
        timeline.set_query(query, [38, 39, 51])
        timeline.goto(51)
        await pilot.pause()
        golden(f"{name}_night", text_of(app))


async def test_newest_first_in_ascii(stage: Any, timeline: Timeline, text_of: TextOf, golden: Golden) -> None:
    app = stage(timeline)
    async with app.run_test(size=(60, 20)) as pilot:
        timeline.order, timeline.glyphs = "newest", ASCII
        timeline.reveal(38)
        await pilot.pause()
        golden("timeline_60x20_newest_ascii", text_of(app))


async def test_an_empty_timeline_says_so(stage: Any, timeline: Timeline, text_of: TextOf) -> None:
    app = stage(timeline)
    async with app.run_test(size=(40, 9)) as pilot:
        assert "Nothing has happened yet." in text_of(app)
        for act in (timeline.first, timeline.last, lambda: timeline.move(1), lambda: timeline.page(-1)):
            act()
        await pilot.click(Timeline, offset=(3, 3))
        assert timeline.cursor == 0


async def test_playing_and_seeking_give_the_same_screen(stage: Any, archive: Archive, text_of: TextOf) -> None:
    texts = []
    for counts in (range(1, 46), [60, 2, 45]):
        timeline = Timeline()
        timeline.show(archive)
        app = stage(timeline)
        async with app.run_test(size=(70, 22)) as pilot:
            for count in counts:
                timeline.reveal(count)
                timeline.show_latest()
            await pilot.pause()
            texts.append(text_of(app))
    assert texts[0] == texts[1]


async def test_the_chip_counts_and_leads_to_what_is_new(stage: Any, timeline: Timeline, text_of: TextOf) -> None:
    messages: list[object] = []
    app = stage(timeline)
    async with app.run_test(size=(60, 12), message_hook=messages.append) as pilot:
        timeline.reveal(20)
        timeline.goto(5)
        await pilot.pause()
        before = text_of(app)
        assert "new" not in before
        timeline.reveal(23)
        await pilot.pause()
        after = text_of(app)
        assert after.splitlines()[-1].strip() == "▼ 3 new"
        assert [row[:59].rstrip() for row in after.splitlines()[:-1]] == [
            row[:59].rstrip() for row in before.splitlines()[:-1]
        ]
        timeline.scroll_rows(1)
        await pilot.pause()
        assert text_of(app).splitlines()[-2][:59].rstrip() == before.splitlines()[-1][:59].rstrip()
        timeline.scroll_rows(-1)
        assert [message.count for message in heard(messages, Timeline.Unseen)] == [3]
        await pilot.click(Timeline, offset=(30, 11))
        assert (timeline.cursor, timeline.unseen, timeline.following) == (22, 0, True)
        await pilot.pause()
        assert [message.count for message in heard(messages, Timeline.Unseen)] == [3, 0]


async def test_newest_first_the_chip_stands_on_top_and_nothing_moves(
    stage: Any, timeline: Timeline, text_of: TextOf
) -> None:
    app = stage(timeline)
    async with app.run_test(size=(60, 12)) as pilot:
        timeline.order = "newest"
        timeline.reveal(20)
        timeline.goto(5)
        await pilot.pause()
        before = text_of(app)
        timeline.reveal(23)
        await pilot.pause()
        after = text_of(app)
        assert after.splitlines()[0].strip() == "▲ 3 new"
        assert [row[:59].rstrip() for row in after.splitlines()[1:]] == [
            row[:59].rstrip() for row in before.splitlines()[1:]
        ]
        await pilot.click(Timeline, offset=(20, 1))
        assert timeline.cursor == timeline._view.lines()[0].rank
        await pilot.click(Timeline, offset=(30, 0))
        assert (timeline.cursor, timeline.unseen) == (22, 0)


async def test_with_the_shield_off_the_newest_is_what_has_happened(
    stage: Any, timeline: Timeline, text_of: TextOf
) -> None:
    app = stage(timeline)
    async with app.run_test(size=(60, 30)) as pilot:
        timeline.reveal(60, happened=29)
        await pilot.pause()
        assert timeline.cursor == 59
        assert [row for row in text_of(app).splitlines() if row[1:2] == "•"] == []
        timeline.last()
        await pilot.pause()
        assert timeline.cursor == 28
        arrived = [row for row in text_of(app).splitlines() if row[1:2] == "•"]
        assert len(arrived) == 1
        assert arrived[0].startswith("▌•")
        assert "Key moment" in arrived[0]
        timeline.last()
        assert timeline.cursor == 59
        timeline.last()
        assert timeline.cursor == 28
        timeline.reveal(60)
        timeline.last()
        await pilot.pause()
        assert "▌•" in text_of(app)


@pytest.mark.parametrize(("order", "ascii_only"), [("oldest", False), ("newest", False), ("oldest", True)])
async def test_neighbours_in_a_filtered_list_are_told_apart(
    stage: Any, archive: Archive, text_of: TextOf, golden: Golden, order: Any, ascii_only: bool
) -> None:
    listed = (0, 1, 2, 12, 13, 14, 37, 38, 39, 40, 41)
    sight = Sight(archive)
    sight.narrow(Hits.of(listed, 60))
    timeline = Timeline()
    timeline.order = order
    timeline.show(sight, sight.rank)
    app = stage(timeline)
    async with app.run_test(size=(60, 44)) as pilot:
        timeline.glyphs = ASCII if ascii_only else UNICODE
        timeline.reveal(len(listed))
        timeline.set_query(parse("vote"), [13, 38, 40], only=[1, 13, 38, 40])
        timeline.goto(4)
        await pilot.pause()
        golden(f"timeline_filtered_{order}{'_ascii' if ascii_only else ''}", text_of(app))


async def test_a_click_moves_the_cursor_and_a_second_one_chooses(
    stage: Any, timeline: Timeline, text_of: TextOf
) -> None:
    messages: list[object] = []
    app = stage(timeline)
    async with app.run_test(size=(60, 24), message_hook=messages.append) as pilot:
        timeline.reveal(30)
        await pilot.pause()
        before = text_of(app)
        y = row_of(before, "Counting begins")
        await pilot.click(Timeline, offset=(20, y))
        assert timeline.cursor == 28
        assert not timeline.following
        assert heard(messages, Timeline.Chosen) == []
        assert [row[1:] for row in text_of(app).splitlines()] == [row[1:] for row in before.splitlines()]
        await pilot.click(Timeline, offset=(20, y))
        await pilot.pause()
        assert [message.rank for message in heard(messages, Timeline.Chosen)] == [28]
        assert [message.rank for message in heard(messages, Timeline.CursorMoved)][-1] == 28


async def test_the_wheel_only_scrolls(stage: Any, timeline: Timeline, text_of: TextOf) -> None:
    app = stage(timeline)
    async with app.run_test(size=(60, 12)) as pilot:
        timeline.reveal(20)
        await pilot.pause()
        before = text_of(app).splitlines()
        await pilot._post_mouse_events([_scroll("Up")], Timeline, offset=(5, 5))
        await pilot.pause()
        after = text_of(app).splitlines()
        assert [row[2:58].rstrip() for row in after[3:]] == [row[2:58].rstrip() for row in before[:-3]]
        assert (timeline.cursor, timeline.following) == (19, False)
        await pilot._post_mouse_events([_scroll("Down")], Timeline, offset=(5, 5))
        await pilot.pause()
        assert timeline.following


def _scroll(way: str) -> Any:
    from textual import events

    return getattr(events, f"MouseScroll{way}")


async def test_the_scrollbar_can_be_dragged(stage: Any, timeline: Timeline) -> None:
    app = stage(timeline)
    async with app.run_test(size=(60, 12)) as pilot:
        timeline.reveal(60)
        await pilot.pause()
        await pilot.mouse_down(Timeline, offset=(59, 11))
        await pilot.hover(Timeline, offset=(59, 0))
        await pilot.mouse_up(Timeline, offset=(59, 0))
        assert timeline._view.lines()[0].rank == 0
        assert (timeline.cursor, timeline.following) == (59, False)
        assert app.mouse_captured is None


async def test_a_resize_keeps_the_post_under_the_eye(stage: Any, timeline: Timeline, text_of: TextOf) -> None:
    app = stage(timeline)
    async with app.run_test(size=(80, 24)) as pilot:
        timeline.reveal(60)
        timeline.goto(28)
        assert row_of(text_of(app), "Counting begins") > 0
        timeline.scroll_rows(2)
        await pilot.pause()
        y = row_of(text_of(app), "Counting begins")
        for size in ((50, 24), (110, 20), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert row_of(text_of(app), "Counting begins") == y


async def test_text_can_be_selected(stage: Any, timeline: Timeline, text_of: TextOf) -> None:
    app = stage(timeline)
    async with app.run_test(size=(80, 24)) as pilot:
        timeline.reveal(30)
        await pilot.pause()
        y = row_of(text_of(app), "Counting begins")
        await pilot.mouse_down(Timeline, offset=(11, y))
        await pilot.hover(Timeline, offset=(18, y))
        await pilot.mouse_up(Timeline, offset=(18, y))
        await pilot.pause()
        assert app.screen.get_selected_text() == "Counting"[: len(app.screen.get_selected_text() or "")]
        assert len(app.screen.get_selected_text() or "") >= 7
        assert timeline.cursor == 29
        timeline.move(-1)
        assert app.screen.get_selected_text() in (None, "")


async def test_markup_in_a_post_is_text(stage: Any, text_of: TextOf) -> None:
    from datetime import UTC, datetime

    from feeds.model import Block, Day, Post, When

    text = "[@click=app.quit]x[/] [/] [bold]b \\[red]"
    at = datetime(2031, 5, 3, 10, tzinfo=UTC)
    post = Post(id="p", kind="post", when=When.stated(at), heading=text, body=(Block(type="item", text=text),))
    timeline = Timeline()
    timeline.show(Archive.from_day(Day(posts=(post,))))
    timeline.reveal(1)
    app = stage(timeline)
    async with app.run_test(size=(70, 10)):
        assert text_of(app).count(text) == 2

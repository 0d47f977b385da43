"""The scrubber on a screen: what it draws and gives away, and what the mouse does."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from textual.app import ComposeResult

from feeds.archive import Archive
from feeds.model import Day, Post, When
from tui.render.glyphs import ASCII
from tui.widgets.scrubber import Scrubber, Seen

Golden = Callable[[str, str], None]
TextOf = Callable[[Any], str]
NINE = datetime(2031, 5, 3, 7, 0, tzinfo=UTC)


def scrubber_at(archive: Archive, count: int) -> Scrubber:
    made = Scrubber()
    made.show(archive)
    made.seen = Seen(archive.time_of(count - 1), count)
    return made


def heard(messages: list[object], kind: type) -> list[Any]:
    """The messages of a kind; each passes several nodes on its way up and is counted once."""
    return list({id(message): message for message in messages if isinstance(message, kind)}.values())


@pytest.mark.parametrize("width", [40, 60, 80, 120])
async def test_the_looks_of_it(stage: Any, archive: Archive, text_of: TextOf, golden: Golden, width: int) -> None:
    scrubber = scrubber_at(archive, 40)
    app = stage(scrubber)
    async with app.run_test(size=(width, 3)) as pilot:
        texts = [text_of(app)]
        scrubber.hits = (3, 4, 28, 39)
        scrubber.zoom_in()
        await pilot.pause()
        texts.append(text_of(app))
        scrubber.seen = scrubber.seen._replace(revealed=60, shielded=False)
        await pilot.pause()
        texts.append(text_of(app))
        scrubber.glyphs = ASCII
        await pilot.pause()
        texts.append(text_of(app))
        assert texts[-1].isascii()
        golden(f"scrubber_{width}", "\n".join(texts))


@pytest.mark.parametrize("height", [1, 2, 3])
async def test_under_the_shield_it_draws_the_day_cut_there(
    stage: Any, day: Day, archive: Archive, text_of: TextOf, height: int
) -> None:
    for count in (1, 2, 17, 30, 44, 55):
        cut = Archive.from_day(Day(header=day.header, posts=day.posts[:count]))
        texts = []
        for one in (archive, cut):
            scrubber = scrubber_at(one, count)
            scrubber.styles.height = height
            app = stage(scrubber)
            async with app.run_test(size=(70, 5)):
                texts.append(text_of(app))
                scrubber.zoom_in()
                scrubber.zoom_in()
                texts.append([scrubber.time_at(column) for column in range(70)])
        assert texts[:2] == texts[2:]


async def test_a_click_seeks_once_to_what_is_drawn_there(stage: Any, archive: Archive, text_of: TextOf) -> None:
    messages: list[object] = []
    scrubber = scrubber_at(archive, 45)
    app = stage(scrubber)
    async with app.run_test(size=(80, 6), message_hook=messages.append) as pilot:
        marks = text_of(app).splitlines()[1]
        await pilot.click(Scrubber, offset=(marks.rindex("◆"), 1))
        await pilot.pause()
        assert [message.at for message in heard(messages, Scrubber.Seek)] == [archive.time_of(37)]
        previews = [message.at for message in heard(messages, Scrubber.Preview)]
        assert previews == [archive.time_of(37), None]
        assert app.mouse_captured is None


async def test_a_drag_previews_and_seeks_once_where_it_is_let_go(stage: Any, archive: Archive, text_of: TextOf) -> None:
    messages: list[object] = []
    scrubber = scrubber_at(archive, 45)
    app = stage(scrubber)
    async with app.run_test(size=(80, 6), message_hook=messages.append) as pilot:
        axis = scrubber._drawn().axis  # type: ignore[union-attr]
        await pilot.mouse_down(Scrubber, offset=(60, 0))
        await pilot.hover(Scrubber, offset=(30, 0))
        later = archive.time_of(44) + timedelta(hours=9)
        scrubber.seen = scrubber.seen._replace(playhead=later)  # the clock goes on; the axis waits
        await pilot.hover(Scrubber, offset=(12, 4))
        await pilot.pause()
        assert heard(messages, Scrubber.Seek) == []
        at = scrubber.time_at(12)
        assert at is not None
        assert axis.time(12) <= at <= axis.time(13)
        assert f" {at:%H:%M} " in text_of(app).splitlines()[2]
        await pilot.mouse_up(Scrubber, offset=(12, 4))
        await pilot.pause()
        assert [message.at for message in heard(messages, Scrubber.Seek)] == [at]
        assert at.strftime(" %H:%M ") not in text_of(app).splitlines()[2][:20]
        previews = [message.at for message in heard(messages, Scrubber.Preview)]
        assert len(previews) == 4
        assert previews[-2:] == [at, None]


async def test_a_drag_beyond_the_end_stays_on_the_axis(stage: Any, archive: Archive) -> None:
    messages: list[object] = []

    class Padded(stage):  # type: ignore[misc]
        CSS = "Scrubber { padding: 0 3; }"

        def compose(self) -> ComposeResult:
            yield from super().compose()

    scrubber = scrubber_at(archive, 45)
    app = Padded(scrubber)
    async with app.run_test(size=(60, 6), message_hook=messages.append) as pilot:
        await pilot.mouse_down(Scrubber, offset=(30, 0))
        await pilot.mouse_up(Scrubber, offset=(59, 0))
        await pilot.pause()
        (seek,) = heard(messages, Scrubber.Seek)
        assert seek.at <= scrubber._drawn().axis.end  # type: ignore[union-attr]


async def test_cancel_lets_go_without_seeking(stage: Any, archive: Archive) -> None:
    messages: list[object] = []
    scrubber = scrubber_at(archive, 45)
    app = stage(scrubber)
    async with app.run_test(size=(60, 6), message_hook=messages.append) as pilot:
        assert not scrubber.cancel()
        await pilot.mouse_down(Scrubber, offset=(30, 0))
        assert scrubber.cancel()
        await pilot.mouse_up(Scrubber, offset=(30, 0))
        await pilot.pause()
        assert heard(messages, Scrubber.Seek) == []
        assert heard(messages, Scrubber.Preview)[-1].at is None


async def test_hovering_says_the_time_and_leaving_takes_it_back(stage: Any, archive: Archive, text_of: TextOf) -> None:
    scrubber = scrubber_at(archive, 45)
    app = stage(scrubber)
    async with app.run_test(size=(80, 6)) as pilot:
        before = text_of(app)
        await pilot.hover(Scrubber, offset=(3, 0))
        await pilot.pause()
        assert text_of(app) != before
        await pilot.hover(None, offset=(3, 5))
        await pilot.pause()
        assert text_of(app) == before


async def test_zoom_has_two_ends(stage: Any, archive: Archive) -> None:
    scrubber = scrubber_at(archive, 45)
    app = stage(scrubber)
    async with app.run_test(size=(80, 6)):
        scrubber.zoom_out()
        assert scrubber.zoom == 0
        for _ in range(30):
            scrubber.zoom_in()
        most = scrubber.zoom
        scrubber.zoom_out()
        assert scrubber.zoom == most - 1


async def test_days_of_nothing_and_of_one_post(stage: Any, day: Day, text_of: TextOf) -> None:
    for posts in ((), day.posts[:1]):
        archive = Archive.from_day(Day(header=day.header, posts=posts))
        scrubber = Scrubber()
        scrubber.show(archive)
        app = stage(scrubber)
        async with app.run_test(size=(40, 4)) as pilot:
            scrubber.seen = Seen(NINE if posts else None, len(posts), shielded=False)
            scrubber.zoom_in()
            await pilot.click(Scrubber, offset=(20, 0))
            await pilot.pause()
            assert text_of(app)


@pytest.mark.parametrize("shielded", [True, False])
async def test_of_several_days_one_is_shown_until_the_reader_zooms_out(stage: Any, shielded: bool) -> None:
    minutes = [*range(0, 600, 20), *range(6 * 1440, 6 * 1440 + 300, 20)]
    posts = (
        Post(id=f"p{minute}", kind="post", when=When.stated(NINE + timedelta(minutes=minute))) for minute in minutes
    )
    archive = Archive.from_day(Day(posts=tuple(posts)))
    scrubber = Scrubber()
    async with stage(scrubber).run_test(size=(100, 3)) as pilot:
        scrubber.show(archive)
        for minute in (590, 6 * 1440 + 200):
            playhead = NINE + timedelta(minutes=minute)
            scrubber.seen = Seen(playhead, archive.revealed(playhead), shielded=shielded)
            await pilot.pause()
            first, last = scrubber.time_at(0), scrubber.time_at(99)
            assert first is not None
            assert last is not None
            assert last - first <= timedelta(hours=12)
            assert first <= playhead <= last
        scrubber.zoom_out()
        await pilot.pause()
        whole = scrubber.time_at(0)
        assert whole is not None
        assert whole < NINE + timedelta(hours=1)
        scrubber.zoom_in()
        await pilot.pause()
        assert scrubber.time_at(0) == first


async def test_the_readers_marks_stand_among_the_others(stage: Any, archive: Archive, text_of: TextOf) -> None:
    scrubber = scrubber_at(archive, 40)
    app = stage(scrubber)
    async with app.run_test(size=(80, 3)) as pilot:
        before = text_of(app)
        scrubber.seen = scrubber.seen._replace(marked=(12,))
        await pilot.pause()
        drawn = text_of(app).splitlines()[1]
        assert drawn.count("§") == 1
        assert scrubber.time_at(drawn.index("§")) == archive.time_of(12)
        scrubber.seen = scrubber.seen._replace(marked=())
        await pilot.pause()
        assert text_of(app) == before

"""What is kept of a replay comes back, what is broken is set aside, and nothing leaks."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from feeds.archive import Archive
from feeds.model import Day
from tests.tui.conftest import START, made_up_day
from tui.app import ReplayApp
from tui.loading import AtHand
from tui.memory import Kept, KeptMark, Memory
from tui.opening import Settings, open_session
from tui.screens.replay import ReplayScreen

NOON = START + timedelta(hours=3, minutes=45)
KEPT = Kept(title="The pier vote", playhead=NOON, cursor="p7", speed=30.0, marks=(KeptMark(post="p9", note="ferry"),))


def clock() -> float:
    return 0.0


def test_a_session_comes_back_as_it_was(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "deep" / "days")
    memory.keep("abc", KEPT)
    assert memory.recall("abc") == (KEPT, "")
    assert memory.recall("other") == (None, "")
    assert [path.name for path in memory.folder.iterdir()] == ["abc.json"]


BROKEN = [b"", b"{", b"[]", b"\xff", b"[" * 100_000, b'{"version": 2}', b'{"speed": 1}'] + [
    b'{"playhead": "2031-05-03T10:00:00Z", "speed": 1, ' + rest
    for rest in (
        b'"version": 2}',
        b'"playhead": "noon"}',
        b'"playhead": "2031-05-03T10:00:00"}',
        b'"speed": 4096}',
        b'"speed": NaN}',
        b'"speed": "fast"}',
        b'"order": "any"}',
        b'"cursor": 5}',
        b'"title": null}',
        b'"marks": [{"note": "of nothing"}]}',
        b'"marks": [5]}',
    )
]


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_file_is_set_aside(tmp_path: Path, broken: bytes) -> None:
    memory = Memory(tmp_path)
    memory.path("abc").write_bytes(broken)
    kept, said = memory.recall("abc")
    assert kept is None
    assert "set aside as abc.broken" in said
    assert (tmp_path / "abc.broken").read_bytes() == broken
    assert memory.recall("abc") == (None, "")


def test_a_folder_in_its_place_is_set_aside(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    memory.path("abc").mkdir()
    assert memory.recall("abc") == (
        None,
        "What was kept of this day cannot be read (Is a directory); it is set aside as abc.broken.",
    )
    memory.keep("abc", KEPT)
    assert memory.recall("abc") == (KEPT, "")


def test_what_cannot_be_set_aside_says_so(tmp_path: Path) -> None:
    (tmp_path / "days").write_text("no folder")
    _, said = Memory(tmp_path / "days").recall("abc")
    assert said == "What was kept of this day cannot be read (Not a directory), and cannot be set aside."


def test_a_hostile_note_is_cleaned(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    hostile = (
        '{"playhead": "2031-05-03T10:00:00Z", "speed": 1, "marks": [{"post": "p1", "note": "a\\u001b]52;c;x\\u0007b"}]}'
    )
    memory.path("abc").write_text(hostile, encoding="utf-8")
    kept, _ = memory.recall("abc")
    assert kept is not None
    assert kept.marks[0].note == "ab"


def test_what_is_asked_for_comes_first(archive: Archive, tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    memory.keep(archive.fingerprint(), KEPT)
    left = open_session(archive, Settings(), clock, memory)
    assert left.session.replay.position() == NOON
    assert left.session.replay.speed == 30
    assert left.cursor == 7
    assert [(mark.rank, mark.note) for mark in left.session.marks] == [(9, "ferry")]
    assert "where you left" in left.said
    asked = open_session(archive, Settings(at="50%", speed=5.0), clock, memory)
    assert asked.session.replay.position() == asked.at != NOON
    assert asked.session.replay.speed == 5
    assert asked.cursor is None
    assert len(asked.session.marks) == 1
    assert open_session(archive, Settings(), clock).session.replay.position() == START


def test_a_day_seen_out_begins_anew(archive: Archive, tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    memory.keep(archive.fingerprint(), KEPT._replace(playhead=archive.last_time))
    again = open_session(archive, Settings(), clock, memory)
    assert again.session.replay.position() == START
    assert again.cursor is None
    assert again.said == ""


def test_a_fitted_day(archive: Archive) -> None:
    session = open_session(archive, Settings(fit=timedelta(minutes=2)), clock).session
    assert session.replay.speed > 60
    assert open_session(archive, Settings(fit=timedelta(seconds=2)), clock).session.replay.steady is not None


Act = Callable[[Pilot[str], ReplayScreen], Coroutine[Any, Any, None]]


def watch(memory: Memory | None, act: Act, day: Day | None = None, **settings: Any) -> ReplayApp:
    """Open the day, let `act` work with it, and leave."""

    async def run() -> ReplayApp:
        at_hand = AtHand(Archive.from_day(day or made_up_day()))
        app = ReplayApp(at_hand, Settings(paused=True, **settings), now=clock, memory=memory)
        async with app.run_test(size=(100, 30)) as pilot:
            await app.workers.wait_for_complete()
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, ReplayScreen)
            await act(pilot, screen)
        return app

    return asyncio.run(run())


async def at_work(pilot: Pilot[str], screen: ReplayScreen) -> None:
    await pilot.press(*"10:00", "G", "k", "k", "m", *"slip", "enter", "o", "t", "}", "q")


async def nothing(pilot: Pilot[str], screen: ReplayScreen) -> None:
    await pilot.pause()


def test_leaving_and_coming_back(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    theme = watch(memory, at_work).theme

    async def look(pilot: Pilot[str], screen: ReplayScreen) -> None:
        await pilot.pause()
        assert format(screen.session.replay.position(), "%H:%M") == "10:00"
        assert screen.session.replay.speed == 120
        assert [mark.note for mark in screen.session.marks] == ["slip"]
        assert screen.cursor == screen.session.marks[0].rank
        assert screen.timeline.order == "newest"
        assert screen.app.theme == theme
        assert "where you left" in screen.message

    watch(memory, look)


def test_a_mark_is_kept_before_anybody_leaves(tmp_path: Path) -> None:
    memory = Memory(tmp_path)

    async def mark(pilot: Pilot[str], screen: ReplayScreen) -> None:
        await pilot.press("m", "enter")
        await pilot.pause()
        assert len(list(tmp_path.iterdir())) == 1

    watch(memory, mark)


def test_that_a_mark_cannot_be_kept_is_told_at_once_and_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")

    async def mark(pilot: Pilot[str], screen: ReplayScreen) -> None:
        await pilot.press("m", "enter")
        await pilot.pause()
        assert "It is not kept: Not a directory." in screen.message
        await pilot.press("k", "m", "enter")
        await pilot.pause()
        assert "kept" not in screen.message

    watch(Memory(tmp_path / "file" / "days"), mark)


def test_a_folder_that_cannot_be_written_costs_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    app = watch(Memory(tmp_path / "file" / "days"), at_work)
    assert app.unkept
    assert app.return_code == 0


def test_nothing_later_than_the_playhead_comes_back(tmp_path: Path) -> None:
    """The cursor was on a later post with the shield off; it is lowered again, so the newest known post it is."""
    memory = Memory(tmp_path)
    day = made_up_day()
    memory.keep(
        Archive.from_day(day).fingerprint(), Kept(playhead=NOON, cursor="p55", speed=60, marks=(KeptMark(post="p50"),))
    )

    async def look(pilot: Pilot[str], screen: ReplayScreen) -> None:
        await pilot.pause()
        assert screen.cursor == screen.tick().revealed - 1
        assert all(moment.kind != "mark" for moment in screen.tick().moments)
        await pilot.press("apostrophe")
        await pilot.pause()
        assert "No mark so far" in "\n".join(str(each.render()) for each in pilot.app.screen.query("Static"))

    watch(memory, look)

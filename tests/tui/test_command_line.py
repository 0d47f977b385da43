"""The line that is typed at: its commands, its completion and history, and how it is left."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from feeds.readers import native
from feeds.readers.source import Options, Source
from tests.tui.conftest import screen_text
from tests.tui.watching import DAY, clock, watch
from tui.handlers.commanding import CommandLine
from tui.screens.replay import ReplayScreen

AT_ELEVEN = datetime(2031, 5, 3, 11, tzinfo=DAY.header.zone)


@pytest.mark.parametrize(
    ("line", "holds"),
    [
        ("goto 11:56", lambda screen: clock(screen) == "11:56"),
        ("11:56", lambda screen: clock(screen) == "11:56"),
        ("declaration", lambda screen: "61.8%" in screen.archive.post(screen.cursor).heading),
        ("speed 30x", lambda screen: screen.session.replay.speed == 30),
        ("speed", lambda screen: screen.message == ":speed N"),
        ("speed 5000", lambda screen: "no speed" in screen.message and screen.session.replay.speed == 60),
        ("gap off", lambda screen: screen.session.replay.gap is None),
        ("steady 4s", lambda screen: screen.session.replay.steady.total_seconds() == 4),
        ("fit 2m", lambda screen: screen.session.replay.speed > 60),
        ("filter quay", lambda screen: screen.session.filter.hits),
        ("search quay", lambda screen: screen.session.search.hits),
        ("mark good", lambda screen: screen.session.marks[0].note == "good"),
        ("theme paper", lambda screen: screen.app.theme == "paper"),
        ("theme teal", lambda screen: screen.message.startswith("No theme teal: there are night, paper")),
        ("zebra crossing", lambda screen: "zebra crossing" in screen.message),
        ("order", lambda screen: screen.timeline.order == "newest"),
    ],
)
def test_the_command_line(line: str, holds: Callable[[ReplayScreen], Any]) -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        await pilot.press("colon", *("space" if char == " " else char for char in line), "enter")
        await pilot.pause()
        assert holds(screen)
        assert not screen.prompt.is_open

    watch(act)


def test_lines_are_completed_and_remembered() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        await pilot.press("colon", *"theme pap", "tab", "enter")
        assert screen.app.theme == "paper"
        await pilot.press("colon", *"speed 5", "enter", "colon", "up")
        assert screen.prompt.query_one("Input").value == "speed 5"  # type: ignore[attr-defined]
        await pilot.press("up", "enter")
        assert screen.app.theme == "paper"
        await pilot.press("colon", "up", "down")
        assert screen.prompt.query_one("Input").value == ""  # type: ignore[attr-defined]

    watch(act)


def test_a_prompt_left_with_the_mouse_is_closed_by_escape() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        await pilot.press("slash", *"quay")
        await pilot.click("#timeline", offset=(5, 3))
        await pilot.press("j", "escape")
        assert not screen.prompt.is_open
        assert screen.focused is screen.timeline

    watch(act)


def test_export_writes_what_has_happened_and_nothing_over(tmp_path: Path) -> None:
    out = tmp_path / "so far.jsonl"

    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        for said in ("posts in so far.jsonl", "is there already"):
            CommandLine(screen).run(f"export {out}")
            await screen.workers.wait_for_complete()
            await pilot.pause()
            assert said in screen.message
        CommandLine(screen).run(f"export {tmp_path / 'so far.docx'}")
        assert "must end in" in screen.message

    watch(act, at="11:00")
    written = native.read(Source(out.name, out.read_bytes()), Options()).day
    shown = [post for post in DAY.posts if post.when and post.when.at <= AT_ELEVEN]
    assert [post.id for post in written.posts] == [post.id for post in shown]
    assert 0 < len(shown) < len(DAY.posts)
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_escape_closes_the_line_when_the_keyboard_was_taken_away() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        await pilot.press("slash", *"pi")
        screen.set_focus(None)
        await pilot.press("e")
        assert screen.session.search.text == "pie"
        await pilot.press("escape")
        assert not screen.prompt.is_open
        await pilot.press("slash", *"pier")
        screen.timeline.focus()
        screen.tick()
        await pilot.pause()
        assert "esc Forget" in screen_text(pilot.app)
        await pilot.press("escape")
        assert not screen.prompt.is_open

    watch(act)

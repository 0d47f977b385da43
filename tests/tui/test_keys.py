"""What keys do on the replay screen, pressed as a person or a program presses them."""

import asyncio
import os
from datetime import datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.conftest import screen_text
from tests.tui.watching import DAY, Clock, clock, type_at_once, watch
from tui.app import ReplayApp
from tui.given import Input
from tui.keymap import read
from tui.loading import Loading
from tui.opening import Settings
from tui.screens.marks import MarksScreen
from tui.screens.replay import ReplayScreen

AT_ELEVEN = datetime(2031, 5, 3, 11, tzinfo=DAY.header.zone)


@pytest.mark.parametrize("round_", range(3))
def test_a_burst_of_keys_is_taken_in_its_order(round_: int) -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        await type_at_once(pilot, ["slash", *"quay", "enter", "n", "N", "m", *"here", "enter", "space"])
        hits = screen.session.search.hits
        assert screen.session.search.text == "quay"
        assert [mark.note for mark in screen.session.marks] == ["here"]
        assert screen.session.marks[0].rank in hits
        assert screen.session.replay.playing
        await type_at_once(pilot, ["colon", *"10:15", "enter", "ampersand", *"mayor", "enter", "escape", *"11:56", "G"])
        assert clock(screen) == "11:56"
        assert screen.session.filter.query is not None

    watch(act)


def test_marks_are_set_walked_listed_and_deleted() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        await pilot.press("m", *"one", "enter", "left_square_bracket")
        screen.go_to_post(3)
        await pilot.press("m", *"two [b]", "enter")
        assert [mark.note for mark in screen.session.marks] == ["two [b]", "one"]
        await pilot.press("u")
        assert clock(screen) == "12:26"
        await pilot.press("U")
        assert screen.tick().revealed > 3
        await pilot.press("apostrophe")
        await pilot.pause()
        assert isinstance(pilot.app.screen, MarksScreen)
        assert "two [b]" in screen_text(pilot.app)  # type: ignore[arg-type]
        assert "one" not in screen_text(pilot.app).split("Marks ")[1].split("Marks of")[0]  # type: ignore[arg-type]
        await pilot.press("d", "escape")
        assert [mark.note for mark in screen.session.marks] == ["one"]
        await pilot.press("m", *"x", "escape")
        assert len(screen.session.marks) == 1

    watch(act)


def test_a_mark_without_a_note_is_listed_by_its_post() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        screen.go_to_post(3)
        await pilot.press("m", "enter")
        assert [moment.label for moment in screen.tick().moments if moment.kind == "mark"] == ["The mayor speaks"]

    watch(act)


CUES = "09:00  The band  hold\ncounting begins  Hush  hold\n13:05  A pause  blank\n61.8%  The result  big\n"


def test_cues_are_moments_that_one_goes_to_and_only_those_that_have_happened_are_listed() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        def listed() -> list[str]:
            return [moment.label for moment in screen.tick().moments if moment.kind == "cue"]

        assert listed() == ["The band"]
        assert "♪ The band" in screen_text(pilot.app)
        assert "Hush" not in screen_text(pilot.app)
        await pilot.press("colon", *"The b", "tab")
        assert screen.prompt._input.value == "The b"
        await pilot.press("escape", "right_square_bracket")
        counting = clock(screen)
        assert listed() == ["The band", "Hush"]
        await pilot.press("right_square_bracket")
        assert clock(screen) == "13:05"
        assert screen.archive.time_of(screen.cursor) < screen.session.replay.position()
        await pilot.press("right_square_bracket")
        assert listed()[2:] == ["A pause", "The result"]
        declared = clock(screen)
        await pilot.press("right_square_bracket")
        assert clock(screen) == declared
        assert screen.message == "No later key moment so far."
        await pilot.press("left_square_bracket", "left_square_bracket", "left_square_bracket")
        assert clock(screen) == "09:00"
        await pilot.press("alt+left")
        assert clock(screen) == counting
        await pilot.press("S")
        assert len(listed()) == 4
        await pilot.press("tab", "tab", "end", "enter")
        assert clock(screen) == declared
        await pilot.press("escape", "ctrl+p", *"pause", "enter")
        await pilot.pause()
        assert clock(screen) == "13:05"

    watch(act, cues=CUES)


def test_there_and_back() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        before = screen.here()
        await pilot.press("k", "k")
        read_at = screen.here()
        await pilot.press("D")
        assert clock(screen) != "12:30"
        await pilot.press("alt+left")
        assert screen.here() == read_at != before
        await pilot.press("alt+right", "ctrl+o")
        assert screen.here() == read_at
        await pilot.press("ctrl+o")
        assert screen.message == "No jump to go back to."

    watch(act)


def test_the_pace_and_the_clock_go_round() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        replay = screen.session.replay
        capped = replay.gap
        await pilot.press("I")
        assert (replay.gap, replay.steady) == (None, None)
        await pilot.press("I")
        assert replay.steady is not None
        await pilot.press("I")
        assert (replay.gap, replay.steady) == (capped, None)
        await pilot.press("T")
        await pilot.pause()
        assert "+4:15" in screen_text(pilot.app)  # type: ignore[arg-type]
        await pilot.press("T")
        await pilot.pause()
        assert "T−?" in screen_text(pilot.app)  # type: ignore[arg-type]
        await pilot.press("S")
        await pilot.pause()
        assert "T−1:02" in screen_text(pilot.app)  # type: ignore[arg-type]

    watch(act)


def test_a_loop_begins_again() -> None:
    time = Clock()

    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        replay = screen.session.replay
        await pilot.press("L")
        screen.go(screen.archive.time_of(58))
        await pilot.press("space")
        while replay.playing:
            time.now += 0.4
            screen.tick()
        screen.again()
        assert replay.playing
        assert replay.position() == screen.archive.first_time

    watch(act, now=time)


def test_a_picture_gets_a_name_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        await pilot.press("s")
        assert screen.message == f"The picture is {tmp_path / 'the-pier-vote-1230.svg'}"
        await pilot.press("s")
        assert sorted(path.name for path in tmp_path.iterdir()) == [
            "the-pier-vote-1230-2.svg",
            "the-pier-vote-1230.svg",
        ]
        assert "<svg" in (tmp_path / "the-pier-vote-1230.svg").read_text()

    watch(act)


def test_a_quotation_is_copied() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        screen.go_to_post(3)
        screen.put_cursor(3)
        await pilot.press("y")
        assert pilot.app.clipboard.startswith("“The mayor speaks\n")
        assert pilot.app.clipboard.endswith("— The pier vote, 08:33, 3 May 2031")

    watch(act)


def test_keys_of_ones_own() -> None:
    keymap = read('[keys]\nplay = "p"\nnext-hit = "space"\ndeclaration = ["W", "f9"]\nnope = "a"\n')

    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        await pilot.pause()
        assert "keys.toml:5: there is no action 'nope'" in screen_text(pilot.app)  # type: ignore[arg-type]
        await pilot.press("p")
        assert screen.session.replay.playing
        await pilot.press("p", "space")
        assert not screen.session.replay.playing
        await pilot.press("D")
        assert clock(screen) == "12:30"
        await pilot.press("f9")
        assert clock(screen) != "12:30"
        assert "p Play" in screen_text(pilot.app)  # type: ignore[arg-type]
        await pilot.press("question_mark")
        await pilot.pause()
        assert "p" in [line.split()[1] for line in screen_text(pilot.app).splitlines() if "play or pause" in line][0]  # type: ignore[arg-type]  # noqa: RUF015

    watch(act, keymap=keymap)


def test_with_the_shield_off_the_timeline_keeps_to_the_clock() -> None:
    now = Clock()

    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        def newest() -> int:
            return screen.archive.revealed(screen.session.replay.position()) - 1

        stood = screen.cursor
        await pilot.press("S")
        assert (screen.cursor, screen.timeline.unseen) == (stood, 0)
        assert screen.timeline.count == len(screen.archive)
        for key in ("full_stop", "full_stop", "comma", "shift+left", "right", "right_square_bracket"):
            await pilot.press(key)
            assert screen.cursor == newest(), key
        before = newest()
        await pilot.press("space")
        for _ in range(60):
            now.now += 0.25
            screen.tick()
        assert screen.cursor == newest() > before
        await pilot.press("k")
        away = screen.cursor
        for _ in range(60):
            now.now += 0.25
            screen.tick()
        assert screen.cursor == away < newest()
        await pilot.press("space", "full_stop", "S")
        assert screen.timeline.following

    watch(act, at="10:15", now=now)


def test_that_a_post_was_edited_some_time_is_told_while_the_shield_is_off_at_the_end_of_the_day_as_well() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        await pilot.press("colon", *"end", "enter")
        for key, told in ((".", False), ("S", True), ("S", False)):
            await pilot.press(key)
            await pilot.pause()
            assert ("· Updated" in screen_text(pilot.app)) == told  # type: ignore[arg-type]

    watch(act)


def test_at_the_end_of_a_day_that_loops_play_begins_again() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        await pilot.press("colon", *"end", "enter", "space")
        assert not screen.session.replay.playing
        assert "over" in screen.message
        await pilot.press("L", "space")
        assert screen.session.replay.playing
        assert screen.session.replay.position() == screen.archive.first_time

    watch(act)


@pytest.mark.parametrize(
    ("typed", "then"), [("11:56", "11:56"), ("1156", "11:56"), ("12", "12:00"), ("11.56", "11:56")]
)
def test_a_time_may_be_typed_with_a_colon_or_without(typed: str, then: str) -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        await pilot.press(*("colon" if char == ":" else "full_stop" if char == "." else char for char in typed), "G")
        assert clock(screen) == then

    watch(act)


def test_a_reader_may_leave_while_the_day_is_still_read() -> None:
    reading, writing = os.pipe()
    loading = Loading(Input(("-",), pipes=(reading,)))
    loading.begin()

    async def run() -> None:
        app = ReplayApp(loading, Settings(), now=lambda: 0.0)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("q")
            await pilot.pause()

    asyncio.run(run())
    loading.end()
    os.close(writing)


def test_the_declaration_is_held_until_it_is_read() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        await pilot.press("space", "D")
        assert not screen.session.replay.playing
        assert screen.archive.post(screen.cursor).id == "p37"
        await pilot.press("space")
        assert screen.session.replay.playing

    watch(act)


def test_a_number_before_a_key_is_how_often() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        start = screen.cursor
        await pilot.press("5", "k")
        assert (screen.cursor, screen.typed) == (start - 5, "")
        await pilot.press("2", "j")
        assert screen.cursor == start - 3
        before, jumps = clock(screen), len(screen.session.jumps)
        await pilot.press("3", "0", "right")
        assert clock(screen) == "13:00"
        await pilot.press("3", "0", "left")
        assert clock(screen) == before
        await pilot.press("9", "comma")
        assert screen.session.view().revealed == start - 8
        await pilot.press("2", "right_square_bracket")
        assert clock(screen) == "13:32"
        assert len(screen.session.jumps) == jumps + 1
        await pilot.press("slash", *"quay", "enter", "g", "3", "n")
        hits = list(screen.session.search.hits)
        assert screen.cursor == hits[hits.index(next(hit for hit in hits if hit > 0)) + 2]
        await pilot.press("9", "9", "N")
        assert screen.cursor == hits[0]

    watch(act)


def test_digits_that_wait_are_forgotten_where_something_opens() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        for opening in ("slash", "colon", "m", "question_mark", "apostrophe"):
            await pilot.press("7", opening, "escape", "escape")
            assert screen.typed == ""

    watch(act)


def test_what_was_said_goes_with_the_next_key() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        await pilot.press("L")
        assert "begins again" in screen.message
        await pilot.press("k")
        assert screen.message == ""
        await pilot.press("colon", *"fit", "space", *"5m", "enter")
        assert screen.message == "From the first post to the last in 5 min."

    watch(act)


def test_before_the_first_post_the_cursor_is_nowhere_else() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        await pilot.press("ampersand", *"zeppelin", "enter", "8", "G", "escape")
        await pilot.pause()
        assert screen.session.view().visible == 0
        assert screen.cursor == 0

    watch(act)

"""What keys do on the replay screen, pressed as a person or a program presses them."""

import asyncio
import os
from collections.abc import Callable, Coroutine
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key, MouseScrollUp
from textual.keys import key_to_character
from textual.pilot import Pilot

from feeds.archive import Archive
from feeds.cues import parse
from feeds.figures import attach
from feeds.readers import native
from feeds.readers.parsed import Options, Source
from tests.tui.conftest import made_up_day, screen_text
from tui.app import ReplayApp
from tui.given import Input
from tui.handlers.commanding import CommandLine
from tui.keymap import Keymap, read
from tui.loading import AtHand, Loading
from tui.opening import Settings
from tui.screens.help import HelpScreen
from tui.screens.marks import MarksScreen
from tui.screens.palette import Offered, PaletteScreen
from tui.screens.post import PostScreen
from tui.screens.replay import ReplayScreen
from tui.widgets.scrubber import Scrubber
from tui.widgets.timeline import Timeline

DAY = attach(made_up_day())
AT_ELEVEN = datetime(2031, 5, 3, 11, tzinfo=DAY.header.zone)
Act = Callable[[Pilot[str], ReplayScreen], Coroutine[Any, Any, None]]


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def watch(
    act: Act,
    *,
    at: str | None = "12:30",
    keymap: Keymap | None = None,
    now: Callable[[], float] = lambda: 0.0,
    cues: str = "",
) -> None:
    """Open the day at `at`, paused, and let `act` work with it."""

    async def run() -> None:
        settings = Settings(at=at, paused=True, cues=parse(cues, "cues") if cues else None)
        app = ReplayApp(AtHand(Archive.from_day(DAY)), settings, now=now, keymap=keymap)
        async with app.run_test(size=(120, 40)) as pilot:
            for _ in range(2):  # the day, then the cues
                await app.workers.wait_for_complete()
                await pilot.pause()
            screen = app.screen
            assert isinstance(screen, ReplayScreen)
            await act(pilot, screen)

    asyncio.run(run())


def clock(screen: ReplayScreen) -> str:
    return format(screen.session.replay.position(), "%H:%M")


async def type_at_once(pilot: Pilot[str], keys: list[str]) -> None:
    """All keys in one go, as from a program."""
    for key in keys:
        name = "colon" if key == ":" else key
        pilot.app.post_message(Key(name, key_to_character(name)))
    await pilot.pause()
    await pilot.pause(0.1)


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


CUES = "09:00  The band  hold\ncounting begins  Hush  hold\n13:05  A pause  blank\n61.8%  The result  big\n"


def test_cues_are_moments_that_one_goes_to_and_only_those_that_have_happened_are_listed() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        def listed() -> list[str]:
            return [moment.label for moment in screen.tick().moments if moment.kind == "cue"]

        assert listed() == ["The band"]
        assert "▷ The band" in screen_text(pilot.app)
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


def test_a_filter_leaves_hits_and_neighbours_and_grows_with_the_day() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        await pilot.press("ampersand", *"mayor", "enter")
        hits = list(screen.session.filter.hits)
        visible = screen.tick().visible
        wanted = sorted({rank for hit in hits for rank in (hit - 1, hit, hit + 1) if 0 <= rank < visible})
        assert list(screen.tick().listed or ()) == wanted
        assert screen.timeline.count == len(wanted)
        screen.go(screen.archive.time_of(45))
        assert len(screen.session.filter.hits) > len(hits)
        await pilot.press("N")
        assert screen.cursor in screen.session.filter.hits
        await pilot.press("ampersand", *["backspace"] * 5, "enter")
        assert screen.tick().listed is None
        assert screen.timeline.count == screen.tick().visible

    watch(act)


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


def test_help_fits_where_one_is() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        async def shown(*keys: str) -> str:
            await pilot.press(*keys)
            await pilot.pause()
            assert isinstance(pilot.app.screen, HelpScreen)
            text = screen_text(pilot.app)  # type: ignore[arg-type]
            await pilot.press("escape")
            return text

        assert "play or pause" in await shown("question_mark")
        line = await shown("slash", "f1")
        assert "begin*" in line
        assert "play or pause" not in line and ":goto" not in line
        assert screen.prompt.is_open
        await pilot.press("escape")
        line = await shown("colon", "f1")
        assert ":goto" in line and "What a moment may be" in line
        await pilot.press("escape")
        assert "begin*" not in await shown("m", "f1")
        await pilot.press("escape")
        aside = await shown("tab", "question_mark")
        assert aside.index("A pane at the side") < aside.index("play or pause")
        await pilot.press("escape", "enter")
        assert isinstance(pilot.app.screen, PostScreen)
        assert "down a row" in await shown("question_mark")
        await pilot.press("escape", "apostrophe")
        assert "delete the mark" in await shown("question_mark")

    watch(act)


def test_help_is_read_to_its_end_in_a_small_terminal_and_knows_the_readers_keys() -> None:
    keymap = read('[keys]\nplay = "f6"\nquit = "w"\nmouse = "f7"\n')

    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        await pilot.resize_terminal(40, 12)
        await pilot.press("question_mark")
        seen = ""
        for _ in range(60):
            seen += screen_text(pilot.app)  # type: ignore[arg-type]
            await pilot.press("pagedown")
        shown = [" ".join(line.strip("│ ╭╰").split()) for line in seen.splitlines()]
        assert "F6 play or pause" in shown and "w quit" in shown
        assert "space play or pause" not in shown
        assert "moving it on the stage" in seen
        assert "◇" in seen and "a cue of the sheet" in seen
        await pilot.press("escape", "enter", "question_mark", "end")
        await pilot.pause()
        assert "F7" in screen_text(pilot.app)  # type: ignore[arg-type]
        await pilot.press("escape", "escape", "ctrl+c")
        assert screen.message == "w leaves."

    watch(act, keymap=keymap)


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


def test_the_palette_goes_to_a_figure_and_the_clock_waits_below_it() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        await pilot.press("D", "1", "0", "x", "g", "space", "ctrl+p")
        await pilot.pause()
        assert isinstance(pilot.app.screen, PaletteScreen)
        assert not screen.session.replay.playing
        await pilot.press(*"theme pap")
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.screen is screen
        assert pilot.app.theme == "paper"

    watch(act)


def test_a_prompt_left_with_the_mouse_is_closed_by_escape() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        await pilot.press("slash", *"quay")
        await pilot.click("#timeline", offset=(5, 3))
        await pilot.press("j", "escape")
        assert not screen.prompt.is_open
        assert screen.focused is screen.timeline

    watch(act)


def test_the_filter_gives_way_to_a_post_that_it_hides_but_not_to_a_time() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        declared = screen.session.declaration
        assert declared is not None
        await pilot.press("ampersand", *"quay", "enter", *"11:56", "G")
        assert screen.session.filter.query is not None
        await pilot.press("D")
        assert screen.session.filter.query is None
        assert screen.cursor == declared.rank
        assert "lifted" in screen.message

    watch(act)


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


def test_a_second_click_opens_a_post_of_before_and_the_clock_stays() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        stood = clock(screen)
        await pilot.press("k", "k")
        y = next(y for y, place in enumerate(screen.timeline._view.lines()) if place.rank == screen.cursor)
        await pilot.click("#timeline", offset=(20, y + 1))
        await pilot.pause()
        assert isinstance(pilot.app.screen, PostScreen)
        assert clock(screen) == stood

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


def test_what_is_typed_replaces_the_search_that_was() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        await type_at_once(pilot, ["slash", *"quay", "enter", "slash", *"mayor", "enter"])
        assert screen.session.search.text == "mayor"
        await type_at_once(pilot, ["slash", "enter"])
        assert screen.session.search.text == "mayor"
        await type_at_once(pilot, ["ampersand", *"quay", "enter", "ampersand", *"mayor", "enter"])
        assert screen.session.filter.text == "mayor"

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


def test_escape_lets_go_of_the_scrubber() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        await pilot.mouse_down(Scrubber, offset=(20, 0))
        await pilot.press("escape")
        await pilot.mouse_up(Scrubber, offset=(20, 0))
        await pilot.pause()
        assert clock(screen) == "12:30"

    watch(act)


def test_the_declaration_is_held_until_it_is_read() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        await pilot.press("space", "D")
        assert not screen.session.replay.playing
        assert screen.archive.post(screen.cursor).id == "p37"
        await pilot.press("space")
        assert screen.session.replay.playing

    watch(act)


def test_a_filter_that_lets_nothing_through_keeps_the_readers_place() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        await pilot.press("k", "k", "k")
        cursor = screen.cursor
        await pilot.press("ampersand", *"zeppelin", "enter")
        await pilot.pause()
        assert screen.timeline.count == 0
        assert "No post here matches the filter." in screen_text(pilot.app)
        assert screen.cursor == cursor
        await pilot.press("escape")
        assert screen.cursor == cursor
        assert not screen.timeline.following
        await pilot.press("ampersand", *"zeppelin", "enter", "ampersand", *"mayor", "enter")
        assert screen.cursor == max(hit for hit in screen.session.filter.hits if hit <= cursor)

    watch(act)


def test_n_and_the_count_stay_within_what_a_filter_lists() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        await pilot.press("ampersand", *"mayor", "enter", "slash", *"quay", "enter", "g")
        await pilot.pause()
        listed = [rank for rank in screen.session.search.hits if screen.sight.lists(rank)]
        assert 0 < len(listed) < len(screen.session.search.hits)
        walked = [screen.cursor] if screen.cursor in listed else []
        while "last hit" not in screen.message:
            walked.append(screen.cursor)
            await pilot.press("n")
        assert [rank for rank in dict.fromkeys(walked) if rank in listed] == listed
        assert f"quay  {len(listed)}/{len(listed)}" in screen.search_note()

    watch(act)


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


def test_the_line_of_keys_follows_what_is_going_on() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        async def keys(*pressed: str) -> str:
            await pilot.press(*pressed)
            screen.tick()
            await pilot.pause()
            return screen_text(pilot.app).splitlines()[-1]

        assert "⏎ Open" in await keys()
        assert "⏎ Go there" in await keys("k", "k")
        assert "G Newest" in await keys()
        assert "G Time  % Share  x Speed  ⌫ Rub out  esc Forget  ? Help  q Quit" in await keys("1", "2")
        assert "n Next hit  N Before  esc Clear" in await keys("escape", "slash", *"quay", "enter")
        assert "⏎ Go there  esc Clear" in await keys("tab")
        assert "esc Back" in await keys("escape", "tab")
        assert "space Pause" in await keys("escape", "space")
        assert "⏎ Done  esc Forget  tab Complete  ↑ Before  F1 Help" in await keys("colon")

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


def test_what_was_found_while_typing_is_there_after_enter() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        for opening in ("slash", "ampersand"):
            await pilot.press(opening, *"queu")
            found = screen.session.search if opening == "slash" else screen.session.filter
            assert found.hits
            await pilot.press("enter")
            kept = screen.session.search if opening == "slash" else screen.session.filter
            assert (kept.text, list(kept.hits)) == ("queu*", list(found.hits))
            await pilot.press(opening, *"queue", "enter")
            kept = screen.session.search if opening == "slash" else screen.session.filter
            assert kept.text == "queue"
            await pilot.press("escape")

    watch(act)


def test_the_foot_follows_the_mouse_and_the_keyboard_while_nothing_plays() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        async def foot() -> str:
            await pilot.pause()
            return screen_text(pilot.app).splitlines()[-1]

        assert "⏎ Open" in await foot()
        await pilot.press("k")
        assert "⏎ Go there" in await foot()
        await pilot.press("tab")
        assert "esc Back" in await foot()
        await pilot.press("escape", "G")
        assert "⏎ Open" in await foot()
        await pilot._post_mouse_events([MouseScrollUp], Timeline, offset=(5, 5))
        assert "G Newest" in await foot()
        await pilot.mouse_down(Scrubber, offset=(20, 0))
        assert await foot() == " esc Let go  ? Help  q Quit"
        await pilot.mouse_up(Scrubber, offset=(20, 0))
        assert "space Play" in await foot()

    watch(act)


def test_what_is_chosen_twice_at_once_closes_one_page() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        for opened in (("ctrl+p",), ("m", "enter", "apostrophe")):
            await pilot.press(*opened)
            await pilot.pause()
            page = pilot.app.screen
            assert page is not screen
            page.dismiss(None)
            page.dismiss(None)
            await pilot.pause()
            assert pilot.app.screen is screen

    watch(act)


def test_a_page_down_in_a_palette_without_room_is_nothing() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        await pilot.resize_terminal(20, 3)
        await pilot.press("ctrl+p")
        await pilot.press("down", "pagedown", "pageup", "pagedown")
        assert pilot.app.failure is None

    watch(act)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
def test_the_palette_ends_where_its_list_ends_and_says_when_nothing_fits(size: tuple[int, int]) -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        await pilot.resize_terminal(*size)
        await pilot.press("ctrl+p")
        await pilot.pause()
        panel = pilot.app.screen.query_one(Offered)
        assert panel.content_size.height > 1
        assert panel.region.bottom == panel.parent.region.bottom <= size[1]  # type: ignore[union-attr]
        await pilot.press(*"qqqq")
        await pilot.pause()
        assert "Nothing fits." in screen_text(pilot.app)
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, PaletteScreen)

    watch(act)

"""What the mouse does on the replay screen as a whole; what it does in a pane is tried with the pane."""

from textual.events import MouseDown, MouseUp
from textual.pilot import Pilot

from tests.tui.conftest import screen_text
from tests.tui.watching import clock, watch
from tui.screens.marks import MarksScreen
from tui.screens.replay import ReplayScreen
from tui.widgets.scrubber import Scrubber


def test_escape_lets_go_of_the_scrubber() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        await pilot.mouse_down(Scrubber, offset=(20, 0))
        await pilot.press("escape")
        await pilot.mouse_up(Scrubber, offset=(20, 0))
        await pilot.pause()
        assert clock(screen) == "12:30"

    watch(act)


def test_a_click_on_the_clock_plays_or_pauses() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        for offset, plays in (((4, 0), True), ((4, 0), False), ((60, 0), False)):
            await pilot.click("#transport", offset=offset)
            assert screen.session.replay.playing is plays

    watch(act)


def test_only_the_left_button_of_the_mouse_does_something() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        async def pressed(selector: str, column: int, row: int, button: int) -> None:
            """As the terminal tells it: pilot's own clicks come in by another door."""
            region = screen.query_one(selector).content_region
            x, y = region.x + column, region.y + row
            for kind in (MouseDown, MouseUp):
                at = {"x": x, "y": y, "screen_x": x, "screen_y": y, "delta_x": 0, "delta_y": 0}
                pilot.app.post_message(kind(None, **at, button=button, shift=False, meta=False, ctrl=False))
            await pilot.pause()

        for button in (2, 3):
            await pressed("#scrubber", 8, 0, button)
            await pressed("#moments", 12, 0, button)
            await pressed("#transport", 4, 0, button)
            assert (clock(screen), screen.session.replay.playing) == ("12:30", False)
        await pressed("#transport", 4, 0, 1)
        assert screen.session.replay.playing
        await pressed("#scrubber", 8, 0, 1)
        assert clock(screen) != "12:30"

    watch(act)


def test_a_click_on_the_sign_at_its_end_deletes_a_mark_and_one_beside_it_goes_there() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        for rank in (2, 3):
            screen.go_to_post(rank)
            screen.mark(rank, f"number {rank}")
        await pilot.press("G", "apostrophe")
        await pilot.pause()

        def place(words: str) -> tuple[int, int, int]:
            """The row of a mark, and the columns of its words and of the sign."""
            rows = screen_text(pilot.app).splitlines()
            row = next(number for number, text in enumerate(rows) if words in text)
            return row, rows[row].index(words), rows[row].rindex("×")

        row, _, sign = place("number 2")
        await pilot.click(offset=(sign, row))
        await pilot.pause()
        assert [mark.rank for mark in screen.session.marks] == [3]
        assert isinstance(pilot.app.screen, MarksScreen)
        row, words, _ = place("number 3")
        await pilot.click(offset=(words, row))
        await pilot.pause()
        assert [mark.rank for mark in screen.session.marks] == [3]
        assert pilot.app.screen is screen
        assert screen.cursor == 3

    watch(act)

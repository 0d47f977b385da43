"""Searching and filtering on the replay screen: what is found, listed, walked and let go."""

from textual.pilot import Pilot

from tests.tui.conftest import screen_text
from tests.tui.watching import type_at_once, watch
from tui.screens.replay import ReplayScreen


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


def test_what_is_typed_replaces_the_search_that_was() -> None:
    async def act(pilot: Pilot[str], screen: ReplayScreen) -> None:
        await type_at_once(pilot, ["slash", *"quay", "enter", "slash", *"mayor", "enter"])
        assert screen.session.search.text == "mayor"
        await type_at_once(pilot, ["slash", "enter"])
        assert screen.session.search.text == "mayor"
        await type_at_once(pilot, ["ampersand", *"quay", "enter", "ampersand", *"mayor", "enter"])
        assert screen.session.filter.text == "mayor"

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

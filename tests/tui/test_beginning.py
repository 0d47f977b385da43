"""Where a replay begins, and the stage, while the words and the figures of the day have still to be read."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot

from feeds.archive import Archive, connections, importing
from feeds.archive.job import Job, Step
from feeds.cues import parse
from feeds.moments import NotFound, timed
from tests.tui.conftest import screen_text
from tui.app import ReplayApp, Settings
from tui.loading import AtHand
from tui.news import News, Said, Settled, Whole
from tui.screens.present import PresentScreen
from tui.screens.replay import ReplayScreen
from tui.screens.waiting import WaitingScreen


def line(number: int, text: str) -> str:
    body = [{"type": "paragraph", "text": text}]
    return json.dumps({"id": f"p{number}", "kind": "post", "when": f"2031-05-06T09:{number:02}:00Z", "body": body})


DAY = [
    json.dumps({"asithappened": 1, "title": "A regatta"}),
    line(0, "A bystander heard of 61.8% somewhere."),
    line(10, "They row."),
    line(20, "Anna Berg won 61.8% of the vote, it is declared."),
    line(30, "Carl Dahl took 38.2% of the vote, it is declared."),
]
SHEET = "09:00  The queue  hold\n61.8%  The result  big\n"


class Coming(AtHand):
    """A day that opens as `archive`, and of which the `news` come when they are let in."""

    soon = False

    def __init__(self, archive: Archive, *news: News) -> None:
        super().__init__(archive)
        self._news = news
        self.let_in = Event()

    def news(self) -> Iterator[News]:
        yield from super().news()
        self.let_in.wait(10)
        yield from self._news


class Days:
    """The same day as far as its places, its words, and its figures are known."""

    def __init__(self, folder: Path) -> None:
        file = folder / "day.jsonl"
        file.write_text("\n".join([*DAY, ""]), encoding="utf-8")

        def kept(step: Step) -> None:
            if step.opens and not (folder / "places").exists():
                (folder / "places").write_bytes(Path(step.opens).read_bytes())

        words = importing.run(Job(folder / "words", (str(file),)), kept, figures=False)
        known = importing.run(Job(folder / "known", (str(file),)), lambda _: None)
        assert words and known
        self.places, self.words, self.known = folder / "places", words, known


@pytest.fixture
def days(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Days:
    monkeypatch.setattr(importing, "SMALL", 0)
    return Days(tmp_path)


async def let_in(coming: Coming, app: ReplayApp, pilot: Pilot[str]) -> None:
    """All of the news has come."""
    coming.let_in.set()
    await app.workers.wait_for_complete()
    await pilot.pause()


def cues_of(app: ReplayApp) -> list[str]:
    """When the cues are on the stage, which has to be there."""
    assert isinstance(app.screen, PresentScreen)
    return [f"{cue.at:%H:%M}" for cue in app.screen.run.script.cues]


def app_of(coming: AtHand, **settings: object) -> ReplayApp:
    return ReplayApp(coming, Settings(paused=True, **settings), now=lambda: 0.0)  # type: ignore[arg-type]


def clock(app: ReplayApp) -> str:
    assert isinstance(app.screen, ReplayScreen)
    return f"{app.screen.session.replay.position():%H:%M}"


@pytest.mark.parametrize(
    ("first", "later", "at", "found"),
    [("places", ("words", "known"), "61.8%", "09:20"), ("words", (), "They row", "09:10")],
)
async def test_what_takes_more_than_a_time_is_gone_to_when_no_more_will_be_known(
    days: Days, first: str, later: tuple[str, ...], at: str, found: str
) -> None:
    news = [Whole(getattr(days, name)) for name in later] or [Said("The search for figures has failed."), Settled()]
    coming = Coming(Archive.open(getattr(days, first)), *news)
    app = app_of(coming, at=at)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert clock(app) == "09:00"
        await let_in(coming, app, pilot)
        assert clock(app) == found


@pytest.mark.parametrize("at", ["09:10", "end", "25% of the day", "9.10am"])
async def test_a_time_to_begin_at_waits_for_nothing(days: Days, at: str) -> None:
    whole = Archive.open(days.known)
    expected = timed(at, whole)
    assert expected is not None
    app = app_of(AtHand(Archive.open(days.places)), at=at)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert isinstance(app.screen, ReplayScreen)
        assert app.screen.session.replay.position() == expected.at


@pytest.mark.parametrize("first", ["places", "words"])
async def test_the_stage_waits_for_what_its_cues_may_be(days: Days, first: str) -> None:
    coming = Coming(Archive.open(getattr(days, first)), Whole(days.words), Whole(days.known))
    app = app_of(coming, present=True, cues=parse(SHEET, "talk"))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert isinstance(app.screen, WaitingScreen)
        await let_in(coming, app, pilot)
        assert cues_of(app) == ["09:00", "09:20"]


async def test_a_sentence_while_figures_are_looked_for_is_not_the_end_of_it(days: Days) -> None:
    coming = Coming(Archive.open(days.words), Said("The file is gone."), Whole(days.known))
    app = app_of(coming, at="61.8%")
    seen: list[str] = []
    async with app.run_test() as pilot:
        await pilot.pause()
        assert isinstance(app.screen, ReplayScreen)
        hear = app.screen.hear

        def heard(news: News) -> None:
            seen.append(clock(app))
            hear(news)

        app.screen.hear = heard  # type: ignore[method-assign]
        await let_in(coming, app, pilot)
        assert clock(app) == "09:20"
    assert seen == ["09:00", "09:00"]


async def test_the_stage_goes_on_waiting_when_something_is_said_and_tells_it_then(days: Days) -> None:
    coming = Coming(Archive.open(days.words), Said("The file is gone."), Whole(days.known))
    app = app_of(coming, present=True, cues=parse(SHEET, "talk"))
    async with app.run_test() as pilot:
        await let_in(coming, app, pilot)
        assert cues_of(app) == ["09:00", "09:20"]
        assert any(isinstance(each, ReplayScreen) and each.message == "The file is gone." for each in app.screen_stack)


async def test_the_stage_does_with_what_there_is_when_no_more_will_come(days: Days) -> None:
    coming = Coming(Archive.open(days.words), Said("The search for figures has failed."), Settled())
    app = app_of(coming, present=True, cues=parse("09:10  Rowing  hold\n", "talk"))
    async with app.run_test() as pilot:
        await let_in(coming, app, pilot)
        assert isinstance(app.screen, PresentScreen)


def test_a_figure_is_no_time(days: Days) -> None:
    archive = Archive.open(days.places)
    for phrase in ("61.8%", "first berg", "they row", "@nobody", "50%"):
        assert timed(phrase, archive) is None
    with pytest.raises(NotFound):
        timed("", archive)


WORDS, FIGURES = "Not all words have been read yet.", "Not all figures are known yet."


@pytest.mark.parametrize(
    ("known", "words", "figures"), [("places", WORDS, FIGURES), ("words", FIGURES, FIGURES), ("known", None, None)]
)
async def test_what_is_not_found_may_only_not_be_known_yet(
    days: Days, known: str, words: str | None, figures: str | None
) -> None:
    app = app_of(AtHand(Archive.open(getattr(days, known))))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ReplayScreen)

        def lacking() -> str | None:
            assert screen.message
            return next((lack for lack in (WORDS, FIGURES) if screen.message.endswith(lack)), None)

        await pilot.press("E")
        assert lacking() == figures
        if figures:
            await pilot.press("D")
            assert lacking() == figures
            await pilot.press("e")
            assert lacking() == figures
            await pilot.press("S", "T", "T")
            assert lacking() == figures
        for phrase in ("nobody anywhere", "75%"):
            screen.go_to_moment(phrase)
            assert lacking() == words
        screen.go_to_moment("09:10")
        assert lacking() is None


async def test_a_search_that_has_to_wait_says_so_once_and_finds_no_lack_of_hits(days: Days) -> None:
    app = app_of(AtHand(Archive.open(days.places)))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("slash", *"row", "enter", "n")
        assert isinstance(app.screen, ReplayScreen)
        assert app.screen.message == "Search has to wait: the words are still being read."
        await pilot.press("ampersand", *"row", "enter")
        await pilot.pause()
        shown = screen_text(app)
        assert shown.count("Search has to wait: the words are still being read.") == 1
        assert "only" not in shown


async def test_where_no_words_will_come_nobody_is_told_to_wait_for_them(days: Days) -> None:
    coming = Coming(Archive.open(days.places), Said("No archive can be kept."), Settled())
    app = app_of(coming)
    async with app.run_test(size=(120, 40)) as pilot:
        await let_in(coming, app, pilot)
        await pilot.press("slash", *"row", "enter", "n")
        assert isinstance(app.screen, ReplayScreen)
        assert app.screen.message == "There is nothing to search in: no words have been read."


@pytest.mark.parametrize("patience", [10.0, 0.2, 0.0])
async def test_a_letter_typed_while_words_are_written_is_answered_when_they_are(
    days: Days, monkeypatch: pytest.MonkeyPatch, patience: float
) -> None:
    """The finder waits for the writer; where it has waited too long, the search is taken up with the next words."""
    monkeypatch.setattr(connections, "_PATIENCE", patience)
    archive = Archive.open(days.places)
    archive.search_in(days.words, len(archive))
    app = app_of(AtHand(archive))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ReplayScreen)

        async def until(holds: Callable[[], bool]) -> None:
            for _ in range(1_000):
                if holds():
                    return
                await pilot.pause(0.01)
            pytest.fail("it never came")

        await pilot.press("S", "slash", "a")
        writer = sqlite3.connect(days.words, isolation_level=None)
        writer.execute("BEGIN EXCLUSIVE")
        await pilot.press("n")
        search = screen.session.search
        assert search.text == "an"
        assert search.error == ("" if patience else "Search has to wait: the words are still being read.")
        if patience == 0.2:
            await until(lambda: screen.session.search.partial)
        writer.execute("COMMIT")
        writer.close()
        if patience < 1:
            screen.more_words()
        await until(lambda: screen.session.search.whole and len(screen.session.search.hits) > 0)
        assert list(screen.session.search.hits) == [2]
        assert not screen.session.search.partial

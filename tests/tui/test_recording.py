"""A recording shows what the screen shows, when it shows it, and is the same each time."""

import json
from datetime import datetime, timedelta
from xml.etree import ElementTree as ET

import pyte
import pytest

from feeds.archive import Archive
from feeds.cues import parse
from feeds.figures import attach
from feeds.moments import NotFound, resolve
from tests.tui.conftest import made_up_day
from tui.opening import Settings
from tui.recording import REST, Take, film, picture

ARCHIVE = Archive.from_day(attach(made_up_day()))
TAKE = Take((100, 30), "night")


def moment(phrase: str) -> datetime:
    return resolve(phrase, ARCHIVE).at


def filmed(settings: Settings, take: Take = TAKE) -> list[str]:
    return list(film(ARCHIVE, settings, take, lambda _: None))


def watched(lines: list[str]) -> list[tuple[float, str]]:
    """What a terminal shows at each time at which something changes."""
    header = json.loads(lines[0])
    assert header["version"] == 2
    screen = pyte.Screen(header["width"], header["height"])
    stream = pyte.Stream(screen)
    shown = []
    for line in lines[1:]:
        seconds, kind, written = json.loads(line)
        assert kind == "o"
        stream.feed(written)
        shown.append((seconds, "\n".join(screen.display)))
    return shown


def test_a_film_shows_each_minute_when_it_comes() -> None:
    settings = Settings(at="09:30", speed=60, gap=None)
    shown = watched(filmed(settings, TAKE._replace(until=moment("09:40"))))
    for seconds, screen in shown[:-1]:
        minute = moment("09:30") + timedelta(minutes=int(seconds + 1e-6))
        assert f"{minute:%H:%M}" in screen.splitlines()[-2]
    assert shown[0][0] == 0
    assert shown[-1] == (10 + REST, shown[-2][1])


def test_a_post_is_on_the_film_from_its_minute_on() -> None:
    rank = next(rank for rank in range(10, len(ARCHIVE)) if ARCHIVE.post(rank).kind == "tweet")
    words = " ".join(ARCHIVE.post(rank).body[0].text.split()[:3])
    at, begin = ARCHIVE.time_of(rank), ARCHIVE.time_of(rank) - timedelta(minutes=5)
    settings = Settings(at=f"{begin:%H:%M}", speed=60, gap=None)
    shown = watched(filmed(settings, TAKE._replace(until=at + timedelta(minutes=2))))
    before = "".join(screen for seconds, screen in shown if seconds < 4.9)
    assert words not in before
    assert words in next(screen for seconds, screen in shown if seconds >= 5)


def test_the_same_bytes_each_time() -> None:
    settings, take = Settings(at="09:30", speed=600), TAKE._replace(until=moment("10:30"))
    assert filmed(settings, take) == filmed(settings, take)
    assert picture(ARCHIVE, settings, TAKE) == picture(ARCHIVE, settings, TAKE)


def test_a_film_ends_with_the_day() -> None:
    lines = filmed(Settings(fit=timedelta(seconds=4)))
    shown = watched(lines)
    last = ARCHIVE.last_time
    assert last is not None
    assert f"{last:%H:%M}" in shown[-1][1].splitlines()[-2]
    assert shown[-1][0] == pytest.approx(4 + REST, abs=0.5)


def test_the_stage_waits_at_each_hold_and_goes_on() -> None:
    sheet = parse("09:30  One   hold\n09:34  Two   hold\n09:40  Three  hold\n", "talk.cues")
    take = TAKE._replace(hold=timedelta(seconds=2))
    shown = watched(filmed(Settings(present=True, cues=sheet, speed=60, gap=None), take))
    for words, seconds in (("One", 0), ("Two", 2 + 4), ("Three", 2 + 4 + 2 + 6)):
        came = next(at for at, screen in shown if words in screen)
        assert came == pytest.approx(seconds, abs=0.5), words
    assert shown[-1][0] == pytest.approx(16 + REST, abs=0.8)


def test_the_film_of_a_talk_turns_the_pages_that_a_remote_turns() -> None:
    rank = max(range(len(ARCHIVE)), key=lambda rank: len(ARCHIVE.post(rank).text))
    at = ARCHIVE.time_of(rank)
    take = TAKE._replace(size=(40, 12), hold=timedelta(seconds=2))
    ends = []
    for pages in ("", " pages"):
        sheet = parse(f"{at:%H:%M}  Long   hold{pages}\n", "talk.cues")
        shown = watched(filmed(Settings(present=True, cues=sheet), take))
        ends.append((len({screen for _, screen in shown}), shown[-1][0]))
    (alone, short), (turned, long) = ends
    assert (alone, short) == (1, pytest.approx(2 + REST, abs=0.5))
    assert turned > 1
    assert long == pytest.approx(2 * turned + REST, abs=0.5)


def test_a_picture_is_of_the_moment() -> None:
    drawn = picture(ARCHIVE, Settings(at="09:30", paused=True), TAKE)
    ET.fromstring(drawn)  # noqa: S314 - our own
    assert "09:30:00" in drawn


def test_there_may_be_no_such_moment() -> None:
    with pytest.raises(NotFound):
        picture(ARCHIVE, Settings(at="xyzzy"), TAKE)

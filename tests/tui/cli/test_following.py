"""A file that grows and a pipe are followed, until nothing more can come."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from feeds.archive import Archive
from tests.tui.cli.conftest import post
from tests.tui.cli.loadings import loading, opened, rest
from tui.given import Input
from tui.news import Grown, Live, News, Progress, Said, Whole

pytestmark = pytest.mark.usefixtures("own_folders")

LATER = [post("late", "12:00", "A late word."), post("night", "21:00", "The boats are in.")]


def ids(archive: Archive) -> list[str]:
    return [each.id for each in archive.window(0, 99)]


def follow(news: Iterator[News], archive: Archive, wanted: Callable[[], bool]) -> list[News]:
    """What is told until `wanted` is true of the archive, which takes in what it is told."""
    told = []
    for each in news:
        told.append(each)
        match each:
            case Whole(path, grows):
                archive.become(path, grows=grows)
            case Grown():
                archive.refresh()
        if wanted():
            return told
    pytest.fail(f"nothing but {told}")


@pytest.mark.parametrize("kept", [True, False])
def test_a_file_that_grows_is_followed(club: str, cache: Path, own_folders: Path, kept: bool) -> None:
    day = loading(Input((club,), cache=cache if kept else None))
    news = day.news()
    archive = opened(news)
    with Path(club).open("a", encoding="utf-8") as file:
        file.write("\n" + json.dumps(LATER[0]) + "\n")
        file.flush()
        told = follow(news, archive, lambda: "late" in ids(archive))
        assert Live(more=True) in told
        file.write(json.dumps(LATER[1])[:40])
        file.flush()
        file.write(json.dumps(LATER[1])[40:] + "\n")
        file.flush()
        follow(news, archive, lambda: "night" in ids(archive))
    assert ids(archive) == ["dawn", "leak", "tweet", "result", "after", "late", "night"]
    assert archive.search("late") == (5,)
    Path(club).write_text("something else")
    told = follow(news, archive, lambda: True)
    while Live(more=False) not in told:
        told += follow(news, archive, lambda: True)
    assert Said(f"{club} has been replaced or cut short; the replay goes on with what it has.") in [
        Said(each.text[:1].lower() + each.text[1:]) for each in told if isinstance(each, Said)
    ]
    assert len(archive) == 7
    assert list(news) == []
    day.end()
    assert not list(own_folders.iterdir())


def test_a_pipe_is_shown_as_it_comes(club: str) -> None:
    reading, writing = os.pipe()
    day = loading(Input(("-",), pipes=(reading,), names=("standard input",)))
    news = day.news()
    with os.fdopen(writing, "wb", buffering=0) as pipe:
        first, rest_of_it = Path(club).read_bytes().split(b"\n", 1)
        pipe.write(first + b"\n" + rest_of_it[:30])
        waiting = "Waiting for the first post …\n\nso far: there is no post in it"
        assert next(each for each in news if each == Progress(waiting))
        pipe.write(rest_of_it[30:] + b"\n")
        archive = opened(news)
        assert len(archive) == 5
        pipe.write(json.dumps(LATER[0]).encode() + b"\n")
        told = follow(news, archive, lambda: "late" in ids(archive))
        assert Live(more=True) in told
        pipe.write(json.dumps(LATER[1]).encode())
    told = follow(news, archive, lambda: "night" in ids(archive))
    assert list(news)[-1] == Live(more=False)
    day.end()


def test_a_transcript_through_a_pipe_is_read_anew() -> None:
    reading, writing = os.pipe()
    day = loading(Input(("-",), pipes=(reading,), names=("standard input",)))
    news = day.news()
    with os.fdopen(writing, "wb", buffering=0) as pipe:
        pipe.write(b"Live blog: the regatta\n\n09:00\nThe boats are out on the water.\n")
        archive = opened(news)
        pipe.write(b"\n09:20\nThe first race is over.\n")
        follow(news, archive, lambda: bool(archive.search("over")))
    assert list(news)[-1] == Live(more=False)
    day.end()


def test_without_the_process_the_day_stays_as_it_is(club: str, cache: Path) -> None:
    day = loading(Input((club,), cache=cache))
    news = day.news()
    archive = opened(news)
    with Path(club).open("a", encoding="utf-8") as file:
        file.write("\n" + json.dumps(LATER[0]) + "\n")
    follow(news, archive, lambda: "late" in ids(archive))
    running = day._running
    assert running is not None
    running._process.kill()
    said, over = list(news)
    assert said == Said("What comes to the day is not followed any more (the import ended before it was done).")
    assert over == Live(more=False)
    assert len(archive) == 6
    day.end()


def test_figures_are_looked_for_no_further_and_the_file_is_followed_all_the_same(season: str, cache: Path) -> None:
    file = cache.parent / "season.jsonl"
    file.write_bytes(Path(season).read_bytes() + b"\n")
    day = loading(Input((str(file),), cache=cache))
    news = day.news()
    archive = opened(news)
    (whole,) = (each for each in rest(news) if isinstance(each, Whole))
    archive.become(whole.path)
    while not (isinstance(told := next(news), Progress) and told.figures is not None):
        pass
    day.call_off()
    rest(news)
    assert next(news) == Said("Figures are looked for no further, until the day is opened again.")
    assert archive.unfinished
    with file.open("a", encoding="utf-8") as more:
        more.write(json.dumps(LATER[0]) + "\n")
    follow(news, archive, lambda: archive.rank_of("late") is not None)
    assert archive.sighted() == 0
    day.end()
    assert list(cache.iterdir()) == [whole.path]

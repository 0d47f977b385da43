"""A day opens from its archive or through the import, and nothing is left behind that nobody needs."""

import json
import os
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from feeds.archive import Archive
from feeds.archive.importing import run
from feeds.archive.job import CacheError, Job, Step
from feeds.readers.source import Options, Unreadable
from tests.tui.cli.conftest import post
from tests.tui.cli.loadings import all_of, loading, opened, rest
from tui import private
from tui.archives import archive_of, cached
from tui.child import Import
from tui.cli import inputs
from tui.given import Input
from tui.news import Opened, Progress, Said, Settled, Whole
from tui.private import Private, sweep

pytestmark = pytest.mark.usefixtures("own_folders")


def test_a_small_day_opens_through_the_import_and_then_from_its_archive(club: str, cache: Path) -> None:
    given = Input((club,), cache=cache)
    archive, _ = all_of(given)
    assert archive.search("café") == (0, 4)
    assert archive.path is not None
    assert archive.path.parent == cache
    again = loading(given)
    at_hand = again.at_hand()
    assert at_hand is not None
    assert at_hand.fingerprint() == archive.fingerprint()
    assert opened(again.news()) is at_hand
    again.end()
    assert list(cache.iterdir()) == [archive.path]


@pytest.mark.parametrize("patience", [0.0, 60.0])
def test_a_small_day_is_waited_for_as_long_as_patience_lasts(
    club: str, cache: Path, monkeypatch: pytest.MonkeyPatch, patience: float
) -> None:
    monkeypatch.setattr("tui.loading.PATIENCE", patience)
    day = loading(Input((club,), cache=cache))
    assert day.soon is (patience > 0)
    archive = day.at_hand()
    assert (archive is None) is (patience == 0)
    assert opened(day.news()).path in cache.iterdir()
    day.end()


def test_a_large_day_opens_early_and_becomes_whole(season: str, cache: Path) -> None:
    day = loading(Input((season,), cache=cache))
    news = day.news()
    archive = opened(news)
    assert archive.preliminary
    assert archive.post(0).id == "p0"
    for lacking in (True, False):
        (last,) = (each for each in rest(news) if isinstance(each, Whole))
        archive.become(last.path)
        assert archive.unfinished is lacking
        assert archive.search("word17") == (17,)
    assert archive.header.contests
    assert archive.sighted() > 0
    day.end()
    assert list(cache.iterdir()) == [last.path]


@pytest.mark.parametrize("changed", [False, True])
def test_a_large_day_whose_import_fails_is_read_in_a_folder_of_its_own(
    season: str, tmp_path: Path, cache: Path, own_folders: Path, changed: bool
) -> None:
    file = tmp_path / "day.jsonl"
    file.write_bytes(Path(season).read_bytes())
    day = loading(Input((str(file),), cache=cache))
    news = day.news()
    archive = opened(news)
    assert archive.preliminary
    if changed:
        file.write_text(json.dumps(post("other", "10:00", "Another day.")), encoding="utf-8")
    assert day._running is not None
    day._running._process.kill()
    told: list[object] = []
    for each in news:
        told.append(each)
        if isinstance(each, Whole | Settled):
            break
    assert Said("The import ended before it was done.") in told
    assert isinstance(told[-1], Settled if changed else Whole)
    if isinstance(told[-1], Whole):
        assert own_folders in told[-1].path.parents
        archive.become(told[-1].path)
        assert archive.search("word17") == (17,)
    archive.close()
    day.end()
    assert not list(own_folders.iterdir())


def test_figures_that_were_not_looked_for_to_the_end_come_the_next_time(
    season: str, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = Input((season,), cache=cache)
    assert given.job is not None
    steps = list[Step]()
    assert run(given.job, steps.append, lambda: any(step.what == "figures" for step in steps)) is None
    monkeypatch.setattr("tui.loading._SETTLING", 0.0)
    day = loading(given)
    archive, news = day.at_hand(), day.news()
    assert archive is not None
    assert archive.unfinished
    assert opened(news) is archive
    assert next(news) == Progress()
    told = rest(news)
    (whole,) = (each for each in told if isinstance(each, Whole))
    archive.become(whole.path)
    assert not archive.unfinished
    day.end()
    assert archive_of(given.job, steps.append).sighted() == archive.sighted() > 0


def test_who_wants_no_figures_does_not_wait_for_them(season: str, cache: Path) -> None:
    given = Input((season,), cache=cache)
    assert given.job is not None
    for _ in range(2):  # made, and made already
        steps = list[Step]()
        lacking = archive_of(given.job, steps.append, figures=False)
        assert lacking.unfinished
        assert lacking.search("word17") == (17,)
        assert "figures" not in {step.what for step in steps}
        lacking.close()
    assert archive_of(given.job, steps.append).sighted() > 0


def test_calling_off_leaves_nothing(season: str, club: str, cache: Path, own_folders: Path) -> None:
    day = loading(Input((season,), cache=cache))
    news = day.news()
    assert opened(news).preliminary
    day.stop()
    assert not [each for each in news if isinstance(each, Whole)]
    day.end()
    for file in (season, club):
        stopped = loading(Input((file,), cache=cache))
        stopped.stop()
        assert not [each for each in stopped.news() if isinstance(each, Opened)]
        stopped.end()
    with Import() as unused:
        unused.call_off()
        assert list(unused.steps()) == []
    assert not list(cache.glob("*.p*"))
    assert not list(own_folders.iterdir())


@pytest.mark.parametrize("kept", [None, "a file in the way"])
def test_without_a_cache_a_day_opens_from_a_folder_of_its_own(
    kept: str | None, club: str, own_folders: Path, tmp_path: Path
) -> None:
    day = loading(Input((club,), cache=None if kept is None else Path(club)))
    news = day.news()
    archive = opened(news)
    assert len(archive) == 5
    assert archive.path is not None
    assert own_folders in archive.path.parents
    assert Progress() in rest(news)
    said = [next(news)] if kept else []
    assert all(isinstance(each, Said) and "o archive can be kept" in each.text for each in said)
    day.end()
    assert not list(own_folders.iterdir())
    with pytest.raises(CacheError):
        archive_of(Job(Path(club), (club,)), lambda _: None)


def test_without_any_folder_a_day_is_read_into_memory(club: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere at all")
    day = loading(Input((club,)))
    *_, said = news = list(day.news())
    (archive,) = (each.archive for each in news if isinstance(each, Opened))
    assert archive.path is None
    assert len(archive) == 5
    assert isinstance(said, Said)
    assert said.text.endswith("the day is read into memory.")
    day.end()
    reading, writing = os.pipe()
    os.write(writing, Path(club).read_bytes())
    os.close(writing)
    archive, _ = all_of(Input(("-",), pipes=(reading,), names=("standard input",)))
    assert len(archive) == 5


def test_a_pipe_is_waited_for_and_read(club: str, own_folders: Path) -> None:
    reading, writing = os.pipe()
    day = loading(Input(("-",), pipes=(reading,), names=("standard input",)))
    news = day.news()
    assert next(news) == Progress("Waiting for the first post …")
    threading.Thread(target=pour, args=(Path(club).read_bytes(), writing)).start()
    archive = opened(news)
    assert [each.id for each in archive.window(0, 9)] == ["dawn", "leak", "tweet", "result", "after"]
    day.end()
    assert not list(own_folders.iterdir())


def test_a_named_pipe_beside_a_file(club: str, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    more = json.dumps(post("more", "09:30", "A word from elsewhere."))
    threading.Thread(target=lambda: pipe.write_text(f"{more}\n", encoding="utf-8")).start()
    archive, _ = all_of(Input((club, str(pipe)), pipes=(None, str(pipe))))
    assert [each.id for each in archive.window(0, 9)] == ["dawn", "leak", "tweet", "more", "result", "after"]


def pour(data: bytes, descriptor: int) -> None:
    with os.fdopen(descriptor, "wb") as pipe:
        pipe.write(data)


def test_leaving_does_not_wait_for_the_pipe() -> None:
    reading, writing = os.pipe()
    day = loading(Input(("-",), pipes=(reading,)))
    news = day.news()
    next(news)
    day.stop()
    assert all(isinstance(each, Progress) for each in news)
    day.end()
    os.close(writing)


def test_an_archive_that_is_kept_is_read_ahead(club: str, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    all_of(Input((club,), cache=cache))
    ahead: list[Path | None] = []
    monkeypatch.setattr(Archive, "read_ahead", lambda archive, _: ahead.append(archive.path))
    archive, _ = all_of(Input((club,), cache=cache))
    assert ahead == [archive.path]


def test_a_damaged_archive_is_made_anew(club: str, cache: Path) -> None:
    archive, _ = all_of(Input((club,), cache=cache))
    assert archive.path is not None
    archive.path.write_bytes(archive.path.read_bytes()[:5000])
    again, _ = all_of(Input((club,), cache=cache))
    assert len(again) == 5
    assert list(cache.iterdir()) == [again.path]


def test_what_cannot_be_read_says_so(tmp_path: Path, cache: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps({"asithappened": 1}) + "\n", encoding="utf-8")
    steps: list[Step] = []
    with pytest.raises(Unreadable, match="no post"):
        archive_of(Job(cache, (str(path),)), steps.append)
    for folder in (cache, None):
        day = loading(Input((str(path),), Options(title="An empty day"), folder, names=("named",)))
        with pytest.raises(Unreadable, match="named: there is no post in it"):
            list(day.news())
        day.end()


def test_that_nothing_can_be_read_is_known_before_the_screen_is_taken(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.loading.PATIENCE", 60.0)
    path = tmp_path / "x.jsonl"
    path.write_text('{"id":', encoding="utf-8")
    day = loading(Input((str(path),), cache=cache))
    with pytest.raises(Unreadable) as refused:
        day.at_hand()
    assert str(refused.value) == f"{path}:1: not a whole line of JSON (EOF while parsing a value at column 6)"
    day.end()


def test_folders_of_programs_that_are_gone_are_removed(own_folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    used, left = Private(), Private()
    os.close(left._lock)
    own_folders.joinpath("asithappened-link").symlink_to(own_folders)
    own_folders.joinpath("owner").touch()
    sweep()
    assert used.path.is_dir()
    assert not left.path.exists()
    assert own_folders.is_dir()
    monkeypatch.setattr(private, "_locked", lambda _: False)
    used.remove()
    assert not used.path.exists()


def test_commands_use_the_same_archive(
    club: str, ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    plain = ask("search", "café", club, "--json").json
    assert ask("info", club, "--json").json["archive"] is None
    monkeypatch.setattr(inputs, "SMALL", 10)
    assert [hit["post"] for hit in ask("search", "café", club, "--json").json] == [hit["post"] for hit in plain]
    told = ask("info", club, "--json").json
    kept = Path(told["archive"]["path"])
    assert kept.stat().st_size == told["archive"]["bytes"]
    assert told["sources"][0]["posts"] == {"post": 3, "tweet": 1, "announcement": 1}
    assert "kept in an archive" in ask("info", club).out
    kept.write_bytes(kept.read_bytes()[:5000])
    assert ask("at", "10:00", club, "--json").json["post"]["id"] == "result"
    monkeypatch.setattr(inputs, "SMALL", 4_000_000)
    assert ask("info", club, "--json").json["archive"] == {"path": str(kept), "bytes": kept.stat().st_size}
    kept.unlink()
    assert ask("info", "--no-cache", club, "--json").json["archive"] is None
    assert not kept.exists()


def test_a_changed_file_is_read_anew(club: str, cache: Path) -> None:
    job = Job(cache, (club,))
    archive_of(job, lambda _: None).close()
    kept = cached(job)
    assert kept is not None
    kept.close()
    with Path(club).open("a", encoding="utf-8") as file:
        file.write("\n" + json.dumps(post("late", "12:00", "A late word.")))
    assert cached(job) is None
    assert len(archive_of(job, lambda _: None)) == 6
    assert len(list(cache.iterdir())) == 1

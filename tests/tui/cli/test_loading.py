"""A large day is opened early, completed behind, and leaves nothing when it is called off."""

import json
from pathlib import Path
from typing import Any

import pytest

from feeds.archive.cache import CacheError
from feeds.archive.importing import Job, Step
from feeds.ingest import ingest
from feeds.readers.files import load
from feeds.readers.parsed import Unreadable
from tui.cli import inputs
from tui.loading import Import, Large, Stopped, archive_of, cached


@pytest.fixture
def job(club: str, tmp_path: Path) -> Job:
    return Job(tmp_path / "cache", (club,))


def large(job: Job) -> Large:
    return Large(job, lambda: ingest([load(job.files[0])]).day)


def test_a_day_opens_early_and_becomes_whole(job: Job) -> None:
    day = large(job)
    archive = day.open(lambda _: None)
    assert archive.preliminary
    assert archive.post(0).id == "dawn"
    path = day.complete(lambda _: None)
    assert path is not None
    archive.become(path)
    assert archive.search("café") == (0, 4)
    day.end()
    assert list(job.folder.iterdir()) == [path]
    again = large(job)
    assert not again.open(lambda _: None).preliminary
    assert again.complete(lambda _: None) is None


def test_calling_off_leaves_nothing(job: Job) -> None:
    day = large(job)
    assert day.open(lambda _: None).preliminary
    day.stop()
    day.complete(lambda _: None)
    day.end()
    assert not list(job.folder.glob("*.p*"))
    with Import(Job(job.folder, job.files)) as running:
        running.call_off()
        list(running.steps())
    stopped = large(job)
    for archive in job.folder.glob("*.archive"):
        archive.unlink()
    stopped.stop()
    with pytest.raises(Stopped):
        stopped.open(lambda _: None)
    stopped.end()
    assert not list(job.folder.glob("*.p*"))


def test_without_a_place_for_it_the_day_is_read_into_memory(job: Job) -> None:
    day = large(Job(Path(job.files[0]), job.files))
    archive = day.open(lambda _: None)
    assert not archive.preliminary
    assert len(archive) == 5
    assert "no archive can be kept" in day.unkept
    with pytest.raises(CacheError):
        archive_of(Job(Path(job.files[0]), job.files), lambda _: None)


def test_what_cannot_be_read_says_so(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps({"asithappened": 1}) + "\n", encoding="utf-8")
    steps: list[Step] = []
    with pytest.raises(Unreadable, match="no post"):
        archive_of(Job(tmp_path / "cache", (str(path),)), steps.append)


def test_commands_use_the_same_archive(club: str, ask: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = ask("search", "café", club, "--json").json
    monkeypatch.setattr(inputs, "SMALL", 10)
    assert [hit["post"] for hit in ask("search", "café", club, "--json").json] == [hit["post"] for hit in plain]
    told = ask("info", club, "--json").json
    kept = Path(told["archive"]["path"])
    assert kept.stat().st_size == told["archive"]["bytes"]
    assert told["sources"][0]["posts"] == {"post": 3, "tweet": 1, "announcement": 1}
    assert "kept in an archive" in ask("info", club).out
    kept.write_bytes(kept.read_bytes()[:5000])
    assert ask("at", "10:00", club, "--json").json["post"]["id"] == "result"
    kept.unlink()
    assert ask("info", "--no-cache", club, "--json").json["archive"] is None
    assert not kept.exists()


def test_a_changed_file_is_read_anew(job: Job, club: str) -> None:
    archive_of(job, lambda _: None).close()
    assert cached(job) is not None
    with Path(club).open("a", encoding="utf-8") as file:
        file.write("\n" + json.dumps({"id": "late", "kind": "post", "when": "2031-05-06T12:00:00+02:00", "body": []}))
    assert cached(job) is None
    assert len(archive_of(job, lambda _: None)) == 6
    assert len(list(job.folder.iterdir())) == 1

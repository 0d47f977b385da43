"""The import process while it looks for figures in a large day: it goes on following, and stops when told to."""

import json
import os
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from feeds.archive import Archive, findings
from feeds.archive import importing as archives
from feeds.archive.cache import Cache
from feeds.archive.following import Follower
from feeds.archive.importing import run
from feeds.archive.job import Job, Step
from feeds.ingest import ingest
from feeds.readers.files import load
from tui import importing

HEADER = {"asithappened": 1, "title": "A regatta", "timezone": "Europe/Oslo"}


def line(number: int, text: str) -> str:
    body = [{"type": "paragraph", "text": text}]
    return json.dumps({"id": f"p{number}", "kind": "post", "when": f"2031-05-06T09:{number:02}:00Z", "body": body})


NIGHT = [
    json.dumps(HEADER),
    line(0, "Anna Berg won 61.8% of the vote, it is declared."),
    line(1, "Carl Dahl took 38.2% of the vote (see 11.00am)."),
    line(2, "They row."),
]
MORE = line(3, "Anna Berg has 313,209 votes, it is declared (see 11.01am).")

Message = dict[str, Any]


class Process:
    """The process, in this one: what it tells, and what happens when it tells of something for the first time."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.file = folder / "day.jsonl"
        self.file.write_text("\n".join([*NIGHT, ""]), encoding="utf-8")
        self.job = Job(folder / "cache", (str(self.file),))
        self.told: list[Message] = []
        self.orders: Any = SimpleNamespace(
            called_off=threading.Event(), last=threading.Event(), enough=threading.Event(), writing=False
        )
        self.orders.last.set()
        self._happens: dict[str, Callable[[], object]] = {}
        monkeypatch.setattr(archives, "SMALL", 0)
        monkeypatch.setattr(findings, "_AT_ONCE", 1)
        monkeypatch.setattr(importing, "LOOK", -1.0)
        monkeypatch.setattr(importing, "_tell", self._tell)
        archive = run(self.job, lambda _: None, figures=False)
        assert archive is not None
        self.archive = archive
        self.working = folder / "working"
        self.working.mkdir()

    def run(self, **happens: Callable[[], object]) -> list[str]:
        """Follow, until nothing more comes; what was told, each kind of it in a row once."""
        self._happens = dict(happens)
        importing._follow(self.job, self.archive, self.working, self.orders)
        kinds = [next(iter(message)) for message in self.told]
        return [kind for place, kind in enumerate(kinds) if kinds[:place][-1:] != [kind]]

    def _tell(self, message: Message) -> None:
        self.told.append(message)
        self._happens.pop(next(iter(message)), lambda: None)()

    def append(self) -> None:
        with self.file.open("a", encoding="utf-8") as file:
            file.write(MORE + "\n")

    def shown(self) -> Archive:
        """What the reader has in the end."""
        last = next((each for each in reversed(self.told) if "whole" in each), None)
        return Archive.open(self.archive) if last is None else Archive.open(Path(last["whole"]), grows=last["grows"])


@pytest.fixture
def process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Process:
    return Process(tmp_path, monkeypatch)


def test_the_archive_is_completed(process: Process) -> None:
    assert process.run() == ["figures", "looked", "over"]
    assert process.told[-2] == {"looked": str(process.archive)}
    shares = [each["figures"] for each in process.told if "figures" in each]
    assert shares == sorted(shares)
    archive = Archive.open(process.archive)
    assert not archive.unfinished
    assert archive.sighted() == 2
    assert list(process.job.folder.iterdir()) == [process.archive]


def test_what_comes_meanwhile_is_there_at_once_and_says_its_own_afterwards(process: Process) -> None:
    seen: list[tuple[int, int]] = []

    def look() -> None:
        archive = process.shown()
        seen.append((len(archive), archive.sighted()))
        archive.close()

    assert process.run(figures=process.append, whole=look)[:3] == ["figures", "whole", "figures"]
    assert seen == [(4, 0)]
    archive, fresh = process.shown(), Archive.from_day(ingest([load(str(process.file))]).day)
    assert archive.window(0, 9) == fresh.window(0, 9)
    assert archive.sighted() == 3
    assert archive.cited_by(1) == (3,)
    assert archive.header == fresh.header
    assert Archive.open(process.archive).unfinished  # the next time the file is another one


def test_what_comes_to_a_day_that_was_looked_through_says_its_own_at_once(process: Process) -> None:
    run(process.job, lambda _: None)
    process.orders.last.clear()
    process.append()
    follower = Follower(process.job, process.archive, process.working)
    assert not follower.unsearched
    assert follower.look()
    assert follower.path is not None
    archive = Archive.open(follower.path, grows=True)
    assert archive.sighted() == 3
    assert archive.cited_by(1) == (3,)
    assert follower.unsearched
    assert follower.search(lambda _: None, lambda: False) is None


def test_enough_leaves_the_archive_as_it_was(process: Process) -> None:
    assert process.run(figures=process.orders.enough.set) == ["figures", "looked", "over"]
    assert process.told[-2] == {"looked": ""}
    assert Archive.open(process.archive).unfinished
    assert list(process.job.folder.iterdir()) == [process.archive]
    assert list(process.working.iterdir()) == []


def test_the_file_may_go_meanwhile(process: Process) -> None:
    held = Archive.open(process.archive)
    assert process.run(figures=process.file.unlink) == ["figures", "said", "figures", "whole", "over"]
    assert "is gone; the replay goes on" in next(each["said"] for each in process.told if "said" in each)
    assert process.shown().sighted() == 2
    assert len(held) == 3


def test_an_archive_that_is_read_stays_when_its_file_goes(process: Process) -> None:
    cache = Cache(process.job.folder)
    archive = Archive.open(process.archive)
    process.file.unlink()
    assert cache.tidy() == []
    assert archive.searcher() is not None
    archive.close()
    assert cache.tidy(but=process.archive) == []


def test_a_touch_changes_nothing(process: Process) -> None:
    process.archive.unlink()

    def touched(step: Step) -> None:
        if step.what != "figures":
            os.utime(process.file, ns=(1, len(process.told)))
            process.told.append({})

    path = run(process.job, touched)
    assert path == process.job.folder / process.job.key.name
    assert path.is_file()
    assert not Follower(process.job, path, process.working).look()

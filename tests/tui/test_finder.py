"""What takes long to find is found by another thread, and told; the next question calls it off."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feeds.archive import Archive, Hits, index, parse
from feeds.archive.building import build
from feeds.archive.searching import Searcher
from feeds.model import Block, Header, Post, When
from tui.finder import Finder

PATIENCE = 10.0


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    monkeypatch.setattr(index, "FEW", 10)
    start = datetime(2031, 5, 4, 6, tzinfo=UTC)
    posts = (
        Post(
            id=f"p{number}",
            kind="post",
            when=When.stated(start + timedelta(seconds=number)),
            body=(Block(type="paragraph", text="ash birch" if number % 3 else "birch ash"),),
        )
        for number in range(60)
    )
    build(tmp_path / "day.archive", Header(), posts)
    return Archive.open(tmp_path / "day.archive")


def test_what_is_quick_needs_no_thread(archive: Archive) -> None:
    finder = Finder(archive, lambda: pytest.fail("nobody waits for it"))
    assert finder.find(parse("ash"), None, 0) is None
    assert not [thread for thread in threading.enumerate() if thread.name == "finder"]


def test_what_is_found_in_time_is_not_told(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.finder.PATIENCE", PATIENCE)
    finder = Finder(archive, lambda: pytest.fail("it was there already"))
    query = parse('"ash birch"')
    assert finder.find(query, None, 0) is None
    assert archive.quick(query)
    assert len(archive.hits(query)) == 40
    finder.stop()


def test_what_comes_late_is_told_and_what_is_called_off_is_not(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The thread is held up after the first step; meanwhile those hits are known."""
    monkeypatch.setattr("tui.finder.PATIENCE", 0.05)
    monkeypatch.setattr(index, "STEP", 16)
    stepped, go_on, told = threading.Semaphore(0), threading.Semaphore(0), threading.Semaphore(0)
    look = Searcher.look

    def slowly(self: Searcher, query: object, until: int | None, near: int) -> Iterator[Hits]:
        for hits in look(self, query, until, near):  # type: ignore[arg-type]
            yield hits
            stepped.release()
            assert go_on.acquire(timeout=PATIENCE)

    monkeypatch.setattr(Searcher, "look", slowly)
    finder = Finder(archive, told.release)
    first, second = parse('"ash birch"'), parse('"birch ash"')
    assert finder.find(first, None, 30) is not None
    assert stepped.acquire(timeout=PATIENCE)
    some = finder.find(first, None, 30)
    assert some is not None
    assert set(some) == {rank for rank in range(30, 46) if rank % 3}
    assert finder.find(second, None, 30) == Hits(0)
    go_on.release(100)
    assert told.acquire(timeout=PATIENCE)
    assert not archive.quick(first)
    assert finder.find(second, None, 30) is None
    assert list(archive.hits(second)) == [rank for rank in range(60) if not rank % 3]
    assert not told.acquire(timeout=0.1)
    finder.stop()

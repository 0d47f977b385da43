"""What the system is asked for while an archive is open."""

import os
from itertools import pairwise
from pathlib import Path

import pytest

from feeds.archive import Archive, connections
from feeds.archive.building import build
from feeds.model import Header

ADVICE = "posix_fadvise"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    build(tmp_path / "a.archive", Header(), [])
    return Archive.open(tmp_path / "a.archive")


@pytest.mark.skipif(not hasattr(os, ADVICE), reason="this system cannot be asked to read ahead")
def test_every_byte_of_an_archive_is_read_ahead_once(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(os, ADVICE, lambda _file, start, length, _: asked.append((start, start + length)))
    monkeypatch.setattr(connections, "_CHUNK", 10_000)
    archive.read_ahead(lambda: False)
    assert archive.path is not None
    size = archive.path.stat().st_size
    assert size > 30_000
    assert asked[0][0] == 0
    assert all(end == start for (_, end), (start, _) in pairwise(asked))
    assert asked[-1][0] < size <= asked[-1][1]
    asked.clear()
    archive.read_ahead(lambda: len(asked) == 2)
    assert len(asked) == 2  # called off


def test_where_there_is_nothing_to_read_ahead_nothing_happens(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert archive.path is not None
    archive.path.unlink()
    archive.read_ahead(lambda: False)
    monkeypatch.delattr(os, ADVICE, raising=False)
    archive.read_ahead(lambda: False)

"""Whoever reads an archive holds it, until it is closed or nobody knows it any more."""

import gc
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds.archive import Archive
from feeds.archive.building import build
from feeds.archive.holding import is_held
from feeds.model import Block, Header, Post, When


@pytest.fixture
def path(tmp_path: Path) -> Path:
    when = When.stated(datetime(2031, 5, 6, 9, tzinfo=UTC))
    post = Post(id="p0", kind="post", when=when, body=(Block(type="paragraph", text="They row."),))
    build(tmp_path / "a.archive", Header(), [post])
    return tmp_path / "a.archive"


def test_an_open_archive_is_held_by_everybody_who_reads_it(path: Path) -> None:
    assert not is_held(path)
    one, other = Archive.open(path), Archive.open(path)
    assert is_held(path)
    one.close()
    assert is_held(path)
    other.close()
    assert not is_held(path)


def test_an_archive_that_nobody_closed_is_let_go_of(path: Path) -> None:
    archive = Archive.open(path)
    assert len(archive) == 1
    del archive
    gc.collect()
    assert not is_held(path)


def test_one_that_is_closed_twice_takes_no_other_file_along(path: Path) -> None:
    archive = Archive.open(path)
    archive.close()
    other = os.open(path, os.O_RDONLY)
    archive.close()
    os.close(other)

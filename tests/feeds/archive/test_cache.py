"""Archive files: whole or not there, found again, rebuilt when broken, and nothing left behind."""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.archive import Archive, Damaged
from feeds.archive.building import build
from feeds.archive.cache import Cache
from feeds.archive.job import CacheError, Key
from feeds.archive.workplace import Cancelled
from feeds.model import Author, Block, Day, Header, Post, When

START = datetime(2016, 9, 24, 8, 0, tzinfo=UTC)
HEADER = Header(title="A long day", timezone="Europe/London")


def a_post(number: int, minute: int) -> Post:
    return Post(
        id=f"p{number}",
        kind="tweet" if number % 3 else "post",
        when=When.stated(START + timedelta(minutes=minute)),
        author=Author(name="Anna Vote", handle="anna"),
        body=(Block(type="paragraph", text=f"word{number} and the vote of {number % 7}"),),
        key=number % 5 == 0,
        part_of=f"p{number - 1}" if number % 3 == 1 else None,
    )


def posts(count: int) -> Iterator[Post]:
    return (a_post(number, number // 2) for number in range(count))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "day.jsonl"
    path.write_text("the day")
    return path


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache" / "asithappened")


def left(cache: Cache) -> list[str]:
    return sorted(path.name for path in cache.folder.iterdir()) if cache.folder.exists() else []


@settings(max_examples=40)
@given(st.lists(st.integers(0, 20), max_size=30))
def test_a_file_holds_what_memory_holds(tmp_path_factory: pytest.TempPathFactory, minutes: list[int]) -> None:
    """In any order of arrival: by time, and those of one time as they came."""
    path = tmp_path_factory.mktemp("archives") / "a.archive"
    day = Day(header=HEADER, posts=tuple(a_post(number, minute) for number, minute in enumerate(minutes)))
    build(path, day.header, iter(day.posts))
    file, memory = Archive.open(path), Archive.from_day(day)
    count = len(day.posts)
    assert len(file) == count
    assert file.header == memory.header
    assert file.window(0, count) == memory.window(0, count)
    assert file.window(0, count) == sorted(day.posts, key=lambda post: post.when.at if post.when else START)
    for query in ("vote", "word3", "from:@anna key:yes", '"vote of 3"', "after:09:05", "-word1"):
        assert file.search(query) == memory.search(query)
    assert file.keys() == memory.keys()
    assert [file.children(rank) for rank in range(count)] == [memory.children(rank) for rank in range(count)]
    assert [file.rank_of(post.id) for post in day.posts] == [memory.rank_of(post.id) for post in day.posts]
    assert [child.name for child in path.parent.iterdir()] == [path.name]
    file.close()


def test_built_once_and_found_again(cache: Cache, source: Path) -> None:
    key = Key.of([source], "reader 1")
    assert cache.open(key) is None
    told: list[int] = []
    built = cache.build(key, HEADER, posts(5000), progress=told.append)
    assert told == [2000, 4000, 5000]
    found = cache.open(Key.of([source], "reader 1"))
    assert found is not None
    assert found.window(100, 5) == built.window(100, 5)
    assert found.search("word4711") == (4711,)
    assert [cached.files for cached in cache.archives()] == [(str(source),)]


def test_another_state_is_another_archive_and_takes_the_place_of_the_last(cache: Cache, source: Path) -> None:
    cache.build(Key.of([source]), HEADER, posts(3)).close()
    assert cache.open(Key.of([source], "reader 2")) is None
    source.write_text("the day, and more of it")
    assert cache.open(Key.of([source])) is None
    cache.build(Key.of([source]), HEADER, posts(4))
    assert len(left(cache)) == 1


def test_a_file_that_changes_while_it_is_read_makes_no_archive(cache: Cache, source: Path) -> None:
    def changing() -> Iterator[Post]:
        yield from posts(10)
        source.write_text("something else")

    with pytest.raises(CacheError, match="changed while it was read"):
        cache.build(Key.of([source]), HEADER, changing())
    assert left(cache) == []


def test_called_off(cache: Cache, source: Path) -> None:
    seen = 0

    def counting() -> Iterator[Post]:
        nonlocal seen
        for post in posts(50_000):
            seen += 1
            yield post

    with pytest.raises(Cancelled):
        cache.build(Key.of([source]), HEADER, counting(), cancelled=lambda: seen > 2500)
    assert left(cache) == []
    assert seen < 5000


def test_a_mistake_of_the_source_is_its_own(cache: Cache, source: Path) -> None:
    def failing() -> Iterator[Post]:
        yield a_post(0, 0)
        raise OSError("the cable came out")

    with pytest.raises(OSError, match="cable"):
        cache.build(Key.of([source]), HEADER, failing())
    with pytest.raises(ValueError, match="no time"):
        cache.build(Key.of([source]), HEADER, [Post(id="p", kind="post")])
    assert left(cache) == []


def test_no_folder_can_be_made(tmp_path: Path, source: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = Cache(tmp_path / "file" / "cache")
    with pytest.raises(CacheError, match="no archive can be kept"):
        cache.build(Key.of([source]), HEADER, posts(3))
    assert cache.open(Key.of([source])) is None
    assert cache.tidy() == []


def test_two_at_once(cache: Cache, source: Path) -> None:
    key = Key.of([source])
    inner: list[Archive] = []

    def meanwhile() -> Iterator[Post]:
        yield from posts(10)
        inner.append(cache.build(key, HEADER, posts(10)))

    outer = cache.build(key, HEADER, meanwhile())
    assert outer.window(0, 10) == inner[0].window(0, 10)
    assert left(cache) == [key.name]


def test_who_clears_up_while_another_begins_takes_nothing_that_is_held(
    cache: Cache, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, swept = list[str](), list[list[Path]]()
    new_folder = tempfile.mkdtemp

    def made_and_found(**where: Any) -> str:
        made.append(new_folder(**where))
        if len(made) == 1:
            swept.append(cache.sweep())  # before anything holds the folder
        return made[-1]

    def meanwhile() -> Iterator[Post]:
        swept.append(cache.sweep())
        yield from posts(10)

    monkeypatch.setattr(tempfile, "mkdtemp", made_and_found)
    key = Key.of([source])
    assert len(cache.build(key, HEADER, meanwhile())) == 10
    assert swept == [[Path(made[0])], []]
    assert len(made) == 2
    assert left(cache) == [key.name]


def test_whatever_is_damaged_is_told_set_aside_and_rebuilt(cache: Cache, source: Path) -> None:
    key = Key.of([source])
    cache.build(key, HEADER, posts(400)).close()
    path = cache.folder / key.name
    whole = path.read_bytes()
    rolls = random.Random(1)  # noqa: S311
    told = 0
    for _ in range(60):
        broken = bytearray(whole)
        if rolls.random() < 0.3:
            del broken[rolls.randrange(len(whole)) :]
        else:
            start = rolls.choice([0, rolls.randrange(len(whole))])
            broken[start : start + 5000] = rolls.randbytes(len(broken[start : start + 5000]))
        path.write_bytes(broken)
        archive = cache.open(key)
        if archive is None:
            told += 1
            assert left(cache) == [path.with_suffix(".damaged").name]
        else:
            try:
                archive.window(0, 400)
                archive.search("vote -word1")
                archive.sightings()
            except Damaged:
                told += 1
            archive.close()
    assert told > 30
    path.unlink(missing_ok=True)
    assert cache.open(key) is None
    assert cache.build(key, HEADER, posts(400)).search("word399") == (399,)


def test_an_archive_of_another_version_or_not_complete_is_no_archive(cache: Cache, source: Path) -> None:
    import sqlite3

    key = Key.of([source])
    for statement in ("UPDATE meta SET value = '0' WHERE name = 'version'", "DELETE FROM meta WHERE name = 'complete'"):
        cache.build(key, HEADER, posts(3)).close()
        connection = sqlite3.connect(cache.folder / key.name)
        connection.execute(statement)
        connection.commit()
        connection.close()
        assert cache.open(key) is None


def test_tidy(cache: Cache, source: Path, tmp_path: Path) -> None:
    gone = tmp_path / "gone.jsonl"
    gone.write_text("soon gone")
    cache.build(Key.of([gone]), HEADER, posts(3)).close()
    cache.build(Key.of([source]), HEADER, posts(3)).close()
    assert cache.tidy() == []
    gone.unlink()
    (cache.folder / f"x.archive.{'a' * 8}.part").write_bytes(b"")
    (cache.folder / f"y.archive.{'a' * 8}.part").write_bytes(b"half a database")
    (cache.folder / "z.damaged").write_bytes(b"")
    assert len(cache.tidy()) == 4
    assert left(cache) == [Key.of([source]).name]
    assert cache.tidy(limit=10) == [cache.folder / Key.of([source]).name]


BUILDER = """
import sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from test_cache import HEADER, a_post
from feeds.archive.cache import Cache
from feeds.archive.job import Key
def posts():
    for number in range({count}):
        if number == 3000:
            print("building", flush=True)
        yield a_post(number, number)
cache = Cache(Path(sys.argv[1]))
cache.build(Key.of([Path(sys.argv[2])]), HEADER, posts())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills and limits are POSIX's")
def test_killed_while_building(cache: Cache, source: Path) -> None:
    script = BUILDER.format(tests=str(Path(__file__).parent), count=10**9)
    builder = subprocess.Popen(
        [sys.executable, "-c", script, str(cache.folder), str(source)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert builder.stdout is not None
        assert builder.stdout.readline() == "building\n"
        assert cache.tidy() == []  # it is alive: its file is its own
        assert cache.open(Key.of([source])) is None
        time.sleep(random.random() * 0.1)  # noqa: S311
    finally:
        os.kill(builder.pid, signal.SIGKILL)
        builder.communicate()
    assert cache.open(Key.of([source])) is None
    assert [path.suffix for path in cache.tidy()] == [".part"]
    assert left(cache) == []


@pytest.mark.skipif(sys.platform == "win32", reason="kills and limits are POSIX's")
def test_the_disk_is_full(cache: Cache, source: Path) -> None:
    script = BUILDER.format(tests=str(Path(__file__).parent), count=4000).replace(
        "cache = ",
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))\ncache = ",
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(cache.folder), str(source)], capture_output=True, text=True, check=False
    )
    assert "CacheError: no archive can be kept in" in done.stderr
    assert left(cache) == []

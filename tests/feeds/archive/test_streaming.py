"""A large native file, read by others and written here: the day that a small file makes, whatever the file is like."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feeds.archive import Archive, common, importing, processes, streaming
from feeds.archive.cache import Cache
from feeds.archive.importing import report_of, run
from feeds.archive.job import REPORT, CacheError, Job, Step
from feeds.archive.query import QueryError, parse
from feeds.ingest import Ingest, ingest
from feeds.model import Post
from feeds.readers.files import load
from feeds.readers.source import Unreadable

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def _all_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "SMALL", 0)


WORDS = ["vote", "votes", "the chair’s count", "re-election", "61.8%", "東京", "👍🏽", "a"]
WORDS += [
    "(see 9.02am)",
    "http://regatta.example/1",
    "Anna Berg won 61.8% of the vote.",
    "Carl Dahl took 38.2% of votes.",
]
QUERIES = [
    "vote",
    "vot*",
    "-vote",
    '"chair count"',
    "count",
    "reelection",
    "61.8%",
    "京",
    "👍",
    "a*",
    "from:@anna",
    "key:yes",
]


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Lines of a native file in any order, with some that are none and some that are odd."""
    order = draw(st.sampled_from(["oldest-first", "newest-first"]))
    lines, shown = list[str](), ""
    for number in range(draw(st.integers(1, 14))):
        post: dict[str, Any] = {
            "id": draw(st.sampled_from([f"p{number}", f"p{number}", f"p{number}", "p0", ""])),
            "kind": draw(st.sampled_from(["post", "tweet"])),
            "when": f"2031-05-06T09:{draw(st.integers(0, 5)):02}:00+02:00",
            "body": [{"type": "paragraph", "text": " ".join(draw(st.lists(st.sampled_from(WORDS), max_size=3)))}],
        }
        if draw(st.booleans()):
            post["author"] = {"name": "Anna Vote", "handle": draw(st.sampled_from(["anna", "@anna"]))}
        if draw(st.integers(0, 3)) == 0:
            post["key"] = True
        if draw(st.integers(0, 3)) == 0:
            post["url"] = f"http://regatta.example/{draw(st.integers(0, 2))}"
        if draw(st.integers(0, 24)) == 0:
            post["cites"] = ["p0"]
        if shown and draw(st.integers(0, 3)) == 0:
            post |= {"id": f"t{number}", "kind": "tweet", "part_of": shown}
        elif draw(st.integers(0, 3)) == 0:  # perhaps in a tweet in a post, in itself, or in none
            named = ["nobody", "p0"] if order == "newest-first" else ["nobody", "p0", "p3", "t1", "t2"]
            post["part_of"] = draw(st.sampled_from(named))
        else:
            shown = f"p{number}" if number and post["id"] == f"p{number}" else ""
        if draw(st.integers(0, 4)) == 0:
            post["when"] = dict.fromkeys(("at", "earliest", "latest"), post["when"]) | {"basis": "id"}
        if draw(st.integers(0, 6)) == 0:
            post = dict(reversed(post.items()))
        lines.append(
            json.dumps(post, ensure_ascii=draw(st.booleans()), separators=draw(st.sampled_from([None, (",", ":")])))
        )
    odd = [
        '{"half',
        "",
        "  ",
        "5",
        '{"id": "x", "kind": "rumour", "when": "2031-05-06T09:02:00+02:00"}',
        '{"id": "y", "kind": "post", "when": "2031-05-06T09:02:00", "body": []}',
        '{"id": "d", "kind": "post", "when": "2031-05-06T09:04:00Z", "when": "2031-05-06T07:03:00Z"}',
        '{"id": "e", "kind": "post", "\\u0077hen": "2031-05-06T07:03:00Z", "key": true}',
        '{"asithappened": 1, "title": "Another"}',
    ]
    for line in draw(st.lists(st.sampled_from(odd), max_size=3)):
        lines.insert(draw(st.integers(0, len(lines))), line)
    header = json.dumps({"asithappened": 1, "title": "A regatta", "timezone": "Europe/Paris", "order": order})
    lines.insert(draw(st.sampled_from([0, 0, len(lines) // 2])), header)
    end = draw(st.sampled_from(["\n", "\r\n"]))
    return draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + (end.join(lines) + draw(st.sampled_from(["", end]))).encode()


def as_small(file: Path) -> Ingest | None:
    try:
        made = ingest([load(str(file))])
    except Unreadable:
        return None
    return made if made.day.posts else None


@pytest.mark.usefixtures("small_blocks")
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(files())
def test_any_file_makes_the_day_that_a_small_one_makes(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("day")
    file = folder / "day.jsonl"
    file.write_bytes(data)
    job, small = Job(folder / "cache", (str(file),)), as_small(file)
    if small is None:
        with pytest.raises(Unreadable):
            run(job, lambda _: None)
        return
    memory, early = Archive.from_day(small.day), list[Archive]()

    def told(step: Step) -> None:
        if step.opens:
            early.append(Archive.open(Path(step.opens)))
            assert early[0].header == replace(memory.header, contests=())
        if step.words:
            early[0].search_in(Path(step.words), step.until)
            until = early[0].searchable
            # Where a line says its time twice, this is found out in the end: until then it is searched as it is shown.
            if until and as_read(early[0], until) == as_read(memory, until):
                searches_agree(early[0], memory)

    path = run(job, told)
    assert path is not None
    archive = Archive.open(path)
    count = len(memory)
    assert archive.window(0, count + 1) == memory.window(0, count + 1)
    assert archive.header == memory.header
    assert archive.fingerprint() == memory.fingerprint()
    assert archive.keys() == memory.keys()
    assert archive.key_posts(0, len(memory)) == memory.key_posts(0, len(memory))
    assert archive.sightings() == memory.sightings()
    assert [archive.cited_by(rank) for rank in range(count)] == [memory.cited_by(rank) for rank in range(count)]
    assert [archive.children(rank) for rank in range(count)] == [memory.children(rank) for rank in range(count)]
    assert archive.searchable == count
    searches_agree(archive, memory)
    (source,), (same,) = report_of(archive.about[REPORT]).sources, small.report.sources
    assert source.posts == same.posts
    assert {each.line for each in source.skipped} == {each.line for each in same.skipped}
    assert [child.name for child in (folder / "cache").iterdir()] == [path.name]


def as_read(archive: Archive, until: int) -> list[Post]:
    """Posts before anything is found out by looking at all of them."""
    return [replace(post, id="", cites=(), readings=()) for post in archive.window(0, until)]


def searches_agree(archive: Archive, memory: Archive) -> None:
    for query in QUERIES:
        assert archive.search(query) == memory.search(query, until=archive.searchable)


SEASON = 25_000
"""More posts than a block and a transaction hold, and so many that common words have bitmaps."""
COMMITTED = 10_000


@pytest.fixture(params=[1, 3])
def season(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Job:
    """Of more than one transaction; in one file, or in several of which each has some posts of another.

    Nothing in it looks like a figure, which would take longer than all the rest.
    """
    monkeypatch.setattr(streaming, "_COMMITTED", COMMITTED)
    count: int = request.param
    paths = [tmp_path / f"season{each}.jsonl" for each in range(count)]
    lines: list[list[str]] = [[] for _ in paths]
    for number in range(SEASON):
        body = [{"type": "paragraph", "text": f"word{number} beside the boat of {number % 7}"}]
        when = f"2031-05-06T{number // 3600:02}:{number // 60 % 60:02}:{number % 60:02}Z"
        line = json.dumps({"id": f"p{number}", "kind": "post", "when": when, "body": body})
        lines[number % count].append(line)
        if count > 1 and number % 100 == 0:
            lines[(number + 1) % count].append(line)
    for path, own in zip(paths, lines, strict=True):
        path.write_text("\n".join([*own, ""]), encoding="utf-8")
    return Job(tmp_path / "cache", tuple(map(str, paths)))


IMPORT = """
import sys
from pathlib import Path
from feeds.archive import importing, streaming
from feeds.archive.job import Job
{before}
importing.SMALL = 0
streaming._COMMITTED = {committed}
importing.run(Job(Path(sys.argv[1]), tuple(sys.argv[2:])), lambda step: print(step.what, step.until, flush=True))
"""


def started(job: Job, before: str = "") -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", IMPORT.format(before=before, committed=COMMITTED), str(job.folder), *job.files],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def readers_of(group: int) -> list[int]:
    """The processes of the group that read."""
    found = []
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if b"feeds.archive.reader" in each.read_bytes() and os.getpgid(int(each.parent.name)) == group:
                found.append(int(each.parent.name))
        except OSError:
            continue
    return found


def test_words_can_be_searched_before_all_are_there(season: Job) -> None:
    early: list[Archive] = []
    seen: list[int] = []

    def told(step: Step) -> None:
        if step.opens:
            early.append(Archive.open(Path(step.opens)))
        if step.words:
            early[0].search_in(Path(step.words), step.until)
            seen.append(early[0].searchable)
            count = len(early[0].hits("boat")), len(early[0].hits("of")), len(early[0].hits('"boat of 3"'))
            assert count == (step.until, step.until, len(range(3, step.until, 7)))
            assert early[0].search("word19999") == ((19_999,) if step.until > 19_999 else ())
            searcher = early[0].searcher()
            assert searcher is not None
            searcher.close()

    assert run(season, told) is not None
    assert len(set(seen)) > 1
    assert seen[-1] == len(early[0]) == SEASON


def test_who_searches_while_words_are_written_is_not_kept_waiting(season: Job) -> None:
    early: list[Archive] = []
    quick: list[tuple[bool, bool]] = []

    def told(step: Step) -> None:
        if step.opens:
            early.append(Archive.open(Path(step.opens)))
        if step.words:
            writer = sqlite3.connect(step.words, isolation_level=None)
            writer.execute("BEGIN EXCLUSIVE")
            early[0].search_in(Path(step.words), step.until)
            meanwhile = early[0].quick(parse("boat"))
            with pytest.raises(QueryError, match="has to wait"):
                early[0].hits("boat")
            writer.execute("COMMIT")
            writer.close()
            quick.append((meanwhile, early[0].quick(parse("boat"))))
            assert len(early[0].hits("boat")) == step.until

    assert run(season, told) is not None
    assert set(quick) == {(False, True)}


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="looks at the processes as Linux shows them")
@pytest.mark.parametrize(("after", "within"), [("places", 0.5), ("words", 0.5), ("figures", 2.0)])
def test_killed_at_any_moment(season: Job, after: str, within: float) -> None:
    running = started(season)
    assert running.stdout is not None
    try:
        while not running.stdout.readline().startswith(after):
            pass
        running.stdout.readline()  # it has a folder by now, and holds it
        cache = Cache(season.folder)
        assert cache.sweep() == []  # it is alive: what it works on is its own
        while after == "places" and not readers_of(running.pid):
            time.sleep(0.01)
        time.sleep(random.random() * within)  # noqa: S311
    finally:
        os.kill(running.pid, signal.SIGKILL)
        running.communicate()
    archive = cache.open(season.key)
    assert archive is not None or after != "figures"
    assert archive is None or len(archive) == SEASON
    assert archive is not None or [path.suffix for path in cache.sweep()] == [".part"]
    cache.sweep()
    assert [path.name for path in season.folder.iterdir()] == ([] if archive is None else [season.key.name])
    deadline = time.monotonic() + 20
    while readers_of(running.pid):
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.skipif(sys.platform == "win32", reason="limits are POSIX's")
@pytest.mark.parametrize("limit", [100_000, 2_000_000])
def test_the_disk_is_full(season: Job, limit: int) -> None:
    """For the places, and for the words."""
    before = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)"
    running = started(season, f"{before}; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))")
    _, errors = running.communicate()
    assert "CacheError: no archive can be kept in" in errors
    assert list(season.folder.iterdir()) == []


@pytest.mark.parametrize("what", ["places", "words"])
def test_a_file_that_is_cut_short_meanwhile_makes_no_archive(season: Job, what: str) -> None:
    def cut(step: Step) -> None:
        if step.what == what and (step.opens or step.words):
            os.truncate(season.files[0], 1_000)

    with pytest.raises(CacheError, match="has changed while it was read"):
        run(season, cut)
    assert list(season.folder.iterdir()) == []


def test_a_file_that_is_deleted_while_its_words_are_read_is_read_to_its_end(season: Job) -> None:
    def deleted(step: Step) -> None:
        if step.words:
            Path(season.files[0]).unlink(missing_ok=True)

    made = run(season, deleted)
    assert made is not None
    assert len(Archive.open(made).hits("boat")) == SEASON


def test_many_lines_in_a_row_that_are_no_posts(tmp_path: Path) -> None:
    body = [{"type": "paragraph", "text": "The vote."}]
    posts = [
        json.dumps({"id": f"p{each}", "kind": "post", "when": f"2031-05-0{6 + each}T00:00:00Z", "body": body})
        for each in range(2)
    ]
    none = [json.dumps({"when": "2031-05-06T00:00:00Z"})] * (3 * common.BLOCK)
    file = tmp_path / "day.jsonl"
    file.write_text("\n".join([posts[0], *none, posts[1], ""]), encoding="utf-8")
    made = run(Job(tmp_path / "cache", (str(file),)), lambda _: None)
    assert made is not None
    archive = Archive.open(made)
    assert [post.id for post in archive.window(0, 9)] == ["p0", "p1"]
    assert len(archive.hits("vote")) == 2


def test_one_of_those_who_read_is_gone(season: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    readers: list[processes.Reader] = []

    @contextmanager
    def noted() -> Iterator[Any]:
        with processes.started() as found:
            readers.extend(found)
            yield found

    monkeypatch.setattr(streaming, "started", noted)

    def gone(step: Step) -> None:
        if step.opens:
            readers[-1]._process.kill()

    with pytest.raises(CacheError, match="the reading ended before it was done"):
        run(season, gone)
    assert list(season.folder.iterdir()) == []


def test_two_programs_at_once(season: Job) -> None:
    first, second = started(season), started(season)
    assert first.communicate()[1] == second.communicate()[1] == ""
    assert list(season.folder.iterdir()) == [season.folder / season.key.name]

"""Large input: places first, then everything; what comes out is what a small day would be."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from feeds.archive import Archive, QueryError, importing
from feeds.archive.importing import report_of, run
from feeds.archive.job import REPORT, CacheError, Job, Step
from feeds.ingest import ingest
from feeds.readers.files import load
from feeds.readers.source import Options, Unreadable

HEADER = {"asithappened": 1, "title": "A regatta", "timezone": "Europe/Paris"}


def line(number: int, clock: str, text: str = "", **more: Any) -> str:
    body = [{"type": "paragraph", "text": text or f"Boat {number} passes."}]
    post = {"id": f"b{number}", "kind": "post", "when": f"2031-05-06T{clock}:00+02:00", "body": body, **more}
    return json.dumps(post)


TIMES = ["09:00", "09:05", "09:05", "10:30", "11:00", "23:59"]
OLDEST_FIRST = [line(number, clock) for number, clock in enumerate(TIMES)]
FILES: dict[str, list[str]] = {
    "oldest first": [json.dumps(HEADER), *OLDEST_FIRST],
    "newest first": [json.dumps({**HEADER, "order": "newest-first"}), *reversed(OLDEST_FIRST)],
    "unsorted": [json.dumps(HEADER), *OLDEST_FIRST[3:], *OLDEST_FIRST[:3]],
    "without a header": OLDEST_FIRST,
    "laid out otherwise": [
        json.dumps(HEADER),
        '{"kind":"post","when" : {"why":"{x}","at":"2031-05-06T08:00:00Z","earliest":"2031-05-06T08:00:00Z",'
        '"latest":"2031-05-06T08:00:00Z","basis":"stated"},"id":"w"}',
        line(9, "11:00", 'she said \\"when": "2001-01-01T00:00:00Z"', key=True),
        "",
        line(10, "12:00", "née à l’aube", updated=True),
    ],
}


@pytest.fixture(autouse=True)
def _all_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "SMALL", 0)


@pytest.fixture
def given(tmp_path: Path) -> Callable[[list[str]], Job]:
    def write(lines: list[str]) -> Job:
        path = tmp_path / "day.jsonl"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return Job(tmp_path / "cache", (str(path),))

    return write


@pytest.mark.parametrize("lines", FILES.values(), ids=FILES)
def test_both_archives_hold_the_day_that_a_small_file_makes(
    lines: list[str], given: Callable[[list[str]], Job]
) -> None:
    job, seen = given(lines), []
    small = Archive.from_day(ingest([load(job.files[0])]).day)

    def told(step: Step) -> None:
        if step.opens:
            early = Archive.open(Path(step.opens))
            assert early.preliminary
            assert early.header == small.header
            assert early.window(0, 99) == small.window(0, 99)
            assert early.keys() == small.keys()
            assert early.key_posts(0, len(small)) == small.key_posts(0, len(small))
            assert [early.time_of(rank) for rank in range(len(early))] == [
                small.time_of(rank) for rank in range(len(small))
            ]
            with pytest.raises(QueryError, match="wait"):
                early.search("boat")
            assert early.searchable == 0
            seen.append(early)
        for early in seen if step.words else []:
            early.search_in(Path(step.words), step.until)
            assert early.searchable == step.until == len(small)
            assert early.search("boat -née") == small.search("boat -née")
            assert early.search_scored("boat") == small.search_scored("boat")

    path = run(job, told)
    assert path is not None
    whole = Archive.open(path)
    (early,) = seen
    early.become(path)
    for archive in (whole, early):
        assert not archive.preliminary
        assert archive.window(0, 99) == small.window(0, 99)
        assert archive.search("boat") == small.search("boat")
        assert archive.fingerprint() == small.fingerprint()
    assert list(job.folder.iterdir()) == [path]


def test_a_bad_line_costs_itself_and_is_reported(given: Callable[[list[str]], Job]) -> None:
    bad = '{"id": "x", "kind": "nonsense", "when": "2031-05-06T09:01:00+02:00", "body": []}'
    job = given([json.dumps(HEADER), OLDEST_FIRST[0], bad, '{"half', OLDEST_FIRST[1]])
    shown: list[str] = []

    def told(step: Step) -> None:
        if step.opens:
            shown.extend(post.text for post in Archive.open(Path(step.opens)).window(0, 9))

    path = run(job, told)
    assert path is not None
    archive = Archive.open(path)
    assert [post.id for post in archive.window(0, 9)] == ["b0", "b1"]
    (source,) = report_of(archive.about[REPORT]).sources
    assert [each.line for each in source.skipped] == [3, 4]
    assert source.posts == {"post": 2}
    assert len(shown) == 3
    assert "cannot be read" in shown[1]


def test_what_is_no_native_file_with_times_is_read_as_a_whole(
    given: Callable[[list[str]], Job], tmp_path: Path
) -> None:
    untimed = json.dumps({"id": "u", "kind": "post", "body": [{"type": "paragraph", "text": "some time later"}]})
    job = given([json.dumps(HEADER), OLDEST_FIRST[0], untimed, OLDEST_FIRST[4]])
    steps: list[Step] = []
    path = run(job, steps.append)
    assert path is not None
    assert "all" in [step.what for step in steps]
    assert [post.id for post in Archive.open(path).window(0, 9)] == ["b0", "u", "b4"]

    other = tmp_path / "other.jsonl"
    other.write_text(line(7, "09:03"), encoding="utf-8")
    both = Job(job.folder, (*job.files, str(other)), Options(title="Two sources"))
    path = run(both, steps.append)
    assert path is not None
    assert [post.id for post in Archive.open(path).window(0, 9)][:2] == ["b0", "b7"]
    assert Archive.open(path).header.title == "Two sources"


@pytest.mark.parametrize("large", [True, False])
def test_a_file_that_grows_meanwhile_is_read_as_far_as_it_went(
    given: Callable[[list[str]], Job], monkeypatch: pytest.MonkeyPatch, large: bool
) -> None:
    monkeypatch.setattr(importing, "SMALL", 0 if large else 4_000_000)
    job = given([json.dumps(HEADER), *OLDEST_FIRST[:3]])
    file = Path(job.files[0])
    whole = OLDEST_FIRST[3].encode()
    with file.open("ab") as growing:
        growing.write(whole[:50])

    def more(step: Step) -> None:
        with file.open("ab") as growing:
            growing.write(whole[50:] + b"\n" if step.done == 0 else b"{}\n")

    path = run(job, more)
    assert path is not None
    archive = Archive.open(path)
    assert [post.id for post in archive.window(0, 9)] == ["b0", "b1", "b2"]
    assert [each.line for each in report_of(archive.about[REPORT]).sources[0].skipped] == [5]


@pytest.mark.parametrize("longer", [True, False])
def test_a_file_of_which_something_else_becomes_meanwhile_makes_no_archive(
    given: Callable[[list[str]], Job], longer: bool
) -> None:
    job = given([json.dumps(HEADER), *OLDEST_FIRST])
    file = Path(job.files[0])

    def rewritten(step: Step) -> None:
        text = file.read_text(encoding="utf-8")
        file.write_text("x" * 100 + text if longer else text.replace("passes", "rowed."), encoding="utf-8")

    with pytest.raises(CacheError, match="has changed while it was read"):
        run(job, rewritten)
    assert not list(job.folder.glob("*.archive"))


def test_nothing_is_left_of_an_import_that_was_called_off(given: Callable[[list[str]], Job]) -> None:
    job = given([json.dumps(HEADER), *(line(number, "09:00") for number in range(30_000))])
    asked: list[Step] = []
    assert run(job, asked.append, lambda: True) is None
    assert list(job.folder.iterdir()) == []

    asked.clear()
    assert run(job, asked.append, lambda: any(step.what == "words" for step in asked)) is None
    assert list(job.folder.iterdir()) == []


NIGHT = [
    json.dumps(HEADER),
    line(0, "20:00", "Anna Berg will be elected with 55% of the vote, the poll says."),
    line(1, "21:00", "Anna Berg won 61.8% of the vote, it is declared.", url="http://regatta.example/won"),
    line(2, "21:01", "Carl Dahl took 38.2% of the vote (see 9.00pm)."),
    line(3, "21:30", "More at http://regatta.example/won.", part_of="b2"),
]


def test_figures_and_citations_are_found_as_in_a_small_file(given: Callable[[list[str]], Job]) -> None:
    job, kept = given(NIGHT), list[Archive]()
    small = Archive.from_day(ingest([load(job.files[0])]).day)
    assert len({sighting.rank for sighting in small.sightings()}) == 3
    assert small.header.contests

    def told(step: Step) -> None:
        if step.what == "figures" and not kept:
            kept.append(Archive.open(job.folder / job.key.name))

    path = run(job, told)
    assert path is not None
    (before,), after = kept, Archive.open(path)
    assert before.unfinished
    assert before.search("berg") == small.search("berg")
    assert not before.sightings()
    assert not after.unfinished
    assert after.header == small.header
    assert after.window(0, 9) == small.window(0, 9)
    assert after.sightings() == small.sightings()
    assert after.cited_by(1) == (2, 3)


def test_figures_that_are_looked_for_no_further_are_looked_for_the_next_time(given: Callable[[list[str]], Job]) -> None:
    job, asked = given(NIGHT), list[Step]()
    assert run(job, asked.append, lambda: any(step.what == "figures" for step in asked)) is None
    (path,) = job.folder.iterdir()
    assert Archive.open(path).unfinished
    asked.clear()
    assert run(job, asked.append) == path
    assert {step.what for step in asked} == {"figures"}
    assert len(Archive.open(path).sightings()) == 3


def test_what_cannot_be_is_said(given: Callable[[list[str]], Job], monkeypatch: pytest.MonkeyPatch) -> None:
    job = given([json.dumps(HEADER), "not a post"])
    with pytest.raises(Unreadable, match="no post"):
        run(job, lambda _: None)
    assert not list(job.folder.glob("*.part"))
    in_the_way = Job(Path(job.files[0]), job.files)
    with pytest.raises(CacheError, match="no archive can be kept"):
        run(in_the_way, lambda _: None)

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    job = given([json.dumps(HEADER), *OLDEST_FIRST])
    monkeypatch.setattr("feeds.archive.survey.write", full)
    with pytest.raises(CacheError, match="full"):
        run(job, lambda _: None)
    assert list(job.folder.iterdir()) == []


def test_a_job_is_one_line_and_back() -> None:
    job = Job(Path("/c"), ("a\nb.jsonl",), Options("T", None, "Europe/Paris"))
    assert Job.read(job.written()) == job
    assert "\n" not in job.written()

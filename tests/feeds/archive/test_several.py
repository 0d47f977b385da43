"""Several large native files: one day, the same as several small ones make."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feeds.archive import Archive, importing
from feeds.archive.importing import report_of, run
from feeds.archive.job import REPORT, Job, Step
from feeds.ingest import Ingest, SourceReport, ingest
from feeds.model import Post
from feeds.readers.files import load
from feeds.readers.source import Unreadable

NAMES = ("a.jsonl", "b.jsonl", "c.jsonl")


@pytest.fixture(autouse=True)
def _all_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "SMALL", 0)


TEXTS = ["Mist.", "Anna Berg won 61.8% of the vote.", "(see 9.02am)", "http://regatta.example/1", "Née à l’aube", ""]


@st.composite
def posts(draw: st.DrawFn) -> dict[str, Any]:
    """Few ids, few words, few times: most of them are somewhere else as well."""
    post: dict[str, Any] = {
        "id": draw(st.sampled_from(["p0", "p0", "p1", "p2", "p3", "p0~2", "", "é é", "line-3", 7])),
        "kind": draw(st.sampled_from(["post", "post", "tweet"])),
        "when": f"2031-05-06T09:0{draw(st.integers(0, 4))}:00+02:00",
        "body": [{"type": "paragraph", "text": draw(st.sampled_from(TEXTS))}],
    }
    more = {
        "url": f"http://regatta.example/{draw(st.integers(0, 3))}",
        "author": {"name": draw(st.sampled_from(["Anna", "Bo"]))},
        "key": True,
        "origin": {"file": "origin.txt", "first_line": draw(st.integers(1, 2))},
        "cites": ["p1"],
        "also": [{"file": "also.txt"}],
    }
    for name in draw(st.sets(st.sampled_from(sorted(more)), max_size=2)):
        post[name] = more[name]
    if draw(st.integers(0, 5)) == 0:
        del post["id"]
    return post


ODD = [
    '{"half',
    "",
    '{"id": "p1", "kind": "rumour", "when": "2031-05-06T09:02:00+02:00"}',
    '{"id": "p2", "kind": "post", "when": "2031-05-06T09:04:00Z", "when": "2031-05-06T07:03:00Z"}',
    '{"asithappened": 1, "title": "Another"}',
]


@st.composite
def days(draw: st.DrawFn) -> list[bytes]:
    """Two or three files of which each has posts of its own and of the others."""
    pool = draw(st.lists(posts(), min_size=1, max_size=6))
    made = []
    for number in range(draw(st.integers(2, 3))):
        lines, alone = [], {"p1", "p2", "p3"}
        for post in draw(st.lists(st.one_of(st.sampled_from(pool), posts()), max_size=7)):
            known = {**post, **draw(st.sampled_from([{}, {}, {"when": "2031-05-06T09:02:00+02:00"}, {"key": True}]))}
            lines.append(json.dumps(known, ensure_ascii=draw(st.booleans())))
            if post.get("id") in alone and draw(st.integers(0, 2)) == 0:
                shown = {"id": f"t{post['id']}", "kind": "tweet", "part_of": post["id"], "when": known["when"]}
                lines.append(json.dumps(shown))
            alone -= {post.get("id")}
        for line in draw(st.lists(st.sampled_from(ODD), max_size=2)):
            lines.insert(draw(st.integers(0, len(lines))), line)
        header = {"asithappened": 1, "order": draw(st.sampled_from(["oldest-first", "oldest-first", "newest-first"]))}
        header |= draw(st.sampled_from([{}, {"title": f"Day {number}"}, {"timezone": "Europe/Paris"}]))
        if draw(st.booleans()):
            lines.insert(draw(st.sampled_from([0, 0, len(lines) // 2])), json.dumps(header))
        made.append("\n".join(lines).encode())
    return made


def as_small(files: list[Path]) -> Ingest | None:
    try:
        made = ingest([load(str(file)) for file in files])
    except Unreadable:
        return None
    return made if made.day.posts else None


@pytest.mark.usefixtures("small_blocks")
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(days())
def test_several_large_files_make_the_day_that_small_ones_make(
    tmp_path_factory: pytest.TempPathFactory, data: list[bytes]
) -> None:
    folder = tmp_path_factory.mktemp("day")
    files = [folder / name for name in NAMES[: len(data)]]
    for file, content in zip(files, data, strict=True):
        file.write_bytes(content)
    job, small = Job(folder / "cache", tuple(map(str, files))), as_small(files)
    if small is None:
        with pytest.raises(Unreadable):
            run(job, lambda _: None)
        return
    early: list[Archive] = []

    def told(step: Step) -> None:
        if step.opens:
            early.append(Archive.open(Path(step.opens)))

    path = run(job, told)
    assert path is not None
    archive, memory = Archive.open(path), Archive.from_day(small.day)
    assert archive.window(0, 99) == memory.window(0, 99)
    assert archive.header == memory.header
    assert archive.fingerprint() == memory.fingerprint()
    assert archive.keys() == memory.keys()
    assert archive.sightings() == memory.sightings()
    for rank in range(len(memory)):
        assert archive.cited_by(rank) == memory.cited_by(rank)
        assert archive.children(rank) == memory.children(rank)
    for query in ("mist", "vote -mist", '"the vote"', "key:yes", "from:anna"):
        assert archive.search(query) == memory.search(query)
    report = report_of(archive.about[REPORT])
    assert list(map(told_of, report.sources)) == list(map(told_of, small.report.sources))
    assert report.notes == small.report.notes
    # A line that turns out to be no post says so; but no post is shown twice.
    for first in early:
        shown = Counter(told_of_early(post) for post in first.window(0, 99) if "cannot be read" not in post.text)
        assert shown <= Counter(map(told_of_early, memory.window(0, 99)))


def told_of(source: SourceReport) -> object:
    lines = {each.line for each in source.skipped}
    return source.file, source.form, source.posts, source.times, lines, source.notes


def told_of_early(post: Post) -> tuple[str, str]:
    return post.kind, post.text


def line(ident: str, clock: str | None, text: str) -> str:
    when = {"when": f"2031-05-06T{clock}:00Z"} if clock else {}
    return json.dumps({"id": ident, "kind": "post", **when, "body": [{"type": "paragraph", "text": text}]})


TIMED = [line("a", "09:00", "Mist."), line("b", "10:00", "Sun.")]
OTHERS = {
    "a post without a time": [line("c", None, "Rain."), line("d", "09:30", "Hail.")],
    "not native": ["# A day", "", "## 09:10", "", "Rain.", "", "## 09:20", "", "Hail."],
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_where_one_file_does_not_say_its_times_all_are_read_as_a_whole(tmp_path: Path, other: list[str]) -> None:
    files = [tmp_path / "timed.jsonl", tmp_path / "other.txt"]
    for file, lines in zip(files, (TIMED, other), strict=True):
        file.write_text("\n".join(lines), encoding="utf-8")
    steps: list[Step] = []
    path = run(Job(tmp_path / "cache", tuple(map(str, files))), steps.append)
    small = as_small(files)
    assert path is not None
    assert small is not None
    archive = Archive.open(path)
    assert tuple(archive.window(0, 9)) == small.day.posts
    assert len(archive) == 4
    assert not any(step.opens for step in steps)
    assert "all" in [step.what for step in steps]


def test_ids_that_two_files_share_are_told_apart_wherever_they_are_named(tmp_path: Path) -> None:
    shown = json.dumps({"id": "t", "kind": "tweet", "part_of": "a", "cites": ["a"], "when": "2031-05-06T09:30:00Z"})
    files = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    files[0].write_text("\n".join(TIMED), encoding="utf-8")
    files[1].write_text("\n".join([line("a", "09:20", "Storm."), shown]), encoding="utf-8")
    path = run(Job(tmp_path / "cache", tuple(map(str, files))), lambda _: None)
    assert path is not None
    archive = Archive.open(path)
    assert [post.id for post in archive.window(0, 9)] == ["a", "a~2", "t", "b"]
    assert (archive.children(0), archive.children(1)) == ((), (2,))
    assert archive.cites(2) == (1,)
    assert "1 ids are taken by another source" in report_of(archive.about[REPORT]).notes[0]

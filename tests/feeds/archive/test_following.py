"""A file that grows while it is looked at is, at every step, the file read afresh."""

import json
import os
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing, nullcontext, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feeds.archive import Archive, Damaged, findings, following, growing, importing, streaming
from feeds.archive.following import Follower, Replaced
from feeds.archive.importing import run
from feeds.archive.job import CacheError, Job
from feeds.archive.workplace import Cancelled
from feeds.ingest import ingest
from feeds.readers.files import load
from feeds.readers.source import Source
from tests.feeds.archive.conftest import Here
from tests.feeds.archive.test_growing import assert_same

HEADER: dict[str, Any] = {"asithappened": 1, "title": "A regatta", "timezone": "Europe/Oslo"}


def line(number: int, minute: int, text: str = "Née on the boat, 61.8% of it.", **more: Any) -> str:
    body = [{"type": "paragraph", "text": f"{text} word{number}"}]
    post = {"id": f"p{number}", "kind": "post", "when": f"2031-05-06T09:{minute:02}:00+02:00", "body": body, **more}
    return json.dumps({name: value for name, value in post.items() if value is not None}, ensure_ascii=False)


READING = {"group": "overall", "measure": "turnout", "value": 50, "unit": "%", "status": "poll", "text": "50%"}
SAID = (
    "Née on the boat, 61.8% of it.",
    "Anna Berg won 61.8% of the vote, it is declared.",
    "A poll has Carl Dahl on 38.2% of the vote (see 9.02am).",
    "Eva Lund took 12% of the vote in 2029; see http://regatta.example/1",
    "As I reported at 09:01, 313,209 votes for Anna Berg. More: http://regatta.example/0.",
    "Anna Berg: 313,209 votes (61.8%)\nCarl Dahl: 193,229 (38.2%)",
)
ODD = ("", "{}", '{"half', "  ", '{"id": 7, "kind": "tweet", "when": "2031-05-06T09:04:00+02:00"}')


@st.composite
def files(draw: st.DrawFn) -> tuple[bytes, int]:
    """A native file: unsorted, with ids twice or not at all, with lines that are no posts, ended by LF or not.

    With figures and citations in its words, sometimes stated. And where its first post ends.
    """
    lines = [json.dumps(HEADER)] if draw(st.booleans()) else []
    lines.append(line(99, draw(st.integers(0, 9)), draw(st.sampled_from(SAID))))
    first = len("\n".join(lines).encode())
    for number in range(draw(st.integers(1, 10))):
        more: dict[str, Any] = {"id": draw(st.sampled_from([f"p{number}", "p1", "p1~2", None]))}
        if draw(st.integers(0, 3)) == 0:
            more["url"] = f"http://regatta.example/{draw(st.integers(0, 1))}"
        if draw(st.integers(0, 2)) == 0:
            more |= {
                "kind": draw(st.sampled_from(["tweet", "tweet", "post"])),
                "part_of": f"p{draw(st.integers(0, 9))}",
            }
        if draw(st.integers(0, 30)) == 0:
            more["readings"] = [READING]
        if draw(st.integers(0, 30)) == 0:
            more["cites"] = ["p99"]
        lines.append(line(number, draw(st.integers(0, 9)), draw(st.sampled_from(SAID)), **more))
        lines += draw(st.lists(st.sampled_from(ODD), max_size=1))
    return ("\n".join(lines) + draw(st.sampled_from(["", "\n"]))).encode(), first


def afresh(data: bytes) -> Archive:
    return Archive.from_day(ingest([Source("day.jsonl", data)]).day)


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[Path, Follower]]:
    """`opened(data)` is a file that begins so, imported, and who follows it."""
    monkeypatch.chdir(tmp_path)

    def imported(data: bytes, *others: str, figures: bool = True) -> tuple[Path, Follower]:
        path = Path("day.jsonl")
        path.write_bytes(data)
        job = Job(tmp_path / "cache", (path.name, *others))
        archive = run(job, lambda _: None, figures=figures)
        assert archive is not None
        return path, Follower(job, archive, Path(tempfile.mkdtemp(dir=tmp_path)))

    return imported


def write(path: Path, data: bytes) -> None:
    with path.open("ab") as file:
        file.write(data)


def all_in(follower: Follower) -> bool:
    """Look until there is nothing new; whether there was anything."""
    found = False
    while follower.look():
        found = True
    return found


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(files(), st.data())
def test_a_small_file_that_grew_is_the_file_read_afresh(
    opened: Callable[..., tuple[Path, Follower]], made: tuple[bytes, int], choice: st.DataObject
) -> None:
    data, first = made
    start = choice.draw(st.integers(first, len(data)))
    path, follower = opened(data[:start])
    archive = Archive.open(follower._archive)
    for cut in [*choice.draw(cuts(start, len(data))), len(data)]:
        write(path, data[start:cut])
        start = cut
        taken_in(archive, follower, found=all_in(follower))
    while follower.stale:
        taken_in(archive, follower, found=follower.settle())
    assert_same_with_figures(archive, afresh(data))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(files(), st.data())
def test_a_large_file_that_grew_at_any_moment_is_the_file_read_afresh(
    opened: Callable[..., tuple[Path, Follower]],
    monkeypatch: pytest.MonkeyPatch,
    made: tuple[bytes, int],
    choice: st.DataObject,
) -> None:
    monkeypatch.setattr(importing, "SMALL", 0)
    monkeypatch.setattr(streaming, "started", lambda: nullcontext([Here()]))
    monkeypatch.setattr(following, "AT_ONCE", 2)
    monkeypatch.setattr(findings, "_AT_ONCE", 2)
    data, first = made
    start = choice.draw(st.integers(first, len(data)))
    path, follower = opened(data[:start], figures=choice.draw(st.booleans()))
    archive = Archive.open(follower._archive)
    left = choice.draw(cuts(start, len(data)))

    def more(_: float = 0.0) -> None:
        """The file may grow."""
        nonlocal start
        if left and not choice.draw(st.booleans()):
            cut = left.pop(0)
            write(path, data[start:cut])
            start = cut
            taken_in(archive, follower, found=all_in(follower))
            known = afresh(data[:cut])
            assert [post.id for post in archive.window(0, 99)] == [post.id for post in known.window(0, 99)]
            assert archive.search("boat -poll") == known.search("boat -poll")

    left.append(len(data))
    while left or follower.unsearched or follower.stale:
        more()
        if follower.stale:
            taken_in(archive, follower, found=follower.settle())
        elif follower.unsearched and not choice.draw(st.booleans()):
            with suppress(Cancelled):
                taken_in(archive, follower, found=follower.search(more, lambda: follower.stale) is not None)
    assert_same_with_figures(archive, afresh(data))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            st.integers(24, 27), st.sampled_from(["00:30", "01:30", "01:31", "12:30"]), st.sampled_from(["post", "see"])
        ),
        min_size=2,
        max_size=9,
    )
)
def test_what_is_cited_by_a_time_is_known_as_soon_as_it_comes(
    opened: Callable[..., tuple[Path, Follower]], monkeypatch: pytest.MonkeyPatch, posts: list[tuple[int, str, str]]
) -> None:
    """Over some days, on one of which the clock is put back: half past two is there twice."""
    monkeypatch.setattr(importing, "SMALL", 0)
    monkeypatch.setattr(streaming, "started", lambda: nullcontext([Here()]))
    said = {"post": "The boats of the morning (see 9.59am).", "see": "The boats again, see 2.30am and 14.30."}
    lines = [
        line(number, 0, said[text], when=f"2031-10-{day}T{clock}:00Z")
        for number, (day, clock, text) in enumerate(sorted(posts))
    ]
    first = day_of(json.dumps(HEADER), lines[0])
    path, follower = opened(first)
    archive = Archive.open(follower._archive)
    for each in lines[1:]:
        write(path, day_of(each))
        taken_in(archive, follower, found=follower.look())
        assert archive.window(0, 99) == afresh(path.read_bytes()).window(0, 99)


def cuts(start: int, end: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(start, end), max_size=4).map(sorted)


def taken_in(archive: Archive, follower: Follower, *, found: bool) -> None:
    """Have the archive that somebody looks at know what has been `found`."""
    if not found:
        return
    if follower.path is not None and archive.path == follower.path:
        assert archive.refresh() is not None
    else:
        archive.become(follower.path or follower._archive, grows=follower.path is not None)


def assert_same_with_figures(grown: Archive, fresh: Archive) -> None:
    assert_same(grown, fresh)
    assert grown.header == fresh.header


def day_of(*lines: str) -> bytes:
    return "".join(f"{each}\n" for each in lines).encode()


def ids(path: Path | None) -> list[str]:
    assert path is not None
    archive = Archive.open(path, grows=True)
    try:
        return [post.id for post in archive.window(0, 99)]
    finally:
        archive.close()


def text(path: Path | None) -> str:
    assert path is not None
    archive = Archive.open(path, grows=True)
    try:
        return "\n".join(post.text for post in archive.window(0, 99))
    finally:
        archive.close()


def test_what_a_file_said_already_is_not_said_again(opened: Callable[..., tuple[Path, Follower]]) -> None:
    path, follower = opened(day_of(line(1, 1)))
    assert not follower.look()
    os.utime(path, ns=(1, 1))
    assert not follower.look()
    write(path, b"\n \n")
    assert not follower.look()
    assert not follower.stale


UNTIMED = '{"id": "u", "kind": "post", "body": [{"type": "paragraph", "text": "some time later"}]}'


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (day_of(UNTIMED, line(2, 2)), ["p1", "u", "p2"]),
        (day_of(json.dumps({**HEADER, "order": "newest-first"}), line(2, 1)), ["p2", "p1"]),
        (day_of(line(2, 1), line(3, 0)), ["p3", "p1", "p2"]),
    ],
    ids=["a post without a time", "a header", "a post that is too late"],
)
def test_what_says_something_about_all_is_read_anew(
    opened: Callable[..., tuple[Path, Follower]], monkeypatch: pytest.MonkeyPatch, more: bytes, expected: list[str]
) -> None:
    monkeypatch.setattr(growing, "MOST_MOVED", 0)
    path, follower = opened(day_of(line(1, 1)))
    write(path, more)
    assert not follower.look()
    assert follower.stale
    assert follower.settle()
    assert not follower.stale
    assert ids(follower.path) == expected
    assert not follower.look()


def test_a_transcript_is_read_anew_and_so_are_several_files(
    opened: Callable[..., tuple[Path, Follower]], tmp_path: Path
) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text(line(5, 5))
    path, follower = opened(day_of(line(1, 1)), str(other))
    write(other, b"\n" + day_of(line(3, 3)))
    write(path, day_of(line(2, 2)))
    assert not follower.look()
    assert follower.settle()
    assert ids(follower.path) == ["p1", "p2", "p3", "p5"]
    before = follower.path
    write(path, day_of(line(4, 4)))
    assert not follower.look()
    assert follower.settle()
    assert ids(follower.path) == ["p1", "p2", "p3", "p4", "p5"]
    assert before is not None
    assert not before.exists()

    path, follower = opened(b"Live blog: the regatta\n\n09:00\nThe boats are out on the water.\n")
    assert "is over" not in text(follower._archive)
    write(path, b"\n09:20\nThe first race is over.\n")
    assert not follower.look()
    assert follower.settle()
    assert "is over" in text(follower.path)


def test_figures_that_more_posts_bring_are_found(opened: Callable[..., tuple[Path, Follower]]) -> None:
    told = line(1, 1, heading="Ada Oar wins the leadership election", body=[])
    share = [
        {"type": "row", "text": "Ada Oar: 313,209 votes (61.8%)"},
        {"type": "row", "text": "Bo Keel: 193,229 (38.2%)"},
    ]
    path, follower = opened(day_of(json.dumps(HEADER), told))
    write(path, day_of(line(2, 2, heading="The result of the leadership election", body=share)))
    assert follower.look()
    assert ids(follower.path) == ["p1", "p2"]
    assert follower.stale
    fresh = Archive.from_day(ingest([load(path.name)]).day)
    assert fresh.sightings()
    assert follower.settle()
    archive = Archive.open(follower.path or Path(), grows=True)
    assert_same(archive, fresh)
    assert archive.header == fresh.header


@pytest.mark.parametrize("followed", [True, False])
def test_an_archive_that_proves_to_be_damaged_when_it_is_looked_through_is_set_aside(
    opened: Callable[..., tuple[Path, Follower]], monkeypatch: pytest.MonkeyPatch, *, followed: bool
) -> None:
    monkeypatch.setattr(importing, "SMALL", 0)
    path, follower = opened((line(0, 0) + "\n").encode(), figures=False)
    job = Job(Path("cache"), (path.name,))
    archive = Path("cache") / job.key.name
    with closing(sqlite3.connect(archive)) as connection:
        connection.execute("UPDATE posts SET json = substr(json, 5)")
        connection.commit()
    if followed:
        with pytest.raises(Damaged, match="it has been set aside"):
            follower.search(lambda _: None, lambda: False)
    else:
        with pytest.raises(CacheError, match="cannot be completed"):
            run(job, lambda _: None)
    assert [each.suffix for each in Path("cache").iterdir()] == [".damaged"]
    assert run(job, lambda _: None) == archive
    assert_same(Archive.open(archive), afresh(path.read_bytes()))


def test_nothing_changes_where_reading_it_anew_says_the_same(opened: Callable[..., tuple[Path, Follower]]) -> None:
    path, follower = opened(day_of(line(1, 1)))
    write(path, day_of(line(2, 2)))
    assert follower.look()
    before = follower.path
    assert follower.stale
    assert not follower.settle()
    assert follower.path == before
    write(path, day_of(line(3, 3)))
    assert follower.look()
    assert ids(follower.path) == ["p1", "p2", "p3"]


def replaced(path: Path) -> None:
    other = path.with_suffix(".new")
    other.write_bytes(day_of(*(line(number, 1) for number in range(20, 30))))
    other.replace(path)


FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "cut short": (lambda path: os.truncate(path, 10), "has been replaced or cut short"),
    "emptied": (lambda path: path.write_bytes(b""), "has been replaced or cut short"),
    "written anew": (lambda path: path.write_bytes(day_of(line(9, 1)) * 9), "has been replaced or cut short"),
    "replaced": (replaced, "has been replaced or cut short"),
    "gone": (Path.unlink, "is gone"),
}


@pytest.mark.parametrize(("happens", "said"), FAULTS.values(), ids=FAULTS)
@pytest.mark.parametrize("grown", [True, False])
def test_a_file_of_which_something_else_has_become(
    opened: Callable[..., tuple[Path, Follower]], happens: Callable[[Path], object], said: str, grown: bool
) -> None:
    path, follower = opened(day_of(line(1, 1), line(2, 1)))
    if grown:
        write(path, day_of(line(3, 3)))
        assert follower.look()
    happens(path)
    for ask in (follower.look, follower.settle):
        with pytest.raises(Replaced, match=f"^day.jsonl {said}$"):
            ask()
    assert ids(follower.path or follower._archive)[:2] == ["p1", "p2"]


def test_very_much_at_once_is_read_anew(
    opened: Callable[..., tuple[Path, Follower]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "_MUCH", 500)
    path, follower = opened(day_of(line(1, 1)))
    write(path, day_of(*(line(number, 2) for number in range(2, 9))))
    assert not follower.look()
    assert follower.settle()
    assert ids(follower.path) == [f"p{number}" for number in range(1, 9)]
    write(path, day_of(line(9, 2)))
    assert follower.look()
    assert ids(follower.path)[-1] == "p9"

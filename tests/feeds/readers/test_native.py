import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.model import Author, Block, Contest, Day, Header, Origin, Post, Reading, When
from feeds.readers import native
from feeds.readers.parsed import Parsed
from feeds.readers.source import Options, Source, Unreadable
from feeds.writers import files, jsonl

HEADER = '{"asithappened":1,"title":"A small day","date":"2031-05-06","timezone":"Europe/Paris"}'
POST = '{"id":"a","kind":"post","when":"2031-05-06T09:00:00+02:00","body":[{"type":"paragraph","text":"Rain."}]}'

NASTY = "\x1b\x9b\x9d\x07\x00\x85[m; \t\n\u200b\u200d\u202e\u2028\u0301\ud800@e"

texts = st.text(st.sampled_from(NASTY) | st.characters(), max_size=20)
maybe_text = st.none() | texts
offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: dt.timezone(dt.timedelta(minutes=minutes)))
instants = st.datetimes(dt.datetime(1000, 1, 1), dt.datetime(9000, 1, 1), timezones=offsets)  # noqa: DTZ001
lines = st.none() | st.integers(1, 10**6)


@st.composite
def whens(draw: st.DrawFn) -> When:
    earliest, at, latest = sorted(draw(st.tuples(instants, instants, instants)))
    basis = draw(st.sampled_from(["stated", "id", "cited", "scheduled", "inferred"]))
    return When(earliest=earliest, at=at, latest=latest, basis=basis, why=draw(maybe_text))


readings = st.builds(
    Reading,
    contest=maybe_text,
    group=texts,
    who=maybe_text,
    measure=texts,
    value=st.integers(-(10**15), 10**15) | st.floats(allow_nan=False, allow_infinity=False),
    unit=texts,
    source=maybe_text,
    text=texts,
    line=lines,
)
posts = st.builds(
    Post,
    id=texts,
    kind=st.sampled_from(["post", "tweet", "announcement", "summary", "article", "comment"]),
    when=st.none() | whens(),
    updated=st.booleans() | instants,
    heading=maybe_text,
    author=st.none() | st.builds(Author, name=maybe_text, handle=maybe_text, role=maybe_text),
    body=st.lists(
        st.builds(Block, type=st.sampled_from(["paragraph", "quote", "item", "tweet", "row"]), text=texts), max_size=4
    ).map(tuple),
    key=st.booleans(),
    url=st.none() | st.just("https://example.org/a?b=c#d") | texts,
    part_of=maybe_text,
    sent=st.none() | instants,
    origin=st.none() | st.builds(Origin, file=texts, first_line=lines, last_line=lines, path=maybe_text),
    readings=st.lists(readings, max_size=2).map(tuple),
)
days = st.builds(
    Day,
    header=st.builds(
        Header,
        title=texts,
        date=st.none() | st.dates(),
        timezone=st.sampled_from(["UTC", "Europe/London", "Pacific/Chatham"]),
        contests=st.lists(
            st.builds(Contest, name=texts, groups=st.lists(texts, max_size=2), who=st.lists(texts, max_size=2)),
            max_size=2,
        ).map(tuple),
        order=st.sampled_from(["oldest-first", "newest-first"]),
    ),
    posts=st.lists(posts.filter(lambda post: post.id), max_size=4, unique_by=lambda post: post.id).map(tuple),
)


def read(text: str | bytes) -> Parsed:
    return native.read(Source("day.jsonl", text.encode() if isinstance(text, str) else text), Options())


@given(days)
def test_what_is_written_is_read_back_equal(day: Day) -> None:
    written = b"".join(jsonl.chunks(day))
    parsed = read(written)
    assert parsed.day == day
    assert parsed.skipped == ()
    assert written.count(b"\n") == len(day.posts) + 1
    assert b"".join(jsonl.chunks(parsed.day)) == written


def test_a_time_in_the_hour_that_comes_twice_is_read_back_equal() -> None:
    from zoneinfo import ZoneInfo

    twice = dt.datetime(2016, 10, 30, 1, 30, fold=1, tzinfo=ZoneInfo("Europe/London"))
    day = Day(posts=(Post(id="a", kind="post", when=When.stated(twice)),))
    assert read(b"".join(jsonl.chunks(day))).day == day


BAD_LINES = {
    "half a line": (POST[:60], "not a whole line of JSON"),
    "not JSON": ("rain all day", "not a whole line of JSON"),
    "a list": ("[1, 2]", "not a JSON object"),
    "deep": ("[" * 100_000, "not a whole line of JSON"),
    "no kind": ('{"id":"b"}', "no 'kind'"),
    "a kind nobody knows": ('{"id":"b","kind":"poem"}', "kind: should be 'post'"),
    "an unknown field": ('{"id":"b","kind":"post","mood":"good"}', "unknown field 'mood'"),
    "a block that is none": (
        '{"id":"b","kind":"post","body":[{"type":"song","text":"la"}]}',
        "body[0].type: should be",
    ),
    "a clock time without zone": ('{"id":"b","kind":"post","when":"2031-05-06T09:00:00"}', "needs its offset"),
    "no time at all": ('{"id":"b","kind":"post","when":"breakfast"}', "when.at: "),
    "the last year": ('{"id":"b","kind":"post","when":"9999-12-31T23:59:00-12:00"}', "years 2 to 9998"),
    "a figure that is none": (
        '{"id":"b","kind":"post","readings":[{"group":"g","measure":"votes","value":NaN,"unit":"votes",'
        '"status":"poll","text":"t"}]}',
        "readings[0].value",
    ),
}


@pytest.mark.parametrize(("line", "reason"), BAD_LINES.values(), ids=BAD_LINES)
def test_a_bad_line_costs_that_line(line: str, reason: str) -> None:
    parsed = read(f"{HEADER}\n{POST}\n\n{line}\n" + POST.replace('"a"', '"z"'))
    assert [post.id for post in parsed.day.posts] == ["a", "z"]
    (skipped,) = parsed.skipped
    assert skipped.line == 4
    assert reason in skipped.reason
    assert len(str(skipped)) < 250
    assert "\n" not in skipped.reason
    assert "pydantic" not in skipped.reason


@pytest.mark.parametrize(("line", "reason"), BAD_LINES.values(), ids=BAD_LINES)
def test_a_file_of_nothing_but_a_bad_line_is_unreadable(line: str, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(f"\n{line}\n")
    assert str(caught.value).startswith("day.jsonl:2: ")
    assert reason in caught.value.reason


def test_ids_that_are_taken_or_missing() -> None:
    lines = [
        POST,
        POST,
        POST,
        '{"kind":"post"}',
        '{"kind":"post","id":""}',
        '{"kind":"post","id":7}',
        '{"kind":"post","origin":{"file":"b.txt","first_line":12,"last_line":14}}',
        '{"kind":"post","origin":{"file":"b.json","path":"updates[3]"}}',
    ]
    parsed = read("\n".join(lines))
    ids = [post.id for post in parsed.day.posts]
    assert ids == ["a", "a~2", "a~3", "line-4", "line-5", "7", "b.txt:12", "b.json:updates[3]"]
    assert [skipped.line for skipped in parsed.skipped] == [2, 3]
    assert "'a~2'" in parsed.skipped[0].reason


def test_the_header_is_optional() -> None:
    parsed = read(POST)
    assert parsed.day.header == Header()
    assert "no header line" in parsed.notes[0]


def test_a_bad_field_of_the_header_costs_that_field() -> None:
    parsed = read(
        '{"asithappened":1,"title":"Kept","date":"yesterday","timezone":"Mars/Olympus","mood":"good"}\n' + POST
    )
    assert parsed.day.header == Header(title="Kept")
    reasons = " ".join(skipped.reason for skipped in parsed.skipped)
    assert "header: date" in reasons
    assert "Mars/Olympus" in reasons
    assert "'mood'" in reasons
    assert {skipped.line for skipped in parsed.skipped} == {1}


def test_a_header_of_a_later_version_is_not_guessed_at() -> None:
    with pytest.raises(Unreadable, match="made by a newer version"):
        read('{"asithappened":2}\n' + POST)


def test_two_files_one_behind_the_other_are_one_day() -> None:
    parsed = read(f"{HEADER}\n{POST}\n{HEADER}\n" + POST.replace('"a"', '"b"'))
    assert len(parsed.day.posts) == 2
    assert [skipped.line for skipped in parsed.skipped] == [3]


def test_line_separators_inside_a_text_end_no_line() -> None:
    line = json.dumps({"id": "a", "kind": "post", "body": [{"type": "quote", "text": "one\u2028two\x85"}]})
    parsed = read(line)
    assert parsed.skipped == ()
    assert parsed.day.posts[0].body[0].text == "one\ntwo"


def test_half_a_character_costs_that_character() -> None:
    parsed = read('{"id":"a","kind":"post","heading":"rain \\ud83d and \\ud83c\\udf08"}')
    assert parsed.day.posts[0].heading == "rain \ufffd and \U0001f308"


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_bytes(b"old")

    def broken():  # type: ignore[no-untyped-def]
        yield b"new"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        files.write(path, broken())
    assert path.read_bytes() == b"old"
    files.write(path, [b"ne", b"w"])
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]

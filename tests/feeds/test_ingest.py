"""Sources become one day, and the report says what became of each."""

import json
from datetime import date
from typing import Any

import pytest

from feeds.ingest import Ingest, ingest
from feeds.readers.source import Options, Source, Unreadable
from feeds.wording import long_date


def source(name: str, *posts: dict[str, Any], **header: Any) -> Source:
    lines: list[dict[str, Any]] = [{"asithappened": 1, **header}, *posts] if header else list(posts)
    return Source(name, "\n".join(json.dumps(line) for line in lines).encode())


def post(ident: str, time: str | None, **more: Any) -> dict[str, Any]:
    return {"id": ident, "kind": "post", "when": f"2031-05-06T{time}:00+02:00" if time else None, **more}


def ids(made: Ingest) -> list[str]:
    return [each.id for each in made.day.posts]


def test_sources_are_merged_by_time_then_source_then_place() -> None:
    made = ingest(
        [
            source("one", post("a", "09:00"), post("b", "10:00"), post("c", "10:00")),
            source("two", post("x", "08:00"), post("y", "10:00"), post("z", "11:00")),
        ]
    )
    assert ids(made) == ["x", "a", "b", "c", "y", "z"]
    assert made.day.header.order == "oldest-first"
    assert [each.file for each in made.report.sources] == ["one", "two"]


def test_newest_first_comes_out_oldest_first_and_tweets_stay_behind_their_post() -> None:
    made = ingest(
        [
            source(
                "one",
                post("late", "11:00"),
                post("middle", "10:00"),
                post("tweet 1", "10:00", part_of="middle"),
                post("tweet 2", "10:00", part_of="middle"),
                post("early", "09:00"),
                order="newest-first",
            )
        ]
    )
    assert ids(made) == ["early", "middle", "tweet 1", "tweet 2", "late"]


def test_an_unsorted_file_is_sorted() -> None:
    assert ids(ingest([source("one", post("b", "10:00"), post("c", "11:00"), post("a", "09:00"))])) == ["a", "b", "c"]


def test_every_post_gets_a_time() -> None:
    made = ingest([source("one", post("a", "09:00"), post("b", None), post("c", "11:00"), title="t")])
    assert ids(made) == ["a", "b", "c"]
    assert made.report.sources[0].times == {"stated": 2, "inferred": 1}
    when = made.day.posts[1].when
    assert when is not None
    assert made.day.posts[0].when.at <= when.at <= made.day.posts[2].when.at


def test_an_id_that_another_source_has_is_changed_with_all_that_name_it() -> None:
    made = ingest(
        [
            source("one", post("a", "09:00"), post("b", "09:30", part_of="a")),
            source("two", post("a", "10:00"), post("a~2", "10:10"), post("c", "10:30", part_of="a")),
        ]
    )
    assert ids(made) == ["a", "b", "a~3", "a~2", "c"]
    assert [each.part_of for each in made.day.posts] == [None, "a", None, None, "a~3"]
    assert "'a' became 'a~3'" in made.report.notes[0]


@pytest.mark.parametrize(
    ("links", "kept", "notes"),
    [
        ({"a": "nowhere"}, {}, 1),
        ({"a": "a"}, {}, 1),
        ({"a": "b", "b": "a"}, {}, 2),
        ({"a": "b", "b": "c", "c": "b"}, {}, 3),
        ({"b": "a"}, {"b": "a"}, 0),
        ({"b": "a", "c": "b"}, {"b": "a", "c": "a"}, 0),
    ],
)
def test_a_tweet_is_part_of_a_post_or_stands_alone(links: dict[str, str], kept: dict[str, str], notes: int) -> None:
    tweets = (post(name, "09:00", kind="tweet", part_of=links.get(name)) for name in "abc")
    made = ingest([source("one", *tweets, title="t")])
    assert {each.id: each.part_of for each in made.day.posts if each.part_of} == kept
    assert len(made.report.sources[0].notes) == notes


def test_the_header_is_the_largest_sources_and_the_user_has_the_last_word() -> None:
    sources = [
        source("small", post("a", "09:00"), title="Small", date="2031-05-07", contests=[{"name": "A"}]),
        source("large", post("b", "09:00"), post("c", "10:00"), title="Large", contests=[{"name": "B"}]),
    ]
    header = ingest(sources).day.header
    assert (header.title, str(header.date)) == ("Large", "2031-05-07")
    assert [contest.name for contest in header.contests] == ["B", "A"]
    assert ingest(sources, Options(title="Mine", zone="Europe/Oslo")).day.header.title == "Mine"


def test_the_report_counts_kinds() -> None:
    made = ingest([source("one", post("a", "09:00"), post("b", "09:00", kind="tweet"), {"kind": "poem"})])
    (report,) = made.report.sources
    assert report.posts == {"post": 1, "tweet": 1}
    assert [str(each) for each in report.skipped] == [
        "one:3: kind: should be 'post', 'tweet', 'announcement', 'summary', 'article' or 'comment'"
    ]


def test_the_first_source_that_cannot_be_read_is_named() -> None:
    with pytest.raises(Unreadable, match="two: the file is empty"):
        ingest([source("one", post("a", "09:00")), Source("two", b"")])


ENCODINGS = {
    "UTF-8 with a mark": ("café — “x”", "utf-8-sig", 0),
    "UTF-16": ("café — “x”", "utf-16", 0),
    "UTF-16, big end first": ("\ufeffcafé — “x”", "utf-16-be", 0),
    "windows-1252": ("café — “x”", "cp1252", 1),
}


@pytest.mark.parametrize(("text", "encoding", "amiss"), ENCODINGS.values(), ids=ENCODINGS)
def test_encodings(text: str, encoding: str, amiss: int) -> None:
    line = json.dumps(post("a", "09:00", heading=text.lstrip("\ufeff")), ensure_ascii=False)
    data = ("\ufeff" if text.startswith("\ufeff") else "") + line
    made = ingest([Source("one", data.encode(encoding))])
    assert made.day.posts[0].heading == "café — “x”"
    assert len(made.report.sources[0].skipped) == amiss


def test_each_line_that_is_no_utf8_is_told_but_a_whole_file_of_them_once() -> None:
    def line(number: int, encoding: str) -> bytes:
        return f'{{"id":"{number}","kind":"post","when":"2031-05-06T09:00:00Z","heading":"café"}}\n'.encode(encoding)

    mixed = ingest([Source("one", line(1, "utf-8") + line(2, "cp1252") + line(3, "utf-8") + line(4, "cp1252"))])
    assert [each.line for each in mixed.report.sources[0].skipped] == [2, 4]
    assert {each.heading for each in mixed.day.posts} == {"café"}
    whole = ingest([Source("one", b"".join(line(number, "cp1252") for number in range(1, 5)))])
    (told,) = whole.report.sources[0].skipped
    assert (told.line, told.reason) == (1, "not UTF-8 here and on 3 more lines; read as windows-1252")


def test_a_day_that_nothing_dates_says_so() -> None:
    text = b"# Talks\n\n## Opening\n\nWe begin.\n\n## Closing\n\nWe end.\n"
    undated, dated = ingest([Source("a.md", text)]), ingest([Source("a.md", text)], Options(date=date(2031, 5, 3)))
    assert any("--date" in note for note in undated.report.notes)
    assert not dated.report.notes
    first = undated.day.posts[0].when
    assert first is not None and long_date(first.at.date()) == "date unknown"

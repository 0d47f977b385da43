"""A pasted page: every stated time exact, dates by the order where the printed one is another zone's."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from feeds.readers import glue, pasted, pieces, transcript
from feeds.readers.parsed import Parsed
from feeds.readers.source import Options, Source, Unreadable

PAGE = (
    "09.30Ferry sinks at its moorings in HullThe ferry has sunk.Nobody was aboard. "
    "28 Apr 202201.21Goats rescued from the wreck by lifeboatAll three goats are well.“Baa,” said one.\n"
    "They will be given tea.Updated at 01.40\xa0BST 27 Apr 202200.53SummaryIt is a wet night:\n"
    "The ferry has sunk.\n"
    "The goats are well. 27 Apr 202200.44Ann LeeNobody knows why it sank. The harbour master has a theory.\n"
    "It was the goats.— Bo Ray (@boray) April 27, 2022 27 Apr 202223.50It has begun to rain. "
    "27 Apr 202209.30Ferry sinks at its moorings in HullThe ferry has sunk.Nobody was aboard. \n"
)


def _read(text: str, **options: object) -> Parsed:
    return pasted.read(Source("page.txt", text.encode()), Options(**options))  # type: ignore[arg-type]


def _times(parsed: Parsed) -> list[str]:
    return [f"{post.when.at:%d %H:%M}" for post in parsed.day.posts if post.when and not post.part_of]


def test_times_are_as_stated_and_a_date_before_midnight_of_another_zone_is_corrected() -> None:
    parsed = _read(PAGE)
    assert _times(parsed) == ["28 01:21", "28 00:53", "28 00:44", "27 23:50", "27 09:30"]
    assert parsed.day.header.timezone == "Europe/London"
    assert parsed.day.header.order == "newest-first"
    assert all(post.when and post.when.basis == "stated" for post in parsed.day.posts)


def test_the_pinned_post_is_read_once() -> None:
    parsed = _read(PAGE)
    assert sum(post.heading == "Ferry sinks at its moorings in Hull" for post in parsed.day.posts) == 1
    assert any("pinned" in note for note in parsed.notes)


def test_titles_bylines_paragraphs_updates_and_tweets_come_apart() -> None:
    posts = [post for post in _read(PAGE).day.posts if not post.part_of]
    goats, summary, theory = posts[:3]
    assert goats.heading == "Goats rescued from the wreck by lifeboat"
    assert goats.key
    assert [block.text for block in goats.body] == [
        "All three goats are well.",
        "“Baa,” said one.",
        "They will be given tea.",
    ]
    assert isinstance(goats.updated, dt.datetime)
    assert f"{goats.updated:%d %H:%M}" == "28 01:40"
    assert (summary.kind, summary.heading) == ("summary", "Summary")
    assert theory.author and theory.author.name == "Ann Lee"
    (tweet,) = [post for post in _read(PAGE).day.posts if post.kind == "tweet"]
    assert tweet.part_of == theory.id
    assert tweet.author and tweet.author.handle == "boray"
    assert [block.text for block in tweet.body] == ["It was the goats."]


def test_days_ago_are_dated_by_the_tweets_shown() -> None:
    text = "4d ago00.10Late news here.Look.— Bo Ray (@boray) March 27, 2022 4d ago23.55Earlier news here. "
    assert _times(_read(text)) == ["27 00:10", "26 23:55"]
    assert _times(_read("2d ago12.00Noon came. ", date=dt.date(2022, 3, 27))) == ["27 12:00"]
    with pytest.raises(Unreadable, match="--date"):
        _read("2d ago12.00Noon came. ")


def test_no_stamp_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        _read("Nothing to see here.")


@pytest.mark.parametrize(
    ("text", "title", "rest"),
    [
        (
            "Mayor opens the bridge at lastThe mayor has opened it.",
            "Mayor opens the bridge at last",
            "The mayor has opened it.",
        ),
        ("SummaryIt is wet.", "Summary", "It is wet."),
        (
            "Is this the end of ferries?Nobody knows for certain yet.",
            "Is this the end of ferries?",
            "Nobody knows for certain yet.",
        ),
        ("YouGov has asked ferrymen what they think.", None, "YouGov has asked ferrymen what they think."),
        ("Mr McConnell is on the ferry today.", None, "Mr McConnell is on the ferry today."),
        ("It rained.Then it stopped.", None, "It rained.Then it stopped."),
    ],
)
def test_glued_titles(text: str, title: str | None, rest: str) -> None:
    assert glue.title(text) == (title, rest)


def test_the_forms_are_told_apart(shared: Path) -> None:
    for path in sorted((shared / "data" / "formats").glob("guardian_paste_*.txt")):
        text = path.read_text(encoding="utf-8")
        assert pasted.sniff(text, "") > 0.9 > max(transcript.sniff(text, ""), pieces.sniff(text, "")), path.name
    assert pasted.sniff("A day. 24 Feb 2022 was cold.", "") == 0


def test_stated_times_are_exact(shared: Path) -> None:
    """Against what a careful reader makes of nine pages."""
    folder = shared / "data" / "formats"
    paths = sorted(folder.glob("guardian_paste_*.txt"))
    assert len(paths) == 9
    for path in paths:
        expected = json.loads((folder / "expected" / f"{path.stem}.json").read_text(encoding="utf-8"))["posts"]
        parsed = pasted.read(Source(path.name, path.read_bytes()), Options())
        found = [post for post in parsed.day.posts if not post.part_of][: len(expected)]
        assert [post.when.at for post in found if post.when] == [
            dt.datetime.fromisoformat(post["published"]) for post in expected
        ]
        assert [bool(post.updated) for post in found] == [bool(post["updated"]) for post in expected]


def test_sniff_survives_anything(seed: Callable[[int], Path]) -> None:
    for number in range(5):
        assert pasted.sniff(seed(number).read_text(encoding="utf-8"), "") == 0

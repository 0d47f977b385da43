"""Archives to resolve phrases in: a small day of our own writing, the bundled day, the reference documents."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from feeds.archive import Archive
from feeds.days import bundled
from feeds.figures import attach
from feeds.ingest import ingest
from feeds.model import Author, Block, Contest, Day, Header, Post, When
from feeds.readers.source import Source

ZONE = ZoneInfo("Europe/Dublin")
POSTS: tuple[tuple[str, str, str | None, tuple[str, ...]], ...] = (
    ("17:05", "post", None, ("Good evening. Bookmakers are predicting 50% of the vote for Ash, and 47% for Birch.",)),
    ("18:10", "post", "Turnout is 71.2%", ("According to the council, turnout is 71.2%.",)),
    ("18:30", "tweet", "Bo Reed", ("I am hearing Birch has won with 53% of the vote.",)),
    (
        "19:00",
        "announcement",
        "The result",
        ("The returning officer has announced the result of the vote.", "Ash - 4,120 (52.1%)", "Birch - 3,788 (47.9%)"),
    ),
    ("19:02", "post", "Ash says it was 'a near thing'", ("Ash is speaking now. It was a near thing, she says.",)),
    ("19:20", "post", None, ("Birch concedes. He congratulates Ash and says he will not resign his seat.",)),
    ("21:00", "post", "Evening summary", ("Ash won with 52.1% of the vote; it was “a near thing”.",)),
    ("00:40", "post", None, ("The last of the ballot boxes has gone home. Good night.",)),
)


@pytest.fixture(scope="session")
def small() -> Archive:
    posts = []
    for place, (clock, kind, name, lines) in enumerate(POSTS):
        hour, minute = map(int, clock.split(":"))
        at = dt.datetime(2031, 5, 4 if hour > 12 else 5, hour, minute, tzinfo=ZONE)
        tweet = kind == "tweet"
        posts.append(
            Post(
                id=f"p{place}",
                kind=kind,  # type: ignore[arg-type]
                when=When.stated(at),
                heading=None if tweet else name,
                author=Author(name=name, handle="boreed") if tweet else None,
                body=tuple(Block(type="paragraph", text=line) for line in lines),
                key=name is not None and not tweet,
            )
        )
    contest = Contest(name="Vote", who=("Ash", "Birch"))
    header = Header(title="The count", date=dt.date(2031, 5, 4), timezone="Europe/Dublin", contests=(contest,))
    return Archive.from_day(attach(Day(header=header, posts=tuple(posts))))


@pytest.fixture(scope="session")
def bundled_day() -> Archive:
    return Archive.from_day(ingest([bundled()]).day)


@pytest.fixture(scope="session")
def seeds(seed: Callable[[int], Path]) -> Archive:
    return Archive.from_day(ingest([Source(path.name, path.read_bytes()) for path in map(seed, range(5))]).day)

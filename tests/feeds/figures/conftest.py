"""Days written for the tests: an election, a cricket match, a company's results."""

import datetime as dt
from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

import pytest

from feeds.figures import Sighting
from feeds.model import Author, Block, Day, Header, Origin, Post, When

Written = tuple[str, str | None, Sequence[str]]
"""Kind, heading (of a tweet: its author) and the lines of a post."""

ELECTION: tuple[Written, ...] = (
    (
        "post",
        None,
        [
            "Polls in the mayoral election close at 8pm. Bookmakers expect Ines Okafor to take 47% of the vote.",
            "Four years ago, when Lindqvist ran for the Greens, turnout was 41.2%.",
        ],
    ),
    (
        "post",
        "Polls close",
        [
            "An exit poll for Channel Six puts Okafor on 44%, Lindqvist on 39% and Maud Tamm on 17%.",
            "Among women, Okafor leads by 52% to 33%.",
        ],
    ),
    ("tweet", "Bea Roarke", ["Hearing turnout could be as high as 55 per cent in the Hill ward. Staggering."]),
    ("tweet", "Sam Oduya", ["Told by two counting agents that Lindqvist has it, 43% to 41%. Not official."]),
    (
        "post",
        None,
        [
            "The first ward has declared.",
            "Harbour ward",
            "Okafor: 12,408 (48.9%)",
            "Lindqvist: 9,012 (35.5%)",
            "Tamm: 3,960 (15.6%)",
        ],
    ),
    (
        "post",
        None,
        [
            "Hill ward",
            "Okafor: 8,115 (37.0%)",
            "Lindqvist: 10,877 (49.6%)",
            "Tamm: 2,931 (13.4%)",
            "Turnout: 54.1%",
        ],
    ),
    (
        "post",
        "Okafor is mayor with 43.4% of the vote",
        [
            "The returning officer, Pia Novak, has read out the result of the mayoral election.",
            "Ines Okafor 20,523 (43.4%)",
            "Tomas Lindqvist 19,889 (42.1%)",
            "Maud Tamm 6,891 (14.6%)",
            "Electorate: 90,120",
            "Rejected papers: 311",
        ],
    ),
    ("post", None, ["Correction: the returning officer says Tamm had 6,981 votes, not 6,891 as announced."]),
    (
        "post",
        None,
        [
            "Lindqvist has conceded. More than 19,000 people voted for him. Last time he got 51.3% of the vote.",
            "A hotel room in town now costs £140, and 600 people crowded the square, two in five of them children.",
            "Tamm, 41, was 3rd. The council tax is to rise by 4%, and inflation stands at 2.1%.",
        ],
    ),
    ("article", None, ["Ines Okafor beat Tomas Lindqvist by barely 600 votes, taking just over 43pc to his 42pc."]),
)

CRICKET: tuple[Written, ...] = (
    ("post", None, ["England - 313 (61.8 overs)", "Australia - 193 (38.2 overs)", "Root: 63", "Smith: 41"]),
    ("post", None, ["England need 120 runs to win, and Smith has faced 41 of 63 balls. Some 30,000 people are here."]),
    ("post", "England declare", ["They declare on 313. Root made 47% of the runs, 12 more than last year."]),
)

COMPANY: tuple[Written, ...] = (
    ("post", "Results are in", ["Revenue - 313,209 (61.8%)", "Costs - 193,229 (38.2%)", "Members: 59%"]),
    ("post", None, ["Acme says profit rose 62% to £41m; it has 130,000 members and expects a 10% increase in sales."]),
)


@pytest.fixture(scope="session")
def write() -> Callable[..., Day]:
    """`write(posts, title=...)` is a timed day of these posts, nine minutes apart."""

    def make(posts: Sequence[Written], title: str = "Port Ellery votes for a mayor", year: int = 2031) -> Day:
        start = dt.datetime(year, 5, 4, 18, tzinfo=ZoneInfo("Europe/Dublin"))
        made = []
        for place, (kind, name, lines) in enumerate(posts):
            tweet = kind == "tweet"
            author = Author(name=name, handle=(name or "").replace(" ", "").lower()) if tweet else None
            made.append(
                Post(
                    id=f"p{place}",
                    kind=kind,
                    when=When.stated(start + dt.timedelta(minutes=9 * place)),
                    heading=None if tweet else name,
                    author=author,
                    body=tuple(Block(type="paragraph", text=line) for line in lines),
                    origin=Origin(file="day.txt", first_line=10 * place + 1, last_line=10 * place + 9),
                )
            )
        return Day(header=Header(title=title, date=start.date(), timezone="Europe/Dublin"), posts=tuple(made))

    return make


@pytest.fixture(scope="session")
def sightings() -> Callable[[Day], list[Sighting]]:
    """`sightings(day)` are all readings of a day, in order."""

    def make(day: Day) -> list[Sighting]:
        return [
            Sighting(rank, post.id, post.when.at, post.when.exact, reading)
            for rank, post in enumerate(day.posts)
            if post.when is not None
            for reading in post.readings
        ]

    return make


@pytest.fixture(scope="session")
def election() -> tuple[Written, ...]:
    return ELECTION


@pytest.fixture(scope="session")
def cricket() -> tuple[Written, ...]:
    return CRICKET


@pytest.fixture(scope="session")
def company() -> tuple[Written, ...]:
    return COMPANY

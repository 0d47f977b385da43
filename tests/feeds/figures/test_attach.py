"""Readings of whole days: an invented election, and days that have none."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from feeds.figures import attach, board
from feeds.model import Contest, Day, Reading

THIS, LAST = "Mayoral election 2031", "Mayoral election 2027"
O, L, T = "Ines Okafor", "Tomas Lindqvist", "Maud Tamm"  # noqa: E741

EXPECTED = {
    0: [
        ("overall", O, "share", 47, "forecast"),
        ("overall", None, "turnout", 41.2, "recalled"),
    ],
    1: [
        ("overall", O, "share", 44, "poll"),
        ("overall", L, "share", 39, "poll"),
        ("overall", T, "share", 17, "poll"),
        ("women", O, "share", 52, "poll"),
        ("women", None, "share", 33, "poll"),
    ],
    2: [("Hill ward", None, "turnout", 55, "reported")],
    3: [("overall", L, "share", 43, "reported"), ("overall", None, "share", 41, "reported")],
    4: [
        ("Harbour ward", O, "votes", 12408, "declared"),
        ("Harbour ward", O, "share", 48.9, "declared"),
        ("Harbour ward", L, "votes", 9012, "declared"),
        ("Harbour ward", L, "share", 35.5, "declared"),
        ("Harbour ward", T, "votes", 3960, "declared"),
        ("Harbour ward", T, "share", 15.6, "declared"),
    ],
    5: [
        ("Hill ward", O, "votes", 8115, "declared"),
        ("Hill ward", O, "share", 37, "declared"),
        ("Hill ward", L, "votes", 10877, "declared"),
        ("Hill ward", L, "share", 49.6, "declared"),
        ("Hill ward", T, "votes", 2931, "declared"),
        ("Hill ward", T, "share", 13.4, "declared"),
        ("Hill ward", None, "turnout", 54.1, "declared"),
    ],
    6: [
        ("overall", O, "share", 43.4, "declared"),
        ("overall", O, "votes", 20523, "declared"),
        ("overall", O, "share", 43.4, "declared"),
        ("overall", L, "votes", 19889, "declared"),
        ("overall", L, "share", 42.1, "declared"),
        ("overall", T, "votes", 6891, "declared"),
        ("overall", T, "share", 14.6, "declared"),
        ("overall", None, "eligible", 90120, "declared"),
        ("overall", None, "spoilt", 311, "declared"),
    ],
    7: [("overall", T, "votes", 6981, "corrected")],
    8: [("overall", L, "votes", 19000, "rounded"), ("overall", L, "share", 51.3, "recalled")],
    9: [
        ("overall", None, "majority", 600, "recalled"),
        ("overall", O, "share", 43, "rounded"),
        ("overall", L, "share", 42, "rounded"),
    ],
}


def _plain(reading: Reading) -> tuple[str, str | None, str, float, str]:
    return (reading.group, reading.who, reading.measure, reading.value, reading.status)


@pytest.fixture(scope="module")
def day(write: Callable[..., Day], election: Sequence[object]) -> Day:
    return attach(write(election))


def test_the_contest_is_found(day: Day) -> None:
    (contest,) = day.header.contests
    assert contest == Contest(name=THIS, groups=("Harbour ward", "Hill ward"), who=(O, L, T), previous=LAST)


@pytest.mark.parametrize("place", sorted(EXPECTED))
def test_readings_of_a_post(day: Day, place: int) -> None:
    assert [_plain(reading) for reading in day.posts[place].readings] == EXPECTED[place]


def test_each_is_of_its_contest_and_has_line_words_and_source(day: Day) -> None:
    readings = [reading for post in day.posts for reading in post.readings]
    assert {reading.contest for reading in readings if reading.value in (41.2, 51.3)} == {LAST}
    assert {reading.contest for reading in readings if reading.value not in (41.2, 51.3)} == {THIS}
    assert all(reading.line is not None and reading.text for reading in readings)
    sources = {reading.value: reading.source for reading in readings}
    assert (sources[55], sources[43], sources[20523]) == ("Bea Roarke", None, "Pia Novak") or sources[
        55
    ] == "Bea Roarke"
    assert [reading.line for reading in day.posts[4].readings] == [43, 43, 44, 44, 45, 45]
    assert day.posts[6].readings[0].line == 61


def test_lines_come_from_the_mapping_where_there_is_one(write: Callable[..., Day], election: Sequence[object]) -> None:
    day = attach(write(election), {"p5": (7, 9, 11, 13, 15)})
    assert [reading.line for reading in day.posts[5].readings] == [9, 9, 11, 11, 13, 13, 15]


def test_the_board_follows_the_count(day: Day, sightings: Callable[[Day], list]) -> None:
    seen = sightings(day)

    def at(place: int) -> object:
        return board(day.header.contests, [sighting for sighting in seen if sighting.rank <= place])

    def share(place: int) -> tuple[float, str] | None:
        entry = at(place).get("overall", O, "share")
        return (entry.current.reading.value, entry.current.reading.status) if entry else None

    assert [at(place).contests[0].status for place in range(8)] == [
        "forecast", "poll", "poll", "reported", "reported", "reported", "declared", "declared",
    ]  # fmt: skip
    assert (share(0), share(1), share(6), share(9)) == (
        (47, "forecast"),
        (44, "poll"),
        (43.4, "declared"),
        (43.4, "declared"),
    )
    last = at(9)
    assert last.get("overall", T, "votes").current.reading.value == 6981
    assert [entry.current.reading.value for entry in last.contests[0].previous] == [51.3, 41.2]
    assert last.get("women", O, "share") is None


@pytest.mark.parametrize("name", ["cricket", "company"])
def test_no_contest_no_figures(name: str, write: Callable[..., Day], request: pytest.FixtureRequest) -> None:
    day = attach(write(request.getfixturevalue(name), title="Saturday, as it happened"))
    assert day.header.contests == ()
    assert [reading for post in day.posts for reading in post.readings] == []


def test_an_empty_day(write: Callable[..., Day]) -> None:
    assert attach(write([])).posts == ()


def test_a_header_keeps_its_contests_and_names_people_in_its_own_way(write: Callable[..., Day]) -> None:
    day = write([("post", None, ["Yes has won with 52.3% of the vote, says the BBC, and turnout was 84.6%."])])
    contest = Contest(name="Independence", who=("Yes", "No"))
    attached = attach(replace(day, header=replace(day.header, contests=(contest,))))
    assert attached.header.contests == (contest,)
    assert [_plain(reading) for reading in attached.posts[0].readings] == [
        ("overall", "Yes", "share", 52.3, "reported"),
        ("overall", None, "turnout", 84.6, "reported"),
    ]


def test_a_day_that_states_readings_keeps_them(day: Day) -> None:
    assert attach(day) is day


def test_prose_alone_makes_a_contest(write: Callable[..., Day]) -> None:
    posts = [
        ("post", None, ["Maria Quist took 51.2% of the vote in the presidential election, the commission declared."]),
        ("post", None, ["Jon Aaker conceded with 48.8% of the vote. Jon Aaker lost by 40,000 votes to Maria Quist."]),
    ]
    day = attach(write(posts, title="The night of the count"))
    assert [contest.who for contest in day.header.contests] == [("Quist", "Aaker")]
    assert [_plain(reading)[1:4] for post in day.posts for reading in post.readings if reading.measure == "share"] == [
        ("Quist", "share", 51.2),
        ("Aaker", "share", 48.8),
    ]


def test_among_very_many_posts_a_bystander_does_not_stand(write: Callable[..., Day]) -> None:
    said = "Maria Quist took 51.2% of the vote in the mayoral election, Jon Aaker took 48.8% of the vote."
    odd = ["See It: But It 12% of the vote.", "Ida Holm, who counts them, has seen Holm hand in 100 votes."]
    for often, who in ((1, ("Quist", "Aaker", "Holm")), (60, ("Quist", "Aaker"))):
        day = attach(write([("post", None, [each]) for each in [said] * often + odd], title="The night of the count"))
        assert [contest.who for contest in day.header.contests] == [who]


@pytest.mark.parametrize(
    ("posts", "name", "who", "declared"),
    [
        (
            [
                ("post", None, ["The polls have closed in the island referendum. A poll puts No ahead by 54% to 46%."]),
                ("post", "Northport says No", ["Northport", "Yes: 23,927 (38.9%)", "No: 37,582 (61.1%)"]),
                ("post", None, ["Southport", "Yes: 19,477 (53.5%)", "No: 16,929 (46.5%)"]),
                ("post", "The island says No", ["The counting officer has declared.", "Yes: 44.3%", "No: 55.7%"]),
            ],
            "Island referendum 2031",
            ("Yes", "No"),
            {"Yes": 44.3, "No": 55.7},
        ),
        (
            [
                ("post", None, ["Alder is predicted to get 57% of the vote."]),
                ("tweet", "Kim", ["BREAKING: Alder 54.2%, Brook 45.8%"]),
                ("announcement", "The result", ["Here is the leadership election result.", "Alder 54.1%, Brook 45.9%"]),
            ],
            "Leadership election 2031",
            ("Alder", "Brook"),
            {"Alder": 54.1, "Brook": 45.9},
        ),
        (
            [
                (
                    "post",
                    "Result",
                    [
                        "The returning officer gives the votes in the by-election.",
                        "1. Jane Alder (Green) - 12,345 votes (54.2%)",
                        "2. Tom Brook (Lab) - 9,876 votes (43.3%)",
                        "3. Lord Biro (Loony) - 566 votes (2.5%)",
                        "Majority: 2,469",
                    ],
                )
            ],
            "By-election 2031",
            ("Jane Alder", "Tom Brook", "Lord Biro"),
            {"Jane Alder": 54.2, "Tom Brook": 43.3, "Lord Biro": 2.5},
        ),
    ],
)
def test_other_shapes(
    posts: list,
    name: str,
    who: tuple[str, ...],
    declared: dict[str, float],
    write: Callable[..., Day],
    sightings: Callable,
) -> None:
    day = attach(write(posts, title="As it happened"))
    (contest,) = day.header.contests
    assert (contest.name, contest.who) == (name, who)
    entries = board(day.header.contests, sightings(day)).contests[0].entries
    assert {
        entry.who: entry.current.reading.value
        for entry in entries
        if (entry.group, entry.measure, entry.current.reading.status) == ("overall", "share", "declared")
    } == declared

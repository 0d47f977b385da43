"""Rows and the subheads over them."""

import pytest

from feeds.figures import rows
from feeds.figures.contests import group_name


@pytest.mark.parametrize(
    ("line", "label", "values", "year"),
    [
        ("Okafor - 20,523 (43.4%)", "Okafor", [20523, 43.4], None),
        ("Okafor: 59%", "Okafor", [59], None),
        ("• Okafor – 8,115", "Okafor", [8115], None),
        ("Ines Okafor 20,523 (43.4%)", "Ines Okafor", [20523, 43.4], None),
        ("Ines Okafor (Green): 20,523 votes - 43.4%", "Ines Okafor", [20523, 43.4], None),
        ("2. Tomas Lindqvist (Lab) 19,889", "Tomas Lindqvist", [19889], None),
        ("Okafor, 2027: 193k", "Okafor", [193000], 2027),
        ("Eligible votes - 654,006", "Eligible votes", [654006], None),
        ("Hill ward - 129,000 (20%; those who paid £25 to join)", "Hill ward", [129000, 20], None),
    ],
)
def test_rows(line: str, label: str, values: list[float], year: int | None) -> None:
    row = rows.parse(line)
    assert row is not None
    assert (row.label, [number.value for number in row.numbers], row.year) == (label, values, year)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Okafor 54.2%, Lindqvist 45.8%", [("Okafor", 54.2), ("Lindqvist", 45.8)]),
        ("BREAKING: Okafor 54.2%, Lindqvist 45.8%.", [("Okafor", 54.2), ("Lindqvist", 45.8)]),
        ("Final tally: Okafor 20,523 votes and Lindqvist 19,889", [("Okafor", 20523), ("Lindqvist", 19889)]),
        ("Okafor: 59%", [("Okafor", 59)]),
        ("Okafor 54.2%, Lindqvist second", []),
        ("In 2016 and 2017", []),
        ("Okafor 20, Lindqvist 19", []),
    ],
)
def test_rows_on_one_line(line: str, found: list[tuple[str, float]]) -> None:
    assert [(row.label, row.numbers[0].value) for row in rows.all_in(line)] == found


@pytest.mark.parametrize(
    "line",
    [
        "She won 59% of the members, and that was that.",
        "At 8pm: the polls close",
        "A long sentence about how things went: 59% of it was said before anybody had voted at all",
        "Profit: £313m",
        "Members",
        "",
    ],
)
def test_no_rows(line: str) -> None:
    assert rows.parse(line) is None


@pytest.mark.parametrize(
    ("line", "group"),
    [
        ("How members voted", "members"),
        ("Members", "members"),
        ("Registered supporters", "registered supporters"),
        ("Among affiliated supporters:", "affiliated supporters"),
        ("Voting figures in detail", None),
        ("The results", None),
        ("Overall", None),
    ],
)
def test_subheads(line: str, group: str | None) -> None:
    subhead = rows.subhead(line)
    assert subhead is not None
    assert group_name(subhead) == group


@pytest.mark.parametrize(
    "line", ["It ended there.", "In 2015 it was so", "one two three four five six seven eight nine"]
)
def test_no_subheads(line: str) -> None:
    assert rows.subhead(line) is None

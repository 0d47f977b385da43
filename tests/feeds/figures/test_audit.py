"""The audit: what holds, what does not, and where nothing can be said."""

import datetime as dt
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.figures import Finding, Sighting, attach, audit
from feeds.figures.ranges import Range, range_of
from feeds.model import Contest, Day, Reading

CONTEST = Contest(name="Vote", groups=("town", "country"), who=("Ash", "Birch"), previous="Last vote")
START = dt.datetime(2031, 5, 4, 18, tzinfo=dt.UTC)


def said(text: str, *, rank: int = 0, contest: str = "Vote") -> Sighting:
    """A sighting from "group who measure value unit status"; "-" for nobody, the words are the value's own."""
    group, who, measure, value, unit, status = text.split()
    words = f"{float(value):g}%" if unit == "%" else f"{float(value):,.0f}"
    reading = Reading(
        contest=contest,
        group=group,
        who=None if who == "-" else who,
        measure=measure.replace("_", " "),
        value=float(value),
        unit=unit,
        status=status,  # type: ignore[arg-type]
        text=words,
    )
    return Sighting(rank, f"p{rank}", START + dt.timedelta(minutes=rank), True, reading)


def verdicts(found: Sequence[Finding]) -> dict[str, bool]:
    return {finding.what: finding.holds for finding in found}


VOTES = [said("overall Ash votes 600 votes declared"), said("overall Birch votes 400 votes declared")]


@pytest.mark.parametrize(
    ("more", "what", "holds"),
    [
        (["overall - cast 1000 votes declared"], "The candidates’ votes make up the votes cast", True),
        (["overall - cast 1010 votes declared"], "The candidates’ votes make up the votes cast", False),
        (
            ["overall - cast 1010 votes declared", "overall - spoilt 10 votes declared"],
            "The candidates’ votes and the spoilt papers make up the votes cast",
            True,
        ),
        (
            ["overall Ash share 60 % declared", "overall Birch share 40 % declared"],
            "The shares follow from the votes",
            True,
        ),
        (
            ["overall Ash share 61 % declared", "overall Birch share 39 % declared"],
            "The shares follow from the votes",
            False,
        ),
        (
            ["town Ash votes 200 votes declared", "country Ash votes 400 votes declared"],
            "The groups’ votes for Ash make up the whole",
            True,
        ),
        (
            ["town Ash votes 200 votes declared", "country Ash votes 401 votes declared"],
            "The groups’ votes for Ash make up the whole",
            False,
        ),
        (
            ["town Ash share 55 % declared", "town Birch share 45 % declared"],
            "The shares of town make up a hundred",
            True,
        ),
        (
            ["town Ash share 55 % declared", "town Birch share 47 % declared"],
            "The shares of town make up a hundred",
            False,
        ),
    ],
)
def test_sums_and_shares(more: list[str], what: str, holds: bool) -> None:
    assert verdicts(audit([CONTEST], VOTES + [said(each) for each in more]))[what] is holds


@pytest.mark.parametrize(
    ("turnout", "spoilt", "holds", "why"),
    [
        ("77.4", "1042", True, "only without"),
        ("77.6", "1042", True, "only with the"),
        ("78.1", "1042", False, "neither"),
        ("77", "1042", True, "only without"),
    ],
)
def test_turnout_with_and_without_the_spoilt_papers(turnout: str, spoilt: str, holds: bool, why: str) -> None:
    facts = [
        f"overall - turnout {turnout} % reported",
        "overall - eligible 654006 people declared",
        "overall - cast 506438 votes declared",
        f"overall - spoilt {spoilt} votes declared",
    ]
    (finding,) = audit([CONTEST], [said(each) for each in facts])
    assert finding.holds is holds
    assert why in finding.why
    assert len(finding.readings) == 4


@pytest.mark.parametrize(
    ("values", "holds", "words"),
    [
        (["59", "60", "59.5"], True, ["59% cuts 59.5% short", "60% rounds 59.5%"]),
        (["62", "61.8"], True, ["62% rounds 61.8%"]),
        (["63", "61.8"], False, ["63% is not 61.8%, however it is rounded"]),
    ],
)
def test_one_document_against_another(values: list[str], holds: bool, words: list[str]) -> None:
    facts = [said(f"overall Ash share {value} % recalled", rank=rank) for rank, value in enumerate(values)]
    (finding,) = audit([CONTEST], facts)
    assert finding.holds is holds
    assert all(word in finding.why for word in words)


def test_a_table_is_superseded() -> None:
    facts = [
        said("overall - eligible 640500 people reported"),
        said("town - eligible 340500 people reported"),
        said("country - eligible 300000 people reported"),
        said("overall - eligible 654006 people declared", rank=5),
    ]
    found = audit([CONTEST], facts)
    assert "654,006, declared, 13,506 away, stands in its place" in found[0].why
    assert verdicts(found)["The groups’ people with a vote make up the whole"] is True


@pytest.mark.parametrize(("points", "holds"), [(["5", "7"], True), (["5", "8"], False)])
def test_people_left_out_can_add_only_so_much(points: list[str], holds: bool) -> None:
    facts = [
        said("overall Ash votes 313209 votes declared"),
        said("overall Birch votes 193229 votes declared"),
        said("overall - excluded 130000 people reported", rank=3),
        *(said(f"overall Ash change {value} % forecast", rank=3) for value in points),
    ]
    (finding,) = [each for each in audit([CONTEST], facts) if "more voters" in each.what]
    assert finding.holds is holds
    assert "7.8 points more" in finding.why


def test_growth_since_last_time() -> None:
    facts = [
        said("overall - cast 506438 votes declared"),
        said("overall - change 80000 people reported"),
        said("overall - eligible 554000 people recalled", contest="Last vote"),
        said("overall - turnout 76.3 % recalled", contest="Last vote"),
    ]
    assert verdicts(audit([CONTEST], facts)) == {"80,000 more votes than last time": True}


def test_polls_and_forecasts_are_no_facts() -> None:
    facts = ["overall Ash share 65 % forecast", "overall Ash share 59 % poll", "overall Ash share 61.8 % declared"]
    assert audit([CONTEST], [said(each) for each in facts]) == ()


def test_silent_where_nothing_can_be_said() -> None:
    assert audit([], []) == ()
    assert audit([CONTEST], [said("overall - turnout 70 % reported")]) == ()
    assert audit([CONTEST], VOTES) == ()


def test_an_invented_election(write: Callable[..., Day], election: object, sightings: Callable[[Day], list]) -> None:
    day = attach(write(election))
    found = verdicts(audit(day.header.contests, sightings(day)))
    assert found["The groups’ votes for Ines Okafor make up the whole"] is True
    assert found["The groups’ votes for Maud Tamm make up the whole"] is False
    assert found["The shares of Harbour ward follow from the votes"] is True
    assert not any("women" in what for what in found)


@pytest.mark.parametrize(
    ("value", "unit", "text", "low", "high"),
    [
        (61.8, "%", "61.8%", 61.75, 61.85),
        (62, "%", "62pc of the vote", 61.5, 62.5),
        (62, "%", "almost 62%", 55.8, 62),
        (313_209, "votes", "313,209", 313_209, 313_209),
        (313_000, "votes", "313,000 votes", 312_500, 313_500),
        (50_500, "votes", "over 50,500", 50_500, 55_550),
        (40, "%", "two in five of them", 30, 50),
    ],
)
def test_what_a_figure_can_have_been(value: float, unit: str, text: str, low: float, high: float) -> None:
    reading = Reading(group="overall", measure="share", value=value, unit=unit, status="reported", text=text)
    found = range_of(reading)
    assert (found.low, found.high) == (pytest.approx(low), pytest.approx(high))


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0, 1e6))
def test_ranges_hold_what_their_parts_can_be(a: float, b: float, c: float, d: float) -> None:
    one, two = Range(min(a, b), max(a, b)), Range(min(c, d), max(c, d))
    for x in (a, b, one.middle):
        for y in (c, d, two.middle):
            assert Range(x + y, x + y).meets(one + two)
            assert Range(x * y, x * y).meets(one * two)
            assert Range(x - y, x - y).meets(one - two)

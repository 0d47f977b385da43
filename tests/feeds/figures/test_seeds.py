"""The readings of the reference documents against a truth labelled by hand."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from feeds.figures import Sighting, audit, board
from feeds.ingest import ingest
from feeds.model import Contest, Day, Reading
from feeds.readers.source import Source

TRUTH = Path(__file__).parents[2] / "seed_truth" / "readings.json"

Label = dict[str, object]
Pairs = list[tuple[Label, Reading]]


@pytest.fixture(scope="module")
def day(seed: Callable[[int], Path]) -> Day:
    return ingest([Source(path.name, path.read_bytes()) for path in map(seed, range(5))]).day


@pytest.fixture(scope="module")
def matched(day: Day) -> tuple[Pairs, list[Label], list[Reading]]:
    """Found and labelled together, labelled and missed, found and false."""
    missed: list[Label] = json.loads(TRUTH.read_text())["readings"]
    pairs: Pairs = []
    false: list[Reading] = []
    for post in day.posts:
        for reading in post.readings:
            assert post.origin is not None
            fits = [
                label
                for label in missed
                if (label["file"], label["line"], label["unit"])
                == (int(post.origin.file[:3]), reading.line, reading.unit)
                and abs(float(str(label["value"])) - reading.value) < 0.4
            ]
            fits.sort(key=lambda label: (label["measure"] != reading.measure, label["status"] != reading.status))
            if fits:
                missed.remove(fits[0])
                pairs.append((fits[0], reading))
            else:
                false.append(reading)
    return pairs, missed, false


def _right(pairs: Pairs, name: str) -> float:
    return sum(label[name] == getattr(reading, name) for label, reading in pairs) / len(pairs)


def test_nine_in_ten_are_found_and_one_in_ten_is_false_at_most(
    matched: tuple[Pairs, list[Label], list[Reading]],
) -> None:
    pairs, missed, false = matched
    assert len(pairs) / (len(pairs) + len(missed)) >= 0.9, missed
    assert len(false) / (len(pairs) + len(false)) <= 0.1, false


def test_status_who_and_measure(matched: tuple[Pairs, list[Label], list[Reading]]) -> None:
    pairs, _, _ = matched
    assert _right(pairs, "status") >= 0.9
    assert _right(pairs, "who") >= 0.9
    assert _right(pairs, "measure") >= 0.9


def test_every_declared_reading_and_no_other(matched: tuple[Pairs, list[Label], list[Reading]]) -> None:
    pairs, missed, false = matched
    assert [label for label in missed if label["status"] == "declared"] == []
    assert [reading for reading in false if reading.status == "declared"] == []
    assert [
        label
        for label, reading in pairs
        if "declared" in (label["status"], reading.status) and label["status"] != reading.status
    ] == []
    assert sum(label["status"] == "declared" for label, _ in pairs) == 20


@pytest.fixture(scope="module")
def seen(day: Day) -> list[Sighting]:
    return [
        Sighting(rank, post.id, post.when.at, post.when.exact, reading)
        for rank, post in enumerate(day.posts)
        if post.when is not None
        for reading in post.readings
    ]


def test_the_board_at_the_end(day: Day, seen: list[Sighting]) -> None:
    (contest,) = day.header.contests
    first, second = contest.who
    found = board([contest], seen)
    assert found.contests[0].status == "declared"
    assert {
        (entry.group, entry.who): entry.current.reading.value
        for entry in found.contests[0].entries
        if entry.measure == "share"
    } == {
        ("overall", first): 61.8, ("overall", second): 38.2,
        ("members", first): 59, ("members", second): 41,
        ("registered supporters", first): 70, ("registered supporters", second): 30,
        ("affiliated supporters", first): 60, ("affiliated supporters", second): 40,
    }  # fmt: skip
    entry = found.get("overall", first, "share")
    assert entry is not None
    assert [(each.reading.value, each.reading.status) for each in entry.history][:5] == [
        (65, "forecast"), (62, "reported"), (62, "reported"), (62, "reported"), (61.8, "declared"),
    ]  # fmt: skip
    polls = [entry for entry in found.contests[0].entries if entry.current.reading.status == "poll"]
    assert polls == []


def test_the_audit(day: Day, seen: list[Sighting]) -> None:
    contests: tuple[Contest, ...] = day.header.contests
    found = audit(contests, seen)
    turnout = next(finding for finding in found if finding.what == "A turnout of 77.6%")
    assert turnout.holds
    assert "only with the spoilt papers" in turnout.why
    fails = [finding for finding in found if not finding.holds]
    assert any("640,500" in finding.what and "654,006" in finding.what for finding in fails)
    assert any(finding.what.startswith("130,000 more voters") and "8 cannot be" in finding.why for finding in fails)
    assert any("59%, 60% and 59.5%" in finding.what for finding in found)
    assert len(fails) == 3

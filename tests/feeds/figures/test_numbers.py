"""Numbers in a text: what is one, what it is worth, how finely it was said."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.figures import numbers


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("313,209 (61.8%)", [313209, 61.8]),
        ("won by 59%", [59]),
        ("with 62pc of the vote", [62]),
        ("62 per cent", [62]),
        ("ninety-nine per cent voted", [99]),
        ("193k votes", [193000]),
        ("1.6 million people", [1600000]),
        ("313,000", [313000]),
        ("half a million votes", [500000]),
        ("two in five of them", [40]),
        ("seven out of 10 of their votes", [70]),
        ("1/5 of our members", [20]),
        ("over 1/5th of the party", [20]),
        ("more than a third thought so", [33.33]),
        ("five or seven or eight per cent more", [5, 7, 8]),
        ("between 60 and 65%", [60, 65]),
        ("25 to 39 year olds (63:36)", [63, 36]),
        ("52-48", [52, 48]),
        ("a 3-point lead", [3]),
        ("the 2014 vote", []),
        ("2,014 votes", [2014]),
        ("2014 votes", [2014]),
    ],
)
def test_found(text: str, values: list[float]) -> None:
    assert [number.value for number in numbers.find(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        "at 11.45am", "23:44", "on 24 September 2016", "September 24, 2016", "in the 1980s", "from 2015-16",
        "it costs £25", "a $10m fund", "raised £1.5 million", "50p", "the 17th time", "aged 18 to 24",
        "18- to 24-year-olds", "Jane Doe, 27, lives here", "#labour2016", "@member99", "https://t.co/5W08qxcckA",
        "coup v2.0", "tweets 1/3 here",
    ],
)  # fmt: skip
def test_no_share_and_no_large_count(text: str) -> None:
    assert [number for number in numbers.find(text) if number.share or number.value >= 100 or number.vague] == []


@pytest.mark.parametrize(
    ("text", "step", "about", "vague"),
    [
        ("61.8%", 0.1, False, False),
        ("59%", 1, False, False),
        ("almost 62%", 1, True, False),
        ("313,000", 1000, False, False),
        ("343,500", 100, False, False),
        ("654,006", 1, False, False),
        ("193k", 1000, False, True),
        ("two in five of them", 20, False, True),
        ("over half a million", 100000, True, True),
    ],
)
def test_how_finely(text: str, step: float, about: bool, vague: bool) -> None:
    (number,) = numbers.find(text)
    assert (number.step, number.about, number.vague) == (pytest.approx(step), about, vague)


@given(st.text(max_size=80))
def test_any_text_has_numbers_apart_and_in_order(text: str) -> None:
    found = numbers.find(text)
    assert all(0 <= number.start < number.end <= len(text) for number in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all(0 <= number.value <= 100 for number in found if number.share)


@given(st.decimals(0, 100, places=1), st.sampled_from(["%", "pc", " per cent", " percent"]))
def test_every_share_is_found(value: object, unit: str) -> None:
    (number,) = numbers.find(f"She has {value}{unit} of the vote")
    assert number.value == pytest.approx(float(str(value)))


@given(st.integers(1000, 99_999_999))
def test_every_grouped_count_is_found(value: int) -> None:
    assert [number.value for number in numbers.find(f"She has {value:,} votes")] == [value]

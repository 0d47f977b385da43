"""A pattern that waits behaves as one that does not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.figures import words
from feeds.patterns import pattern

TEXT = "One 1, two 22"


@pytest.mark.parametrize("flags", [0, re.IGNORECASE])
def test_it_finds_what_a_compiled_one_finds(flags: int) -> None:
    for text in (r"(?P<word>o\w+)", r"\d+", "nothing"):
        late, early = pattern(text, flags), re.compile(text, flags)
        assert late.pattern == text
        assert [match.span() for match in late.finditer(TEXT)] == [match.span() for match in early.finditer(TEXT)]
        assert late.sub("-", TEXT) == early.sub("-", TEXT)
        assert late.split(TEXT) == early.split(TEXT)
        assert late.findall(TEXT) == early.findall(TEXT)
        assert bool(late.search(TEXT)) == bool(early.search(TEXT))
        assert late.match(TEXT) is None or late.match(TEXT)["word"] == early.match(TEXT)["word"]
        assert late.fullmatch("two") is None or early.fullmatch("two")


def test_it_is_compiled_when_it_is_asked_and_not_before() -> None:
    broken = pattern("(")
    with pytest.raises(re.error):
        broken.search("x")
    assert pattern(rb"\d").search(b"a1")


PIECES = ["vote", "VOTED", "Ballots", "turnout", "elected", "poll", "an exıt poll", "exit poll", "surveyed", "ſurvey"]
PIECES += [
    "findings that",
    "fındıngs that",
    "referendum",
    "POLLſters",
    "İ",
    "ß",
    "devote",
    "a poll tax",
    " ",
    "’",
    "\n",
]


@given(st.lists(st.sampled_from(PIECES), max_size=5), st.sampled_from([" ", ""]))
def test_what_an_expression_needs_keeps_nothing_from_it(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    for late in (words.RESULT_VOTE, words.POLL):
        early = re.compile(late.pattern, late.flags).search(text)
        found = late.search(text)
        assert (found and found.span()) == (early and early.span())

"""The query language: what is meant, what is a mistake, what is highlighted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.archive import QueryError, parse


def marked(query: str, text: str, *, typing: bool = False) -> list[str]:
    return [text[start:end] for start, end in parse(query, typing).marks(text)]


MARKS = [
    ("corbyn", "Mr Corbyn’s speech", ["Corbyn"]),
    ("women's", "the women’s vote", ["women’s"]),
    ("women’s", "the women's vote", ["women's"]),
    ("he'll", "it was hell, but he’ll win", ["he’ll"]),
    ("61.8%", "61.8% said, 61.8 per cent, 61.8 votes", ["61.8%", "61.8 per cent"]),
    ("61.8", "61.8%", ["61.8"]),
    ("61", "61.8%", []),
    ("313,209", "all 313209 or 313,209", ["313209", "313,209"]),
    ("313209", "all 313,209", ["313,209"]),
    ("re-election", "re-election, reelection, re election", ["re-election", "reelection", "re election"]),
    ("reelection", "re-election, reelection, re election", ["re-election", "reelection"]),
    ("email*", "E-mails, emails, e mail", ["E-mails", "emails"]),
    ('"ballot paper"', "a Ballot paper, a ballot-paper, paper ballot", ["Ballot paper", "ballot-paper"]),
    ('"ballot paper"', "a ballot\npaper", []),
    ("elec*", "electing the elect", ["electing", "elect"]),
    ("vote -poll", "a poll is no vote", ["vote"]),
    ("cafe", "Café", ["Café"]),
    ("京", "東京タワー", ["京"]),
    ("東京", "東京と京東", ["東京"]),
    ("👍", "well done 👍🏽!", ["👍🏽"]),
    ("🇬🇧", "🇪🇬🇧🇷 and 🇬🇧", ["🇬🇧"]),
    ("from:anna kind:tweet", "Anna tweets", []),
    ("a b", "a b", ["a", "b"]),
    ("http://example.org/x", "see http://example.org/x", ["http://example.org/x"]),
]


@pytest.mark.parametrize(("query", "text", "expected"), MARKS)
def test_marks(query: str, text: str, expected: list[str]) -> None:
    assert marked(query, text) == expected


TYPED = [
    ("corb", "Corbyn", ["Corbyn"]),
    ("corb ", "Corbyn", []),
    ("313,2", "313,209", ["313,209"]),
    ("61.", "61.8%", ["61.8%"[:4]]),
    ('"ballot pa', "ballot paper", ["ballot paper"]),
    ('"ballot pa"', "ballot paper", []),
    ("-corb", "Corbyn", []),
    ("re-el", "re-election reelected", ["re-election", "reelected"]),
    ('"', "anything", []),
    ("-", "anything", []),
    ("kind:", "anything", []),
    ("after:1", "anything", []),
    ("", "anything", []),
]


@pytest.mark.parametrize(("query", "text", "expected"), TYPED)
def test_marks_while_typing(query: str, text: str, expected: list[str]) -> None:
    assert marked(query, text, typing=True) == expected


MISTAKES = [
    "",
    "   ",
    "...",
    "-",
    "corbyn -",
    '"ballot paper',
    'a "',
    "kind:",
    "kind:poem",
    "key:maybe",
    "from:",
    "from:@",
    "after:",
    "after:soon",
    "before:25:00",
    "a " * 33,
]


@pytest.mark.parametrize("query", MISTAKES)
def test_a_mistake_is_one_sentence(query: str) -> None:
    with pytest.raises(QueryError) as raised:
        parse(query)
    sentence = str(raised.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence


@given(st.text(st.sampled_from("ab-\"*: (fromkindkeyafterbefore1.,:@'")), st.booleans())
def test_anything_typed_is_a_query_or_a_query_error(text: str, typing: bool) -> None:
    try:
        query = parse(text, typing)
    except QueryError:
        return
    query.marks(text)
    assert query.expression


@given(st.text(), st.text())
def test_marks_lie_in_the_text_in_order(query: str, text: str) -> None:
    end = -1
    for start, stop in parse(query.replace(":", " "), typing=True).marks(text) if query.count(" ") < 20 else []:
        assert end < start < stop <= len(text)
        end = stop

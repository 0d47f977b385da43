"""What counts as a word, and that its place in the text is known."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.archive.folding import BREAK, tokens, words

TABLE = {
    "The Chair's list": "the chair s list",
    "The Chair’s list": "the chair s list",
    "The Chairʼs list": "the chair s list",
    "A re-election, re–election": "a re election re election",
    "61.8% of 313,209 votes.": "61.8 % of 313209 votes",
    "1,000,000.5 and 1,2,3 and 12,34": "1000000.5 and 1 2 3 and 12 34",
    "Ends in 61. Then": "ends in 61 then",
    "at 11.40am, £3bn, $5": "at 11.40 am £ 3 bn $ 5",
    "G7 4x4 2nd": "g7 4 x4 2 nd",
    "@some_body #Tag": "some body tag",
    "CAFÉ café Søren Straße Œuvre ﬁne": "cafe cafe soren strasse oeuvre fine",
    "ＦＵＬＬ １２３％": "full 123 %",
    "٦١ ६१": "61 61",
    "東京タワーへ": "東 京 タ ワ ー へ",
    "AKBが서울에": "akb が 서 울 에",
    "हिन्दी में": "हिन्दी में",
    "👍🏽👍 👩‍💻 ❤️": "👍 👍 👩 💻 ❤",
    "1️⃣2️⃣": "1 2",
    "🇬🇧🇫🇷": "🇬🇧 🇫🇷",
    "one\ntwo": f"one {BREAK} two",
    "a~b ^c^ |d| ¶ “e”": "a b c d e",
    "… — ()": "",
    "": "",
}


@pytest.mark.parametrize(("text", "folded"), TABLE.items())
def test_words(text: str, folded: str) -> None:
    assert words(text) == folded.split()


any_text = st.text(
    st.one_of(
        st.sampled_from("aZé1,.2% \n'’-東タ서ภา👍🏽\u200d\ufe0f🇬🇧£½ﬁʼ\u0301İßम्"),
        st.characters(exclude_categories=["Cs", "Cc"]),
    ),
    max_size=40,
)


@given(any_text)
def test_tokens_are_the_words_and_lie_in_order(text: str) -> None:
    found = list(tokens(text))
    assert [token.word for token in found] == words(text)
    end = 0
    for token in found:
        assert end <= token.start < token.end <= len(text)
        end = token.end


@given(any_text)
def test_a_token_alone_is_the_same_word(text: str) -> None:
    for token in tokens(text):
        assert words(text[token.start : token.end]) == [token.word]


@given(any_text)
def test_case_and_accents_do_not_matter(text: str) -> None:
    plain = "".join(c for c in text if c.isascii())
    assert words(plain.upper()) == words(plain)
    assert words(unicodedata.normalize("NFC", plain.replace("e", "e\u0301"))) == words(plain)


@given(any_text)
def test_a_word_never_holds_what_parts_words_in_the_index(text: str) -> None:
    for word in words(text):
        assert word
        assert all(c.isalnum() or c in ".%$" for c in word if c.isascii())

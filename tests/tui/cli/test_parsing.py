"""Files and flags are understood without the grammar, and just as the grammar has them."""

from hypothesis import given
from hypothesis import strategies as st

from tui.cli import grammar
from tui.cli.arguments import DEFAULT, FLAGS
from tui.cli.parsing import parse

WORDS = st.sampled_from([*FLAGS, "-", "day.jsonl", "a b.txt", "", "…"])


@given(st.lists(WORDS, max_size=6))
def test_files_and_flags_are_what_the_grammar_says(words: list[str]) -> None:
    whole = grammar.parsed(DEFAULT, words)
    whole.command = DEFAULT
    assert parse(words) == whole

"""Files and flags are understood without the grammar, and just as the grammar has them."""

from hypothesis import given
from hypothesis import strategies as st

from tui.cli import grammar
from tui.cli.arguments import DEFAULT, FLAGS
from tui.cli.parsing import parse

WORDS = st.sampled_from([*FLAGS, "-", "day.jsonl", "a b.txt", "", "…"])


def test_a_command_may_stand_behind_options() -> None:
    found = parse(["--zone", "UTC", "--no-cache", "search", "rain", "--json", "day.jsonl"])
    assert (found.command, found.query, found.files, found.cache) == ("search", "rain", ["day.jsonl"], False)


def test_what_stands_behind_two_dashes_is_no_option() -> None:
    found = parse(["search", "-n", "3", "--", "-rain", "--", "-day.jsonl"])
    assert (found.query, found.limit, found.files) == ("-rain", 3, ["--", "-day.jsonl"])


@given(st.lists(WORDS, max_size=6))
def test_files_and_flags_are_what_the_grammar_says(words: list[str]) -> None:
    whole = grammar.parsed(DEFAULT, words)
    whole.command = DEFAULT
    assert parse(words) == whole

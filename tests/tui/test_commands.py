"""The command line: what a line says, and how it may go on."""

import pytest

from tui.commands import COMMANDS, Line, Words, complete, parse, usage

WORDS = Words(moments=("Counting begins", "DECLARED: Yes 61.8%"), figures=("Moe reported",), themes=("night", "paper"))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("goto 11:45", Line("goto", "11:45")),
        (":goto 11:45", Line("goto", "11:45")),
        ("11:45", Line("", "11:45")),
        ("61.8%", Line("", "61.8%")),
        ("wipe the slate clean", Line("", "wipe the slate clean")),
        ("FIRST smith reported", Line("first", "smith reported")),
        ("first", Line("first", "")),
        ("q", Line("quit", "")),
        ("quit", Line("quit", "")),
        ("declaration", Line("declaration", "")),
        ("minute-on", Line("minute-on", "")),
        ("quit while ahead", Line("", "quit while ahead")),
        ("filter", Line("filter", "")),
        ("  ", Line("", "")),
        (":", Line("", "")),
    ],
)
def test_what_a_line_says(text: str, line: Line) -> None:
    assert parse(text) == line


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("", None),
        ("g", "goto"),
        ("fi", "first"),
        ("fil", "filter"),
        ("goto coun", "goto counting begins"),
        ("g count", "g counting begins"),
        ("Count", "Counting begins"),
        ("Counting b", "Counting begins"),
        ("theme p", "theme paper"),
        ("first m", "first moe reported"),
        ("theme ", None),
        ("speed 3", None),
        ("speed", None),
        ("speed-", "speed-of-life"),
        ("decl", "declaration"),
        ("zzz", None),
    ],
)
def test_how_it_may_go_on(text: str, whole: str | None) -> None:
    assert complete(text, WORDS) == whole


def test_help_on_every_command() -> None:
    for command in COMMANDS:
        assert command.help in usage(command.name)
    assert usage("declaration")
    assert usage("11:45") == ""

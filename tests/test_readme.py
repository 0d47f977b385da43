"""The README says what the program does."""

import re
from pathlib import Path

from tui.actions import markdown

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_keys_are_those_of_the_program() -> None:
    table = re.search(r"<!-- keys:.*?-->\n(.*?)\n<!-- end of keys -->", README, re.DOTALL)
    assert table is not None
    assert table[1] == markdown()


def test_every_picture_and_page_it_shows_is_there() -> None:
    linked = re.findall(r"\]\(([^)#]+)\)", README)
    assert len(linked) >= 5
    for target in linked:
        assert (ROOT / target).is_file(), target

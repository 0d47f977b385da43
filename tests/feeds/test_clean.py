import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds import clean

NASTY = (
    "@\x1b\x9b\x9d\x90\x07\x00\x7f\x85\x92[]m;\\? \t\n\r\v\u00a0\u200b\u200d"
    "\u202e\u2028\u0301\u20dd\ud800\U000e0041eE\u1100\u1161\u0958\u0323"
)
nasty = st.text(st.sampled_from(NASTY) | st.characters(), max_size=60)

CASES = {
    "plain": ("Rain all day", "Rain all day"),
    "spaces": ("  Rain \t  all\u00a0day ", "Rain all day"),
    "colours": ("\x1b[1;31mred\x1b[0m", "red"),
    "clear the screen": ("a\x1b[2Jb\x1bc", "ab"),
    "clipboard": ("a\x1b]52;c;cm0gLXJmCg==\x07b", "ab"),
    "link": ("\x1b]8;;https://example.org\x1b\\text\x1b]8;;\x1b\\", "text"),
    "device control": ("a\x1bPq#0\x1b\\b", "ab"),
    "escape split by an escape": ("\x1b\x1b[0m[31mred", "[31mred"),
    "windows-1252 read as latin-1": ("it\x92s \x93on\x94", "it’s “on”"),
    "bidi override": ("a\u202egnp.exe", "agnp.exe"),
    "tags": ("a\U000e0041\U000e0042b", "ab"),
    "zero width": ("a\u200bb\ufeffc", "abc"),
    "family": ("\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f468\u200d\U0001f469\u200d\U0001f467"),
    "tower": ("e" + "\u0301" * 50, "\u00e9" + "\u0301" * clean.MAX_MARKS),
    "a mark behind something invisible": ("e\u200b\u0301", "\u00e9"),
    "a mark on nothing": ("\r\u1dc0a \u0301b", "a b"),
    "lone surrogate": ("a\ud800b", "a\ufffdb"),
    "markup is just text": ("[b]x[/b] [@click=app.quit]y[/]", "[b]x[/b] [@click=app.quit]y[/]"),
}


@pytest.mark.parametrize(("dirty", "expected"), CASES.values(), ids=CASES)
def test_what_becomes_of_it(dirty: str, expected: str) -> None:
    assert clean.line(dirty) == expected


def test_a_block_keeps_its_lines() -> None:
    assert clean.block(" one \r\ntwo  \u2028 three\vfour\n") == "one\ntwo\nthree\nfour"
    assert clean.line("one\r\ntwo\u2028three") == "one two three"


@given(nasty)
def test_nothing_unsafe_is_left_and_cleaning_again_changes_nothing(text: str) -> None:
    for door in (clean.line, clean.block):
        safe = door(text)
        assert door(safe) == safe
        for char in safe.replace("\n", ""):
            assert char.isprintable() or char in "\u200c\u200d"
            assert unicodedata.category(char) not in ("Cc", "Cs", "Co", "Cn") or char.isprintable()
        safe.encode()
    assert "\n" not in clean.line(text)


@given(nasty)
def test_a_handle_has_no_at_and_is_stable(text: str) -> None:
    handle = clean.handle(text)
    assert clean.handle(handle) == handle
    assert handle is None or not handle.startswith("@")


def test_a_very_long_text_is_cut() -> None:
    assert len(clean.block("é" * 300_000)) == clean.MAX_CHARS


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://example.org/a?b=c#d", True),
        (" http://example.org ", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https://example.org/\x1b]8;;", False),
        ("https://examp\u200ble.org", False),
        ("https://example.org/a b", False),
        ("https://" + "a" * 3_000, False),
        (None, False),
    ],
)
def test_only_a_plain_web_address_is_a_link(address: str | None, kept: bool) -> None:
    assert (clean.url(address) is not None) == kept

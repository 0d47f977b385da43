"""The reader's own keys: what is right applies, what is wrong is said with its line."""

from pathlib import Path

import pytest

from tui.actions import ACTIONS
from tui.keymap import Keymap, load, read


def keys_of(keymap: Keymap, ident: str) -> tuple[str, ...]:
    (keys,) = (action.keys for action in keymap.actions if action.ident == ident and action.keys)
    return keys


@pytest.mark.parametrize(
    ("line", "ident", "keys", "shown"),
    [
        ('play = "p"', "play", ("p",), "p"),
        ('play = "P"', "play", ("P", "shift+p"), "P"),
        ('play = ["p", "ctrl+x"]', "play", ("p", "ctrl+x"), "p ctrl x"),
        ('minute-on = "l"', "minute-on", ("l",), "l"),
        ('next-hit = "f3"', "next-hit", ("f3",), "F3"),
        ('next-hit = "F3"', "next-hit", ("f3",), "F3"),
        ('search = "?"', "search", ("question_mark",), "?"),
        ('search = "question_mark"', "search", ("question_mark",), "?"),
        ('typed-speed = "X"', "typed-speed", ("X", "shift+x"), "30 X"),
        ('play = "ö"', "play", ("ö",), "ö"),
        ('play = "+"', "play", ("plus",), "+"),
        ('back = "alt+b"', "back", ("alt+b",), "alt b"),
    ],
)
def test_a_key_is_given_to_an_action(line: str, ident: str, keys: tuple[str, ...], shown: str) -> None:
    keymap = read(f"[keys]\n{line}\n")
    assert keymap.problems == ()
    assert keys_of(keymap, ident) == keys
    assert [action.shown for action in keymap.actions if action.ident == ident and action.keys] == [shown]
    assert keymap.changed[ident] == ",".join(keys)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('plya = "p"', "keys.toml:3: there is no action 'plya'"),
        ('play = "ctl+p"', "keys.toml:3: there is no key 'ctl+p'"),
        ('play = "spcae"', "keys.toml:3: there is no key 'spcae'"),
        ('play = ""', "keys.toml:3: there is no key ''"),
        ("play = 3", 'keys.toml:3: a key is a text, or a list of them, as in play = "p"'),
        ("play = []", 'keys.toml:3: a key is a text, or a list of them, as in play = "p"'),
        ('play = "escape"', "keys.toml:3: the key 'escape' cannot be given away"),
        ('play = "7"', "keys.toml:3: the key '7' cannot be given away"),
        ('play = "w"', "keys.toml:3: the key of 'play' is that of 'loop' already"),
    ],
)
def test_a_wrong_line_is_said_and_the_others_apply(line: str, problem: str) -> None:
    keymap = read(f'[keys]\nloop = "w"\n{line}\n')
    assert keymap.problems == (problem,)
    assert keys_of(keymap, "loop") == ("w",)
    assert keys_of(keymap, "play") == ("space",)


def test_what_is_no_toml_is_one_message() -> None:
    keymap = read("[keys]\nplay = \n")
    assert keymap.actions == ACTIONS
    assert len(keymap.problems) == 1
    assert "line 2" in keymap.problems[0]
    stray = read('play = "p"\nloop = "w"\n')
    assert stray.problems[0] == "keys.toml:1: play stands outside the table [keys]"
    assert len(stray.problems) == 2
    assert not stray.changed
    assert read("keys = 3").problems == ("keys.toml is not read: keys stand in a table [keys]",)


def test_who_loses_a_key_keeps_the_others() -> None:
    keymap = read('[keys]\nplay = "n"\nloop = "+"\n')
    assert keys_of(keymap, "faster") == ("greater_than_sign",)
    (lost,) = (action for action in keymap.actions if action.ident == "next-hit")
    assert lost.keys == ()


def test_keys_can_change_places() -> None:
    keymap = read('[keys]\nplay = "n"\nnext-hit = "space"\n')
    assert keys_of(keymap, "play") == ("n",)
    assert keys_of(keymap, "next-hit") == ("space",)


def test_without_a_file_the_keys_are_the_usual_ones(tmp_path: Path) -> None:
    assert load(tmp_path / "keys.toml") == Keymap()
    (tmp_path / "keys.toml").write_bytes(b"\xff\xfe[keys]")
    assert load(tmp_path / "keys.toml").problems == ("keys.toml cannot be read: it is no UTF-8 text",)
    assert load(tmp_path).problems == (f"{tmp_path.name} cannot be read: Is a directory",)

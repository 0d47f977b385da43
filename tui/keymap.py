"""The reader's own keys: `keys.toml` in the config folder, checked line by line; a wrong line costs itself alone."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from textual.keys import KEY_NAME_REPLACEMENTS, Keys, key_to_character

from feeds import clean
from tui.actions import ACTIONS, TYPED, Action

NAME = "keys.toml"
_OWN = ("escape", "enter", "tab", "shift+tab", "ctrl+c", "ctrl+q", *TYPED)
"""Keys that mean the same everywhere, or are needed to type with."""
_MODIFIERS = ("ctrl", "alt", "shift", "super", "meta", "hyper")
_NAMED = frozenset(key.value for key in Keys) | {"delete", "insert"}


class Keymap(NamedTuple):
    """The table of actions with the reader's own keys, what Textual needs to know of them, and what went wrong."""

    actions: Sequence[Action] = ACTIONS
    changed: Mapping[str, str] = MappingProxyType({})
    """If any key was changed: all ids in the table's order, and their keys, joined by commas."""
    problems: Sequence[str] = ()
    """One sentence each, with file and line."""


def actions_of(app: object) -> Sequence[Action]:
    """The table of actions with the reader's own keys, as `app` has it."""
    own: Sequence[Action] = getattr(app, "actions", ACTIONS)
    return own


def load(path: Path) -> Keymap:
    """The keys that the file at `path` asks for; the usual ones if there is no file, or as far as it makes no sense."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Keymap()
    except OSError as error:
        return Keymap(problems=(f"{path.name} cannot be read: {clean.line(error.strerror or str(error))}",))
    except UnicodeDecodeError:
        return Keymap(problems=(f"{path.name} cannot be read: it is no UTF-8 text",))
    return read(text, path.name)


def read(text: str, name: str = NAME) -> Keymap:
    """The keys that `text` asks for: a table `[keys]` of an action's id and its key, or a list of keys."""
    import tomllib  # few have such a file

    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Keymap(problems=(f"{name} is not read: {clean.line(str(error))}",))
    wanted: object = tables.pop("keys", {})
    if not isinstance(wanted, dict):
        return Keymap(problems=(f"{name} is not read: keys stand in a table [keys]",))
    ids = {action.ident for action in ACTIONS if action.keys}
    problems = [f"{name}{_line(text, stray)}: {clean.line(stray)} stands outside the table [keys]" for stray in tables]
    taken: dict[str, str] = {}
    chosen: dict[str, tuple[str, ...]] = {}
    for ident, value in wanted.items():
        try:
            if ident not in ids:
                raise ValueError(f"there is no action {ident!r}")
            keys = tuple(variant for key in _listed(value) for variant in _checked(key))
            for key in keys:
                if key in taken:
                    raise ValueError(f"the key of {ident!r} is that of {taken[key]!r} already")
        except ValueError as error:
            problems.append(f"{name}{_line(text, ident)}: {clean.line(str(error))}")
            continue
        chosen[ident] = keys
        taken.update((key, ident) for key in keys)
    actions = tuple(_with(action, chosen, taken) for action in ACTIONS)
    keys_of = {action.ident: ",".join(action.keys) for action in actions if action.keys}
    return Keymap(actions, keys_of if chosen else {}, tuple(problems))


def _with(action: Action, chosen: Mapping[str, tuple[str, ...]], taken: Mapping[str, str]) -> Action:
    """An action with the keys chosen for it, else with those of its own that no other action was given."""
    if not action.keys:
        return action
    if action.ident in chosen:
        return action.with_keys(chosen[action.ident])
    left = tuple(key for key in action.keys if key not in taken)
    return action if left == action.keys else action.with_keys(left)


def _listed(value: Any) -> list[str]:
    keys = [value] if isinstance(value, str) else value
    if not isinstance(keys, list) or not keys or not all(isinstance(key, str) for key in keys):
        raise ValueError('a key is a text, or a list of them, as in play = "p"')
    return keys


def _checked(key: str) -> tuple[str, ...]:
    """A key by Textual's names for it; a capital has two. Raises ValueError."""
    *modifiers, last = key.split("+") if key not in ("+", "") and not key.endswith("++") else [key]
    last = last if len(last) == 1 else last.lower()
    modifiers = [modifier.strip().lower() for modifier in modifiers]
    if any(modifier not in _MODIFIERS for modifier in modifiers) or not _known(last):
        raise ValueError(f"there is no key {key!r}")
    whole = "+".join((*modifiers, last))
    if whole in _OWN:
        raise ValueError(f"the key {key!r} cannot be given away")
    if not modifiers and len(last) == 1 and last.isupper():
        return last, f"shift+{last.lower()}"
    return (_name(last),) if not modifiers and len(last) == 1 else (whole,)


def _known(key: str) -> bool:
    return (len(key) == 1 and key.isprintable()) or key in _NAMED or key_to_character(key) is not None


def _name(character: str) -> str:
    """A sign by Textual's name for it; a letter is its own name."""
    if character.isalnum():
        return character
    name = unicodedata.name(character, character).lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)


def _line(text: str, ident: str) -> str:
    """Where `ident` is given a key: ":4"."""
    pattern = re.compile(rf"""\s*["']?{re.escape(ident)}["']?\s*=""")
    return next((f":{number}" for number, row in enumerate(text.splitlines(), 1) if pattern.match(row)), "")

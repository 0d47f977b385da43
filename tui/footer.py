"""The line of keys: what is offered in a situation, in which words, and what gives way where room is scarce."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tui.actions import ACTIONS, PANE, PROMPT, Action, footer_key


class Hint(NamedTuple):
    """An action by its name, the word that stands beside its key, and how soon it gives way: the highest first."""

    action: str
    words: str
    weight: int


class Offer(NamedTuple):
    """A hint with its key, as Textual names it (`key`) and as it is shown."""

    key: str
    shown: str
    words: str
    weight: int


class Situation(NamedTuple):
    """What the line of keys depends on.

    `listed`: there are posts on the timeline; `newest`: the cursor is on a post of the newest instant; `behind`: new
    posts do not take the cursor along; `aside`: a pane of the side has the keyboard; `held`: the mouse holds the
    scrubber; `hits`: the search or the filter finds something; `page`: a page lies over all of it. `line`: a line is
    being typed, which can be completed or not (`completes`); `left_open`: it is not typed at, as the mouse took the
    keyboard elsewhere.
    """

    playing: bool = False
    listed: bool = True
    newest: bool = True
    behind: bool = False
    aside: bool = False
    typed: bool = False
    held: bool = False
    searching: bool = False
    filtering: bool = False
    hits: bool = False
    line: bool = False
    completes: bool = False
    left_open: bool = False
    page: bool = False


_TYPED = (
    Hint("last", "Time", 0),
    Hint("percent", "Share", 0),
    Hint("times", "Speed", 0),
    Hint("backspace", "Rub out", 2),
    Hint("cancel", "Forget", 1),
)
_HITS = (Hint("next_hit", "Next hit", 2), Hint("previous_hit", "Before", 5))
_USUAL = tuple(Hint(action.name, action.footer, action.weight) for action in ACTIONS if action.footer)
_ALWAYS = tuple(hint for hint in _USUAL if hint.weight == 0)
_PROMPT = tuple(Hint(action.name, action.footer, action.weight) for action in PROMPT if action.footer)


def hints(now: Situation) -> tuple[Hint, ...]:
    """The line of keys from left to right; it names nothing that would do nothing."""
    if now.page:
        return ()
    if now.line:
        return tuple(hint for hint in _PROMPT if now.completes or hint.action != "complete")
    if now.held:
        return (Hint("cancel", "Let go", 1), *_ALWAYS)
    if now.typed:
        return (*_TYPED, *_ALWAYS)
    found: list[Hint] = []
    if now.aside:
        found.append(Hint("take", "Go there", 1))
    elif now.hits:
        found += _HITS
    if now.left_open:
        found.append(Hint("cancel", "Forget", 1))
    elif now.searching or now.filtering:
        found.append(Hint("cancel", "Clear" if now.searching else "All posts", 1))
    elif now.aside:
        found.append(Hint("cancel", "Back", 1))
    if now.behind and not now.aside:
        found.append(Hint("last", "Newest", 4))
    for hint in _USUAL:
        if hint.action == "play" and now.playing:
            found.append(hint._replace(words="Pause"))
        elif hint.action == "choose" and (now.aside or not now.listed):
            continue
        elif hint.action == "choose" and not now.newest:
            found.append(hint._replace(words="Go there"))
        else:
            found.append(hint)
    return tuple(found)


def keys_of(actions: Sequence[Action]) -> Mapping[str, str]:
    """The first key of each action that has one, by the action's name; `actions` are those of the screen."""
    return {action.name: action.keys[0] for action in (*PANE, *PROMPT, *actions) if action.keys}


def offers(hints: Iterable[Hint], keys: Mapping[str, str]) -> tuple[Offer, ...]:
    """`hints` with their keys; what has lost its key to another action is not offered."""
    return tuple(
        Offer(keys[hint.action], footer_key(keys[hint.action]), hint.words, hint.weight)
        for hint in hints
        if hint.action in keys
    )

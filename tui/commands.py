"""The command line behind `:`: its grammar and its completion; what a line does is the screen's business."""

from collections.abc import Sequence
from typing import NamedTuple

from tui.actions import ACTIONS


class Command(NamedTuple):
    """A word behind the colon: `arguments` and `help` as help lists them, `takes` names what completes its argument."""

    name: str
    arguments: str
    help: str
    takes: str = ""
    needs: bool = True
    """Whether it makes no sense without an argument."""


COMMANDS = (
    Command("goto", "MOMENT", "the clock goes there; any moment alone does the same", "moments"),
    Command("first", "WHO [STATUS]", "somebody's first figure, as in :first smith declared", "figures"),
    Command("speed", "N", "day seconds in a second"),
    Command("gap", "SPAN|off", "the longest wait between two posts"),
    Command("steady", "SPAN|off", "the same wait for every post"),
    Command("fit", "SPAN", "the whole day in so much time"),
    Command("search", "QUERY", "what / does", needs=False),
    Command("filter", "[QUERY]", "what & does; without a query: every post again", needs=False),
    Command("mark", "[NOTE]", "mark this post", needs=False),
    Command("export", "FILE", "what has happened so far, as .jsonl, .jsonld, .md or .html"),
    Command("stop", "", "read words, or look for figures, no further", needs=False),
    Command("theme", "NAME", "this theme", "themes"),
)
"""The commands with arguments; every action of the table is a command as well, by its id."""

ALIASES = {"q": "quit", "w": "mark", "g": "goto", "h": "help", "exit": "quit"}


class Line(NamedTuple):
    """What a line says: a command's name, or "" for a moment alone, and what stands behind it."""

    command: str
    argument: str


_IDS = tuple(action.ident for action in ACTIONS if action.keys)


class Words(NamedTuple):
    """What completes arguments, by what commands take; only what may be known goes in."""

    moments: Sequence[str] = ()
    figures: Sequence[str] = ()
    themes: Sequence[str] = ()
    ids: Sequence[str] = _IDS

    def of(self, takes: str) -> Sequence[str]:
        """The words of one kind."""
        return {"moments": self.moments, "figures": self.figures, "themes": self.themes}.get(takes, ())


def parse(text: str) -> Line:
    """What `text` says, with or without its colon; anything that is no command is a moment."""
    stripped = text.strip().removeprefix(":").strip()
    word, _, rest = stripped.partition(" ")
    name = ALIASES.get(word.lower(), word.lower())
    if command(name) is not None:
        return Line(name, rest.strip())
    if not rest and any(name == action.ident for action in ACTIONS if action.keys):
        return Line(name, "")
    return Line("", stripped)


def command(name: str) -> Command | None:
    """The command of that name."""
    return next((command for command in COMMANDS if command.name == name), None)


def complete(text: str, words: Words) -> str | None:
    """The line that `text` most plausibly begins, None if nothing begins so.

    Commands come before actions, and both before moments; of several the first in the table's order.
    """
    if not text.strip():
        return None
    word, space, rest = text.partition(" ")
    if not space and command(word.lower()) is not None:
        return None  # it is whole: "speed" is not on its way to "speed-of-life"
    if not space:
        names = (*(command.name for command in COMMANDS), *words.ids, *words.moments)
        return _continued("", text, names)
    known = command(ALIASES.get(word.lower(), word.lower()))
    if known is None:
        return _continued("", text, words.moments)
    return _continued(f"{word} ", rest, words.of(known.takes)) if rest else None


def _continued(before: str, typed: str, choices: Sequence[str]) -> str | None:
    """`before` and the first of `choices` that goes on from what is typed, which stays as it was typed."""
    wanted = typed.casefold()
    for choice in choices:
        if len(choice) > len(typed) and choice[: len(typed)].casefold() == wanted:
            return before + typed + choice[len(typed) :]
    return None


def usage(text: str) -> str:
    """One line of help on what is being typed."""
    word = text.strip().partition(" ")[0].lower()
    known = command(ALIASES.get(word, word))
    if known is not None:
        return f"{known.name} {known.arguments}: {known.help}"
    return next((action.help for action in ACTIONS if action.keys and action.ident == word), "")

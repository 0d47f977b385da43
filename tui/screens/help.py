"""The help screen: the keys of where the reader is, drawn from the table of actions."""

from collections.abc import Sequence
from typing import NamedTuple

from textual import on
from textual.content import Content

from tui.actions import ACTIONS, GROUPS, HELP, MOUSE, PANE, PRESENT, PROMPT, STAGE, Action, page_bindings, table
from tui.commands import COMMANDS
from tui.render.cells import width_of, wrap
from tui.render.glyphs import KIND_WORDS, UNICODE, Glyphs, said
from tui.render.lines import Line
from tui.screens.page import PageScreen
from tui.widgets.sheet import Sheet

Section = tuple[str, Sequence[tuple[str, str]]]
"""A title, and keys or words with what they do."""

_LEAST, _USUAL = 12, 18
"""Cells of the column of keys, at least; a section with longer keys has a wider one of its own."""


def sections(page: Sequence[Action], actions: Sequence[Action] = ACTIONS) -> list[Section]:
    """The keys of a page over the replay, and those of the reader's own `actions` that hold there too."""
    return [(page[0].group, [*table(page), *table([action for action in actions if action.ident == "mouse"])])]


def replay_sections(
    actions: Sequence[Action] = ACTIONS, *, aside: bool = False, glyphs: Glyphs = UNICODE
) -> list[Section]:
    """Everything that the replay and its mouse can do, with the reader's own keys in `actions`, and what `glyphs` mean.

    `aside`: a pane at the side has the keyboard; its keys come first.
    """
    groups: list[Section] = [(group, table(actions, group)) for group in GROUPS]
    first: list[Section] = [(PANE[0].group, table(PANE))] if aside else []
    return [*first, *groups, commands_section(), (STAGE, table(PRESENT)), ("Mouse", MOUSE), _signs(glyphs)]


def commands_section() -> Section:
    """The commands behind the colon."""
    rows = [(f":{command.name} {command.arguments}", command.help) for command in COMMANDS]
    return "The command line", [*rows, (":ACTION", "any action of this page by its name, as in :declaration")]


def _signs(glyphs: Glyphs) -> Section:
    """What the signs of the panes mean."""
    kinds = [(sign, KIND_WORDS[kind].lower() or kind) for kind, sign in glyphs.kinds.items()]
    moments = glyphs.moments
    return "Signs", [
        ("~11:37", "nobody stated this time: the post's page says why it stands there"),
        (f"{glyphs.gap} 25 min", "for so long nothing was posted"),
        (" ".join(sign for sign, _ in kinds), ", ".join(word for _, word in kinds)),
        (glyphs.key, "a key moment"),
        (
            f"{moments['forecast']} {moments['reported']} {moments['declared']}",
            "a figure: forecast, reported, declared",
        ),
        (f"{moments['cue']} {moments['mark']}", "a cue of the sheet, a mark of yours"),
        (glyphs.arrived, "has just come"),
        (f"{glyphs.hit} {glyphs.both}", "a hit of the search; at a key moment"),
        (glyphs.beside, "the neighbour of a hit, in a filter"),
    ]


_MOMENTS: Section = (
    "What a moment may be",
    [
        ("11:45", "a time of day; also 11.45am, noon"),
        ("+10m -1h", "from where the clock is"),
        ("61.8%", "where that figure was declared, or reported; any other share: that much of the day"),
        ("first NAME", "the first figure of somebody; also first NAME reported, turnout, declaration"),
        ("@handle", "the first post of an account"),
        ("any words", "the post that fits them best"),
        ("start end", "the first post, the last"),
    ],
)
_QUERIES: Section = (
    "What searches and filters understand",
    [
        ("word", "posts with the word, in any case, with or without accents"),
        ('"a phrase"', "these words in a row"),
        ("-word", "posts without it"),
        ("begin*", "words that begin so"),
        ("from:@handle", "by somebody; from:name works as well"),
        ("kind:tweet", "of a kind: post, tweet, announcement, summary, article, comment"),
        ("after:11:40", "later than that; before:12:00"),
        ("key:yes", "key events only"),
    ],
)


def prompt_sections(sign: str) -> list[Section]:
    """What keys do, and what may be written, while a line is typed behind `sign`."""
    proposed = [action for action in PROMPT if action.name != "complete" or sign == ":"]
    keys: Section = ("The line", table(proposed))
    if sign in "/&":
        return [keys, _QUERIES]
    return [keys, commands_section(), _MOMENTS, _QUERIES] if sign == ":" else [keys]


class HelpScreen(PageScreen):
    """A page over what it explains."""

    BINDINGS = [*page_bindings(HELP)]

    def __init__(self, shown: Sequence[Section] | None = None, actions: Sequence[Action] = ()) -> None:
        """Of `shown`, or of the whole replay; a click on the line of one of `actions` does it on the screen below."""
        super().__init__()
        self._shown = replay_sections() if shown is None else shown
        self._does = {action.help: action.name for action in actions if not action.needs_typing}

    def on_mount(self) -> None:
        """Whoever has but a mouse learns what it does here."""
        if self._does:
            self.query_one(Sheet).hint = "click a line to do it · esc closes"

    def heading(self) -> Content:
        """What the page is."""
        return Content("Keys")

    def lay_out(self, width: int, glyphs: Glyphs) -> Sequence[Line]:
        """Each section as a table of two columns, the second beginning in the same cell in most."""
        shown = [
            (
                said(title, glyphs),
                [_Row(said(keys, glyphs), said(text, glyphs), self._does.get(text, "")) for keys, text in rows],
            )
            for title, rows in self._shown
        ]
        least = max((each for _, rows in shown if (each := _column(rows)) <= _USUAL), default=_LEAST)
        lines: list[Line] = []
        for title, rows in shown:
            if lines:
                lines.append(Line(Content()))
            lines += [Line(Content.styled(title, "bold $accent")), *_table(rows, width, least)]
        return lines

    @on(Sheet.Chosen)
    def _chosen(self, event: Sheet.Chosen) -> None:
        below = self.app.screen_stack[-2]
        self.dismiss()
        below.call_later(below.run_action, event.key)


class _Row(NamedTuple):
    """Keys and what they do; `does` is the action that a click does, "" for none."""

    keys: str
    text: str
    does: str


def _column(rows: Sequence[_Row]) -> int:
    """How wide a column is in which all keys have room."""
    return max(_LEAST, *(width_of(row.keys) + 2 for row in rows))


def _table(rows: Sequence[_Row], width: int, least: int) -> list[Line]:
    """Keys and what they do, side by side; one under the other where the keys are long or the page is narrow."""
    column = max(_column(rows), least)
    if column > width // 2:
        column = least if width >= 3 * least else 2
    lines: list[Line] = []
    for keys, text, does in rows:
        beside = width_of(keys) + 2 <= column
        for place, (start, end) in enumerate(wrap(text, max(width - column, 8))):
            if place == 0 and not beside:
                cuts = wrap(keys, width)
                lines += [Line(Content.styled(keys[first:last], "bold"), key=does) for first, last in cuts]
            left = keys if place == 0 and beside else ""
            cell = (left + " " * (column - width_of(left)), "bold")
            lines.append(Line(Content.assemble(cell, text[start:end]), key=does))
    return lines

"""The help screen: the keys of where the reader is, drawn from the table of actions."""

from collections.abc import Sequence

from textual.binding import Binding
from textual.content import Content

from tui.actions import ACTIONS, GROUPS, MOUSE, PRESENT, PROMPT, STAGE, Action, table
from tui.commands import COMMANDS
from tui.render.cells import width_of, wrap
from tui.render.glyphs import Glyphs, said
from tui.render.lines import Line
from tui.screens.page import PageScreen

Section = tuple[str, Sequence[tuple[str, str]]]
"""A title, and keys or words with what they do."""


def sections(title: str, actions: Sequence[Action]) -> list[Section]:
    """The keys of a page."""
    return [(title, table(actions))]


def replay_sections(actions: Sequence[Action] = ACTIONS) -> list[Section]:
    """Everything that the replay and its mouse can do, with the reader's own keys in `actions`."""
    groups: list[Section] = [(group, table(actions, group)) for group in GROUPS]
    return [*groups, commands_section(), (STAGE, table(PRESENT)), ("Mouse", MOUSE)]


def commands_section() -> Section:
    """The commands behind the colon."""
    rows = [(f":{command.name} {command.arguments}", command.help) for command in COMMANDS]
    return "The command line", [*rows, (":ACTION", "any action of this page by its name, as in :declaration")]


def prompt_sections() -> list[Section]:
    """What keys do, and what may be written, while a line is typed."""
    return [
        ("The line", table(PROMPT)),
        (
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
        ),
        commands_section(),
    ]


class HelpScreen(PageScreen):
    """A page over what it explains."""

    BINDINGS = [
        Binding("escape,q,question_mark,f1,enter", "dismiss", "Close", show=False, priority=True),
        Binding("j,down", "scroll(1)", "Down", show=False, priority=True),
        Binding("k,up", "scroll(-1)", "Up", show=False, priority=True),
        Binding("pagedown,space", "page(1)", "Page", show=False, priority=True),
        Binding("pageup", "page(-1)", "Page back", show=False, priority=True),
        Binding("g,home", "end(-1)", "First", show=False, priority=True),
        Binding("G,shift+g,end", "end(1)", "Last", show=False, priority=True),
    ]

    def __init__(self, shown: Sequence[Section] | None = None) -> None:
        """Of `shown`, or of the whole replay."""
        super().__init__()
        self._shown = replay_sections() if shown is None else shown

    def heading(self) -> Content:
        """What the page is."""
        return Content("Keys")

    def lay_out(self, width: int, glyphs: Glyphs) -> Sequence[Line]:
        """Each section as a table of two columns; what a key does is wrapped in its own."""
        lines: list[Line] = []
        for title, rows in self._shown:
            if lines:
                lines.append(Line(Content()))
            lines += [Line(Content.styled(said(title, glyphs), "bold $accent")), *_table(rows, width, glyphs)]
        return lines


def _table(rows: Sequence[tuple[str, str]], width: int, glyphs: Glyphs) -> list[Line]:
    """Keys and what they do, side by side; one under the other where the keys are long or the page is narrow."""
    shown = [(said(keys, glyphs), said(text, glyphs)) for keys, text in rows]
    column = max(12, *(width_of(keys) + 2 for keys, _ in shown))
    if column > width // 2:
        column = 12 if width >= 50 else 2
    lines: list[Line] = []
    for keys, text in shown:
        beside = width_of(keys) + 2 <= column
        for place, (start, end) in enumerate(wrap(text, max(width - column, 8))):
            if place == 0 and not beside:
                lines += [Line(Content.styled(keys[first:last], "bold")) for first, last in wrap(keys, width)]
            left = keys if place == 0 and beside else ""
            lines.append(Line(Content.assemble((left + " " * (column - width_of(left)), "bold"), text[start:end])))
    return lines

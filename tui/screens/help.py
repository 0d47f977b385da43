"""The help screen: the keys of where the reader is, drawn from the table of actions."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.actions import ACTIONS, GROUPS, MOUSE, PRESENT, PROMPT, STAGE, Action, table
from tui.commands import COMMANDS

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


class HelpScreen(ModalScreen[None]):
    """A page over what it explains; the clock stands still below it."""

    CSS_PATH = "help.tcss"
    BINDINGS = [
        Binding("escape,q,question_mark,f1,enter", "dismiss", "Close"),
        Binding("j,down", "scroll(1)", "Down", show=False),
        Binding("k,up", "scroll(-1)", "Up", show=False),
        Binding("pagedown,space", "page(1)", "Page", show=False),
        Binding("pageup", "page(-1)", "Page back", show=False),
    ]

    def __init__(self, shown: Sequence[Section] | None = None) -> None:
        """Of `shown`, or of the whole replay."""
        super().__init__()
        self._shown = replay_sections() if shown is None else shown

    def compose(self) -> ComposeResult:
        """The parts, top to bottom."""
        with VerticalScroll() as page:
            page.border_title = "Keys"
            page.border_subtitle = "esc closes"
            for title, rows in self._shown:
                yield Static(_table(title, rows), classes="group")

    def action_scroll(self, rows: int) -> None:
        """Scroll the page."""
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll by pages."""
        page = self.query_one(VerticalScroll)
        page.scroll_relative(y=pages * max(1, page.size.height - 2), animate=False)


def _table(title: str, rows: Sequence[tuple[str, str]]) -> Content:
    width = max(12, *(len(keys) + 2 for keys, _ in rows))
    lines = [Content.styled(title, "bold $accent")]
    lines += [Content.assemble((f"{keys:<{width}}", "bold"), text) for keys, text in rows]
    return Content("\n").join(lines)

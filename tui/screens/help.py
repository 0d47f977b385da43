"""The help screen: every key, drawn from the table of actions."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.actions import ACTIONS, GROUPS, MOUSE, PRESENT, STAGE


class HelpScreen(ModalScreen[None]):
    """A page over the replay; the clock stands still below it."""

    CSS_PATH = "help.tcss"
    BINDINGS = [
        Binding("escape,q,question_mark,f1,enter", "dismiss", "Close"),
        Binding("j,down", "scroll(1)", "Down", show=False),
        Binding("k,up", "scroll(-1)", "Up", show=False),
    ]

    def compose(self) -> ComposeResult:
        """The parts, top to bottom."""
        with VerticalScroll() as page:
            page.border_title = "Keys"
            page.border_subtitle = "esc closes"
            for group in GROUPS:
                rows = [(action.shown, action.help) for action in ACTIONS if action.group == group]
                yield Static(_table(group, rows), classes="group")
            yield Static(_table(STAGE, [(action.shown, action.help) for action in PRESENT]), classes="group")
            yield Static(_table("Mouse", MOUSE), classes="group")

    def action_scroll(self, rows: int) -> None:
        """Scroll the page."""
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)


def _table(title: str, rows: "list[tuple[str, str]] | tuple[tuple[str, str], ...]") -> Content:
    width = 31 if title == "Mouse" else 11
    lines = [Content.styled(title, "bold $accent")]
    lines += [Content.assemble((f"{keys:<{width}}", "bold"), text) for keys, text in rows]
    return Content("\n").join(lines)

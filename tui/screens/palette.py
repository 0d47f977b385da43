"""The palette's looks: a line to type in and what it finds, in the program's colours and signs."""

from contextlib import suppress

from textual.command import CommandPalette, SearchIcon
from textual.widgets import OptionList

from tui.palette import Choices
from tui.render.glyphs import ASCII
from tui.widgets.signs import plain_scrollbar, put_on, signs_of


class PaletteScreen(CommandPalette):
    """Moments, figures, actions and themes, to be found by typing."""

    CSS_PATH = "palette.tcss"

    def __init__(self) -> None:
        super().__init__([Choices], placeholder="moments, figures, actions, themes")

    def _action_command_list(self, action: str) -> None:
        """A key for the list; a page of one that is not laid out yet leads nowhere, and Textual stumbles over it."""
        with suppress(KeyError):
            super()._action_command_list(action)

    def on_mount(self) -> None:
        """In the app's signs."""
        put_on(self)
        self.query_one(SearchIcon).icon = signs_of(self).play
        if signs_of(self) is ASCII:
            plain_scrollbar(self.query_one(OptionList))

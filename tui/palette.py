"""The palette: moments that have happened, the figures of the board, actions and themes, found by a few letters."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from feeds.figures import OVERALL
from tui.render.figures import number

if TYPE_CHECKING:
    from tui.screens.replay import ReplayScreen


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: what it says, as plain text, and what it does."""

    text: str
    do: Callable[[], object]


class Choices(Provider):
    """Offers its choices in their order, and by fuzzy match what is typed; text of the day is never read as markup."""

    def choices(self) -> Iterator[Choice]:
        """All that may be chosen now."""
        raise NotImplementedError

    @property
    def replay(self) -> "ReplayScreen":
        """The screen under the palette."""
        return cast("ReplayScreen", self.screen)

    async def discover(self) -> Hits:
        """Everything, before a letter is typed."""
        for choice in self.choices():
            yield DiscoveryHit(Content(choice.text), choice.do, text=choice.text)

    async def search(self, query: str) -> Hits:
        """What fits the letters of `query`, these letters marked."""
        matcher = self.matcher(query)
        for choice in self.choices():
            score, offsets = matcher.fuzzy_search.match(query, choice.text)
            if score > 0:
                shown = Content(choice.text)
                for offset in offsets:
                    shown = shown.stylize(matcher.match_style, offset, offset + 1)
                yield Hit(score, shown, choice.do, text=choice.text)


class MomentChoices(Choices):
    """Key events, first figures and marks, as far as they have happened."""

    def choices(self) -> Iterator[Choice]:
        """The moments pane's lines."""
        screen = self.replay
        for moment in screen.tick().moments:
            text = f"{moment.at.astimezone(screen.zone):%H:%M}  {moment.label}"
            yield Choice(text, partial(screen.go_to_post, moment.rank))


class FigureChoices(Choices):
    """The figures as known at the playhead; choosing one goes to the post that says it."""

    def choices(self) -> Iterator[Choice]:
        """The board's entries."""
        screen = self.replay
        for contest in screen.tick().board.contests:
            for entry in contest.entries:
                reading = entry.current.reading
                group = "" if entry.group == OVERALL else entry.group
                words = (entry.who, entry.measure, group, number(reading.value, reading.unit), reading.status)
                text = " ".join(str(word) for word in words if word)
                yield Choice(text, partial(screen.go_to_post, entry.current.rank))


class ActionChoices(Choices):
    """Every action of the table, with its key."""

    def choices(self) -> Iterator[Choice]:
        """The table's rows."""
        screen = self.replay
        for action in screen.actions:
            if action.ident not in ("palette", "cancel", "command") and action.shown and not action.needs_typing:
                yield Choice(f"{action.help}  ({action.shown})", partial(screen.run_action, action.name))


class ThemeChoices(Choices):
    """The themes."""

    def choices(self) -> Iterator[Choice]:
        """The program's own."""
        screen = self.replay
        for name in screen.theme_names():
            yield Choice(f"theme {name}", partial(screen.set_theme, name))


PROVIDERS = (MomentChoices, FigureChoices, ActionChoices, ThemeChoices)
"""In the order in which the palette lists them."""

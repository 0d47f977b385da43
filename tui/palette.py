"""The palette: moments that have happened, the figures of the board, actions and themes, found by a few letters."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from feeds.figures import OVERALL
from tui.render.figures import number
from tui.render.glyphs import said
from tui.widgets.signs import signs_of

if TYPE_CHECKING:
    from tui.screens.replay import ReplayScreen


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: what it says, as plain text, and what it does."""

    text: str
    do: Callable[[], object]


class Choices(Provider):
    """Offers everything in its order, and by fuzzy match what is typed; text of the day is never read as markup."""

    def choices(self) -> Iterator[Choice]:
        """All that may be chosen now: of the day only what has happened."""
        screen = cast("ReplayScreen", self.screen)
        return chain(_moments(screen), _figures(screen), _actions(screen), _themes(screen))

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


def _moments(screen: "ReplayScreen") -> Iterator[Choice]:
    """Key events, first figures, marks and cues, the latest first."""
    for moment in reversed(screen.tick().moments):
        text = f"{'' if moment.exact else '~'}{moment.at.astimezone(screen.zone):%H:%M}  {moment.label}"
        yield Choice(text, partial(screen.go_to, moment))


def _figures(screen: "ReplayScreen") -> Iterator[Choice]:
    """The figures as known at the playhead; choosing one goes to the post that says it."""
    for contest in screen.tick().board.contests:
        for entry in contest.entries:
            reading = entry.current.reading
            group = "" if entry.group == OVERALL else entry.group
            words = (entry.who, entry.measure, group, number(reading.value, reading.unit), reading.status)
            yield Choice(" ".join(word for word in words if word), partial(screen.go_to_post, entry.current.rank))


def _actions(screen: "ReplayScreen") -> Iterator[Choice]:
    """Every action of the table, with its key."""
    for action in screen.actions:
        if action.ident not in ("palette", "cancel", "command") and action.shown and not action.needs_typing:
            text = said(f"{action.help}  ({action.shown})", signs_of(screen))
            yield Choice(text, partial(screen.run_action, action.name))


def _themes(screen: "ReplayScreen") -> Iterator[Choice]:
    """The program's own."""
    for name in screen.theme_names():
        yield Choice(f"theme {name}", partial(screen.set_theme, name))

"""The palette: moments that have happened, the figures of the board, actions and themes, found by a few letters."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from textual.content import Content
from textual.fuzzy import FuzzySearch

from feeds.figures import OVERALL
from tui.render.figures import number
from tui.render.glyphs import said
from tui.render.times import short_date, time_of
from tui.widgets.signs import signs_of

if TYPE_CHECKING:
    from tui.handlers.handling import Handling

_FIRST, _NEAR = 20, 300
"""So many moments are offered before a letter is typed, and so many then: the latest, as a long day has too many."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: what it says, as plain text, and what it does."""

    text: str
    do: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Found:
    """A choice, and the letters of it that are those which were typed."""

    choice: Choice
    letters: Sequence[int] = ()

    @property
    def shown(self) -> Content:
        """What it says, these letters marked; text of the day is never read as markup."""
        shown = Content(self.choice.text)
        for place in self.letters:
            shown = shown.stylize("bold $accent", place, place + 1)
        return shown


class Choices:
    """Offers everything in its order, and by fuzzy match what is typed."""

    def __init__(self, screen: "Handling") -> None:
        self._screen = screen
        self._all: Sequence[Choice] = ()
        self._fuzzy = FuzzySearch()

    def choices(self, moments: int = _NEAR) -> Iterator[Choice]:
        """All that may be chosen now: of the day only what has happened, and no more than so many of its moments."""
        screen = self._screen
        return chain(_moments(screen, moments), _figures(screen), _actions(screen), _themes(screen))

    def find(self, typed: str) -> Sequence[Found]:
        """What fits the letters that are `typed`, the best first; before that, everything in its order."""
        if not typed.strip():
            return [Found(choice) for choice in self.choices(_FIRST)]
        self._all = self._all or tuple(self.choices())
        scored = ((*self._fuzzy.match(typed, choice.text), choice) for choice in self._all)
        fitting = sorted((each for each in scored if each[0] > 0), key=lambda each: -each[0])
        return [Found(choice, letters) for _, letters, choice in fitting]


def _moments(screen: "Handling", most: int) -> Iterator[Choice]:
    """Key events, first figures, marks and cues, the latest first."""
    view = screen.tick()
    today = view.playhead.astimezone(screen.zone).date()
    for moment in reversed(view.moments[-most:]):
        day = moment.at.astimezone(screen.zone).date()
        label = f"Cue: {moment.label}" if moment.kind == "cue" else moment.label
        date = "" if day == today else f"{short_date(day)}  "
        text = f"{date}{time_of(moment, screen.zone)}  {label}"
        yield Choice(text, partial(screen.go_to, moment))


def _figures(screen: "Handling") -> Iterator[Choice]:
    """The figures as known at the playhead; choosing one goes to the post that says it."""
    for contest in screen.tick().board.contests:
        for entry in contest.entries:
            reading = entry.current.reading
            group = "" if entry.group == OVERALL else entry.group
            words = (entry.who, entry.measure, group, number(reading.value, reading.unit), reading.status)
            yield Choice(" ".join(word for word in words if word), partial(screen.go_to_post, entry.current.rank))


def _actions(screen: "Handling") -> Iterator[Choice]:
    """Every action of the table, with its key."""
    for action in screen.actions:
        if action.ident not in ("palette", "cancel", "command") and action.shown and not action.needs_typing:
            text = said(f"{action.help}  ({action.shown})", signs_of(screen))
            yield Choice(text, partial(screen.run_action, action.name))


def _themes(screen: "Handling") -> Iterator[Choice]:
    """The program's own."""
    for name in screen.theme_names():
        yield Choice(f"theme {name}", partial(screen.set_theme, name))

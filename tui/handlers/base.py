"""What every handler of the replay screen stands on: the session, and how to draw, to speak and to go somewhere."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any

from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.timer import Timer

from feeds.archive import Archive
from tui.actions import ACTIONS, Action
from tui.history import Place
from tui.session import Search, Session, View
from tui.sight import Sight
from tui.widgets.prompt import Asking, Prompt
from tui.widgets.timeline import Timeline

SPOKEN = 4.0
"""Real seconds that a word of the program stays in the transport line, at the least."""
READ = 14
"""Characters of it that a second is enough for."""


# A handler is a part of a screen and none by itself: of each screen that there is, Textual gathers styles and keys.
if TYPE_CHECKING:
    _PartOfScreen = Screen[None]
else:
    _PartOfScreen = MessagePump


class Replaying(_PartOfScreen):
    """What has a session. Only it and the handlers built on it change the session; `tick` draws the outcome."""

    def __init__(self, session: Session, actions: Sequence[Action] = ACTIONS) -> None:
        super().__init__()
        self.session = session
        self.actions = actions
        """The table of actions with the reader's own keys."""
        self.archive: Archive = session.archive
        self.zone: tzinfo = session.archive.header.zone
        self.sight = Sight(session.archive)
        self.files: Sequence[str] = ()
        """The files that the user gave, in which the sources of posts are looked up."""
        self._left = 0, True
        """The cursor's rank when posts were last listed, and whether new ones were followed."""
        self._timeline: Timeline | None = None
        self.prompt = Prompt(id="prompt")
        """The line where things are typed; it is made part of the screen when it is first opened."""
        self.live = False
        """Whether more may come to the day."""
        self.typed = ""
        """Digits that wait for `G`, `%` or `x`."""
        self.mouse = True
        """Whether the terminal tells of the mouse."""
        self.message = ""
        """What the program says in the transport line."""
        self._silence: Timer | None = None

    def tick(self) -> View:
        """Sample the clock, draw what changed; what is seen now."""
        raise NotImplementedError

    def acting(self) -> AbstractContextManager[None]:
        """Have all that `tick` draws meanwhile in one frame."""
        raise NotImplementedError

    @property
    def timeline(self) -> Timeline:
        """The pane with the posts; it counts places among the listed posts, see `sight`."""
        if self._timeline is None:
            self._timeline = self.query_one(Timeline)
        return self._timeline

    def prepare_prompt(self) -> None:
        """Have the prompt ready to be opened."""
        raise NotImplementedError

    # Speaking ------------------------------------------------------------------------------------------------

    def say(self, text: str) -> None:
        """Tell the reader `text` in the transport line, for some seconds."""
        self.message = text
        if self._silence is not None:
            self._silence.stop()
        self._silence = self.set_timer(max(SPOKEN, len(text) / READ), self.hush)
        self._speak()

    def hush(self) -> None:
        """Say nothing any more."""
        self.message = ""
        self._speak()

    def _speak(self) -> None:
        """Draw what is said, also where a page lies over it."""
        self.tick()
        if (look_below := getattr(self.app.screen, "look_below", None)) is not None:
            self.call_later(look_below)

    def words_to(self) -> str:
        """Up to when words have been read, for a search that is not through."""
        known = self.archive.searchable
        if not known:
            return "no words read yet"
        at = self.archive.time_of(known - 1)
        today = self.session.replay.position().astimezone(self.zone).date()
        date = "" if at.date() == today else f"{at.day} {at:%b} "
        return f"words read to {date}{at:%H:%M}"

    def figures_lacking(self) -> str:
        """A sentence more where a figure may only not be known yet."""
        lacking = self.archive.preliminary or self.archive.unfinished
        return " Not all figures are known yet." if lacking else ""

    # Going somewhere -----------------------------------------------------------------------------------------

    @property
    def cursor(self) -> int:
        """The rank of the post the reader is on; while a filter lists none, of the one where it found the reader."""
        return self.sight.rank(self.timeline.cursor) if self.timeline.count else self._left[0]

    def put_cursor(self, rank: int, *, hit: bool = False) -> None:
        """The cursor to the post at `rank`, or to the last listed one before it; the clock stays.

        With `hit`, what a search found in it comes into view.
        """
        self.timeline.goto(self.sight.place(rank), hit=hit)
        self.tick()

    def here(self) -> Place:
        """Where the reader is."""
        return Place(self.session.replay.position(), self.cursor)

    def seek(self, at: datetime) -> None:
        """Take the clock to `at`; the timeline shows what is newest there."""
        self.message = ""  # what was said was about another moment
        self.session.replay.seek(at)
        self.show_newest()
        self.tick()

    def show_newest(self) -> None:
        """The timeline to the newest post that has happened, whether or not later ones are listed."""
        view = self.tick()
        if view.visible == view.revealed:
            self.timeline.show_latest()
        else:
            self.timeline.goto(self.sight.place(max(view.revealed - 1, 0)))

    def go(self, at: datetime) -> None:
        """Jump: take the clock to `at`, and remember where it was."""
        self.session.jumps.leave(self.here())
        self.seek(at)

    def go_to_post(self, rank: int) -> None:
        """Jump to the post at `rank`: the clock to its time, and the cursor to it; a filter that hides it gives way."""
        self.go(self.archive.time_of(rank))
        if not self.sight.lists(rank):
            self.session.filter = Search()
            self.show_newest()
            self.say("The filter hid this post, and is lifted.")
        if self.cursor != rank:
            self.put_cursor(rank)

    def read_on(self) -> None:
        """The keyboard back to the timeline."""
        self.timeline.focus()

    def ask(self, asking: Asking, text: str = "") -> None:
        """Open the prompt; digits that wait for their key are forgotten."""
        self.typed = ""
        self.prepare_prompt()
        self.prompt.open(asking, text)

    # Pages ---------------------------------------------------------------------------------------------------

    def open_page(self, page: Screen[Any], closed: Callable[[Any], None] | None = None) -> None:
        """Open a page over the replay; the clock stands still until it closes."""
        self.typed = ""
        replay = self.session.replay
        resume = replay.playing
        replay.pause()

        def close(result: Any) -> None:
            if resume:
                replay.play()
            if closed is not None:
                closed(result)
            self.tick()

        self.app.push_screen(page, close)
        self.tick()

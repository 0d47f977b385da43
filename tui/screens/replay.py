"""The replay screen: lays out the panes, draws what is seen in them, and decides who gets a key."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.css.query import NoMatches
from textual.message import Message
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from tui.actions import bindings
from tui.footer import hints, keys_of, offers
from tui.handlers.handling import Handling
from tui.keymap import Keymap
from tui.opening import Opening
from tui.screens import rim
from tui.screens.appearing import classify
from tui.session import Search, View
from tui.widgets.backdrop import Backdrop, Column, Row
from tui.widgets.keys import Keys
from tui.widgets.moments import Moments
from tui.widgets.result import Figures, Result
from tui.widgets.scrubber import Scrubber, Seen
from tui.widgets.signs import put_on
from tui.widgets.timeline import Timeline
from tui.widgets.transport import Transport

if TYPE_CHECKING:
    from feeds.cues import CueSheet
    from tui.readying import Readying

FRAMES = 15
"""Samples of the clock a second: enough for a minute a second to look smooth, cheap enough for a projector's laptop."""
LEAST = (40, 12)
"""The smallest terminal, columns and rows, in which a replay can be read."""
LOOP_REST = 4.0
"""Real seconds that a looping replay holds its last post."""

_READING = ("move", "page", "half_page", "first", "choose")
"""Actions whose keys a pane of the side uses itself while it has the keyboard."""
_WHILE_TYPING = ("line_help", "palette")
"""Actions that are left alone while a line is typed, as their keys are no text there."""


class ReplayScreen(Handling, Screen[None], Backdrop):
    """The day as of the playhead, in panes. Values go down to the panes, their messages come up here.

    What keys do is in `tui.handlers`, a module a concern.
    """

    class Present(Message):
        """Onto the stage."""

    # Whoever gets or loses the keyboard is drawn anew, and not the whole screen with it.
    focused = Reactive[Widget | None](None, repaint=False)

    BINDINGS = [*bindings()]
    AUTO_FOCUS = "Timeline"
    HORIZONTAL_BREAKPOINTS = [(0, "-thin"), (LEAST[0], "-narrow"), (76, "-medium"), (110, "-wide"), (160, "-vast")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (LEAST[1], "-short"), (22, "-usual"), (34, "-tall")]

    def __init__(
        self,
        opening: Opening,
        *,
        playing: bool,
        keymap: Keymap | None = None,
        files: Sequence[str] = (),
        sheet: "CueSheet | None" = None,
    ) -> None:
        """Begin with `opening`, the clock running if `playing`; `keymap` has the reader's own keys.

        `files` are those that the user gave, `sheet` is the cue sheet in use.
        """
        self.keymap = keymap or Keymap()
        super().__init__(opening.session, self.keymap.actions)
        self.files, self.sheet = files, sheet
        self._keys = keys_of(self.actions)
        self._opening = opening
        self._play_at_start = playing
        self._shown: View | None = None
        """What the timeline shows."""
        self._drawn: View | None = None
        """What the other panes show."""
        self._begun = False
        self._readying: Readying | None = None
        self._panes_due = False
        self._acting = 0
        self._was_playing = False
        self._marked: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        """The parts, top to bottom."""
        classify(self)
        yield Static(id="title")
        with Row(id="panes"):
            yield Timeline(id="timeline")
            with Column(id="side"):
                yield Result(id="result")
                yield Moments(id="moments")
        yield Figures(id="headline")
        yield Scrubber(id="scrubber")
        yield Transport(id="transport")
        yield Keys(id="keys")

    def on_mount(self) -> None:
        """Give the panes their archive and what is to be seen of it, so that the first picture is whole."""
        put_on(self)
        self.begin_searching()
        self.query_one("#headline", Figures).zone = self.zone
        self.timeline.show(self.sight, self.sight.rank)
        self.query_one(Scrubber).show(self.archive)
        if self._play_at_start:
            self.session.replay.play()
        self._begin()
        self._settle()
        self.call_after_refresh(self._go_on)

    def _go_on(self) -> None:
        """After the first picture: time passes."""
        from tui.readying import Readying

        self._begun = True
        self._readying = Readying(self)
        self.set_interval(1 / FRAMES, self._pulse)
        self.read_cues()

    def update_node_styles(self, animate: bool = True) -> None:
        """Find the styles of everything anew; not before the first picture, when they have just been found."""
        if self._begun:
            super().update_node_styles(animate)

    def on_unmount(self) -> None:
        """Nobody looks for anything any more."""
        self.end_searching()

    def _begin(self) -> None:
        """As it was left, and with what there is to be told."""
        opening, problems = self._opening, self.keymap.problems
        self.timeline.order = opening.order
        view = self.tick()
        if opening.cursor is not None and opening.cursor < view.visible:
            self.put_cursor(opening.cursor)
        if problems:
            self.say(problems[0] + (f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""))
        elif opening.said:
            self.say(opening.said)

    def set_focus(self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False) -> None:
        """Give a pane the keyboard. A click beside all of them does not take it away from a line that is typed at."""
        if widget is not None or not self._begun or not self.prompt.is_open:
            super().set_focus(widget, scroll_visible, from_app_focus)

    def on_descendant_focus(self) -> None:
        """Another pane has the keyboard: other keys apply."""
        if self._begun:
            self.tick()

    # What is drawn -------------------------------------------------------------------------------------------

    def tick(self) -> View:
        """Sample the clock and draw what changed; what is seen now.

        The timeline follows at once, the other panes when what is going on is over: see `acting`.
        """
        view = self.session.view()
        playing = self.session.replay.playing
        if self._was_playing and self.session.replay.waits:
            self._was_playing = False
            self._end()
        self._was_playing = playing
        try:
            self._draw_timeline(self._shown, view)
        except NoMatches:  # the screen is being taken down
            return view
        self._shown = view
        if not self._panes_due:
            self._panes_due = True
            if not self._acting:
                self.call_next(self._settle)
        return view

    def touched(self) -> None:
        """A key was pressed: what was said about the one before is no news any more."""
        self.message = ""
        if self._readying is not None:
            self._readying.touched()

    def _pulse(self) -> None:
        """Time passes."""
        if self._was_playing or self.session.replay.playing:
            with self.acting():
                self.tick()

    def _end(self) -> None:
        """The last post is reached: hold there, or begin again after a rest."""
        if self.session.loop:
            self.set_timer(LOOP_REST, self.again)
        elif self.live:
            self.say("That was the newest post. The day goes on when more come.")
        else:
            self.say("That was the last post. The day holds here.")

    def again(self) -> None:
        """From the end to the beginning, if it is still to loop."""
        first = self.archive.first_time
        if self.session.loop and self.session.replay.ended and first is not None:
            self.seek(first)
            self.session.replay.play()
            self.tick()

    @contextmanager
    def acting(self) -> Iterator[None]:
        """Draw all that is done meanwhile at its end: every pane but the timeline once, and everything in one frame.

        Textual draws what has changed as soon as the screen is idle; here it does not become so before.
        """
        self._acting += 1
        try:
            yield
        finally:
            self._acting -= 1
            if not self._acting:
                self._settle()

    def _settle(self) -> None:
        """Hand what is seen down to the panes; each is a function of it and of the reader's settings."""
        if not self._panes_due or self._shown is None:
            return
        self._panes_due = False
        try:
            self._draw(self._drawn, self._shown)
            self._drawn = self._shown
        except NoMatches:  # the screen is being taken down
            return

    def _draw(self, before: View | None, view: View) -> None:
        playhead = view.playhead.astimezone(self.zone)
        if before is None or before.board is not view.board or before.fresh != view.fresh:
            self.query_one(Result).show(view.board, self.zone, view.fresh)
            headline = self.query_one("#headline", Figures)
            headline.board, headline.newest = view.board, view.fresh
        if before is None or before.playhead != view.playhead or before.moments is not view.moments:
            self.query_one(Moments).show(view.moments, view.playhead, self.zone)
        if before is None or before.playhead.astimezone(self.zone).date() != playhead.date():
            self._draw_title(playhead)
        marked = tuple(mark.rank for mark in self.session.marks if mark.rank < view.visible)
        self.query_one(Scrubber).seen = Seen(view.playhead, view.visible, marked, self.session.shield)
        self.query_one(Transport).status = rim.status(self, view, playhead)
        situation = rim.situation(self, view, behind=not self._abreast(view))
        self.query_one(Keys).offers = offers(hints(situation), self._keys)

    def _draw_timeline(self, before: View | None, view: View) -> None:
        """The listed posts, and the marks of what is searched; a filter's hits are marked while nothing is searched."""
        timeline, sight = self.timeline, self.sight
        abreast = before is None or self._abreast(before)
        if before is None or before.listed is not view.listed:
            if timeline.count:
                self._left = self.cursor, timeline.following
            rank, following = self._left
            if sight.narrow(view.listed):
                order = timeline.order
                timeline.show(sight, sight.rank)
                timeline.order = order
                self._reveal(view)
                if not following:
                    timeline.goto(sight.place(rank))
        self._reveal(view)
        if not timeline.count:
            self._left = min(self._left[0], max(view.visible - 1, 0)), self._left[1]
        moved = before is None or (before.revealed, before.visible) != (view.revealed, view.visible)
        if abreast and moved and (timeline.unveiled or not timeline.following):
            timeline.goto(sight.place(max(view.revealed - 1, 0)))
        found = self.session.filter
        search = self.session.search if self.session.search.query is not None else found
        marked = (search, found, view.listed)
        if self._marked != marked:
            self._marked = marked
            timeline.set_query(search.query, search.hits, None if found.query is None else found.hits)
            self.query_one(Scrubber).hits = search.hits

    def _reveal(self, view: View) -> None:
        """What is listed of the posts that may be seen."""
        happened = None if self.session.shield else self.sight.count(view.revealed)
        self.timeline.reveal(self.sight.count(view.visible), happened)

    def _abreast(self, view: View) -> bool:
        """Whether new posts take the timeline along, be it that later ones are listed already."""
        if view.visible == view.revealed:
            return self.timeline.following
        newest = self.sight.place(max(view.revealed - 1, 0))
        return self.timeline.cursor == newest and self.timeline.settled

    def _draw_title(self, playhead: datetime) -> None:
        title = rim.title(self, playhead.date(), self.app.size.width - 2)
        self.query_one("#title", Static).update(title, layout=False)

    def prepare_prompt(self) -> None:
        """Have the prompt ready to be opened: at the first picture nobody needs it."""
        if not self.prompt.is_attached:
            self.query_one("#panes").mount(self.prompt)
            self.prompt.prepare()

    def on_resize(self) -> None:
        """A word where there is too little room; the title is laid out by hand."""
        width, height = self.app.size
        if (width < LEAST[0] or height < LEAST[1]) and not self.query("#small"):
            from tui.widgets.toosmall import TooSmall  # hardly anybody needs it

            self.mount(TooSmall(LEAST, id="small"))
        if self._drawn is not None:
            self._draw_title(self._drawn.playhead.astimezone(self.zone))

    def forget_drawn(self, first: int) -> bool:
        """Draw anew what may have changed; see `Arriving`."""
        self._marked = ()
        listed = self._shown is not None and first < self._shown.visible
        if listed:
            self._shown, self._drawn = None, None
        self.read_cues()
        return listed

    # Who gets a key ------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys are text while the prompt is open; a pane with the keyboard keeps its own arrows and Enter."""
        if not self.is_mounted:
            return True
        if self.prompt.takes_keys:
            return action in _WHILE_TYPING or (action == "cancel" and self.focused is None)
        if isinstance(self.focused, Moments | Result):
            return action not in _READING and (action != "last" or bool(self.typed))
        return True

    def action_command(self) -> None:
        """Open the command line; within a typed time, its colon."""
        if self.typed:
            self.action_typed(":")
            return
        from tui.handlers.commanding import CommandLine  # see tui.handlers.viewing

        CommandLine(self).open()

    def action_palette(self) -> None:
        """Moments, figures, actions and themes, to be found by typing."""
        from tui.palette import Choice, Choices
        from tui.screens.palette import PaletteScreen

        def chosen(choice: Choice | None) -> None:
            if choice is not None:
                self.call_later(choice.do)

        self.open_page(PaletteScreen(Choices(self)), chosen)

    def action_cancel(self) -> None:
        """Escape: let go of the scrubber, close what is open, then forget what is typed, the search, the filter."""
        session = self.session
        if self.query_one(Scrubber).cancel():
            pass
        elif self.prompt.is_open:
            self.prompt.leave()
        elif self.typed:
            self.typed = ""
        elif session.search.text:
            self.set_search(Search())
        elif session.filter.text:
            self.set_filter(Search())
        elif self.progress(self.tick().visible):
            self.say_how_to_call_off()
        self.timeline.focus()
        self.tick()

    def action_present(self) -> None:
        """Onto the stage."""
        self.post_message(self.Present())

"""The replay screen: lays out the panes, samples the clock, and turns keys and messages into changes of the session."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.css.query import NoMatches
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Footer, Static

from feeds.moments import NotFound, declaration, resolve
from tui.actions import bindings
from tui.screens.help import HelpScreen
from tui.screens.post import PostScreen
from tui.session import Search, Session, View
from tui.widgets.moments import Moments
from tui.widgets.prompt import Prompt
from tui.widgets.result import Figures, Result
from tui.widgets.scrubber import Scrubber
from tui.widgets.timeline import Timeline
from tui.widgets.transport import Status, Transport

FRAMES = 15
"""Samples of the clock a second: enough for a minute a second to look smooth, cheap enough for a projector's laptop."""


_READING = ("move", "page", "half_page", "first", "choose")
"""Actions whose keys a pane of the side uses itself while it has the keyboard."""


class ReplayScreen(Screen[None]):
    """The day as of the playhead, in panes. Values go down to the panes, their messages come up here."""

    @dataclass
    class Present(Message):
        """Onto the stage with this session."""

        session: Session

    CSS_PATH = "replay.tcss"
    BINDINGS = [*bindings()]
    AUTO_FOCUS = "Timeline"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (76, "-medium"), (110, "-wide"), (160, "-vast")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (22, "-usual"), (34, "-tall")]

    def __init__(self, session: Session, *, playing: bool) -> None:
        super().__init__()
        self.session = session
        self.archive = session.archive
        self.zone = session.archive.header.zone
        self.typed = ""
        self.message = ""
        self._silence: Timer | None = None
        self._play_at_start = playing
        self._drawn: View | None = None
        self._resume = False
        self._cursor_before_search = 0

    def compose(self) -> ComposeResult:
        """The parts, top to bottom."""
        yield Static(id="title")
        with Horizontal(id="panes"):
            yield Timeline(id="timeline")
            with Vertical(id="side"):
                yield Result(id="result")
                yield Moments(id="moments")
        yield Figures(id="headline")
        yield Scrubber(id="scrubber")
        yield Transport(id="transport")
        yield Prompt(id="prompt")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Give the panes their archive and start the clock."""
        self.query_one(Prompt).close()
        self.query_one("#headline", Figures).zone = self.zone
        self.query_one(Timeline).show(self.archive)
        self.query_one(Scrubber).show(self.archive)
        if self._play_at_start:
            self.session.replay.play()
        self.set_interval(1 / FRAMES, self.tick)
        self.call_after_refresh(self.tick)

    # What is drawn -------------------------------------------------------------------------------------------

    def tick(self) -> None:
        """Sample the clock and draw what changed."""
        was_playing = self.session.replay.playing
        view = self.session.view()
        if was_playing and self.session.replay.ended:
            self.say("That was the last post. The day holds here.")
        self.draw(view)

    def draw(self, view: View) -> None:
        """Hand `view` down to the panes; every pane is a function of it and of the reader's settings."""
        try:
            self._draw(view)
        except NoMatches:  # the screen is being taken down
            return

    def _draw(self, view: View) -> None:
        before, self._drawn = self._drawn, view
        playhead = view.playhead.astimezone(self.zone)
        if before is None or before.visible != view.visible:
            self.query_one(Timeline).reveal(view.visible)
        if before is None or before.board is not view.board:
            newest = self.archive.time_of(view.revealed - 1) if view.revealed else None
            self.query_one(Result).show(view.board, self.zone, newest)
            headline = self.query_one("#headline", Figures)
            headline.board, headline.newest = view.board, newest
        if before is None or before.playhead != view.playhead or before.moments is not view.moments:
            self.query_one(Moments).show(view.moments, view.playhead, self.zone)
        if before is None or before.playhead.astimezone(self.zone).date() != playhead.date():
            self._draw_title(playhead)
        scrubber = self.query_one(Scrubber)
        scrubber.shielded = self.session.shield
        scrubber.revealed = view.visible
        scrubber.playhead = view.playhead
        self._draw_search()
        replay = self.session.replay
        self.query_one(Transport).status = Status(
            playhead=playhead,
            playing=replay.playing,
            speed=replay.speed,
            gap=replay.gap,
            revealed=view.revealed,
            shield=self.session.shield,
            typed=self.typed,
            search=self._search_note(),
            message=self.message,
        )

    def _draw_title(self, playhead: datetime) -> None:
        date = f"{playhead:%a} {playhead.day} {playhead:%b %Y}"
        title = Content.styled(self.archive.header.title, "bold").truncate(max(8, self.size.width - 22), ellipsis=True)
        space = max(1, self.size.width - 2 - title.cell_length - len(date))
        self.query_one("#title", Static).update(Content.assemble(title, " " * space, date))

    def on_resize(self) -> None:
        """The title is laid out by hand."""
        if self._drawn is not None:
            self._draw_title(self._drawn.playhead.astimezone(self.zone))

    def _draw_search(self) -> None:
        search = self.session.search
        timeline, scrubber = self.query_one(Timeline), self.query_one(Scrubber)
        if scrubber.hits is not search.hits:
            timeline.set_query(search.query, search.hits)
            scrubber.hits = search.hits

    def _search_note(self) -> str:
        search = self.session.search
        if search.error:
            return search.error
        if search.query is None:
            return ""
        if not search.hits:
            return "no hit so far" if self.session.shield else "no hit"
        cursor = self.query_one(Timeline).cursor
        place = bisect_right(search.hits, cursor)
        return f"{search.text.strip()}  {place}/{len(search.hits)}"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys are text while the prompt is open; a pane with the keyboard keeps its own arrows and Enter."""
        if not self.is_mounted:
            return True
        if self.query_one(Prompt).is_open:
            return False
        if isinstance(self.focused, Moments | Result):
            return action not in _READING and (action != "last" or bool(self.typed))
        return True

    def say(self, text: str) -> None:
        """Tell the reader `text` in the transport line, for some seconds."""
        self.message = text
        if self._silence is not None:
            self._silence.stop()
        self._silence = self.set_timer(4, self._hush)
        self.tick()

    def _hush(self) -> None:
        self.message = ""
        self.tick()

    # The clock -----------------------------------------------------------------------------------------------

    def go(self, at: datetime) -> None:
        """Take the clock to `at`; the timeline shows what is newest there."""
        self.session.replay.seek(at)
        self.tick()
        self.query_one(Timeline).show_latest()

    def go_to_post(self, rank: int) -> None:
        """Take the clock to the post at `rank`, and the cursor with it."""
        self.go(self.archive.time_of(rank))
        if not self.session.shield:
            self.query_one(Timeline).goto(rank)

    def action_play(self) -> None:
        """Play or pause."""
        self.session.replay.toggle()
        if not self.session.replay.playing and self.session.replay.ended:
            self.say("The day is over: g and Enter, or [ and ,, take you back.")
        self.tick()

    def action_next_post(self) -> None:
        """On to the next post; within a typed number, its point."""
        if self.typed:
            self.action_typed(".")
        else:
            self._step(+1)

    def action_previous_post(self) -> None:
        """Back to the post before."""
        self._step(-1)

    def _step(self, direction: int) -> None:
        self.session.replay.step(direction)
        self.tick()
        self.query_one(Timeline).show_latest()

    def action_seek(self, minutes: int) -> None:
        """Move the clock by minutes, within the day."""
        first, last = self.archive.first_time, self.archive.last_time
        at = self.session.replay.position() + timedelta(minutes=minutes)
        if first is not None and last is not None:
            at = min(max(at, first), max(last, self.session.replay.position()))
        self.go(at)

    def action_double(self) -> None:
        """Twice as fast."""
        self._speed(self.session.replay.speed * 2)

    def action_halve(self) -> None:
        """Half as fast."""
        self._speed(self.session.replay.speed / 2)

    def action_faster(self) -> None:
        """Next faster speed of the ladder."""
        self.session.replay.faster()
        self.tick()

    def action_slower(self) -> None:
        """Next slower speed of the ladder."""
        self.session.replay.slower()
        self.tick()

    def _speed(self, speed: float) -> None:
        self.session.replay.set_speed(min(max(speed, 0.1), 1024.0))
        self.tick()

    # Jumping -------------------------------------------------------------------------------------------------

    def action_declaration(self) -> None:
        """To the moment the result was declared."""
        moment = declaration(self.archive)
        if moment is None:
            self.say("Nobody declares a result in this day.")
        else:
            self.go_to_post(moment.rank)

    def action_next_moment(self) -> None:
        """To the next key moment."""
        self._jump_among(self.session.moment_ranks(), +1, "No key moment after this one.")

    def action_previous_moment(self) -> None:
        """To the key moment before."""
        self._jump_among(self.session.moment_ranks(), -1, "No key moment before this one.")

    def action_next_change(self) -> None:
        """To the next change of a figure."""
        self._jump_among(self.session.figure_ranks(), +1, "No figure changes after this.")

    def action_previous_change(self) -> None:
        """To the change of a figure before."""
        self._jump_among(self.session.figure_ranks(), -1, "No figure changed before this.")

    def _jump_among(self, ranks: Sequence[int], direction: int, nothing: str) -> None:
        here = self.session.replay.position()
        if direction > 0:
            place = bisect_right(ranks, here, key=self.archive.time_of)
        else:
            place = bisect_left(ranks, here, key=self.archive.time_of) - 1
        if 0 <= place < len(ranks):
            self.go_to_post(ranks[place])
        else:
            self.say(nothing)

    def action_typed(self, char: str) -> None:
        """Collect what is typed before G, % or x."""
        if char != ":" or self.typed:
            self.typed = (self.typed + char)[:12]
            self.tick()

    def action_backspace(self) -> None:
        """Rub out a typed character, else the speed of life."""
        if self.typed:
            self.typed = self.typed[:-1]
            self.tick()
        else:
            self._speed(1)

    def _take_typed(self) -> str:
        typed, self.typed = self.typed, ""
        return typed

    def action_percent(self) -> None:
        """To a typed share: where that figure was declared, or that much of the day."""
        if self.typed:
            self._go_to_moment(f"{self._take_typed()}%")

    def action_times(self) -> None:
        """At a typed speed."""
        if typed := self._take_typed():
            try:
                self._speed(float(typed))
            except ValueError:
                self.say(f"{typed} is no speed.")

    def _go_to_moment(self, phrase: str) -> None:
        try:
            found = resolve(phrase, self.archive, now=self.session.replay.position())
        except NotFound as error:
            self.say(str(error))
        else:
            self.go(found.at)
            if found.why:
                self.say(found.why)
        self.tick()

    # Reading -------------------------------------------------------------------------------------------------

    def action_move(self, posts: int) -> None:
        """Move the cursor."""
        self.query_one(Timeline).move(posts)

    def action_page(self, pages: int) -> None:
        """Move by pages."""
        self.query_one(Timeline).page(pages)

    def action_half_page(self, halves: int) -> None:
        """Move by half pages."""
        self.query_one(Timeline).half_page(halves)

    def action_first(self) -> None:
        """To the first post."""
        self.query_one(Timeline).first()

    def action_last(self) -> None:
        """To a typed time, else to the newest post."""
        if self.typed:
            self._go_to_moment(self._take_typed())
        else:
            self.query_one(Timeline).last()

    def action_order(self) -> None:
        """Oldest or newest first."""
        timeline = self.query_one(Timeline)
        timeline.order = "newest" if timeline.order == "oldest" else "oldest"

    def action_choose(self) -> None:
        """Enter on the timeline."""
        self._choose(self.query_one(Timeline).cursor)

    @on(Timeline.Chosen)
    def _post_chosen(self, event: Timeline.Chosen) -> None:
        self._choose(event.rank)

    def _choose(self, rank: int) -> None:
        view = self._drawn
        if view is None or not view.visible:
            return
        if view.revealed and self.archive.time_of(rank) == self.archive.time_of(view.revealed - 1):
            self._open(PostScreen(self.archive.post(rank), self._embedded(rank), self.zone))
        else:
            self.go_to_post(rank)

    def _embedded(self, rank: int) -> tuple:  # type: ignore[type-arg]
        return tuple(self.archive.post(child) for child in self.archive.children(rank))

    @on(Figures.Chosen)
    def _figure_chosen(self, event: Figures.Chosen) -> None:
        self.go_to_post(event.rank)

    @on(Moments.Chosen)
    def _moment_chosen(self, event: Moments.Chosen) -> None:
        self.go_to_post(event.moment.rank)

    @on(Scrubber.Seek)
    def _scrubbed(self, event: Scrubber.Seek) -> None:
        self.go(event.at)

    # Searching -----------------------------------------------------------------------------------------------

    def action_search(self) -> None:
        """Open the prompt."""
        self._cursor_before_search = self.query_one(Timeline).cursor
        self.query_one(Prompt).open(self.session.search.text)

    @on(Prompt.Changed)
    def _search_changed(self, event: Prompt.Changed) -> None:
        self._set_search(self.session.find(event.text, typing=True))
        hits = self.session.search.hits
        if hits:
            place = bisect_left(hits, self._cursor_before_search)
            self.query_one(Timeline).goto(hits[min(place, len(hits) - 1)])
        self.query_one(Prompt).note(self._search_note())

    @on(Prompt.Submitted)
    def _search_submitted(self, event: Prompt.Submitted) -> None:
        self._set_search(self.session.find(event.text))
        self._close_prompt()

    @on(Prompt.Left)
    def _search_left(self) -> None:
        self._set_search(Search())
        self.query_one(Timeline).goto(self._cursor_before_search)
        self._close_prompt()

    def _close_prompt(self) -> None:
        self.query_one(Prompt).close()
        self.query_one(Timeline).focus()

    def _set_search(self, search: Search) -> None:
        self.session.search = search
        self.tick()

    def action_next_hit(self) -> None:
        """To the next hit."""
        self._go_to_hit(+1)

    def action_previous_hit(self) -> None:
        """To the hit before."""
        self._go_to_hit(-1)

    def _go_to_hit(self, direction: int) -> None:
        hits = self.session.search.hits
        if not hits:
            self.say("No hits: / searches what has happened so far.")
            return
        timeline = self.query_one(Timeline)
        place = bisect_right(hits, timeline.cursor) if direction > 0 else bisect_left(hits, timeline.cursor) - 1
        if not 0 <= place < len(hits):
            self.say("That was the last hit." if direction > 0 else "That was the first hit.")
            return
        timeline.goto(hits[place])
        self.tick()

    def action_cancel(self) -> None:
        """Escape: forget what is typed, then the search."""
        if self.typed:
            self.typed = ""
            self.tick()
        else:
            self._set_search(Search())
        self.query_one(Timeline).focus()

    # The screen ----------------------------------------------------------------------------------------------

    def action_shield(self) -> None:
        """Lift or lower the spoiler shield."""
        self.session.shield = not self.session.shield
        if self.session.search.query is not None:
            self.session.search = self.session.find(self.session.search.text)
        self.tick()

    def action_zoom(self, steps: int) -> None:
        """Zoom the scrubber."""
        scrubber = self.query_one(Scrubber)
        if steps > 0:
            scrubber.zoom_in()
        else:
            scrubber.zoom_out()

    def action_theme(self) -> None:
        """The next theme."""
        self.app.theme = "paper" if self.app.theme == "night" else "night"

    def action_present(self) -> None:
        """Onto the stage."""
        self.post_message(self.Present(self.session))

    def action_help(self) -> None:
        """Every key on one page."""
        self._open(HelpScreen())

    def _open(self, screen: HelpScreen | PostScreen) -> None:
        """Open a page; the clock stands still until it closes."""
        resume = self.session.replay.playing
        self.session.replay.pause()

        def closed(_: None) -> None:
            if resume:
                self.session.replay.play()
            self.tick()

        self.app.push_screen(screen, closed)

    async def action_quit(self) -> None:
        """Leave."""
        self.app.exit(return_code=0)

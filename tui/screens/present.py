"""Present mode: a script on a stage, driven by a presenter's remote; nothing on it tells what is still to come."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from textual import events
from textual.app import ComposeResult

from feeds.archive import Archive
from feeds.cues import Placed, Script
from feeds.figures import board
from feeds.model import Post
from feeds.run import Run
from tui.actions import PRESENT
from tui.render.bigfigure import Figure, figure_of
from tui.render.stage import Scene, button_at, page_of, pages
from tui.screens.appearing import Appearing
from tui.widgets.stage import Stage

FRAMES = 15
"""Samples of the clock a second."""
NOTE = 2.5
"""Real seconds that a note stays."""

_HELP = "q leaves · PgDn on · PgUp back · . black"
_BUTTONS = {"back": "previous", "on": "next", "black": "blank", "leave": "leave"}
"""What can be clicked while the mouse moves: its word, and what it does."""
_ANSWERS = ("leave", "stay")

_KEYS = {key: action.name for action in PRESENT for key in action.keys}


@dataclass(slots=True)
class Talk:
    """How long a speaker has, and when (by the app's clock) the talk `began`, if it has; it outlives the stage."""

    length: timedelta
    began: float | None = None

    def begin(self, now: float) -> None:
        """Count from `now`, unless it is being counted already."""
        if self.began is None:
            self.began = now

    def times(self, now: float) -> tuple[int, int]:
        """Whole seconds used and left; less than none left if the time is over."""
        used = 0 if self.began is None else int(now - self.began)
        return used, int(self.length.total_seconds()) - used


class PresentScreen(Appearing[datetime]):
    """Plays `script` from cue to cue; its result is where the playhead stood when the speaker left.

    Every key comes in through `on_key` and goes no further: no key of a remote means here what it means elsewhere.
    """

    CSS_PATH = "present.tcss"
    AUTO_FOCUS = ""

    def __init__(
        self,
        archive: Archive,
        script: Script,
        now: Callable[[], float],
        *,
        speed: float = 60.0,
        gap: timedelta | None = timedelta(seconds=5),
        at: datetime | None = None,
        talk: Talk | None = None,
        ascii_only: bool = False,
        greeting: bool = False,
    ) -> None:
        """`at` is where to begin if it lies within the script, `talk` the timer to show.

        With `greeting` it says how to go on and how to leave, until the first key. Raises ValueError for a script
        without cues.
        """
        super().__init__()
        self.archive = archive
        self.zone = archive.header.zone
        self.run = Run(script, archive, now, speed=speed, gap=gap, at=at)
        self._now = now
        self._talk = talk
        self._ascii_only = ascii_only
        self._asking = False
        self._blank = False
        self._lit = -1  # the cue whose `blank` the speaker has lifted
        self._resume = False
        self._captions = True
        self._has_palette = True
        """Whether the app has one, elsewhere than here."""
        self._pointed = float("-inf")
        self._note = (_HELP, float("inf")) if greeting else ("", 0.0)
        if script.problems:
            lines = "a line" if len(script.problems) == 1 else f"{len(script.problems)} lines"
            self._note = (f"{lines} of the sheet left out: `asithappened check` says why", now() + 4 * NOTE)
        self._page = 0
        self._opened = (-1, -1)
        """The cue and the post for which the page was chosen."""
        self._shown: tuple[int, Post | None, tuple[Post, ...], Figure | None] = (-1, None, (), None)

    def parts(self) -> ComposeResult:
        """The stage and nothing else."""
        yield Stage(self.zone, ascii_only=self._ascii_only)

    def on_mount(self) -> None:
        """Start sampling the clock. The palette is no part of a stage: it knows what is still to come."""
        self._has_palette = self.app.use_command_palette
        self.app.use_command_palette = False
        self.set_interval(1 / FRAMES, self.tick)

    def appear(self) -> None:
        """On the page where the cue's words stand, as it has a size now."""
        self.tick()
        super().appear()

    def on_unmount(self) -> None:
        """Leave the app as it was."""
        self.app.use_command_palette = self._has_palette

    # What is seen --------------------------------------------------------------------------------------------

    def tick(self) -> None:
        """Sample the clock and show what it says."""
        if self.is_mounted:
            self.query_one(Stage).scene = self.scene()

    def scene(self) -> Scene:
        """All that the audience sees now."""
        position = self.run.position()
        placed = self.run.script.cues[self.run.cue]
        here = self.run.waiting
        blank = self._blank or (here and placed.cue.blank and self._lit != self.run.cue)
        post, tweets, figure = self._post(position)
        note, buttons = self._note[0] if self._now() < self._note[1] else "", self._buttons()
        if buttons and note == _HELP:
            note = ""  # the buttons say as much, and need its room
        scene = Scene(
            playhead=position.astimezone(self.zone).replace(second=0, microsecond=0),
            state="holding" if here else "playing" if self.run.playing else "paused",
            speed=self.run.speed,
            post=post,
            tweets=tweets,
            figure=figure if here and placed.cue.big else None,
            caption=placed.cue.words if self._captions else "",
            note="Leave? y / n" if self._asking else note,
            buttons=buttons,
            blank=blank and not self._asking,
        )
        self._open(placed, scene)
        return self._timed(replace(scene, page=self._page))

    def _open(self, placed: Placed, scene: Scene) -> None:
        """At a cue the page on which its words stand, at any other post the first; then as the speaker turns them."""
        here = self.run.cue, self._shown[0]
        if here != self._opened:
            at_cue, moved = placed.rank == here[1], here[1] != self._opened[1]
            self._opened = here
            if at_cue and self.size:
                named = placed.cue.moment
                self._page = 0 if named[:1].isdigit() else page_of(named, scene, *self.size, self.zone)
            elif moved:
                self._page = 0

    def _buttons(self) -> Sequence[str]:
        """What can be clicked: nothing, unless the mouse was moved just now."""
        if self._now() >= self._pointed + NOTE:
            return ()
        return _ANSWERS if self._asking else tuple(_BUTTONS)

    def _post(self, position: datetime) -> tuple[Post | None, tuple[Post, ...], Figure | None]:
        """The post to show: the cue's until another appears, then always the newest; and the figure as of now."""
        revealed = self.archive.revealed(position)
        if not revealed:
            return None, (), None
        placed = self.run.script.cues[self.run.cue]
        rank = revealed - 1
        if self.archive.revealed(placed.at) == revealed:
            rank = min(placed.rank, rank)
        if self._shown[0] != rank:
            post = self.archive.post(rank)
            said = post
            root = rank
            if post.part_of is not None and (parent := self.archive.rank_of(post.part_of)) is not None:
                root = min(parent, rank)
                post = self.archive.post(root)
            tweets = tuple(self.archive.post(child) for child in self.archive.children(root) if child < revealed)
            known = board(self.archive.header.contests, self.archive.sightings(revealed))
            self._shown = (rank, post, tweets, figure_of(known, said, self.zone))
        return self._shown[1:]

    def _timed(self, scene: Scene) -> Scene:
        if self._talk is None:
            return scene
        used, left = self._talk.times(self._now())
        words = f"{_minutes(used)}  ·  {_minutes(abs(left))} {'left' if left >= 0 else 'over'}"
        return replace(scene, talk=words, over=left < 0)

    # What keys do --------------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Every key ends here. A blank stage comes back with any of them; a question is answered by `y` alone."""
        event.stop()
        event.prevent_default()
        self._hush()
        key = event.key.lower() if len(event.key) == 1 else event.key
        if self._asking:
            self._answered(leave=key == "y")
        elif self._blank:
            self.unblank()
        elif (name := _KEYS.get(key)) is not None:
            getattr(self, f"do_{name}")()
        elif self.scene().blank:
            self.unblank()
        self.tick()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Whoever takes the mouse finds what can be clicked."""
        self._pointed = self._now()
        self.tick()

    def on_click(self, event: events.Click) -> None:
        """A button does what it says; anywhere else a click is only an answer to a question, and light."""
        scene, size = self.scene(), self.size
        word = button_at(scene, *event.screen_offset, *size, ascii_only=self._ascii_only)
        self._hush()
        if self._asking:
            self._answered(leave=word == _ANSWERS[0])
        elif scene.blank:
            self.unblank()
        elif word is not None:
            getattr(self, f"do_{_BUTTONS[word]}")()
        self.tick()

    def on_mouse_scroll_down(self) -> None:
        """The wheel scrolls, and nothing else."""
        self.do_scroll_down()
        self.tick()

    def on_mouse_scroll_up(self) -> None:
        """The wheel scrolls, and nothing else."""
        self.do_scroll_up()
        self.tick()

    def do_next(self) -> None:
        """On to the next cue; while it plays: there at once. Where the cue says so, first through a long post."""
        self._begin()
        if self._turn(1):
            return
        if not self.run.advance():
            self._say("Holding here. q leaves.")
        self._lit = -1

    def do_previous(self) -> None:
        """Back to the cue before; where the cue says so, first to the beginning of a long post."""
        if self._turn(-1):
            return
        if not self.run.back():
            self._say("This is the first cue.")
        self._lit = -1

    def do_toggle(self) -> None:
        """Play or pause between two cues."""
        if self.scene().blank:
            self.unblank()
        elif not self.run.toggle():
            self._say("Holding: PageDown goes on.")
        else:
            self._begin()

    def do_blank(self) -> None:
        """Black, until any key."""
        if self.scene().blank:
            self.unblank()
            return
        self._blank = True
        self._resume = self.run.pause()

    def unblank(self) -> None:
        """Show the stage again; what was playing plays on."""
        self._lit = self.run.cue
        if self._blank:
            self._blank = False
            if self._resume:
                self.run.resume()

    def do_nothing(self) -> None:
        """Escape and F5: at most, light."""
        if self.scene().blank:
            self.unblank()

    @property
    def finished(self) -> bool:
        """Whether a remote brings nothing more: this is the last cue, and the last page that it turns there."""
        return self.run.at_end and not (self._turns and self.scene().page < self._last_page)

    @property
    def _turns(self) -> bool:
        """Whether a remote, which has no other keys, turns pages here: at a cue that says so."""
        return self.run.waiting and self.run.script.cues[self.run.cue].cue.pages

    @property
    def _last_page(self) -> int:
        return pages(self.scene(), self.size.width, self.size.height, self.zone) - 1

    def _turn(self, step: int) -> bool:
        """Turn a page for a remote; False if there is none to turn."""
        if not self._turns:
            return False
        before = self.scene().page
        self.do_scroll_down() if step > 0 else self.do_scroll_up()
        return self._page != before

    def do_scroll_down(self) -> None:
        """The next page of a long post."""
        self._page = min(self._page + 1, self._last_page)

    def do_scroll_up(self) -> None:
        """The page before."""
        self._page = max(0, self._page - 1)

    def do_captions(self) -> None:
        """Show or hide the speaker's words."""
        self._captions = not self._captions

    def do_leave(self) -> None:
        """Ask."""
        self.ask()

    def do_help(self) -> None:
        """The keys that matter, for a moment."""
        self._note = (_HELP, self._now() + 2 * NOTE)

    def ask(self) -> bool:
        """Ask whether to leave; False if that is being asked already."""
        if self._asking:
            return False
        self._asking = True
        self.tick()
        return True

    def _answered(self, *, leave: bool) -> None:
        self._asking = False
        if leave:
            self.dismiss(self.run.position())

    def _begin(self) -> None:
        """The talk has begun: its timer runs."""
        if self._talk is not None:
            self._talk.begin(self._now())

    def _hush(self) -> None:
        """The speaker has begun, or has gone on: what was said is over."""
        self._note = ("", 0.0)

    def _say(self, words: str) -> None:
        self._note = (words, self._now() + NOTE)


def _minutes(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"

"""The app: opens a day off the screen's thread, shows the replay, and leaves the terminal clean however it ends."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from platformdirs import user_config_path, user_state_path
from rich.console import RenderableType
from textual import work
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.events import Key
from textual.filter import LineFilter
from textual.message import Message
from textual.widgets import Static

from feeds.archive import Archive, Damaged
from feeds.moments import NotFound
from feeds.readers.parsed import Unreadable
from feeds.replay import SPEED
from tui import keymap, mouse
from tui.emoji import Alike
from tui.keymap import Keymap
from tui.loading import AtHand, Loading, Opened, Progress, Said, Whole
from tui.memory import Memory
from tui.opening import Opening, Settings, open_session, to_keep
from tui.render.glyphs import ASCII, of_locale, said
from tui.screens.replay import ReplayScreen
from tui.session import Session
from tui.themes import NIGHT, PLAIN, THEMES

if TYPE_CHECKING:
    from feeds.cues import Script
    from tui.screens.present import PresentScreen, Talk

NAME = "asithappened"
"""What the folders for state and configuration are called."""
_PATIENCE = 0.05
"""Seconds after which the reading of a day takes notice that the reader has left."""


class ReplayApp(App[str]):
    """Replays one day; the result of the app is the reason why it could not, if any."""

    TITLE = "As It Happened"
    CSS = """
    #opening { width: 100%; height: 100%; content-align: center middle; }
    """
    BINDINGS: ClassVar[list[BindingType]] = []
    ENABLE_COMMAND_PALETTE = False

    @dataclass
    class Opened(Message):
        """The day is there; the replay may begin."""

        opening: Opening

    @dataclass
    class Told(Message):
        """How far the import is, in words; none when it is over."""

        text: str

    @dataclass
    class Warned(Message):
        """A sentence that the reader has to be told."""

        text: str

    @dataclass
    class Completed(Message):
        """The whole archive of a large day is at `path`."""

        path: Path

    def __init__(
        self,
        loading: Loading | AtHand,
        settings: Settings,
        *,
        now: Callable[[], float] = time.monotonic,
        memory: Memory | None = None,
        keymap: Keymap | None = None,
    ) -> None:
        """`memory` is where the session is kept, None for nowhere; `keymap` the reader's own keys."""
        colourless = "NO_COLOR" in os.environ  # Textual takes the word out of the environment
        super().__init__(ansi_color=True if colourless else None)
        self.glyphs = ASCII if settings.ascii else of_locale(os.environ)
        self._loading = loading
        self._settings = settings
        self._now = now
        self._memory = memory
        self._own_keys = keymap or Keymap()
        self._opening: Opening | None = None
        self.unkept = ""
        """Why the session could not be kept, if so."""
        self.set_keymap(dict(self._own_keys.changed))
        self._alike = Alike()
        self._talk: Talk | None = None
        self._stage: PresentScreen | None = None
        for theme in (PLAIN,) if colourless else THEMES:
            self.register_theme(theme)
        self.theme = PLAIN.name if colourless or self.console.color_system == "standard" else NIGHT.name

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every row passes on its way to the terminal: Textual's filters, then ours for emoji."""
        return (*super().get_line_filters(), self._alike)

    def compose(self) -> ComposeResult:
        """The parts, top to bottom."""
        yield Static(said("Reading the day …  q leaves", self.glyphs), id="opening")

    def on_mount(self) -> None:
        """Catch the signals that Textual leaves to kill us with the terminal in disorder; begin to read."""
        if sys.platform != "win32":
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGHUP):
                loop.add_signal_handler(number, self._ended_by, number)
        self._open_day()

    def _ended_by(self, number: int) -> None:
        self.exit(return_code=128 + number)

    @work(thread=True)
    def _open_day(self) -> None:
        try:
            for news in self._loading.news():
                match news:
                    case Opened(archive):
                        opening = open_session(archive, self._settings, self._now, self._memory)
                        self.post_message(self.Opened(opening))
                    case Progress(text):
                        self.post_message(self.Told(text))
                    case Whole(path):
                        self.post_message(self.Completed(path))
                    case Said(text):
                        self.post_message(self.Warned(text))
        except (Unreadable, NotFound, ValueError) as error:
            self.call_from_thread(self.exit, str(error), 1 if isinstance(error, NotFound) else 2)

    def on_replay_app_told(self, event: Told) -> None:
        """Say how far the import is: on the first screen, then in the transport line."""
        replay = self._replay_screen
        if replay is not None:
            replay.progress = event.text
            replay.more_words()
        elif self._opening is None:
            for static in self.query("#opening").results(Static):
                static.update(Content(said(f"{event.text}\n\nq leaves", self.glyphs)))

    def on_replay_app_warned(self, event: Warned) -> None:
        """Say it, once there is a line to say it in."""
        replay = self._replay_screen
        if replay is not None:
            replay.call_after_refresh(replay.say, event.text)

    def on_replay_app_completed(self, event: Completed) -> None:
        """Go over to the whole archive: in the same place, and now with search."""
        replay, opening = self._replay_screen, self._opening
        if replay is None or opening is None:
            return
        try:
            archive = replay.archive
            replay.renewed(lambda: archive.become(event.path))
        except Damaged as error:
            replay.say(str(error))
        else:
            self._opening = opening._replace(fingerprint=archive.fingerprint())

    def on_key(self, event: Key) -> None:
        """Leave while there is nothing yet to be left."""
        if self._opening is None and event.key in ("escape", "q"):
            self.exit(return_code=0)

    @property
    def _replay_screen(self) -> ReplayScreen | None:
        return next((screen for screen in self.screen_stack if isinstance(screen, ReplayScreen)), None)

    def on_replay_app_opened(self, event: Opened) -> None:
        """Show the replay, at the moment that was asked for, or where it was left."""
        settings, opening = self._settings, event.opening
        archive = opening.session.archive
        script = self._script(archive) if settings.present else None
        if script is not None and not script.cues:
            self.exit(str(script.problems[0]) if script.problems else "there is no cue in the sheet", return_code=1)
            return
        self._opening = opening
        if opening.theme in self.available_themes:
            self.theme = opening.theme
        playing = not (settings.paused or settings.present)
        self.push_screen(
            ReplayScreen(opening, playing=playing, keymap=self._own_keys, files=settings.files, sheet=settings.cues)
        )
        if script is not None:
            self._present(opening.session, script, opening.at)

    def on_replay_screen_present(self, event: ReplayScreen.Present) -> None:
        """Onto the stage, where the playhead is; without a usable cue, from key moment to key moment."""
        session = event.session
        from feeds.cues import script_of  # see _script

        script = self._script(session.archive)
        self._present(session, script if script.cues else script_of(session.archive), session.replay.position())

    def _script(self, archive: Archive) -> "Script":
        """What the cue sheet makes of the day; without one, its key moments."""
        # Cues and the stage are imported when they are first needed: most replays begin, and many end, without them.
        from feeds.cues import resolve_sheet, script_of

        sheet = self._settings.cues
        return script_of(archive) if sheet is None else resolve_sheet(sheet, archive)

    def _present(self, session: Session, script: "Script", at: datetime | None) -> None:
        """Open the stage at `at`, or at the first cue; the replay goes on, paused, where the stage is left."""
        from tui.screens.present import PresentScreen, Talk  # see _script

        settings, replay = self._settings, self.screen
        if self._talk is None and settings.talk is not None:
            self._talk = Talk(settings.talk)
        session.replay.pause()
        stage = self._stage = PresentScreen(
            session.archive,
            script,
            self._now,
            speed=settings.speed or SPEED,
            gap=settings.gap,
            at=at,
            talk=self._talk,
            ascii_only=self.glyphs is ASCII,
            greeting=True,
        )

        def left(at: datetime | None) -> None:
            if at is not None and isinstance(replay, ReplayScreen):
                replay.go(at)

        self.push_screen(stage, left)

    def on_marking_marked(self) -> None:
        """Marks are kept at once."""
        self.keep()

    def keep(self) -> None:
        """Keep the session, if it is to be kept; why it could not be is left in `unkept`."""
        replay = self._replay_screen
        if self._memory is None or self._opening is None or replay is None or not self._opening.fingerprint:
            return
        kept = to_keep(replay.session, replay.cursor, replay.timeline.order, self.theme)
        try:
            self._memory.keep(self._opening.fingerprint, kept)
            self.unkept = ""
        except OSError as error:
            self.unkept = error.strerror or str(error)

    def exit(self, result: str | None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """Keep the session, whoever ends the program, and leave."""
        self.keep()
        self._loading.stop()
        super().exit(result, return_code, message)

    def action_mouse(self) -> None:
        """The mouse off, and on again."""
        replay = self._replay_screen
        if replay is not None:
            replay.mouse = not replay.mouse
            mouse.switch(self._driver, on=replay.mouse)
            key = next((action.shown for action in self._own_keys.actions if action.ident == "mouse"), "")
            on = f"{key} turns it on again." if key else ""
            replay.say("The mouse is on." if replay.mouse else f"The mouse is off: the terminal selects text. {on}")

    def action_help_quit(self) -> None:
        """Ctrl+C, which is for copying: say how to leave, where the program says everything."""
        if isinstance(self.screen, ReplayScreen):
            self.screen.say("q leaves.")

    async def action_quit(self) -> None:
        """Leave; from the stage only after asking."""
        if self._stage is None or self.screen is not self._stage or not self._stage.ask():
            self.exit(return_code=0)

    def _fatal_error(self) -> None:
        """One line instead of Textual's page of traceback, which shows local values (there is no public hook)."""
        self.bell()
        self._close_messages_no_wait()

    @property
    def problems(self) -> Sequence[str]:
        """What is wrong with the reader's own keys."""
        return self._own_keys.problems

    @property
    def failure(self) -> Exception | None:
        """What ended the app, if it crashed."""
        return self._exception


def replay(loading: Loading | AtHand, settings: Settings, *, fresh: bool = False) -> int:
    """Replay the day that is being loaded; the process's exit status. Errors are one line on standard error.

    `fresh`: nothing is remembered of the day, and nothing kept.
    """
    memory = None if fresh else Memory(user_state_path(NAME) / "days")
    app = ReplayApp(loading, settings, memory=memory, keymap=keymap.load(user_config_path(NAME) / keymap.NAME))
    reason = app.run()
    if app.failure is not None:
        cause = app.failure.__cause__ or app.failure
        sys.stderr.write(f"asithappened: stopped by an error of its own: {type(cause).__name__}: {cause}\n")
        return 2
    for problem in app.problems:
        sys.stderr.write(f"asithappened: {problem}\n")
    if app.unkept:
        sys.stderr.write(f"asithappened: the session could not be kept: {app.unkept}\n")
    if reason:
        sys.stderr.write(f"asithappened: {reason}\n")
    return app.return_code or 0

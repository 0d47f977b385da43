"""The app: shows the replay at once if its archive is at hand, else when it is there; leaves the terminal clean."""

import asyncio
import gc
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.console import RenderableType
from textual import events, work
from textual.app import App
from textual.binding import BindingType
from textual.dom import DOMNode
from textual.driver import Driver
from textual.filter import ANSIToTruecolor, LineFilter
from textual.message import Message
from textual.screen import Screen

from feeds.archive import Archive, Damaged
from feeds.moments import NotFound, timed
from feeds.readers.source import Unreadable
from tui.actions import Action, key_of
from tui.collecting import PAUSE, Collecting
from tui.emoji import Alike
from tui.keymap import Keymap
from tui.loading import AtHand, Loading
from tui.memory import Memory
from tui.news import Grown, News, Opened, Progress, Said, Settled, Whole
from tui.opening import Opening, Settings, open_session, to_keep
from tui.plain import Plain
from tui.render.glyphs import ASCII, UNICODE, of_locale
from tui.stylesheets import Stylesheets
from tui.themes import NIGHT, PLAIN, THEMES

# What one of the two first screens needs and the other does not, and all that comes later, is imported where it is
# first needed: on the way to the first picture an import costs more than anything else.
if TYPE_CHECKING:
    from textual.actions import ActionParseResult

    from tui.screens.replay import ReplayScreen
    from tui.staging import Staging


class ReplayApp(App[str], inherit_css=False):
    """Replays one day; the result of the app is the reason why it could not, if any."""

    # What applies here of Textual's rules for an app: nothing is maximized or disabled, and a theme says all colours.
    DEFAULT_CSS = "ReplayApp { background: $background; color: $foreground; }"
    TITLE = "As It Happened"
    CSS_PATH = Path(__file__).parent / "screens" / "replay.tcss"
    """The app's and not the screen's own: so it is parsed once, with all the rest."""
    BINDINGS: ClassVar[list[BindingType]] = []
    ENABLE_COMMAND_PALETTE = False

    class Opened(Message):
        """The day is there; the replay may begin."""

        def __init__(self, opening: Opening) -> None:
            super().__init__()
            self.opening = opening

    class Heard(Message):
        """Something has become of the day on its way to the screen, or of the one that is open."""

        def __init__(self, news: News) -> None:
            super().__init__()
            self.news = news

    def __init__(
        self,
        loading: Loading | AtHand,
        settings: Settings,
        *,
        now: Callable[[], float] = time.monotonic,
        memory: Memory | None = None,
        keymap: Keymap | None = None,
    ) -> None:
        """`memory` is where the session is kept, None for nowhere; `keymap` the reader's own keys.

        With the archive at hand its replay is the first screen. Raises NotFound where there is nothing to begin with,
        Unreadable, and ValueError for a day without posts.
        """
        colourless = "NO_COLOR" in os.environ  # Textual takes the word out of the environment
        super().__init__(ansi_color=True if colourless else None)
        # No screen has either; as `run_test` does, to make none for them (there is no public way).
        self._disable_tooltips = self._disable_notifications = True
        self.glyphs = of_locale(os.environ) if settings.ascii is None else ASCII if settings.ascii else UNICODE
        self._loading = loading
        self._settings = settings
        self._now = now
        self._memory = memory
        self._own_keys = keymap or Keymap()
        self._collecting = Collecting()
        self._staging: Staging | None = None
        self._looked_for: str | None = None
        """The moment to begin at, if that takes words or figures that are not known yet."""
        self._opening: Opening | None = None
        self._replay: ReplayScreen | None = None
        self.damage: Damaged | None = None
        """What ended the app, if its archive proved to be damaged."""
        self.unkept = ""
        """Why the session could not be kept, if so."""
        self.set_keymap(dict(self._own_keys.changed))
        self._drawable = Plain() if self.glyphs is ASCII else Alike()
        for theme in (PLAIN,) if colourless else THEMES:
            self.register_theme(theme)
        self.theme = PLAIN.name if colourless or self.console.color_system == "standard" else NIGHT.name
        if loading.soon:
            from tui.screens import replay  # noqa: F401 - while the import is at work

        archive = loading.at_hand()
        if archive is not None and not (settings.present and _lacking(archive)):
            self._opening = self._begun(archive)
            self._take_theme(self._opening)
        self.stylesheets = Stylesheets(self)
        self.stylesheet = self.stylesheets.of(self.theme)
        self._drawn_in = self.theme

    # The first screen ----------------------------------------------------------------------------------------

    def get_default_screen(self) -> Screen[None]:
        """The replay, if its archive is at hand; else a word of patience."""
        if self._opening is not None:
            return self._replay_of(self._opening)
        from tui.screens.waiting import WaitingScreen

        return WaitingScreen()

    def on_mount(self) -> None:
        """Catch the signals that Textual leaves to kill us with the terminal in disorder; listen to the import."""
        if sys.platform != "win32":
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGHUP):
                loop.add_signal_handler(number, self._ended_by, number)
        if self._replay is not None and self._opening is not None and self._settings.present:
            self._stages().begin(self._replay, self._opening.at)
        self.call_after_refresh(self._collect)
        if self._opening is None:
            self._listen()
        else:
            self.call_after_refresh(self._listen)

    def _ended_by(self, number: int) -> None:
        self.exit(return_code=128 + number)

    @work(thread=True)
    def _listen(self) -> None:
        waiting: Archive | None = None
        untold: list[News] = []
        try:
            for news in self._loading.news():
                match news:
                    case Opened(archive) if self._opening is None:
                        waiting = archive
                    case Whole(path, grows) if waiting is not None:
                        waiting.become(path, grows=grows)
                    case Grown() if waiting is not None:
                        waiting.refresh()
                    case Said() | Settled() if waiting is not None:  # for the screen that is to come
                        untold.append(news)
                    case _:
                        self.post_message(self.Heard(news))
                # Cues may be words, or figures: the stage waits for both.
                better = self._settings.present and not isinstance(news, Settled)
                if waiting is not None and not (better and _lacking(waiting)):
                    self.post_message(self.Opened(self._begun(waiting)))
                    for each in untold:
                        self.post_message(self.Heard(each))
                    waiting, untold = None, []
        except Damaged as error:
            self.damage = error
            self.call_from_thread(self.exit)
        except (Unreadable, NotFound, ValueError) as error:
            self.call_from_thread(self.exit, str(error), 1 if isinstance(error, NotFound) else 2)

    def on_replay_app_opened(self, event: Opened) -> None:
        """Show the replay, at the moment that was asked for, or where it was left."""
        self._opening = event.opening
        self._take_theme(event.opening)
        replay = self._replay_of(event.opening)
        self.push_screen(replay)
        if self._settings.present:
            self._stages().begin(replay, event.opening.at)

    def _begun(self, archive: Archive) -> Opening:
        """The session of the day; see `__init__` for what it raises."""
        settings = self._settings
        if settings.at is not None and _lacking(archive) and timed(settings.at, archive) is None:
            self._looked_for = settings.at
            settings = settings._replace(at=None)
        opening = open_session(archive, settings, self._now, self._memory, self.actions)
        if self._looked_for is not None:
            opening = opening._replace(said=f"{self._looked_for} is looked for when all of the day has been read.")
        if self._settings.present and (reason := self._stages().lacking(archive)):
            raise NotFound(reason)
        return opening

    def _take_theme(self, opening: Opening | None) -> None:
        """The theme in which the day was left."""
        if opening is not None and opening.theme in self.available_themes:
            self.theme = opening.theme

    def _replay_of(self, opening: Opening) -> "ReplayScreen":
        from tui.screens.replay import ReplayScreen

        playing = not (self._settings.paused or self._settings.present)
        self._replay = ReplayScreen(
            opening,
            playing=playing,
            keymap=self._own_keys,
            files=self._settings.files,
            sheet=self._settings.cues,
        )
        return self._replay

    def refresh_css(self, animate: bool = True) -> None:
        """Another theme: another style sheet. For the one that everything is drawn in there is nothing to do."""
        if self._drawn_in != self.theme:
            self._drawn_in = self.theme
            self.stylesheet = self.stylesheets.of(self.theme)
            super().refresh_css(animate)

    def _collect(self) -> None:
        """Look for garbage again, if nobody did for the sake of the first picture."""
        if not gc.isenabled():
            self._collecting.begin()
            self.set_interval(PAUSE, self._collecting.rest)

    async def on_event(self, event: events.Event) -> None:
        """Only the left button of a mouse does something: another one is the terminal's, to paste or for a menu."""
        if isinstance(event, events.InputEvent):
            self._collecting.pressed()
        if not (isinstance(event, (events.MouseDown, events.MouseUp)) and event.button > 1):
            await super().on_event(event)

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key asks for, in one frame; what was said about the key before is no news any more."""
        replay = self._replay
        if replay is not None and self.screen is replay:
            replay.touched()
        with nullcontext() if replay is None else replay.acting():
            done = await super().run_action(action, default_namespace, namespaces)
            if replay is not None and self.screen is replay:
                replay.tick()  # with what the timeline is going to tell of it
            return done

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every row passes on its way to the terminal: Textual's filters, then ours for emoji, or for all.

        But for the one that finds the terminal's own colours and gives them up: only `plain` has any, and keeps them.
        """
        others = [each for each in super().get_line_filters() if not isinstance(each, ANSIToTruecolor)]
        return (*others, self._drawable)

    # While the archive is made -------------------------------------------------------------------------------

    def on_replay_app_heard(self, event: Heard) -> None:
        """Tell it to the replay; while there is none, how far the import is, on the first screen."""
        replay, news = self._replay, event.news
        if replay is not None:
            replay.hear(news)
            known = isinstance(news, Settled) or (isinstance(news, Whole | Grown) and not _lacking(replay.archive))
            if known and self._looked_for is not None:
                replay.go_to_moment(self._looked_for)
                self._looked_for = None
        elif isinstance(news, Progress) and (tell := getattr(self.screen, "tell", None)) is not None:
            tell(news.text)

    def on_arriving_call_off(self) -> None:
        """Read the words no further."""
        self._loading.call_off()

    # The stage -----------------------------------------------------------------------------------------------

    def on_replay_screen_present(self) -> None:
        """Onto the stage."""
        if self._replay is not None:
            self._stages().visit(self._replay)

    def _stages(self) -> "Staging":
        from tui.staging import Staging

        if self._staging is None:
            self._staging = Staging(self._settings, self._now, ascii_only=self.glyphs is ASCII)
        return self._staging

    # Keeping and leaving -------------------------------------------------------------------------------------

    def on_marking_marked(self) -> None:
        """Marks are kept at once; where they cannot be, the reader learns of it now."""
        before = self.unkept
        self.keep()
        if self._replay is not None and self.unkept and self.unkept != before:
            self._replay.say(f"{self._replay.message} It is not kept: {self.unkept}.".lstrip())

    def keep(self) -> None:
        """Keep the session, if it is to be kept; why it could not be is left in `unkept`."""
        replay = self._replay
        if self._memory is None or self._opening is None or replay is None:
            return
        try:
            fingerprint = replay.archive.fingerprint()
            if fingerprint:
                kept = to_keep(replay.session, replay.cursor, replay.timeline.order, self.theme)
                self._memory.keep(fingerprint, kept)
            self.unkept = ""
        except OSError as error:
            self.unkept = error.strerror or str(error)
        except Damaged as error:
            self.unkept = str(error)

    def exit(self, result: str | None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """Keep the session, whoever ends the program, and leave."""
        self.keep()
        self._loading.stop()
        super().exit(result, return_code, message)

    def action_mouse(self) -> None:
        """The mouse off, and on again."""
        replay = self._replay
        if replay is not None:
            from tui import mouse

            replay.mouse = not replay.mouse
            mouse.switch(self._driver, on=replay.mouse)
            on = f"{key_of(self.actions, 'mouse')} turns it on again."
            replay.say("The mouse is on." if replay.mouse else f"The mouse is off: the terminal selects text. {on}")

    def action_help_quit(self) -> None:
        """Ctrl+C, which is for copying: say how to leave, where the program says everything."""
        if self._replay is not None and self._replay.is_current:
            self._replay.say(f"{key_of(self.actions, 'quit')} leaves.")

    def get_driver_class(self) -> type[Driver]:
        """Textual's own, but for one of them that is in no hurry."""
        chosen = super().get_driver_class()
        if chosen.__name__ == "LinuxDriver":
            from tui.keyboard import Keyboard

            return Keyboard
        return chosen

    async def action_quit(self) -> None:
        """Leave; from the stage only after asking."""
        if self._staging is None or not self._staging.holds():
            self.exit(return_code=0)

    def _fatal_error(self) -> None:
        """One line instead of Textual's page of traceback, which shows local values (there is no public hook)."""
        self.bell()
        if isinstance(self.failure, Damaged):
            self.damage = self.failure
        self._loading.stop()
        self._close_messages_no_wait()

    @property
    def actions(self) -> Sequence[Action]:
        """The table of actions with the reader's own keys."""
        return self._own_keys.actions

    @property
    def problems(self) -> Sequence[str]:
        """What is wrong with the reader's own keys."""
        return self._own_keys.problems

    @property
    def failure(self) -> Exception | None:
        """What ended the app, if it crashed."""
        return self._exception


def _lacking(archive: Archive) -> bool:
    """Whether words or figures of the day have still to be read."""
    return archive.preliminary or archive.unfinished

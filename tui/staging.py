"""From the replay onto the stage and back: which script is played, where it begins, where the replay goes on."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from feeds.archive import Archive
from feeds.cues import Script, resolve_sheet, script_of
from feeds.replay import SPEED
from tui.opening import Settings
from tui.screens.present import PresentScreen, Talk

if TYPE_CHECKING:
    from tui.screens.replay import ReplayScreen


class Staging:
    """The stage of one program run: a speaker's timer goes on from one visit to the next."""

    def __init__(self, settings: Settings, now: Callable[[], float], *, ascii_only: bool) -> None:
        self._settings = settings
        self._now = now
        self._ascii_only = ascii_only
        self._talk: Talk | None = None
        self._stage: PresentScreen | None = None

    def script(self, archive: Archive) -> Script:
        """What the cue sheet makes of the day; without one, its key moments."""
        sheet = self._settings.cues
        return script_of(archive) if sheet is None else resolve_sheet(sheet, archive)

    def lacking(self, archive: Archive) -> str:
        """Why nothing can be played, if so."""
        script = self.script(archive)
        if script.cues:
            return ""
        return str(script.problems[0]) if script.problems else "there is no cue in the sheet"

    def begin(self, replay: "ReplayScreen", at: datetime | None) -> None:
        """Open the stage at `at`, or at the first cue."""
        self._open(replay, self.script(replay.archive), at)

    def visit(self, replay: "ReplayScreen") -> None:
        """Onto the stage where the playhead is; without a usable cue, from key moment to key moment."""
        script = self.script(replay.archive)
        usable = script if script.cues else script_of(replay.archive)
        self._open(replay, usable, replay.session.replay.position())

    def holds(self) -> bool:
        """Whether the stage is on the screen and asks before it is left."""
        return self._stage is not None and self._stage.is_active and self._stage.ask()

    def _open(self, replay: "ReplayScreen", script: Script, at: datetime | None) -> None:
        """Open the stage; the replay goes on, paused, where the stage is left."""
        settings = self._settings
        if self._talk is None and settings.talk is not None:
            self._talk = Talk(settings.talk)
        replay.session.replay.pause()
        self._stage = PresentScreen(
            replay.archive,
            script,
            self._now,
            speed=settings.speed or SPEED,
            gap=settings.gap,
            at=at,
            talk=self._talk,
            ascii_only=self._ascii_only,
            greeting=True,
        )

        def left(at: datetime | None) -> None:
            if at is not None:
                replay.go(at)

        replay.app.push_screen(self._stage, left)

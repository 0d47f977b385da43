"""The cues of the sheet in use, as moments of the day: found behind the screen, and anew when the day changes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from feeds.moments import Moment
from tui.handlers.base import Replaying

if TYPE_CHECKING:
    from feeds.cues import CueSheet, Placed


class Cueing(Replaying):
    """A screen that lists cues among its moments."""

    sheet: "CueSheet | None" = None
    """The cue sheet in use."""

    def read_cues(self) -> None:
        """Find the places of the cues, if there is a sheet.

        The day may be closed or become another one while they are looked for: then they are looked for in vain.
        """
        if self.sheet is not None:
            self.run_worker(self._find_cues, thread=True, exclusive=True, exit_on_error=False, group="cues")

    def _find_cues(self) -> None:
        """Runs in a thread."""
        from feeds.cues import resolve_sheet  # most replays do without

        worker = get_current_worker()
        if self.sheet is not None:
            script = resolve_sheet(self.sheet, self.archive)
            cues = [self._moment_of(placed) for placed in script.cues]
            if not worker.is_cancelled:
                self.app.call_from_thread(self._take_cues, cues)

    def _moment_of(self, placed: "Placed") -> Moment:
        """A cue as a moment; one before the first post is one of that post."""
        time, when = self.archive.time_of(placed.rank), self.archive.post(placed.rank).when
        at = max(placed.at, time)
        words = placed.cue.words or placed.cue.moment
        return Moment(placed.rank, at, words, "cue", at != time or (when is not None and when.exact))

    def _take_cues(self, cues: Sequence[Moment]) -> None:
        self.session.cues = sorted(cues, key=lambda cue: (cue.rank, cue.at))
        self.tick()

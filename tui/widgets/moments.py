"""The moments pane: what of the day is worth jumping to, as far as it has happened."""

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo

from textual.geometry import Size
from textual.message import Message

from feeds.moments import Moment
from tui.render.lines import Line
from tui.render.moments import Listed, current, listed
from tui.widgets.listing import Listing


class Moments(Listing):
    """Key events, first figures, marks and cues, in time order; Enter or a click takes the clock there.

    It keeps the newest in view unless the reader is in it.
    """

    BORDER_TITLE = "Moments"

    class Chosen(Message):
        """A moment was chosen."""

        def __init__(self, moment: Moment) -> None:
            super().__init__()
            self.moment = moment

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._moments: Sequence[Moment] = ()
        self._current = -1
        self._whole = -1
        self._zone: tzinfo = UTC
        self._laid: tuple[tuple[object, ...], Sequence[Moment], Sequence[Line]] | None = None

    def show(self, moments: Sequence[Moment], playhead: datetime, zone: tzinfo) -> None:
        """List `moments`; the last one not after `playhead` is the current one."""
        now = current(moments, playhead)
        same = moments is self._moments or moments == self._moments
        if not same or (now, zone) != (self._current, self._zone):
            self._moments, self._current, self._zone = moments, now, zone
            if not self.has_focus:  # nothing moves under the reader's eye
                self._whole = now
            self.release()
            self.refresh()  # as high as the room that is left, however many there are

    def lay_out(self, width: int, screen: Size) -> Sequence[Line]:
        """A line a moment, the current one in all its words, and others where there is room."""
        told = self._current, self._whole, width, self.content_size.height, self._zone, self.glyphs
        if self._laid is None or self._laid[0] != told or self._laid[1] is not self._moments:
            now, whole, _, height, zone, glyphs = told
            lines = listed(self._moments, now, width, zone, glyphs, whole=whole, height=height)
            self._laid = told, self._moments, lines
        return self._laid[2]

    def current(self, lines: Sequence[Line]) -> int:
        """The moment of the playhead, to its last line."""
        here = max(self._current, 0)
        return min(lines.last_of(here) if isinstance(lines, Listed) else here, max(len(lines) - 1, 0))

    def take(self, line: Line, rank: int) -> None:
        """To the moment that a line begins, or goes on with."""
        lines = self.lines()
        place = int(line.key.partition("/")[0]) if line.key or not isinstance(lines, Listed) else lines.owner(line)
        self.post_message(self.Chosen(self._moments[place]))
        self._stand_on(place)

    def _put(self, place: int, lines: Sequence[Line]) -> None:
        """The moment that the reader is on is told whole."""
        if isinstance(lines, Listed):
            self._stand_on(lines.moment_at(place))

    def _stand_on(self, moment: int) -> None:
        """The cursor on a moment, and all of its lines in view."""
        self._whole = moment
        lines = self.lines()
        if isinstance(lines, Listed):
            first, last = lines.first_of(moment), lines.last_of(moment)
            super()._put(first, lines)
            if self._top is not None:
                self._top = min(max(self._top, last - self.content_size.height + 1), first)

    def on_blur(self) -> None:
        """The current moment is the one that is told whole again."""
        self._whole = self._current

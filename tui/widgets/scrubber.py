"""The scrubber: the day as a strip of time, what happened when, where the playhead is; the mouse takes it elsewhere."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from typing import NamedTuple

from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from feeds.archive import Archive
from tui.render import axis as axes
from tui.render.axis import Axis
from tui.render.glyphs import UNICODE, Glyphs
from tui.render.scrubber import INKS, Frame, Pointer, cells, strip
from tui.render.styles import palette

_INSTANT = timedelta(microseconds=1)


class Seen(NamedTuple):
    """Where the replay is, how many posts are revealed, which ranks the reader marked, ascending.

    `shielded`: the end of the day is unknown.
    """

    playhead: datetime | None = None
    revealed: int = 0
    marked: Sequence[int] = ()
    shielded: bool = True


class Scrubber(Widget):
    """Three rows: how much happened; key events, hits and the reader's marks; hours in the day's zone.

    With two rows the first two are one.

    Under the shield what is drawn depends on the revealed posts and the playhead alone: the axis ends where a ladder
    of lengths says, and what lies beyond the playhead is drawn as not known.
    """

    DEFAULT_CSS = "Scrubber { height: 3; background: $background; color: $foreground; }"

    seen: reactive[Seen] = reactive(Seen(), repaint=False)
    """What may be drawn."""
    hits: reactive[Sequence[int]] = reactive((), repaint=False)
    """The ranks of what a search found, ascending."""
    glyphs: reactive[Glyphs] = reactive(UNICODE)
    """The signs to draw with."""

    class Seek(Message):
        """The mouse was let go at a time."""

        def __init__(self, at: datetime) -> None:
            super().__init__()
            self.at = at

    class Preview(Message):
        """The mouse is held at a time; None when it is let go."""

        def __init__(self, at: datetime | None) -> None:
            super().__init__()
            self.at = at

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._archive: Archive | None = None
        self._zoom = 0
        self._whole = False
        self._frame: Frame | None = None
        self._bins: dict[str, tuple[object, tuple[int, ...]]] = {}
        """By what is counted: what it was counted from, and how much there is in each column."""
        self._pointer: int | None = None
        self._held: Axis | None = None
        self._styles: dict[str, Style] | None = None
        self._rows: dict[int, tuple[object, Strip]] = {}

    def show(self, archive: Archive) -> None:
        """Draw the day of `archive`."""
        self._archive, self._zoom, self._whole = archive, 0, False
        self._update()

    def renew(self) -> None:
        """Draw it anew: there is more in the archive."""
        self._frame = None
        self._bins.clear()
        self._update()

    @property
    def zoom(self) -> int:
        """How often the axis is halved."""
        return self._zoom

    def zoom_in(self) -> None:
        """Half the time over the same columns, round the playhead."""
        if self._whole:
            self._whole = False
            self._update()
        else:
            self._set_zoom(self._zoom + 1)

    def zoom_out(self) -> None:
        """Twice the time over the same columns; from one day of several out to all of them."""
        if self._zoom == 0:
            self._whole = True
            self._update()
        else:
            self._set_zoom(self._zoom - 1)

    def _set_zoom(self, zoom: int) -> None:
        known = self._ends()
        if known is not None and self._archive is not None:
            most = axes.most_zoom(*known, self._archive.header.zone)
            self._zoom = min(max(zoom, 0), most)
            self._update()

    def time_at(self, column: int) -> datetime | None:
        """The time that a column stands for: of the mark, key event, hit or post drawn there, else when it begins."""
        frame, archive = self._drawn(), self._archive
        if frame is None or archive is None:
            return None
        axis = self._held or frame.axis
        column = min(max(column, 0), axis.width - 1)
        start, end = axis.time(column), axis.time(column + 1)
        first, last = archive.revealed(start - _INSTANT), min(archive.revealed(end - _INSTANT), self.seen.revealed)
        for ranks in (self.seen.marked, archive.keys(self.seen.revealed), self.hits, range(first, last)):
            place = bisect_left(ranks, first)
            if place < len(ranks) and ranks[place] < last:
                return archive.time_of(ranks[place])
        return start.replace(second=0, microsecond=0) + timedelta(minutes=1 if start.second or start.microsecond else 0)

    # What is drawn -------------------------------------------------------------------------------------------

    def _ends(self) -> tuple[datetime, datetime, datetime | None] | None:
        """The first post's time, the playhead, the last post's time if that may be known; of several days, one's."""
        archive = self._archive
        if archive is None or archive.first_time is None:
            return None
        first, last = archive.first_time, None if self.seen.shielded else archive.last_time
        playhead = self.seen.playhead or first
        if not self._whole and (last or playhead) - first > axes.LONGEST:
            start, end = axes.day_round(playhead, archive.header.zone)
            opening = archive.next_time(start - _INSTANT)
            first = opening if opening is not None and opening <= playhead else max(start, first)
            last = last and (archive.previous_time(end) or last)
        return first, playhead, last

    def _drawn(self) -> Frame | None:
        """The frame for the present values, the last one if it still holds."""
        ends, archive, width = self._ends(), self._archive, self.content_size.width
        if ends is None or archive is None or width <= 0:
            return None
        axis = self._held or axes.axis(*ends, archive.header.zone, width, self._zoom)
        frame = Frame(
            axis,
            axis.column(ends[1]),
            self._counted("posts", archive, axis, None),
            self._counted("keys", archive, axis, archive.keys(self.seen.revealed)),
            self._counted("hits", archive, axis, self.hits),
            self._counted("marked", archive, axis, self.seen.marked),
        )
        if frame != self._frame:
            self._frame = frame
        return self._frame

    def _counted(self, name: str, archive: Archive, axis: Axis, ranks: Sequence[int] | None) -> tuple[int, ...]:
        """How many of `ranks`, or of all posts, lie in each column; counted again only if something of it changed."""
        of = archive, axis, self.seen.revealed, ranks
        kept = self._bins.get(name)
        if kept is None or kept[0] != of:
            none = ranks is not None and not ranks
            # The last instant of the axis would belong to the last span; here it belongs to none.
            ends = axis.start, axis.end - _INSTANT
            until = self.seen.revealed
            bins = [0] * axis.width if none else archive.histogram(*ends, axis.width, until=until, ranks=ranks)
            kept = self._bins[name] = of, tuple(bins)
        return kept[1]

    def _update(self) -> None:
        """Draw again if anything that is drawn changed."""
        before = self._frame
        if self._drawn() is not before or before is None:
            self.refresh()

    def watch_seen(self, before: Seen, now: Seen) -> None:
        """The clock went on, mostly not by a whole column; the shield was lifted or lowered."""
        if before.shielded != now.shielded:
            self._zoom, self._whole = 0, False
        self._update()

    def watch_hits(self) -> None:
        """Another search."""
        self._update()

    def notify_style_update(self) -> None:
        """Another theme."""
        super().notify_style_update()
        self._styles = None
        self._rows.clear()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows in `crop`, of the present values."""
        self._drawn()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One row; one that depends on nothing that has changed is not drawn again."""
        if self._styles is None:
            self._styles = palette(INKS, self.app.theme_variables, self.background_colors[1])
        frame, (width, height) = self._frame, self.content_size
        if frame is None:
            return Strip.blank(width, self._styles["label"])
        of: tuple[object, ...] = frame, self._pointer, self._held, self.glyphs, height
        if height >= 3 and y != 1 and self._pointer is None:  # neither what was found nor what is marked
            of = frame.axis, frame.playhead, frame.posts, self.glyphs, height
        kept = self._rows.get(y)
        if kept is None or kept[0] != of:
            drawn = cells(frame, y, height, self._zone, self.glyphs, self._pointed())
            kept = self._rows[y] = of, strip(drawn, width, self._styles)
        return kept[1]

    def _pointed(self) -> Pointer | None:
        """Where the mouse is, and the time there."""
        column = self._pointer
        at = None if column is None else self.time_at(column)
        return None if column is None or at is None else Pointer(column, at, held=self._held is not None)

    # The mouse -----------------------------------------------------------------------------------------------

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold; the axis stands still until it is let go."""
        frame = self._drawn()
        if event.button != 1 or frame is None:
            return
        event.prevent_default()
        self.capture_mouse()
        self._held = frame.axis
        self._point(event)
        self.post_message(self.Preview(self.time_at(self._pointer or 0)))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say the time under the pointer; held, preview it."""
        before = self._pointer
        self._point(event)
        if self._held is not None and self._pointer != before:
            self.post_message(self.Preview(self.time_at(self._pointer or 0)))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go: the one place that seeks."""
        if self._held is None:
            return
        self._point(event)
        at = self.time_at(self._pointer or 0)
        self._let_go()
        if not self.region.contains_point(event.screen_offset):
            self._pointer = None
        self.post_message(self.Preview(None))
        if at is not None:
            self.post_message(self.Seek(at))

    def on_leave(self) -> None:
        """The pointer is elsewhere."""
        if self._held is None:
            self._pointer = None
            self.refresh()

    @property
    def held(self) -> bool:
        """Whether the mouse holds it."""
        return self._held is not None

    def cancel(self) -> bool:
        """Let go without seeking; False if nothing was held."""
        if self._held is None:
            return False
        self._let_go()
        self.post_message(self.Preview(None))
        return True

    def _let_go(self) -> None:
        self._held = None
        self.release_mouse()
        self._frame = None
        self.refresh()

    def _point(self, event: events.MouseEvent) -> None:
        """Keep the column under the pointer."""
        column = event.x - self.gutter.left
        column = min(max(column, 0), max(self.content_size.width - 1, 0))
        if column != self._pointer:
            self._pointer = column
            self.refresh()

    @property
    def _zone(self) -> tzinfo:
        return UTC if self._archive is None else self._archive.header.zone

"""The timeline: the posts that have happened, wrapped and scrollable; it pays only for the rows on the screen."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

from feeds.archive import Archive
from feeds.archive.query import Query
from tui.render import anchored
from tui.render.anchored import Place
from tui.render.cells import clip
from tui.render.glyphs import UNICODE, Glyphs
from tui.render.posts import Setting
from tui.render.rows import Row, row_text
from tui.render.stream import Order, Stream
from tui.render.styles import palette

_GUTTER = 2
"""The cursor's bar and the mark of a hit or a post that just arrived."""
_MARGIN = 2
"""A space and the scrollbar."""
_WHEEL = 3
_EMPTY = "Nothing has happened yet."

_TEXTS = (
    "text",
    "heading",
    "key",
    "time",
    "guess",
    "kind",
    "author",
    "quiet",
    "quote",
    "gap",
    "day",
    "hit",
    "mark",
    "chip",
)
_MARKS = ("bar", "meter", "thumb", "track", "edge")


class Timeline(Widget, can_focus=True):
    """The first posts of an archive, with a cursor; what it draws is a function of them, its state, size and theme.

    While the reader is at the edge (`following`), new posts scroll in and the cursor goes along; what is drawn is then
    a function of the number of posts and the size alone. Otherwise nothing moves, and `unseen` counts what came.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"timeline--{name}" for name in (*_TEXTS, *_MARKS, "cursor")}
    DEFAULT_CSS = """
    Timeline {
        background: $background;
        color: $foreground;
    }
    Timeline > .timeline--heading, Timeline > .timeline--author { text-style: bold; }
    Timeline > .timeline--key { color: $accent; text-style: bold; }
    Timeline > .timeline--mark { color: $accent; text-style: bold; }
    Timeline > .timeline--time { color: $foreground 80%; }
    Timeline > .timeline--guess { color: $foreground 70%; }
    Timeline > .timeline--kind { color: $foreground 80%; }
    Timeline > .timeline--quiet, Timeline > .timeline--gap { color: $foreground 70%; }
    Timeline > .timeline--quote { color: $foreground 90%; text-style: italic; }
    Timeline > .timeline--day { text-style: bold; }
    Timeline > .timeline--bar { color: $foreground 30%; }
    Timeline > .timeline--meter { color: $primary; }
    Timeline > .timeline--hit { background: $accent; color: $background; text-style: bold; }
    Timeline > .timeline--chip { background: $accent; color: $background; text-style: bold; }
    Timeline > .timeline--edge { color: $foreground 45%; }
    Timeline > .timeline--cursor { background: $foreground 6%; }
    Timeline > .timeline--thumb { color: $foreground 45%; }
    Timeline > .timeline--track { color: $foreground 12%; }
    Timeline:focus > .timeline--edge { color: $accent; }
    Timeline:focus > .timeline--cursor { background: $foreground 10%; }
    """

    order: reactive[Order] = reactive("oldest", repaint=False)
    """Which post is at the top."""
    glyphs: reactive[Glyphs] = reactive(UNICODE, repaint=False)
    """The signs to draw with."""

    @dataclass
    class CursorMoved(Message):
        """The cursor is on another post."""

        rank: int

    @dataclass
    class Chosen(Message):
        """The current post was clicked."""

        rank: int

    @dataclass
    class Unseen(Message):
        """So many posts came while the reader was elsewhere."""

        count: int

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._stream: Stream | None = None
        self._archive: Archive | None = None
        self._cursor = 0
        self._following = True
        self._top = Place(0, 0)
        self._view: Literal["latest", "third", "free"] = "latest"
        self._seen = -1
        self._unseen = 0
        self._arrived: datetime | None = None
        self._query: Query | None = None
        self._hits: Sequence[int] = ()
        self._shown: list[Place] | None = None
        self._palettes: tuple[dict[str, Style], dict[str, Style]] | None = None
        self._thumb_held: int | None = None

    # What the app says ---------------------------------------------------------------------------------------

    def show(self, archive: Archive) -> None:
        """Show the posts of `archive`, none of them yet; the reader follows."""
        self._archive = archive
        self._stream = Stream(archive, self._setting(archive), self.order)
        self._cursor, self._following, self._top, self._view = 0, True, Place(0, 0), "latest"
        self._seen, self._unseen, self._arrived = -1, 0, None
        self._touch()

    def reveal(self, count: int) -> None:
        """Show the first `count` posts. At the edge the view goes along, elsewhere nothing moves."""
        stream = self._stream
        if stream is None or self._archive is None or count == stream.count:
            return
        fewer = count < stream.count
        stream.reveal(count)
        if stream.count == 0:
            self._cursor, self._seen, self._arrived, self._following = 0, -1, None, True
            self._touch()
            return
        self._arrived = self._archive.time_of(stream.count - 1)
        self._seen = min(self._seen, stream.count - 1)
        if self._following or self._cursor >= stream.count:
            self.show_latest()
            return
        if self._view == "third":
            self._view = "free"
        if fewer:
            if self._top.rank >= stream.count:
                self._top = self._latest()
            self._top = anchored.settle(stream, self._top, self._height)
        self._touch()

    def show_latest(self) -> None:
        """Go to the newest post and follow; the view is then a function of the number of posts and the size."""
        if self._stream is None or self._stream.count == 0:
            return
        self._following, self._view = True, "latest"
        self._place()
        self._set_cursor(self._stream.count - 1)

    def goto(self, rank: int, third: bool = True) -> None:
        """Put the cursor on `rank` (the newest, if that is not there yet), at a third of the height.

        Without `third`, the view moves only as far as it takes to show the post. The reader follows on if the post is
        one of the newest instant.
        """
        stream = self._stream
        if stream is None or stream.count == 0 or self._archive is None:
            return
        rank = min(max(rank, 0), stream.count - 1)
        if third and rank == stream.count - 1:
            self.show_latest()
            return
        self._following = self._archive.time_of(rank) == self._arrived
        if third:
            self._view = "third"
            self._cursor, before = rank, self._cursor
            self._place()
            self._cursor = before
        else:
            self._view = "free"
            self._top = anchored.show(stream, self._top, self._height, rank, from_above=rank >= self._cursor)
        self._set_cursor(rank)

    def set_query(self, query: Query | None, hits: Sequence[int] = ()) -> None:
        """Mark what `query` finds, and the posts of the ranks `hits` (ascending); None marks nothing."""
        self._query, self._hits = query, hits
        self._reset_setting()

    # What the reader does ------------------------------------------------------------------------------------

    @property
    def cursor(self) -> int:
        """The rank of the post the reader is on; 0 while there is none."""
        return self._cursor

    @property
    def count(self) -> int:
        """How many posts are revealed."""
        return 0 if self._stream is None else self._stream.count

    @property
    def following(self) -> bool:
        """Whether new posts take the view along."""
        return self._following

    @property
    def unseen(self) -> int:
        """How many posts came since the reader left the edge and were not on the screen yet."""
        return self._unseen

    def move(self, delta: int) -> None:
        """Move the cursor `delta` posts down the screen (up, if negative); a tall post is scrolled through first."""
        for _ in range(abs(delta)):
            if not self._step(1 if delta > 0 else -1):
                return

    def page(self, pages: int) -> None:
        """Scroll by whole panes, but for two rows of context; the cursor keeps its place on the screen."""
        self._turn(pages * max(self._height - 2, 1))

    def half_page(self, halves: int) -> None:
        """Scroll by half a pane."""
        self._turn(halves * max(self._height // 2, 1))

    def first(self) -> None:
        """To the first post of the day."""
        if self.count:
            self.goto(0)

    def last(self) -> None:
        """To the newest post, and follow."""
        self.show_latest()

    def scroll_rows(self, rows: int) -> None:
        """Scroll and leave the cursor where it is; away from the edge the reader no longer follows, at it again."""
        stream = self._stream
        if stream is None or stream.count == 0:
            return
        top = anchored.settle(stream, anchored.shift(stream, self._top, rows), self._height)
        if top == anchored.shift(stream, self._top, 0):
            return
        self._top, self._view = top, "free"
        self._following = self._at_edge()
        if self._following and top == self._latest():
            self._view = "latest"
        self._touch()

    def _step(self, direction: int) -> bool:
        """One post down or up, or a stretch of a post taller than the pane; False at the end."""
        stream = self._stream
        if stream is None or stream.count == 0:
            return False
        lines = self._lines()
        rows = [place.row for place in lines if place.rank == self._cursor and place.row >= 0]
        body = stream.body(self._cursor)
        if rows and body > self._height:
            hidden = body - 1 - rows[-1] if direction > 0 else rows[0]
            if hidden > 0:
                stretch = min(hidden, max(self._height // 2, 1)) * direction
                self._top, self._view = anchored.shift(stream, self._top, stretch), "free"
                self._touch()
                return True
        rank = stream.below(self._cursor) if direction > 0 else stream.above(self._cursor)
        if rank is None:
            if direction < 0:
                self._top = anchored.settle(stream, anchored.start(stream), self._height)
                self._touch()
            return False
        self._top = anchored.show(stream, self._top, self._height, rank, from_above=direction > 0)
        if rank == stream.top() and stream.lead(rank) + stream.body(rank) <= self._height:
            self._top = anchored.start(stream)
        self._following = rank == stream.count - 1
        self._view = "latest" if self._following and self._top == self._latest() else "free"
        self._set_cursor(rank)
        return True

    def _turn(self, rows: int) -> None:
        """Scroll by `rows`, the cursor staying at its height on the screen; at the list's end it goes there."""
        stream = self._stream
        if stream is None or stream.count == 0:
            return
        lines = self._lines()
        height = next(
            (y for y, place in enumerate(lines) if place.rank == self._cursor and place.row >= 0), len(lines) // 2
        )
        before, top = lines[0], anchored.settle(stream, anchored.shift(stream, self._top, rows), self._height)
        self._top = top
        lines = anchored.lines(stream, top, self._height)
        if top == before:
            rank = stream.bottom() if rows > 0 else stream.top()
        else:
            rank = lines[min(height, len(lines) - 1)].rank
        self._following = rank == stream.count - 1
        self._view = "latest" if self._following and top == self._latest() else "free"
        self._set_cursor(rank)

    def _set_cursor(self, rank: int) -> None:
        moved = rank != self._cursor
        self._cursor = rank
        self._touch()
        if moved:
            self.post_message(self.CursorMoved(rank))

    # Where things are ----------------------------------------------------------------------------------------

    @property
    def _height(self) -> int:
        return max(self.content_size.height, 1)

    def _setting(self, archive: Archive) -> Setting:
        width = max(self.content_size.width - _GUTTER - _MARGIN, 4)
        marks = None if self._query is None else self._query.marks
        return Setting(width, archive.header.zone, self.glyphs, marks)

    def _latest(self) -> Place:
        """The first row of the view that shows the newest post: at the pane's end, or its start if it is taller."""
        assert self._stream is not None  # noqa: S101
        if self._stream.order == "newest":
            return anchored.start(self._stream)
        last = self._stream.bottom()
        if self._stream.body(last) >= self._height:
            return Place(last, 0)
        return anchored.end(self._stream, self._height)

    def _at_edge(self) -> bool:
        """Whether the outermost row on the newest side is on the screen."""
        assert self._stream is not None  # noqa: S101
        lines = anchored.lines(self._stream, self._top, self._height)
        if self._stream.order == "newest":
            return lines[0] == anchored.start(self._stream)
        last = self._stream.bottom()
        return lines[-1] == Place(last, self._stream.body(last) - 1)

    def _place(self) -> None:
        """Put the top row where the kind of view wants it."""
        stream = self._stream
        if stream is None or stream.count == 0:
            return
        if self._view == "latest":
            self._top = self._latest()
        elif self._view == "third":
            top = anchored.shift(stream, Place(self._cursor, 0), -(self._height // 3))
            self._top = anchored.settle(stream, top, self._height)

    def _lines(self) -> list[Place]:
        """The places on the screen, from the top row on."""
        if self._shown is None:
            stream = self._stream
            if stream is None or stream.count == 0:
                return []
            self._shown = anchored.lines(stream, self._top, self._height)
        return self._shown

    def _touch(self) -> None:
        """What is on the screen changed: draw it, and count what was not seen."""
        self._shown = None
        if self.text_selection is not None:
            self.screen.clear_selection()
        if self.count == 0:
            unseen = 0
        else:
            newest = (
                self.count - 1 if self._following else max((at.rank for at in self._lines() if at.row >= 0), default=-1)
            )
            self._seen = max(self._seen, newest)
            unseen = self.count - 1 - self._seen
        if unseen != self._unseen:
            self._unseen = unseen
            self.post_message(self.Unseen(unseen))
        self.refresh()

    def _reset_setting(self) -> None:
        """Lay out anew; the post under the reader's eye stays at its height on the screen."""
        stream, archive = self._stream, self._archive
        if stream is None or archive is None:
            return
        setting = self._setting(archive)
        if setting == stream.setting:
            self._touch()
            return
        lines = self._shown or []
        eye = next((y for y, place in enumerate(lines) if place.rank == self._cursor and place.row >= 0), None)
        held, height = (lines[eye], eye) if eye is not None else (self._top, 0)
        rows = stream.body(held.rank) if stream.count and held.row > 0 else 1
        stream.setting = setting
        if stream.count:
            row = held.row * stream.body(held.rank) // rows if held.row > 0 else max(held.row, -stream.lead(held.rank))
            top = anchored.shift(stream, Place(held.rank, row), -min(height, self._height - 1))
            self._top = anchored.settle(stream, top, self._height)
            self._place()
        self._touch()

    # What Textual says ---------------------------------------------------------------------------------------

    def watch_order(self, order: Order) -> None:
        """Turn the list round; the current post stays in view."""
        if self._stream is not None and self._stream.order != order:
            self._stream.order = order
            if self._stream.count:
                self._view = "latest" if self._following else "third"
                self._place()
            self._touch()

    def watch_glyphs(self) -> None:
        """Draw with other signs."""
        self._reset_setting()

    def on_resize(self) -> None:
        """Lay out at the new size."""
        if self._stream is None or self._archive is None:
            return
        if self._setting(self._archive) != self._stream.setting:
            self._reset_setting()
        elif self._stream.count:
            self._top = anchored.settle(self._stream, self._top, self._height)
            self._place()
            if self._view == "free" and any(at.rank == self._cursor for at in self._shown or ()):
                self._top = anchored.show(self._stream, self._top, self._height, self._cursor)
            self._touch()

    def notify_style_update(self) -> None:
        """Another theme, or the focus came or went."""
        super().notify_style_update()
        self._palettes = None

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel scrolls and nothing else."""
        event.stop()
        event.prevent_default()
        self.scroll_rows(_WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel scrolls and nothing else."""
        event.stop()
        event.prevent_default()
        self.scroll_rows(-_WHEEL)

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor on a post; on the current one it chooses it; on the chip it goes to what is new."""
        offset = event.get_content_offset(self)
        if offset is None or self.text_selection is not None or self._stream is None:
            return
        if self._unseen and offset.y == self._chip_row():
            self.show_latest()
            return
        lines = self._lines()
        if offset.y >= len(lines) or lines[offset.y].row < 0 or offset.x >= self.content_size.width - 1:
            return
        rank = lines[offset.y].rank
        if rank == self._cursor:
            self.post_message(self.Chosen(rank))
            return
        self._following = rank == self.count - 1
        if self._view != "latest" or not self._following:
            self._view = "free"
        self._set_cursor(rank)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the scrollbar."""
        offset = event.get_content_offset(self)
        if offset is not None and offset.x == self.content_size.width - 1 and self._bar() is not None:
            event.prevent_default()
            self.capture_mouse()
            self._thumb_held = offset.y
            self._drag_to(offset.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag the scrollbar."""
        if self._thumb_held is not None and self.app.mouse_captured is self:
            self._drag_to(event.y - self.gutter.top)

    def on_mouse_up(self) -> None:
        """Let go of the scrollbar."""
        if self._thumb_held is not None:
            self._thumb_held = None
            self.release_mouse()

    def _drag_to(self, y: int) -> None:
        """Show the part of the list that lies at row `y` of the scrollbar."""
        stream = self._stream
        if stream is None or stream.count == 0:
            return
        number = min(max(y, 0), self._height - 1) * stream.count // max(self._height - 1, 1)
        number = min(number, stream.count - 1)
        rank = number if stream.order == "oldest" else stream.count - 1 - number
        self._top, self._view = anchored.settle(stream, Place(rank, 0), self._height), "free"
        if y <= 0:
            self._top = anchored.start(stream)
        self._following = self._at_edge()
        self._touch()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text, as it stands on the screen."""
        if self._stream is None:
            return None
        text = "\n".join(" " * _GUTTER + row_text(self._stream.row(place)) for place in self._lines())
        return selection.extract(text), "\n"

    # Drawing -------------------------------------------------------------------------------------------------

    def _styles(self, lit: bool) -> dict[str, Style]:
        if self._palettes is None:
            names = {f"timeline--{name}": name in _TEXTS for name in (*_TEXTS, *_MARKS, "cursor")}
            plain, under = palette(self, names), palette(self, names, over="timeline--cursor")
            self._palettes = plain, under
        return self._palettes[lit]

    def render_line(self, y: int) -> Strip:
        """One row of the pane."""
        width = self.content_size.width
        styles = self._styles(lit=False)
        if self.count == 0 or self._stream is None:
            text = _EMPTY if y == self._height // 3 else ""
            return _strip([Segment(clip(text, width).center(width), styles["timeline--quiet"])], width, styles)
        if self._unseen and y == self._chip_row():
            return self._chip(width, styles)
        lines = self._lines()
        if y >= len(lines):
            return _strip([], width - 1, styles, self._bar_cell(y, styles))
        place = lines[y]
        lit = place.rank == self._cursor and place.row >= 0
        styles = self._styles(lit)
        segments = [*self._gutter(place, lit, styles), *_paint(self._stream.row(place), styles)]
        strip = _strip(segments, width - 1, styles, self._bar_cell(y, self._styles(lit=False)))
        selection = self.text_selection
        if selection is not None and (span := selection.get_span(y)) is not None:
            first, last = span
            last = width - 1 if last < 0 else min(last, width - 1)
            chosen = self.screen.get_component_rich_style("screen--selection")
            parts = strip.divide([first, last, width]) if first < last else [strip]
            strip = Strip.join([*parts[:1], *(part.apply_style(chosen) for part in parts[1:2]), *parts[2:]])
        return strip.apply_offsets(0, y)

    def _gutter(self, place: Place, lit: bool, styles: dict[str, Style]) -> list[Segment]:
        """The cursor's bar, and a mark beside the first row of a hit or of a post that just arrived."""
        assert self._stream is not None  # noqa: S101
        sign = " "
        if place.row == 0:
            when = self._stream.post(place.rank).when
            if self._is_hit(place.rank):
                sign = self.glyphs.hit
            elif when is not None and when.at == self._arrived:
                sign = self.glyphs.arrived
        bar = self.glyphs.cursor if lit else " "
        return [Segment(bar, styles["timeline--edge"]), Segment(sign, styles["timeline--mark"])]

    def _is_hit(self, rank: int) -> bool:
        place = bisect_left(self._hits, rank)
        return place < len(self._hits) and self._hits[place] == rank

    def _chip_row(self) -> int:
        return 0 if self.order == "newest" else self._height - 1

    def _chip(self, width: int, styles: dict[str, Style]) -> Strip:
        """How many posts came."""
        arrow = self.glyphs.up if self.order == "newest" else self.glyphs.down
        text = f" {arrow} {self._unseen:,} new "
        blank = " " * max(width - len(text) - 1, 0)
        return _strip(
            [Segment(blank, styles["timeline--text"]), Segment(text, styles["timeline--chip"])], width, styles
        )

    def _bar(self) -> tuple[int, int] | None:
        """First row and length of the scrollbar's thumb, by rank; None where all is on the screen."""
        stream, lines = self._stream, self._lines()
        if stream is None or not lines:
            return None
        above = lines[0] == anchored.start(stream)
        last = stream.bottom()
        below = lines[-1] == Place(last, stream.body(last) - 1)
        if above and below:
            return None
        first, final = lines[0].rank, lines[-1].rank
        if stream.order == "newest":
            first, final = stream.count - 1 - first, stream.count - 1 - final
        height = self._height
        length = max(1, min(height - 1, (final - first + 1) * height // stream.count))
        room = height - length
        if above or below:
            return (0 if above else room), length
        hidden = max(stream.count - (final - first + 1), 1)
        return min(max(first * room // hidden, 1 if room > 1 else 0), max(room - 1, 0)), length

    def _bar_cell(self, y: int, styles: dict[str, Style]) -> Segment:
        bar = self._bar()
        if bar is None:
            return Segment(" ", styles["timeline--text"])
        first, length = bar
        if first <= y < first + length:
            return Segment(self.glyphs.thumb, styles["timeline--thumb"])
        return Segment(self.glyphs.track, styles["timeline--track"])


def _paint(row: Row, styles: dict[str, Style]) -> list[Segment]:
    """A row's pieces in their styles."""
    hit = styles["timeline--hit"]
    return [Segment(piece.text, hit if piece.hit else styles[f"timeline--{piece.role}"]) for piece in row if piece.text]


def _strip(segments: list[Segment], width: int, styles: dict[str, Style], last: Segment | None = None) -> Strip:
    """`segments` in exactly `width` cells, and `last` after them."""
    strip = Strip([segment for segment in segments if segment.text]).adjust_cell_length(width, styles["timeline--text"])
    return strip if last is None else Strip([*strip, last], width + 1)

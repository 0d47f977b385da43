"""The timeline: the posts that have happened, wrapped and scrollable; it pays only for the rows on the screen."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import UTC, tzinfo

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

from feeds.archive import Query
from feeds.model import Header, Post
from tui.render.anchored import Place
from tui.render.cells import clip
from tui.render.glyphs import UNICODE, Glyphs
from tui.render.posts import Setting
from tui.render.rows import Row, row_text
from tui.render.stream import Order, Posts, Stream
from tui.render.styles import Ink, laid_over, palette
from tui.render.viewport import Viewport

_GUTTER = 2
"""The cursor's bar and the mark of a hit or a post that just arrived."""
_MARGIN = 2
"""A space and the scrollbar."""
_WHEEL = 3
_EMPTY = "Nothing has happened yet."

_BOLD = Ink(bold=True)
_CHIP = Ink("background", bold=True, ground="accent")
_INKS = {
    "text": Ink(),
    "heading": _BOLD,
    "key": Ink("accent", bold=True),
    "time": Ink(strength=0.8),
    "guess": Ink(strength=0.7),
    "kind": Ink(strength=0.8),
    "author": _BOLD,
    "quiet": Ink(strength=0.7),
    "quote": Ink(strength=0.9, italic=True),
    "gap": Ink(strength=0.7),
    "day": _BOLD,
    "hit": _CHIP,
    "mark": Ink("accent", bold=True),
    "chip": _CHIP,
    "bar": Ink(strength=0.3, mark=True),
    "meter": Ink("primary", mark=True),
    "thumb": Ink(strength=0.45, mark=True),
    "track": Ink(strength=0.12, mark=True),
    "edge": Ink(strength=0.45, mark=True),
}
_IN_FOCUS = _INKS | {"edge": Ink("accent", mark=True)}
_LIT, _LIT_IN_FOCUS = 0.06, 0.1
"""How much of the text's colour lies over the ground at the cursor."""


class Timeline(Widget, can_focus=True):
    """The first posts of an archive, with a cursor; what it draws is a function of them, its state, size and theme.

    While the reader is at the edge (`following`), new posts scroll in and the cursor goes along; what is drawn is then
    a function of the number of posts and the size alone. Otherwise nothing moves, and `unseen` counts what came.
    """

    DEFAULT_CSS = "Timeline { background: $background; color: $foreground; }"

    order: reactive[Order] = reactive("oldest", repaint=False)
    """Which post is at the top."""
    glyphs: reactive[Glyphs] = reactive(UNICODE, repaint=False)
    """The signs to draw with."""
    unveiled: reactive[bool] = reactive(False)
    """Whether posts are listed that have not happened yet: then none counts as new."""

    class CursorMoved(Message):
        """The cursor is on another post."""

        def __init__(self, rank: int) -> None:
            super().__init__()
            self.rank = rank

    class Chosen(Message):
        """The current post was clicked."""

        def __init__(self, rank: int) -> None:
            super().__init__()
            self.rank = rank

    class Unseen(Message):
        """So many posts came while the reader was elsewhere."""

        def __init__(self, count: int) -> None:
            super().__init__()
            self.count = count

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._view = Viewport(Stream(_Nothing(), Setting(0, UTC)))
        self._query: Query | None = None
        self._hits: Sequence[int] = ()
        self._palettes: tuple[dict[str, Style], dict[str, Style]] | None = None
        self._told = (0, 0)
        self._bar_held = False

    # What the app says ---------------------------------------------------------------------------------------

    def show(self, archive: Posts) -> None:
        """Show the posts of `archive`, none of them yet; the reader follows."""
        self._view = Viewport(Stream(archive, self._setting(archive.header.zone), self.order), self._height)
        self._changed()

    def reveal(self, count: int) -> None:
        """Show the first `count` posts. At the edge the view goes along, elsewhere nothing moves."""
        if count != self._view.count:
            self._view.reveal(count)
            self._changed()

    def show_latest(self) -> None:
        """Go to the newest post and follow; the view is then a function of the number of posts and the size."""
        self._view.show_latest()
        self._changed()

    def goto(self, rank: int, third: bool = True) -> None:
        """Put the cursor on `rank` (the newest, if that is not there yet), at a third of the height.

        Without `third`, the view moves only as far as it takes to show the post. New posts are followed on from any
        post of the newest instant.
        """
        self._view.goto(rank, third=third)
        self._changed()

    def set_query(self, query: Query | None, hits: Sequence[int] = ()) -> None:
        """Mark what `query` finds, and the posts of the ranks `hits` (ascending); None marks nothing."""
        self._query, self._hits = query, hits
        self._fit()

    # What the reader does ------------------------------------------------------------------------------------

    @property
    def cursor(self) -> int:
        """The rank of the post the reader is on; 0 while there is none."""
        return self._view.cursor

    @property
    def count(self) -> int:
        """How many posts are revealed."""
        return self._view.count

    @property
    def following(self) -> bool:
        """Whether new posts take the view along."""
        return self._view.following

    @property
    def settled(self) -> bool:
        """Whether the view is where a jump put it: the reader has not scrolled since."""
        return self._view.settled

    @property
    def unseen(self) -> int:
        """How many posts came since the reader left the edge and were not on the screen yet."""
        return 0 if self.unveiled else self._view.unseen

    def move(self, delta: int) -> None:
        """Move the cursor `delta` posts down the screen (up, if negative); a tall post is scrolled through first."""
        self._view.move(delta)
        self._changed()

    def page(self, pages: int) -> None:
        """Scroll by whole panes, but for two rows of context; the cursor keeps its height on the screen."""
        self._view.page(pages)
        self._changed()

    def half_page(self, halves: int) -> None:
        """Scroll by half a pane."""
        self._view.half_page(halves)
        self._changed()

    def scroll_rows(self, rows: int) -> None:
        """Scroll and leave the cursor where it is; off the edge nothing is followed any more, back at it again."""
        self._view.scroll(rows)
        self._changed()

    def first(self) -> None:
        """To the first post of the day."""
        self.goto(0)

    def last(self) -> None:
        """To the newest post, and follow."""
        self.show_latest()

    # What changed --------------------------------------------------------------------------------------------

    @property
    def _height(self) -> int:
        return max(self.content_size.height, 1)

    def _setting(self, zone: tzinfo) -> Setting:
        width = max(self.content_size.width - _GUTTER - _MARGIN, 1)
        return Setting(width, zone, self.glyphs, None if self._query is None else self._query.marks)

    def _fit(self) -> None:
        """Lay out for the present size, signs and query."""
        self._view.fit(self._setting(self._view.stream.setting.zone), self._height)
        self._changed()

    def _changed(self) -> None:
        """Draw what is on the screen now, and tell who listens."""
        if self.is_attached and self.text_selection is not None:
            self.screen.clear_selection()
        (cursor, unseen), self._told = self._told, (self.cursor, self.unseen)
        if cursor != self.cursor:
            self.post_message(self.CursorMoved(self.cursor))
        if unseen != self.unseen:
            self.post_message(self.Unseen(self.unseen))
        self.refresh()

    def watch_order(self, order: Order) -> None:
        """Turn the list round; the current post stays in view."""
        self._view.turn_round(order)
        self._changed()

    def watch_glyphs(self) -> None:
        """Draw with other signs."""
        self._fit()

    def on_resize(self) -> None:
        """Lay out at the new size."""
        self._fit()

    def notify_style_update(self) -> None:
        """Another theme, or the focus came or went."""
        super().notify_style_update()
        self._palettes = None

    # The mouse -----------------------------------------------------------------------------------------------

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
        if offset is None or self.text_selection is not None:
            return
        lines = self._view.lines()
        if self.unseen and offset.y == self._chip_row():
            self.show_latest()
        elif offset.y < len(lines) and lines[offset.y].row >= 0 and offset.x < self.content_size.width - 1:
            rank = lines[offset.y].rank
            if rank == self.cursor:
                self.post_message(self.Chosen(rank))
            else:
                self._view.point(rank)
                self._changed()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the scrollbar."""
        offset = event.get_content_offset(self)
        if offset is not None and offset.x == self.content_size.width - 1 and self._view.thumb() is not None:
            self.capture_mouse()
            self._bar_held = True
            self._view.drag(offset.y)
            self._changed()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag the scrollbar."""
        if self._bar_held:
            self._view.drag(event.get_content_offset_capture(self).y)
            self._changed()

    def on_mouse_up(self) -> None:
        """Let go of the scrollbar."""
        if self._bar_held:
            self._bar_held = False
            self.release_mouse()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text, as it stands on the screen."""
        stream = self._view.stream
        text = "\n".join(" " * _GUTTER + row_text(stream.row(place)) for place in self._view.lines())
        return selection.extract(text), "\n"

    # Drawing -------------------------------------------------------------------------------------------------

    def _styles(self, lit: bool) -> dict[str, Style]:
        if self._palettes is None:
            colours, ground = self.app.theme_variables, self.background_colors[1]
            inks, strength = (_IN_FOCUS, _LIT_IN_FOCUS) if self.has_focus else (_INKS, _LIT)
            under = laid_over(ground, colours["foreground"], strength)
            self._palettes = palette(inks, colours, ground), palette(inks, colours, under)
        return self._palettes[lit]

    def render_line(self, y: int) -> Strip:
        """One row of the pane."""
        width = self.content_size.width
        styles = self._styles(lit=False)
        lines = self._view.lines()
        if not lines:
            text = _EMPTY if y == self._height // 3 else ""
            return _strip([Segment(clip(text, width).center(width), styles["quiet"])], width, styles)
        if self.unseen and y == self._chip_row():
            return self._chip(width, styles)
        bar = self._bar_cell(y, styles)
        if y >= len(lines):
            return _strip([], width - 1, styles, bar)
        place = lines[y]
        lit = place.rank == self.cursor and place.row >= 0
        styles = self._styles(lit)
        segments = [*self._gutter(place, lit, styles), *_paint(self._view.stream.row(place), styles)]
        strip = _strip(segments, width - 1, styles, bar)
        selection = self.text_selection
        if selection is not None and (span := selection.get_span(y)) is not None:
            strip = _selected(strip, span, width - 1, self.screen.get_component_rich_style("screen--selection"))
        return strip.apply_offsets(0, y)

    def _gutter(self, place: Place, lit: bool, styles: dict[str, Style]) -> list[Segment]:
        """The cursor's bar, and a mark beside the first row of a hit or of a post that just arrived."""
        sign = " "
        if place.row == 0:
            if _among(self._hits, place.rank):
                sign = self.glyphs.hit
            elif self._view.is_new(place.rank):
                sign = self.glyphs.arrived
        bar = self.glyphs.cursor if lit else " "
        return [Segment(bar, styles["edge"]), Segment(sign, styles["mark"])]

    def _chip_row(self) -> int:
        return 0 if self.order == "newest" else self._height - 1

    def _chip(self, width: int, styles: dict[str, Style]) -> Strip:
        """How many posts came."""
        arrow = self.glyphs.up if self.order == "newest" else self.glyphs.down
        text = f" {arrow} {self.unseen:,} new "
        blank = " " * max(width - len(text) - 1, 0)
        return _strip([Segment(blank, styles["text"]), Segment(text, styles["chip"])], width, styles)

    def _bar_cell(self, y: int, styles: dict[str, Style]) -> Segment:
        """A row of the scrollbar."""
        thumb = self._view.thumb()
        if thumb is None:
            return Segment(" ", styles["text"])
        first, length = thumb
        if first <= y < first + length:
            return Segment(self.glyphs.thumb, styles["thumb"])
        return Segment(self.glyphs.track, styles["track"])


class _Nothing:
    """The posts of no day."""

    header = Header()

    def __len__(self) -> int:
        return 0

    def window(self, first: int, count: int) -> list[Post]:
        """No posts."""
        return []


def _among(ranks: Sequence[int], rank: int) -> bool:
    """Whether `rank` is one of `ranks`, which ascend."""
    place = bisect_left(ranks, rank)
    return place < len(ranks) and ranks[place] == rank


def _paint(row: Row, styles: dict[str, Style]) -> list[Segment]:
    """A row's pieces in their styles."""
    hit = styles["hit"]
    return [Segment(piece.text, hit if piece.hit else styles[piece.role]) for piece in row if piece.text]


def _strip(segments: list[Segment], width: int, styles: dict[str, Style], last: Segment | None = None) -> Strip:
    """`segments` in exactly `width` cells, and `last` after them."""
    strip = Strip([segment for segment in segments if segment.text]).adjust_cell_length(width, styles["text"])
    return strip if last is None else Strip([*strip, last], width + 1)


def _selected(strip: Strip, span: tuple[int, int], width: int, style: Style) -> Strip:
    """`strip` with the cells from `span[0]` to `span[1]` (the end, if negative) in another style."""
    first, last = span[0], width if span[1] < 0 else min(span[1], width)
    if first >= last:
        return strip
    before, chosen, after = strip.crop(0, first), strip.crop(first, last), strip.crop(last, strip.cell_length)
    return Strip.join([before, Strip([Segment(part.text, (part.style or Style()) + style) for part in chosen]), after])

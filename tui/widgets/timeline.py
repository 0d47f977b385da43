"""The timeline: the posts that have happened, wrapped and scrollable; it pays only for the rows on the screen."""

from collections.abc import Callable, Container, Iterable
from datetime import UTC, tzinfo

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.selection import Selection
from textual.strip import Strip

from feeds.archive import Query
from feeds.model import Header, Post
from tui.render.anchored import Place
from tui.render.glyphs import UNICODE, Glyphs
from tui.render.paint import selected
from tui.render.posts import Setting
from tui.render.rows import row_text
from tui.render.stream import Order, Posts, Stream
from tui.render.strips import Look, Strips
from tui.render.viewport import Viewport
from tui.widgets.drawing import cropped, filtered
from tui.widgets.scrollbar import Dragged

_GUTTER = 2
"""The cursor's bar and the mark of a hit or a post that just arrived."""
_MARGIN = 2
"""A space and the scrollbar."""
_WHEEL = 3
_EMPTY = "Nothing has happened yet."
_NO_MATCH = "No post here matches the filter."


class Timeline(Dragged, can_focus=True):
    """The first posts of an archive, with a cursor; what it draws is a function of them, its state, size and theme.

    While the reader is at the edge (`following`), new posts scroll in and the cursor goes along; what is drawn is then
    a function of the number of posts and the size alone. Otherwise nothing moves, and `unseen` counts what came.
    """

    DEFAULT_CSS = "Timeline { background: $background; color: $foreground; }"

    order: reactive[Order] = reactive("oldest", repaint=False)
    """Which post is at the top."""
    glyphs: reactive[Glyphs] = reactive(UNICODE, repaint=False)
    """The signs to draw with."""

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

    class Followed(Message):
        """Whether new posts take the view along is not as it was."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._view = Viewport(Stream(_Nothing(), Setting(0, UTC)))
        self._query: Query | None = None
        self._hits: Container[int] = ()
        self._only: Container[int] | None = None
        self._rank_of: Callable[[int], int] = int
        self._drawing = Strips()
        self._told = (0, 0, True, True)
        self._bar_held = False
        self._chipped = False

    # What the app says ---------------------------------------------------------------------------------------

    def show(self, posts: Posts, rank_of: Callable[[int], int] = int) -> None:
        """List `posts`, none of them yet; the reader follows. `rank_of` says which number each has in the whole day."""
        self._rank_of, self._chipped = rank_of, False
        stream = Stream(posts, self._setting(posts.header.zone), self.order, rank_of)
        self._view = Viewport(stream, self._height)
        self._changed()

    def reveal(self, count: int, happened: int | None = None) -> None:
        """Show the first `count` posts. At the edge the view goes along, elsewhere nothing moves.

        `happened` is how many of them have happened, where the shield is lifted: then none counts as new.
        """
        view = self._view
        if (count, happened) != (view.count, None if view.shielded else view.happened):
            self._view.reveal(count, happened)
            self._changed()

    def show_latest(self) -> None:
        """Go to the newest post and follow; the view is then a function of the number of posts and the size."""
        self._view.show_latest()
        self._changed()

    def goto(self, rank: int, third: bool = True, hit: bool = False) -> None:
        """Put the cursor on `rank` (the newest, if that is not there yet), at a third of the height.

        With `hit`, what a search found in it comes into view. Without `third`, the view moves only as far as it takes
        to show the post. New posts are followed on from any post of the newest instant.
        """
        self._view.goto(rank, third=third, hit=hit)
        self._changed()

    def set_query(self, query: Query | None, hits: Container[int] = (), only: Container[int] | None = None) -> None:
        """Mark what `query` finds, and the posts of the ranks `hits`; None marks nothing.

        `only` are the ranks that a filter lets through, if there is one: what is listed besides is dimmed.
        """
        self._query, self._hits, self._only = query, hits, only
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
    def unveiled(self) -> bool:
        """Whether posts are listed that have not happened yet."""
        return self._view.happened < self._view.count

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
        """To the newest post that has happened, and follow; from there, where more are listed, to the last of all."""
        newest = self._view.happened - 1
        if self.unveiled and newest >= 0 and self.cursor != newest:
            self.goto(newest)
        else:
            self.show_latest()

    # What changed --------------------------------------------------------------------------------------------

    @property
    def _height(self) -> int:
        """The rows for posts: all but that of the chip."""
        return max(self.content_size.height - self._chipped, 1)

    @property
    def _first_row(self) -> int:
        """The row of the pane where the posts begin: under the chip, where that stands at the top."""
        return int(self._chipped and self.order == "newest")

    def _setting(self, zone: tzinfo) -> Setting:
        width = max(self.content_size.width - _GUTTER - _MARGIN, 1)
        return Setting(width, zone, self.glyphs, None if self._query is None else self._query.marks)

    def _fit(self) -> None:
        """Lay out for the present size, signs and query."""
        self._view.fit(self._setting(self._view.stream.setting.zone), self._height)
        self._changed()

    def _changed(self, *, drawn: bool = False) -> None:
        """Draw what is on the screen now, unless it is `drawn` already, and tell who listens."""
        if self.is_attached and self.text_selection is not None:
            self.screen.clear_selection()
        if self._chipped != (self.unseen > 0):
            self._chipped, drawn = not self._chipped, False
            self._view.give(1 if self._chipped else -1, above=self.order == "newest")
        before, self._told = self._told, (self.cursor, self.unseen, self.following, self.settled)
        cursor, unseen, *ways = before
        if cursor != self.cursor:
            self.post_message(self.CursorMoved(self.cursor))
        if unseen != self.unseen:
            self.post_message(self.Unseen(self.unseen))
        if ways != [self.following, self.settled]:
            self.post_message(self.Followed())
        if not drawn:
            self.refresh()

    def watch_order(self, order: Order) -> None:
        """Turn the list round; the current post stays in view."""
        self._view.turn_round(order)
        self._changed()

    def watch_glyphs(self) -> None:
        """Draw with other signs."""
        self._fit()

    def on_resize(self) -> None:
        """Lay out at the new size, unless that was done for a picture of it."""
        self._changed(drawn=not self._view.fit(self._setting(self._view.stream.setting.zone), self._height))

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
        if self._chipped and offset.y == self._chip_row():
            self.show_latest()
            return
        lines, y = self._view.lines(), offset.y - self._first_row
        if y < len(lines) and lines[y].row >= 0 and offset.x < self.content_size.width - 1:
            rank = lines[y].rank
            if rank == self.cursor:
                self.post_message(self.Chosen(rank))
            else:
                self._view.point(rank)
                self._changed()

    def has_bar(self) -> bool:
        """Whether there is a scrollbar."""
        return self._view.thumb() is not None

    def drag(self, row: int) -> None:
        """Scroll as far as `row` is down the scrollbar."""
        self._view.drag(row - self._first_row)
        self._changed()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text, as it stands on the screen."""
        stream = self._view.stream
        rows = [" " * _GUTTER + row_text(stream.row(place)) for place in self._view.lines()]
        return selection.extract("\n".join([""] * self._first_row + rows)), "\n"

    # Drawing -------------------------------------------------------------------------------------------------

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows in `crop`. There is nothing round them to be drawn; where text stands is only told to who asks."""
        # At the present size, of which the event may be on its way yet.
        self._view.fit(self._setting(self._view.stream.setting.zone), self._height)
        strips = filtered(self, self._drawn(crop.line_range), self.background_colors[1])
        return cropped(strips, crop, self.size.width)

    def render_line(self, y: int) -> Strip:
        """One row of the pane, with where its text stands, for whoever selects it."""
        return self._drawn((y,))[0].apply_offsets(0, y)

    def _drawn(self, rows: Iterable[int]) -> list[Strip]:
        """Rows of the pane, in the present theme, on the present ground and with the present signs."""
        drawing, width = self._drawing, self.content_size.width
        drawing.renew(self.app.theme_variables, self.background_colors[1], self.glyphs)
        lines, selection = self._view.lines(), self.text_selection
        if not lines:
            words, middle = _EMPTY if self._only is None else _NO_MATCH, self._height // 3
            return [drawing.words(words if y == middle else "", width) for y in rows]
        first, chip, thumb = self._first_row, self._chip_row() if self._chipped else None, self._view.thumb()
        arrow = self.glyphs.up if self.order == "newest" else self.glyphs.down
        strips = []
        for y in rows:
            if y == chip:
                strips.append(drawing.chip(self.unseen, arrow, width))
            elif y - first >= len(lines):
                strips.append(drawing.blank(y - first, thumb, width))
            else:
                place = lines[y - first]
                look, content = self._look(place), self._view.stream.row(place)
                drawn = drawing.row(place, content, look, y - first, thumb, width)
                if selection is not None and (span := selection.get_span(y)) is not None:
                    style = self.screen.get_component_rich_style("screen--selection")
                    drawn = selected(drawn, span, width - 1, style)
                strips.append(drawn)
        return strips

    def _look(self, place: Place) -> Look:
        """How the row at `place` is set off: the cursor's post, a filter's neighbour, a hit, what just arrived."""
        lit = place.rank == self.cursor and place.row >= 0
        beside = place.row >= 0 and self._only is not None and self._rank_of(place.rank) not in self._only
        if place.row == 0 and self._rank_of(place.rank) in self._hits:
            sign = self.glyphs.hit
        elif place.row == 0 and self._view.is_new(place.rank):
            sign = self.glyphs.arrived
        else:
            sign = self.glyphs.beside if beside else " "
        return Look(sign, lit=lit, focused=lit and self.has_focus, beside=beside)

    def _chip_row(self) -> int:
        return 0 if self.order == "newest" else self.content_size.height - 1


class _Nothing:
    """The posts of no day."""

    header = Header()

    def __len__(self) -> int:
        return 0

    def window(self, first: int, count: int) -> list[Post]:
        """No posts."""
        return []

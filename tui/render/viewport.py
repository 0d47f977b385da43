"""What a reader sees of a stream: the cursor, the rows on the screen, whether new posts are followed; no widget."""

from typing import Literal

from tui.render import anchored
from tui.render.anchored import Place
from tui.render.posts import Setting
from tui.render.stream import Order, Stream


class Viewport:
    """A pane of `height` rows over a stream.

    While the reader is at the edge (`following`), new posts scroll in and the cursor goes along; what is seen is then
    a function of the number of posts and the size alone. Otherwise nothing moves, and `unseen` counts what came.
    """

    def __init__(self, stream: Stream, height: int = 1) -> None:
        self.stream = stream
        self.height = max(height, 1)
        self.cursor = 0
        """The rank of the post the reader is on; 0 while there is none."""
        self.following = True
        self.top = Place(0, 0)
        """The first row on the screen."""
        # `latest` and `third` are functions of count, cursor and size; `free` is where the reader scrolled to.
        self._view: Literal["latest", "third", "free"] = "latest"
        self._row = 0
        """The row of the current post that `third` puts at a third of the height."""
        self._seen = -1
        self._lines: list[Place] | None = None

    @property
    def count(self) -> int:
        """How many posts are revealed."""
        return self.stream.count

    @property
    def unseen(self) -> int:
        """How many posts came since the reader left the edge and were not on the screen yet."""
        return max(self.count - 1 - self._seen, 0)

    @property
    def settled(self) -> bool:
        """Whether the view is where a jump put it: nothing was scrolled since."""
        return self._view != "free"

    @property
    def happened(self) -> int:
        """How many of the posts have happened: all, but where the shield is lifted."""
        return self.stream.happened

    @property
    def shielded(self) -> bool:
        """Whether nothing may be told that has not happened."""
        return self.stream.shielded

    def lines(self) -> list[Place]:
        """The places on the screen, from the top row on; fewer than its height where the list ends."""
        if self._lines is None:
            self._lines = anchored.lines(self.stream, self.top, self.height) if self.count else []
        return self._lines

    # The day goes on, or back ----------------------------------------------------------------------------------

    def reveal(self, count: int, happened: int | None = None) -> None:
        """Show the first `count` posts. At the edge the view goes along, elsewhere nothing moves.

        `happened` is how many of them have happened, where the shield is lifted.
        """
        before = self.count
        self.stream.reveal(count, happened)
        self._lines = None
        if self.count == before:
            return
        self._seen = min(self._seen, self.count - 1)
        if self.count == 0:
            self.cursor, self.following, self.top, self._view = 0, True, Place(0, 0), "latest"
        elif self.following or self.cursor >= self.count:
            self.show_latest()
        else:
            if self._view == "third":
                self._view = "free"
            if self.top.rank >= self.count:
                self.top = self._latest()
            top = self.top if self.count > before else anchored.settle(self.stream, self.top, self.height)
            self._go(top)

    def show_latest(self) -> None:
        """Go to the newest post and follow."""
        if self.count:
            self.cursor, self.following, self._view = self.count - 1, True, "latest"
            self._place()

    def goto(self, rank: int, *, third: bool = True, hit: bool = False) -> None:
        """Put the cursor on `rank` (the newest, if that is not there yet), at a third of the height.

        With `hit`, that is where the first row stands in which a search found something, if it would not show else.
        Without `third`, the view moves only as far as it takes to show the post. New posts are followed on from any
        post of the newest instant.
        """
        if not self.count:
            return
        rank = min(max(rank, 0), self.count - 1)
        self._row = self._hit_out_of_sight(rank) if hit else 0
        if third and rank == self.count - 1 and not self._row:
            self.show_latest()
            return
        self.following = self._at_once(rank, self.count - 1)
        down, self.cursor = rank >= self.cursor, rank
        self._view = "third" if third else "free"
        if not third:
            self.top = anchored.show(self.stream, self.top, self.height, rank, from_above=down)
        self._place()

    # The reader reads ------------------------------------------------------------------------------------------

    def move(self, delta: int) -> None:
        """Move the cursor `delta` posts down the screen (up, if negative); a tall post is scrolled through first."""
        for _ in range(abs(delta)):
            if not self.count or not self._step(1 if delta > 0 else -1):
                return

    def point(self, rank: int) -> None:
        """Put the cursor on a post that is on the screen; nothing scrolls."""
        self.cursor = rank
        self.following = rank == self.count - 1
        if not self.following:
            self._view = "free"

    def page(self, pages: int) -> None:
        """Scroll by whole panes, but for two rows of context; the cursor keeps its height on the screen."""
        self._turn(pages * max(self.height - 2, 1))

    def half_page(self, halves: int) -> None:
        """Scroll by half a pane."""
        self._turn(halves * max(self.height // 2, 1))

    def scroll(self, rows: int) -> None:
        """Scroll and leave the cursor where it is; off the edge nothing is followed any more, back at it again."""
        if self.count:
            before = self.lines()[0]
            top = anchored.settle(self.stream, anchored.shift(self.stream, self.top, rows), self.height)
            if top != before:
                self._scrolled(top)

    def drag(self, y: int) -> None:
        """Show the part of the list that lies at row `y` of a scrollbar as high as the pane."""
        if not self.count:
            return
        number = min(max(y, 0), self.height - 1) * (self.count - 1) // max(self.height - 1, 1)
        rank = number if self.stream.order == "oldest" else self.count - 1 - number
        place = anchored.start(self.stream) if y <= 0 else Place(rank, 0)
        self._scrolled(anchored.settle(self.stream, place, self.height))

    def turn_round(self, order: Order) -> None:
        """The other order; the current post stays in view."""
        if order != self.stream.order:
            self.stream.order = order
            self._row, self._lines = 0, None
            if self.count:
                self._view = "latest" if self.following else "third"
                self._place()

    def give(self, rows: int, *, above: bool) -> None:
        """Lose so many rows of the pane at its lower edge, or its upper one (`above`); gain them, if negative.

        What stays on the pane does not move.
        """
        self.height = max(self.height - rows, 1)
        if self.count:
            if above:
                self.top = anchored.shift(self.stream, self.top, rows)
            self.top = anchored.settle(self.stream, self.top, self.height)
            self._place()

    def fit(self, setting: Setting, height: int) -> bool:
        """Another width or height, other signs or marks: the post under the reader's eye stays where it is.

        False if they are what they were.
        """
        height = max(height, 1)
        if setting == self.stream.setting and height == self.height:
            return False
        same = setting == self.stream.setting._replace(marks=setting.marks)
        if same and height == self.height:
            self.stream.setting = setting
            return True
        y, held = self._eye()
        old_cursor_body = self.stream.body(self.cursor) if self._row and not same else 1
        old_body = self.stream.body(held.rank) if self.count and not same else 1
        self.stream.setting, self.height, self._lines = setting, height, None
        if not self.count:
            return True
        if not same:
            self._row = self._row * self.stream.body(self.cursor) // old_cursor_body
        if not same and held.row > 0:
            held = Place(held.rank, held.row * self.stream.body(held.rank) // old_body)
        elif held.row < 0:
            held = Place(held.rank, max(held.row, -self.stream.lead(held.rank)))
        top = anchored.shift(self.stream, held, -min(y, height - 1))
        self.top = anchored.settle(self.stream, top, height)
        self._place()
        return True

    # Where things are ------------------------------------------------------------------------------------------

    def thumb(self) -> tuple[int, int] | None:
        """First row and length of a scrollbar's thumb, by rank; None where all is on the screen."""
        lines = self.lines()
        if not lines:
            return None
        above = lines[0] == anchored.start(self.stream)
        below = lines[-1] == self._final_row()
        if above and below:
            return None
        first, last = lines[0].rank, lines[-1].rank
        if self.stream.order == "newest":
            first, last = self.count - 1 - first, self.count - 1 - last
        length = max(1, min(self.height - 1, (last - first + 1) * self.height // self.count))
        room = self.height - length
        if above or below:
            return (0 if above else room), length
        hidden = max(self.count - (last - first + 1), 1)
        return min(max(first * room // hidden, min(1, room)), max(room - 1, 0)), length

    def is_new(self, rank: int) -> bool:
        """Whether a post is of the newest instant that has happened."""
        return rank < self.happened and self._at_once(rank, self.happened - 1)

    def _at_once(self, rank: int, other: int) -> bool:
        """Whether two posts are of the same instant, which must be known."""
        when, then = self.stream.post(rank).when, self.stream.post(other).when
        return when is not None and then is not None and when.at == then.at

    def _eye(self) -> tuple[int, Place]:
        """What the reader looks at: the first row of the current post that is on the screen, else the top row."""
        lines = self.lines()
        eye = next((y for y, place in enumerate(lines) if place.rank == self.cursor and place.row >= 0), 0)
        return eye, lines[eye] if lines else self.top

    def _step(self, direction: int) -> bool:
        """One post down or up, or a stretch of a post taller than the pane; False at the end."""
        stream = self.stream
        rows = [place.row for place in self.lines() if place.rank == self.cursor and place.row >= 0]
        body = stream.body(self.cursor)
        if rows and body > self.height:
            hidden = body - 1 - rows[-1] if direction > 0 else rows[0]
            if hidden > 0:
                self._view = "free"
                self._go(anchored.shift(stream, self.top, direction * min(hidden, max(self.height // 2, 1))))
                return True
        rank = stream.below(self.cursor) if direction > 0 else stream.above(self.cursor)
        if rank is None:
            self.goto(self.cursor, third=False)
            if direction < 0:
                self._go(anchored.settle(stream, anchored.start(stream), self.height))
            return False
        top = anchored.show(stream, self.top, self.height, rank, from_above=direction > 0)
        if rank == stream.top() and stream.lead(rank) + stream.body(rank) <= self.height:
            top = anchored.start(stream)
        self._moved(rank, top)
        return True

    def _turn(self, rows: int) -> None:
        """Scroll by `rows`, the cursor keeping its height on the screen; at the list's end it goes there."""
        if not self.count:
            return
        lines = self.lines()
        y = next((y for y, at in enumerate(lines) if at.rank == self.cursor and at.row >= 0), len(lines) // 2)
        top = anchored.settle(self.stream, anchored.shift(self.stream, self.top, rows), self.height)
        if top == lines[0]:
            rank = self.stream.bottom() if rows > 0 else self.stream.top()
        else:
            lines = anchored.lines(self.stream, top, self.height)
            rank = lines[min(y, len(lines) - 1)].rank
        self._moved(rank, top)

    def _moved(self, rank: int, top: Place) -> None:
        """The cursor went to `rank` and the view to `top`."""
        self.cursor = rank
        self.following = rank == self.count - 1
        self._view = "latest" if self.following and top == self._latest() else "free"
        self._go(top)

    def _scrolled(self, top: Place) -> None:
        """The view went to `top` and the cursor nowhere."""
        self._view = "free"
        self._go(top)
        edge = anchored.start(self.stream) if self.stream.order == "newest" else self._final_row()
        self.following = edge in self.lines()
        if self.following and self.cursor == self.count - 1 and top == self._latest():
            self._view = "latest"
        self._note_seen()

    def _final_row(self) -> Place:
        last = self.stream.bottom()
        return Place(last, self.stream.body(last) - 1)

    def _latest(self) -> Place:
        """The first row of the view that shows the newest post: at the pane's end, or its start if it is taller."""
        if self.stream.order == "newest":
            return anchored.start(self.stream)
        last = self.stream.bottom()
        if self.stream.body(last) >= self.height:
            return Place(last, 0)
        return anchored.end(self.stream, self.height)

    def _hit_out_of_sight(self, rank: int) -> int:
        """The row of a post where a search first found something, if that does not show with the post at a third."""
        rows = self.stream.rows(rank)
        hit = next((number for number, row in enumerate(rows) if any(piece.hit for piece in row)), 0)
        return hit if hit >= self.height - self.height // 3 else 0

    def _place(self) -> None:
        """Put the top row where the kind of view wants it."""
        top = self.top
        if self._view == "latest":
            top = self._latest()
        elif self._view == "third":
            row = min(self._row, self.stream.body(self.cursor) - 1)
            top = anchored.shift(self.stream, Place(self.cursor, row), -(self.height // 3))
            top = anchored.settle(self.stream, top, self.height)
        self._go(top)

    def _go(self, top: Place) -> None:
        self.top, self._lines = top, None
        self._note_seen()

    def _note_seen(self) -> None:
        """Posts count as seen once their first row was on the screen, or while they are followed."""
        shown = (place.rank for place in self.lines() if place.row >= 0)
        newest = self.count - 1 if self.following else max(shown, default=-1)
        self._seen = max(self._seen, newest)

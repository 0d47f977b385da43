"""The transport line: playing or paused, the day's clock, the speed, and what the reader is typing or looking for."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui.render.cells import width_of, wrap
from tui.render.glyphs import UNICODE, Glyphs, said
from tui.render.lines import shorten
from tui.render.times import seconds
from tui.widgets.drawing import drawn

_BETWEEN = 5
"""Cells between two parts."""
_LEAST = 20
"""In fewer cells than these a message is cut."""
_MOST = 4
"""Rows of a message."""


class Status(NamedTuple):
    """What the transport line says.

    `playhead` is in the event's own zone; `face` what the clock shows in place of the time of day. `gap` is the longest
    real wait between posts (None: all of it), `steady` the real time from post to post in that pace. `total` is the
    number of posts of the day, and only given where it may be known; `mouse` whether the terminal tells of the mouse.
    `waits`: play goes on when more posts come.
    """

    playhead: datetime
    playing: bool
    speed: float
    gap: timedelta | None
    revealed: int
    shield: bool
    typed: str = ""
    search: str = ""
    message: str = ""
    face: str = ""
    steady: timedelta | None = None
    loop: bool = False
    newest_first: bool = False
    ended: bool = False
    filter: str = ""
    total: int | None = None
    mouse: bool = True
    waits: bool = False


class Transport(Widget):
    """One line, least important words dropped first when the terminal is narrow; more for a long message."""

    DEFAULT_CSS = "Transport { height: auto; }"

    status: reactive[Status | None] = reactive(None)
    glyphs: reactive[Glyphs] = reactive(UNICODE)
    """The signs to draw with."""

    _height = 1
    _made: tuple[tuple[Status, int, Glyphs], Sequence[Content]] | None = None

    def render_line(self, y: int) -> Strip:
        """One of the rows at the width the layout gives."""
        width = self.content_size.width
        rows = self._rows(width)
        return drawn(self, rows[y] if y < len(rows) else Content(""), width)

    def _rows(self, width: int) -> Sequence[Content]:
        if self.status is None:
            return [Content.styled(said("Reading the day …", self.glyphs), "$quiet")]
        made = self.status, width, self.glyphs
        if self._made is None or self._made[0] != made:
            self._made = made, rows(*made)
        return self._made[1]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as there are at `width`."""
        self._height = len(self._rows(width))
        return self._height

    async def on_click(self, event: events.Click) -> None:
        """The clock, with the sign before it, is what plays or rests."""
        offset, status = event.get_content_offset(self), self.status
        if offset is None or status is None:
            return
        if offset.y == 0 and offset.x < _parts(status, self.glyphs)[0].width:
            await self.run_action("screen.play")

    def watch_status(self) -> None:
        """Take more rows, or give them back."""
        if len(self._rows(self.content_size.width)) != self._height:
            self.refresh(layout=True)


def rows(status: Status, width: int, glyphs: Glyphs = UNICODE) -> Sequence[Content]:
    """The transport line, and below it a message that has no room in it."""
    message = said(status.message, glyphs)
    clock = _parts(status, glyphs)[0][1].cell_length
    if status.typed or clock + _BETWEEN + width_of(message) <= width or width < _LEAST:
        return [line(status, width, glyphs)]
    cuts = wrap(message, width)
    return [
        line(status._replace(message=""), width, glyphs),
        *(Content.styled(message[start:end], "$accent") for start, end in cuts[:_MOST]),
    ]


class _Part(NamedTuple):
    """A part of the line: 0 in `weight` stays longest; where room is scarce, words may be cut before their `tail`."""

    weight: int
    words: Content
    tail: str = ""

    @property
    def content(self) -> Content:
        return self.words + self.tail if self.tail else self.words

    @property
    def width(self) -> int:
        return self.words.cell_length + width_of(self.tail)

    def cut(self, width: int, glyphs: Glyphs) -> "_Part":
        """The part in at most `width` cells, if that leaves enough to be read."""
        room = width - width_of(self.tail)
        return self if room < _LEAST_WORDS else self._replace(words=shorten(self.words, room, glyphs))


_LEAST_WORDS = 8
"""Words cut to fewer cells than that tell nothing."""


def line(status: Status, width: int, glyphs: Glyphs = UNICODE) -> Content:
    """The transport line in at most `width` cells: the least important parts are left out, then long words are cut."""
    separator = Content.styled(f"  {glyphs.dot}  ", "$quiet")
    parts = _parts(status, glyphs)

    def excess() -> int:
        return sum(part.width for part in parts) + _BETWEEN * (len(parts) - 1) - width

    for least in (_STATE + 1, 1):
        while excess() > 0 and (weight := max(part.weight for part in parts)) >= least:
            del parts[max(place for place, part in enumerate(parts) if part.weight == weight)]
        said_freely = [place for place, part in enumerate(parts) if place and (part.tail or part.weight == 0)]
        longest = max(said_freely, key=lambda place: parts[place].words.cell_length, default=0)
        if longest and (over := excess()) > 0:
            parts[longest] = parts[longest].cut(parts[longest].width - over, glyphs)
    return shorten(separator.join(part.content for part in parts), width, glyphs)


_STATE = 1
"""The weight of what says that the screen is not as usual."""


def _parts(status: Status, glyphs: Glyphs) -> list[_Part]:
    """The parts from left to right."""
    exact = ":%S" if status.speed <= 10 or not status.playing else ""
    clock = status.face or format(status.playhead, f"%H:%M{exact}")
    zone = "" if status.face else f" {zone_name(status.playhead)}"
    sign = glyphs.play if status.playing else glyphs.pause
    parts = [
        _Part(0, Content.assemble((f"{sign} ", "$accent"), (clock, "bold"), zone)),
        _Part(2, Content(f"{status.speed:g}{glyphs.times}")),
    ]
    if status.typed:
        parts.append(_Part(0, Content.styled(f" {status.typed} ", "reverse")))
    elif status.message:
        parts.append(_Part(0, Content.styled(said(status.message, glyphs), "$accent")))
    elif status.search:
        parts.append(_Part(0, *_counted(status.search)))
    if not status.shield:
        parts.append(_Part(_STATE, Content.styled("shield off", "$warning")))
    if not status.mouse:
        parts.append(_Part(_STATE, Content.styled("mouse off", "$warning")))
    if status.filter:
        words, count = _counted(status.filter)
        parts.append(_Part(_STATE, Content.assemble(("only ", "$quiet"), words), count))
    if not status.playing:
        parts.append(_Part(4, Content("waiting for more" if status.waits else "the end" if status.ended else "paused")))
    if status.newest_first:
        parts.append(_Part(5, Content("newest first")))
    if status.loop:
        parts.append(_Part(5, Content("loop")))
    of = "" if status.total is None else f" of {status.total:,}"
    posts = "post" if (status.revealed if status.total is None else status.total) == 1 else "posts"
    parts.append(_Part(6, Content(f"{status.revealed:,}{of} {posts}{'' if of else ' so far'}")))
    parts.append(_Part(7, Content.styled(said(pace(status), glyphs), "$quiet")))
    return parts


def _counted(note: str) -> tuple[Content, str]:
    """What is looked for, and how many there are of it: "mandate", "  3/17"."""
    words, gap, count = note.rpartition("  ")
    return (Content(words), gap + count) if gap else (Content(note), "")


def pace(status: Status) -> str:
    """How the silence between two posts passes, in words."""
    if status.steady is not None:
        return f"a post every {seconds(status.steady)}"
    return "gaps in full" if status.gap is None else f"gaps ≤ {seconds(status.gap)}"


def zone_name(instant: datetime) -> str:
    """The zone as its people call it ("BST"), or its offset where it has no such name."""
    name = instant.tzname() or "UTC"
    return name if name[0].isalpha() else f"UTC{name}"

"""Moments as lines: when, what kind, and in a few words what; the current one is marked."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from functools import lru_cache
from typing import overload

from textual.content import Content

from feeds.moments import Moment
from tui.render.cells import clip
from tui.render.glyphs import Glyphs
from tui.render.lines import Line, cut
from tui.render.times import clock, short_date

_ROOM_FOR_DATE = 28


def current(moments: Sequence[Moment], playhead: datetime) -> int:
    """The place of the last moment not after `playhead`; -1 while there is none."""
    return bisect_right(moments, playhead, key=lambda moment: moment.at) - 1


class Listed(Sequence[Line]):
    """A line a moment, the one at `now` marked; a line is made when it is asked for, as most are never in view."""

    def __init__(self, moments: Sequence[Moment], now: int, width: int, zone: tzinfo, glyphs: Glyphs) -> None:
        self._moments = moments
        self._now = now
        self._width = width
        self._zone = zone
        self._glyphs = glyphs

    def __len__(self) -> int:
        return len(self._moments)

    @overload
    def __getitem__(self, place: int) -> Line: ...

    @overload
    def __getitem__(self, place: slice) -> list[Line]: ...

    def __getitem__(self, place: int | slice) -> Line | list[Line]:
        """The line at a place."""
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        return self._line(range(len(self))[place])

    def _line(self, place: int) -> Line:
        """A tilde before a time that nobody stated, a date where it changes."""
        moment, now = self._moments[place], place == self._now
        label = moment.label
        if place > 0 and self._width >= _ROOM_FOR_DATE and self._date(place) != self._date(place - 1):
            label = f"{short_date(self._date(place))}: {label}"
        time = f"{'' if moment.exact else '~'}{clock(moment.at, self._zone)}"
        glyphs, strong = self._glyphs, "bold" if moment.kind == "declared" or now else ""
        sign = glyphs.moments.get(moment.kind, glyphs.moments["key"])
        content = _written(time, sign, label, strong, self._width, glyphs.ellipsis)
        return Line(content, moment.rank, f"{place}/{moment.rank}", glyphs.now if now else "")

    def _date(self, place: int) -> date:
        return self._moments[place].at.astimezone(self._zone).date()


@lru_cache(maxsize=256)
def _written(time: str, sign: str, label: str, strong: str, width: int, ellipsis: str) -> Content:
    """A moment's line; most of those in view were there before."""
    content = Content.assemble((f"{time:>6} ", "$quiet"), (f"{sign} ", "$accent"), (label, strong))
    return cut(content, width, ellipsis)


def listed(moments: Sequence[Moment], now: int, width: int, zone: tzinfo, glyphs: Glyphs) -> Sequence[Line]:
    """The lines of `moments`, or one that says that there are none."""
    if not moments:
        return [Line(Content.styled(clip("None so far.", width, glyphs.ellipsis), "$quiet"))]
    return Listed(moments, now, width, zone, glyphs)

"""Moments as lines: when, what kind, and in a few words what; the current one is marked, and in all its words."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from functools import lru_cache
from typing import overload

from textual.content import Content, Span

from feeds.moments import Moment
from tui.render.cells import clip, wrap
from tui.render.glyphs import Glyphs
from tui.render.lines import Line
from tui.render.times import short_date, time_of

_ROOM_FOR_DATE = 28
_MARGIN = 9
"""The cells before a label: its time and its sign."""
_MOST_ROWS = 3
"""So many rows a moment takes that is told in all its words."""


def current(moments: Sequence[Moment], playhead: datetime) -> int:
    """The place of the last moment not after `playhead`; -1 while there is none."""
    if moments and moments[-1].at <= playhead:  # nearly always; of a long day's moments others are read for it only
        return len(moments) - 1
    return bisect_right(moments, playhead, key=lambda moment: moment.at) - 1


class Listed(Sequence[Line]):
    """A line a moment, the one at `now` marked; a line is made when it is asked for, as most are never in view.

    The moment at `whole` has as many lines as its words take; so have others, the latest first, as long as all of them
    have room in `height` rows. Only the first line of a moment has a key.
    """

    def __init__(
        self,
        moments: Sequence[Moment],
        now: int,
        width: int,
        zone: tzinfo,
        glyphs: Glyphs,
        *,
        whole: int = -1,
        height: int = 0,
    ) -> None:
        self._moments = moments
        self._now = now
        self._width = width
        self._zone = zone
        self._glyphs = glyphs
        self._more = self._told(whole, height)

    def _told(self, whole: int, height: int) -> dict[int, list[Line]]:
        """The further lines of those that are told in all their words, in the order of the moments."""
        more = {whole: self._further(whole)} if 0 <= whole < len(self._moments) else {}
        spare = height - len(self._moments) - len(more.get(whole, ()))
        if spare > 0:
            for place in reversed(range(len(self._moments))):
                if place != whole and (lines := self._further(place)) and len(lines) <= spare:
                    more[place] = lines
                    spare -= len(lines)
        return dict(sorted(more.items()))

    def __len__(self) -> int:
        return self.first_of(len(self._moments))

    @overload
    def __getitem__(self, place: int) -> Line: ...

    @overload
    def __getitem__(self, place: slice) -> list[Line]: ...

    def __getitem__(self, place: int | slice) -> Line | list[Line]:
        """The line at a place."""
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        place = range(len(self))[place]
        moment = self.moment_at(place)
        beyond = place - self.first_of(moment)
        return self._more[moment][beyond - 1] if beyond else self._line(moment)

    def moment_at(self, place: int) -> int:
        """Which moment a line belongs to."""
        further = 0
        for moment, lines in self._more.items():
            if place <= moment + further:
                break
            if place <= moment + further + len(lines):
                return moment
            further += len(lines)
        return place - further

    def first_of(self, moment: int) -> int:
        """The place of the first line of a moment."""
        return moment + sum(len(lines) for before, lines in self._more.items() if before < moment)

    def last_of(self, moment: int) -> int:
        """The place of the last line of a moment."""
        return self.first_of(moment) + len(self._more.get(moment, ()))

    def owner(self, line: Line) -> int:
        """The moment that a line without a key goes on with."""
        return next(moment for moment, lines in self._more.items() if any(each is line for each in lines))

    def _line(self, place: int) -> Line:
        """A tilde before a time that nobody stated, a date where it changes."""
        moment = self._moments[place]
        label = self._label(moment, place)
        if self._more.get(place):
            start, end = wrap(label, self._room)[0]
            label = label[start:end]
        time = time_of(moment, self._zone)
        glyphs = self._glyphs
        sign = glyphs.moments.get(moment.kind, glyphs.moments["key"])
        content = _written(f"{time:>6}", sign, label, self._strong(moment, place), self._room, glyphs.ellipsis)
        return Line(content, moment.rank, f"{place}/{moment.rank}", glyphs.now if place == self._now else "")

    def _further(self, place: int) -> list[Line]:
        """The lines of a moment after its first; in the last of them all that is left, as far as there is room."""
        moment = self._moments[place]
        label = self._label(moment, place)
        cuts = wrap(label, self._room)[1:_MOST_ROWS]
        rows = [label[start:end] for start, end in cuts[:-1]] + [label[start:] for start, _end in cuts[-1:]]
        strong, ellipsis = self._strong(moment, place), self._glyphs.ellipsis
        return [Line(_written(" " * 6, " ", row, strong, self._room, ellipsis), moment.rank) for row in rows]

    @property
    def _room(self) -> int:
        return self._width - _MARGIN

    def _label(self, moment: Moment, place: int) -> str:
        if place == 0 or self._width < _ROOM_FOR_DATE:
            return moment.label
        date = self._date(moment)
        return moment.label if date == self._date(self._moments[place - 1]) else f"{short_date(date)}: {moment.label}"

    def _strong(self, moment: Moment, place: int) -> str:
        return "bold" if moment.kind == "declared" or place == self._now else ""

    def _date(self, moment: Moment) -> date:
        return moment.at.astimezone(self._zone).date()


@lru_cache(maxsize=256)
def _written(time: str, sign: str, label: str, strong: str, room: int, ellipsis: str) -> Content:
    """A moment's line; most of those in view were there before."""
    time, sign, label = f"{time} ", f"{sign} ", clip(label, room, ellipsis)
    after = len(time) + len(sign)
    spans = [Span(0, len(time), "$quiet"), Span(len(time), after, "$accent")]
    if strong:
        spans.append(Span(after, after + len(label), strong))
    return Content(time + sign + label, spans)


def listed(
    moments: Sequence[Moment],
    now: int,
    width: int,
    zone: tzinfo,
    glyphs: Glyphs,
    *,
    whole: int = -1,
    height: int = 0,
) -> Sequence[Line]:
    """The lines of `moments`, see Listed; or one line that says that there are none."""
    if not moments:
        return [Line(Content.styled(clip("None so far.", width, glyphs.ellipsis), "$quiet"))]
    return Listed(moments, now, width, zone, glyphs, whole=whole, height=height)

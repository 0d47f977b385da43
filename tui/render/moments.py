"""Moments as lines: when, what kind, and in a few words what; the current one is marked."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime, tzinfo

from textual.content import Content

from feeds.moments import Moment
from tui.render.cells import clip
from tui.render.glyphs import Glyphs
from tui.render.lines import Line, shorten
from tui.render.times import clock, short_date

_ROOM_FOR_DATE = 28


def current(moments: Sequence[Moment], playhead: datetime) -> int:
    """The place of the last moment not after `playhead`; -1 while there is none."""
    return bisect_right(moments, playhead, key=lambda moment: moment.at) - 1


def listed(moments: Sequence[Moment], now: int, width: int, zone: tzinfo, glyphs: Glyphs) -> list[Line]:
    """A line a moment, `moments[now]` marked; a tilde before a time that nobody stated, a date where it changes."""
    if not moments:
        return [Line(Content.styled(clip("None so far.", width, glyphs.ellipsis), "$quiet"))]
    lines: list[Line] = []
    before = None
    for place, moment in enumerate(moments):
        date = moment.at.astimezone(zone).date()
        label = moment.label
        if before is not None and date != before and width >= _ROOM_FOR_DATE:
            label = f"{short_date(date)}: {label}"
        before = date
        time = f"{'' if moment.exact else '~'}{clock(moment.at, zone)}"
        strong = "bold" if moment.kind == "declared" or place == now else ""
        content = Content.assemble(
            (f"{time:>6} ", "$quiet"),
            (f"{glyphs.moments.get(moment.kind, glyphs.moments['key'])} ", "$accent"),
            (label, strong),
        )
        mark = glyphs.now if place == now else ""
        lines.append(Line(shorten(content, width, glyphs), moment.rank, f"{place}/{moment.rank}", mark))
    return lines

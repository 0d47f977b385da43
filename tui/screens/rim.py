"""What the replay's screen says at its rim: the title, the transport line and the line of keys."""

import datetime as dt
from datetime import datetime
from typing import TYPE_CHECKING

from textual.content import Content

from feeds.wording import UNDATED, long_date
from tui.footer import Situation
from tui.render.clockface import face
from tui.render.lines import shorten
from tui.session import View
from tui.widgets.moments import Moments
from tui.widgets.result import Result
from tui.widgets.scrubber import Scrubber
from tui.widgets.signs import signs_of
from tui.widgets.transport import Status

if TYPE_CHECKING:
    from tui.handlers.handling import Handling


def title(screen: "Handling", date: dt.date, width: int) -> Content:
    """What the day is called, and at the right end of `width` cells its date."""
    said = long_date(date) if date == UNDATED else f"{date:%a} {date.day} {date:%b %Y}"
    name = shorten(Content.styled(screen.archive.header.title, "bold"), max(8, width - 20), signs_of(screen))
    return Content.assemble(name, " " * max(1, width - name.cell_length - len(said)), said)


def situation(screen: "Handling", view: View, *, behind: bool) -> Situation:
    """What the line of keys depends on."""
    session, prompt = screen.session, screen.prompt
    now = screen.archive.time_of(view.revealed - 1) if view.revealed else None
    return Situation(
        playing=session.replay.playing,
        listed=screen.timeline.count > 0,
        newest=now is not None and screen.archive.time_of(screen.cursor) == now,
        behind=behind,
        aside=isinstance(screen.focused, Moments | Result),
        typed=bool(screen.typed),
        held=screen.query_one(Scrubber).held,
        searching=bool(session.search.text),
        filtering=bool(session.filter.text),
        hits=bool((session.search if session.search.query is not None else session.filter).hits),
        line=prompt.takes_keys,
        completes=prompt.completes,
        left_open=prompt.is_open,
        page=not screen.is_active,
    )


def status(screen: "Handling", view: View, playhead: datetime) -> Status:
    """What the transport line says; of the day's end only where that may be known."""
    session, replay = screen.session, screen.session.replay
    clock = ""
    if session.face != "clock" and screen.archive.first_time is not None:
        known = session.known_declaration(view.visible)
        seconds = replay.speed <= 10 or not replay.playing
        clock = face(session.face, view.playhead, screen.archive.first_time, known, seconds=seconds)
    search = screen.search_note() or session.filter.error
    return Status(
        playhead=playhead,
        playing=replay.playing,
        speed=replay.speed,
        gap=replay.gap,
        revealed=view.revealed,
        shield=session.shield,
        typed=screen.typed,
        search=search,
        message=screen.message or ("" if search else screen.progress(view.visible)),
        face=clock,
        steady=replay.steady,
        loop=session.loop,
        newest_first=screen.timeline.order == "newest",
        ended=not session.shield and replay.ended,
        waits=screen.live and replay.waits,
        filter="" if session.filter.error else screen.filter_note(),
        mouse=screen.mouse,
        total=None if session.shield else len(screen.archive),
    )

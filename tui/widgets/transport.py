"""The transport line: playing or paused, the day's clock, the speed, and what the reader is typing or looking for."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget


@dataclass(frozen=True, slots=True)
class Status:
    """What the transport line says; `playhead` in the event's own zone, `gap` the longest real wait between posts."""

    playhead: datetime
    playing: bool
    speed: float
    gap: timedelta | None
    revealed: int
    shield: bool
    typed: str = ""
    search: str = ""
    message: str = ""


class Transport(Widget):
    """One line, least important words dropped first when the terminal is narrow."""

    DEFAULT_CSS = "Transport { height: 1; }"

    status: reactive[Status | None] = reactive(None)

    def render(self) -> RenderResult:
        """The line at the width the layout gives."""
        if self.status is None:
            return Content.styled("Reading the day …", "$quiet")
        return line(self.status, self.size.width)


def line(status: Status, width: int) -> Content:
    """The transport line in at most `width` cells."""
    seconds = ":%S" if status.speed <= 10 or not status.playing else ""
    clock = format(status.playhead, f"%H:%M{seconds}")
    parts = [
        Content.assemble(
            ("▶ " if status.playing else "‖ ", "$accent"),
            (clock, "bold"),
            f" {zone_name(status.playhead)}",
        ),
        Content(f"{status.speed:g}×"),
    ]
    if status.typed:
        parts.append(Content.assemble((f" {status.typed} ", "reverse"), (" G time  % share  x speed", "$quiet")))
    elif status.message:
        parts.append(Content.styled(status.message, "$accent"))
    elif status.search:
        parts.append(Content(status.search))
    if not status.shield:
        parts.append(Content.styled("shield off", "$warning"))
    parts.append(Content(f"{status.revealed} {'post' if status.revealed == 1 else 'posts'} so far"))
    if status.gap is not None:
        parts.append(Content.styled(f"waits ≤ {status.gap.total_seconds():g} s", "$quiet"))
    separator = Content.styled("  ·  ", "$quiet")
    needed = 3 if status.typed or status.message or status.search else 1
    while len(parts) > needed and separator.join(parts).cell_length > width:
        parts.pop()
    return separator.join(parts).truncate(width, ellipsis=True)


def zone_name(instant: datetime) -> str:
    """The zone as its people call it ("BST"), or its offset where it has no such name."""
    name = instant.tzname() or "UTC"
    return name if name[0].isalpha() else f"UTC{name}"

"""The faces of the transport line's clock: time of day, time passed, time to and from the declaration."""

from datetime import UTC, datetime, timedelta
from typing import Literal

Face = Literal["clock", "elapsed", "declaration"]
FACES: tuple[Face, ...] = ("clock", "elapsed", "declaration")


def face(kind: Face, playhead: datetime, first: datetime, declared: datetime | None, *, seconds: bool) -> str:
    """What the clock says at `playhead`, with or without seconds.

    `declared` is None where the declaration may not be known: then its distance is a question mark, the same whether
    it is still to come or there is none in the day.
    """
    if kind == "clock":
        return format(playhead, "%H:%M:%S" if seconds else "%H:%M")
    if kind == "elapsed":
        return _span(_between(first, playhead), seconds, "+", "−")
    if declared is None:
        return "T−?"
    return f"T{_span(_between(declared, playhead), seconds, '+', '−')}"


def _between(start: datetime, end: datetime) -> timedelta:
    """Real time between two instants, also where the clocks change."""
    return end.astimezone(UTC) - start.astimezone(UTC)


def _span(span: timedelta, seconds: bool, after: str, before: str) -> str:
    total = int(abs(span).total_seconds())
    days, rest = divmod(total, 86_400)
    hours, minutes = divmod(rest // 60, 60)
    text = f"{days} d {hours}:{minutes:02}" if days else f"{hours}:{minutes:02}"
    return (before if span < timedelta(0) else after) + text + (f":{total % 60:02}" if seconds else "")

"""How a replay opens: what the user asked for, what is remembered of the day, and which of the two counts."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from feeds.archive import Archive
from feeds.moments import resolve
from feeds.replay import GAP, SPEED, fitted
from tui.actions import ACTIONS, Action, key_of
from tui.memory import Kept, KeptMark, Memory
from tui.session import Mark, Session

if TYPE_CHECKING:
    from feeds.cues import CueSheet


class Settings(NamedTuple):
    """How a replay opens: `at` a moment (see `feeds.moments`), `speed` day seconds a second, `gap` the longest wait.

    `fit` makes the whole day last so long, in place of a speed. `present` opens it on the stage, with the cues of the
    sheet `cues`, if any, and a timer for a `talk` of that length. `ascii` says whether to draw with plain signs, None
    leaves it to the locale. `files` are those that the user gave, "-" being standard input.
    """

    at: str | None = None
    speed: float | None = None
    gap: timedelta | None = GAP
    paused: bool = False
    shield: bool = True
    present: bool = False
    cues: "CueSheet | None" = None
    talk: timedelta | None = None
    ascii: bool | None = None
    fit: timedelta | None = None
    files: Sequence[str] = ()


class Opening(NamedTuple):
    """A session to begin, and how the screen stood when the day was left.

    `at` is where the user asked to begin, if so; `cursor` a rank; `said` what the reader has to be told.
    """

    session: Session
    at: datetime | None = None
    cursor: int | None = None
    order: Literal["oldest", "newest"] = "oldest"
    theme: str = ""
    said: str = ""


def open_session(
    archive: Archive,
    settings: Settings,
    now: Callable[[], float],
    memory: Memory | None = None,
    actions: Sequence[Action] = ACTIONS,
) -> Opening:
    """The session of a day: what was asked for comes before what is remembered, and that before what is usual.

    `actions` has the keys that the reader is told of.

    Raises NotFound if there is no such moment, and ValueError for a day without posts.
    """
    at = None if settings.at is None else resolve(settings.at, archive).at
    kept, said = (None, "") if memory is None else memory.recall(archive.fingerprint())
    speed, steady = settings.speed or (kept.speed if kept else SPEED), None
    if settings.fit is not None:
        speed, steady = fitted(archive, settings.fit, settings.gap)
    left = _left(kept, archive)
    session = Session.start(
        archive,
        now,
        speed=speed,
        gap=settings.gap,
        steady=steady,
        at=at or left,
        shield=settings.shield,
    )
    if kept is None:
        return Opening(session, at, said=said)
    session.marks = _marks(kept.marks, archive)
    cursor = None if at or not left or kept.cursor is None else archive.rank_of(kept.cursor)
    if at is None and left is not None:
        said = f"Back at {left:%H:%M}, where you left. {key_of(actions, 'first-post')}, then Enter, starts over."
    return Opening(session, at, cursor, kept.order, kept.theme, said)


def _left(kept: Kept | None, archive: Archive) -> datetime | None:
    """Where the reader left the day, unless that was its beginning or its end: a day seen out begins anew."""
    if kept is None or archive.first_time is None or archive.last_time is None:
        return None
    within = archive.first_time < kept.playhead < archive.last_time
    return kept.playhead.astimezone(archive.header.zone) if within else None


def _marks(kept: Sequence[KeptMark], archive: Archive) -> tuple[Mark, ...]:
    """The marks by rank; a day with the same fingerprint has all their posts."""
    ranked = ((archive.rank_of(mark.post), mark.note) for mark in kept)
    return tuple(sorted(Mark(rank, note) for rank, note in ranked if rank is not None))


def to_keep(session: Session, cursor: int, order: Literal["oldest", "newest"], theme: str) -> Kept:
    """What is worth keeping of a session."""
    archive = session.archive
    return Kept(
        title=archive.header.title,
        playhead=session.replay.position(),
        cursor=archive.post(cursor).id if 0 <= cursor < len(archive) else None,
        speed=session.replay.speed,
        order=order,
        theme=theme,
        marks=tuple(KeptMark(post=archive.post(mark.rank).id, note=mark.note) for mark in session.marks),
    )

"""What is kept of a replay from one time to the next: a small file a day, in the state folder, named by its content."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple

from feeds import clean
from feeds.replay import FASTEST, SLOWEST
from feeds.writers import files

_VERSION = 1


class KeptMark(NamedTuple):
    """A mark, by the id of its post."""

    post: str
    note: str = ""


class Kept(NamedTuple):
    """A reader's session with one day: where the playhead and the cursor were, and the settings."""

    playhead: datetime
    speed: float
    title: str = ""
    """The day's, for people who look into the file."""
    cursor: str | None = None
    """The id of the post under it."""
    order: Literal["oldest", "newest"] = "oldest"
    theme: str = ""
    marks: tuple[KeptMark, ...] = ()


class Memory:
    """The sessions in `folder`; a day is known by its fingerprint (see `Archive.fingerprint`)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, fingerprint: str) -> Path:
        """Where the session of that day is kept."""
        return self.folder / f"{fingerprint}.json"

    def recall(self, fingerprint: str) -> tuple[Kept | None, str]:
        """The session kept of that day, and "" or one sentence on why there is none although there was a file.

        A file that cannot be read or makes no sense is set aside under another name.
        """
        path = self.path(fingerprint)
        try:
            return _read(path.read_bytes()), ""
        except FileNotFoundError:
            return None, ""
        except OSError as error:
            return None, self._set_aside(path, f"cannot be read ({error.strerror or error})")
        except ValueError:
            return None, self._set_aside(path, "is broken")

    def _set_aside(self, path: Path, why: str) -> str:
        aside = path.with_suffix(".broken")
        try:
            path.replace(aside)
        except OSError:
            return f"What was kept of this day {why}, and cannot be set aside."
        return f"What was kept of this day {why}; it is set aside as {aside.name}."

    def keep(self, fingerprint: str, kept: Kept) -> None:
        """Write a session in place of the one before. Raises OSError; then that one is as it was."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        files.write(self.path(fingerprint), [_written(kept).encode()])


def _written(kept: Kept) -> str:
    whole = {"version": _VERSION, "title": kept.title, **kept._asdict(), "playhead": kept.playhead.isoformat()}
    whole["marks"] = [mark._asdict() for mark in kept.marks]
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _read(written: bytes) -> Kept:
    """The session that `_written` made `written` of, or somebody's editor since. Raises ValueError for anything else.

    Fields that are unknown are passed over, those that are missing are as in a new session.
    """
    try:
        raw: dict[str, Any] = json.loads(written)
        playhead, speed, order = datetime.fromisoformat(raw["playhead"]), raw["speed"], raw.get("order", "oldest")
        whole = raw.get("version", _VERSION) == _VERSION and playhead.utcoffset() is not None
        if not whole or not SLOWEST <= speed <= FASTEST or order not in ("oldest", "newest"):
            raise ValueError("a session that no replay can have")
        return Kept(
            title=clean.line(raw.get("title", "")),
            playhead=playhead,
            cursor=None if raw.get("cursor") is None else clean.line(raw["cursor"]),
            speed=float(speed),
            order=order,
            theme=clean.line(raw.get("theme", "")),
            marks=tuple(
                KeptMark(post=clean.line(each["post"]), note=clean.line(each.get("note", "")))
                for each in raw.get("marks", ())
            ),
        )
    except (AttributeError, KeyError, TypeError, RecursionError) as error:
        raise ValueError("nothing that was ever kept") from error

"""Where the posts of a native file stand in it and when they were: a day to turn over before its words are read.

This pass looks at no more of a line than its time. So a line that turns out to be no post still has a place here, and
shows why it is none; the whole archive, which is made next, leaves it out.
"""

import json
import sqlite3
from array import array
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO

from feeds import clean, form
from feeds.archive import schema
from feeds.archive.faults import Damaged
from feeds.model import Block, Header, Post, When
from feeds.patterns import pattern

FILE = "texts"
"""The note in an archive that says in which file the posts' texts still are."""

_WHEN = pattern(rb'"when"\s*:\s*(?:"([^"\\]*)"|\{[^{}]*?"at"\s*:\s*"([^"\\]*)")')
_KEY = pattern(rb'"key"\s*:\s*true')
_READINGS = pattern(rb'"readings"\s*:\s*\[\s*\{')
_REPORT_EVERY = 20_000


class Untimed(Exception):  # noqa: N818 -- a state of the file
    """A post of the file does not say when it was: its time has to be inferred from all the others."""


def survey(
    source: Path,
    size: int,
    archive: Path,
    headed: Callable[[Header], Header],
    *,
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> bool:
    """Make a preliminary archive, at `archive`, of the first `size` bytes of the native file `source`.

    Its posts are read when they are shown.

    `headed` may change the header; `progress` is told a share from 0 to 1. False if `cancelled` said so. Raises
    Untimed, Unreadable for a header of a later version, OSError and sqlite3.Error.
    """
    from feeds.readers import files, native

    header: Header | None = None
    times, places, flags = array("q"), array("q"), bytearray()
    place = 0
    for number, line in enumerate(files.lines(source, size), start=1):
        if number % _REPORT_EVERY == 0:
            if cancelled():
                return False
            progress(place / size)
        if header is None and (raw := native.header_on(line)) is not None:
            header = native.header_of(raw, str(source), number)
        elif (at := _time_on(line)) is not None:
            times.append(at)
            places.append(place)
            flags.append((_KEY.search(line) is not None) | (_READINGS.search(line) is not None) << 1)
        place += len(line)
    connection = sqlite3.connect(archive, isolation_level=None)
    try:
        _fill(connection, headed(header or Header()), _in_order(times, header), times, places, flags)
        schema.finish_preliminary(connection, {FILE: json.dumps(str(source))})
        connection.execute("COMMIT")
    finally:
        connection.close()
    return True


class Texts:
    """The posts of a preliminary archive, read from their file at their places."""

    def __init__(self, path: str) -> None:
        """Raises Damaged if there is no such file any more."""
        try:
            self._file: BinaryIO = Path(path).open("rb")  # noqa: SIM115 -- as long as the archive is open
        except OSError as error:
            raise Damaged(f"{path} cannot be read any more ({error.strerror})") from error

    def post(self, place: int, at: datetime) -> Post:
        """The post on the line that begins at `place`, said to be of `at`; one that says so if it cannot be read."""
        try:
            self._file.seek(place)
            line = self._file.readline().strip()
        except OSError as error:
            raise Damaged(f"the file cannot be read any more ({error.strerror})") from error
        found = form.post(line) or _validated(line)
        if isinstance(found, Post) and found.when is not None and found.when.at == at:
            return found
        reason = found if isinstance(found, str) else "it has changed"
        text = clean.line(f"This line of the file cannot be read: {reason}")
        return Post(
            id=f"@{place}",
            kind="post",
            when=When.stated(at),
            body=(Block(type="paragraph", text=text),),
        )

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def _validated(line: bytes) -> Post | str:
    """The post on a line that is not an ordinary one, or why there is none; such are few, and it takes much to tell."""
    from feeds.readers import native
    from feeds.readers.encoding import mended

    return native.post_on(mended(line)[0])


def _time_on(line: bytes) -> int | None:
    """When the post on `line` was, in microseconds; None if there is none or its time makes no sense.

    Raises Untimed.
    """
    match = _WHEN.search(line)
    if match is not None:
        said: Any = (match[1] or match[2] or b"").decode("ascii", "replace")
    else:
        said = _said(line)
    try:
        at = datetime.fromisoformat(said)
        return None if at.tzinfo is None else schema.micros(at)
    except (TypeError, ValueError, OverflowError):
        return None


def _said(line: bytes) -> Any:
    """The same as the regular expression finds, of a line that is laid out in another way."""
    try:
        raw = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(raw, dict):
        return None
    when = raw.get("when")
    if when is None and "kind" in raw:
        raise Untimed
    return when.get("at") if isinstance(when, dict) else when


def _in_order(times: "array[int]", header: Header | None) -> Iterator[int]:
    """The numbers of the posts by time, those of one time as they stand, or turned in a file that is newest first."""
    turned = header is not None and header.order == "newest-first"
    numbers = range(len(times) - 1, -1, -1) if turned else range(len(times))
    if all(times[earlier] <= times[later] for earlier, later in pairwise(numbers)):
        return iter(numbers)
    return iter(sorted(numbers, key=times.__getitem__))


def _fill(
    connection: sqlite3.Connection,
    header: Header,
    order: Iterator[int],
    times: "array[int]",
    places: "array[int]",
    flags: bytearray,
) -> None:
    for pragma in ("journal_mode = OFF", "synchronous = OFF"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN EXCLUSIVE")
    schema.create(connection, header)
    rows = (
        (rank, times[number], "", flags[number] & 1, None, flags[number] >> 1, places[number])
        for rank, number in enumerate(order)
    )
    connection.executemany(schema.INSERT_POST, rows)

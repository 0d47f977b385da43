"""The posts of a native file become rows, in order of time: the half of an import that reads."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from feeds import validation
from feeds.archive import common
from feeds.archive.document import composed
from feeds.archive.instants import micros
from feeds.archive.places import Places
from feeds.archive.rows import Row, row_of
from feeds.archive.survey import Untimed
from feeds.model import EXACT
from feeds.readers import native
from feeds.readers.encoding import mended
from feeds.wording import titled

Frame = tuple[Any, ...]
"""What the reading tells, by its first item:

- "rows", a list of Rows, as plain tuples: the next ones;
- "block", at the end of one, how many rows it has, their pieces for `feeds.archive.common`, as plain tuples, and how
  many places have been looked at;
- "lost", the ranks among the places of lines that are no posts;
- "end", the posts by kind and their times by basis, and of the lines that are no posts or not as they should be, number
  and reason, and how many they are;
- "otherwise", when a post is not of the time that its place was found with;
- "failed", why the file cannot be read.
"""


class Otherwise(Exception):  # noqa: N818 -- a state of the file
    """A post is not of the time that its place was found with."""


def frames(places: Path, size: int, most: int, turn: int = 0, turns: int = 1) -> Iterator[Frame]:
    """What is told of the posts whose `places` were found in the first `size` bytes of their file.

    Of the lines that are no posts, no more than `most`. Of several who take the blocks in `turns` it is ours when it is
    `turn`. Raises Otherwise, Untimed, OSError and Damaged.
    """
    known = Places(places)
    gatherer = common.Gatherer() if len(known) >= common.SMALLEST else None
    kinds, bases, skipped = Counter[str](), Counter[str](), list[tuple[int, str]]()
    with Path(known.file).open("rb") as file:
        position, posts = 0, 0
        for first in _batches(len(known), turn, turns):
            end = min(first + common.AT_ONCE, len(known))
            rows, lost = list[Row](), list[int]()
            for rank in range(first, end):
                place, number = known.places[rank], known.numbers[rank]
                if place != position:
                    file.seek(place)
                line = file.readline(size - place)
                position = place + len(line)
                row, reason = row_on(line.strip(), number)
                if reason:
                    skipped.append((number, reason))
                if row is None:
                    lost.append(rank)
                elif row.at == known.times[rank]:
                    rows.append(row)
                else:
                    raise Otherwise
            kinds.update([row.kind for row in rows])
            bases.update([row.basis for row in rows])
            if lost:
                yield "lost", lost
            yield "rows", [tuple(row) for row in rows]
            posts += len(rows)
            if gatherer is not None:
                gatherer.take([row.document for row in rows])
            if end % common.BLOCK == 0 or end == len(known):
                pieces = gatherer.pieces() if gatherer is not None else []
                yield "block", posts, [tuple(piece) for piece in pieces], end
                posts = 0
    yield "end", dict(kinds), dict(bases), skipped[:most], len(skipped)


def _batches(places: int, turn: int, turns: int) -> Iterator[int]:
    """Where the batches of our blocks begin."""
    for block in range(turn * common.BLOCK, places, turns * common.BLOCK):
        yield from range(block, min(block + common.BLOCK, places), common.AT_ONCE)


def row_on(line: bytes, number: int) -> tuple[Row | None, str]:
    """The row of the post on `line`, which is line `number` of its file, None if there is none; and what is amiss.

    Raises Untimed for a post that does not say when it was.
    """
    raw = validation.plain(line)
    if raw is not None and "when" in raw:
        return _plain_row(line, raw), ""
    line, amiss = mended(line)
    if native.header_on(line) is not None:
        return None, native.SECOND_HEADER
    post = native.post_on(line, number)
    if isinstance(post, str):
        return None, post
    if post.when is None:
        raise Untimed
    return row_of(native.identified(post, number)), amiss


def _plain_row(line: bytes, raw: dict[str, Any]) -> Row:
    when = raw["when"]
    stamp, basis = (when, "stated") if isinstance(when, str) else (when["at"], when["basis"])
    author, key, body = raw.get("author", _NOBODY), raw.get("key", False), raw.get("body", ())
    paragraphs = [block["text"] for block in body]
    text = "\n".join(paragraphs)
    if "heading" in raw:
        text = f"{raw['heading']}\n{text}" if body else raw["heading"]
    return Row(
        micros(datetime.fromisoformat(stamp)),
        raw["id"],
        titled(raw.get("heading"), paragraphs) if key else None,
        basis in EXACT,
        raw.get("part_of"),
        tuple(raw.get("cites", ())),
        len(raw.get("readings", ())),
        line.decode(),
        composed(raw["kind"], key, author.get("name"), author.get("handle"), text),
        raw["kind"],
        basis,
    )


_NOBODY: dict[str, str] = {}

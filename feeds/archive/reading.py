"""The posts of native files become rows, in order of time: the half of an import that reads."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any, BinaryIO

from feeds import validation
from feeds.archive import common, stored
from feeds.archive.document import composed
from feeds.archive.instants import micros
from feeds.archive.kin import Kin, Task
from feeds.archive.places import Places
from feeds.archive.rows import Row, row_of
from feeds.archive.survey import Untimed
from feeds.merging import Known, joined, with_fresh_ids
from feeds.model import EXACT, Post
from feeds.readers import native
from feeds.readers.encoding import mended
from feeds.wording import titled

Frame = tuple[Any, ...]
"""What the reading tells, by its first item:

- "rows", a list of Rows, as plain tuples: the next ones;
- "block", at the end of one, how many rows it has, their pieces for `feeds.archive.common`, as plain tuples, and how
  many places have been looked at;
- "lost", the ranks among the places of lines that are no posts;
- "end", for each file the posts by kind and their times by basis, and of the lines that are no posts or not as they
  should be, file, number and reason, and for each file how many they are;
- "known", at the end of a file whose posts are read closely, what they are known by, as plain tuples, None for what is
  no post;
- "otherwise", when a post is not of the time that its place was found with;
- "failed", why the file cannot be read.
"""


class Otherwise(Exception):  # noqa: N818 -- a state of the file
    """A post is not of the time that its place was found with."""


def frames(task: Task) -> Iterator[Frame]:
    """What is told of the posts whose places were found. Raises Otherwise, Untimed, OSError and Damaged."""
    known = Places(Path(task.places))
    files = _Files(known.files, task.sizes)
    kindred = _Kindred(files, task.names, task.kin) if task.kin is not None else None
    gatherer = common.Gatherer() if len(known) >= common.SMALLEST else None
    kinds, bases = ([Counter[str]() for _ in known.files] for _ in range(2))
    skipped, unread = list[tuple[int, int, str]](), Counter[int]()
    posts = 0
    with files:
        for first in _batches(len(known), task.turn, task.turns):
            end = min(first + common.AT_ONCE, len(known))
            rows, lost = list[Row](), list[int]()
            for rank in range(first, end):
                source, number = known.sources[rank], known.numbers[rank]
                row, reason = row_on(files.line(source, known.places[rank]), number)
                if reason:
                    unread[source] += 1
                    if unread[source] <= task.most:
                        skipped.append((source, number, reason))
                if row is None:
                    lost.append(rank)
                    continue
                if row.at != known.times[rank]:
                    raise Otherwise
                if kindred is not None:
                    row = kindred.settled(row, source, known.places[rank])
                kinds[source][row.kind] += 1
                bases[source][row.basis] += 1
                rows.append(row)
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
    yield "end", list(map(dict, kinds)), list(map(dict, bases)), skipped, [unread[each] for each in range(len(kinds))]


class _Files:
    """The lines of files, as far as their `sizes` say.

    One after the other, as mostly they are asked for, they are read without looking for their place again.
    """

    def __init__(self, paths: Sequence[str], sizes: Sequence[int]) -> None:
        self._paths, self._sizes = paths, sizes
        self._positions = [-1] * len(sizes)
        self._streams: list[BinaryIO] = []
        self._opened = ExitStack()

    def __enter__(self) -> None:
        with ExitStack() as opened:
            self._streams = [opened.enter_context(Path(path).open("rb")) for path in self._paths]
            self._opened = opened.pop_all()

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    def line(self, source: int, place: int) -> bytes:
        """The line of the file that begins at `place`."""
        stream = self._streams[source]
        if place != self._positions[source]:
            stream.seek(place)
        line = stream.readline(self._sizes[source] - place)
        self._positions[source] = place + len(line)
        return line.strip()


class _Kindred:
    """What becomes of posts because other files have them, or their ids: see `feeds.archive.kin`."""

    def __init__(self, files: _Files, names: Sequence[str], kin: Kin) -> None:
        self._files, self._names, self._kin = files, names, kin

    def settled(self, row: Row, source: int, place: int) -> Row:
        """`row`, which stands at that place, as it is in the day."""
        kin, spot = self._kin, (source, place)
        also, named, renamed = kin.also.get(spot, ()), kin.named.get(spot), kin.renamed[source]
        names_any = renamed and not renamed.keys().isdisjoint((row.id, row.part_of, *row.cites))
        if not also and named is None and not names_any:
            return row
        post = stored.read(row.json)
        if named is not None:
            post = replace(post, id=named)
        for other, at in also:
            double, _ = row_on(self._files.line(other, at), 0)
            if double is not None:
                post = joined(post, self._names[source], stored.read(double.json), self._names[other])
        return row_of(with_fresh_ids(post, renamed))


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
    author, key = raw.get("author", _NOBODY), raw.get("key", False)
    return Row(
        micros(datetime.fromisoformat(stamp)),
        raw["id"],
        titled(raw.get("heading"), [block["text"] for block in raw.get("body", ())]) if key else None,
        basis in EXACT,
        raw.get("part_of"),
        tuple(raw.get("cites", ())),
        len(raw.get("readings", ())),
        line.decode(),
        composed(raw["kind"], key, author.get("name"), author.get("handle"), _text_of(raw)),
        raw["kind"],
        basis,
    )


def known(file: Path, size: int, lines: Iterable[tuple[int, int]]) -> Iterator[Known | None]:
    """What the posts on some lines of `file`, of which `size` bytes count, are known by; None for what is none.

    Of each line its place and its number. Raises OSError.
    """
    with file.open("rb") as stream:
        for place, number in lines:
            stream.seek(place)
            yield _known_on(stream.readline(size - place).strip(), number)


def _known_on(line: bytes, number: int) -> Known | None:
    """By what the post on `line` is known, which is line `number` of its file; None if there is none."""
    raw = validation.plain(line)
    if raw is not None:
        return Known(raw["id"], _print(raw["kind"], _text_of(raw)), raw.get("url"), raw.get("part_of"))
    line, _ = mended(line)
    post = native.post_on(line, number) if native.header_on(line) is None else ""
    if not isinstance(post, Post):
        return None
    return Known(native.identified(post, number).id, _print(post.kind, post.text), post.url, post.part_of)


def _print(kind: str, text: str) -> bytes:
    """Of posts with the same, nobody will ever find two that say something else."""
    return blake2b(f"{kind}\n{text}".encode(), digest_size=16).digest()


def _text_of(raw: dict[str, Any]) -> str:
    """What a post says that is `validation.plain`."""
    parts = [raw["heading"]] if "heading" in raw else []
    return "\n".join([*parts, *[block["text"] for block in raw.get("body", ())]])


_NOBODY: dict[str, str] = {}

"""The places of a native file's posts: the first pass of an import, which looks at no more of a line than its time."""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from itertools import islice
from operator import le
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from feeds.archive.instants import EPOCH, moment_of
from feeds.archive.places import write
from feeds.model import Header, Post
from feeds.patterns import pattern
from feeds.readers import native
from feeds.readers.encoding import mended
from feeds.readers.parsed import Skipped

_WHEN = pattern(rb'"when"\s*:\s*(?:"([^"\\]*)"|\{[^{}]*?"at"\s*:\s*"([^"\\]*)")')
_KEY = (b'"key"', pattern(rb'"key"\s*:\s*true'))
_READINGS = (b'"readings"', pattern(rb'"readings"\s*:\s*\[\s*\{'))
_PART_OF = b'"part_of"'
_BOM = b"\xef\xbb\xbf"
_CHUNK = 1 << 20
_NEVER = b"\n\n"


class Untimed(Exception):  # noqa: N818 -- a state of the file
    """A post of the file does not say when it was: its time has to be inferred from all the others."""


@dataclass(slots=True)
class Survey:
    """What was found of the posts in a file, all in the order of the file: times, places, the numbers of their lines.

    `keys` and `readings` are the numbers, from 0, of the key posts and of those with readings. `header` is what the
    file states on the line `header_line`, `skipped` the lines that are no posts.
    """

    times: "array[int]" = field(default_factory=lambda: array("q"))
    places: "array[int]" = field(default_factory=lambda: array("q"))
    numbers: "array[int]" = field(default_factory=lambda: array("I"))
    keys: list[int] = field(default_factory=list)
    readings: list[int] = field(default_factory=list)
    header: Header | None = None
    header_line: int = 0
    skipped: list[Skipped] = field(default_factory=list)

    def write(self, path: Path, file: Path, header: Header) -> None:
        """Keep it at `path`, in order of time, as the places in `file` of a day with this `header`. Raises OSError."""
        order = _in_order(file, self)
        if order is None:
            write(path, str(file), header, self.times, self.places, self.numbers, self.keys, self.readings)
            return
        ranks = array("I", bytes(4 * len(order)))
        for rank, number in enumerate(order):
            ranks[number] = rank
        by_rank = ([values[number] for number in order] for values in (self.times, self.places, self.numbers))
        marked = (sorted(ranks[number] for number in numbers) for numbers in (self.keys, self.readings))
        write(path, str(file), header, *by_rank, *marked)


class Look(NamedTuple):
    """What stands in a part of a file: times, places and line numbers of the posts, as the bytes of arrays.

    `numbers` begin with 1, as do those of the `odd` lines, which do not say a time as others do: each with its place.
    `keys` and `readings` are as in a Survey; `lines` is how many there are.
    """

    times: bytes
    places: bytes
    numbers: bytes
    keys: list[int]
    readings: list[int]
    odd: list[tuple[int, int]]
    lines: int


def parts(file: Path, size: int, count: int) -> list[tuple[int, int]]:
    """The first `size` bytes of `file` in `count` parts of whole lines: where each begins and ends. Raises OSError."""
    with file.open("rb") as stream:
        starts = [len(_BOM) if stream.read(len(_BOM)) == _BOM else 0]
        for each in range(1, count):
            stream.seek(size * each // count)
            stream.readline()
            starts.append(min(max(stream.tell(), starts[-1]), size))
    return list(zip(starts, [*starts[1:], size], strict=True))


def look(
    file: Path, start: int, end: int, told: Callable[[float], None] = lambda _: None, *, careful: bool = False
) -> Look:
    """Look through a part of `file`. `told` gets the share that is done, and may raise to call it off.

    To be `careful` is to take every line for an odd one, so that even a time said twice is understood. Raises OSError.
    """
    with file.open("rb") as stream:
        return _look_through(stream, start, end, lambda at: told((at - start) / max(end - start, 1)), careful)


def understood(file: Path, name: str, size: int, looks: Iterable[Look]) -> Survey:
    """What the first `size` bytes of `file`, called `name`, hold; `looks` are those at its parts, in their order.

    Raises Untimed, Unreadable for a header of a later version, and OSError.
    """
    found, odd, lines = Survey(), list[tuple[int, int]](), 0
    for each in looks:
        before = len(found.times)
        found.times.frombytes(each.times)
        found.places.frombytes(each.places)
        found.numbers.extend(map(lines.__add__, array("I", each.numbers)))
        found.keys.extend(map(before.__add__, each.keys))
        found.readings.extend(map(before.__add__, each.readings))
        odd.extend((place, lines + number) for place, number in each.odd)
        lines += each.lines
    with file.open("rb") as stream:
        _read_closely(stream, name, size, odd, found)
    return found


def _look_through(stream: BinaryIO, start: int, end: int, told: Callable[[int], None], careful: bool) -> Look:
    times, places, numbers = array("q"), array("q"), array("I")
    keys, readings, odd = list[int](), list[int](), list[tuple[int, int]]()
    at, here = times.append, places.append
    instant, epoch = datetime.fromisoformat, EPOCH
    # Lines that a program wrote are laid out alike: what stood before one time stands before the next one as well.
    before, length = _NEVER, 0
    number = first = 1
    place, left = start, end - start
    stream.seek(start)
    while left > 0 and (data := stream.read(min(_CHUNK, left))):
        if not data.endswith(b"\n"):
            data += stream.readline(left - len(data)) if left > len(data) else b""
        begun, posts = place, len(times)
        for line in BytesIO(data):
            try:
                stamp = line.find(before) + length
                if stamp < length or careful:
                    match = None if careful else _WHEN.search(line)
                    stamp = match.start(match.lastindex or 1) if match else len(line)
                    before = line[match.start() : stamp] if match else _NEVER
                    length = len(before)
                since = instant(line[stamp : line.find(b'"', stamp)].decode()) - epoch
            except (TypeError, ValueError, OverflowError):
                if not line.isspace():
                    odd.append((place, number))
                numbers.extend(range(first, number))
                first = number + 1
            else:
                at((since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds)
                here(place)
            place += len(line)
            number += 1
        own = places[posts:]
        keys.extend(posts + each for each in _marked(_KEY, data, begun, own))
        readings.extend(posts + each for each in _marked(_READINGS, data, begun, own))
        left -= len(data)
        told(place)
    numbers.extend(range(first, number))
    return Look(times.tobytes(), places.tobytes(), numbers.tobytes(), keys, readings, odd, number - 1)


def _marked(what: tuple[bytes, Any], data: bytes, start: int, own: Sequence[int]) -> Iterator[int]:
    """The numbers of those posts whose lines, beginning at the places `own`, hold what is looked for."""
    literal, whole = what  # the literal alone is found in a third of the time
    last, at = -1, data.find(literal)
    while at >= 0:
        number = bisect_left(own, start + at + 1) - 1
        if number > last and whole.match(data, at) and data.find(b"\n", own[number] - start, at) < 0:
            yield number
            last = number
        at = data.find(literal, at + 1)


def _read_closely(stream: BinaryIO, name: str, size: int, odd: Iterable[tuple[int, int]], found: Survey) -> None:
    """Find out what the `odd` lines are, whose places and numbers these are: posts, the header, or nothing."""
    more: list[tuple[int, int, Post]] = []
    for place, number in odd:
        stream.seek(place)
        line, _ = mended(stream.readline(size - place).strip())
        if (raw := native.header_on(line)) is not None:
            if found.header is not None:
                found.skipped.append(Skipped(name, number, native.SECOND_HEADER))
                continue
            found.header, faults = native.header_of(raw, name, number)
            found.skipped += faults
            found.header_line = number
            continue
        post = native.post_on(line, number)
        if isinstance(post, str):
            found.skipped.append(Skipped(name, number, post))
        elif post.when is None:
            raise Untimed
        else:
            more.append((place, number, post))
    if more:
        _add(found, more)


def _add(found: Survey, more: Sequence[tuple[int, int, Post]]) -> None:
    """Put in the posts of odd lines, in the order of the file."""
    keys, readings = set(found.keys), set(found.readings)
    rows = [
        (place, number, at, each in keys, each in readings)
        for each, (place, number, at) in enumerate(zip(found.places, found.numbers, found.times, strict=True))
    ]
    rows += [(place, number, moment_of(post), post.key, bool(post.readings)) for place, number, post in more]
    rows.sort()
    found.places, found.numbers = array("q", [row[0] for row in rows]), array("I", [row[1] for row in rows])
    found.times = array("q", [row[2] for row in rows])
    found.keys = [each for each, row in enumerate(rows) if row[3]]
    found.readings = [each for each, row in enumerate(rows) if row[4]]


def _in_order(file: Path, found: Survey) -> list[int] | None:
    """The numbers of the posts by time, those of one time as in a file that is oldest first; None if they lie so."""
    times = found.times
    if found.header is not None and found.header.order == "newest-first":
        return sorted(_turned(file, found), key=times.__getitem__)
    if all(map(le, times, islice(times, 1, None))):
        return None
    return sorted(range(len(times)), key=times.__getitem__)


def _turned(file: Path, found: Survey) -> list[int]:
    """The numbers from the last to the first, but embedded tweets behind the post that they follow in the file."""
    count = len(found.places)
    heads = list(range(count))  # of each post the one that it stays behind
    with file.open("rb") as stream:
        place = 0
        while data := stream.read(_CHUNK):
            data += stream.readline()
            at = data.find(_PART_OF)
            while at >= 0:
                number = bisect_left(found.places, place + at + 1) - 1
                if number > 0 and heads[number] == number:
                    head = heads[number - 1]
                    part, whole = (_post_at(stream, found.places[each]) for each in (number, head))
                    if part is not None and whole is not None and part.part_of == whole.id:
                        heads[number] = head
                at = data.find(_PART_OF, at + 1)
            place += len(data)
            stream.seek(place)
    turned: list[int] = []
    end = count
    for number in range(count - 1, -1, -1):
        if heads[number] == number:
            turned.extend(range(number, end))
            end = number
    return turned


def _post_at(stream: BinaryIO, place: int) -> Post | None:
    stream.seek(place)
    post = native.post_on(mended(stream.readline().strip())[0])
    return post if isinstance(post, Post) else None

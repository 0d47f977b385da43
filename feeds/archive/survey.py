"""The places of the posts in native files: the first pass of an import, which looks at little more than their times."""

from array import array
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from itertools import accumulate, chain, compress, islice, repeat
from operator import le
from pathlib import Path
from typing import BinaryIO, NamedTuple

from feeds.archive.instants import EPOCH, moment_of
from feeds.archive.places import KEY, READINGS, write
from feeds.archive.prints import Mark, Prints, id_print, marked, prints_of
from feeds.model import Header, Post
from feeds.patterns import pattern
from feeds.readers import native
from feeds.readers.encoding import mended
from feeds.readers.source import Skipped

_WHEN = pattern(rb'"when"\s*:\s*(?:"([^"\\]*)"|\{[^{}]*?"at"\s*:\s*"([^"\\]*)")')
_KEY = Mark(b'"key"', pattern(rb'"key"\s*:\s*true'))
_READINGS = Mark(b'"readings"', pattern(rb'"readings"\s*:\s*\[\s*\{'))
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
    file states on the line `header_line`, `skipped` the lines that are no posts, `left_out` the lines of posts that
    an earlier file has. Of one of several files there are `prints`.
    """

    times: "array[int]" = field(default_factory=lambda: array("q"))
    places: "array[int]" = field(default_factory=lambda: array("q"))
    numbers: "array[int]" = field(default_factory=lambda: array("I"))
    keys: list[int] = field(default_factory=list)
    readings: list[int] = field(default_factory=list)
    header: Header | None = None
    header_line: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    left_out: list[int] = field(default_factory=list)
    prints: Prints | None = None

    def flags(self) -> bytearray:
        """What `feeds.archive.places` keeps of each post besides."""
        flags = bytearray(len(self.times))
        for flag, posts in ((KEY, self.keys), (READINGS, self.readings)):
            for post in posts:
                flags[post] |= flag
        return flags

    def flag_as(self, post: int, other: "Survey", double: int) -> None:
        """Have `post` be a key post if its `double` in another file is one."""
        if _among(double, other.keys) and not _among(post, self.keys):
            insort(self.keys, post)

    def leave_out(self, posts: Set[int]) -> None:
        """Have no more to do with these posts, numbered from 0."""
        if not posts:
            return
        self.left_out = [self.numbers[post] for post in sorted(posts)]
        kept = [number not in posts for number in range(len(self.times))]
        ranks = list(accumulate(kept, initial=0))
        self.times, self.places = (array("q", compress(values, kept)) for values in (self.times, self.places))
        self.numbers = array("I", compress(self.numbers, kept))
        self.keys, self.readings = (
            [ranks[number] for number in numbers if kept[number]] for numbers in (self.keys, self.readings)
        )


def _among(number: int, numbers: Sequence[int]) -> bool:
    """Whether `number` is one of `numbers`, which are in order."""
    at = bisect_left(numbers, number)
    return at < len(numbers) and numbers[at] == number


def keep(path: Path, files: Sequence[Path], found: Sequence[Survey], header: Header) -> None:
    """Keep at `path`, in order of time, what was `found` in `files`, as the places of a day with this `header`.

    Those of one time are in the order of the files, and as in files that are oldest first. Raises OSError.
    """
    times, places, numbers, sources = array("q"), array("q"), array("I"), array("H")
    flags, turned = bytearray(), list[Sequence[int]]()
    for source, (file, each) in enumerate(zip(files, found, strict=True)):
        first = len(times)
        times.extend(each.times)
        places.extend(each.places)
        numbers.extend(each.numbers)
        sources.extend(array("H", [source]) * len(each.times))
        flags.extend(each.flags())
        newest_first = each.header is not None and each.header.order == "newest-first"
        turned.append([first + post for post in _turned(file, each)] if newest_first else range(first, len(times)))
    if not all(isinstance(each, range) for each in turned) or not all(map(le, times, islice(times, 1, None))):
        order = sorted(chain.from_iterable(turned), key=times.__getitem__)
        times, places, numbers, sources = (
            array(values.typecode, map(values.__getitem__, order)) for values in (times, places, numbers, sources)
        )
        flags = bytearray(map(flags.__getitem__, order))
    write(path, [str(file) for file in files], header, times, places, numbers, sources, flags)


class Look(NamedTuple):
    """What stands in a part of a file: times, places and line numbers of the posts, as the bytes of arrays.

    `numbers` begin with 1, as do those of the `odd` lines, which do not say a time as others do: each with its place.
    `keys` and `readings` are as in a Survey; `lines` is how many there are; `prints` the columns of Prints and what is
    unsure in them, if they were asked for.
    """

    times: bytes
    places: bytes
    numbers: bytes
    keys: list[int]
    readings: list[int]
    odd: list[tuple[int, int]]
    lines: int
    prints: tuple[bytes, bytes, bytes, list[int]] | None


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
    file: Path,
    start: int,
    end: int,
    told: Callable[[int], None] = lambda _: None,
    *,
    careful: bool = False,
    printed: bool = False,
) -> Look:
    """Look through a part of `file`. `told` gets the place that is reached, and may raise to call it off.

    To be `careful` is to take every line for an odd one, so that even a time said twice is understood. Whether prints
    are wanted says `printed`. Raises OSError.
    """
    with file.open("rb") as stream:
        return _look_through(stream, start, end, told, careful, Prints() if printed else None)


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
        if each.prints is not None:
            ids, urls, wholes, unsure = each.prints
            found.prints = found.prints or Prints()
            found.prints.extend(Prints(array("I", ids), array("I", urls), array("I", wholes), unsure))
    with file.open("rb") as stream:
        if found.prints is not None:
            _be_sure(stream, size, found, found.prints)
        _read_closely(stream, name, size, odd, found)
    return found


def _look_through(
    stream: BinaryIO, start: int, end: int, told: Callable[[int], None], careful: bool, prints: Prints | None
) -> Look:
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
        keys.extend(posts + each for each, _ in marked(_KEY, data, begun, own))
        readings.extend(posts + each for each, _ in marked(_READINGS, data, begun, own))
        if prints is not None:
            prints.look(data, begun, own)
        left -= len(data)
        told(place)
    numbers.extend(range(first, number))
    known = None
    if prints is not None:
        ids, urls, wholes = (column.tobytes() for column in prints.columns)
        known = ids, urls, wholes, prints.unsure
    return Look(times.tobytes(), places.tobytes(), numbers.tobytes(), keys, readings, odd, number - 1, known)


def _be_sure(stream: BinaryIO, size: int, found: Survey, prints: Prints) -> None:
    """Put in the prints of those ids that are not said as others are."""
    for post in prints.unsure:
        stream.seek(found.places[post])
        line, _ = mended(stream.readline(size - found.places[post]).strip())
        said = native.post_on(line, found.numbers[post])
        if isinstance(said, Post):
            prints.ids[post] = id_print(said.id)
    prints.unsure = []
    for post, known in enumerate(prints.ids) if 0 in prints.ids else ():
        if not known:
            prints.ids[post] = id_print(f"line-{found.numbers[post]}")


def _read_closely(stream: BinaryIO, name: str, size: int, odd: Iterable[tuple[int, int]], found: Survey) -> None:
    """Find out what the `odd` lines are, whose places and numbers these are: posts, the header, or nothing."""
    more: list[_Odd] = []
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
            prints = prints_of(native.identified(post, number)) if found.prints is not None else _NO_PRINTS
            more.append(_Odd(place, number, moment_of(post), post.key, bool(post.readings), *prints))
    if more:
        _add(found, more)


class _Odd(NamedTuple):
    """What is known of a post."""

    place: int
    number: int
    at: int
    key: bool
    readings: bool
    id: int
    url: int
    whole: int


_NO_PRINTS = 0, 0, 0


def _add(found: Survey, more: Iterable[_Odd]) -> None:
    """Put in the posts of odd lines, in the order of the file."""
    keys, readings = set(found.keys), set(found.readings)
    columns = found.prints.columns if found.prints is not None else [repeat(0)] * 3
    rows = [
        _Odd(place, number, at, each in keys, each in readings, *prints)
        for each, (place, number, at, *prints) in enumerate(
            zip(found.places, found.numbers, found.times, *columns, strict=False)
        )
    ]
    rows += more
    rows.sort()
    found.places, found.numbers = array("q", [row.place for row in rows]), array("I", [row.number for row in rows])
    found.times = array("q", [row.at for row in rows])
    found.keys = [each for each, row in enumerate(rows) if row.key]
    found.readings = [each for each, row in enumerate(rows) if row.readings]
    if found.prints is not None:
        found.prints = Prints(
            array("I", [row.id for row in rows]),
            array("I", [row.url for row in rows]),
            array("I", [row.whole for row in rows]),
        )


def _belongs(part: Post, whole: Post) -> bool:
    """Whether `part` is shown in `whole`, which is not a tweet in another post itself."""
    return part.part_of == whole.id and (whole.kind != "tweet" or whole.part_of is None)


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
                    before = number - 1
                    while before > 0 and _post_at(stream, found.places[before]) is None:
                        before -= 1
                    part, whole = (_post_at(stream, found.places[each]) for each in (number, heads[before]))
                    if part is not None and whole is not None and _belongs(part, whole):
                        heads[before + 1 : number + 1] = [heads[before]] * (number - before)
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

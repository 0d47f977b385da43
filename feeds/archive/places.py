"""Where the posts of native files stand in them and when they were: a day to turn over before its words are read.

No more of a line is looked at than its time. So a line that turns out to be no post still has a place here, and shows
why it is none; the whole archive, which is made next, leaves it out.
"""

import json
import mmap
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from datetime import datetime
from itertools import compress, count
from pathlib import Path
from typing import Any

from feeds import clean, form
from feeds.archive import stored
from feeds.archive.faults import Damaged
from feeds.model import Block, Header, Post, When

_MARK = b"asithappened places 2\n"
KEY, READINGS = 1, 2


def write(
    path: Path,
    files: Sequence[str],
    header: Header,
    times: Sequence[int],
    places: Sequence[int],
    numbers: Sequence[int],
    sources: Sequence[int],
    flags: bytes | bytearray,
) -> None:
    """Keep at `path` what was found in `files`, all by rank. Raises OSError.

    `sources` says in which of the files each post stands, `flags` whether it is a `KEY` post or has `READINGS`.
    """
    about = json.dumps({"files": files, "header": stored.written_header(header), "posts": len(times)}).encode()
    with path.open("wb") as out:
        out.write(_MARK + about + b" " * (-len(_MARK + about + b"\n") % 8) + b"\n")
        for kind, values in (("q", times), ("q", places), ("I", numbers), ("H", sources)):
            out.write(values if isinstance(values, array) else array(kind, values))
        out.write(flags)


def is_places(path: Path) -> bool:
    """Whether `write` made the file at `path`."""
    try:
        with path.open("rb") as file:
            return file.read(len(_MARK)) == _MARK
    except OSError:
        return False


class Places:
    """What `write` kept. It is a part of an Archive; see there what is asked of it."""

    def __init__(self, path: Path) -> None:
        """Raises Damaged for a file that is none of these."""
        try:
            with path.open("rb") as file:
                if file.readline() != _MARK:
                    raise ValueError("it is something else")
                about: dict[str, Any] = json.loads(file.readline())
                start = file.tell()
                self._mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self.files: list[str] = about["files"]
            self.header = stored.read_header(about["header"])
            self._whole = memoryview(self._mapped)
            posts = about["posts"]
            ends = [start + posts * each for each in (0, 8, 16, 20, 22, 23)]
            if ends[-1] != len(self._mapped):
                raise ValueError("it is cut short")
            times, places, numbers, sources, self._flags = map(self._part, ends, ends[1:])
            self.times, self.places, self.numbers = times.cast("q"), places.cast("q"), numbers.cast("I")
            self.sources = sources.cast("H")
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise Damaged(f"the places in {path} cannot be read ({error})") from error

    def _part(self, first: int, end: int) -> "memoryview[int]":
        return self._whole[first:end]

    def __len__(self) -> int:
        return len(self.times)

    def at(self, rank: int) -> int:
        """When the post at `rank` appeared, in microseconds since 1970."""
        return self.times[rank]

    def before(self, moment: int) -> int:
        """How many posts are earlier than `moment`."""
        return bisect_left(self.times, moment)

    def all_before(self, moments: Sequence[int]) -> list[int]:
        """How many posts are earlier than each of `moments`."""
        return [bisect_left(self.times, moment) for moment in moments]

    def following(self, moment: int, most: int) -> list[int]:
        """The first moments later than `moment` at which posts appeared, each once, `most` of them or all."""
        found: list[int] = []
        first = bisect_right(self.times, moment)
        while first < len(self) and len(found) < most:
            found.append(self.times[first])
            first = bisect_right(self.times, found[-1], first)
        return found

    def natives(self, first: int, last: int) -> list[tuple[int, str | int]]:
        """The ranks from `first` to `last`, twice: Texts knows the posts by them."""
        return [(rank, rank) for rank in range(first, last + 1)]

    def keys(self, first: int, end: int) -> Iterator[int]:
        """The ranks of the key posts from `first` to before `end`, in order."""
        return self._flagged(KEY, first, end)

    def key_posts(self, first: int, last: int) -> None:
        """None: see `feeds.archive.posts.Table`."""

    def readings(self, first: int, end: int) -> list[tuple[int, str | int]]:
        """As `natives`, of the posts with readings from `first` to before `end`, in order."""
        return [(rank, rank) for rank in self._flagged(READINGS, first, end)]

    def with_id(self, post_id: str) -> None:
        """None: see `feeds.archive.posts.Table`. As for all that follows, that is known when the words are."""

    def parts(self, rank: int) -> tuple[int, ...]:  # noqa: ARG002
        """See Table."""
        return ()

    def citing(self, rank: int, end: int) -> tuple[int, ...]:  # noqa: ARG002
        """See Table."""
        return ()

    def close(self) -> None:
        """Let go of the file."""
        views = self.times, self.places, self.numbers, self.sources, self._flags, self._whole
        for view in views:
            view.release()
        with suppress(BufferError):  # slices
            self._mapped.close()

    def _flagged(self, flag: int, first: int, end: int) -> Iterator[int]:
        chosen = bytes(self._flags[first:end]).translate(bytes(flag & each for each in range(256)))
        return compress(count(first), chosen)


class Texts:
    """The posts of files in which their `places` are known."""

    def __init__(self, places: Places) -> None:
        """Raises Damaged if there is no such file any more."""
        self._places = places
        with ExitStack() as opened:
            try:
                self._files = [opened.enter_context(Path(file).open("rb")) for file in places.files]
            except OSError as error:
                raise Damaged(f"{error.filename} cannot be read any more ({error.strerror})") from error
            self._opened = opened.pop_all()  # as long as the archive is open

    def post(self, rank: int, at: datetime) -> Post:
        """The post of that rank among the places, said to be of `at`; one that says so if it cannot be read."""
        source, place = self._places.sources[rank], self._places.places[rank]
        try:
            file = self._files[source]
            file.seek(place)
            line = file.readline().strip()
        except OSError as error:
            raise Damaged(f"the file cannot be read any more ({error.strerror})") from error
        found = form.post(line) or _validated(line)
        if isinstance(found, Post) and found.when is not None and found.when.at == at:
            return found
        reason = found if isinstance(found, str) else "it has changed"
        text = clean.line(f"This line of the file cannot be read: {reason}")
        return Post(
            id=f"@{place}" if len(self._files) == 1 else f"@{source}:{place}",
            kind="post",
            when=When.stated(at),
            body=(Block(type="paragraph", text=text),),
        )

    def close(self) -> None:
        """Let go of the files."""
        self._opened.close()


def _validated(line: bytes) -> Post | str:
    """The post on a line that is not an ordinary one, or why there is none; such are few, and it takes much to tell."""
    from feeds.readers import native
    from feeds.readers.encoding import mended

    return native.post_on(mended(line)[0])

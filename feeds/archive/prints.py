"""By what a post may be known in another file as well, found without reading its line: prints of its id and address.

Posts with different prints are different; those with the same have to be read to know.
"""

import json
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from zlib import crc32

from feeds import clean
from feeds.model import Post
from feeds.patterns import pattern


class Mark(NamedTuple):
    """Something that a line may say: `literal`, which is quickly found, and what it says `whole`, from there on."""

    literal: bytes
    whole: Any


_STRING = rb'\s*:\s*"(?:([!#-\[\]-}]+)"|((?:[^"\\]|\\.)*)")'  # one that stands for itself and has no ~; any other
_ID = Mark(b'"id"', pattern(rb'"id"' + _STRING))
_URL = Mark(b'"url"', pattern(rb'"url"' + _STRING))
_PART_OF = Mark(b'"part_of"', pattern(rb'"part_of"' + _STRING))
_ORIGIN = b'"origin"'


def marked(what: Mark, data: bytes, start: int, own: Sequence[int]) -> Iterator[tuple[int, Any]]:
    """The numbers of those posts whose lines say what is looked for, each with its match.

    The lines begin at the places `own` of a file of which `data` begins at `start`.
    """
    last, at = -1, data.find(what.literal)  # the literal alone is found in a third of the time
    while at >= 0:
        number = bisect_left(own, start + at + 1) - 1
        if number > last:
            match = what.whole.match(data, at)
            if match and data.find(b"\n", own[number] - start, at) < 0:
                yield number, match
                last = number
        at = data.find(what.literal, at + 1)


def _numbers() -> "array[int]":
    return array("I")


@dataclass(slots=True)
class Prints:
    """The prints of posts in their order, 0 where there is nothing: `ids`, addresses, and ids of what they are part of.

    An id of 0 is made of the number of its line; those of the posts `unsure`, numbered from 0, have to be read.
    """

    ids: "array[int]" = field(default_factory=_numbers)
    urls: "array[int]" = field(default_factory=_numbers)
    wholes: "array[int]" = field(default_factory=_numbers)
    unsure: list[int] = field(default_factory=list)

    @property
    def columns(self) -> "tuple[array[int], array[int], array[int]]":
        """All but the unsure."""
        return self.ids, self.urls, self.wholes

    def look(self, data: bytes, start: int, own: Sequence[int]) -> None:
        """Add those of the posts whose lines, in `data`, are as in `marked`."""
        before = len(self.ids)
        self._look_for_ids(data, start, own)
        for what, column, printed in ((_URL, self.urls, url_print), (_PART_OF, self.wholes, id_print)):
            column.frombytes(bytes(column.itemsize * len(own)))
            for number, match in marked(what, data, start, own):
                column[before + number] = _printed(match, printed)

    def _look_for_ids(self, data: bytes, start: int, own: Sequence[int]) -> None:
        # Lines that a program wrote begin alike, up to the id: what stands before one stands before the next as well.
        before, length = b"\n", 1
        add = self.ids.append
        for place in own:
            at = place - start
            if data.startswith(before, at):
                value = data[at + length : data.find(b'"', at + length)]
                if value.isalnum():
                    add(crc32(value))
                    continue
            line = data[at : data.find(b"\n", at) + 1 or len(data)]
            match = _ID.whole.search(line)
            if match:
                before = line[: match.start(match.lastindex)]
                length = len(before)
            elif _ORIGIN in line or _ID.literal in line:
                self.unsure.append(len(self.ids))
            add(_printed(match, id_print) if match else 0)

    def extend(self, other: "Prints") -> None:
        """Add those of the posts that come next."""
        self.unsure += map(len(self.ids).__add__, other.unsure)
        for mine, its in zip(self.columns, other.columns, strict=True):
            mine.extend(its)


def prints_of(post: Post) -> tuple[int, int, int]:
    """What is found of `post`, in the order of the columns."""
    return id_print(post.id), url_print(post.url or ""), id_print(post.part_of or "")


def id_print(post_id: str) -> int:
    """The print of an id, which the ids that are made of it have as well: "p~2" that of "p"."""
    return crc32(clean.line(post_id).partition("~")[0].encode()) if post_id else 0


def url_print(url: str) -> int:
    """The print of an address, 0 of none."""
    return crc32(url.strip().encode(errors="replace")) if url else 0


def _printed(match: Any, printed: Callable[[str], int]) -> int:
    """The print of what a mark was found to say."""
    plain, other = match.groups()
    return printed(_text(other)) if plain is None else crc32(plain)


def _text(raw: bytes) -> str:
    """What stands between the quotes of a line of JSON; "" if nobody can say."""
    try:
        text: str = json.loads(b'"%s"' % raw)
    except ValueError:
        return ""
    return text

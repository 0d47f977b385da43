"""The lines of a source that a post was read from, as they stand in the file now; or why they cannot be shown."""

import codecs
import io
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from feeds import clean
from feeds.model import Origin, Post

MOST = 200
"""Rows of an excerpt, not more."""
LONGEST = 20_000
"""Characters of one line, not more."""
_WHOLE = 8_000_000
"""A file of so many bytes is cut into lines as an editor does it; in a larger one only LF ends a line."""
_CHUNK = 1 << 20
_BREAK = re.compile(r"\r\n|\n|\r")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_WORD = re.compile(r"\w{3,}")
_ALIKE = 0.5
"""The share of a post's words that an excerpt must have to be taken for its source."""
_PIPE = "-"

Row = tuple[int | None, str]
"""A line's 1-based number and its clean text; a JSON object that is laid out has its number in the first row only."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What `file` says where the post was read: its `rows`, and how many there are `more`.

    `place` says where in the file, in words; `note` in a sentence why there are no rows, if so.
    """

    file: str
    place: str = ""
    rows: tuple[Row, ...] = ()
    more: int = 0
    note: str = ""


def excerpts(post: Post, given: Sequence[str], wanted: Callable[[], bool] = lambda: True) -> tuple[Excerpt, ...]:
    """Where `post` stands in the files that the user gave ("-" is standard input), and in those that they name.

    A file that only a day's file names is looked for beside that one, or in a folder of its name, and nowhere else. To
    find a post in a large file may take a second: `wanted` is asked now and then, and ends it by saying no.
    """
    named = [_named(post, origin, given) for origin in filter(None, (post.origin, *post.also))]
    if any(excerpt.rows for excerpt in named):
        return tuple(named)
    stated = (_stated(post, name, wanted) for name in given if name != _PIPE)
    found = next((excerpt for excerpt in stated if excerpt is not None), None)
    if found is not None:
        return (*named, found)
    if named or not given:
        return tuple(named)
    file = next((name for name in given if name != _PIPE), "")
    return (_nowhere(file, given) if _PIPE in given else Excerpt(file, note="The post is not there any more."),)


def place_of(origin: Origin) -> str:
    """Where in its file a post stands, in words: "lines 12 to 19"."""
    first, last = origin.first_line, origin.last_line or origin.first_line
    if first is None:
        return origin.path or ""
    return f"line {first}" if first == last else f"lines {first} to {last}"


def _named(post: Post, origin: Origin, given: Sequence[str]) -> Excerpt:
    """What the file of an origin says there."""
    file, place = origin.file, place_of(origin)
    path = _path(file, given)
    if path is None:
        return Excerpt(file, place, note=_nowhere(file, given).note)
    if origin.first_line is None:
        return Excerpt(file, place)
    count = max((origin.last_line or origin.first_line) - origin.first_line + 1, 1)
    try:
        lines = _lines(path, origin.first_line, min(count, MOST))
    except OSError as error:
        return Excerpt(file, place, note=f"It cannot be read: {error.strerror or error}.")
    rows = tuple((origin.first_line + number, clean.line(line)) for number, line in enumerate(lines))
    if not _alike(post, " ".join(text for _, text in rows)):
        return Excerpt(file, place, note="The file says something else there now.")
    return Excerpt(file, place, rows, count - len(rows))


def _path(file: str, given: Sequence[str]) -> Path | None:
    """The regular file called `file`: one that was given, or one beside a file that was given."""
    for name in given:
        if name == file and Path(name).is_file():
            return Path(name)
    for name in given:
        folder = Path(name).parent
        for inside in (folder, folder / Path(name).stem):
            for path in (inside / file, inside / Path(file).name):
                try:
                    if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
                        return path
                except (OSError, ValueError):
                    continue
    return None


def _nowhere(file: str, given: Sequence[str]) -> Excerpt:
    """A source that is not at hand, and why."""
    if _PIPE in given:
        return Excerpt(file, note="It came through standard input, which cannot be read again.")
    if file in given and Path(file).exists():
        return Excerpt(file, note="It came through a pipe, which cannot be read again.")
    return Excerpt(file, note="The file is not there any more." if file in given else "The file is not at hand.")


def _alike(post: Post, text: str) -> bool:
    """Whether `text` may be what the post was read from."""
    words = set(_WORD.findall(post.text.casefold()))
    return not words or len(words.intersection(_WORD.findall(text.casefold()))) >= _ALIKE * len(words)


def _lines(path: Path, first: int, count: int) -> list[str]:
    """Lines of a file, less if it has not so many. Raises OSError."""
    with path.open("rb") as file:
        if path.stat().st_size <= _WHOLE:
            return [line[:LONGEST] for line in _BREAK.split(_decoded(file.read()))[first - 1 : first - 1 + count]]
        skipped = _skip(file, first - 1)
        return [_decoded(line) for line in _capped(file, count)] if skipped else []


def _decoded(data: bytes) -> str:
    """Text as the readers take it: by its byte order mark, else UTF-8, a line that is none windows-1252."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        lines = data.split(b"\n")
        return "\n".join(_decoded(line) for line in lines) if len(lines) > 1 else data.decode("cp1252", "replace")


def _skip(file: BinaryIO, lines: int) -> bool:
    """Go to behind so many lines; whether the file has them."""
    while lines:
        start, chunk = file.tell(), file.read(_CHUNK)
        if not chunk:
            return False
        ends = chunk.count(b"\n")
        if ends < lines:
            lines -= ends
            continue
        place = -1
        for _ in range(lines):
            place = chunk.index(b"\n", place + 1)
        file.seek(start + place + 1)
        return True
    return True


def _capped(file: BinaryIO, count: int) -> Iterator[bytes]:
    """The next lines of a file, each cut at a length."""
    for _ in range(count):
        line = file.readline(LONGEST)
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = file.readline(_CHUNK)
        if not line:
            return
        yield line.rstrip(b"\r\n")


# The native form ---------------------------------------------------------------------------------------------------


def _stated(post: Post, name: str, wanted: Callable[[], bool]) -> Excerpt | None:
    """The line of a native file that is the post; None if the file has none."""
    try:
        if not Path(name).is_file():  # a pipe would keep us waiting for ever
            return None
        with Path(name).open("rb") as file:
            if file.peek(1)[:1] != b"{":
                return None
            for number, line in _with(file, _encoded(post.id), wanted):
                rows = _laid_out(line, post.id, number)
                if rows:
                    return Excerpt(name, f"line {number}", tuple(rows[:MOST]), max(len(rows) - MOST, 0))
    except OSError:
        return None
    return None


def _encoded(ident: str) -> tuple[bytes, ...]:
    """An id as it may stand in JSON."""
    return tuple(
        {json.dumps(ident, ensure_ascii=ascii_only).encode("utf-8", "replace") for ascii_only in (True, False)}
    )


def _with(file: io.BufferedReader, words: Sequence[bytes], wanted: Callable[[], bool]) -> Iterator[tuple[int, bytes]]:
    """The lines that have one of `words`, numbered."""
    number, rest = 1, b""
    while wanted() and (chunk := file.read(_CHUNK)):
        chunk, rest = rest + chunk, b""
        end = chunk.rfind(b"\n") + 1
        chunk, rest = (chunk[:end], chunk[end:]) if end else (b"", chunk)
        if any(word in chunk for word in words):
            for offset, line in enumerate(chunk.split(b"\n")):
                if any(word in line for word in words):
                    yield number + offset, line
        number += chunk.count(b"\n")
    if any(word in rest for word in words):
        yield number, rest


def _laid_out(line: bytes, ident: str, number: int) -> list[Row]:
    """The object on `line`, laid out for people, if it is the post called `ident`."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return []
    if not isinstance(value, dict) or str(value.get("id")) != ident:
        return []
    rows: list[Row] = []
    for row in json.dumps(value, indent=1, ensure_ascii=False).split("\n"):
        text = row.lstrip(" ")
        rows.append((None if rows else number, " " * (len(row) - len(text)) + clean.line(text[:LONGEST])))
    return rows

"""The native form: JSONL, a header line and then one post a line."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from feeds import form
from feeds.form import Invalid
from feeds.model import Day, Header, Post
from feeds.readers.parsed import Parsed
from feeds.readers.source import Options, Skipped, Source, Unreadable

NAME = "native"
VERSION = 1
MARK = "asithappened"
"""The header's first field; its value is the version of the form."""
LATE_HEADER = "a header that is not the first line; it counts for the whole file"
SECOND_HEADER = "a second header; the first one counts"


def sniff(head: str, name: str) -> float:  # noqa: ARG001 - the name says nothing
    """Whether one of the first lines is a header or begins like a post; a line cut off in its middle still counts."""
    lines = [line for line in head.splitlines() if line.strip()][:5]
    objects = [line for line in lines if line.lstrip().startswith("{")]
    if any(f'"{MARK}"' in line[:200] for line in objects):
        return 1.0
    if any('"kind"' in line and ('"body"' in line or '"id"' in line or '"when"' in line) for line in objects):
        return 0.95
    # Nothing but objects is JSONL, even if each is cut off; a lone brace is JSON laid out for people.
    return 0.9 if lines and len(objects) == len(lines) and len(lines[0].strip()) > 1 else 0.0


def read(source: Source, options: Options) -> Parsed:
    """The day in `source`. A line that cannot be read costs that line alone and is reported.

    Raises Unreadable if the source has lines but neither a header nor one post among them, or is of a later version.
    """
    stream = Stream(source.name, _lines(source.data))
    posts = tuple(stream)
    header = stream.header
    if header is None and not posts:
        raise stream.unreadable()
    notes = () if header else ("no header line: title, date and zone are not stated",)
    day = Day(header=options.over(header or Header()), posts=posts)
    return Parsed(NAME, day, tuple(stream.skipped), notes=notes)


class Stream(Iterable[Post]):
    """The posts on `lines`, numbered, of the source `file`, one by one, in a memory that hardly grows with them.

    Afterwards `header` is the day's, if one was met, and `skipped` what could not be read as it stands. Iterating
    raises Unreadable for a header of a later version.
    """

    def __init__(
        self, file: str, lines: Iterable[tuple[int, bytes]], taken: Callable[[str], bool] = lambda _: False
    ) -> None:
        """`taken` says whether an id belongs to a post that stands before these lines."""
        self.header: Header | None = None
        self.skipped: list[Skipped] = []
        self._file = file
        self._lines = lines
        self._names = Names(taken)

    def __iter__(self) -> Iterator[Post]:
        posts = 0
        for number, data in self._lines:
            if (raw := header_on(data)) is not None:
                self._take_header(raw, number, posts)
                continue
            found = post_on(data, number)
            if isinstance(found, str):
                self._skip(number, found)
                continue
            posts += 1
            yield self._named(identified(found, number), number)

    def unreadable(self) -> Unreadable:
        """Why there is nothing in the source, where there is nothing."""
        if self.skipped:
            return Unreadable(self._file, self.skipped[0].line, self.skipped[0].reason)
        return Unreadable(self._file, None, "the file is empty")

    def _skip(self, line: int, reason: str) -> None:
        self.skipped.append(Skipped(self._file, line, reason))

    def _take_header(self, raw: dict[str, Any], number: int, posts: int) -> None:
        if self.header is not None:
            self._skip(number, SECOND_HEADER)
            return
        self.header = _header(raw, self._file, number, self.skipped)
        if posts:
            self._skip(number, LATE_HEADER)

    def _named(self, post: Post, number: int) -> Post:
        """`post` with an id of its own."""
        fresh = self._names.own(post.id)
        if fresh != post.id:
            self._skip(number, taken(post.id, fresh))
            post = replace(post, id=fresh)
        return post


class Names:
    """The ids of posts, each of which is given away once."""

    def __init__(self, taken: Callable[[str], bool] = lambda _: False) -> None:
        """`taken` says whether an id is given away already."""
        self._taken = taken
        self._seen: set[int] = set()  # hashes: a million ids would be too many
        self._last: dict[str, int] = {}

    def own(self, post_id: str) -> str:
        """`post_id`, or a new one where it is taken."""
        fresh, number = post_id, self._last.get(post_id, 1)
        while hash(fresh) in self._seen or self._taken(fresh):
            number += 1
            fresh = f"{post_id}~{number}"
        if number > 1:
            self._last[post_id] = number
        self._seen.add(hash(fresh))
        return fresh


def header_on(line: bytes) -> dict[str, Any] | None:
    """The header on `line` as it stands there, or None if there is none."""
    if MARK.encode() not in line[:200]:
        return None
    raw = _object(line)
    return raw if raw is not None and MARK in raw else None


def header_of(raw: dict[str, Any], file: str, number: int) -> tuple[Header, list[Skipped]]:
    """The header that `raw` says, and what cannot be read of it. Raises Unreadable if it is of a later version."""
    skipped: list[Skipped] = []
    return _header(dict(raw), file, number, skipped), skipped


def post_on(line: bytes, number: int = 0) -> Post | str:
    """The post on `line`, which is line `number` of its source, or why there is none."""
    found = form.post(line)
    if found is not None:
        return found
    from feeds import validation

    try:
        return validation.post(line)
    except Invalid as error:
        return _rescued(line, error, number)


def identified(post: Post, number: int) -> Post:
    """`post`, which stands on line `number`, with an id."""
    return post if post.id else replace(post, id=f"line-{number}")


def taken(post_id: str, fresh: str) -> str:
    """What there is to say of a post whose id another one has."""
    return f"the id {post_id!r} is taken; the post is kept as {fresh!r}"


def explain(error: Invalid) -> str:
    """What is wrong with a line as one short readable reason."""
    # An id that is missing can be made; it is to blame only if nothing else is.
    first, *others = [fault for fault in error.faults if fault.place != ("id",)] or error.faults
    more = f" (and {len(others)} more)" if others else ""
    return first.reason + more


def _lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Every line that is not blank, with its 1-based number; only LF ends a line, as in JSONL."""
    start = number = 0
    while start < len(data):
        number += 1
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        line = data[start:end].strip()
        if line:
            yield number, line
        start = end + 1


def _object(line: bytes) -> dict[str, Any] | None:
    """`line` as a JSON object, or None."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _header(raw: dict[str, Any], file: str, line: int, skipped: list[Skipped]) -> Header:
    """The header in `raw`; a field that cannot be read is left out and reported."""
    version = raw.pop(MARK)
    if not isinstance(version, int) or version < 1:
        skipped.append(Skipped(file, line, f"the header's version should be {VERSION}"))
    elif version > VERSION:
        raise Unreadable(file, line, f"made by a newer version: form {version}, and this program reads {VERSION}")
    found = form.header(raw)
    if found is not None:
        return found
    from feeds import validation

    while True:
        try:
            return validation.header(raw)
        except Invalid as error:
            skipped.extend(Skipped(file, line, f"header: {fault.reason}") for fault in error.faults)
            # A fault of the whole header is about its zone: the only field checked against the world.
            for name in {str(fault.place[0]) if fault.place else "timezone" for fault in error.faults}:
                raw.pop(name, None)


def _rescued(line: bytes, error: Invalid, number: int) -> Post | str:
    """The post on `line` if it merely lacks its id or holds half a character, else the reason why the line is lost."""
    no_id = all(fault.place == ("id",) for fault in error.faults)
    raw = _object(line) if no_id or error.half_character else None
    if raw is None or not isinstance(raw.get("id"), str | int | None):
        return explain(error)
    raw["id"] = _made_id(raw.get("origin"), number) if raw.get("id") is None else str(raw["id"])
    text = json.dumps(raw, ensure_ascii=False).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    from feeds import validation

    try:
        return validation.post(text)
    except Invalid as second:
        return explain(second)


def _made_id(origin: object, number: int) -> str:
    """An id from where the post comes from, as its origin says, else from its line in this file."""
    if isinstance(origin, dict):
        for part in ("first_line", "path"):
            if origin.get(part):
                return f"{origin.get('file', '')}:{origin[part]}"
    return f"line-{number}"

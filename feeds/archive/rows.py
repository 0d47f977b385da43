"""A post becomes a row of the archive, from the model or, if it is plain, straight from its line."""

from datetime import datetime
from typing import NamedTuple

from feeds.archive import stored
from feeds.archive.document import composed, document
from feeds.archive.schema import micros
from feeds.model import Post
from feeds.readers import native


class Row(NamedTuple):
    """What the archive keeps of a post; `at` in microseconds since 1970, `readings` how many, `document` for search."""

    at: int
    id: str
    key: bool
    part_of: str | None
    cites: tuple[str, ...]
    readings: int
    json: str
    document: str
    kind: str
    basis: str


def row_of(post: Post) -> Row:
    """The row of `post`. Raises ValueError if nobody has said yet when it was."""
    if post.when is None:
        raise ValueError(f"the post {post.id!r} has no time yet")
    return Row(
        micros(post.when.at),
        post.id,
        post.key,
        post.part_of,
        post.cites,
        len(post.readings),
        stored.written(post),
        document(post),
        post.kind,
        post.when.basis,
    )


def row_on(line: bytes, number: int) -> Row | str:
    """The row of the post on `line`, which is line `number` of its file, or why there is none.

    Raises ValueError for a post that does not say when it was.
    """
    from feeds import validation  # which those do without who make rows of models

    raw = validation.plain(line)
    if raw is None or "when" not in raw:
        post = native.post_on(line, number)
        if isinstance(post, str):
            return post
        return row_of(native.identified(post, number))
    when = raw["when"]
    stamp, basis = (when, "stated") if isinstance(when, str) else (when["at"], when["basis"])
    author, key, body = raw.get("author", _NOBODY), raw.get("key", False), raw.get("body", ())
    text = "\n".join([block["text"] for block in body])
    if "heading" in raw:
        text = f"{raw['heading']}\n{text}" if body else raw["heading"]
    return Row(
        micros(datetime.fromisoformat(stamp)),
        raw["id"],
        key,
        raw.get("part_of"),
        tuple(raw.get("cites", ())),
        len(raw.get("readings", ())),
        line.decode(),
        composed(raw["kind"], key, author.get("name"), author.get("handle"), text),
        raw["kind"],
        basis,
    )


_NOBODY: dict[str, str] = {}

"""What the archive keeps of a post, taken from the model."""

from typing import NamedTuple

from feeds.archive import stored
from feeds.archive.document import document
from feeds.archive.instants import moment_of
from feeds.model import Post
from feeds.wording import title


class Row(NamedTuple):
    """What the archive keeps of a post, and counts in its report (`kind` and `basis`).

    `at` is in microseconds since 1970, and `exact` if somebody states it; `title` is that of a key post, None for any
    other; `readings` how many, `document` for search.
    """

    at: int
    id: str
    title: str | None
    exact: bool
    part_of: str | None
    cites: tuple[str, ...]
    readings: int
    json: str
    document: str
    kind: str
    basis: str


def row_of(post: Post) -> Row:
    """The row of `post`. Raises ValueError if nobody has said yet when it was."""
    at = moment_of(post)
    assert post.when is not None  # noqa: S101 - it has a moment
    return Row(
        at,
        post.id,
        title(post) if post.key else None,
        post.when.exact,
        post.part_of,
        post.cites,
        len(post.readings),
        stored.written(post),
        document(post),
        post.kind,
        post.when.basis,
    )

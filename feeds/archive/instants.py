"""Instants as the archive counts them: in microseconds since 1970, UTC."""

from datetime import UTC, datetime, timedelta

from feeds.model import Post

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def micros(at: datetime) -> int:
    """An aware instant as a number."""
    return (at - EPOCH) // _MICROSECOND


def moment_of(post: Post) -> int:
    """When the post appeared. Raises ValueError if nobody has said so yet."""
    if post.when is None:
        raise ValueError(f"the post {post.id!r} has no time yet")
    return micros(post.when.at)

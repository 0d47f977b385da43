"""Which post an embedded tweet belongs to: the one that is meant, where it names a tweet in a post, or none at all."""

from collections.abc import Callable

from feeds.model import Post


def top(post: Post, by_id: Callable[[str], Post | None]) -> tuple[str | None, str]:
    """The id of the post that `post` belongs to; None, and why, if it is part of nothing or of itself.

    A tweet inside an embedded tweet belongs to the post around both. `by_id` gives the posts as they are in the source.
    """
    seen = {post.id}
    parent = post.part_of
    while parent is not None:
        if parent in seen:
            return None, "leads back to the post itself"
        above = by_id(parent)
        if above is None:
            return None, "names no post"
        seen.add(parent)
        if above.kind != "tweet" or above.part_of is None:
            return parent, ""
        parent = above.part_of
    return None, ""


def said(post: Post, reason: str) -> str:
    """What there is to say of a post that is part of nothing."""
    return f"post {post.id!r}: part_of {post.part_of!r} {reason}; it stands alone"

"""The posts of one day as the chronology sees them: oldest first, each with the words of the tweets it shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from feeds.model import Post


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of a post's text and the 1-based source line it stands on, if known."""

    text: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A post that stands in the stream by itself; `said` is its heading, its blocks and those of its tweets."""

    index: int
    post: Post
    said: tuple[Said, ...]
    children: tuple[Post, ...] = ()
    words: int = field(default=0)

    @property
    def text(self) -> str:
        """All that is said in it, a piece a line."""
        return "\n".join(said.text for said in self.said)


def nodes_of(posts: Sequence[Post], lines: Mapping[str, Sequence[int]]) -> list[Node]:
    """The nodes of `posts` (oldest first); a tweet that is `part_of` another post here is that one's child."""
    known = {post.id for post in posts}
    children: dict[str, list[Post]] = {}
    tops: list[Post] = []
    for post in posts:
        if post.kind == "tweet" and post.part_of in known and post.part_of != post.id and post.part_of is not None:
            children.setdefault(post.part_of, []).append(post)
        else:
            tops.append(post)
    nodes = []
    for index, post in enumerate(tops):
        own = tuple(children.get(post.id, ()))
        said = [Said(post.heading, post.origin.first_line if post.origin else None)] if post.heading else []
        for each in (post, *own):
            at = lines.get(each.id, ())
            said += [Said(block.text, at[i] if i < len(at) else None) for i, block in enumerate(each.body)]
        nodes.append(Node(index, post, tuple(said), own, sum(len(piece.text.split()) for piece in said)))
    return nodes

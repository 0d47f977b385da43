"""The same post in two sources is one post: shown once, where the first source has it, with both origins."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from feeds.model import Day, Origin, Post
from feeds.readers.parsed import Parsed

Key = tuple[str, ...]


def without_doubles(parts: Sequence[Parsed], names: Sequence[str]) -> tuple[Parsed, ...]:
    """`parts` without the posts that an earlier one of them has, each of which then says where else it stands.

    The same are posts with one id and the same words, and posts with an address that is theirs alone in either source:
    a page's address, which many posts share, tells nothing. A post in which tweets stay behind is kept. What the first
    source does not say of a post, its time and its author, is taken from the other.
    """
    kept: list[list[Post]] = []
    places: dict[Key, tuple[int, int]] = {}
    made: list[Parsed] = []
    for number, (part, name) in enumerate(zip(parts, names, strict=True)):
        urls = Counter(post.url for post in part.day.posts)
        keys = {post.id: list(_keys(post, urls)) for post in part.day.posts}
        doubles = {
            post.id: place
            for post in part.day.posts
            if (place := next((places[key] for key in keys[post.id] if key in places), None)) is not None
        }
        for post in part.day.posts:
            if post.part_of in doubles and post.id not in doubles:
                del doubles[post.part_of]
        own: list[Post] = []
        for post in part.day.posts:
            if post.id in doubles:
                first, at = doubles[post.id]
                kept[first][at] = _joined(kept[first][at], names[first], post, name)
            else:
                for key in keys[post.id]:
                    places.setdefault(key, (number, len(own)))
                own.append(post)
        kept.append(own)
        if doubles:
            again = f"{len(doubles)} {'post is' if len(doubles) == 1 else 'posts are'} in an earlier source as well"
            part = replace(part, notes=(*part.notes, f"{again}; shown once, with both origins"))
        made.append(part)
    return tuple(
        replace(part, day=Day(header=part.day.header, posts=tuple(posts)))
        for part, posts in zip(made, kept, strict=True)
    )


def _keys(post: Post, urls: Counter[str | None]) -> Iterator[Key]:
    """What the post is known by."""
    yield "id", post.id, post.kind, post.text
    if post.url is not None and urls[post.url] == 1:
        yield "url", post.url


def _joined(post: Post, name: str, double: Post, other: str) -> Post:
    """`post` of the source `name`, which is `double` of the source `other` as well."""
    return replace(
        post,
        origin=post.origin or Origin(file=name),
        also=(*post.also, double.origin or Origin(file=other), *double.also),
        when=post.when or double.when,
        author=post.author or double.author,
        cites=post.cites or double.cites,
        readings=post.readings or double.readings,
        key=post.key or double.key,
    )

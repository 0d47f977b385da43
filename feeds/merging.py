"""The same post in two sources is one post: shown once, where the first source has it, with both origins."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from feeds.model import Day, Origin, Post
from feeds.readers.parsed import Parsed

Place = tuple[int, int]
"""A source and a post of it, both numbered from 0."""


class Known(NamedTuple):
    """What tells whether a post is another one: its id, what it says and as what, its address.

    And the id of the post that it is a part of.
    """

    id: str
    said: Hashable
    url: str | None
    part_of: str | None


def without_doubles(parts: Sequence[Parsed], names: Sequence[str]) -> tuple[Parsed, ...]:
    """`parts` without the posts that an earlier one of them has, each of which then says where else it stands."""
    kept: list[dict[int, Post]] = []
    made: list[Parsed] = []
    found = doubles([[_known(post) for post in part.day.posts] for part in parts])
    for part, name, again in zip(parts, names, found, strict=True):
        kept.append({number: post for number, post in enumerate(part.day.posts) if number not in again})
        for number, (first, at) in again.items():
            kept[first][at] = joined(kept[first][at], names[first], part.day.posts[number], name)
        made.append(replace(part, notes=(*part.notes, *doubles_note(len(again)))))
    return tuple(
        replace(part, day=Day(header=part.day.header, posts=tuple(posts.values())))
        for part, posts in zip(made, kept, strict=True)
    )


def doubles(parts: Sequence[Sequence[Known]]) -> list[dict[int, Place]]:
    """Which posts of each of `parts` an earlier one has, by their numbers, and where: a post that is no double itself.

    The same are posts with one id and the same words, and posts with an address that is theirs alone in either source:
    a page's address, which many posts share, tells nothing. A post in which tweets stay behind is none.
    """
    places: dict[int, Place] = {}
    found: list[dict[int, Place]] = []
    for part, posts in enumerate(parts):
        urls = Counter(post.url for post in posts)
        again = {
            number: place
            for number, post in enumerate(posts)
            if (place := next((places[key] for key in _keys(post, urls) if key in places), None)) is not None
        }
        numbers = {post.id: number for number, post in enumerate(posts)}
        for number, post in enumerate(posts):
            if post.part_of is not None and number not in again:
                again.pop(numbers.get(post.part_of, -1), None)
        for number, post in enumerate(posts):
            for key in _keys(post, urls) if number not in again else ():
                places.setdefault(key, (part, number))
        found.append(again)
    return found


def doubles_note(count: int) -> tuple[str, ...]:
    """What there is to say of a source with so many doubles."""
    again = f"{count} {'post is' if count == 1 else 'posts are'} in an earlier source as well"
    return (f"{again}; shown once, with both origins",) if count else ()


def joined(post: Post, name: str, double: Post, other: str) -> Post:
    """`post` of the source `name`, which is `double` of the source `other` as well.

    What the first source does not say of a post, its time and its author, is taken from the other.
    """
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


def fresh_ids(parts: Iterable[Sequence[str]]) -> Iterator[dict[str, str]]:
    """New ids for those of each of `parts` that an earlier one has; the ids of a part are all different."""
    taken: set[str] = set()
    for ids in parts:
        renamed: dict[str, str] = {}
        clashing = [post_id for post_id in ids if post_id in taken]
        taken.update(ids)
        for post_id in clashing:
            number = 2
            while (fresh := f"{post_id}~{number}") in taken:
                number += 1
            taken.add(fresh)
            renamed[post_id] = fresh
        yield renamed


def fresh_ids_note(name: str, renamed: dict[str, str]) -> tuple[str, ...]:
    """What there is to say of the source `name`, in which these ids are new."""
    for first, fresh in renamed.items():
        return (f"{name}: {len(renamed)} ids are taken by another source; {first!r} became {fresh!r}",)
    return ()


def with_fresh_ids(post: Post, renamed: dict[str, str]) -> Post:
    """`post` with the new ids of its source, its own and those that it names."""
    return replace(
        post,
        id=renamed.get(post.id, post.id),
        part_of=renamed.get(post.part_of, post.part_of) if post.part_of else None,
        cites=tuple(renamed.get(cited, cited) for cited in post.cites),
    )


def _known(post: Post) -> Known:
    return Known(post.id, (post.kind, post.text), post.url, post.part_of)


def _keys(post: Known, urls: Counter[str | None]) -> Iterator[int]:
    """What the post is known by, as hashes: there may be a million."""
    yield hash(("id", post.id, post.said))
    if post.url is not None and urls[post.url] == 1:
        yield hash(("url", post.url))

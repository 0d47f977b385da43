"""What the writers for readers share: the order of the posts, what belongs together, and the result."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from feeds.figures import Board, Entry, Sighting, board
from feeds.model import BlockType, Contest, Day, Post
from feeds.patterns import pattern

_PAIR = pattern(r"(?P<who>[^\n]{1,80}?)(?::| [-–—])\s+(?P<value>\S[^\n]*)")


@dataclass(frozen=True, slots=True)
class Thread:
    """A post, its 1-based `number` in the order of time, and the tweets it embeds, which follow it."""

    number: int
    post: Post
    tweets: tuple[Post, ...]


def in_order(day: Day) -> tuple[Post, ...]:
    """The day's posts, oldest first, those of one time as the day has them; a post without time stays where it is."""
    posts = day.oldest_first().posts
    times = [post.when.at for post in posts if post.when is not None]
    if len(times) < len(posts):
        return posts
    return tuple(post for _, post in sorted(zip(times, posts, strict=True), key=lambda pair: pair[0]))


def threads(posts: Sequence[Post]) -> Iterator[Thread]:
    """The posts with the tweets that stand right behind them and belong to them."""
    place = 0
    while place < len(posts):
        end = place + 1
        while end < len(posts) and posts[end].part_of == posts[place].id:
            end += 1
        yield Thread(place + 1, posts[place], tuple(posts[place + 1 : end]))
        place = end


def result(day: Day, posts: Sequence[Post]) -> Board:
    """The board at the end of `posts`, which are in the order of time; a sighting's rank is its post's place there."""
    sightings = [
        Sighting(rank, post.id, post.when.at, post.when.exact, reading)
        for rank, post in enumerate(posts)
        if post.when is not None
        for reading in post.readings
    ]
    return board(day.header.contests, sightings)


def groups(contest: Contest, entries: Sequence[Entry], previous: Sequence[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    """The figures of one contest by group, then those recalled from the contest before, each with what to call it."""
    for name, members in groupby(entries, key=lambda entry: entry.group):
        yield name, list(members)
    for name, members in groupby(previous, key=lambda entry: entry.group):
        yield f"before: {contest.previous}, {name}", list(members)


def runs(post: Post) -> Iterator[tuple[BlockType, list[str]]]:
    """The body in runs of blocks of one type; a block without text is no block."""
    for kind, blocks in groupby((block for block in post.body if block.text), key=lambda block: block.type):
        yield kind, [block.text for block in blocks]


def pair(row: str) -> tuple[str, str] | None:
    """The two cells of a row like "Members: 168,216" or "Eligible - 654,006"; None if it is a heading of rows."""
    match = _PAIR.fullmatch(row)
    return (match["who"], match["value"]) if match else None


def kind(post: Post) -> str:
    """What the post is, where that is worth saying."""
    return "" if post.kind == "post" else post.kind

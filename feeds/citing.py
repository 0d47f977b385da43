"""Which posts does a post cite: "(see 10.40am)", or the address of another post of the day."""

import datetime as dt
import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from feeds import clocktimes
from feeds.model import AnyDay, Day, Post, When
from feeds.patterns import pattern

_SEE = pattern(
    r"""\b(?: see | as\ (?:i|we)\ (?:said|reported|mentioned|posted)(?:\ earlier)?,?\ at
      | (?:my|our|the|earlier)\ post\ (?:at|of) )\s""",
    re.IGNORECASE | re.VERBOSE,
    needs=("see", "said", "reported", "mentioned", "posted", "post at", "post of"),
)
_AND_TIMES = pattern(
    r"""(?: (?: the | my | our | earlier | posts? | update | at | from | also | here | below | above ) \s | , \s )*
    (?P<time> \d{1,2} (?: [.:] \d{2} )? \s? (?: [ap]\.?m\b )? ) (?: \s? (?: gmt | bst | utc ) )?
    \s? (?: , | and | & | or )? \s?""",
    re.IGNORECASE | re.VERBOSE,
)
_DIGIT = pattern(r"\d")
_MORE = pattern(r"(?:,|and|&|or)\s?$")
_MINUTE_OF_HOUR = pattern(r"[.:]")
_ADDRESS = pattern(r"https?://[^\s<>\"“”]+")
_HALF_A_DAY = dt.timedelta(hours=12)
_AROUND = 300
"""Characters before a citation that tell what it is about."""
Earlier = Callable[[dt.time, int], Sequence[int]]
"""Gives the ranks of the posts that are known to stand at a clock time before a rank; at least of the last day."""
_WORD = pattern(r"\w{4,}")


@dataclass(frozen=True, slots=True)
class Cited:
    """A time that a text cites: `words` as they stand there, the cells from `start` to before `end`, the `clock`.

    `start` is where the citation begins, "see" included; `half` whether am or pm was said, if the clock needs it.
    """

    words: str
    start: int
    end: int
    clock: dt.time
    half: bool


def times(text: str) -> Iterator[Cited]:
    """The clock times at which `text` says that an earlier post stands, in their order."""
    if not _DIGIT.search(text):
        return
    place = 0
    for match in _SEE.finditer(text):
        if match.start() < place:
            continue
        place = match.end()
        while found := _AND_TIMES.match(text, place):
            words = found["time"].strip()
            half = words[-1] in "mM."
            clock = clocktimes.parse(words)
            if clock is None or (not half and not _MINUTE_OF_HOUR.search(words)):
                break
            yield Cited(words, match.start(), found.end(), clock, half)
            place = found.end()
            if not _MORE.search(found.group()):
                break


def attach(day: Day) -> Day:
    """`day` (oldest first, timed) with the posts that each of its posts cites, by id, the first named first.

    A clock time cites an earlier post that is known to stand at that minute, the last such one; an address cites the
    post whose own it is. A day in which a post already states what it cites is returned as it is.
    """
    if any(post.cites for post in day.posts):
        return day
    found = dict(citations(day))
    if not found:
        return day
    posts = (replace(post, cites=found[rank]) if rank in found else post for rank, post in enumerate(day.posts))
    return Day(header=day.header, posts=tuple(posts))


def citations(day: AnyDay) -> Iterator[tuple[int, tuple[str, ...]]]:
    """What `attach` finds in a day in which nobody states any: the posts that cite, counted from 0, and the cited."""
    zone = day.header.zone
    named, citing = set[str](), array("I")
    minutes: dict[dt.time, array[int]] = {}
    for rank, post in enumerate(day.posts):
        text = post.text
        if addresses := set(_addresses(text)):
            named |= addresses
        if addresses or (_DIGIT.search(text) and _SEE.search(text)):
            citing.append(rank)
        if post.when is not None and is_known(post):
            minutes.setdefault(minute_of(post.when, zone), array("I")).append(rank)
    own = _by_address(day, named)

    def earlier(clock: dt.time, rank: int) -> Sequence[int]:
        ranks = minutes.get(clock, ())
        return ranks[: bisect_left(ranks, rank)]

    for rank in citing:
        post = day.posts[rank]
        text = post.text
        if cites := _others(post, [*_timed(day.posts, rank, text, earlier), *_addressed(text, own)]):
            yield rank, cites


def by_times(posts: Sequence[Post], rank: int, earlier: Earlier) -> tuple[str, ...]:
    """The posts, by id, that the one at `rank` cites by their times."""
    post = posts[rank]
    return _others(post, _timed(posts, rank, post.text, earlier))


def _others(post: Post, found: Iterable[str]) -> tuple[str, ...]:
    return tuple(cited for cited in dict.fromkeys(found) if cited not in (post.id, post.part_of))


def is_known(post: Post) -> bool:
    """Whether `post` can be cited by its time: that is known to the minute, and no other post shows it."""
    return post.when is not None and post.when.basis in ("stated", "id", "cited") and post.part_of is None


def minute_of(when: When, zone: dt.tzinfo) -> dt.time:
    """The clock time, to the minute."""
    return when.at.astimezone(zone).time().replace(second=0, microsecond=0)


def _by_address(day: AnyDay, named: Container[str]) -> Mapping[str, str]:
    """The ids of posts by an address that is `named` and theirs alone: a page's, which many share, tells nothing."""
    found: dict[str, str | None] = {}
    for post in day.posts if named else ():
        if post.url is not None and post.url in named:
            found[post.url] = None if post.url in found else post.id
    return {address: post_id for address, post_id in found.items() if post_id is not None}


def _timed(posts: Sequence[Post], rank: int, text: str, earlier: Earlier) -> Iterator[str]:
    """The posts that a text cites by their times."""
    for cited in times(text):
        # A time whose half of the day nobody said, or said wrongly, may be in the other one.
        for clock in (cited.clock, cited.clock.replace(hour=(cited.clock.hour + 12) % 24)):
            if ranks := earlier(clock, rank):
                yield posts[_meant(posts, ranks, text[max(cited.start - _AROUND, 0) : cited.start])].id
                break


def _meant(posts: Sequence[Post], ranks: Sequence[int], about: str) -> int:
    """Of posts at one clock time the one that is meant: of the last day, with most of the words that lead up to it."""
    words = set(_WORD.findall(about.casefold()))
    last = posts[ranks[-1]]

    def likely(rank: int) -> tuple[int, bool, int]:
        post = posts[rank]
        return len(words.intersection(_WORD.findall(post.text.casefold()))), post.heading is not None, rank

    def recent(rank: int) -> bool:
        when = posts[rank].when
        return when is not None and last.when is not None and last.when.at - when.at < _HALF_A_DAY

    return max(takewhile(recent, reversed(ranks)), key=likely, default=ranks[-1])


def _addressed(text: str, addresses: Mapping[str, str]) -> Iterator[str]:
    """The posts that a text cites by their addresses."""
    cited = (addresses.get(address) for address in _addresses(text))
    yield from (each for each in cited if each is not None)


def _addresses(text: str) -> Iterator[str]:
    """The addresses in a text: as they stand there, and without the marks behind them, which may be the sentence's."""
    if "://" in text:
        for address in _ADDRESS.findall(text):
            yield address
            yield address.rstrip(".,;:!?)’'")

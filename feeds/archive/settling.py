"""Large native files make one day: which of their posts are the same and what ids they have, before any has a rank.

It is decided as for small ones, by `feeds.merging`, but only posts whose prints are in several files are read for it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import count
from typing import NamedTuple

from feeds import merging
from feeds.archive.kin import Kin
from feeds.archive.prints import Prints, url_print
from feeds.archive.survey import Survey
from feeds.merging import Known
from feeds.readers import native
from feeds.readers.source import Skipped

_FEW = 8
"""An address that more posts of a file have is none of theirs alone, whatever prints are the same by chance."""


class Choice(NamedTuple):
    """The `numbers` of the posts of a file that another one may have, and of all that are parts of such posts.

    `urls` are the prints of addresses by which others may have them.
    """

    numbers: Sequence[int] = ()
    urls: Set[int] = frozenset()


def choices(found: Sequence[Survey]) -> Iterator[Choice]:
    """Which posts of the files in which this was `found` have to be read closely."""
    prints = [each.prints or Prints() for each in found]
    ids, urls = _shared([each.ids for each in prints]), _shared([each.urls for each in prints]) - {0}
    for each in prints:
        own = {url for url, count in Counter(filter(urls.__contains__, each.urls)).items() if count <= _FEW}
        chosen = {number for number, post_id in enumerate(each.ids) if post_id in ids}
        if own:
            chosen.update(number for number, url in enumerate(each.urls) if url in own)
        if chosen and any(each.wholes):
            known = {each.ids[number] for number in chosen}
            chosen.update(number for number, whole in enumerate(each.wholes) if whole in known)
        if chosen and (own or any(each.wholes)):  # of posts with one id all have to be known, to name them
            known = {each.ids[number] for number in chosen}
            chosen.update(number for number, post_id in enumerate(each.ids) if post_id in known)
        yield Choice(sorted(chosen), own)


class _Candidate(NamedTuple):
    """A post that another file may have: its number in its own, and what it is known by."""

    number: int
    known: Known


def settle(
    names: Sequence[str], found: Sequence[Survey], chosen: Sequence[Choice], known: Sequence[Iterable[Known | None]]
) -> Kin:
    """What there is to say of the posts `found` in files called `names`; those that an earlier one has are left out.

    Those `chosen` in each file were read: what they are `known` by, None if they are none.
    """
    kin = Kin()
    posts = [
        list(_with_names(source, name, each, choice, read, kin))
        for source, name, each, choice, read in zip(count(), names, found, chosen, known, strict=False)
    ]
    doubles = merging.doubles([[known for _, known in own] for own in posts])
    for source, again in enumerate(doubles):
        for at, (first, kept) in again.items():
            double, post = posts[source][at].number, posts[first][kept].number
            spot = first, found[first].places[post]
            kin.also.setdefault(spot, []).append((source, found[source].places[double]))
            found[first].flag_as(post, found[source], double)
    kin.renamed = list(
        merging.fresh_ids(
            [known.id for at, (_, known) in enumerate(own) if at not in again]
            for own, again in zip(posts, doubles, strict=True)
        )
    )
    for each, own, again in zip(found, posts, doubles, strict=True):
        each.leave_out({own[at].number for at in again})
        each.prints = None
    return kin


def _with_names(
    source: int, name: str, found: Survey, chosen: Choice, read: Iterable[Known | None], kin: Kin
) -> Iterator[_Candidate]:
    """The posts of a file that were chosen and are some, each with an id of its own; `kin` is told of new ones."""
    ids = native.Names()
    for number, known in zip(chosen.numbers, read, strict=True):
        if known is None:
            continue
        if known.url is not None and url_print(known.url) not in chosen.urls:
            known = known._replace(url=None)
        fresh = ids.own(known.id)
        if fresh != known.id:
            kin.named[source, found.places[number]] = fresh
            found.skipped.append(Skipped(name, found.numbers[number], native.taken(known.id, fresh)))
            known = known._replace(id=fresh)
        yield _Candidate(number, known)


def _shared(columns: Sequence[Sequence[int]]) -> Set[int]:
    """What is in more than one of the columns."""
    seen, shared = set(columns[0]), set[int]()
    for column in columns[1:]:
        shared.update(seen.intersection(column))
        seen.update(column)
    return shared

"""Large native files make one day: which of their posts are the same and what ids they have, before any has a rank.

It is decided as for small ones, by `feeds.merging`, but only posts whose prints are in several files are read for it.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Set
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from feeds import merging, validation
from feeds.archive.job import FileState
from feeds.archive.kin import Kin
from feeds.archive.prints import Prints, url_print
from feeds.archive.reading import text_of
from feeds.archive.survey import Survey
from feeds.merging import Known
from feeds.model import Post
from feeds.readers import native
from feeds.readers.encoding import mended
from feeds.readers.parsed import Skipped

_FEW = 8
"""An address that more posts of a file have is none of theirs alone, whatever prints are the same by chance."""
_LOOK_EVERY = 1_000


class _Candidate(NamedTuple):
    """A post that another file may have: its number in its own, and what it is known by."""

    number: int
    known: Known


def settle(files: Sequence[FileState], names: Sequence[str], found: Sequence[Survey], told: Callable[[], None]) -> Kin:
    """What there is to say of the posts `found` in `files`, called `names`; those that an earlier one has are left out.

    `told` is called now and then, and may raise to call it off. Raises OSError.
    """
    kin = Kin()
    posts: list[list[_Candidate]] = []
    for source, (file, name, each, chosen) in enumerate(zip(files, names, found, _choices(found), strict=True)):
        ids = native.Names()
        own: list[_Candidate] = []
        for number, known in _read(file, each, chosen, told):
            fresh = ids.own(known.id)
            if fresh != known.id:
                kin.named[source, each.places[number]] = fresh
                each.skipped.append(Skipped(name, each.numbers[number], native.taken(known.id, fresh)))
                known = known._replace(id=fresh)
            own.append(_Candidate(number, known))
        posts.append(own)
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


class _Choice(NamedTuple):
    """The `numbers` of the posts of a file that another one may have, and of all that are parts of such posts.

    `urls` are the prints of addresses by which others may have them.
    """

    numbers: Sequence[int] = ()
    urls: Set[int] = frozenset()


def _choices(found: Sequence[Survey]) -> Iterator[_Choice]:
    prints = [each.prints or Prints() for each in found]
    ids, urls = _shared([each.ids for each in prints]), _shared([each.urls for each in prints]) - {0}
    for each in prints:
        own = {url for url, count in Counter(filter(urls.__contains__, each.urls)).items() if count <= _FEW}
        chosen = {number for number, post_id in enumerate(each.ids) if post_id in ids}
        if own:
            chosen.update(number for number, url in enumerate(each.urls) if url in own)
        if chosen and any(each.wholes):
            wholes = {each.ids[number] for number in chosen}
            chosen.update(number for number, whole in enumerate(each.wholes) if whole in wholes)
        yield _Choice(sorted(chosen), own)


def _shared(columns: Sequence[Sequence[int]]) -> Set[int]:
    """What is in more than one of the columns."""
    seen, shared = set(columns[0]), set[int]()
    for column in columns[1:]:
        shared.update(seen.intersection(column))
        seen.update(column)
    return shared


def _read(file: FileState, found: Survey, chosen: _Choice, told: Callable[[], None]) -> Iterator[tuple[int, Known]]:
    """The numbers of those that are posts, and what they are known by."""
    with Path(file.path).open("rb") as stream:
        for each, number in enumerate(chosen.numbers):
            if each % _LOOK_EVERY == 0:
                told()
            place = found.places[number]
            stream.seek(place)
            known = _known_on(stream.readline(file.size - place).strip(), found.numbers[number])
            if known is not None:
                alone = known.url is None or url_print(known.url) in chosen.urls
                yield number, known if alone else known._replace(url=None)


def _known_on(line: bytes, number: int) -> Known | None:
    """By what the post on `line` is known, which is line `number` of its file; None if there is none."""
    raw = validation.plain(line)
    if raw is not None:
        return Known(raw["id"], _print(raw["kind"], text_of(raw)), raw.get("url"), raw.get("part_of"))
    line, _ = mended(line)
    post = native.post_on(line, number) if native.header_on(line) is None else ""
    if not isinstance(post, Post):
        return None
    return Known(native.identified(post, number).id, _print(post.kind, post.text), post.url, post.part_of)


def _print(kind: str, text: str) -> bytes:
    """Of posts with the same, nobody will ever find two that say something else."""
    return blake2b(f"{kind}\n{text}".encode(), digest_size=16).digest()

"""The moments worth listing: key events, and the first figure of each status on the way to the result."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from operator import eq
from typing import overload

from feeds.archive import Archive
from feeds.figures import OVERALL, Sighting
from feeds.moments.places import Moment, figure

_FORMS = {
    "forecast": "First forecast: {}",
    "poll": "First poll: {}",
    "reported": "Reported: {}",
    "declared": "DECLARED: {}",
}

_AT_ONCE = 24
"""Key posts are read so many before and after the one that is asked for: the pane wants its neighbours next."""


def moments(archive: Archive, until: int | None = None) -> "Moments":
    """The key events and the first figures among the first `until` posts (None: all), in time order.

    First figures are those of the candidates overall in the day's first contest: the first forecast, poll and report
    before a result, and the result itself; and the first turnout. A post that is both is listed once, as the figure.
    """
    return Landmarks(archive).until(until)


def declaration(archive: Archive) -> Moment | None:
    """The first declared overall result, or None where the day declares nothing."""
    return Landmarks(archive).declaration


class Landmarks:
    """The moments of a day as of any number of posts; what was read of them is kept, as long as the archive stays."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._keys: Sequence[int] = ()  # as many as are known
        self._titles: dict[int, Moment] = {}
        self._firsts: dict[str, Moment] = {}
        self._read = 0
        self._last: tuple[object, Moments] | None = None

    def until(self, until: int | None = None, marks: Sequence[Moment] = ()) -> "Moments":
        """What there is among the first `until` posts (None: all), and `marks`; the same object while it is the same.

        `marks` are in order of rank.
        """
        limit = len(self._archive) if until is None else until
        firsts = [moment for moment in self._firsts_among(limit) if moment.rank < limit]
        keys = self._archive.keys(limit)
        self._keys = max(self._keys, keys, key=len)
        stamp = (len(keys), len(firsts), tuple(marks))
        if self._last is None or self._last[0] != stamp:
            self._last = stamp, Moments(self._key, keys, firsts, marks)
        return self._last[1]

    @property
    def declaration(self) -> Moment | None:
        """The first declared overall result, or None where the day declares nothing."""
        firsts = self._firsts_among(len(self._archive))
        return next((moment for moment in firsts if moment.kind == "declared"), None)

    def _key(self, rank: int) -> Moment:
        if rank not in self._titles:
            keys, place = self._keys, bisect_left(self._keys, rank)
            last = keys[min(place + _AT_ONCE, len(keys)) - 1]
            for each in self._archive.key_posts(keys[max(place - _AT_ONCE, 0)], last):
                self._titles[each.rank] = Moment(each.rank, each.at, each.title, "key", each.exact)
        return self._titles[rank]

    def _firsts_among(self, limit: int) -> Sequence[Moment]:
        """The first figures of each status up to the declaration, of at least the first `limit` posts."""
        contests = self._archive.header.contests
        if not contests or "declared" in self._firsts or self._archive.sighted(limit) <= self._read:
            return sorted(self._firsts.values(), key=lambda moment: moment.rank)
        sightings = self._archive.sightings(limit)
        for sighting in sightings[self._read :]:
            status = _status_of(sighting, contests[0].name)
            if status is not None and status not in self._firsts:
                self._firsts[status] = _moment(status, sighting, sightings)
                if status == "declared":
                    break
        self._read = len(sightings)
        return self._firsts_among(limit)


class Moments(Sequence[Moment]):
    """Moments in time order, each read when it is asked for: most of a long day's are never in view."""

    def __init__(
        self,
        read: Callable[[int], Moment],
        keys: Sequence[int],
        firsts: Sequence[Moment] = (),
        marks: Sequence[Moment] = (),
    ) -> None:
        """Of the key posts at the ranks `keys`, which `read` reads; with `firsts` in their place and `marks` beside."""
        self._read, self._keys = read, keys
        among = [(bisect_left(keys, moment.rank), moment) for moment in firsts]
        behind = [(bisect_right(keys, moment.rank), moment) for moment in marks]
        self._replaced = [place for place, moment in among if keys[place : place + 1] == (moment.rank,)]
        # Of one post the first figure comes before the mark.
        others = sorted((*among, *behind), key=lambda other: other[1].rank)
        self._others = [moment for _, moment in others]
        self._places = [place - bisect_left(self._replaced, place) + number for number, (place, _) in enumerate(others)]

    def __len__(self) -> int:
        return len(self._keys) - len(self._replaced) + len(self._others)

    @overload
    def __getitem__(self, place: int) -> Moment: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Moment, ...]: ...

    def __getitem__(self, place: int | slice) -> Moment | tuple[Moment, ...]:
        """The moment at a place."""
        if isinstance(place, slice):
            return tuple(self[each] for each in range(*place.indices(len(self))))
        found = self._at(place)
        return self._read(found) if isinstance(found, int) else found

    @property
    def ranks(self) -> Sequence[int]:
        """The ranks of the moments, which are not read for them."""
        return _Ranks(self._at, len(self))

    def _at(self, place: int) -> int | Moment:
        """The rank of the key post at a place, or what stands there instead."""
        number = range(len(self))[place]
        behind = bisect_left(self._places, number)
        if behind < len(self._places) and self._places[behind] == number:
            return self._others[behind]
        number -= behind
        for replaced in self._replaced:
            number += replaced <= number
        return self._keys[number]

    def __iter__(self) -> Iterator[Moment]:
        return (self[place] for place in range(len(self)))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Moments) and self._read == other._read:  # of one day: keys are its first ones
            return (len(self._keys), self._others) == (len(other._keys), other._others)
        if isinstance(other, Sequence):
            return len(self) == len(other) and all(map(eq, self, other))
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]


class _Ranks(Sequence[int]):
    """The ranks of so many moments, each looked up when it is asked for."""

    def __init__(self, at: Callable[[int], int | Moment], length: int) -> None:
        self._at, self._length = at, length

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, place: int) -> int: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[int, ...]: ...

    def __getitem__(self, place: int | slice) -> int | tuple[int, ...]:
        """The rank at a place."""
        if isinstance(place, slice):
            return tuple(self[each] for each in range(*place.indices(len(self))))
        found = self._at(range(len(self))[place])
        return found if isinstance(found, int) else found.rank


def _status_of(sighting: Sighting, contest: str) -> str | None:
    """Which first this may be, for the candidates overall in `contest`."""
    reading = sighting.reading
    if reading.contest != contest or reading.group != OVERALL:
        return None
    if reading.measure == "turnout":
        return "turnout" if reading.status in ("reported", "declared") else None
    counts = reading.who is not None and reading.measure in ("share", "votes") and reading.status in _FORMS
    return reading.status if counts else None


def _moment(status: str, sighting: Sighting, sightings: Sequence[Sighting]) -> Moment:
    reading = sighting.reading
    if status == "turnout":
        source = f", {reading.source}" if reading.source else ""
        text = f"Turnout {figure(reading)}{source}"
        return Moment(sighting.rank, sighting.at, text, reading.status, sighting.exact)
    first = bisect_left(sightings, sighting.rank, key=lambda other: other.rank)
    last = bisect_right(sightings, sighting.rank, key=lambda other: other.rank)
    same_post = [
        other.reading
        for other in sightings[first:last]
        if (other.reading.contest, other.reading.group, other.reading.status)
        == (reading.contest, reading.group, status)
        and other.reading.who is not None
    ]
    shares = [other for other in same_post if other.measure == "share"] or same_post
    people = {other.who: other for other in reversed(shares)}
    names = dict.fromkeys(other.who for other in shares)
    if status == "declared":
        text = ", ".join(f"{who} {figure(people[who])}" for who in names)
    else:
        text = ", ".join(f"{figure(people[who])} {who}" for who in names)
    return Moment(sighting.rank, sighting.at, _FORMS[status].format(text), status, sighting.exact)

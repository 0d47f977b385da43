"""The moments worth listing: key events, and the first figure of each status on the way to the result."""

from collections.abc import Sequence
from weakref import WeakKeyDictionary

from feeds.archive import Archive
from feeds.figures import OVERALL, Sighting
from feeds.moments.places import Moment, figure, title

_TITLES: WeakKeyDictionary[Archive, dict[int, Moment]] = WeakKeyDictionary()
"""The key moments already read, by archive and rank: a replay asks for them again at every post."""

_FORMS = {
    "forecast": "First forecast: {}",
    "poll": "First poll: {}",
    "reported": "Reported: {}",
    "declared": "DECLARED: {}",
}


def moments(archive: Archive, until: int | None = None) -> tuple[Moment, ...]:
    """The key events and the first figures among the first `until` posts (None: all), in time order.

    First figures are those of the candidates overall in the day's first contest: the first forecast, poll and report
    before a
    result, and the result itself; and the first turnout. A post that is both is listed once, as the figure.
    """
    listed = {moment.rank: moment for moment in (_key(archive, rank) for rank in archive.keys(until))}
    for moment in _figures(archive, until):
        listed[moment.rank] = moment
    return tuple(listed[rank] for rank in sorted(listed))


def declaration(archive: Archive) -> Moment | None:
    """The first declared overall result, or None where the day declares nothing."""
    return next((moment for moment in _figures(archive, None) if moment.kind == "declared"), None)


def _key(archive: Archive, rank: int) -> Moment:
    known = _TITLES.setdefault(archive, {})
    if rank not in known:
        post = archive.post(rank)
        exact = post.when is not None and post.when.exact
        known[rank] = Moment(rank, archive.time_of(rank), title(post), "key", exact)
    return known[rank]


def _figures(archive: Archive, until: int | None) -> list[Moment]:
    """The first figures of each status, up to the declaration, in time order."""
    contests = archive.header.contests
    if not contests:
        return []
    main = contests[0].name
    first: dict[str, Sighting] = {}
    sightings = archive.sightings(until)
    for sighting in sightings:
        reading = sighting.reading
        if reading.contest != main or reading.group != OVERALL:
            continue
        if reading.measure == "turnout" and reading.status in ("reported", "declared"):
            first.setdefault("turnout", sighting)
        elif reading.who is not None and reading.measure in ("share", "votes") and reading.status in _FORMS:
            first.setdefault(reading.status, sighting)
            if reading.status == "declared":
                break
    return sorted(
        (_moment(status, sighting, sightings) for status, sighting in first.items()), key=lambda moment: moment.rank
    )


def _moment(status: str, sighting: Sighting, sightings: Sequence[Sighting]) -> Moment:
    reading = sighting.reading
    if status == "turnout":
        source = f", {reading.source}" if reading.source else ""
        text = f"Turnout {figure(reading)}{source}"
        return Moment(sighting.rank, sighting.at, text, reading.status, sighting.exact)
    same_post = [
        other.reading
        for other in sightings
        if other.rank == sighting.rank
        and (other.reading.contest, other.reading.group, other.reading.status)
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

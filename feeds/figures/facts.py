"""The facts of one contest, ready to be compared, and how a finding names them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from feeds.figures.board import OVERALL, WEIGHT, Sighting
from feeds.figures.ranges import Range, range_of, step_of
from feeds.model import Contest

_Key = tuple[str, str | None, str, str]
MEASURE_NAMES = {
    "eligible": "people with a vote",
    "cast": "votes cast",
    "spoilt": "spoilt papers",
    "turnout": "turnout",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: whether it `holds`, `what` was checked, `why` it does or does not, and the sightings it rests on."""

    holds: bool
    what: str
    why: str
    readings: tuple[Sighting, ...]


class Facts:
    """The facts of one contest, by group, who, measure and unit."""

    def __init__(self, contest: Contest, facts: Sequence[Sighting]) -> None:
        self.contest = contest
        self.name = facts[0].reading.contest if facts else None
        self.by_key: dict[_Key, list[Sighting]] = {}
        for each in facts:
            reading = each.reading
            self.by_key.setdefault((reading.group, reading.who, reading.measure, reading.unit), []).append(each)

    def best(self, group: str, who: str | None, measure: str, unit: str) -> Sighting | None:
        """The reading that counts: of the heaviest status, the finest, the latest."""
        found = self.by_key.get((group, who, measure, unit), ())
        return max(
            found,
            key=lambda each: (WEIGHT[each.reading.status], -step_of(each.reading), each.rank),
            default=None,
        )

    def all_of(self, keys: Iterable[tuple[str, str | None]], measure: str, unit: str) -> list[Sighting]:
        """The best reading of every (group, who); nothing if one is missing."""
        found = [self.best(group, who, measure, unit) for group, who in keys]
        return [each for each in found if each is not None] if all(found) else []

    def votes(self, group: str) -> list[Sighting]:
        """The votes of everybody who stands, in one group; nothing if one is missing."""
        return self.all_of([(group, who) for who in self.contest.who], "votes", "votes")

    @property
    def everywhere(self) -> tuple[str, ...]:
        """Overall, then every group."""
        return (OVERALL, *self.contest.groups)


def total_of(parts: Iterable[Sighting]) -> Range:
    """The sum of the figures of `parts`."""
    return sum((range_of(each.reading) for each in parts), Range(0, 0))


def value(sighting: Sighting) -> str:
    """A figure as a person writes it: "61.8%", "313,209"."""
    reading = sighting.reading
    return f"{reading.value:g}%" if reading.unit == "%" else count(reading.value)


def count(number: float) -> str:
    """A whole number with its thousands apart."""
    return f"{round(number):,}"


def listed(words: Sequence[str], link: str = "and") -> str:
    """ "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {link} {words[-1]}"

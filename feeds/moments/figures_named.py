"""Phrases that name a figure: "61.8%", "313,209", "first smith reported", "turnout", "when was the 62% declared"."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from feeds.archive import Archive
from feeds.figures import OVERALL, Sighting, names_of
from feeds.figures.board import WEIGHT
from feeds.figures.numbers import Number
from feeds.figures.numbers import find as numbers_in
from feeds.model import Contest, Status
from feeds.moments.pane import declaration
from feeds.moments.places import Found, Moment, described
from feeds.moments.remembered import content_words
from feeds.patterns import pattern
from feeds.wording import title

MAX_OTHERS = 8

_STATUS: tuple[tuple[Status, re.Pattern[str]], ...] = (
    ("declared", pattern(r"\b(?:declar\w+|announc\w+|official\w*|final(?:ly)?)\b", re.IGNORECASE)),
    ("reported", pattern(r"\b(?:report\w*|rumou?r\w*|leak\w*|hear\w*|hearsay|unofficial\w*)\b", re.IGNORECASE)),
    ("forecast", pattern(r"\b(?:forecast\w*|predict\w*|expect\w*|tipped)\b", re.IGNORECASE)),
    ("poll", pattern(r"\b(?:exit\s+poll|polls?|polled|survey)\b", re.IGNORECASE)),
    ("recalled", pattern(r"\b(?:last\s+(?:year|time)|previous(?:ly)?)\b", re.IGNORECASE)),
    ("corrected", pattern(r"\bcorrect(?:ed|ion)\b", re.IGNORECASE)),
)
_MEASURE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("turnout", pattern(r"\bturn-?out\b", re.IGNORECASE)),
    ("spoilt", pattern(r"\bspoil(?:t|ed)(?:\s+(?:ballots?|papers?|votes?))?\b", re.IGNORECASE)),
    ("eligible", pattern(r"\b(?:eligible(?:\s+(?:votes?|voters?))?|electorate|selectorate)\b", re.IGNORECASE)),
    ("cast", pattern(r"\b(?:votes?|ballots?)\s+cast\b", re.IGNORECASE)),
    ("share", pattern(r"\b(?:share|percentages?|per\s+cent)(?:\s+of\s+the\s+vote)?\b", re.IGNORECASE)),
    ("votes", pattern(r"\bvotes?\b", re.IGNORECASE)),
)
_RESULT = pattern(r"\b(?:results?|declaration|winner|outcome)\b", re.IGNORECASE)
_FIRST = pattern(r"\b(?:first|earliest|initial(?:ly)?)\b", re.IGNORECASE)
_LAST = pattern(r"\b(?:last|latest|final)\s+(?:figure|reading|number|report)\b|\blatest\b", re.IGNORECASE)
_SMALL_TALK = """figure figures number numbers vote votes percent percentage reading readings got won win wins
    per cent pc came come
    through made know knew known learn learned said out up"""
_SMALL = frozenset(_SMALL_TALK.split())


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a phrase says of a figure, and the words of it that were not understood."""

    who: str | None
    group: str | None
    measure: str | None
    status: Status | None
    first: bool
    last: bool
    result: bool
    rest: tuple[str, ...]


def percentage(text: str, archive: Archive, of_day: Moment) -> Found | None:
    """A bare percentage as a figure of the day: a declared one, or one that is no plain part and was reported."""
    number = _number(text)
    if number is None:
        return None
    matching = _matching(number, archive.sightings())
    # "50%" or "75%" may well be meant of the day; nobody says "62%" of it.
    plain = number.value % 10 == 0 or number.value % 25 == 0
    beats = ("declared", "corrected") if plain else ("declared", "corrected", "reported", "forecast")
    if not any(sighting.reading.status in beats for sighting in matching):
        return None
    found = _answer(matching, archive)
    return Found(found.rank, found.at, found.matched, found.why, (*found.others, of_day))


def find(text: str, archive: Archive) -> Found | None:
    """The figure that `text` names, or None if it names none."""
    contests = archive.header.contests
    number = _number(text)
    if number is not None:
        matching = _matching(number, archive.sightings())
        if not matching:
            return None
        asked = _asked(text[: number.start] + " " + text[number.end :], contests)
        return _answer(_spoken_with(asked.rest, _narrowed(matching, asked), archive), archive)
    asked = _asked(text, contests)
    if asked.rest or not contests:
        return None
    if asked.result and asked.who is None and asked.measure is None and asked.group is None:
        moment = declaration(archive)
        if moment is not None and asked.status in (None, "declared"):
            return Found(moment.rank, moment.at, text, f"The first declared result: {moment.label}.")
    if not (asked.first or asked.last or asked.status or asked.measure or asked.result) or not (
        asked.who or asked.measure or asked.status or asked.group
    ):
        return None
    main = {contest.name for contest in contests}
    wanted = asked.status
    sightings = [
        sighting
        for sighting in archive.sightings()
        if (sighting.reading.contest in main or wanted == "recalled")
        and (
            sighting.reading.group == (asked.group or OVERALL) or asked.measure == sighting.reading.measure == "turnout"
        )
        and (asked.who is not None or asked.measure is not None or sighting.reading.who is not None)
        and (asked.who is None or sighting.reading.who == asked.who)
        and (asked.measure is None or sighting.reading.measure == asked.measure)
        and (wanted is None or sighting.reading.status == wanted)
    ]
    return _answer(sightings, archive, last=asked.last) if sightings else None


def _number(text: str) -> Number | None:
    """The one number of a phrase."""
    found = [number for number in numbers_in(text) if number.value >= 100 or number.share]
    return found[0] if len(found) == 1 else None


def _matching(number: Number, sightings: Iterable[Sighting]) -> list[Sighting]:
    """The sightings of a number: the same value in the same unit."""
    return [
        sighting
        for sighting in sightings
        if (sighting.reading.unit == "%") == number.share and abs(sighting.reading.value - number.value) < 1e-9
    ]


def _asked(text: str, contests: Sequence[Contest]) -> _Asked:
    left = text

    def take(pattern: re.Pattern[str]) -> bool:
        nonlocal left
        if not pattern.search(left):
            return False
        left = pattern.sub(" ", left)
        return True

    last = take(_LAST)
    status = next((status for status, pattern in _STATUS if take(pattern)), None)
    measure = next((measure for measure, pattern in _MEASURE if take(pattern)), None)
    result = take(_RESULT)
    first = take(_FIRST)
    who = group = None
    for contest in contests:
        names = names_of(contest)
        for name, named in names.who:
            if who is None and take(named):
                who = name
        for name, named in names.groups:
            if group is None and name != OVERALL and take(named):
                group = name
    rest = tuple(word for word in content_words(left) if word not in _SMALL)
    return _Asked(who, group, measure, status, first, last, result, rest)


def _narrowed(sightings: Sequence[Sighting], asked: _Asked) -> Sequence[Sighting]:
    """The sightings that also fit the rest of the phrase; what fits none is passed over."""
    tests: list[Callable[[Sighting], bool]] = []
    if asked.who:
        tests.append(lambda sighting: sighting.reading.who == asked.who)
    if asked.group:
        tests.append(lambda sighting: sighting.reading.group == asked.group)
    if asked.status:
        tests.append(lambda sighting: sighting.reading.status == asked.status)
    if asked.measure in ("turnout", "spoilt", "eligible", "cast"):
        tests.append(lambda sighting: sighting.reading.measure == asked.measure)
    for test in tests:
        sightings = [sighting for sighting in sightings if test(sighting)] or sightings
    return sightings


def _spoken_with(rest: Sequence[str], sightings: Sequence[Sighting], archive: Archive) -> Sequence[Sighting]:
    """The sightings whose posts have the most of the other words of a phrase ("mcdonnell 130,000")."""
    if not rest:
        return sightings
    posts = {sighting.rank: archive.post(sighting.rank) for sighting in sightings}
    texts = {rank: f"{post.text}\n{post.author.name if post.author else ''}".lower() for rank, post in posts.items()}
    most = max(sum(word in text for word in rest) for text in texts.values())
    return [sighting for sighting in sightings if sum(word in texts[sighting.rank] for word in rest) == most]


def _answer(sightings: Sequence[Sighting], archive: Archive, *, last: bool = False) -> Found:
    """The first of the heaviest status; the others are named."""
    if last:
        best = sightings[-1]
    else:
        best = max(sightings, key=lambda sighting: (WEIGHT[sighting.reading.status], -sighting.rank))
    reading = best.reading
    order = "latest" if last else "first"
    source = f", {reading.source}" if reading.source else ""
    why = f"The {order} {_KIND[reading.status]} of {described(reading)}{source}."
    others: dict[int, Moment] = {}
    for sighting in sightings:
        if sighting.rank != best.rank and sighting.rank not in others and len(others) < MAX_OTHERS:
            label = f"{described(sighting.reading)}: {title(archive.post(sighting.rank))}"
            others[sighting.rank] = Moment(sighting.rank, sighting.at, label, sighting.reading.status)
    return Found(best.rank, best.at, described(reading), why, tuple(others.values()))


_KIND: dict[Status, Literal["declaration", "report", "forecast", "poll", "recall", "correction", "rounding"]] = {
    "declared": "declaration",
    "corrected": "correction",
    "reported": "report",
    "forecast": "forecast",
    "poll": "poll",
    "recalled": "recall",
    "rounded": "rounding",
}

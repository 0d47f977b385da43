"""From sources to one day: detect, read, time, merge, and find the figures; with a report of what became of it all."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from feeds import citing, embedding
from feeds.merging import fresh_ids, fresh_ids_note, with_fresh_ids, without_doubles
from feeds.model import Contest, Day, Header
from feeds.readers import detect
from feeds.readers.parsed import Parsed
from feeds.readers.source import Options, Skipped, Source
from feeds.wording import UNDATED


@dataclass(frozen=True, slots=True)
class SourceReport:
    """What became of one source: its form, its posts by kind, their times by basis, and what could not be read."""

    file: str
    form: str
    posts: Mapping[str, int]
    times: Mapping[str, int]
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What became of every source, in the order given, and notes on the day they make together."""

    sources: tuple[SourceReport, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ingest:
    """A day, oldest post first and every post timed, and the report of how it was made."""

    day: Day
    report: Report


def ingest(sources: Sequence[Source], options: Options = Options()) -> Ingest:  # noqa: B008 - frozen
    """One day made of all `sources`. Raises Unreadable for the first of which nothing can be read."""
    return join([source.name for source in sources], read(sources, options), options)


def read(sources: Sequence[Source], options: Options = Options()) -> tuple[Parsed, ...]:  # noqa: B008 - frozen
    """What the readers make of `sources`, one by one. Raises Unreadable as `ingest` does."""
    return tuple(detect.read(source, options) for source in sources)


def join(names: Sequence[str], parts: Sequence[Parsed], options: Options = Options()) -> Ingest:  # noqa: B008 - frozen
    """One day made of what was read from the sources called `names`."""
    apart = without_doubles([_without_loose_ends(part) for part in parts], names)
    named, notes = _with_unique_ids(apart, names)
    if not all(_placed(part) for part in named):
        # Imported only for those days that need it, as is the reading of figures: both prepare much grammar.
        from feeds import chronology

        named = chronology.place(named)
    lines = {post_id: rows for part in named for post_id, rows in part.lines.items()}
    reports = tuple(_report(name, part) for name, part in zip(names, named, strict=True))
    day = _with_figures(citing.attach(_merged(named, options)), lines)
    first = day.posts[0].when if day.posts else None
    if first is not None and first.at.astimezone(day.header.zone).date() == UNDATED:
        notes = (*notes, "nothing tells the day's date; --date gives it one")
    return Ingest(day, Report(reports, notes))


def _placed(part: Parsed) -> bool:
    """Whether every post of `part` says when it was, and they lie in that order."""
    whens = [post.when for post in part.day.posts]
    if part.day.header.order != "oldest-first" or None in whens:
        return False
    times = [when.at for when in whens if when is not None]
    return all(earlier <= later for earlier, later in pairwise(times))


def _with_figures(day: Day, lines: Mapping[str, tuple[int, ...]]) -> Day:
    if any(post.readings for post in day.posts):
        return day
    from feeds.figures import attach

    return attach(day, lines)


def _merged(parts: Sequence[Parsed], options: Options) -> Day:
    """All posts by time, then source, then place in the source; the header as the largest source knows it."""
    keyed = [
        (post.when.at if post.when else None, rank, place, post)
        for rank, part in enumerate(parts)
        for place, post in enumerate(part.day.posts)
    ]
    timed = [each for each in keyed if each[0] is not None]
    timeless = [each[-1] for each in keyed if each[0] is None]
    timed.sort(key=lambda each: each[:-1])
    header = header_of([(len(part.day.posts), part.day.header) for part in parts], options)
    return Day(header=header, posts=(*(each[-1] for each in timed), *timeless))


def header_of(parts: Iterable[tuple[int, Header]], options: Options) -> Header:
    """Each field from the largest source that states it, contests from all; of each how many posts, and its header."""
    silent = Header()
    fields: dict[str, Any] = {}
    contests: dict[str, Contest] = {}
    for _, header in sorted(parts, key=lambda part: -part[0]):
        for name in ("title", "date", "timezone"):
            if getattr(header, name) != getattr(silent, name):
                fields.setdefault(name, getattr(header, name))
        for contest in header.contests:
            contests.setdefault(contest.name, contest)
    return options.over(Header(**fields, contests=tuple(contests.values())))


def _with_unique_ids(parts: Sequence[Parsed], names: Sequence[str]) -> tuple[tuple[Parsed, ...], tuple[str, ...]]:
    """`parts` with a new id for every post whose id an earlier source has; and a note for each such source."""
    unique: list[Parsed] = []
    notes: list[str] = []
    fresh = fresh_ids([post.id for post in part.day.posts] for part in parts)
    for name, part, renamed in zip(names, parts, fresh, strict=True):
        unique.append(_renamed(part, renamed) if renamed else part)
        notes += fresh_ids_note(name, renamed)
    return tuple(unique), tuple(notes)


def _renamed(part: Parsed, renamed: dict[str, str]) -> Parsed:
    posts = tuple(with_fresh_ids(post, renamed) for post in part.day.posts)
    lines = {renamed.get(post_id, post_id): rows for post_id, rows in part.lines.items()}
    return replace(part, day=Day(header=part.day.header, posts=posts), lines=lines)


def _without_loose_ends(part: Parsed) -> Parsed:
    """`part` with every `part_of` naming a post of it that is not itself an embedded tweet, or none; and notes.

    A tweet inside an embedded tweet belongs to the post around both.
    """
    posts = {post.id: post for post in part.day.posts}
    notes: list[str] = []
    changed: dict[str, str | None] = {}
    for post in part.day.posts:
        if post.part_of is None:
            continue
        top, reason = embedding.top(post, posts.get)
        if reason:
            notes.append(embedding.said(post, reason))
        if top != post.part_of:
            changed[post.id] = top
    if not changed:
        return part
    mended = (replace(post, part_of=changed[post.id]) if post.id in changed else post for post in part.day.posts)
    return replace(part, day=Day(header=part.day.header, posts=tuple(mended)), notes=(*part.notes, *notes))


def _report(name: str, part: Parsed) -> SourceReport:
    kinds: Counter[str] = Counter(post.kind for post in part.day.posts)
    times: Counter[str] = Counter(post.when.basis for post in part.day.posts if post.when)
    return SourceReport(name, part.form, dict(kinds), dict(times), part.skipped, part.notes)

"""Contests found in a day: who stands, the groups of voters and a name, from result rows or else from prose."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from feeds.figures import numbers, rows, words
from feeds.figures.names import surname
from feeds.model import AnyDay, Contest, Post
from feeds.patterns import pattern

_TOTALS = pattern(
    r"\b(?:eligible|entitled|electorate|cast|spoil(?:t|ed)|turnout|total|majority|rejected|invalid|valid|"
    r"registered\s+voters|votes?|"
    r"ballots?|swing|undecided|other|others)\b",
    re.IGNORECASE,
)
_VOTERS = pattern(
    r"\b(?:members?|supporters?|voters?|electors?|unions?|affiliates?|men|women|branches|constituencies|delegates|"
    r"students|under|over)\b",
    re.IGNORECASE,
)
_OVERALL = pattern(
    r"^(?:(?:the|here|are|is|and|how|overall|final|full|voting|votes?|election|result|results|figures?|total|"
    r"totals|in|detail|"
    r"percentages?|shares?|breakdown|numbers?|headline|everyone|all|party|of|by)\b[\s:,-]*)+$",
    re.IGNORECASE,
)
_HOW_VOTED = pattern(
    r"^(?:how\s+|among(?:st)?\s+|by\s+)?(?:the\s+|party\s+)?(.*?)(?:\s+(?:voted|votes?|vote))?$", re.IGNORECASE
)
_EVENT = r"(?:by-?election|election|referendum|contest|ballot|primary|race|run-?off|vote)"
_NAMED = pattern(rf"\b([A-Z][\w’'-]*\s+)?([A-Za-z][\w’-]*)\s+({_EVENT})\b(?!\s+(?:day|night|campaign))")
_SINGULAR = ("by-election", "byelection", "election", "referendum", "primary", "ballot")
_NAMELESS = """the a an this that last next second first new no any each his her their our its of in for to by
    at on and or from
    with every per one whole such another tight local general future year's years popular your my early snap be exit won
    win same overall during"""
_NO_NAME = frozenset(_NAMELESS.split())
_BYSTANDERS = 50
"""Who is given a share so many times less often than another does not stand."""
_DIGIT = pattern(r"\d")
_FULL = pattern(r"\b([A-Z][\w’'-]+)\s+((?:(?:de|van|von|der|la|le|al|bin|Mac|O[’'])\s*)?[A-Z][\w’-]+)\b")


def group_name(subhead: str) -> str | None:
    """The group that a subhead names ("How members voted" -> "members"); None if it names all ("Voting figures")."""
    if _OVERALL.match(subhead):
        return None
    match = _HOW_VOTED.match(subhead)
    name = (match[1] if match else subhead).strip(" :").lower()
    return name or None


def lines_of(post: Post) -> list[str]:
    """The lines of a post's body, in order."""
    return [line for block in post.body for line in block.text.split("\n")]


@dataclass
class Run:
    """Rows that stand together in one post: their labels by group."""

    post: Post
    labels: list[tuple[str, str | None]] = field(default_factory=list)
    shares: bool = False


def as_written(group: str, posts: Iterable[Post]) -> str:
    """`group` in small letters if any post writes it so, else as the subhead does ("Harbour ward")."""
    written = None
    for post in posts:
        if group in post.text:
            return group
        if written is None and (match := re.search(re.escape(group), post.text, re.IGNORECASE)):
            written = match[0]
    return written or group


def from_rows(day: AnyDay, runs: Iterable[Run]) -> list[Contest]:
    """Contests from the `runs` of all posts: rows of results are at least two names, beside words of voting.

    Those words stand in a post that has the rows or in the title; rows with shares may also do with a day of which a
    tenth of the posts speak of a vote.
    """
    clusters: list[tuple[set[str], list[Run]]] = []
    for run in runs:
        keys = {surname(label).casefold() for label, _ in run.labels}
        joined = [cluster for cluster in clusters if len(cluster[0] & keys) >= min(2, len(keys))]
        if not joined:
            clusters.append((keys, [run]))
            continue
        joined[0][0].update(keys)
        joined[0][1].append(run)
    return [
        _contest(runs)
        for keys, runs in clusters
        if len(keys) >= 2
        and (
            any(words.RESULT_VOTE.search(f"{day.header.title}\n{run.post.text}") for run in runs)
            or (any(run.shares for run in runs) and _is_of_votes(day))
        )
    ]


def _is_of_votes(day: AnyDay) -> bool:
    """Whether a tenth of the posts speak of a vote."""
    return sum(bool(words.RESULT_VOTE.search(post.text)) for post in day.posts) * 10 >= len(day.posts)


def _contest(runs: Sequence[Run]) -> Contest:
    who: dict[str, str] = {}
    groups: dict[str, None] = {}
    for run in runs:
        for label, group in run.labels:
            key = surname(label).casefold()
            if len(label) > len(who.get(key, "")):
                who[key] = label
            if group is not None:
                groups.setdefault(group)
    first = runs[0].labels
    order = {surname(label).casefold(): index for index, (label, _) in reversed(list(enumerate(first)))}
    names = sorted(who, key=lambda key: order.get(key, len(order)))
    return Contest(
        name="contest", groups=tuple(groups) if len(groups) > 1 else (), who=tuple(who[key] for key in names)
    )


def runs(post: Post) -> list[Run]:
    """The result rows of `post`, in runs of at least two different labels."""
    runs: list[Run] = []
    if not _DIGIT.search(post.text):
        return runs
    labels: list[tuple[str, str | None]] = []
    group: str | None = None
    shares = False
    for line in [*lines_of(post), "."]:
        found = rows.all_in(line)
        if found:
            labels += [(row.label, group) for row in found if _candidate(row)]
            shares = shares or any(number.share for row in found for number in row.numbers)
            continue
        subhead = rows.subhead(line)
        if subhead is not None:
            group = group_name(subhead)
            continue
        if len({label for label, _ in labels}) >= 2:
            runs.append(Run(post, labels, shares))
        labels, group, shares = [], None, False
    return runs


def _candidate(row: rows.Row) -> bool:
    """Whether a row may be one of a result: a name, not a total or a group of voters, with votes or a share."""
    return (
        row.year is None
        and row.label[:1].isupper()
        and not _TOTALS.search(row.label)
        and not _VOTERS.search(row.label)
        and any(number.form in ("percent", "count") for number in row.numbers)
    )


def from_prose(day: AnyDay, posts: Iterable[Post]) -> list[Contest]:
    """One contest from sentences that give at least two people a share of the vote or votes.

    `posts` are those in which "vote" stands. Among very many of them some will give a share to a bystander: who stands
    is given one more often.
    """
    surnames: frozenset[str] | None = None
    given: Counter[str] = Counter()
    for post in posts:
        for line in [post.heading or "", *lines_of(post)]:
            for start, end in words.sentences(line):
                sentence = line[start:end]
                if not words.RESULT_VOTE.search(sentence) or words.POLL.search(sentence):
                    continue
                for number in numbers.find(sentence):
                    if re.match(r"\s(?:of\s(?:the\s)?(?:\w+\s)?vote|votes?\b)", sentence[number.end :]) and (
                        number.share or number.value >= 100
                    ):
                        surnames = _surnames(day) if surnames is None else surnames
                        names = [
                            match[0]
                            for match in re.finditer(r"[A-Z][\w-]+", sentence[: number.start])
                            if match[0] in surnames and match[0] not in words.OPENERS
                        ]
                        if names:
                            given[names[-1]] += 1
    most = max(given.values(), default=0)
    who = tuple(each for each, times in given.items() if times * _BYSTANDERS >= most)
    return [Contest(name="contest", who=who)] if len(who) >= 2 else []


def full_names(text: str) -> list[tuple[str, str]]:
    """What looks like a first name and a last one in `text`."""
    return _FULL.findall(text)


def _surnames(day: AnyDay) -> frozenset[str]:
    """Whatever follows a first name anywhere in the day."""
    return frozenset(
        last.removesuffix("’s").removesuffix("'s") for post in day.posts for _, last in full_names(post.text)
    )


def name(day: AnyDay, posts: Sequence[Post]) -> str | None:
    """What the day calls the contest that `posts` are about: "leadership election", "Labour leadership election"."""
    kinds: Counter[str] = Counter()
    events: dict[str, Counter[str]] = {}
    owners: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    capitals: list[tuple[str, str, int, bool]] = []
    texts = [(day.header.title, 10)]
    texts += [(post.heading or "", 3) for post in posts] + [(post.text, 1) for post in posts]
    for text, weight in texts:
        for match in _NAMED.finditer(text):
            kind, event = match[2], match[3].lower()
            if kind.lower() in ("a", "an", "the", "this") and event in _SINGULAR:
                alone[event] += weight
            if kind.lower() in _NO_NAME or event == "vote" or kind.endswith(("’s", "ed")):
                continue
            if kind[0].isupper():
                capitals.append((kind, event, weight, match.start(2) == 0))
                continue
            kinds[kind.lower()] += weight
            events.setdefault(kind.lower(), Counter())[event] += weight
            if match[1] and match.start() > 0 and match[1].strip().lower() not in _NO_NAME:
                owners[match[1].strip()] += weight
    # A capital is a name ("Labour election"), unless it only begins a text ("Leadership election").
    for kind, event, weight, begins in capitals:
        if begins and (kind.lower() in kinds or not kinds):
            kinds[kind.lower()] += weight
            events.setdefault(kind.lower(), Counter())[event] += weight
        else:
            owners[kind] += weight
    if not kinds:
        return alone.most_common(1)[0][0].capitalize() if alone else None
    kind = max(kinds, key=lambda each: kinds[each])
    event = "election" if "election" in events[kind] else events[kind].most_common(1)[0][0]
    owner, seen = next(iter(owners.most_common(1)), ("", 0))
    if owner.lower() == kind:
        return f"{owner} {event}"
    return f"{owner} {kind} {event}" if seen >= 2 else f"{kind} {event}".capitalize()

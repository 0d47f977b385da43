"""Contests found in a day: who stands, the groups of voters and a name, from result rows or else from prose."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from feeds.figures import numbers, rows, words
from feeds.figures.board import OVERALL
from feeds.model import Contest, Day, Post

_TOTALS = re.compile(
    r"\b(?:eligible|entitled|electorate|cast|spoil(?:t|ed)|turnout|total|majority|rejected|invalid|valid|"
    r"registered\s+voters|votes?|"
    r"ballots?|swing|undecided|other|others)\b",
    re.IGNORECASE,
)
_VOTERS = re.compile(
    r"\b(?:members?|supporters?|voters?|electors?|unions?|affiliates?|men|women|branches|constituencies|delegates|"
    r"students|under|over)\b",
    re.IGNORECASE,
)
_OVERALL = re.compile(
    r"^(?:(?:the|here|are|is|and|how|overall|final|full|voting|votes?|election|result|results|figures?|total|"
    r"totals|in|detail|"
    r"percentages?|shares?|breakdown|numbers?|headline|everyone|all|party|of|by)\b[\s:,-]*)+$",
    re.IGNORECASE,
)
_HOW_VOTED = re.compile(
    r"^(?:how\s+|among(?:st)?\s+|by\s+)?(?:the\s+|party\s+)?(.*?)(?:\s+(?:voted|votes?|vote))?$", re.IGNORECASE
)
_EVENT = r"(?:by-?election|election|referendum|contest|ballot|primary|race|run-?off|vote)"
_NAMED = re.compile(rf"\b([A-Z][\w’'-]*\s+)?([A-Za-z][\w’-]*)\s+({_EVENT})\b(?!\s+(?:day|night|campaign))")
_NAMELESS = """the a an this that last next second first new no any each his her their our its of in for to by
    at on and or from
    with every per one whole such another tight local general future year's years popular your my early snap be exit won
    win same overall during"""
_NO_NAME = frozenset(_NAMELESS.split())
_FULL = re.compile(r"\b([A-Z][\w’'-]+)\s+((?:(?:de|van|von|der|la|le|al|bin|Mac|O[’'])\s*)?[A-Z][\w’-]+)\b")


@dataclass(frozen=True, slots=True)
class Mention:
    """A candidate's name in a text; `beaten` where the sentence makes them the one who is beaten or compared with."""

    start: int
    end: int
    who: str
    beaten: bool


@dataclass
class Names:
    """Finds the candidates and the groups of one contest in running text."""

    contest: Contest
    first: dict[str, str] = field(default_factory=dict)
    """The first name by candidate, where the day tells it."""

    def __post_init__(self) -> None:
        alternatives = []
        self._who: dict[str, str] = {}
        for who in self.contest.who:
            for alias in {who, surname(who)}:
                self._who[alias.casefold()] = who
                alternatives.append(re.escape(alias))
            if first := self.first.get(who):
                self._who[first.casefold()] = who
                alternatives.append(rf"{re.escape(first)}(?!\s+(?!{re.escape(surname(who))})[A-Z])")
        alternatives.sort(key=len, reverse=True)
        handles = "|".join(
            re.escape(surname(who).replace(" ", "")) for who in self.contest.who if len(surname(who)) > 3
        )
        parts = [rf"(?<![\w@#-])(?P<name>{'|'.join(alternatives)})(?![\w-])"] if alternatives else []
        if handles:
            parts.append(rf"@\w*?(?P<handle>{handles})\w*")
        self._mention = re.compile("|".join(parts), re.IGNORECASE) if parts else None
        self._groups = _group_pattern(self.contest.groups)

    def mentions(self, text: str) -> list[Mention]:
        """Every candidate named in `text`, in order; somebody else of the same surname is not one."""
        if self._mention is None:
            return []
        found = []
        for match in self._mention.finditer(text):
            if match["name"]:
                name = match["name"]
                if not name[0].isupper():
                    continue
                who = self._who[name.casefold()]
                if name.casefold() == surname(who).casefold() and self._other_person(text[: match.start()], who):
                    continue
            else:
                who = self._who[match.groupdict()["handle"].casefold()]
            beaten = bool(_BEATEN.search(text[: match.start()]))
            found.append(Mention(match.start(), match.end(), who, beaten))
        return found

    def groups(self, text: str) -> list[tuple[int, int, str]]:
        """Every group of voters named in `text`, in order: (start, end, group); "overall" too."""
        found = [
            (match.start(), match.end(), group) for pattern, group in self._groups for match in pattern.finditer(text)
        ]
        return sorted(found)

    def _other_person(self, before: str, who: str) -> bool:
        """Whether the words before a surname are another person's first name ("Angela" before "Smith")."""
        match = re.search(r"(?:^|\s)([A-Z][a-z’'-]+)\s$", before)
        if match is None or who not in self.first or match.start() == 0:
            return False
        return match[1] not in (
            self.first[who],
            "Mr",
            "Mrs",
            "Ms",
            "Team",
            "Sir",
            "Dame",
            "Dr",
            "Lord",
            "Labour",
        ) and not re.search(r"[.!?:“\"]\s*$", before[: match.start()])


_BEATEN = re.compile(
    r"(?:\b(?:beat(?:s|en|ing)?|defeat(?:s|ed|ing)?|over|against|than|thrash\w*|ahead of|s[ae]w off|"
    r"see(?:s|n|ing)? off|edg\w+ (?:out|past)|oust\w*|unseat\w*|outpoll\w*|trounc\w+|opponent|rival|"
    r"challenger|congratulat\w+|thank\w*)\s+"
    r"(?:his\s+|her\s+|the\s+)?(?:(?:opponent|rival|challenger)\s+)?(?:(?:Mr|Ms|Mrs)\s+)?(?:[A-Z]\w+\s+)?)$"
)


@dataclass(frozen=True, slots=True)
class Patterns:
    """How a phrase, in any case, names the candidates and the groups of a contest."""

    who: tuple[tuple[str, re.Pattern[str]], ...]
    groups: tuple[tuple[str, re.Pattern[str]], ...]


def names_of(contest: Contest) -> Patterns:
    """The words that name the candidates and the groups of `contest` in a phrase somebody types, case aside."""
    who = tuple(
        (each, re.compile(rf"\b(?:[^\W\d]+\s+)??{re.escape(surname(each))}(?:[’']s)?\b", re.IGNORECASE))
        for each in contest.who
    )
    groups = tuple((group, pattern) for pattern, group in _group_pattern(contest.groups))
    return Patterns(who, groups)


def surname(who: str) -> str:
    """The part of a name that a text repeats: the last word of "Jane Doe (Green)"."""
    plain = re.sub(r"\s*\([^()]*\)", "", who).strip()
    return plain.split()[-1] if plain else who


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
class _Run:
    """Rows that stand together in one post: their labels by group."""

    post: Post
    labels: list[tuple[str, str | None]] = field(default_factory=list)


def find(day: Day, this_year: int | None) -> tuple[Contest, ...]:
    """The contests that `day` reports on: from the header, else from result rows, else from prose; () if none."""
    found = _from_rows(day) or _from_prose(day)
    if day.header.contests:
        spare = found[0] if len(found) == 1 and len(day.header.contests) == 1 else None
        return tuple(
            contest.model_copy(update={"who": contest.who or spare.who, "groups": contest.groups or spare.groups})
            if spare
            else contest
            for contest in day.header.contests
        )
    contests: list[Contest] = []
    for contest, posts in zip(found, _posts_naming(day, found), strict=True):
        name = _name(day, posts) or " v ".join(contest.who)
        if any(other.name.startswith(name) for other in contests):
            name = f"{name}: {', '.join(contest.who)}"
        year = "" if this_year is None or str(this_year) in name else f" {this_year}"
        groups = tuple(_as_written(group, posts) for group in contest.groups)
        contests.append(contest.model_copy(update={"name": f"{name}{year}", "groups": groups}))
    return tuple(contests)


def _as_written(group: str, posts: Iterable[Post]) -> str:
    """`group` in small letters if any post writes it so, else as the subhead does ("Harbour ward")."""
    written = None
    for post in posts:
        if group in post.text:
            return group
        if written is None and (match := re.search(re.escape(group), post.text, re.IGNORECASE)):
            written = match[0]
    return written or group


def first_names(day: Day, who: Iterable[str]) -> dict[str, str]:
    """The first name of each of `who`, as far as the day's text tells it."""
    wanted = {surname(each): each for each in who}
    counts: dict[str, Counter[str]] = {each: Counter() for each in wanted.values()}
    for post in day.posts:
        for match in _FULL.finditer(post.text):
            each = wanted.get(match[2].removesuffix("’s"))
            if each is not None and match[1] not in ("Mr", "Mrs", "Ms", "Team", "Sir", "Lord", "Dame", "Dr"):
                counts[each][match[1]] += 1
    return {
        each: names.most_common(1)[0][0] for each, names in counts.items() if names and names.most_common(1)[0][1] >= 2
    }


def _from_rows(day: Day) -> list[Contest]:
    """Contests from rows of results: at least two names under one another, somewhere beside words of voting."""
    runs = [run for post in day.posts for run in _runs(post)]
    clusters: list[tuple[set[str], list[_Run]]] = []
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
        if len(keys) >= 2 and any(words.RESULT_VOTE.search(f"{day.header.title}\n{run.post.text}") for run in runs)
    ]


def _contest(runs: Sequence[_Run]) -> Contest:
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


def _runs(post: Post) -> list[_Run]:
    """The result rows of `post`, in runs of at least two different labels."""
    runs: list[_Run] = []
    labels: list[tuple[str, str | None]] = []
    group: str | None = None
    for line in [*lines_of(post), "."]:
        row = rows.parse(line)
        if row is not None:
            if _candidate(row):
                labels.append((row.label, group))
            continue
        subhead = rows.subhead(line)
        if subhead is not None:
            group = group_name(subhead)
            continue
        if len({label for label, _ in labels}) >= 2:
            runs.append(_Run(post, labels))
        labels, group = [], None
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


def _from_prose(day: Day) -> list[Contest]:
    """One contest from sentences that give at least two people a share of the vote or votes."""
    surnames: Counter[str] = Counter(
        match[2].removesuffix("’s").removesuffix("'s") for post in day.posts for match in _FULL.finditer(post.text)
    )
    who: dict[str, None] = {}
    for post in day.posts:
        for line in [post.heading or "", *lines_of(post)]:
            for start, end in words.sentences(line):
                sentence = line[start:end]
                if not words.RESULT_VOTE.search(sentence) or words.POLL.search(sentence):
                    continue
                for number in numbers.find(sentence):
                    if re.match(r"\s(?:of\s(?:the\s)?(?:\w+\s)?vote|votes?\b)", sentence[number.end :]) and (
                        number.share or number.value >= 100
                    ):
                        names = [
                            match[0]
                            for match in re.finditer(r"[A-Z][\w-]+", sentence[: number.start])
                            if match[0] in surnames
                        ]
                        if names:
                            who.setdefault(names[-1])
    return [Contest(name="contest", who=tuple(who))] if len(who) >= 2 else []


def _posts_naming(day: Day, contests: Sequence[Contest]) -> list[list[Post]]:
    """For each contest, the posts that name at least two who stand in it, or if there are none, one."""
    found = []
    for contest in contests:
        named = [(sum(surname(who) in post.text for who in contest.who), post) for post in day.posts]
        both = [post for count, post in named if count >= 2]
        found.append(both if _name(day, both) else [post for count, post in named if count])
    return found


def _name(day: Day, posts: Sequence[Post]) -> str | None:
    """What the day calls the contest that `posts` are about: "leadership election", "Labour leadership election"."""
    kinds: Counter[str] = Counter()
    events: dict[str, Counter[str]] = {}
    owners: Counter[str] = Counter()
    capitals: list[tuple[str, str, int, bool]] = []
    texts = [(day.header.title, 10)]
    texts += [(post.heading or "", 3) for post in posts] + [(post.text, 1) for post in posts]
    for text, weight in texts:
        for match in _NAMED.finditer(text):
            kind, event = match[2], match[3].lower()
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
        return None
    kind = max(kinds, key=lambda each: kinds[each])
    event = "election" if "election" in events[kind] else events[kind].most_common(1)[0][0]
    owner, seen = next(iter(owners.most_common(1)), ("", 0))
    return f"{owner} {kind} {event}" if seen >= 2 else f"{kind} {event}".capitalize()


def _group_pattern(groups: Sequence[str]) -> list[tuple[re.Pattern[str], str]]:
    """For each group the words that name it: its own, and any word no other group shares ("the affiliated")."""
    stems = {group: {_stem(word) for word in re.findall(r"[\w-]+", group)} for group in groups}
    patterns = [
        (
            re.compile(
                r"\b(?:overall|altogether|in total|(?:whole|entire|full) (?:electorate|selectorate))\b", re.IGNORECASE
            ),
            OVERALL,
        )
    ]
    for group in groups:
        shared = set().union(*(stems[other] for other in groups if other != group)) if len(groups) > 1 else set()
        own = [stem for stem in stems[group] - shared if len(stem) > 3]
        if not own:
            continue
        generic = {"member", "support", "voter"}
        # A word like "members" names the group only as a whole; a telling one ("affiliated") also in other forms.
        forms = [
            rf"{re.escape(stem)}s?(?:hip)?(?:[’']s?)?" if stem in generic else rf"{re.escape(stem)}\w*" for stem in own
        ]
        tail = r"(?:\s+(?:" + "|".join(re.escape(word) for word in re.findall(r"[\w-]+", group)) + r")s?)?"
        patterns.append((re.compile(rf"\b(?:{'|'.join(forms)})\b{tail}", re.IGNORECASE), group))
    return patterns


def _stem(word: str) -> str:
    """`word` without the endings that vary: "affiliated" and "affiliates" are one."""
    word = word.lower()
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 3:
            return word[: -len(ending)]
    return word

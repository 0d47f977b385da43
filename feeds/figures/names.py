"""Finds who stands and which group of voters is meant, in running text and in typed phrases."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from feeds.figures.board import OVERALL
from feeds.model import Contest
from feeds.patterns import pattern


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


_BEATEN = pattern(
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

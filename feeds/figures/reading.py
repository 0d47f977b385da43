"""One post is read: its rows, its subheads and its sentences become readings."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from feeds.figures import contests, naming, numbers, rows, words
from feeds.figures.board import OVERALL
from feeds.figures.context import Thread
from feeds.figures.names import Names
from feeds.figures.numbers import Number
from feeds.figures.prose import Claim, Hold, claims
from feeds.figures.source import Speaker
from feeds.figures.status import Said, status_of
from feeds.model import Contest, Post, Reading
from feeds.patterns import pattern

MAX_WORDS = 160
"""The words a reading quotes are cut to this many characters around its number."""

_TOTALS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("spoilt", words.SPOILT),
    ("turnout", words.TURNOUT),
    ("eligible", pattern(r"\b(?:eligible|entitled|electorate|registered voters|electors)\b", re.IGNORECASE)),
    ("majority", pattern(r"\bmajority\b", re.IGNORECASE)),
    ("cast", pattern(r"\b(?:cast|counted|returned|total votes?|total|valid|votes)\b", re.IGNORECASE)),
)
Key = tuple[str | None, str, str | None, str]
"""Contest, group, who and measure of a figure."""


@dataclass
class Memory:
    """What the posts so far have said: the contests, and what was declared in them."""

    contests: tuple[Names, ...]
    this_year: int | None
    usual_year: int | None
    """The year of the contest that this one is compared with."""
    declared: dict[Key, float] = field(default_factory=dict)
    recalled: Counter[str] = field(default_factory=Counter)
    """The contests of which the one before was spoken of."""

    def earlier_name(self, contest: Contest, year: int | None = None) -> str:
        """The name of an earlier contest: that of `year`, or the one that the day compares itself with."""
        if contest.previous is not None and (year is None or year == self.usual_year):
            return contest.previous
        year = year or self.usual_year
        base = contest.name.removesuffix(f" {self.this_year}")
        return f"{base} {year}" if year else f"{base} before"

    def contest_of(self, claim: Claim) -> str | None:
        """The name of the contest that a claim is about."""
        if claim.names is None or claim.hold == "none":
            return None
        contest = claim.names.contest
        if claim.hold != "previous":
            return contest.name
        if claim.year is None or claim.year == self.usual_year:
            self.recalled[contest.name] += 1
        return self.earlier_name(contest, claim.year)

    def spoken_of(self, *texts: str) -> Names | None:
        """The contest whose candidates and groups the first telling text names most; else the first contest."""
        for text in texts:
            counts = [(len(names.mentions(text)) + len(names.groups(text)) / 10, names) for names in self.contests]
            best = max(counts, key=lambda each: each[0], default=(0, None))
            if best[0]:
                return best[1]
        return self.contests[0] if self.contests else None


class PostReader:
    """Reads one post; `parent` is the post that embeds it, `lines` the source lines of its blocks."""

    def __init__(self, memory: Memory, post: Post, parent: Post | None, lines: tuple[int, ...] | None) -> None:
        self._memory, self._post, self._lines = memory, post, lines
        above = "" if parent is None else parent.heading or ""
        self._text = f"{above}\n{post.text}"
        self._names = memory.spoken_of(self._text, parent.text if parent else "")
        named = self._names.mentions(self._text) if self._names else []
        self._about_votes = bool(named or words.RESULT_VOTE.search(self._text))
        self._speaker = Speaker(post)
        self._thread = Thread(poll=bool(parent and words.POLL.search(parent.text)))
        self._group = self._group_of_heading()
        self._intro = ""
        self._found: list[Reading] = []
        self._tables = self._has_results()

    def read(self) -> tuple[Reading, ...]:
        """The readings of the post, in the order of its text."""
        body = [
            (line, self._line(index, offset))
            for index, block in enumerate(self._post.body)
            for offset, line in enumerate(block.text.split("\n"))
        ]
        holding = [index for index, (line, _) in enumerate(body) if numbers.may_hold(line)]
        for line, number in body[: holding[-1] + 1] if holding else ():
            self._read_line(line, number)
        # The rows of a post tell whether its heading declares; its readings still come first.
        readings, self._found = self._found, []
        if self._post.heading:
            self._thread = Thread()
            origin = self._post.origin
            self._read_line(self._post.heading, origin.first_line if origin else None, heading=True)
        return (*self._found, *readings)

    def _group_of_heading(self) -> str | None:
        heading = self._post.heading
        groups = {group for _, _, group in self._names.groups(heading)} if self._names and heading else set()
        return groups.pop() if len(groups) == 1 else None

    def _has_results(self) -> bool:
        """Whether the post holds at least two rows of candidates."""
        if self._names is None:
            return False
        labels = [row.label for line in contests.lines_of(self._post) for row in rows.all_in(line) if row.year is None]
        return len({mention.who for label in labels for mention in self._names.mentions(label)}) >= 2

    def _line(self, index: int, offset: int) -> int | None:
        """The source line of a line of the body."""
        if self._lines is not None:
            return self._lines[index] + offset if index < len(self._lines) else None
        origin = self._post.origin
        if origin is None or origin.first_line is None:
            return None
        first = origin.first_line + (1 if self._post.heading else 0)
        before = sum(block.text.count("\n") + 1 for block in self._post.body[:index])
        return min(first + before + offset, origin.last_line or origin.first_line)

    def _read_line(self, line: str, number: int | None, *, heading: bool = False) -> None:
        taken = [self._row(row, line, number) for row in rows.all_in(line)]
        if taken and all(taken):
            return
        subhead = rows.subhead(line)
        if subhead is not None and not heading:
            name = contests.group_name(subhead)
            groups = {each.casefold(): each for each in (self._names.contest.groups if self._names else ())}
            self._group = groups.get(name) if name else None
            if self._group is not None:
                return
        self._speaker.hear(line)
        self._prose(line, number, heading=heading)
        self._intro = line

    def _row(self, row: rows.Row, line: str, number: int | None) -> bool:
        """The readings of a row, and whether it is one of the contest."""
        found = self._result(row) or self._part(row) or self._total(row)
        for claim in found:
            self._add(claim, line, number, row=True)
        return bool(found)

    def _result(self, row: rows.Row) -> list[Claim]:
        """A row of somebody who stands, or who stood in the year that the row names."""
        names = self._names
        mentions = names.mentions(row.label) if names else []
        if not mentions and not (row.year is not None and any(reading.who for reading in self._found)):
            return []
        who = mentions[0].who if mentions else row.label
        other_year = row.year if row.year != self._memory.this_year else None
        hold: Hold = "previous" if other_year else "this"
        kinds = {"count": ("votes", "votes"), "percent": ("share", "%")}
        return [
            Claim(each, names, self._group or OVERALL, who, *kinds[each.form], hold, other_year)
            for each in row.numbers
            if each.form in kinds
        ]

    def _part(self, row: rows.Row) -> list[Claim]:
        """A row of a group of voters: how many they are, and what part of the whole."""
        groups = self._names.groups(row.label) if self._names else []
        if not groups:
            return []
        group = groups[0][2]
        cast = words.CAST.search(self._intro) and not words.ELIGIBLE.search(self._intro)
        count, people = ("cast", "votes") if cast else ("eligible", "people")
        share = "turnout" if words.TURNOUT.search(self._intro) else f"share of {count}"
        return [
            Claim(each, self._names, group, None, count, people, "this")
            if each.form == "count"
            else Claim(each, self._names, group, None, share, "%", "this")
            for each in row.numbers
        ]

    def _total(self, row: rows.Row) -> list[Claim]:
        """A row of a total: "Votes cast - 506,438"."""
        measure = next((name for name, pattern in _TOTALS if pattern.search(row.label)), None)
        if measure is None or self._names is None or not self._about_votes:
            return []
        people = "people" if measure == "eligible" else "votes"
        share = measure if measure == "turnout" else f"share of {measure}"
        group = self._group or OVERALL
        return [
            Claim(each, self._names, group, None, share, "%", "this")
            if each.share
            else Claim(each, self._names, group, None, measure, people, "this")
            for each in row.numbers
        ]

    def _prose(self, line: str, number: int | None, *, heading: bool) -> None:
        self._thread.mps = any(words.MPS.search(each) and words.CONFIDENCE.search(each) for each in (self._intro, line))
        self._thread.group = None
        for start, end in words.sentences(line):
            sentence = line[start:end]
            found = claims(
                sentence, self._names, self._thread, about_votes=self._about_votes, this_year=self._memory.this_year
            )
            for claim in found:
                self._add(claim, sentence, number, heading=heading)

    def _add(self, claim: Claim, text: str, line: int | None, *, row: bool = False, heading: bool = False) -> None:
        contest = self._memory.contest_of(claim)
        claim = self._of_whom(claim, contest)
        key = (contest, claim.group, claim.who, claim.measure)
        status = status_of(
            claim,
            Said(
                kind=self._post.kind,
                text=text,
                intro=self._intro,
                post_text=self._post.text,
                row=row,
                heading=heading,
                tables=self._tables,
                poll=self._thread.poll,
                known=self._memory.declared.get(key),
                over=any(each[0] == contest and each[2] is not None for each in self._memory.declared),
            ),
        )
        value = claim.number.value
        self._found.append(
            Reading(
                contest=contest,
                group=claim.group,
                who=claim.who,
                measure=claim.measure,
                value=int(value) if float(value).is_integer() else value,
                unit=claim.unit,
                status=status,
                source=self._speaker.source(text, status, row=row),
                text=_excerpt(text, claim.number),
                line=line,
            )
        )
        if status in ("declared", "corrected"):
            self._memory.declared[key] = float(value)

    def _of_whom(self, claim: Claim, contest: str | None) -> Claim:
        """A loose figure that fits only the other one of two ("two in five chose him") is the other one's."""
        who = naming.other(claim.names, claim.who) if claim.names and claim.who else None
        if not claim.number.vague or who is None or self._thread.poll:
            return claim
        own, other = (
            self._memory.declared.get((contest, claim.group, each, claim.measure)) for each in (claim.who, who)
        )
        if own is None or other is None:
            return claim
        value, reach = claim.number.value, claim.number.step / 2
        return replace(claim, who=who) if abs(other - value) <= reach < abs(own - value) else claim


def speaks_of_votes(post: Post, found: tuple[Names, ...]) -> bool:
    """Whether anything in `post` can be a figure of a vote: by its words, or by those who stand in it."""
    text = post.text
    if words.RESULT_VOTE.search(text) or words.POLL.search(text):
        return numbers.may_hold(text)
    return bool(found) and numbers.may_hold(text) and any(each.mentions(text) or each.groups(text) for each in found)


def _excerpt(text: str, number: Number) -> str:
    """The words around a number, cut at spaces where the sentence is long."""
    if len(text) <= MAX_WORDS:
        return text.strip()
    start = max(0, min(number.start - MAX_WORDS // 2, len(text) - MAX_WORDS))
    end = min(len(text), start + MAX_WORDS)
    if start:
        start = text.find(" ", start) + 1
    if end < len(text):
        end = max(text.rfind(" ", start, end), number.end)
    return text[start:end].strip()

"""Readings are found in a day's posts, in the order in which they appeared, and attached to them."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from feeds.figures import contests, numbers, rows, words
from feeds.figures.board import OVERALL
from feeds.figures.contests import Names
from feeds.figures.context import Thread
from feeds.figures.numbers import Number
from feeds.figures.prose import Claim, Hold, claims
from feeds.figures.source import Speaker
from feeds.model import Contest, Day, Post, Reading, Status

NO_LINES: Mapping[str, tuple[int, ...]] = {}
MAX_WORDS = 160
"""The words a reading quotes are cut to this many characters around its number."""

_TOTALS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("spoilt", words.SPOILT),
    ("turnout", words.TURNOUT),
    ("eligible", re.compile(r"\b(?:eligible|entitled|electorate|registered voters|electors)\b", re.IGNORECASE)),
    ("cast", re.compile(r"\b(?:cast|counted|returned|total votes?|total|valid|votes)\b", re.IGNORECASE)),
    ("majority", re.compile(r"\bmajority\b", re.IGNORECASE)),
)
_Key = tuple[str | None, str, str | None, str]


def attach(day: Day, lines: Mapping[str, tuple[int, ...]] = NO_LINES) -> Day:
    """`day` (oldest first, timed) with the contests and the readings found in its text.

    `lines` gives the 1-based source line of each body block by post id; without it a reading's line comes from the
    post's origin. A header that names contests keeps them. A day in which a post already states readings is returned
    as it is.
    """
    if any(post.readings for post in day.posts):
        return day
    this_year = _year(day)
    found = contests.find(day, this_year)
    finder = _Finder(day, found, this_year)
    posts = tuple(
        post.model_copy(update={"readings": readings}) if (readings := finder.read(post, lines.get(post.id))) else post
        for post in day.posts
    )
    return Day(header=day.header.model_copy(update={"contests": finder.contests()}), posts=posts)


def _year(day: Day) -> int | None:
    """The year the day lies in, or None if nothing tells."""
    if day.header.date is not None:
        return day.header.date.year
    years = Counter(post.when.at.year for post in day.posts if post.when is not None)
    return years.most_common(1)[0][0] if years else None


@dataclass
class _Finder:
    """Reads the posts of one day, remembering what was declared."""

    day: Day
    found: tuple[Contest, ...]
    this_year: int | None
    declared: dict[_Key, tuple[float, float]] = field(default_factory=dict)
    earlier_years: Counter[int] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.names = [Names(each, contests.first_names(self.day, each.who)) for each in self.found]
        self.headings = {post.id: post for post in self.day.posts}
        self._previous: set[str] = set()
        self._last_year = self._usual_earlier_year()

    def contests(self) -> tuple[Contest, ...]:
        """The contests, each with the name of the one before it where the day recalls it."""
        return tuple(
            each.model_copy(update={"previous": self._earlier_name(each, None)})
            if each.previous is None and each.name in self._previous
            else each
            for each in self.found
        )

    def read(self, post: Post, lines: tuple[int, ...] | None) -> tuple[Reading, ...]:
        """The readings of one post, in the order of its text."""
        parent = self.headings.get(post.part_of) if post.part_of else None
        return _PostReader(self, post, parent, lines).read()

    def _usual_earlier_year(self) -> int | None:
        years: Counter[int] = Counter()
        this = self.this_year
        if this is None or not self.found:
            return None
        for post in self.day.posts:
            years.update(words.years_back(post.text, this))
        recent = [year for year in years if this - 8 <= year < this]
        return max(recent, key=lambda year: years[year]) if recent else None

    def _earlier_name(self, contest: Contest, year: int | None) -> str:
        """The name of an earlier contest: of `year`, or of the one that the day compares itself with."""
        if contest.previous is not None and (year is None or year == self._last_year):
            return contest.previous
        year = year or self._last_year
        base = contest.name.removesuffix(f" {self.this_year}")
        return f"{base} {year}" if year else f"{base} before"

    def earlier_contest(self, names: Names, year: int | None) -> str:
        if year is None or year == self._last_year:
            self._previous.add(names.contest.name)
        return self._earlier_name(names.contest, year)

    def names_for(self, text: str) -> Names | None:
        """The contest that `text` speaks of: the one whose candidates or groups it names, else the first."""
        if not self.names:
            return None
        return max(self.names, key=lambda names: len(names.mentions(text)) + len(names.groups(text)) / 10)

    def any_declared(self, contest: str | None) -> bool:
        return any(key[0] == contest and key[2] is not None for key in self.declared)


@dataclass
class _PostReader:
    """Reads one post."""

    finder: _Finder
    post: Post
    parent: Post | None
    lines: tuple[int, ...] | None

    def read(self) -> tuple[Reading, ...]:
        post, finder = self.post, self.finder
        if not numbers.may_hold(post.text) or not self._speaks_of_votes():
            return ()
        text = post.text if self.parent is None else f"{self.parent.heading or ''}\n{post.text}"
        self.names = finder.names_for(
            f"{text}\n{self.parent.text}"
            if self.parent and not (finder.names and any(n.mentions(text) for n in finder.names))
            else text
        )
        self.speaker = Speaker(post)
        self.about_votes = bool(words.RESULT_VOTE.search(text)) or bool(
            self.names and finder.found and len(self.names.mentions(text)) > 0
        )
        self.thread = Thread()
        named = {group for _, _, group in self.names.groups(post.heading)} if self.names and post.heading else set()
        self.rows_group: str | None = next(iter(named)) if len(named) == 1 else None
        self.intro = ""
        self.out: list[Reading] = []
        self.tables = self._tables()
        body = [
            (line, self._line(index, offset))
            for index, block in enumerate(post.body)
            for offset, line in enumerate(block.text.split("\n"))
        ]
        later: list[Reading] = []
        holding = [index for index, (line, _) in enumerate(body) if numbers.may_hold(line)]
        for line, number in body[: holding[-1] + 1] if holding else ():
            self._read_line(line, number)
        body_readings, self.out = self.out, later
        if post.heading:
            self.thread = Thread()
            self._prose(post.heading, self._heading_line(), heading=True)
        return (*self.out, *body_readings)

    def _speaks_of_votes(self) -> bool:
        """Whether anything here can be a figure of a vote: its words, or those who stand in it."""
        own = self.post.text
        if words.RESULT_VOTE.search(own) or words.POLL.search(own):
            return True
        return any(names.mentions(own) or names.groups(own) for names in self.finder.names)

    def _line(self, index: int, offset: int) -> int | None:
        """The source line of a line of the body."""
        if self.lines is not None:
            return self.lines[index] + offset if index < len(self.lines) else None
        origin = self.post.origin
        if origin is None or origin.first_line is None:
            return None
        last = origin.last_line or origin.first_line
        first = origin.first_line + (1 if self.post.heading else 0)
        before = sum(block.text.count("\n") + 1 for block in self.post.body[:index])
        return min(first + before + offset, last)

    def _heading_line(self) -> int | None:
        return self.post.origin.first_line if self.post.origin else None

    def _tables(self) -> bool:
        """Whether the post holds a table of results of its own (and is no retelling)."""
        count = 0
        for line in contests.lines_of(self.post):
            row = rows.parse(line)
            if row and self.names and self.names.mentions(row.label) and row.year is None:
                count += 1
        return count >= 2

    def _read_line(self, line: str, number: int | None) -> None:
        row = rows.parse(line)
        if row is not None and self._row(row, line, number):
            return
        subhead = rows.subhead(line)
        if subhead is not None:
            name = contests.group_name(subhead)
            groups = {each.casefold(): each for each in (self.names.contest.groups if self.names else ())}
            self.rows_group = groups.get(name) if name else None
            if self.rows_group is not None:
                return
        self.speaker.hear(line)
        self._prose(line, number)
        self.intro = line

    def _row(self, row: rows.Row, line: str, number: int | None) -> bool:
        names = self.names
        if names is None:
            return False
        mentions = names.mentions(row.label)
        group = self.rows_group or OVERALL
        other_year = row.year if row.year is not None and row.year != self.finder.this_year else None
        if mentions or row.year is not None:
            who = mentions[0].who if mentions else row.label
            if not mentions and not any(reading.who for reading in self.out):
                return False
            for each in row.numbers:
                if each.form not in ("percent", "count"):
                    continue
                measure, unit = ("votes", "votes") if each.form == "count" else ("share", "%")
                hold: Hold = "previous" if other_year else "this"
                claim = Claim(each, names, group, who, measure, unit, hold, other_year)
                self._add(claim, line, number, row=True)
            return True
        measure_of = next((name for name, pattern in _TOTALS if pattern.search(row.label)), None)
        groups = names.groups(row.label)
        if groups:
            total = "cast" if words.CAST.search(self.intro) and not words.ELIGIBLE.search(self.intro) else "eligible"
            turnout = bool(words.TURNOUT.search(self.intro))
            for each in row.numbers:
                if each.form == "count":
                    claim = Claim(
                        each, names, groups[0][2], None, total, "people" if total == "eligible" else "votes", "this"
                    )
                else:
                    claim = Claim(
                        each, names, groups[0][2], None, "turnout" if turnout else f"share of {total}", "%", "this"
                    )
                self._add(claim, line, number, row=True)
            return True
        if measure_of is not None and self.about_votes:
            for each in row.numbers:
                unit = "%" if each.share else "people" if measure_of == "eligible" else "votes"
                name = measure_of if unit != "%" or measure_of == "turnout" else f"{measure_of} share"
                self._add(Claim(each, names, group, None, name, unit, "this"), line, number, row=True)
            return True
        return False

    def _prose(self, line: str, number: int | None, *, heading: bool = False) -> None:
        self.thread.mps = bool(words.MPS.search(self.intro) and words.CONFIDENCE.search(self.intro)) or bool(
            words.MPS.search(line) and words.CONFIDENCE.search(line)
        )
        self.thread.group = None
        for start, end in words.sentences(line):
            sentence = line[start:end]
            for claim in claims(
                sentence, self.names, self.thread, about_votes=self.about_votes, this_year=self.finder.this_year
            ):
                self._add(claim, sentence, number, heading=heading)

    def _add(self, claim: Claim, text: str, line: int | None, *, row: bool = False, heading: bool = False) -> None:
        finder = self.finder
        contest: str | None = None
        if claim.names is not None and claim.hold in ("this", "previous"):
            contest = (
                claim.names.contest.name if claim.hold == "this" else finder.earlier_contest(claim.names, claim.year)
            )
        elif claim.names is not None and claim.hold == "other" and claim.group != "MPs":
            contest = claim.names.contest.name
        status = self._status(claim, contest, text, row=row, heading=heading)
        value: int | float = claim.number.value
        if float(value).is_integer() and claim.unit != "%":
            value = int(value)
        reading = Reading(
            contest=contest,
            group=claim.group,
            who=claim.who,
            measure=claim.measure,
            value=int(value) if float(value).is_integer() else value,
            unit=claim.unit,
            status=status,
            source=self.speaker.source(text, status, row=row),
            text=_excerpt(text, claim.number),
            line=line,
        )
        self.out.append(reading)
        if status in ("declared", "corrected"):
            finder.declared.setdefault(
                (contest, claim.group, claim.who, claim.measure), (float(value), claim.number.step)
            )

    def _status(self, claim: Claim, contest: str | None, text: str, *, row: bool, heading: bool) -> Status:
        finder, number, post = self.finder, claim.number, self.post
        retold = post.kind in ("article", "comment")
        if claim.hold == "previous":
            return "recalled"
        if claim.group == "MPs":
            return "recalled"
        if self.thread.poll and not (row and self.tables and not words.POLL.search(self.intro)):
            return "poll"
        known = finder.declared.get((contest, claim.group, claim.who, claim.measure))
        over = finder.any_declared(contest)
        if words.UNREAL.search(text) and claim.measure == "change":
            return "forecast"
        if words.FORECAST.search(text) and not over and not row and not retold:
            return "forecast"
        if known is not None:
            value, _ = known
            if value == number.value and not number.about and not number.vague:
                return "declared" if heading and self.tables and not retold else "recalled"
            if abs(value - number.value) <= number.step or number.vague or number.about:
                return "rounded"
            if words.CORRECTED.search(self.post.text):
                return "corrected"
        if number.vague or (retold and (number.about or number.step >= 1000)):
            return "rounded"
        if retold:
            return "recalled"
        if row and self.tables:
            if post.kind == "tweet" or (words.HEARSAY.search(self.intro) and not words.ANNOUNCED.search(self.intro)):
                return "reported"
            return "declared"
        if row and over:
            return "declared"
        if heading and self.tables and claim.who is not None:
            return "declared"
        hearsay = words.HEARSAY.search(text) or (heading and words.SCARE.search(text))
        if over:
            return "recalled" if claim.who is not None and not hearsay and known is not None else "reported"
        if claim.who is not None and words.ANNOUNCED.search(self.post.text) and not hearsay and post.kind != "tweet":
            return "declared" if post.kind == "announcement" or words.ANNOUNCED.search(text) else "reported"
        return "reported"


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

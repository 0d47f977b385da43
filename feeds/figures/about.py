"""What a day is about: its contests, who stands in them, and the years that it speaks of.

A large day is read from a database, which takes its time. So all of this is found in two readings: one tells who
stands, the other what is said of those.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from feeds.figures import contests, words
from feeds.figures.names import surname
from feeds.model import AnyDay, Contest, Post

_TELLING = 20_000
"""So many posts tell what a contest is called."""
_RECENT = 8
"""A contest at most this many years ago is the one before; an older one only where no other is spoken of."""
_TITLES = frozenset(("Mr", "Mrs", "Ms", "Team", "Sir", "Lord", "Dame", "Dr"))


@dataclass(frozen=True, slots=True)
class About:
    """The contests of a day, of each the first names of those who stand in it, as far as the day tells them.

    `year` is the one that the day lies in, `usual_year` the earlier one that it speaks of most: that of the contest
    before. None where nothing tells.
    """

    contests: tuple[Contest, ...] = ()
    first_names: tuple[dict[str, str], ...] = ()
    year: int | None = None
    usual_year: int | None = None


def about(day: AnyDay) -> About:
    """What `day` reports on. Its contests come from the header, else from result rows, else from prose."""
    runs, voting, years = list[contests.Run](), array("I"), Counter[int]()
    for rank, post in enumerate(day.posts):
        runs += contests.runs(post)
        if "vote" in post.text:
            voting.append(rank)
        if day.header.date is None and post.when is not None:
            years[post.when.at.year] += 1
    year = day.header.date.year if day.header.date is not None else _most(years)
    found = contests.from_rows(day, runs) or contests.from_prose(day, (day.posts[rank] for rank in voting))
    stated = day.header.contests
    if len(stated) == len(found) == 1:
        who, groups = stated[0].who or found[0].who, stated[0].groups or found[0].groups
        stated = (replace(stated[0], who=who, groups=groups),)
    tellings = [_Telling(contest) for contest in stated or found]
    if not tellings:
        return About(year=year)
    back = Counter[int]()
    for post in day.posts:
        text = post.text
        people = contests.full_names(text)
        for telling in tellings:
            telling.take(post, text, people)
        if year is not None:
            back.update(each for each in words.years_back(text, year) if each < year)
    recent = Counter({each: count for each, count in back.items() if year is not None and year - each <= _RECENT})
    named = stated or _named(day, tellings, year)
    return About(named, tuple(telling.first_names() for telling in tellings), year, _most(recent or back))


class _Telling:
    """What the posts tell of a contest: which name those who stand in it, and by which first names."""

    def __init__(self, contest: Contest) -> None:
        self.contest = contest
        self._surnames = [surname(each) for each in contest.who]
        self._who = dict(zip(self._surnames, contest.who, strict=True))
        self._first = {each: Counter[str]() for each in self._who.values()}
        self._both, self._any_of = list[Post](), list[Post]()

    def take(self, post: Post, text: str, people: Iterable[tuple[str, str]]) -> None:
        """The next post, its text, and the full names in it."""
        named = sum(each in text for each in self._surnames)
        for least, posts in ((2, self._both), (1, self._any_of)):
            if named >= least and len(posts) < _TELLING:
                posts.append(post)
        for first, last in people:
            each = self._who.get(last.removesuffix("’s"))
            if each is not None and first not in _TITLES:
                self._first[each][first] += 1

    def posts(self, day: AnyDay) -> Sequence[Post]:
        """The first posts that name at least two who stand, or if those name no contest, one."""
        return self._both if contests.name(day, self._both) else self._any_of

    def first_names(self) -> dict[str, str]:
        """The first name of each who stands, as far as the posts tell it."""
        usual = {each: names.most_common(1)[0] for each, names in self._first.items() if names}
        return {each: first for each, (first, times) in usual.items() if times >= 2}


def _named(day: AnyDay, tellings: Iterable[_Telling], year: int | None) -> tuple[Contest, ...]:
    """The contests that were found, called what the day calls them."""
    made: list[Contest] = []
    for telling in tellings:
        contest, posts = telling.contest, telling.posts(day)
        name = contests.name(day, posts) or " v ".join(contest.who)
        if any(other.name.startswith(name) for other in made):
            name = f"{name}: {', '.join(contest.who)}"
        said = "" if year is None or str(year) in name else f" {year}"
        groups = tuple(contests.as_written(group, posts) for group in contest.groups)
        made.append(replace(contest, name=f"{name}{said}", groups=groups))
    return tuple(made)


def _most(years: Counter[int]) -> int | None:
    """The year that is there most often."""
    return years.most_common(1)[0][0] if years else None

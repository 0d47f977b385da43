"""The figures of a sentence: what each number measures, of whom, in which group and in which contest."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from feeds.figures import naming, numbers, words
from feeds.figures.board import OVERALL
from feeds.figures.context import Context, Thread
from feeds.figures.measuring import measured
from feeds.figures.names import Names
from feeds.figures.numbers import Number
from feeds.patterns import pattern

Hold = Literal["this", "previous", "other", "none"]
"""Of which contest a figure is: the day's, the one before it, other people than the contest asks, or no contest."""


_TALK = (("excluded", words.EXCLUDED), ("eligible", words.ELIGIBLE), ("members", words.MEMBERSHIP))
_VERSUS = pattern(r"\s(?:votes\s)?(?:to|against|v)\s(?:(?:his|her|their)\s)?(?:\w+[’']s\s)?", re.IGNORECASE)
_OR = pattern(r"\s(?:\w+\s?){0,3},?\s?(?:or|that is|\()\s?")


@dataclass(frozen=True, slots=True)
class Claim:
    """One number of a text understood, before anyone asks how sure it is; `year` is that of an earlier contest."""

    number: Number
    names: Names | None
    group: str
    who: str | None
    measure: str
    unit: str
    hold: Hold
    year: int | None = None


def claims(
    sentence: str, names: Names | None, thread: Thread, *, about_votes: bool, this_year: int | None
) -> list[Claim]:
    """The figures of `sentence`; `thread` is what the post spoke of so far, and is moved on."""
    mentions = names.mentions(sentence) if names else []
    groups = names.groups(sentence) if names else []
    earlier = words.earlier(sentence, this_year)
    if words.POLL.search(sentence):
        thread.poll = True
    in_sentence = numbers.find(sentence)
    question = bool(words.QUESTION.search(sentence))
    found: list[Claim] = []
    for number in in_sentence:
        if question and number.vague:
            continue
        at = Context(sentence, number, in_sentence, names, mentions, groups, thread, about_votes)
        claim = _again(at, found) or _claim(at, earlier)
        if claim is None:
            continue
        found.append(claim)
        thread.measure = claim.measure
        if claim.hold in ("this", "previous") and (
            claim.measure in ("share", "votes") or claim.group in _listed(names)
        ):
            thread.group = None if claim.measure in ("excluded", "members") else claim.group
    _move_on(thread, sentence, found, earlier)
    subjects = [mention.who for mention in mentions if not mention.beaten]
    if subjects:
        told = next((claim.who for claim in reversed(found) if claim.who), None)
        thread.who = subjects[-1] if len(set(subjects)) == 1 or told is None else told
    named = list(dict.fromkeys(group for _, _, group in groups))
    if not found and len(named) == 1:
        thread.group = named[0]
    if not in_sentence:
        told_of = [name for name, pattern in _TALK if pattern.search(sentence)]
        thread.measure = told_of[0] if told_of else thread.measure
    return found


def _listed(names: Names | None) -> tuple[str, ...]:
    return names.contest.groups if names else ()


def _again(at: Context, found: list[Claim]) -> Claim | None:
    """A number that says the one before it once more: "3,107 people, or 0.48%", "20% did not vote. If 1/5 ..."."""
    if found and at.number.share:
        last = found[-1]
        told = at.sentence[last.number.end : at.number.start]
        if not last.number.share and last.measure == "excluded" and _OR.fullmatch(told):
            return replace(last, number=at.number, unit="%")
    if found and at.number.form == "count" and found[-1].measure == "votes" and found[-1].who and at.names:
        told = at.sentence[found[-1].number.end : at.number.start]
        if _VERSUS.fullmatch(told):
            return replace(found[-1], number=at.number, who=naming.other(at.names, found[-1].who))
    if found or at.number.form != "fraction" or at.thread.measure != "abstained":
        return None
    group, _ = naming.group(at, "abstained")
    return Claim(at.number, at.names, group, None, "abstained", "%", "this")


def _claim(at: Context, earlier: list[words.Earlier]) -> Claim | None:
    number, names = at.number, at.names
    understood = measured(at)
    if understood is None:
        return None
    measure, unit = understood
    group, listed = naming.group(at, measure)
    hold: Hold = "this" if listed else "other"
    who = None
    if measure in ("share", "votes") or (measure == "change" and unit != "people"):
        who = naming.who(at)
    if measure == unit and measure not in ("people", "votes", "applications"):
        return Claim(number, names, OVERALL, naming.who(at), measure, unit, "this")
    if measure == "people":
        return Claim(number, None, group, None, measure, unit, "none")
    if group == naming.BODY or naming.opinion(at):
        return Claim(number, None, group if not listed else "those asked", None, measure, unit, "none")
    year = None
    if hold == "this" and not at.thread.poll and measure != "change":
        mark = _governing(at, earlier)
        if mark is not None:
            hold, year = "previous", mark.year
        elif (
            at.thread.before
            and not any(each.start < number.start for each in earlier)
            and not words.NOW.search(at.sentence)
        ):
            hold, year = "previous", at.thread.year
    if measure == "votes" and who is None and hold == "this":
        measure = "cast"
    return Claim(number, names, group, who, measure, unit, hold, year)


def _governing(at: Context, earlier: list[words.Earlier]) -> words.Earlier | None:
    """The mention of an earlier contest that a number belongs to, if any."""
    sentence, number = at.sentence, at.number
    for mark in reversed(earlier):
        if mark.yardstick or mark.end > number.start:
            continue
        if not words.NOW.search(sentence[mark.end : number.start]):
            return mark
        break
    for mark in earlier:
        if mark.start < number.end or mark.start > at.next_start:
            continue
        between = sentence[number.end : mark.start]
        if not mark.yardstick and not re.search(r"[,;:–—-]\s", between) and len(between.split()) <= 8:
            return mark
        break
    # "up from 58% to 60%": the first of the two was last time's.
    if re.search(r"\bfrom\s(?:\w+\s)?$", sentence[at.previous_end : number.start]) and re.match(r"\sto\s", at.after):
        return words.Earlier(number.start, number.end, False, None)
    return None


def _move_on(thread: Thread, sentence: str, found: list[Claim], earlier: list[words.Earlier]) -> None:
    """Whether the talk is of an earlier contest after this sentence."""
    holds = {claim.hold for claim in found}
    marks = [mark for mark in earlier if not mark.yardstick]
    if "this" in holds or words.NOW.search(sentence):
        thread.before = False
    elif "previous" in holds or (marks and marks[0].start < 15):
        thread.before = True
        thread.year = next((mark.year for mark in reversed(earlier) if mark.year), thread.year)

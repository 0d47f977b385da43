"""What the posts say about time: each piece a record with its line, its words and the constraint it makes."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from feeds import citing, clocktimes
from feeds.chronology.nodes import Node, Said
from feeds.patterns import pattern

Says = Literal["cites", "schedules", "promises", "counts down"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence in the post at `index`: the line and the words, and what they say.

    "cites": an earlier post stands at the clock time `clock`. "schedules": something is to be declared at `clock`, not
    earlier. "promises": the next post comes about `clock`. "counts down": what is scheduled is `minutes` away.
    `sentence` is the sentence around the words; `half` whether it was said if the time is am or pm.
    """

    index: int
    line: int | None
    words: str
    sentence: str
    says: Says
    clock: dt.time | None = None
    half: bool = True
    minutes: int | None = None

    @property
    def where(self) -> str:
        """ "line 273" or, where lines are not known, "another post"."""
        return "another post" if self.line is None else f"line {self.line}"


_FUTURE = pattern(
    r"""\b(?: will | due\ (?:at|to|by|in) | (?:is|are)\ (?:expected|set|scheduled|going|about)\ to | is\ to
      | are\ to | [’']ll | starts? | begins? | gets?\ under\ way | comes? | coming )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_DECLARING = pattern(r"\b(?:announc\w+|declar\w+|results?|winner|verdict|outcome)\b", re.IGNORECASE)
_DATED = pattern(
    r"""\b(?: tomorrow | yesterday | (?:mon|tues|wednes|thurs|fri|satur|sun)day
      | january | february | march | april | june | july | august | september | october | november | december
      | last\ (?:night|week|month|year) | next\ (?:week|month|year) | deadline )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_PROMISE = pattern(
    r"""\b(?: (?:i|we)(?:\ will|[’']ll|\ shall)\ (?:\w+\ ){0,3}? (?:post|back|resume|return|start)\b(?!\ to\b)
      | (?:my|our|the)\ next\ (?:post|update) | see\ you | join\ (?:me|us) | back\ here
      | it\ (?:starts|begins|kicks\ off) )
    (?: (?!until|by\b) [^.]){0,40}?
    \b (?P<how> at | from | around | about | after | before )\s(?:about\ |around\ )?$""",
    re.IGNORECASE | re.VERBOSE,
)
"""The words before the clock time at which the reader may look for the next post."""
_ELSEWHERE = pattern(r"\b(?:local|eastern|pacific|central|e[ds]?t|p[ds]?t|ce?s?t|ist|a[ew][ds]t|gmt)\b", re.IGNORECASE)
_COUNT = pattern(
    r"""\bin\ (?:about\ |around\ |the\ next\ |under\ |just\ )?
    (?P<n>\d{1,2}|a\ few|five|ten|fifteen|twenty|thirty|forty|half\ an|an)\ ?(?P<unit>min(?:ute)?s?|hour)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_NUMBERS = {"a few": 5, "five": 5, "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40}
_CONTEXT = 300
"""Characters around a citation that tell what it is about."""
_SENTENCE = pattern(r"(?<=[.!?”\"])\s+(?=[A-Z“\"‘(])|\n")


def find(nodes: Sequence[Node]) -> list[Evidence]:
    """Everything that `nodes` say about time, in their order."""
    found: list[Evidence] = []
    for node in nodes:
        before = ""
        for said in node.said:
            found += _in(node.index, said, before)
            before = f"{before} {said.text}"[-_CONTEXT:]
    return found


def _in(index: int, said: Said, before: str) -> Iterator[Evidence]:
    if not any(map(str.isdigit, said.text)) and " in " not in said.text:
        return
    yield from _citations(index, said, before)
    for sentence in _SENTENCE.split(said.text):
        yield from _schedules(index, said.line, sentence)
        yield from _countdowns(index, said.line, sentence)


def _citations(index: int, said: Said, before: str) -> Iterator[Evidence]:
    for cited in citing.times(said.text):
        sentence = _around(said.text, cited.start, cited.end, before)
        yield Evidence(index, said.line, f"see {cited.words}", sentence, "cites", cited.clock, cited.half)


def _around(text: str, start: int, end: int, before: str) -> str:
    """The words near a citation: what leads up to it, and the rest of its sentence."""
    rest = re.split(r"[.!?](?:\s|$)", text[end:], maxsplit=1)[0]
    leading = f"{before} {text[:start]}"[-_CONTEXT:]
    return f"{leading.rstrip(' (')} {rest[:_CONTEXT].strip(' ).')}".strip()


def _schedules(index: int, line: int | None, sentence: str) -> Iterator[Evidence]:
    if _DATED.search(sentence):
        return
    announced = _FUTURE.search(sentence) and _DECLARING.search(sentence)
    for time in clocktimes.find(sentence):
        words = sentence[time.start : time.end].rstrip(".")
        before = sentence[: time.start]
        if (promise := _PROMISE.search(before)) and not _ELSEWHERE.search(sentence[time.end : time.end + 20]):
            how = f"{promise['how'].lower()} {words}"
            yield Evidence(index, line, how, sentence, "promises", time.at)
        elif announced and _AT.search(before):
            yield Evidence(index, line, words, sentence, "schedules", time.at)


_AT = pattern(r"\b(?:at|around|about|from)\s(?:about |around )?$", re.IGNORECASE)


def _countdowns(index: int, line: int | None, sentence: str) -> Iterator[Evidence]:
    match = _COUNT.search(sentence)
    if match is None or not _DECLARING.search(sentence) or re.search(r"\b(?:was|were|had|did)\b", sentence):
        return
    number = match["n"].lower()
    if match["unit"].lower() == "hour":
        minutes = 30 if number == "half an" else 60
    else:
        minutes = int(number) if number.isdigit() else _NUMBERS.get(number, 0)
    if minutes:
        yield Evidence(index, line, match.group(), sentence, "counts down", minutes=minutes)

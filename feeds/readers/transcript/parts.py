"""What each line of a transcript is by its form: a tweet or its stamp, a list item, a row of figures, a heading."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from feeds.patterns import pattern
from feeds.readers.lines import Line
from feeds.readers.transcript import tweets
from feeds.readers.transcript.tweets import Stamp


class Part(StrEnum):
    """What a line is."""

    BLANK = "blank"
    RULE = "rule"
    UPDATED = "updated"
    PLEA = "plea"
    TWEET = "tweet"
    STAMP = "stamp"
    ITEM = "item"
    ROW = "row"
    LABEL = "label"
    HEADING = "heading"
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class Typed:
    """A line and what it is; all lines of one tweet, its stamp included, carry the same `tweet` number and stamp."""

    line: Line
    part: Part
    tweet: int | None = None
    stamp: Stamp | None = None

    @property
    def text(self) -> str:
        """The line's words."""
        return self.line.text


HEADING_CHARS = 130
ITEM = pattern(r"(?:[-–•·*‣◦▪]\s+|\d{1,2}\s?[-.)]\s+)(?=\S)")
"""The mark that a list item begins with."""
ROW = pattern(
    r"""
    (?P<label>[^\d:.!?][^:.!?]{0,60}?) (?: \s*:\s* | \s+[-–—]\s+ | \s*\|\s* | \s{2,} )
    (?P<figure>[£$€]?\d[\d,.]*\s?(?:%|k|m|bn|pc|per\ cent|percent)?) (?: \s*[(;,|].* )? \s* (?: \(.*\) )? \.?
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""A row of figures: "Label: 168,216", "Label - 313,209 (61.8%)"."""
_UPDATED = pattern(r"(?:last )?updated(?: at .{1,30}| \d.{0,30})?", re.IGNORECASE)
_RULE = pattern(r"[-–—_=~*•·#\s]{3,}")
_PLEA = pattern(
    r"""\b(?: support | contribut\w+ | donat\w+ | subscri\w+ | journalism | advertising | one-off | monthly
      | pay(?:s|ing)?\ for | newsletter | sign\ up | favou?r | request | free\ to\ read | to\ read | spare | grateful
      | our\ future      | reader-funded | cookies | paywall )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_TO_READER = pattern(r"\b(?:since|if|as) you(?:’re|'re| are| have|’ve| enjoy| value)|\bsupport us\b", re.IGNORECASE)
_LABEL_FROM = pattern(r"From (?:the )?[A-Z][^.:!?]{2,90}")
_INTRODUCES = pattern(
    r"(?::|\bfrom [^.]{2,60}\.?|\btweet\w*\b[^.]*\.?|\bposted\b[^.]*\.?|\breaction\b[^.]*\.?)$", re.IGNORECASE
)
_END = pattern(r"(?:[:;,…]|[.!?][)”\"’']+|\.|[”\"])$")
_CAPTION = pattern(r"\bPhotograph: |Read more$|https?://|pic\.twitter")


def classify(lines: Iterable[Line]) -> tuple[Typed, ...]:
    """Every line of the source, in order, with what it is."""
    typed = [_alone(line) for line in lines]
    _mark_tweets(typed)
    _mark_headings(typed)
    return tuple(typed)


def _alone(line: Line) -> Typed:
    """What `line` is when one looks at nothing else."""
    text = line.text
    if not text:
        return Typed(line, Part.BLANK)
    if _UPDATED.fullmatch(text):
        return Typed(line, Part.UPDATED)
    if _RULE.fullmatch(text):
        return Typed(line, Part.RULE)
    if (found := tweets.stamp(text)) and not found.after:
        return Typed(line, Part.STAMP if not found.before else Part.TWEET, stamp=found)
    if is_plea(text):
        return Typed(line, Part.PLEA)
    if ITEM.match(text):
        return Typed(line, Part.ITEM)
    if ROW.fullmatch(text):
        return Typed(line, Part.ROW)
    return Typed(line, Part.PROSE)


def is_plea(text: str) -> bool:
    """Whether the page speaks to its reader on its own behalf: asks for money, a subscription, a registration."""
    return bool(_TO_READER.search(text)) and len({m.group().lower() for m in _PLEA.finditer(text)}) >= 2


def _mark_tweets(typed: list[Typed]) -> None:
    """Give the words before each stamp, and figures right after it, to their tweet."""
    number = 0
    for i, item in enumerate(typed):
        if item.stamp is None or item.tweet is not None:
            continue
        typed[i] = replace(item, tweet=number)
        if item.part is Part.STAMP:
            for j in _words_before(typed, i):
                typed[j] = replace(typed[j], part=Part.TWEET, tweet=number, stamp=item.stamp)
        for j in range(i + 1, len(typed)):
            if typed[j].part is Part.BLANK:
                continue
            if typed[j].part is not Part.ROW:
                break
            typed[j] = replace(typed[j], part=Part.TWEET, tweet=number, stamp=item.stamp)
        number += 1


def _words_before(typed: Sequence[Typed], stamp: int) -> list[int]:
    """Indexes of the lines that hold the words of the tweet whose stamp stands at index `stamp`.

    That is the one line before it; several only where a line that introduces a tweet stands close above them.
    """
    found: list[int] = []
    size = 0
    for j in range(stamp - 1, -1, -1):
        item = typed[j]
        if item.part is Part.BLANK and not found:
            continue
        size += len(item.text)
        if item.part not in (Part.PROSE, Part.ROW, Part.ITEM) or (found and size > tweets.MAX_CHARS):
            break
        if found and _INTRODUCES.search(item.text):
            return found
        found.append(j)
    return found[:1]


def _mark_headings(typed: list[Typed]) -> None:
    """Tell headings and the labels of rows and of quotations from prose."""
    solid = [i for i, item in enumerate(typed) if item.part is not Part.BLANK]
    for place, i in enumerate(solid):
        item = typed[i]
        if item.part is not Part.PROSE or len(item.text) > HEADING_CHARS:
            continue
        after = typed[solid[place + 1]] if place + 1 < len(solid) else None
        if after is None or after.part in (Part.UPDATED, Part.RULE, Part.STAMP):
            continue
        if _LABEL_FROM.fullmatch(item.text) or (after.part is Part.ROW and not _END.search(item.text)):
            typed[i] = replace(item, part=Part.LABEL)
        elif is_heading(item.text):
            typed[i] = replace(item, part=Part.HEADING)


def is_heading(text: str) -> bool:
    """Whether `text` has the form of a headline: short, begun like a title and not ended like a sentence."""
    if _END.search(text) or len(text) > HEADING_CHARS or not any(char.isalpha() for char in text):
        return False
    if text.endswith(("!", "?")) and re.search(r"[.!?] [A-Z]", text):
        return False
    return not text[0].islower() and not _CAPTION.search(text)

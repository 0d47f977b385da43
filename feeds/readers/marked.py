"""Markdown as far as days are written in it: headings, paragraphs, quotes and items, and words without their markup."""

import html
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from feeds.patterns import pattern
from feeds.readers.lines import Line

HEADING = pattern(r"(?P<level>#{1,6})[ \t]+(?P<text>.*\S)")

_QUOTE = pattern(r">\s?")
_ITEM = pattern(r"(?:[-*+]|\d{1,3}[.)])\s+")
_RULE = pattern(r"(?:[-*_]\s*){3,}")
# What is never closed is not looked for to the end of a long line, from each of its beginnings again.
_LINK = pattern(r"!?\[(?P<text>[^\[\]]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)")
_STRONG = pattern(r"(\*\*|__|`)(?P<text>\S(?:.{0,500}?\S)?)\1")
_EMPHASIS = pattern(r"(?<![\w*_])([*_])(?P<text>\S(?:[^*_]*\S)?)\1(?![\w*_])")
_BREAK = pattern(r"\\\n")
_ESCAPED = pattern(r"\\([!-/:-@\[-`{-~])")
_ENTITY = pattern(r"&(?:\w{1,31}|#\d{1,7}|#[xX][\da-fA-F]{1,6});")
_HIDDEN = 0xE000
"""Private characters from here on stand for those that are no markup: clean text has no others."""
_SHOWN = {_HIDDEN + code: code for code in range(0x80)}


class Part(NamedTuple):
    """A paragraph, quote or item: the 1-based `number` of its first line, its `sign` ("" for a paragraph, ">" for a
    quote, else the item's bullet or number), and its `text` with its markup, line breaks kept.
    """

    number: int
    sign: str
    text: str


def parts(below: Sequence[Line]) -> Iterator[Part]:
    """The paragraphs, quotes and items of the lines below a heading; rules part them, and are not told."""
    sign: str | None = None
    words: list[str] = []
    start = 0
    for line in [*below, Line(0, "")]:
        text = "" if _RULE.fullmatch(line.text) else line.text
        mark = _QUOTE.match(text) or _ITEM.match(text)
        own = mark[0].strip() if mark else ""
        said = text[mark.end() :] if mark else text
        goes_on = bool(said) and (own == sign == ">" or (not own and sign not in (None, ">")))
        if sign is not None and not goes_on:
            yield Part(start, sign, "\n".join(words))
            sign, words = None, []
        if said:
            if sign is None:
                sign, start = own, line.number
            words.append(said)


def plain(text: str) -> str:
    """`text` without its markup; a line break only where it says so."""
    text = _ESCAPED.sub(lambda match: chr(_HIDDEN + ord(match[1])), text)
    text = _BREAK.sub(chr(_HIDDEN + ord("\n")), text).replace("\n", " ")
    for markup in (_LINK, _STRONG, _EMPHASIS):
        text = markup.sub(lambda match: match["text"], text)
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text).translate(_SHOWN).strip()

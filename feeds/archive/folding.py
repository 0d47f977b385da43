"""Text becomes the words that search compares: one folding for the index, for queries and for highlights.

The index never sees the original text, only these tokens with a space between them, so what it calls a word is decided
here alone:

- case, diacritics, ligatures and full-width forms do not matter, nor does the kind of apostrophe;
- an apostrophe or a hyphen parts two words ("women's" is "women", "s"), as do all other marks;
- a number is one word with its decimals and without its thousands commas: "61.8", "313209"; letters after it are
  another ("11.40am" is "11.40", "am");
- scripts written without spaces are cut into single characters, and so are symbols, among them emoji, whatever their
  skin tone, money signs and "%"; a flag is one word;
- a line break is a word that nobody can search for: no phrase runs across it.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

BREAK = "¶"
"""The token between two lines."""


class Token(NamedTuple):
    """A folded word, and where it stands in the text it came from."""

    word: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """The words of `text` in order; a line break is the word BREAK."""
    shape = text if text.isascii() else text.translate(_SHAPES)
    for match in _TOKEN.finditer(shape):
        start, end = match.span()
        word = word_of(text[start:end])
        if word:
            yield Token(word, start, end)


def words(text: str) -> list[str]:
    """The words of `text` alone."""
    if text.isascii():
        found = _TOKEN.findall(text.lower())
        return [word_of(word) for word in found] if "," in text or "\n" in text else found
    return [token.word for token in tokens(text)]


def word_of(piece: str) -> str:
    """A piece of text that is one token, folded; empty for a piece of nothing but marks."""
    if piece == "\n":
        return BREAK
    if piece.isascii():
        return piece.lower().replace(",", "")
    folded = piece.translate(_FOLDS).replace(",", "")
    return folded if folded.isascii() else unicodedata.normalize("NFC", folded)


# Every character of a text has a shape, one ASCII character, so that the shapes of a text are as long as the text.
# ASCII is its own shape; the control characters below stand for what ASCII has none of.
_LETTER, _DIGIT, _GAP, _JOINED, _ALONE, _FLAG = "a", "0", " ", "\x01", "\x02", "\x03"

_TOKEN = re.compile(
    r"""
      [0-9]{1,3} (?:,[0-9]{3})+ (?![0-9]) (?:\.[0-9]+)?   # thousands
    | [0-9]+ (?:\.[0-9]+)*
    | [A-Za-z] [A-Za-z0-9\x01]*
    | \x03\x03 | [$%\x02\x03] \x01*
    | \n
    """,
    re.VERBOSE,
)

# Letters that no decomposition turns into what a person without that keyboard types.
_PLAIN = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ŧ": "t"}
_APOSTROPHES = "ʹʺʻʼʽʾʿˈ"  # letters by name, apostrophes by use

_SPACELESS = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1100, 0x11FF),  # Hangul, here and below: its words carry their particles, people search for the stem
    (0x1780, 0x17FF),  # Khmer
    (0x2E80, 0x2FDF),
    (0x3005, 0x9FFF),
    (0xA960, 0xA97F),
    (0xAC00, 0xD7FF),
    (0xF900, 0xFAFF),
    (0xFF66, 0xFFDC),
    (0x1AFF0, 0x1B16F),
    (0x20000, 0x3FFFF),
)
_DROPPED_MARKS = ((0x0300, 0x036F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE00, 0xFE2F))
_PICTURES = ((0x2190, 0x21FF), (0x25A0, 0x25FF))  # arrows and boxes count as mathematics, and some are emoji


def _within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in ranges)


class _Shapes(dict[int, str]):
    """A translation table from characters to shapes, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        shape = self[code] = self._shape(code)
        return shape

    def _shape(self, code: int) -> str:
        char = chr(code)
        category = unicodedata.category(char)
        if code < 128:
            return char
        if category == "Nd":
            return _DIGIT
        if char in _APOSTROPHES:
            return _GAP
        if category[0] in "LNM" and _within(code, _SPACELESS):
            return _ALONE
        if category[0] in "LN":
            return _LETTER
        if category[0] == "M" or char in "\u200c\u200d" or 0x1F3FB <= code <= 0x1F3FF:
            return _JOINED
        if 0x1F1E6 <= code <= 0x1F1FF:
            return _FLAG
        if category in ("Sc", "So") or (category == "Sm" and _within(code, _PICTURES)):
            return _ALONE
        return "%" if char == "％" else _GAP


class _Folds(dict[int, str]):
    """A translation table from characters to their folded form, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        fold = self[code] = self._fold(code)
        return fold

    def _fold(self, code: int) -> str:
        char = chr(code)
        category = unicodedata.category(char)
        if code < 128:
            return char.lower()
        if category == "Nd":
            return str(unicodedata.decimal(char))
        if category[0] == "M":
            return "" if unicodedata.combining(char) >= 10 or _within(code, _DROPPED_MARKS) else char
        if category == "Cf" or 0x1F3FB <= code <= 0x1F3FF:
            return ""
        if category in ("So", "Sm"):
            return char
        if char == "％":
            return "%"
        small = "".join(_PLAIN.get(each, each) for each in char.casefold())
        parts = unicodedata.normalize("NFKD", small).casefold()
        kept = "".join(part for part in parts if unicodedata.combining(part) < 10)
        return kept if category == "Sc" or _is_word(kept) else small


def _is_word(text: str) -> bool:
    """Whether `text` is letters and digits, with the marks that make part of a letter."""
    return bool(text) and all(each.isalnum() or unicodedata.category(each)[0] == "M" for each in text)


_SHAPES = _Shapes()
_FOLDS = _Folds()

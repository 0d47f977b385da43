"""Text becomes the words that search compares: one folding for the index, for queries and for highlights.

The index never sees the original text, only these tokens with a space between them, so what it calls a word is decided
here alone:

- case, diacritics, ligatures and full-width forms do not matter, nor does the kind of apostrophe;
- an apostrophe or a hyphen parts two words ("women's" is "women", "s"), as do all other marks; what a hyphen parts is
  one word besides (`compounds`);
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

from feeds.patterns import pattern

BREAK = "¶"
"""The token between two lines."""


class Token(NamedTuple):
    """A folded word, and where it stands in the text it came from."""

    word: str
    start: int
    end: int


def folded(text: str) -> str:
    """The words of `text` in order, a space between them; a line break is the word BREAK.

    The same words as `tokens` finds, ten times as fast: what is ASCII is folded as a whole, and only what lies beyond,
    numbers and flags, if there are any, are looked at more closely.
    """
    if not text.isascii():
        text = _BEYOND.sub(_beyond, text)
    data = text.encode("utf-8", "surrogatepass")
    if data.translate(None, _NO_DIGITS):
        plain = _NUMBER.sub(_number, data.translate(_ASCII_FOLDS).decode("utf-8", "surrogatepass"))
        plain = plain.replace(".", " ").replace(",", " ").replace("\0", ".")
    else:
        plain = data.translate(_ASCII_FOLDS_WITHOUT_POINTS).decode("utf-8", "surrogatepass")
    for sign, parted in _PARTED:
        if sign in plain:
            plain = plain.replace(sign, parted)
    if _REGIONAL in data:
        plain = _FLAG.sub(r" \g<0> ", plain)
    return " ".join(plain.split())


def words(text: str) -> list[str]:
    """The words of `text` in order."""
    return folded(text).split()


def tokens(text: str) -> Iterator[Token]:
    """The words of `text` and their places: with the marks and modifiers behind their last letter."""
    parts = [_FOLDS[ord(char)] for char in text]
    # For every place in the plain text the character of the original that it came from.
    origins = [origin for origin, part in enumerate(parts) for _ in part]
    for match in _WORD.finditer("".join(parts)):
        end = origins[match.end() - 1] + 1
        while end < len(parts) and not parts[end]:
            end += 1
        yield Token(_stored(match[0]), origins[match.start()], end)


def compounds(text: str) -> Iterator[Token]:
    """The hyphened words of `text`, each as the one word it also is: "reelection" for "re-election"."""
    if "-" in text or "\u2010" in text or "\u2011" in text:
        for match in _COMPOUND.finditer(text):
            whole = words(joined(match[0]))
            if len(whole) == 1:
                yield Token(whole[0], *match.span())


def joined(text: str) -> str:
    """`text` with its hyphened words written as one."""
    return _HYPHEN.sub("", text)


def _stored(word: str) -> str:
    return BREAK if word == "\n" else word.replace(",", "")


def _beyond(match: re.Match[str]) -> str:
    return _FOLDS[ord(match[0])]


def _number(match: re.Match[str]) -> str:
    """A number on its own, its point kept apart from all others."""
    return f" {match[0].replace(',', '').replace('.', chr(0))} "


# These are for text in which every character has been folded, so that all there is beyond ASCII makes words.
_LETTERS = "a-z\x80-\U0001f1e5\U0001f200-\U0010ffff"
_FIGURE = r"(?: [0-9]{0,2} (?:,[0-9]{3})+ (?![0-9]) (?:\.[0-9]+)? | [0-9]* (?:\.[0-9]+)* )"  # after its first digit
_FLAG = pattern("[\U0001f1e6-\U0001f1ff]{1,2}")  # a flag is two of these
_NUMBER = pattern(rf"[0-9] (?<![0-9{_LETTERS}][0-9]) {_FIGURE}", re.VERBOSE)
_WORD = pattern(rf"[0-9]{_FIGURE} | [{_LETTERS}][0-9{_LETTERS}]* | {_FLAG.pattern} | [%$\n]", re.VERBOSE)

_HYPHENS = "-\u2010\u2011"
_HYPHEN = pattern(rf"(?<=[^\W\d_])[{_HYPHENS}](?=[^\W\d_])")
_COMPOUND = pattern(rf"[^\W\d_]+(?:[{_HYPHENS}][^\W\d_]+)+")

# Letters that no decomposition turns into what a person without that keyboard types.
_PLAIN = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ŧ": "t"}
_APOSTROPHES = "ʹʺʻʼʽʾʿˈ"  # letters by name, apostrophes by use
_KEYCAP = "\u20e3"

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


class _Folds(dict[int, str]):
    """What becomes of each character, filled as characters are met: a space parts words, nothing at all joins them."""

    def __missing__(self, code: int) -> str:
        fold = self[code] = self._fold(chr(code))
        return fold

    def _fold(self, char: str) -> str:
        code, category = ord(char), unicodedata.category(char)
        if code < 128:
            return char.lower() if char.isalnum() or char in ".,%$\n" else " "
        if category == "Nd":
            return str(unicodedata.decimal(char))
        if category[0] in "LMN" and _within(code, _SPACELESS):
            return f" {_plain(char)} "
        if category[0] == "M":
            dropped = unicodedata.combining(char) >= 10 or _within(code, _DROPPED_MARKS)
            return " " if char == _KEYCAP else "" if dropped else char
        if category[0] in "LN":
            return " " if char in _APOSTROPHES else _plain(char)
        if char in "\u200c\u200d" or 0x1F3FB <= code <= 0x1F3FF:
            return ""
        if 0x1F1E6 <= code <= 0x1F1FF:
            return char
        if category == "Sc" or char == "％":
            return f" {unicodedata.normalize('NFKC', char)} "
        if category == "So" or (category == "Sm" and _within(code, _PICTURES)):
            return f" {char} "
        return " "


def _plain(char: str) -> str:
    """A letter or number without its case, its accents and the form it is printed in."""
    small = "".join(_PLAIN.get(each, each) for each in char.casefold())
    parts = unicodedata.normalize("NFKD", small).casefold()
    plain = "".join(part for part in parts if unicodedata.combining(part) < 10)
    plain = unicodedata.normalize("NFC", plain)
    # Some decompose into several words or into signs ("½"): these stay what they are.
    whole = bool(plain) and all(each.isalnum() or unicodedata.category(each)[0] == "M" for each in plain)
    return plain if whole else small


_FOLDS = _Folds()

_BEYOND = pattern(r"[^\0-\x7f]")
_ASCII_FOLDS = bytes(ord(_FOLDS[code]) if code < 128 else code for code in range(256))
_ASCII_FOLDS_WITHOUT_POINTS = _ASCII_FOLDS.translate(bytes.maketrans(b".,", b"  "))
_NO_DIGITS = bytes(code for code in range(256) if chr(code) not in "0123456789")
_PARTED = (("%", " % "), ("$", " $ "), ("\n", f" {BREAK} "))
_REGIONAL = b"\xf0\x9f\x87"  # what the halves of a flag begin with in UTF-8

"""The numbers of a text that may be figures: shares, counts, fractions and ratios, each with how finely it was said."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from feeds import clocktimes
from feeds.patterns import pattern

Form = Literal["percent", "count", "fraction", "ratio", "points"]

_SMALL = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen
    eighteen nineteen twenty"""
_WORDS = {word: value for value, word in enumerate(_SMALL.split())} | {
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_WORD = rf"(?:{_TENS})-(?:{_ONES})|" + "|".join(sorted(_WORDS, key=len, reverse=True))
_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?)"
)

_NO_FIGURES = pattern(
    rf"""
      https?://\S+ | \b(?:pic\.twitter\.com|t\.co)/\S+ | [@\#]\w+
    | [£$€¥]\s?\d[\d,.]*(?:\s?(?:k|m|mn|bn|tn|thousand|million|billion|trillion)\b)?
    | \b\d[\d,.]*\s?(?:pounds?|dollars?|euros?|pence|p)\b
    | \b\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}\b(?:,?\s\d{{4}})?
    | \b{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?\b(?!\s?%)(?:,?\s\d{{4}})? | \b{_MONTH}\s\d{{4}}\b
    | \b(?:1[5-9]|20)\d\d(?:s\b|[-–/]\d{{2,4}}\b|\b(?!\s?%|[.,]\d|\s(?:votes|people|voters)\b))
    | \b\d{{1,2}}(?:[\s-]*(?:-|–|to|and)[\s-]*\d{{1,2}})?[\s-]year[\s-]?olds?\b
    | \baged?\s(?:between\s|of\s|from\s)?\d{{1,2}}(?:\s?(?:-|–|to|and|up\sto)\s?\d{{1,2}})?\b
    | (?<!/)\b\d+(?:st|nd|rd|th)\b
    | \b(?-i:[A-Z][a-z]+),\s\d{{1,2}}(?=[,.)])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NUMBER = r"\d{1,3}(?:\.\d+)?"
_PER_CENT = r"(?:%|\s?pc\b|[\s-]?per[\s-]?cent\b|\s?percent\b|\s?%)"
_LIST = rf"(?:{_NUMBER}|{_WORD})"
_PERCENTS = pattern(
    rf"(?<![\w.,/:+−-])(?P<list>{_LIST}(?:\s?(?:,|-|–|\bor\b|\band\b|\bto\b)\s?{_LIST})*){_PER_CENT}", re.IGNORECASE
)
_POINTS = pattern(rf"(?<![\w.,/:])(?P<n>{_LIST})[\s-](?:percentage[\s-])?points?\b", re.IGNORECASE)
_SCALES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}
_COUNTS = pattern(
    rf"""(?<![\w.,/:%]) (?:
        (?P<vague>half\sa|a\squarter\sof\sa|a)\s(?P<vscale>million|billion)\b
      | (?P<word>{_WORD})\s(?P<wscale>hundred\sthousand|thousand|million)\b
      | (?P<grouped>\d{{1,3}}(?:,\d{{3}})+)(?![\d%])
      | (?P<scaled>\d+(?:\.\d+)?)\s?(?P<scale>k|mn?|thousand|million|bn|billion)\b
      | (?P<plain>\d+)(?![\d%./:,]\d|\d|\s?%|\w)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_FRACTIONS = pattern(
    rf"""(?<![\w.,/:]) (?:
        (?P<n>\d{{1,2}})/(?P<d>\d{{1,2}})(?:(?:rd|th)s?(?![\w/])|(?=\sof\b))
      | (?P<x>{_WORD}|\d{{1,2}})\s(?:in|out\sof)\s(?:every\s)?(?P<y>{_WORD}|\d{{1,3}})\b(?!\s?%)
      | (?:(?P<many>a|one|two|three|four)[\s-])?(?P<part>half|thirds?|quarters?|fifths?)(?=\s(?:of|thought|think|said
      |say|voted|backed)\b)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5}
_RATIOS = pattern(rf"(?<![\w.,/:-])(?P<a>{_NUMBER})(?:\s?[:–-]\s?|\sto\s)(?P<b>{_NUMBER})(?![\w.%:/-]|,\d)")
_ABOUT = pattern(
    r"""\b(?:about|around|almost|nearly|roughly|approximately|some|over|under|above|below|more\sthan|less\sthan
    |fewer\sthan|
    close\sto|up\sto|at\sleast|an\sestimated|up\sto|slightly\smore\sthan|just\sshort\sof|c\.|circa)\s$|~$""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number found: its span in the text, its value (per cent for shares and fractions), and how finely it was said.

    `step` is the distance to the next number that could have been said ("61.8%" 0.1, "313,000" 1000); `about` tells
    that the
    words around it hedge ("almost 62%"); `vague` that the form itself does ("half a million", "193k", "two in five").
    `pair` is 0 or 1 for the two sides of a ratio. `stop` is where the words that belong to the number end: in "five or
    seven per cent" that of the last.
    """

    start: int
    end: int
    value: float
    form: Form
    step: float = 1.0
    about: bool = False
    vague: bool = False
    pair: int | None = None
    stop: int = 0

    @property
    def share(self) -> bool:
        """Whether the value is in per cent."""
        return self.form in ("percent", "fraction", "ratio")


_DIGIT = pattern(r"\d")
_SPELT = pattern(
    r"%|per[\s-]?cent|million|thousand|point|half|third|quarter|fifth",
    re.IGNORECASE,
    needs=("%", "per", "million", "thousand", "point", "half", "third", "quarter", "fifth"),
)
_SO_MANY_IN = pattern(rf"\b(?:{_WORD})\s(?:in|out\sof)\b", re.IGNORECASE, needs=tuple(_WORDS))


def may_hold(text: str) -> bool:
    """Whether `text` can hold a number at all: a quick look before a slow one."""
    return bool(_DIGIT.search(text) or _SPELT.search(text) or _SO_MANY_IN.search(text))


def find(text: str) -> list[Number]:
    """Every number of `text` that could be a figure, in order.

    Addresses, handles, hashtags, money, dates, years, ages, clock times and ordinals are not.
    """
    return list(_found(text)) if may_hold(text) else []


@lru_cache(maxsize=4_096)  # the same sentence is read for rows, for contests and for claims
def _found(text: str) -> tuple[Number, ...]:
    masked = _masked(text)
    taken: list[Number] = []
    finders = (_ratios, _percents, _fractions, _points, _counts) if _DIGIT.search(masked) else _WORD_FINDERS
    for finder in finders:
        for number in finder(masked):
            if all(number.end <= other.start or other.end <= number.start for other in taken):
                taken.append(number)
    return tuple(sorted(taken, key=lambda number: number.start))


def _masked(text: str) -> str:
    """`text` with everything that looks like a number and is no figure blanked out, at the same length."""
    if not _DIGIT.search(text):
        return text
    spans = [match.span() for match in _NO_FIGURES.finditer(text)]
    spans += [(clock.start, clock.end) for clock in clocktimes.find(text)]
    chars = list(text)
    for start, end in spans:
        chars[start:end] = " " * (end - start)
    return "".join(chars)


def _percents(text: str) -> Iterator[Number]:
    for match in _PERCENTS.finditer(text):
        parts = list(re.finditer(_LIST, match["list"], re.IGNORECASE))
        for part in parts:
            start = match.start() + part.start()
            end = match.end() if part is parts[-1] else match.start() + part.end()
            value = _value(part[0])
            if value <= 100:
                about = bool(_ABOUT.search(text[: match.start()]))
                yield Number(start, end, value, "percent", _decimals(part[0]), about, stop=match.end())


def _points(text: str) -> Iterator[Number]:
    for match in _POINTS.finditer(text):
        yield Number(match.start(), match.end(), _value(match["n"]), "points", _decimals(match["n"]))


def _counts(text: str) -> Iterator[Number]:
    for match in _COUNTS.finditer(text):
        about = bool(_ABOUT.search(text[: match.start()]))
        if match["vague"]:
            part = {"a": 1.0, "half a": 0.5}.get(match["vague"].lower(), 0.25)
            size = _SCALES[match["vscale"].lower()]
            yield Number(match.start(), match.end(), part * size, "count", size / 10, about, vague=True)
        elif match["word"]:
            size = 1e5 if match["wscale"].lower().startswith("hundred") else _SCALES[match["wscale"].lower()]
            yield Number(match.start(), match.end(), _value(match["word"]) * size, "count", size, about, vague=True)
        elif match["scaled"]:
            size = _SCALES[match["scale"].lower()]
            step = size * _decimals(match["scaled"])
            value = round(float(match["scaled"]) * size)
            yield Number(match.start(), match.end(), value, "count", step, about, vague=True)
        else:
            digits = (match["grouped"] or match["plain"]).replace(",", "")
            if len(digits) < 12:
                yield Number(match.start(), match.end(), int(digits), "count", _zeros(digits), about)


def _fractions(text: str) -> Iterator[Number]:
    for match in _FRACTIONS.finditer(text):
        if match["part"]:
            above, below = _value(match["many"] or "a"), _PARTS[match["part"].lower().rstrip("s")]
        elif match["n"]:
            above, below = float(match["n"]), int(match["d"])
        else:
            above, below = _value(match["x"]), int(_value(match["y"]))
        if 0 < above < below:
            about = bool(_ABOUT.search(text[: match.start()]))
            step = 100 / below
            yield Number(match.start(), match.end(), round(100 * above / below, 2), "fraction", step, about, vague=True)


def _ratios(text: str) -> Iterator[Number]:
    """Two shares that make up a hundred or hardly less: "63:36", "52-48"."""
    for match in _RATIOS.finditer(text):
        first, second = float(match["a"]), float(match["b"])
        if 97 <= first + second <= 100.5 and min(first, second) >= 1:
            yield Number(match.start("a"), match.end("a"), first, "ratio", _decimals(match["a"]), pair=0)
            yield Number(match.start("b"), match.end("b"), second, "ratio", _decimals(match["b"]), pair=1)


def _value(word: str) -> float:
    word = word.lower()
    if word in ("a", "one"):
        return 1
    if "-" in word:
        return sum(_WORDS[part] for part in word.split("-"))
    return _WORDS[word] if word in _WORDS else float(word)


def _decimals(digits: str) -> float:
    """The step of a decimal number: 0.1 for one place."""
    return float(f"1e-{len(digits.partition('.')[2])}") if "." in digits else 1.0


def _zeros(digits: str) -> float:
    """The step of a whole number: from a thousand upwards, trailing zeros from the second on may be rounding."""
    zeros = len(digits) - len(digits.rstrip("0"))
    return float(10**zeros) if int(digits) >= 1000 and zeros >= 2 else 1.0


_WORD_FINDERS = (_percents, _fractions, _points, _counts)

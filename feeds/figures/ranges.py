"""What a figure can really have been, given how it was said: "62%" is from 61.5 to 62.5, "over 50,000" is more."""

import re
from dataclasses import dataclass

from feeds.figures import numbers
from feeds.model import Reading
from feeds.patterns import pattern

LOOSE = 0.1
"""How far from the number "around 50,000" or "over 50,000" may be, as a part of it."""

_MORE = pattern(r"\b(?:over|above|more\sthan|at\sleast|upwards\sof)\s$", re.IGNORECASE)
_LESS = pattern(
    r"\b(?:almost|nearly|under|below|less\sthan|fewer\sthan|up\sto|just\sshort\sof|close\sto)\s$", re.IGNORECASE
)
_EXACT_STEP = 1.0


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high`, both included."""

    low: float
    high: float

    def __add__(self, other: "Range") -> "Range":
        return Range(self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Range") -> "Range":
        return Range(self.low - other.high, self.high - other.low)

    def __mul__(self, other: "Range") -> "Range":
        """For ranges of numbers that are not negative."""
        return Range(self.low * other.low, self.high * other.high)

    def __truediv__(self, other: "Range") -> "Range":
        """For ranges of numbers that are not negative; the divisor must be positive."""
        return Range(self.low / other.high, self.high / other.low)

    def times(self, factor: float) -> "Range":
        """Every number `factor` times, which must not be negative."""
        return Range(self.low * factor, self.high * factor)

    def meets(self, other: "Range") -> bool:
        """Whether one number can be in both."""
        slack = 1e-9 * max(1.0, abs(self.high), abs(other.high))
        return self.low <= other.high + slack and other.low <= self.high + slack

    @property
    def middle(self) -> float:
        """The number half way."""
        return (self.low + self.high) / 2


def step_of(reading: Reading) -> float:
    """How finely a reading was said: the distance to the next number that could have been said instead."""
    number = _number(reading)
    if number is not None:
        return number.step
    if reading.unit == "%":
        places = len(f"{reading.value:g}".partition(".")[2])
        return 10.0**-places
    digits = str(int(reading.value))
    zeros = len(digits) - len(digits.rstrip("0"))
    return float(10**zeros) if zeros >= 2 and reading.value >= 1000 else _EXACT_STEP


def range_of(reading: Reading) -> Range:
    """What the true number can have been, by the reading's own rounding and the words that hedge it."""
    value, step = float(reading.value), step_of(reading)
    number = _number(reading)
    before = reading.text[: number.start] if number is not None else ""
    loose = max(step, LOOSE * value)
    if _MORE.search(before):
        return Range(value, value + loose)
    if _LESS.search(before):
        return Range(max(0.0, value - loose), value)
    if number is not None and number.about:
        return Range(max(0.0, value - loose), value + loose)
    if reading.unit != "%" and step == _EXACT_STEP:
        return Range(value, value)
    return Range(max(0.0, value - step / 2), value + step / 2)


def _number(reading: Reading) -> numbers.Number | None:
    """The number in a reading's words that it was read from."""
    percent = reading.unit == "%"
    for number in numbers.find(reading.text):
        if number.share == percent and abs(number.value - reading.value) < 0.01:
            return number
    return None

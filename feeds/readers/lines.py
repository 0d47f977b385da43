"""The numbered lines of a plain text source: cleaned, numbered as an editor numbers them."""

from dataclasses import dataclass
from pathlib import PurePath

from feeds import clean
from feeds.patterns import pattern

_BREAK = pattern(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its 1-based `number` and its clean `text`."""

    number: int
    text: str


def decode(data: bytes) -> str:
    """`data`, which `feeds.readers.encoding` has made UTF-8, as text."""
    return data.decode("utf-8", "replace")


def raw(text: str) -> list[str]:
    """`text` cut at LF, CR LF and CR only, so that numbers agree with an editor's; no empty piece after the last."""
    pieces = _BREAK.split(text)
    if pieces and not pieces[-1]:
        pieces.pop()
    return pieces


def numbered(text: str) -> list[Line]:
    """The lines of `text`, cleaned."""
    return [Line(i, clean.line(piece)) for i, piece in enumerate(raw(text), 1)]


def ident(file: str, number: int) -> str:
    """The id of a post that begins on line `number` of `file` and has none of its own, as in "blog:61"."""
    return f"{'stdin' if file == '-' else PurePath(file).stem}:{number}"

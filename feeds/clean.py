"""Hostile text becomes safe text: the only door for text from outside.

Every text field of the model passes through here (see `feeds.model`), so whatever a Day holds may be drawn on a
terminal: no escape sequence, no bidirectional override, no invisible tag character, no tower of combining marks.
"""

import re
import unicodedata

from feeds.patterns import pattern

MAX_CHARS = 200_000
"""A single text longer than this is cut: no post is, and a terminal's wrapper should not have to try."""

MAX_MARKS = 4
"""Combining marks kept on one base character; more only serve to draw over the neighbours."""

_ESCAPES = pattern(
    r"""
      \x1b [PX^_\]] .*? (?: \x1b\\ | \x07 | \x9c | $ )   # DCS, SOS, PM, APC, OSC up to their terminator
    | [\x90\x98\x9d\x9e\x9f] .*? (?: \x1b\\ | \x07 | \x9c | $ )
    | (?: \x1b\[ | \x9b ) [0-?]* [ -/]* [@-~]            # CSI
    | \x1b [ -/]* [0-~]                                  # the other two- and three-character escapes
    """,
    re.VERBOSE | re.MULTILINE,
)
_SPACES = pattern(r"[^\S\n]+")
_NEWLINES = pattern(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_C1 = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0) if code != 0x85}
_JOINERS = "\u200c\u200d"
PLAIN = (
    "!-~\xa1-\xac\xae-\u02ff\u03a3-\u0482\u048a-\u052f\u05d0-\u05ea\u0620-\u064a\u1e00-\u1f15\u200c"
    "\u200d\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u2328\u232b-\u2426\u2460-\u2adb\u3001-\u3029\u3041-\u3096\u309b-\u30ff\u3400"
    "-\u4db5\u4e00-\u9fef\uac00-\ud7a3\uff01-\uff9d\U0001f1e6-\U0001f1ff\U0001f300-\U0001f64f\U0001f680"
    "-\U0001f6c5\U0001f910-\U0001f93a"
)
"""The inside of a regular expression's set: characters that are safe beside any other of them, in the scripts that
most text is written in. The space, which is safe alone but not doubled, is not one of them."""

# Latin letters and the usual quotes, dashes, dots and money signs: most text is made of nothing else, and a smaller set
# is sooner ready.
_PLAIN = pattern("[ -~\xa1-\xac\xae-\u024f\u2010-\u2015\u2018-\u201f\u2020-\u2022\u2026\u20ac]*")
_URL = pattern(r"https?://[!-~]+", re.IGNORECASE)


def line(text: str) -> str:
    """`text` as one safe line: cleaned, with every run of white space made one space, and stripped."""
    if _is_plain(text):
        return text.strip()
    return " ".join(block(text).split())


def block(text: str) -> str:
    """`text` made safe, line breaks kept as newlines; trailing and doubled spaces removed; idempotent."""
    if _is_plain(text):
        return text.strip()
    text = text[:MAX_CHARS]
    text = _NEWLINES.sub("\n", text)
    text = _ESCAPES.sub("", text)
    # Characters of the C1 range in real files are windows-1252 read as latin-1: give them back their meaning.
    text = text.translate(_C1)
    text = unicodedata.normalize("NFC", text)
    # Again, because what stood between a letter and its mark may be gone now.
    text = unicodedata.normalize("NFC", "".join(_printable(text)))
    return "\n".join(_SPACES.sub(" ", part).strip() for part in text.split("\n")).strip()


def url(text: str | None) -> str | None:
    """`text` if it is an http or https address in printable ASCII, else None: only such an address becomes a link."""
    if text is None:
        return None
    text = text.strip()
    return text if len(text) <= 2_048 and _URL.fullmatch(text) else None


def handle(text: str | None) -> str | None:
    """An account's name without its leading `@`."""
    return None if text is None else line(text).lstrip("@ ") or None


def _is_plain(text: str) -> bool:
    """Whether there is nothing to clean but the ends of `text`, told at a glance."""
    if len(text) > MAX_CHARS or "  " in text:
        return False
    return (text.isascii() and text.isprintable()) or _PLAIN.fullmatch(text) is not None


def _printable(text: str) -> list[str]:
    """The characters of `text` that may reach a terminal; lone surrogates become U+FFFD, mark towers are cut."""
    kept: list[str] = []
    marks = 0
    for char in text:
        category = unicodedata.category(char)
        if category in ("Mn", "Me"):
            marks += 1
            if marks <= MAX_MARKS and kept and kept[-1] not in " \n":
                kept.append(char)
            continue
        if char == "\n" or char in _JOINERS:
            kept.append(char)
        elif category == "Zs" or char == "\t":
            kept.append(" ")
        elif category == "Cs":
            kept.append("\ufffd")
        elif not char.isprintable():
            continue
        else:
            kept.append(char)
        marks = 0
    return kept

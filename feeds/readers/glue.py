"""Text that lost its line breaks: where one paragraph was glued to the next, and a title or a byline to its text."""

import re
from collections.abc import Iterable

from feeds.patterns import pattern

_PARAGRAPHS = pattern(
    r"""(?<=[a-z0-9)’%][.!?:]) (?=[A-Z“‘]|"[A-Z])   # a sentence ends and the next begins without a space
      | (?<=[.!?][”"’)]) (?=[A-Z“‘])
      | (?<=\w[”"’)][.]) (?=[A-Z“‘])
      | \s*\bRead\ more(?=[A-Z“‘'"]|\s*$)\s*     # the foot of a card that links elsewhere
    """,
    re.VERBOSE,
)
_JOINT = pattern(r"(?<=[a-z0-9’'”?!)%])(?=[A-Z“‘]|'[A-Z])")
_PREFIXES = {"Mc", "Mac", "De", "Le", "La", "Di", "Du", "Van", "O’", "O'", "Fitz"}
_BYLINE = pattern(r"(?P<name>(?:[A-Z][\w’-]+ ){1,2}[A-Z][a-z’-]*[a-z])(?=[A-Z“‘][\w’]*[ ,])")
_OPENS = pattern(
    r"(?:The|A|An|In|On|At|It|He|She|They|We|I|This|That|There|Here|But|And|For|From|My|As|After|Asked|If|When|More)\b"
)
_WORD = pattern(r"[\w’']+")
TITLE_CHARS = (18, 170)
"""A title is not shorter and not longer than this."""
STAMPED = pattern(r"\b(?:\d{1,2} [A-Z][a-z]{2,8} \d{4}\s?|\d+[smhdw] ago\s?)(?:[01]\d|2[0-3])[.:][0-5]\d(?=\S)")
"""A date and a time glued to the words after them, as on a pasted page."""


def paragraphs(text: str) -> list[str]:
    """`text` cut where paragraphs were glued, empty pieces left out."""
    return [piece.strip() for piece in _PARAGRAPHS.split(text) if piece.strip()]


def known_words(text: str) -> set[str]:
    """Words that have a capital inside and stand in `text` more than once: names such as YouGov, not joints."""
    seen: set[str] = set()
    again: set[str] = set()
    for word in _WORD.findall(text):
        if _JOINT.search(word):
            (again if word in seen else seen).add(word)
    return again


def title(text: str, words: Iterable[str] = ()) -> tuple[str | None, str]:
    """The title that is glued to the front of `text`, or None, and the rest; `words` are no joints."""
    whole = set(words)
    for match in _JOINT.finditer(text[: TITLE_CHARS[1] + 1]):
        head, rest = text[: match.start()].strip(), text[match.start() :].strip()
        if re.search(r"[.!?;]\s", head) or head.endswith((".", ":", "…", "...")):
            return None, text
        if not rest or _is_word(text, match.start(), whole) or _inside_quotes(head):
            continue
        short = bool(_SHORT_TITLE.fullmatch(head))
        if short or (TITLE_CHARS[0] <= len(head) and len(head.split()) >= 3 and len(rest) > len(head) / 2):
            return head, rest
    return None, text


_SHORT_TITLE = pattern(r"(?:\w+ )?(?:summary|recap)", re.IGNORECASE)


def byline(text: str, words: Iterable[str] = ()) -> tuple[str | None, str]:
    """The full name that is glued to the front of `text`, or None, and the rest; `words` are no joints."""
    match = _BYLINE.match(text)
    if match is None:
        return None, text
    front, word = _front(text, match.end())
    if front in _PREFIXES or word in set(words):
        return None, text
    return match["name"], text[match.end() :]


def _is_word(text: str, joint: int, whole: set[str]) -> bool:
    """Whether the capital at `joint` stands inside a name such as McConnell, YouGov or iPhone."""
    front, word = _front(text, joint)
    if not front:
        return False
    if front in _PREFIXES or word in whole:
        return True
    least = 5 if front[0].isupper() and not _OPENS.match(text, joint) else 3
    return len(front) < least


def _front(text: str, joint: int) -> tuple[str, str]:
    """The part of a word before `joint`, and the whole word; nothing if no word runs over it."""
    for match in _WORD.finditer(text, max(0, joint - 40)):
        if match.start() < joint < match.end():
            return text[match.start() : joint], match.group()
    return "", ""


def _inside_quotes(head: str) -> bool:
    """Whether a quotation is open at the end of `head`."""
    return head.count("“") > head.count("”")

"""Who said a figure: the tweeter, somebody named in the sentence, the speaker of a quotation, or the post's author."""

import re

from feeds.figures import words
from feeds.model import Post, Status
from feeds.patterns import pattern

_NAME = r"[A-Z][\w’'-]*(?:\s(?:of|the|for|and)\s(?=[A-Z])|\s)?(?:[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2})?"
_NAMED = r"(?P<name>[A-Z][\w-]+(?:\s[A-Z][\w-]+){0,3})"
_ACCORDING = pattern(rf"\b[Aa]ccording\sto\s(?:the\s|a\s|my\scolleague\s)?{_NAMED}")
_SAYS = pattern(
    rf"\b{_NAMED}(?:,\s[^,.]{{3,60}},)?\s(?:has\s|have\s|had\s|also\s)?(?:said|says|reports?|reported|wrote|"
    rf"writes|claims?|claimed|hears?|heard|argues?|tells?|told|"
    r"tweets?|predicts?|announc(?:es|ed)|suggest(?:s|ed)|reckons?|released?|reckoned|counted|put)\b"
)
_SAID_BY = pattern(rf"\b(?:said|says|reports?)\s(?:a\s)?{_NAMED}")
_HAS = pattern(rf"^(?:My\scolleague\s)?{_NAMED}\s(?:has|is\shearing|says)\b")
_ISSUED = pattern(
    rf"\b{_NAMED}(?:,\s[^,.]{{3,80}},)?\shas\s(?:also\s)?(?:issued|put\sout|posted|published|given|released)\b"
)
_ANNOUNCER = pattern(rf"\b{_NAMED}(?:,\s[^,.]{{3,80}},)?\s(?:is|was|has|will)?\s?(?:now\s)?(?:announc|read|declar)\w+")
_POLLSTER = pattern(
    r"\b(?P<name>[A-Z][\w&]+(?:\s[A-Z][\w&]+)?)(?:[’']s)?\s[“\"']?(?:exit\s|opinion\s)?(?:poll|survey|research)",
    re.ASCII,
)
_NOBODY = words.OPENERS | {"Yes", "No"}


class Speaker:
    """Listens to a post line by line and tells who a figure comes from."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._speaking: str | None = None
        self._announcer: str | None = None
        self._pollster: str | None = None

    def hear(self, line: str) -> None:
        """Takes note of who a line says is speaking, announcing or polling."""
        if match := _ANNOUNCER.search(line):
            self._announcer = _plain(match["name"])
        if match := _POLLSTER.search(line):
            self._pollster = _plain(match["name"]) or self._pollster
        match = _ISSUED.search(line) or _SAYS.search(line)
        if match and (name := _plain(match["name"])):
            self._speaking = name

    def source(self, sentence: str, status: Status, *, row: bool) -> str | None:
        """Who says the figure in `sentence`; None if nothing tells."""
        author = self._post.author
        if self._post.kind == "tweet" and author is not None:
            return author.name or author.handle
        if row:
            return self._announcer or self._speaking or (author.name if author else None)
        if status == "poll" and self._pollster:
            return self._pollster
        for told in (_ACCORDING, _SAID_BY, _SAYS, _HAS, _ISSUED):
            if (match := told.search(sentence)) and (name := _plain(match["name"])):
                return name
        return self._speaking or (author.name if author else None)


def _plain(name: str) -> str | None:
    """`name` without a sentence's first word; None if nothing is left."""
    parts = name.split()
    while parts and parts[0] in _NOBODY:
        parts.pop(0)
    return " ".join(parts) or None

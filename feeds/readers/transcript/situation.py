"""A line of a transcript as a reader meets it who comes from above: what the post has said so far, and what follows."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from feeds.patterns import pattern
from feeds.readers.transcript import names
from feeds.readers.transcript.cohesion import NO_TIES, Ties
from feeds.readers.transcript.parts import Part, Typed

EXTRACT = pattern(
    r"""\b(?: extracts? | excerpts? | how\ it\ starts | in\ full | (?:key|main)\ (?:points|quotes?|lines?|passages?)
      | (?:our|the)\ (?:full\ |news\ |latest\ |overnight\ )?(?:story|report)
      | what\ (?:he|she|they|it)\ (?:said|says|wrote)
      | (?:his|her|its|their)\ (?:statement|words|quote|main\ points) )\b""",
    re.IGNORECASE | re.VERBOSE,
)
PICTURES = pattern(
    r"\b(?:pictures?|photos?|photographs?|charts?|graphs?|video|clip|image|cartoon|graphic|map)\b", re.IGNORECASE
)
HERE = pattern(r"(?:And |But )?[Hh]ere(?:\sis|\sare|\scomes?|[’']s)\b")
FROM = pattern(r"(?:This|These|That) (?:just |has come |comes |came |is |are )+(?:in )?from\b")
_HERE_INSIDE = pattern(r"\bhere(?:\sit)?(?:\sis|\sare|[’']s)\b", re.IGNORECASE)
_STATEMENT = pattern(
    r"\b(?:(?:issued|released|put out) (?:a|this|the following) statement\b[^.]*|as follows|This is what (?:he|she"
    r"|they)\b[^.]*)\.$"
)
_IN_FULL = pattern(r"\bfull (?:text|statement)|\bin full\b")
_REPORTS = pattern(r"\b(?:reports|like this|(?:worth|repay) reading)\.$")
_LISTS = pattern(
    r"^(?:\w+ )?(?:[Ss]ummary|[Rr]ecap)|\b(?:re-?cap|rundown|where (?:things|the situation)|here[’']s how"
    r"|what we know)\b[^.]*:$"
)


_IN_MIND = 40
"""Lines of a long post that a reader still has in mind."""


@dataclass
class Situation:
    """A line, the one below it, the lines of the post so far, that is since the last boundary, and the line's ties."""

    line: Typed
    after: Typed | None
    post: list[Typed] = field(default_factory=list)
    ties: Ties = NO_TIES

    @property
    def text(self) -> str:
        """The line's words."""
        return self.line.text

    @cached_property
    def first(self) -> str:
        """The line's first sentence."""
        return sentences(self.text)[0]

    @property
    def prose(self) -> bool:
        """Whether the line is plain prose."""
        return self.line.part is Part.PROSE

    @property
    def before(self) -> Typed:
        """The line above."""
        return self.post[-1]

    @property
    def lately(self) -> list[Typed]:
        """The last lines of the post: what a reader has in mind."""
        return self.post[-_IN_MIND:]

    @cached_property
    def told(self) -> str:
        """The words of the post so far, tweets and pleas left out."""
        return "\n".join(item.text for item in self.lately if item.tweet is None and item.part is not Part.PLEA)

    @cached_property
    def known(self) -> set[str]:
        """The proper words of the post so far."""
        return names.proper_words(self.told)

    @property
    def listing(self) -> bool:
        """Whether the post so far is a list of stories, headed or announced as a summary."""
        return any(_LISTS.search(item.text) for item in self.post[:2] if item.part in (Part.HEADING, Part.PROSE))


def sentences(text: str) -> list[str]:
    """`text` cut where a sentence ends and another begins."""
    return re.split(r"(?<=[.!?”])\s+(?=[A-Z“‘(])", text)


def announces(text: str) -> str:
    """What kind of words the line announces right below it: "speech", somebody's own; "extract", a text's; or ""."""
    parts = sentences(text)
    last = parts[-1]
    if text.endswith(":") or _STATEMENT.search(text):
        return "speech"
    if any(_HERE_INSIDE.search(part) and _IN_FULL.search(part) for part in parts[:2]):
        return "speech"
    if _HERE_INSIDE.search(last) and EXTRACT.search(last):
        return "extract"
    if HERE.match(last) or FROM.match(last):
        return "" if PICTURES.search(text) else "extract"
    return "extract" if _REPORTS.search(last) else ""

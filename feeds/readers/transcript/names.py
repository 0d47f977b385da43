"""Names in running text: full names, who is introduced with a role, who was named before."""

import re

from feeds.patterns import pattern

_W = r"[A-Z][\w’'.-]*\w"
FULL_NAME = pattern(rf"{_W}(?:\s(?:(?:de|da|van|von|al|bin|der|la|le)\s)?{_W})+")
"""Two capitalised words or more in a row."""
_PROPER = pattern(r"[A-Z][\w’'-]*\w")
_LEADING = pattern(
    r"(?:The|A|An|In|On|At|Here|This|And|But|For|From|My|Our|His|Her|Its|Some|Many|Lots|If|When|As|Asked|After|Last"
    r"|Earlier"
    r"|He|She|They|It|We|I|I[’']\w+|Mr|Mrs|Ms|Lord|Sir|Dame|Dr|President|Prime|Minister|That|There|These|Those|Now"
    r"|Then|So"
    r"|Also|With|What|Who|Not|No|Yes|By|To|Of|Under|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January"
    r"|February|March|April|May|June|July|August|September|October|November|December)$"
)
_POSSESSIVE = pattern(r"[’']s?$")
_NO_ROLE = (
    "its|his|her|their|another|and|but|or|as|said|says|will|would|has|had|have|is|was|are|were|can|could|who|which|in|on|at"
    "|after|when|where"
)
_ROLE = pattern(
    rf"""(?:^|[\s’'“]) (?P<name>{FULL_NAME.pattern}) ,\s
    (?P<role> (?!(?:{_NO_ROLE})\b) [a-z][^.,;:?!]{{2,110}} | (?:who|which)\s[^.,;:?!]{{2,110}} ) ,""",
    re.VERBOSE,
)


def full_names(text: str) -> list[str]:
    """Every full name in `text`, in order, a possessive ending cut off."""
    found = []
    for match in FULL_NAME.finditer(text):
        words = [_POSSESSIVE.sub("", word) for word in match.group().split()]
        while words and _LEADING.match(words[0]):
            words = words[1:]
        if len(words) > 1:
            found.append(" ".join(words))
    return found


def proper_words(text: str) -> set[str]:
    """The capitalised words of `text` that are not the sentence's own: what and whom it is about."""
    return {word for found in _PROPER.findall(text) if not _LEADING.match(word := _POSSESSIVE.sub("", found))}


def introduced(text: str) -> tuple[str, str] | None:
    """The first (name, role) that `text` introduces with an apposition: "Ann Lee, the mayor of Hull, has ..."."""
    match = _ROLE.search(text[:300])
    return (match["name"], match["role"]) if match else None

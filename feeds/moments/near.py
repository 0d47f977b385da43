"""What somebody may have meant who wrote a phrase that names nothing: the same with its misspelt words put right."""

from collections.abc import Iterator
from difflib import get_close_matches

from feeds.archive import Archive
from feeds.moments.places import NotFound
from feeds.moments.resolver import resolve
from feeds.patterns import pattern

MOST = 5_000
"""Posts whose words are looked through; of a longer day only those of its first ones."""
_CLOSE = 0.75
_GRAMMAR = "declared declaration reported forecast poll turnout first last result leaked announced start noon midnight"
_COMMA = pattern(r"(?<=\d),(?=\d{1,2}\s?%)")
"""A decimal comma."""
_WORD = pattern(r"[^\W\d_]{3,}")


def meant(phrase: str, archive: Archive) -> str | None:
    """The phrase that is nearest to `phrase` and names something, None if none is near. It may take a second."""
    words = dict.fromkeys(word.casefold() for word in _WORD.findall(phrase))
    known = {*_GRAMMAR.split(), *_words(archive)}
    near = {word: get_close_matches(word, known, 1, _CLOSE) for word in words if word not in known}
    corrected = _WORD.sub(lambda match: (near.get(match[0].casefold()) or match)[0], phrase)
    corrected = _COMMA.sub(".", corrected)
    if corrected == phrase:
        return None
    try:
        resolve(corrected, archive)
    except NotFound:
        return None
    return corrected


def _words(archive: Archive) -> Iterator[str]:
    """The words of a day, and the names in it."""
    for contest in archive.header.contests:
        for name in (*contest.who, *contest.groups):
            yield from _WORD.findall(name.casefold())
    for post in archive.window(0, MOST):
        yield from _WORD.findall(post.text.casefold())
        if post.author is not None:
            yield from _WORD.findall(f"{post.author.name} {post.author.handle}".casefold())

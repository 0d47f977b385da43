"""A post becomes what the full-text index holds of it: its words, and before them its facets.

Facets are words as well ("=kind=tweet"), so that one index answers `kind:tweet from:@name corbyn`; the folding never
makes a word with "=" in it, so nobody meets one by typing, nor by typing its beginning.
"""

from functools import lru_cache

from feeds.archive.folding import BREAK, compounds, folded, words
from feeds.model import Author, Post

TOKENCHARS = ".%$=@"
"""ASCII characters besides letters and digits that occur inside the index's words."""

_NOBODY = Author()


def search_text(post: Post) -> str:
    """What search looks at, one part a line: who speaks, the heading, the body. Marks of a query are found in it."""
    author = post.author or _NOBODY
    return "\n".join([*_speaker(author.name, author.handle), post.text])


def document(post: Post) -> str:
    """The post's facets, the folded words of its `search_text`, and its compounds, a space between them."""
    author = post.author or _NOBODY
    return composed(post.kind, post.key, author.name, author.handle, post.text)


def composed(kind: str, key: bool, name: str | None, handle: str | None, text: str) -> str:
    """The document of a post with this `text`, heading and body, whose author has this `name` and `handle`."""
    whole = "".join([f" {BREAK} {compound.word}" for compound in compounds(text)])
    return f"{_head(kind, key, name, handle)} {folded(text)}{whole}"


@lru_cache(maxsize=8_192)
def _head(kind: str, key: bool, name: str | None, handle: str | None) -> str:
    """What a document begins with: much the same for all posts of one author."""
    facets = [facet("kind", kind), facet("key", "yes" if key else "no")]
    if handle:
        facets.append(handle_facet(handle))
    if name:
        facets += name_facets(name)
    speaker = "".join(f"\n{line}" for line in _speaker(name, handle))
    whole = (f"{BREAK} {compound.word}" for compound in compounds(speaker))
    return " ".join([*facets, *whole, folded(f"{speaker}\n")])


def _speaker(name: str | None, handle: str | None) -> list[str]:
    return [line for line in (name, handle) if line]


def facet(name: str, value: str) -> str:
    """The word for what a post is."""
    return f"={name}={value}"


def handle_facet(handle: str) -> str:
    """The facet of an account, given with or without its `@`."""
    return facet("by", "@" + ".".join(words(handle)))


def name_facets(name: str) -> list[str]:
    """The facets of an author's name, one a word."""
    return [facet("by", word) for word in words(name)]

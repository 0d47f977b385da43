"""A post becomes what the full-text index holds of it: its words, and before them its facets.

Facets are words as well ("=kind=tweet"), so that one index answers `kind:tweet from:@name corbyn`; the folding never
makes a word with "=" in it, so nobody meets one by typing, nor by typing its beginning.
"""

from feeds.archive.folding import folded, words
from feeds.model import Post

TOKENCHARS = ".%$=@"
"""ASCII characters besides letters and digits that occur inside the index's words."""


def search_text(post: Post) -> str:
    """What search looks at, one part a line: who speaks, the heading, the body. Marks of a query are found in it."""
    author = post.author
    lines = [author.name, author.handle] if author else []
    return "\n".join([*(line for line in lines if line), post.text])


def document(post: Post) -> str:
    """The post's facets and folded words, a space between them."""
    facets = [facet("kind", post.kind), facet("key", "yes" if post.key else "no")]
    if post.author and post.author.handle:
        facets.append(handle_facet(post.author.handle))
    if post.author and post.author.name:
        facets += name_facets(post.author.name)
    return " ".join([*facets, folded("\n" + search_text(post))])


def facet(name: str, value: str) -> str:
    """The word for what a post is."""
    return f"={name}={value}"


def handle_facet(handle: str) -> str:
    """The facet of an account, given with or without its `@`."""
    return facet("by", "@" + ".".join(words(handle)))


def name_facets(name: str) -> list[str]:
    """The facets of an author's name, one a word."""
    return [facet("by", word) for word in words(name)]

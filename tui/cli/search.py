"""`search`: posts that match, in time order."""

from feeds import wording
from feeds.archive import Archive, Query, parse
from feeds.model import Post
from feeds.moments import resolve
from tui.cli import inputs, output, shapes
from tui.cli.arguments import Arguments
from tui.cli.failures import complain

SHOWN = 320
"""Characters of a block that a hit shows at most."""


def run(arguments: Arguments) -> int:
    """Print the hits; 1 if there are none. Raises NotFound for no such moment."""
    query = parse(arguments.query)
    archive = inputs.archive(arguments, figures=arguments.json or arguments.until is not None)
    until = None
    if arguments.until is not None:
        until = archive.revealed(resolve(arguments.until, archive).at)
    hits = archive.search_scored(query, until=until)
    total = len(hits)
    hits = hits[: arguments.limit]
    if arguments.json:
        found = [(archive.post(hit.rank), hit.score) for hit in hits]
        output.as_json(
            [
                {"post": shapes.post(post), "score": round(score, 4), "marks": marks(query, post)}
                for post, score in found
            ]
        )
    elif hits:
        _print(archive, query, [archive.post(hit.rank) for hit in hits], total)
    if not hits:
        complain(f"nothing matches {arguments.query!r}")
    return 0 if hits else 1


def marks(query: Query, post: Post) -> list[shapes.Shape]:
    """The spans that `query` found, each with the part of the post it lies in: "heading", "author.name", "body[0]"."""
    parts = [("heading", post.heading)]
    if post.author:
        parts += [("author.name", post.author.name), ("author.handle", post.author.handle)]
    parts += [(f"body[{i}]", block.text) for i, block in enumerate(post.body)]
    return [
        {"in": name, "start": start, "end": end, "text": text[start:end]}
        for name, text in parts
        if text
        for start, end in query.marks(text)
    ]


def _print(archive: Archive, query: Query, posts: list[Post], total: int) -> None:
    header = archive.header
    output.title(header, archive.first_time)
    times = [output.time(post, header) for post in posts]
    indent = max(map(len, times)) + 2
    for post, time in zip(posts, times, strict=True):
        head = [part for part in (post.kind if post.kind != "post" else "", wording.byline(post.author)) if part]
        first, *others = output.rows(
            " · ".join([post.heading or "", *head] if post.heading else head) or post.kind, indent
        )
        print(output.style(time.rjust(indent - 2), output.BOLD) + first[indent - 2 :])
        for row in others:
            print(row)
        for text in _blocks(query, post):
            for row in output.rows(text, indent, query.marks(text)):
                print(row)
        print()
    shown = f", the first {len(posts):,} shown" if len(posts) < total else ""
    print(output.style(f"{wording.posts(total)}{shown}", output.DIM))


def _blocks(query: Query, post: Post) -> list[str]:
    """What a hit shows: the blocks with a mark in them, two at most, else the first; long ones cut round the mark."""
    marked = [(block.text, query.marks(block.text)) for block in post.body]
    chosen = [each for each in marked if each[1]][:2] or marked[:1]
    return [_cut(text, spans[0][0] if spans else 0) for text, spans in chosen]


def _cut(text: str, place: int) -> str:
    """At most SHOWN characters of `text` round `place`, whole words, with an ellipsis where something is left out."""
    if len(text) <= SHOWN:
        return text
    start = 0 if place < SHOWN // 2 else text.find(" ", place - SHOWN // 2) + 1
    start = min(start, place)
    end = len(text) if start + SHOWN >= len(text) else max(text.rfind(" ", place, start + SHOWN), place + 1)
    return ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")

"""Posts out of lines: kind, heading, key, author, body, origin; an embedded tweet is a post of its own."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from feeds.model import Author, Kind, Origin, Post
from feeds.patterns import pattern
from feeds.readers.lines import ident as ident_of
from feeds.readers.transcript import blocks, names
from feeds.readers.transcript.parts import Part, Typed

_SUMMARY = pattern(
    r"\b(?:summary|recap|at a glance|what we (?:know|learned)|the story so far|key (?:points|developments|events)"
    r"|round-?up"
    r"|where (?:things|we) stand)\b",
    re.IGNORECASE,
)
_DECLARATION = pattern(r"\b(?:announcement|declaration|declared|announced|result is in)\b", re.IGNORECASE)
_NOT_ITSELF = pattern(
    r"\b(?:analysis|reaction|explainer|preview|verdict|history|comment|what|how|why)\b|\?", re.IGNORECASE
)
_DECLARING = pattern(
    r"""\b(?: (?:announc\w+ | declar\w+ | read(?:s|ing)?\ out | giv(?:es|ing)) \b[^.]{0,40}\b results?
      | results?\ (?:is|are)\ (?:being\ )?(?:announced|declared|read) | (?:is|are)\ (?:hereby\ )?declared )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_DECLARED_BEFORE = pattern(r"\b(?:after|when|since|before|until|will|if)\b", re.IGNORECASE)


def assemble(
    typed: Sequence[Typed], spans: Sequence[tuple[int, int]], file: str
) -> list[tuple[list[Post], dict[str, tuple[int, ...]]]]:
    """The posts of each span in reading order, the post itself first and then its tweets, with their lines of body.

    `spans` are index ranges over `typed` in the source's order; a span that is a bare tweet is a post of kind `tweet`.
    """
    roles = _roles(typed)
    return [_group(typed[start:stop], file, roles) for start, stop in spans]


def _group(lines: Sequence[Typed], file: str, roles: dict[str, str]) -> tuple[list[Post], dict[str, tuple[int, ...]]]:
    first, last = lines[0].line.number, lines[-1].line.number
    ident = ident_of(file, first)
    heading = next((item.text for item in lines if item.part not in (Part.BLANK, Part.UPDATED, Part.PLEA)), "")
    heads = heading if any(item.part is Part.HEADING and item.text == heading for item in lines) else None
    seen_heading = False
    rest = []
    for item in lines:
        if item.part is Part.HEADING and item.text == heads and not seen_heading:
            seen_heading = True
            continue
        rest.append(item)
    labels = _labels(lines)
    content, numbers = blocks.body([item for item in rest if item not in labels.values()])
    tweets = _tweets(lines)
    updated = any(item.part is Part.UPDATED for item in lines)
    origin = Origin(file=file, first_line=first, last_line=last)
    where: dict[str, tuple[int, ...]] = {}
    posts: list[Post] = []
    bare = not content and heads is None and bool(tweets)
    if bare:
        own, *tweets = tweets
        words, at = blocks.tweet(own)
        posts.append(
            Post(id=ident, kind="tweet", updated=updated, author=_author(own, roles), body=words, origin=origin)
        )
        where[ident] = at
    else:
        posts.append(
            Post(
                id=ident,
                kind=kind(
                    heads,
                    [block.text for block in content if block.type == "paragraph"],
                    any(block.type == "row" for block in content),
                ),
                updated=updated,
                heading=heads,
                body=content,
                key=heads is not None,
                origin=origin,
            )
        )
        where[ident] = numbers
    for own in tweets:
        words, at = blocks.tweet(own)
        start, stop = own[0].line.number, own[-1].line.number
        tweet = ident_of(file, start) if start != first else f"{ident}.2"
        posts.append(
            Post(
                id=tweet,
                kind="tweet",
                heading=labels[own[0].tweet].text if own[0].tweet in labels else None,
                author=_author(own, roles),
                body=words,
                part_of=ident,
                origin=Origin(file=file, first_line=start, last_line=stop),
            )
        )
        where[tweet] = at
    return posts, where


def kind(heading: str | None, paragraphs: Sequence[str], rows: bool) -> Kind:
    """What a post with this heading, these paragraphs, and `rows` of figures or none, is in the stream.

    A summary is headed so. An announcement is headed so, or says that somebody declares a result and gives it in rows.
    """
    if heading and _SUMMARY.search(heading) and len(heading) < 60:
        return "summary"
    if heading and _DECLARATION.search(heading) and not _NOT_ITSELF.search(heading):
        return "announcement"
    if rows and not (heading and _NOT_ITSELF.search(heading)):
        opening = " ".join(paragraphs[:2])[:300]
        match = _DECLARING.search(opening)
        if (
            match
            and not _DECLARED_BEFORE.search(opening[: match.start()])
            and not _DECLARED_BEFORE.search(match.group())
        ):
            return "announcement"
    return "post"


def _tweets(lines: Sequence[Typed]) -> list[list[Typed]]:
    """The lines of each tweet, in order."""
    found: dict[int, list[Typed]] = {}
    for item in lines:
        if item.tweet is not None:
            found.setdefault(item.tweet, []).append(item)
    return list(found.values())


def _labels(lines: Sequence[Typed]) -> dict[int | None, Typed]:
    """The label ("From X") right above a tweet of a round-up, by the tweet's number: it goes with the tweet."""
    solid = [item for item in lines if item.part is not Part.BLANK]
    return {below.tweet: item for item, below in pairwise(solid) if blocks.is_label(item) and below.tweet is not None}


def _author(lines: Sequence[Typed], roles: dict[str, str]) -> Author | None:
    stamp = next((item.stamp for item in lines if item.stamp), None)
    return Author(name=stamp.name, handle=stamp.handle, role=roles.get(stamp.name)) if stamp else None


def _roles(typed: Sequence[Typed]) -> dict[str, str]:
    """Role by full name, for everybody whom the text introduces with an apposition; the commonest wins."""
    said: dict[str, Counter[str]] = {}
    for item in typed:
        if item.part in (Part.PROSE, Part.ITEM) and item.tweet is None and (found := names.introduced(item.text)):
            name, role = found
            if not role.startswith(("who ", "which ")):
                said.setdefault(name, Counter())[role] += 1
    return {name: counter.most_common(1)[0][0] for name, counter in said.items()}

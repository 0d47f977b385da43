"""JSON-LD: the day as a schema.org LiveBlogPosting, its posts as BlogPosting.

`datePublished` is only ever a time that the source states. Any other post has the interval its time lies in, as
`temporalCoverage`, and in `backstory` the best estimate and where it comes from.
"""

import json
from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import Any
from urllib.parse import quote

from feeds.model import Author, Day, Post, When
from feeds.writers import telling

Fields = dict[str, Any]

_FRAGMENT = "!$'()*+,;=:@/?-._~"
"""What may stand unescaped in a fragment, letters and digits aside."""


def chunks(day: Day) -> Iterator[bytes]:
    """The day as one JSON object in UTF-8, a post a line, oldest first; it may stand in a script element as it is."""
    posts = telling.in_order(day)
    head = _json(_day(day, posts))
    yield f'{head[:-1]},"liveBlogUpdate":['.encode()
    for place, post in enumerate(posts):
        yield f"{',' if place else ''}\n{_json(_post(post, day.header.zone))}".encode()
    yield b"\n]}\n"


def _day(day: Day, posts: tuple[Post, ...]) -> Fields:
    header = day.header
    fields: Fields = {"@context": "https://schema.org", "@type": "LiveBlogPosting", "headline": header.title}
    if header.date:
        fields["datePublished"] = header.date.isoformat()
    whens = [post.when for post in posts if post.when is not None]
    if whens:
        first, last = min(whens, key=lambda when: when.at), max(whens, key=lambda when: when.at)
        if first.exact:
            fields["coverageStartTime"] = _iso(first.at, header.zone)
        if last.exact:
            fields["coverageEndTime"] = _iso(last.at, header.zone)
        earliest, latest = min(when.earliest for when in whens), max(when.latest for when in whens)
        fields["temporalCoverage"] = f"{_iso(earliest, header.zone)}/{_iso(latest, header.zone)}"
    if header.contests:
        fields["about"] = [{"@type": "Event", "name": contest.name} for contest in header.contests]
    return fields


def _post(post: Post, zone: tzinfo) -> Fields:
    fields: Fields = {
        "@type": "BlogPosting",
        "@id": _id(post.id),
        "url": post.url,
        **(_time(post.when, zone) if post.when else {}),
        "dateCreated": _iso(post.sent, zone) if post.sent else None,
        "dateModified": _iso(post.updated, zone) if isinstance(post.updated, datetime) else None,
        "creativeWorkStatus": "Updated" if post.updated else None,
        "headline": post.heading,
        "author": _author(post.author) if post.author else None,
        "articleBody": "\n\n".join(block.text for block in post.body if block.text),
        "genre": post.kind,
        "keywords": "key event" if post.key else None,
        "isPartOf": {"@id": _id(post.part_of)} if post.part_of else None,
    }
    return {name: value for name, value in fields.items() if value not in (None, "")}


def _time(when: When, zone: tzinfo) -> Fields:
    if when.exact:
        return {"datePublished": _iso(when.at, zone)}
    why = f": {when.why}" if when.why else ""
    return {
        "temporalCoverage": f"{_iso(when.earliest, zone)}/{_iso(when.latest, zone)}",
        "backstory": f"The time is not stated; best estimate {_iso(when.at, zone)}, {when.basis}{why}",
    }


def _author(author: Author) -> Fields | None:
    """A schema.org Person; None where nothing is known of them."""
    known = {
        "name": author.name or author.handle,
        "alternateName": f"@{author.handle}" if author.handle else None,
        "jobTitle": author.role,
    }
    fields = {name: value for name, value in known.items() if value}
    return {"@type": "Person", **fields} if fields else None


def _id(ident: str) -> str:
    """A post's id as an address inside the document."""
    return f"#{quote(ident, safe=_FRAGMENT)}"


def _iso(at: datetime, zone: tzinfo) -> str:
    return at.astimezone(zone).isoformat()


def _json(value: Fields) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")

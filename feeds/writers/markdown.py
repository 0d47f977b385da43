"""Markdown (CommonMark with GitHub's tables): a day to read, posts oldest first, the result at the end.

`feeds.readers.written` reads it back.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, tzinfo
from urllib.parse import quote

from feeds import clean
from feeds.figures import ContestBoard
from feeds.model import Day, Post
from feeds.patterns import pattern
from feeds.wording import RESULT, TILDE, byline, clock, long_date, time_of, value, zone_name
from feeds.writers import telling

_ENTITIES = {"&": "&amp;", "<": "&lt;"}
_ANYWHERE = pattern(r"[\\`*_\[\]|~#$&<]|(?<=[a-z]):(?=//)|(?<=www)\.", re.IGNORECASE)
_AT_START = pattern(r"(?m)^(?:(?P<number>\d+)(?=[.)](?:\s|$))|(?=[-+=>:]))")
_IN_ADDRESS = "!#$%'*+,-./:;=?@_~"
"""What stands unescaped in an address between angle brackets, letters and digits aside."""


def chunks(day: Day) -> Iterator[bytes]:
    """The day in UTF-8; whatever its texts hold, they are read as text."""
    for part in _parts(day):
        yield f"{part}\n".encode()


def escaped(text: str) -> str:
    """`text`, each line of which may stand where a paragraph, an item, a heading or a table's cell begins."""
    text = _ANYWHERE.sub(lambda match: _ENTITIES.get(match[0], f"\\{match[0]}"), text)
    return _AT_START.sub(lambda match: f"{match['number'] or ''}\\", text)


def _parts(day: Day) -> Iterator[str]:
    """The document's blocks, each with the empty line behind it."""
    posts = telling.in_order(day)
    zone = day.header.zone
    times = [post.when.at for post in posts if post.when is not None]
    yield f"# {escaped(day.header.title) or 'Untitled day'}\n"
    about = [long_date(day.header.date)] if day.header.date else []
    about.append(f"times in {zone_name(times[0], zone) if times else 'the zone'} ({day.header.timezone})")
    yield f"{' · '.join(escaped(part) for part in about)}; {TILDE}.\n"
    today: date | None = None
    for thread in telling.threads(posts):
        for post in (thread.post, *thread.tweets):
            if post.when and today != post.when.at.astimezone(zone).date():
                today = post.when.at.astimezone(zone).date()
                yield f"## {long_date(today)}\n"
            yield from _post(post, zone, "###" if post is thread.post else "####")
    contests = telling.result(day, posts).contests
    if contests:
        yield f"## {RESULT}\n"
    for contest in contests:
        yield from _contest(contest, posts, zone)


def _post(post: Post, zone: tzinfo, level: str) -> Iterator[str]:
    """A heading with the time, a line in italics with what is known besides the words, and the words."""
    time = escaped(time_of(post.when, zone)) if post.when else "no time"
    yield f"{level} {time}{f' {escaped(post.heading)}' if post.heading else ''}\n"
    sent = f"sent {_moment(post.sent, zone)}" if post.sent else ""
    said = [telling.kind(post), byline(post.author), sent, "key moment" if post.key else "", _updated(post, zone)]
    about = [escaped(part) for part in said if part]
    if url := clean.url(post.url):
        about.append(f"[source](<{_address(url)}>)")
    if about:
        yield f"*{' · '.join(about)}*\n"
    yield from _body(post)


def _body(post: Post) -> Iterator[str]:
    """The blocks of a post."""
    for kind, texts in telling.runs(post):
        if kind == "item":
            yield "\n".join(f"- {_paragraphs(text, '  ')}" for text in texts) + "\n"
        elif kind == "row":
            yield from _rows(texts)
        else:
            told = "\n\n".join(_paragraphs(text) for text in texts) + "\n"
            yield told if kind == "paragraph" else _quoted(told)


def _rows(texts: Sequence[str]) -> Iterator[str]:
    """Rows as a list, those without a figure as headings between; its bullets keep it apart from a list of items."""
    listed: list[str] = []
    for text in texts:
        cells = telling.pair(text)
        if cells is None and listed:
            yield "\n".join(listed) + "\n"
            listed = []
        if cells is None:
            yield f"**{_paragraphs(text)}**\n" if "\n" not in text else f"{_paragraphs(text)}\n"
        else:
            listed.append(f"* {escaped(cells[0])}: {escaped(cells[1])}")
    if listed:
        yield "\n".join(listed) + "\n"


def _contest(each: ContestBoard, posts: Sequence[Post], zone: tzinfo) -> Iterator[str]:
    yield f"### {escaped(each.contest.name)}{f': {each.status}' if each.status else ''}\n"
    yield "| group | who | measure | figure | status | time | source |\n|---|---|---|--:|---|---|---|"
    for group, entries in telling.groups(each.contest, each.entries, each.previous):
        for entry in entries:
            current = entry.current
            when = posts[current.rank].when
            cells = [group, entry.who or "", entry.measure, value(current.reading), current.reading.status]
            cells += [time_of(when, zone) if when else "", current.reading.source or ""]
            yield f"| {' | '.join(escaped(cell) for cell in cells)} |"
    yield ""


def _paragraphs(text: str, indent: str = "") -> str:
    """A block's text, its line breaks kept; all lines but the first behind `indent`."""
    paragraphs = [part for part in re.split(r"\n{2,}", text) if part]
    return f"\n\n{indent}".join(escaped(part).replace("\n", f"\\\n{indent}") for part in paragraphs)


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.rstrip("\n").split("\n")) + "\n"


def _updated(post: Post, zone: tzinfo) -> str:
    return f"updated {_moment(post.updated, zone)}" if isinstance(post.updated, datetime) else "updated" * post.updated


def _moment(at: datetime, zone: tzinfo) -> str:
    return f"{clock(at, zone)} on {long_date(at.astimezone(zone).date())}"


def _address(url: str) -> str:
    """An address that ends where it should, and holds nothing that Markdown would read."""
    return quote(url, safe=_IN_ADDRESS + "&[]").replace("&", "&amp;")

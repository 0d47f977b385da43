"""The page of one post as lines: its time and why, its words and tweets, figures, citations, links, and its source."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from textual.content import Content

from feeds import clean
from feeds.excerpts import Excerpt, place_of
from feeds.figures import OVERALL
from feeds.model import Basis, Post, Reading, When
from feeds.wording import title
from tui.render import times
from tui.render.cells import width_of, wrap
from tui.render.figures import number
from tui.render.glyphs import Glyphs, said
from tui.render.lines import Line, shorten
from tui.render.posts import Setting, edited_at, eyebrow, words
from tui.render.rows import Role, Row, indent, pieces

MEASURE = 80
"""No line of a page is longer."""

_BASIS: dict[Basis, str] = {
    "stated": "The source states this time.",
    "id": "Its id states this time.",
    "cited": "Given elsewhere in the source",
    "scheduled": "Scheduled",
    "inferred": "Inferred",
}
_STYLE: dict[Role, str] = {
    "heading": "bold",
    "key": "bold $accent",
    "time": "bold $accent",
    "guess": "bold $accent",
    "kind": "$quiet",
    "author": "bold",
    "quiet": "$quiet",
    "quote": "italic",
    "bar": "$accent",
    "meter": "$primary",
}
_ROOMY = 30
"""From so many cells on the lines of a source keep their indents."""
_ADDRESS = re.compile(r"https?://[^\s<>\"“”]+")


@dataclass(frozen=True, slots=True)
class Known:
    """What a page tells of `post`: all that may be known when it is opened.

    `around` is the post that shows it, if it is a tweet in one, and `embedded` are its own tweets; `cites` and
    `cited_by` are posts with their ranks, in order of time. `named` tells that what cites it may be known too, so that
    its time's reason may speak of that; `until` is the time up to which anything may be known. `sources` are what its
    files say, None while they are being read.
    """

    post: Post
    embedded: Sequence[Post] = ()
    around: Sequence[tuple[int, Post]] = ()
    cites: Sequence[tuple[int, Post]] = ()
    cited_by: Sequence[tuple[int, Post]] = ()
    named: bool = False
    until: datetime | None = None
    sources: Sequence[Excerpt] | None = None

    @property
    def links(self) -> tuple[str, ...]:
        """The http and https addresses of the post and its tweets, its own first, each once."""
        found: list[str | None] = []
        for each in (self.post, *self.embedded):
            found += [each.url, *(match.rstrip(".,;:!?)’'") for match in _ADDRESS.findall(each.text))]
        return tuple(dict.fromkeys(address for address in map(clean.url, found) if address))


LINK, POST = "link", "post"
"""What the key of a line that leads somewhere begins with: then comes a place in `Known.links`, or a rank."""


def page(known: Known, zone: tzinfo, width: int, glyphs: Glyphs) -> list[Line]:
    """The whole page at `width` cells; a line that leads somewhere has a `key` that says where: "link 0", "post 12"."""
    width = min(width, MEASURE)
    setting = Setting(width, zone, glyphs, until=known.until)
    post, embedded = known.post, known.embedded
    parts: list[list[Line]] = [_time(known, setting)] if post.when is not None else []
    parts.append(_post(post, setting))
    parts += [_tweet(tweet, setting) for tweet in embedded]
    readings = [reading for each in (post, *embedded) for reading in each.readings]
    if readings:
        parts.append(_figures(readings, setting))
    parts.append(_posts("It stands in", known.around, setting))
    parts += [_posts("It cites", known.cites, setting), _posts("Cited by", known.cited_by, setting)]
    if links := known.links:
        parts.append(_links(links, setting))
    parts.append(_source(known, setting))
    lines: list[Line] = []
    for part in filter(None, parts):
        lines += [Line(Content()), *part] if lines else part
    return lines


def _line(row: Row) -> Line:
    return Line(Content.assemble(*((piece.text, _STYLE.get(piece.role, "")) for piece in row)))


def _lines(rows: Sequence[Row]) -> list[Line]:
    return [_line(row) for row in rows]


def _flow(text: str, role: Role, setting: Setting, before: str = "") -> list[Row]:
    """Words of the program in rows, `before` set in the margin of the first."""
    text = said(text, setting.glyphs)
    margin = width_of(before)
    width = max(setting.width - margin, 2)
    rows: list[Row] = [tuple(pieces(text, start, end, role)) for start, end in wrap(text, width)]
    blank = tuple(pieces(" " * margin, 0, margin, "text"))
    return indent(rows, tuple(pieces(before, 0, len(before), "heading")), blank) if before else rows


# Time --------------------------------------------------------------------------------------------------------------


def _time(known: Known, setting: Setting) -> list[Line]:
    """When, and how that is known."""
    when = known.post.when
    if when is None:
        return []
    zone = setting.zone
    date = times.long_date(when.at.astimezone(zone).date())
    role: Role = "time" if when.exact else "guess"
    rows = _flow(f"{times.time_of(when, zone)} {times.zone_name(when.at, zone)}, {date}", role, setting)
    rows += _flow(" ".join(_reasons(known, when, zone)), "quiet", setting)
    return _lines(rows)


def _reasons(known: Known, when: When, zone: tzinfo) -> Iterator[str]:
    """Sentences on a post's time; what is cited, is cited by a later post, of which nothing is said before it comes."""
    post = known.post
    if when.exact:
        yield _BASIS[when.basis]
    else:
        earliest, latest = (times.moment(instant, when.at, zone) for instant in (when.earliest, when.latest))
        yield f"{_BASIS[when.basis]}: " + (earliest if earliest == latest else f"between {earliest} and {latest}") + "."
    if when.why and (known.named or when.basis != "cited"):
        yield when.why[:1].upper() + when.why[1:] + ("" if when.why.endswith((".", "!", "?")) else ".")
    if post.sent is not None:
        yield f"Sent at {times.moment(post.sent, when.at, zone)}."
    at = edited_at(post, Setting(0, zone, until=known.until))
    if at is not None:
        yield f"Edited after it appeared{',' if at else ''}{at}."


# Words -------------------------------------------------------------------------------------------------------------


def _post(post: Post, setting: Setting) -> list[Line]:
    """Kind, author, heading and body."""
    return _lines(eyebrow(post, setting, setting.width) + words(post, setting, setting.width))


def _tweet(tweet: Post, setting: Setting) -> list[Line]:
    """An embedded tweet under a bar."""
    width = max(setting.width - 2, 2)
    bar = tuple(pieces(f"{setting.glyphs.bar} ", 0, 2, "bar"))
    return _lines(indent(eyebrow(tweet, setting, width) + words(tweet, setting, width), bar, bar))


# Figures, links, source --------------------------------------------------------------------------------------------


def _figures(readings: Sequence[Reading], setting: Setting) -> list[Line]:
    """A table of the figures: value, of what, how sure and who says it; this last below where there is no room."""
    several = len({reading.contest for reading in readings if reading.contest}) > 1
    table = list(dict.fromkeys(_figure(reading, several) for reading in readings))
    value, what = (max(width_of(row[column]) for row in table) for column in (0, 1))
    beside = value + 2 + what + 2 + max(width_of(row[2]) for row in table) <= setting.width
    lines = [Line(Content.styled("Figures in it", "bold $accent"))]
    for row in table:
        figure = f"{row[0]:>{value}}  "
        if beside:
            lines.append(Line(Content.assemble((figure, "bold"), f"{row[1]:<{what}}  ", (row[2], "$quiet"))))
        else:
            lines += _lines(_flow(row[1], "text", setting, figure))
            lines += _lines(_flow(row[2], "quiet", setting, " " * width_of(figure)))
    return lines


def _figure(reading: Reading, several: bool) -> tuple[str, str, str]:
    """A reading as value, what it is of, and how it was said."""
    what = f"{reading.who}, {reading.measure}" if reading.who else reading.measure.capitalize()
    if reading.group != OVERALL:
        what += f", {reading.group}"
    if several and reading.contest:
        what += f" ({reading.contest})"
    how = f"{reading.status}, {reading.source}" if reading.source else reading.status
    return number(reading.value, reading.unit), what, how


def _links(links: Sequence[str], setting: Setting) -> list[Line]:
    """The links, numbered where there are several."""
    title = "Links" if len(links) > 1 else "Link"
    ways = ("l opens the first, a number that one", "l, or its number") if len(links) > 1 else ("l opens it",)
    keys = next((way for way in ways if len(title) + 2 + len(way) <= setting.width), "")
    lines = [Line(Content.assemble((title, "bold $accent"), (f"  {keys}" if keys else "", "$quiet")))]
    for place, link in enumerate(links):
        before = f"{place + 1} " if len(links) > 1 else ""
        lines += [
            Line(
                Content.assemble((before if start == 0 else " " * len(before), "bold"), (link[start:end], "$primary")),
                key=f"{LINK} {place}",
            )
            for start, end in wrap(link, max(setting.width - len(before), 2))
        ]
    return lines


def _posts(heading: str, posts: Sequence[tuple[int, Post]], setting: Setting) -> list[Line]:
    """Posts to go to: when, and in a few words what."""
    if not posts:
        return []
    lines = [Line(Content.styled(heading, "bold $accent"))]
    for rank, post in posts:
        time = times.time_of(post.when, setting.zone) if post.when is not None else ""
        content = Content.assemble((f"{time:>6}  ", "$quiet"), (title(post), "$primary"))
        lines.append(Line(shorten(content, setting.width, setting.glyphs), key=f"{POST} {rank}"))
    return lines


def _source(known: Known, setting: Setting) -> list[Line]:
    """Every file that has the post, where in it, and what stands there."""
    origins = [origin for origin in (known.post.origin, *known.post.also) if origin is not None]
    sources = known.sources
    if sources is None:
        sources = [Excerpt(origin.file, place_of(origin)) for origin in origins]
    lines: list[Line] = []
    for source in sources:
        where = ", ".join(filter(None, (source.file, source.place)))
        lines += _lines(_flow(where, "text", setting)) if where else []
        lines += _lines(_flow(source.note, "quiet", setting)) if source.note else []
        lines += _excerpt(source, setting)
    return [Line(Content.styled("Source", "bold $accent")), *lines] if lines else []


def _excerpt(source: Excerpt, setting: Setting) -> list[Line]:
    """The lines of a file, numbered at the left."""
    if not source.rows:
        return []
    margin = max(len(str(at or "")) for at, _ in source.rows) + 2
    lines: list[Line] = []
    for at, text in source.rows:
        inside = len(text) - len(text.lstrip(" ")) if setting.width >= _ROOMY else 0
        room = max(setting.width - margin - inside, 2)
        words = text.lstrip(" ")
        for place, (start, end) in enumerate(wrap(words, room) or [(0, 0)]):
            left = f"{at or '':>{margin - 2}}  " if place == 0 else " " * margin
            lines.append(Line(Content.assemble((left, "$quiet"), " " * inside, words[start:end])))
    if source.more:
        lines += _lines(_flow(f"{source.more:,} more lines", "quiet", setting, " " * margin))
    return lines

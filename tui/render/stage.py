"""The stage: what an audience sees, one post or one figure at a time, as rows of text for a screen of any size."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import groupby
from typing import Literal

from textual.content import Content

from feeds.archive import folding
from feeds.model import Post
from tui.render import digits
from tui.render.bigfigure import Figure, drawn, edge
from tui.render.cells import width_of
from tui.render.glyphs import ASCII, KIND_WORDS, UNICODE, Glyphs, said
from tui.render.lines import apart
from tui.render.rows import Piece, Role, Row, flow, flow_runs, indent, parted
from tui.render.tables import table
from tui.render.times import long_date, time_of, zone_name

_MEASURE = 66
"""A line of running text that an eye finds its way back from."""
_AIRY = 20
_TALL = 32
"""From so many rows on there is air round the body, and round the quiet lines too."""
_ROOMY = 26
"""From so many rows on, headings are drawn in letters several rows high ..."""
_LEAST_WORDS = 10
"""... if that leaves so many rows for the words."""
_HEADING_LINES = 4
_PAGE = 10
"""The most rows of words that are shown at once."""
_BETWEEN = " · "
"""What parts the parts of a note."""

_STYLE: dict[Role, str] = {
    "text": "",
    "heading": "bold",
    "key": "bold",
    "time": "bold $accent",
    "guess": "$quiet",
    "kind": "$primary",
    "author": "bold $primary",
    "quiet": "$quiet",
    "quote": "",
    "bar": "$accent",
    "meter": "$accent",
}


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a stage shows: the playhead in the event's own zone, the newest post with its tweets, or the figure.

    `caption` are the speaker's words for the cue, `note` what stands in their place for a moment, and `buttons` words
    to click on after it; `talk` the time used and left, `over` if there is none left; `page` which of a long post's
    pages is shown, from 0.
    """

    playhead: datetime
    state: Literal["playing", "paused", "holding"] = "holding"
    speed: float = 60.0
    post: Post | None = None
    tweets: tuple[Post, ...] = ()
    figure: Figure | None = None
    caption: str = ""
    note: str = ""
    buttons: Sequence[str] = ()
    talk: str = ""
    over: bool = False
    blank: bool = False
    page: int = 0


def rows(scene: Scene, width: int, height: int, zone: tzinfo, *, ascii_only: bool = False) -> list[Content]:
    """The whole screen, `height` rows of at most `width` cells."""
    if scene.blank or width < 8 or height < 3:
        return [Content()] * height
    side, room = edge(width), _room(height)
    body: list[Content] = []
    if scene.figure is not None:
        body = drawn(scene.figure, width, room, ascii_only=ascii_only)[:room]
        above = (room - len(body)) // 2
    if not body and scene.post is not None:
        body = _post(scene, width, room, zone, ascii_only=ascii_only)[:room]
        above = (room - len(body)) * 2 // 5
    if body:
        body = [Content()] * above + body
    body += [Content()] * (room - len(body))
    margin, rim = [Content()] * (height >= _AIRY), [Content()] * (height >= _TALL)
    head = _head(scene, width - 2 * side, ascii_only=ascii_only)
    foot = _foot(scene, width - 2 * side, ASCII if ascii_only else UNICODE)
    space = Content(" " * side)
    shown = [*rim, space + head, *margin, *body, *margin, space + foot, *rim]
    return [row.truncate(width) for row in shown]


def _room(height: int) -> int:
    """The rows between the two quiet lines."""
    return height - 2 - 2 * (height >= _AIRY) - 2 * (height >= _TALL)


# The quiet lines ---------------------------------------------------------------------------------------------------


def _head(scene: Scene, width: int, *, ascii_only: bool) -> Content:
    """The day's clock and date, and whether time passes."""
    at = scene.playhead
    left = Content.assemble(
        (f"{at:%H:%M}", "bold"),
        (f" {zone_name(at, at.tzinfo)}" if at.tzinfo else "", "$quiet"),
    )
    date = Content.styled(f"  {long_date(at.date())}", "$quiet")
    words = {
        "playing": f"{'>' if ascii_only else '▶'} {scene.speed:g}{'x' if ascii_only else '×'}",
        "paused": "paused",
        "holding": "",
    }
    right = Content.styled(words[scene.state], "$quiet")
    if left.cell_length + date.cell_length + right.cell_length + 2 <= width:
        left += date
    return apart(left, right, width)


def _foot(scene: Scene, width: int, glyphs: Glyphs) -> Content:
    """The speaker's words, or a note and buttons in their place; the talk's timer, where these leave room for it."""
    left = Content.styled(_noted(scene, width, glyphs), "bold $accent")
    for start, _, word in _buttons(scene, width, glyphs):
        left = Content.assemble(left, " " * (start - left.cell_length), (word, "bold $primary"))
    right = Content.styled(said(scene.talk, glyphs), "bold $warning" if scene.over else "$quiet")
    if not left:
        left = Content.styled(scene.caption, "$quiet")
    elif left.cell_length + 2 + right.cell_length > width:
        right = Content()
    room = width - right.cell_length - (2 if right else 0)
    return apart(left.truncate(max(room, 0), ellipsis=True), right, width)


def _noted(scene: Scene, width: int, glyphs: Glyphs) -> str:
    """As many of the note's parts as there is room for."""
    note = scene.note
    while width_of(note) > width and _BETWEEN in note:
        note = note.rpartition(_BETWEEN)[0]
    return said(note, glyphs)


def _buttons(scene: Scene, width: int, glyphs: Glyphs) -> Iterator[tuple[int, int, str]]:
    """The buttons with their cells in the line, from the first to before the end."""
    place = width_of(_noted(scene, width, glyphs))
    for word in scene.buttons:
        place += 2 if place else 0
        yield place, place + width_of(word), word
        place += width_of(word)


def button_at(scene: Scene, x: int, y: int, width: int, height: int, *, ascii_only: bool = False) -> str | None:
    """The button at a cell of the screen."""
    if scene.blank or y != height - 1 - (height >= _TALL):
        return None
    buttons = _buttons(scene, width - 2 * edge(width), ASCII if ascii_only else UNICODE)
    return next((word for start, end, word in buttons if start <= x - edge(width) < end), None)


# One post ----------------------------------------------------------------------------------------------------------


def pages(scene: Scene, width: int, height: int, zone: tzinfo) -> int:
    """How many pages the scene's post takes, at least one."""
    if scene.post is None or scene.figure is not None:
        return 1
    return len(_pages(scene, scene.post, width, height, zone))


def page_of(phrase: str, scene: Scene, width: int, height: int, zone: tzinfo) -> int:
    """The page of the scene's post on which the words of `phrase` begin, from 0; the first if they are on none."""
    if scene.post is None or scene.figure is not None:
        return 0
    sought = f" {' '.join(folding.words(phrase))} "
    text, ends = " ", []
    for page in _pages(scene, scene.post, width, height, zone):
        words = " ".join(piece.text for row in page for piece in row if piece.role != "bar")
        text += " ".join([*folding.words(words), ""])
        ends.append(len(text))
    in_heading = sought in f" {' '.join(folding.words(scene.post.heading or ''))} "
    return 0 if in_heading else bisect_right(ends, max(text.find(sought) + 1, 0))


def _pages(scene: Scene, post: Post, width: int, height: int, zone: tzinfo) -> list[list[Row]]:
    """The post's words under its heading, a page at a time; other signs would part them at the same places."""
    room = _room(height)
    heading, _ = _heading(scene, width, room, zone, UNICODE, ascii_only=False)
    return _paged(_words(post, scene.tweets, _measure(width), UNICODE), room - len(heading))


def _post(scene: Scene, width: int, room: int, zone: tzinfo, *, ascii_only: bool) -> list[Content]:
    """The post in `room` rows: its time, its heading large, and a page of its words at a comfortable measure."""
    if scene.post is None:
        return []
    glyphs = ASCII if ascii_only else UNICODE
    heading, wide = _heading(scene, width, room, zone, glyphs, ascii_only=ascii_only)
    margin = Content(" " * ((width - max(_measure(width), wide)) // 2))
    paged = _paged(_words(scene.post, scene.tweets, _measure(width), glyphs), room - len(heading))
    page = min(scene.page, len(paged) - 1)
    lines = [*heading, *map(_content, paged[page])]
    if len(paged) > 1:
        more = f"{glyphs.ellipsis} " if page < len(paged) - 1 else ""
        lines += [Content()] * (len(lines) + 2 <= room)
        lines.append(Content.styled(f"{more}{page + 1}/{len(paged)}", "$quiet"))
    return [margin + line for line in lines]


def _measure(width: int) -> int:
    return min(_MEASURE, width - 2 * edge(width) - (8 if width >= 70 else 0))


def _heading(
    scene: Scene, width: int, room: int, zone: tzinfo, glyphs: Glyphs, *, ascii_only: bool
) -> tuple[list[Content], int]:
    """What stands above the words, the blank row under it included, and how wide it is."""
    post = scene.post
    if post is None:
        return [], 0
    measure = _measure(width)
    lines = [_content(row) for row in _eyebrow(post, measure, zone, glyphs)]
    large: list[str] = []
    if post.heading and room >= _ROOMY:
        large = digits.letters_wrapped(post.heading, width - 4 * edge(width), _HEADING_LINES, ascii_only=ascii_only)
    if large and len(large) + _LEAST_WORDS <= room:
        lines += [Content(), *map(Content, large), Content()]
    elif post.heading:
        bold = [_content(row) for row in flow(post.heading, "heading", measure)]
        most = max(min(room // 2, room - len(lines) - 4), 1)  # a blank row beside it, words and the page's number below
        if len(bold) > most:
            bold = [*bold[: most - 1], Content.styled(glyphs.ellipsis, "bold")]
        lines += [Content(), *bold]
        lines += [Content()] * (room >= _AIRY - 2)
    return [*lines, Content()], max(map(width_of, large), default=0)


def _paged(words: Sequence[Row], room: int) -> list[list[Row]]:
    """`words` in pages: all of them on one if they are few, else as many as an audience reads, with air between."""
    spaced = _spaced(words)
    if len(spaced) <= room and sum(not _in_table(row) for row in words) <= _PAGE:
        return [spaced]
    if len(words) <= min(room, _PAGE):
        return [list(words)]
    found: list[list[Row]] = []
    rest = list(words)
    while rest:
        fits = (size for size in range(min(_PAGE, len(rest)), 1, -1) if len(_spaced(rest[:size])) < room)
        size = next(fits, 1)
        if size < len(rest):
            size = next((place for place in range(size, size // 2, -1) if not rest[place]), size)
        found.append(_spaced(rest[:size]))
        rest = rest[size:] if rest[size:] and rest[size] else rest[size + 1 :]
    return found or [[]]


def _eyebrow(post: Post, width: int, zone: tzinfo, glyphs: Glyphs) -> list[Row]:
    """When, what kind, and who speaks."""
    runs: list[tuple[str, Role]] = []
    if post.when is not None:
        runs.append((time_of(post.when, zone), "time"))
    parts = [KIND_WORDS[post.kind]]
    if post.kind != "post" and post.author is not None:
        handle = f"@{post.author.handle}" if post.author.handle else None
        parts.append(post.author.name or handle or "")
        parts.append(post.author.role or "")
    for part in filter(None, parts):
        runs.append((f"  {glyphs.dot}  " if runs else "", "quiet"))
        runs.append((part, "quiet"))
    return parted(flow_runs(runs, width), glyphs.dot) if runs else []


def _words(post: Post, tweets: Sequence[Post], width: int, glyphs: Glyphs) -> list[Row]:
    """The body and the tweets in it."""
    parts = _parts(post, width, glyphs)
    for tweet in tweets:
        bar: Row = (Piece(f"{glyphs.bar} ", "bar"),)
        name = tweet.author and (tweet.author.name or tweet.author.handle)
        inside = flow(name, "author", width - 2) if name else []
        for part in _parts(tweet, width - 2, glyphs):
            inside += part
        parts.append(indent(inside, bar, bar))
    joined: list[Row] = []
    for part in parts:
        joined += [(), *part] if joined else part
    return joined


def _parts(post: Post, width: int, glyphs: Glyphs) -> list[list[Row]]:
    """The body's parts: a paragraph, a quote, a whole list, a whole table."""
    parts: list[list[Row]] = []
    for kind, blocks in groupby(post.body, key=lambda block: block.type):
        if kind == "row":
            parts.append(table([block.text for block in blocks], width, glyphs))
            continue
        bar: Row = (Piece(f"{glyphs.bar} ", "bar"),)
        bullet: Row = (Piece(f"{glyphs.bullet} ", "quiet"),)
        for block in filter(lambda block: block.text, blocks):
            if kind == "item":
                parts.append(indent(flow(block.text, "text", width - 2), bullet, (Piece("  ", "text"),)))
            elif kind == "quote" or (kind == "tweet" and post.kind != "tweet"):
                parts.append(indent(flow(block.text, "quote", width - 2), bar, bar))
            else:
                parts.append(flow(block.text, "text", width))
    return parts


def _spaced(words: Sequence[Row]) -> list[Row]:
    """`words` with air between the rows, but not between figures; a bar at the side goes on through it."""
    spaced: list[Row] = []
    for above, row in zip([(), *words], words, strict=False):
        close = _in_table(row) and (_in_table(above) or bool(above and above[0].role == "heading"))
        if spaced and row and not close:
            bars = bool(above) and above[0].role == row[0].role == "bar"
            spaced.append((row[0],) if bars else ())
        spaced.append(row)
    return spaced


def _in_table(row: Row) -> bool:
    """Whether this is a row of figures: a label and what is counted."""
    return len(row) > 1 and row[0].role == "text" and any(piece.role in ("heading", "meter") for piece in row)


def _content(row: Row) -> Content:
    return Content.assemble(*((piece.text, _STYLE.get(piece.role, "")) for piece in row))

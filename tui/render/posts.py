"""One post at a width as rows: time, sign of its kind, heading, body; and the rows between two posts."""

from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from itertools import groupby
from typing import NamedTuple

from feeds import wording
from feeds.model import Block, Post, When
from tui.render import times
from tui.render.cells import clip, width_of
from tui.render.glyphs import KIND_WORDS, UNICODE, Glyphs
from tui.render.rows import Marks, Piece, Role, Row, flow, flow_runs, indent, parted
from tui.render.tables import table

TIME_WIDTH = 6
"""`~11:37`, or a space and `11:45`."""
_HEAD = TIME_WIDTH + 3
_NARROW = 48
_NARROW_INDENT = 1
_MEASURE = 92
"""Running text is set no wider: longer rows are hard to follow back to their start."""

_BLANK: Row = ()


class Setting(NamedTuple):
    """What a layout depends on besides the post: `width` in cells, the day's zone, the signs, what a search marks.

    `until` is the time up to which anything may be told, None for all times.
    """

    width: int
    zone: tzinfo
    glyphs: Glyphs = UNICODE
    marks: Marks | None = None
    until: datetime | None = None


def layout(post: Post, setting: Setting, *, under: Post | None = None) -> tuple[Row, ...]:
    """The rows of `post`, at least one, none wider than the setting's width.

    `under` is the post that embeds this tweet, if it is drawn right above: the tweet is then set under a bar, and
    its time is left out where it is the same.
    """
    nested = under is not None
    head = _head(post, setting, None if under is None else under.when)
    narrow = setting.width < _NARROW
    margin = _NARROW_INDENT if narrow else _HEAD
    bar: Row = (Piece(f"{setting.glyphs.bar} ", "bar"),) if nested else ()
    width = min(setting.width - margin - 2 * len(bar), _MEASURE)
    rest: Row = (Piece(" " * margin, "text"), *bar)
    if narrow:
        if nested and not head[0].text.strip():
            rows = indent(eyebrow(post, setting, width), rest, rest)
        else:
            beside = eyebrow(post, setting, setting.width - _HEAD) or [_BLANK]
            rows = indent(beside, head, (Piece(" " * _HEAD, "text"),))
        return (*rows, *indent(words(post, setting, width), rest, rest)) or (head,)
    rows = eyebrow(post, setting, width) + words(post, setting, width)
    if not rows:
        rows = [(Piece(wording.NO_WORDS, "quiet"),)]
    return tuple(indent(rows, (*head, *bar), rest))


def first_rows(post: Post, setting: Setting, *, now: bool = False) -> tuple[Row, ...]:
    """The rows above the topmost post: its date; and where the playhead stands before it (`now`), that."""
    rows: list[Row] = [] if post.when is None else [_day(post.when, setting), _BLANK]
    return (*rows, *([_now(setting), _BLANK] if now else []))


def rows_between(
    upper: Post, lower: Post, setting: Setting, *, left_out: int = 0, now: bool = False
) -> tuple[Row, ...]:
    """The rows between two posts: a gap that is long enough to tell, and the date where it or the zone's time changes.

    `left_out` is how many posts a filter hides between the two; the gap says that too. With `now`, the playhead stands
    between them, and a row says so.
    """
    rows: list[Row] = [_BLANK, _now(setting), _BLANK] if now else [_BLANK]
    if upper.when is None or lower.when is None:
        return tuple(rows)
    earlier, later = sorted((upper.when, lower.when), key=lambda when: when.at)
    silence = times.gap(earlier, later, setting.zone)
    hidden = f"{wording.posts(left_out)} left out" if left_out else None
    told = f" {setting.glyphs.dot} ".join(part for part in (hidden, silence) if part)
    if told:
        sign = setting.glyphs.gap.rjust(TIME_WIDTH + 2)
        rows += [(Piece(clip(f"{sign} {told}", setting.width, setting.glyphs.ellipsis), "gap"),), _BLANK]
    above, below = (each.at.astimezone(setting.zone) for each in (upper.when, lower.when))
    if (above.date(), above.utcoffset()) != (below.date(), below.utcoffset()):
        rows += [_day(lower.when, setting), _BLANK]
    return tuple(rows)


def _head(post: Post, setting: Setting, above: When | None) -> Row:
    """The time and the sign of the kind (or of a key event), `_HEAD` cells wide; blank where `above` has it already."""
    glyphs = setting.glyphs
    time: Piece
    if post.when is None or (above is not None and times.clock(above.at, setting.zone) == _clock(post, setting)):
        time = Piece(" " * TIME_WIDTH, "time")
    else:
        role: Role = "time" if post.when.exact else "guess"
        time = Piece(times.time_of(post.when, setting.zone).rjust(TIME_WIDTH), role)
    if post.key:
        sign = Piece(glyphs.key, "key")
    else:
        sign = Piece(" " if above is not None else glyphs.kinds[post.kind], "kind")
    return (time, Piece(" ", "text"), sign, Piece(" ", "text"))


def _clock(post: Post, setting: Setting) -> str:
    return "" if post.when is None else times.clock(post.when.at, setting.zone)


def eyebrow(post: Post, setting: Setting, width: int) -> list[Row]:
    """What stands above the heading: the kind in a word, who speaks, if it is a key moment, if it was edited."""
    parts: list[list[tuple[str, Role]]] = []
    if word := KIND_WORDS[post.kind]:
        parts.append([(word, "kind")])
    if post.kind != "post" and post.author is not None:
        name, handle, role = post.author.name, post.author.handle, post.author.role
        who: list[tuple[str, Role]] = [(name, "author")] if name else []
        if handle:
            who.append((f" @{handle}" if name else f"@{handle}", "quiet"))
        if role:
            who.append((f", {role}" if who else role, "quiet"))
        if who:
            parts.append(who)
    if post.key:
        parts.append([("Key moment", "key")])
    if (edited := edited_at(post, setting)) is not None:
        parts.append([(f"{'u' if parts else 'U'}pdated{edited.removeprefix(' at')}", "quiet")])
    runs: list[tuple[str, Role]] = []
    for part in parts:
        if runs:
            runs.append((f" {setting.glyphs.dot} ", "quiet"))
        runs += part
    return parted(flow_runs(runs, width), setting.glyphs.dot) if runs else []


def edited_at(post: Post, setting: Setting) -> str | None:
    """When it was edited (" at 13:45"), None for a post of which it is not known by now that it was.

    "" where nobody says when: that is told only if anything may be told, since it was later than the post itself.
    """
    at = post.updated
    if not isinstance(at, datetime):
        return "" if at and setting.until is None else None
    if setting.until is not None and at > setting.until:
        return None
    return f" at {times.moment(at, post.when.at if post.when else at, setting.zone)}"


def words(post: Post, setting: Setting, width: int) -> list[Row]:
    """Heading and body in rows of at most `width` cells."""
    rows: list[Row] = []
    if post.heading:
        rows += flow(post.heading, "key" if post.key else "heading", width, setting.marks)
    for number, part in enumerate(_parts(post, setting, width)):
        if number > 0:
            rows.append(_BLANK)
        rows += part
    return rows


def _parts(post: Post, setting: Setting, width: int) -> Iterator[list[Row]]:
    """The body's parts: a paragraph, a quote, a whole list, a whole table."""
    for kind, group in groupby(post.body, key=lambda block: block.type):
        blocks: Sequence[Block] = tuple(group)
        if kind == "row":
            yield table([block.text for block in blocks], width, setting.glyphs, setting.marks)
        elif kind == "item":
            bullet: Row = (Piece(f"{setting.glyphs.bullet} ", "quiet"),)
            listed: list[Row] = []
            for block in blocks:
                listed += indent(flow(block.text, "text", width - 2, setting.marks), bullet, (Piece("  ", "text"),))
            yield listed
        elif kind == "quote" or (kind == "tweet" and post.kind != "tweet"):
            bar: Row = (Piece(f"{setting.glyphs.bar} ", "bar"),)
            quoted: list[Row] = []
            for block in blocks:
                quoted += [_BLANK] if quoted else []
                quoted += flow(block.text, "quote", width - 2, setting.marks)
            yield indent(quoted, bar, bar)
        else:
            for block in blocks:
                yield flow(block.text, "text", width, setting.marks)


def _now(setting: Setting) -> Row:
    """Where the playhead stands among posts that have happened and posts that have not, with a rule to the right."""
    label = f"{setting.glyphs.now} now"
    rule = setting.glyphs.rule * max(setting.width - width_of(label) - TIME_WIDTH - 3, 0)
    return (Piece(f"{' ' * TIME_WIDTH} {label}", "key"), Piece(f" {rule}", "bar"))


def _day(when: When, setting: Setting) -> Row:
    """A date and its zone, with a rule to the right edge."""
    date = times.long_date(when.at.astimezone(setting.zone).date())
    zone = times.zone_name(when.at, setting.zone)
    full = f"{date} {setting.glyphs.dot} {zone}" if zone else date
    short = times.short_date(when.at.astimezone(setting.zone).date())
    label = next((text for text in (full, date, short) if width_of(text) <= setting.width), "")
    rule = setting.glyphs.rule * max(setting.width - width_of(label) - 1, 0)
    return (Piece(label, "day"), Piece(f" {rule}" if rule else "", "bar"))

"""Which form a source has is told by what is in it, not by its name."""

import re
from importlib import import_module
from typing import cast

from feeds import clean
from feeds.patterns import pattern
from feeds.readers import lines
from feeds.readers.encoding import utf8
from feeds.readers.parsed import Parsed, Reader
from feeds.readers.source import Options, Skipped, Source, Unreadable

_NATIVE = "native"
MODULES = (_NATIVE, "written", "headed", "transcript", "pasted", "pieces")
"""The readers, most particular first: of two that are equally sure the first one reads."""

SURE = 0.9
"""A reader that is this sure is believed without asking the next: what is not needed is not imported."""

HEAD = 100_000
"""How many characters a reader gets to see before it says how sure it is."""

_FOREIGN = (
    (pattern(r"\{\s*\"|\{\s*\Z|\[\s*[\[{\"\d]"), "JSON, but not the native form: a header and then one post a line"),
    (pattern(r"<(?:\?xml|rss|feed)\b", re.IGNORECASE), "an XML file, which cannot be read"),
    (pattern(r"<(?:!doctype|[a-z][a-z0-9]*[\s>])", re.IGNORECASE), "HTML, which cannot be read; its text can"),
    (pattern(r"\{\\rtf"), "an RTF document, which cannot be read; its text can"),
)
"""How texts begin that are no day's text, though they may hold one."""


def read(source: Source, options: Options) -> Parsed:
    """What the fitting reader makes of `source`. Raises Unreadable for no text, no known form, or nothing in it."""
    text, amiss = utf8(source)
    reader = reader_for(text)
    parsed = reader.read(text, options)
    if parsed.form != _NATIVE:  # a line of that is no text, but has some
        amiss += _too_long(text)
    if not amiss:
        return parsed
    skipped = tuple(sorted((*parsed.skipped, *amiss), key=lambda each: each.line or 0))
    return Parsed(parsed.form, parsed.day, skipped, parsed.lines, parsed.notes)


def _too_long(source: Source) -> tuple[Skipped, ...]:
    """The lines that are not read to their end."""
    if len(source.data) <= clean.MAX_CHARS:
        return ()
    rows = lines.raw(lines.decode(source.data))
    reason = f"longer than {clean.MAX_CHARS:,} characters; the rest of it is left out"
    return tuple(
        Skipped(source.name, number, reason) for number, row in enumerate(rows, 1) if len(row) > clean.MAX_CHARS
    )


def reader_for(source: Source) -> Reader:
    """The reader that is surest of `source`, whose data is UTF-8. Raises Unreadable if none is sure at all."""
    head = source.data[: 4 * HEAD].decode("utf-8", "replace")[:HEAD]
    best: Reader | None = None
    surest = 0.0
    for name in MODULES:
        reader = cast("Reader", import_module(f"feeds.readers.{name}"))
        sure = reader.sniff(head, source.name)
        if sure > surest:
            best, surest = reader, sure
        if surest >= SURE:
            break
        if name == _NATIVE:
            _refuse_foreign(source, head)
    if best is None:
        raise Unreadable(source.name, None, "no form that is known here: not JSONL, no live blog and no article")
    return best


def _refuse_foreign(source: Source, head: str) -> None:
    start = head[:1_000].lstrip()
    for beginning, reason in _FOREIGN:
        if beginning.match(start):
            raise Unreadable(source.name, None, reason)

"""A post is read right from its line in a native file, where it is shown before it has been imported.

Lines as programs write them are all that is understood here; of any other the validator says what it is. It is right
about these as well, but what draws a day starts a good deal sooner without it.
"""

import json
import math
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar, get_args

from feeds.model import Author, Basis, Block, BlockType, Kind, Model, Origin, Post, Reading, Status, When
from feeds.patterns import pattern

M = TypeVar("M", bound=Model)
T = TypeVar("T")

_INSTANT = pattern(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)", re.ASCII)


def post(line: bytes) -> Post | None:
    """The post on `line`, cleaned; None for a line that is not an ordinary one."""
    try:
        return _post(json.loads(line.decode()))
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        return None


def _part(model: Callable[..., M], **fields: Callable[[Any], object]) -> Callable[[Any], M]:
    """What makes a `model` of an object that has no other than these fields."""

    def made(raw: Any) -> M:
        return model(**{name: fields[name](said) for name, said in raw.items()})

    return made


def _many(each: Callable[[Any], T]) -> Callable[[Any], tuple[T, ...]]:
    def made(raw: Any) -> tuple[T, ...]:
        return tuple([each(one) for one in _a(list, raw)])

    return made


def _a(kind: type[T], raw: Any) -> T:
    if type(raw) is not kind:
        raise TypeError
    return raw


def _text(raw: Any) -> str:
    return _a(str, raw)


def _flag(raw: Any) -> bool:
    return _a(bool, raw)


def _one_of(names: Any) -> Callable[[Any], str]:
    known = frozenset(get_args(names))

    def made(raw: Any) -> str:
        if raw not in known:
            raise ValueError
        return _text(raw)

    return made


def _instant(raw: Any) -> datetime:
    if not _INSTANT.fullmatch(raw):
        raise ValueError
    return datetime.fromisoformat(raw)


def _line_number(raw: Any) -> int:
    number = _a(int, raw)
    if number < 1:
        raise ValueError
    return number


def _value(raw: Any) -> int | float:
    if type(raw) is not int and not math.isfinite(_a(float, raw)):
        raise ValueError
    value: int | float = raw
    return value


_stretch = _part(When, at=_instant, earliest=_instant, latest=_instant, basis=_one_of(Basis), why=_text)
_origin = _part(Origin, file=_text, first_line=_line_number, last_line=_line_number, path=_text)
_reading = _part(
    Reading,
    contest=_text,
    group=_text,
    who=_text,
    measure=_text,
    value=_value,
    unit=_text,
    status=_one_of(Status),
    source=_text,
    text=_text,
    line=_line_number,
)
_post = _part(
    Post,
    id=_text,
    kind=_one_of(Kind),
    when=lambda raw: When.stated(_instant(raw)) if isinstance(raw, str) else _stretch(raw),
    updated=lambda raw: _instant(raw) if isinstance(raw, str) else _flag(raw),
    heading=_text,
    author=_part(Author, name=_text, handle=_text, role=_text),
    body=_many(_part(Block, type=_one_of(BlockType), text=_text)),
    key=_flag,
    url=_text,
    part_of=_text,
    cites=_many(_text),
    sent=_instant,
    origin=_origin,
    also=_many(_origin),
    readings=_many(_reading),
)

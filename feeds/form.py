"""The native form as programs write it, read and written by the standard library alone.

Lines that are not ordinary are not understood here: what becomes of them `feeds.validation` says, which would say the
same of these. But it takes longer to load than a short day takes to read, and what draws a day never needs it.
"""

import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import fields as fields_of
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar, get_args

from feeds.model import (
    Author,
    Basis,
    Block,
    BlockType,
    Contest,
    Header,
    Kind,
    Model,
    Order,
    Origin,
    Post,
    Reading,
    Status,
    When,
)
from feeds.patterns import pattern

M = TypeVar("M", bound=Model)
T = TypeVar("T")

_DATE = pattern(r"\d{4}-\d\d-\d\d", re.ASCII)
_INSTANT = pattern(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)", re.ASCII)


class Fault(NamedTuple):
    """One thing that is wrong: in which field of which (`place`, from the outermost inwards), and why, in words."""

    place: tuple[str | int, ...]
    reason: str


class Invalid(ValueError):  # noqa: N818 -- a state of the data
    """Data that make no model: all their `faults`, at least one; `half_character` if it is JSON but for such a one."""

    def __init__(self, faults: tuple[Fault, ...], half_character: bool) -> None:
        super().__init__("; ".join(fault.reason for fault in faults))
        self.faults = faults
        self.half_character = half_character


def post(line: bytes) -> Post | None:
    """The post on `line`, cleaned; None for a line that is not an ordinary one."""
    try:
        return _post(json.loads(line.decode()))
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        return None


def header(raw: Mapping[str, Any]) -> Header | None:
    """The header that the object `raw` is, cleaned; None for one that is not ordinary."""
    try:
        return _header(raw)
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def written(value: Model) -> str:
    """`value` as one line of JSON, without what it says by saying nothing."""
    return json.dumps(fields(value), ensure_ascii=False, separators=(",", ":"))


def fields(value: Model, *, sparse: bool = True) -> dict[str, Any]:
    """`value` as a JSON object; if `sparse`, without what it says by saying nothing."""
    said = {}
    for name, default in _DEFAULTS[type(value)]:
        each = getattr(value, name)
        if not sparse or (each is not default and each != default):
            said[name] = _plain(each, sparse)
    return said


_DEFAULTS: dict[type[Model], list[tuple[str, object]]] = {
    model: [(field.name, field.default) for field in fields_of(model)]
    for model in (Author, Block, Contest, Header, Origin, Post, Reading, When)
}


def _plain(value: Any, sparse: bool) -> object:
    if isinstance(value, tuple):
        return [_plain(each, sparse) for each in value]
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return fields(value, sparse=sparse) if isinstance(value, Model) else value


def _part(model: Callable[..., M], **readers: Callable[[Any], object]) -> Callable[[Any], M]:
    """What makes a `model` of an object that has no other fields than these."""

    def made(raw: Any) -> M:
        return model(**{name: readers[name](said) for name, said in raw.items()})

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


def _date(raw: Any) -> date:
    if not _DATE.fullmatch(raw):
        raise ValueError
    return date.fromisoformat(raw)


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
_stretch = _part(When, at=_instant, earliest=_instant, latest=_instant, basis=_one_of(Basis), why=_text)
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
_header = _part(
    Header,
    title=_text,
    date=_date,
    timezone=_text,
    contests=_many(_part(Contest, name=_text, groups=_many(_text), who=_many(_text), previous=_text)),
    order=_one_of(Order),
)

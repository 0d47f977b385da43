"""Posts as the archive keeps them: in the native form, and read back without looking at their text again.

What an archive holds went through the models when it was imported. So nothing is validated or cleaned a second time:
the models are filled as they stand, which takes a fraction of the time and makes the same posts.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import MISSING, fields
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar

from feeds import form
from feeds.archive.faults import Damaged
from feeds.model import Author, Block, Header, Model, Origin, Post, Reading, When

M = TypeVar("M", bound=Model)
Raw = dict[str, Any]


def written(post: Post) -> str:
    """`post` in the native form, without what it says by saying nothing."""
    return form.written(post)


def read(native: str | bytes) -> Post:
    """The post that `written` made `native` of, or that stands so in a native file and is `validation.plain`.

    Raises ValueError if it was never that.
    """
    try:
        raw: Raw = json.loads(native)
        for name, restored in _RESTORED.items():
            if name in raw:
                raw[name] = restored(raw[name])
        return _post(raw)
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"not a post of an archive ({error})") from error


def read_readings(written: str) -> tuple[Reading, ...]:
    """The readings that stand in the list `written`, as a post in the native form has it."""
    return tuple([_reading(each) for each in json.loads(written)])


class Glimpse(Post):
    """The post that `read` reads, each field of which is made of the native form when somebody asks for it.

    That is for those who look through a whole archive, of which most posts are nothing to them. It equals no Post.
    """

    __slots__ = ("_raw",)
    _raw: Raw

    def __init__(self, raw: Raw) -> None:
        object.__setattr__(self, "_raw", raw)

    def __getattr__(self, name: str) -> Any:
        """The field of that `name`, which nobody has asked for yet."""
        if name not in _FIELDS:
            raise AttributeError(name)
        raw = self._raw
        value = _FIELDS[name]
        try:
            if name in raw:
                value = _RESTORED[name](raw[name]) if name in _RESTORED else raw[name]
        except _WRONG as error:
            raise broken() from error
        object.__setattr__(self, name, value)
        return value

    @property
    def text(self) -> str:
        """See Post."""
        raw = self._raw
        try:
            parts = [raw["heading"]] if raw.get("heading") else []
            return "\n".join([*parts, *[block["text"] for block in raw.get("body", ())]])
        except _WRONG as error:
            raise broken() from error


_WRONG = (AttributeError, KeyError, TypeError, ValueError)
"""What comes of a post that is not as it was written."""

_FIELDS = {field.name: field.default for field in fields(Post)}


def glimpses(natives: Iterable[str]) -> Iterator[Glimpse]:
    """Glimpses at several posts, which are parsed together: that is quicker. Raises Damaged, and so do they."""
    try:
        return map(Glimpse, json.loads(f"[{','.join(natives)}]"))
    except ValueError as error:
        raise broken() from error


def broken() -> Damaged:
    """What there is to say where a post of an archive is not as it was written."""
    return Damaged("the archive cannot be read any more (a post is broken)")


def written_header(header: Header) -> str:
    """`header` as JSON."""
    return form.written(header)


def read_header(written: str) -> Header:
    """The header that `written_header` made `written` of. Raises ValueError if it was never that."""
    header = form.header(json.loads(written))
    if header is None:
        raise ValueError("not a header of an archive")
    return header


def _filling(model: type[M]) -> Callable[[Raw], M]:
    """What fills a `model` with fields that are known to be right, past the doors that they have been through."""
    slots = [(field.name, field.default, getattr(model, field.name).__set__) for field in fields(model)]  # type: ignore[arg-type]
    required = [(name, assign) for name, default, assign in slots if default is MISSING]
    optional = [(name, default, assign) for name, default, assign in slots if default is not MISSING]

    def filled(raw: Raw) -> M:
        made = model.__new__(model)
        for name, assign in required:
            assign(made, raw[name])
        for name, default, assign in optional:
            assign(made, raw.get(name, default))
        return made

    return filled


_post, _when, _author, _block, _origin, _reading = (
    _filling(Post),
    _filling(When),
    _filling(Author),
    _filling(Block),
    _filling(Origin),
    _filling(Reading),
)


def _restored_when(raw: Raw | str) -> When:
    if isinstance(raw, str):
        instant = datetime.fromisoformat(raw)
        return _when({"at": instant, "earliest": instant, "latest": instant, "basis": "stated"})
    at = raw["at"]
    instant = datetime.fromisoformat(at)
    edges = {name: instant if raw[name] == at else datetime.fromisoformat(raw[name]) for name in ("earliest", "latest")}
    return _when({**raw, "at": instant, **edges})


@lru_cache(maxsize=1_024)
def _shared_author(items: tuple[tuple[str, str | None], ...]) -> Author:
    return _author(dict(items))


_RESTORED: dict[str, Callable[[Any], Any]] = {
    "when": _restored_when,
    "author": lambda raw: _shared_author(tuple(raw.items())),
    "cites": tuple,
    "body": lambda raw: tuple([_block(each) for each in raw]),
    "updated": lambda raw: raw if isinstance(raw, bool) else datetime.fromisoformat(raw),
    "sent": datetime.fromisoformat,
    "origin": _origin,
    "also": lambda raw: tuple([_origin(each) for each in raw]),
    "readings": lambda raw: tuple([_reading(each) for each in raw]),
}

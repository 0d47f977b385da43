"""Whatever comes from outside as JSON becomes models or is told what is wrong with it; the one module of pydantic.

It takes long to load, so nobody does who can do without: what is ordinary `feeds.form` reads.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import MISSING
from dataclasses import fields as fields_of
from functools import cache
from inspect import cleandoc
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic_core import CoreSchema, ErrorDetails, SchemaValidator, ValidationError, core_schema

from feeds import clean, model
from feeds.form import Fault, Invalid
from feeds.model import Finite, Header, LineNumber, Model, Post, Unfit, When

if TYPE_CHECKING:
    from pydantic import TypeAdapter


def post(line: bytes | str) -> Post:
    """The post that the JSON object on `line` is. Raises Invalid."""
    try:
        return _adapters()[0].validate_json(line)
    except ValidationError as error:
        raise _invalid(error) from None


def plain(line: bytes) -> dict[str, Any] | None:
    """The object on `line`, if it is a post as it stands there: nothing to clean, to convert or to leave out.

    That is much quicker told than a post is made. None if it may be one all the same, or none: `post` says.
    """
    try:
        raw: dict[str, Any] = _PLAIN_POST.validate_json(line)
        when = raw.get("when")
        if isinstance(when, dict) and not (_moment(when["earliest"]) <= _moment(when["at"]) <= _moment(when["latest"])):
            return None
        for name in ("when", "updated", "sent"):
            if isinstance(raw.get(name), str):
                _moment(raw[name])
    except ValueError:
        return None
    return raw


def _moment(stamp: str) -> dt.datetime:
    at = dt.datetime.fromisoformat(stamp)
    if not dt.MINYEAR < at.year < dt.MAXYEAR:
        raise ValueError("a time must lie in the years 2 to 9998")
    return at


def header(raw: Mapping[str, Any]) -> Header:
    """The header that the object `raw` is. Raises Invalid."""
    try:
        return _adapters()[1].validate_python(raw)
    except ValidationError as error:
        raise _invalid(error) from None


def schemas() -> dict[str, Any]:
    """The JSON Schema of every model that a header and a post are made of, by its name."""
    from pydantic import TypeAdapter

    posts, headers = _adapters()
    _, whole = TypeAdapter.json_schemas([(Header, "validation", headers), (Post, "validation", posts)])
    definitions: dict[str, Any] = whole["$defs"]
    for name, each in definitions.items():  # older pydantics leave out what a dataclass says of itself
        each.setdefault("description", cleandoc(getattr(model, name).__doc__))
    return definitions


@cache
def _adapters() -> "tuple[TypeAdapter[Post], TypeAdapter[Header]]":
    # Imported when a line is met that is neither plain nor ordinary: this is by far the most of what it takes to load.
    from pydantic import TypeAdapter

    return TypeAdapter(Post), TypeAdapter(Header)


def _invalid(error: ValidationError) -> Invalid:
    found = error.errors(include_url=False)
    half_character = found[0]["type"] == "json_invalid" and "hex escape" in found[0]["msg"]
    return Invalid(tuple(map(_fault, found)), half_character)


def _fault(found: ErrorDetails) -> Fault:
    context = found.get("ctx", {})
    error = context.get("error")
    place = found["loc"] if not isinstance(error, Unfit) or error.field is None else (*found["loc"], error.field)
    where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place).lstrip(".")
    match found["type"]:
        case "json_invalid":
            at = str(error or "").replace(" at line 1 column ", " at column ")
            return Fault(place, clean.line(f"not a whole line of JSON ({at})"))
        case "dataclass_type" if not place:
            return Fault(place, "not a JSON object")
        case "unexpected_keyword_argument":
            return Fault(place, clean.line(f"unknown field {where!r}")[:120])
        case "missing":
            return Fault(place, f"no {where!r}")
        case "value_error":
            message = str(error or found["msg"])
        case _:
            message = found["msg"].replace("Input should be ", "should be ")
    return Fault(place, clean.line(f"{where}: {message}" if where else message)[:200])


_CHAR = f"(?:[{clean.PLAIN}]\ufe0f?)"
_WORDS = f"{_CHAR}+(?: {_CHAR}+)*"
_PLAIN_LINE = f"^{_WORDS}$"
_PLAIN_TEXTS = {
    clean.line: _PLAIN_LINE,
    clean.block: f"^{_WORDS}(?:\n+{_WORDS})*$",
    clean.handle: f"^[{clean.PLAIN}&&[^@]]{_CHAR}*(?: {_CHAR}+)*$",
    clean.url: "^https?://[!-~]{1,2000}$",
}
_STAMP = core_schema.str_schema(
    pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:[0-9]{2})$"
)


def _plain_schema(model: type[Model]) -> CoreSchema:
    """What `plain` lets pass for a `model`: its fields, without null, and every text as its door would leave it."""
    hints = get_type_hints(model, include_extras=True)
    made = {}
    for field in fields_of(model):  # type: ignore[arg-type]
        pattern = _PLAIN_TEXTS.get(model._doors.get(field.name), _PLAIN_LINE)  # type: ignore[arg-type]
        schema = _plain_value(hints[field.name], pattern)
        made[field.name] = core_schema.typed_dict_field(schema, required=field.default is MISSING)
    return core_schema.typed_dict_schema(made, strict=True, extra_behavior="forbid")


def _plain_value(of: Any, pattern: str) -> CoreSchema:
    if of == LineNumber:
        return core_schema.int_schema(strict=True, ge=1)
    if of == Finite:
        return core_schema.float_schema(strict=True, allow_inf_nan=False)
    if get_origin(of) is Annotated:  # a when: spelled out, or a bare stamp
        return core_schema.union_schema([_STAMP, _plain_schema(When)])
    if get_origin(of) is Literal:
        return core_schema.literal_schema(list(get_args(of)))
    if get_origin(of) is tuple:
        return core_schema.list_schema(_plain_value(get_args(of)[0], pattern), strict=True)
    if get_origin(of) in (UnionType, Union):
        ways: list[Any] = [_plain_value(each, pattern) for each in get_args(of) if each is not type(None)]
        only: CoreSchema = ways[0]
        return only if len(ways) == 1 else core_schema.union_schema(ways)
    if of is dt.datetime:
        return _STAMP
    if of is str:
        return core_schema.str_schema(pattern=pattern, max_length=clean.MAX_CHARS, strict=True)
    if of is bool or of is int:
        return core_schema.bool_schema(strict=True) if of is bool else core_schema.int_schema(strict=True)
    return _plain_schema(of)


_PLAIN_POST = SchemaValidator(_plain_schema(Post))

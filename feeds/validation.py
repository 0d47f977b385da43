"""What comes from outside as JSON becomes models, models become JSON; the one module that knows pydantic.

What draws a day never needs it: an archive holds what has been through here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from feeds import clean
from feeds.model import Contest, Header, Model, Post, Reading, Unfit

_POST = TypeAdapter(Post)
_HEADER = TypeAdapter(Header)
_ADAPTERS: dict[type[Model], TypeAdapter[Any]] = {
    Post: _POST,
    Header: _HEADER,
    Contest: TypeAdapter(Contest),
    Reading: TypeAdapter(Reading),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: in which field of which (`place`, from the outermost inwards), and why, in words."""

    place: tuple[str | int, ...]
    reason: str


class Invalid(ValueError):  # noqa: N818 -- a state of the data
    """Data that make no model: all their `faults`, at least one; `half_character` if it is JSON but for such a one."""

    def __init__(self, faults: tuple[Fault, ...], half_character: bool) -> None:
        super().__init__("; ".join(fault.reason for fault in faults))
        self.faults = faults
        self.half_character = half_character


def post(line: bytes | str) -> Post:
    """The post that the JSON object on `line` is. Raises Invalid."""
    try:
        return _POST.validate_json(line)
    except ValidationError as error:
        raise _invalid(error) from None


def header(raw: Mapping[str, Any]) -> Header:
    """The header that the object `raw` is. Raises Invalid."""
    try:
        return _HEADER.validate_python(raw)
    except ValidationError as error:
        raise _invalid(error) from None


def written(value: Model) -> str:
    """A post, header, reading or contest as one line of JSON, without what it says by saying nothing."""
    return _ADAPTERS[type(value)].dump_json(value, exclude_defaults=True).decode()


def fields(value: Model, *, sparse: bool = False) -> dict[str, Any]:
    """The same as an object; if `sparse`, without what it says by saying nothing."""
    made: dict[str, Any] = _ADAPTERS[type(value)].dump_python(value, mode="json", exclude_defaults=sparse)
    return made


def schemas() -> dict[str, Any]:
    """The JSON Schema of every model that a header and a post are made of, by its name."""
    _, whole = TypeAdapter.json_schemas([(Header, "validation", _HEADER), (Post, "validation", _POST)])
    definitions: dict[str, Any] = whole["$defs"]
    return definitions


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

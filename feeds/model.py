"""The day and what it is made of: frozen dataclasses of clean text, which are also the native form's schema.

Whoever makes one of them, its text has been through `feeds.clean` and its times have an offset before anybody sees it.
What comes from outside as JSON is checked in its types as well: see `feeds.validation`.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Annotated, Any, ClassVar, Literal, Protocol
from zoneinfo import ZoneInfo

from feeds import clean
from feeds.clocktimes import zone

_MINUTE = dt.timedelta(minutes=1)

Kind = Literal["post", "tweet", "announcement", "summary", "article", "comment"]
Basis = Literal["stated", "id", "cited", "scheduled", "inferred"]
EXACT = frozenset[Basis](("stated", "id"))
"""A time on such a basis is one that somebody wrote down."""
BlockType = Literal["paragraph", "quote", "item", "tweet", "row"]
Status = Literal["forecast", "poll", "reported", "declared", "recalled", "corrected", "rounded"]
Order = Literal["oldest-first", "newest-first"]

_Doors = Mapping[str, Callable[[Any], Any]]
"""What a value of outside goes through, by the name of its field."""


class _Bounded:
    """What a type does not say of its values, in the words of pydantic's schemas: it asks for them by this method."""

    def __init__(self, **bounds: Any) -> None:
        self._bounds = bounds

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> dict[str, Any]:
        return {**handler(source), **self._bounds}


class _OrBareInstant:
    """In JSON a bare ISO 8601 instant stands for a stated time. As `_Bounded`, for pydantic."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> dict[str, Any]:
        def spelled_out(value: Any) -> Any:
            if isinstance(value, (str, datetime)):
                return {"at": value, "earliest": value, "latest": value, "basis": "stated"}
            return value

        return {
            "type": "function-before",
            "function": {"type": "no-info", "function": spelled_out},
            "schema": handler(source),
            "json_schema_input_schema": handler.generate_schema(datetime | source),
        }


LineNumber = Annotated[int, _Bounded(ge=1)]
Finite = Annotated[float, _Bounded(allow_inf_nan=False)]


class Unfit(ValueError):  # noqa: N818 -- a state of the value
    """A value that a model refuses: str() says why; `field` is the one to blame, None for how several go together."""

    def __init__(self, reason: str, field: str | None = None) -> None:
        super().__init__(reason)
        self.field = field


def _instant(value: datetime) -> datetime:
    """An instant with a fixed offset of whole minutes, so that it is written as it is and read back equal.

    A bare clock time is somebody's, and nobody said whose; at the calendar's two ends there is no room for a zone.
    """
    offset = value.utcoffset()
    if offset is None:
        raise ValueError("a time needs its offset, as in 2016-09-24T11:45:00+01:00")
    if not dt.MINYEAR < value.year < dt.MAXYEAR:
        raise ValueError("a time must lie in the years 2 to 9998")
    if isinstance(value.tzinfo, ZoneInfo) or offset % _MINUTE:
        return value.astimezone(dt.UTC if offset % _MINUTE else dt.timezone(offset))
    return value


def _update(value: bool | datetime) -> bool | datetime:
    return value if isinstance(value, bool) else _instant(value)


def _lines(values: Iterable[str]) -> tuple[str, ...]:
    return tuple([clean.line(value) for value in values])


class Model:
    """Immutable. Every field of text or time goes through its door when one is made, and stays clean.

    How models are compared and shown is written here: methods of their own would be compiled for each at every start.
    """

    __slots__: tuple[str, ...] = ()
    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}  # an unknown field is a mistake to report
    _doors: ClassVar[_Doors] = {}

    def __post_init__(self) -> None:
        for name, door in self._doors.items():
            value = getattr(self, name)
            if value is None:
                continue
            try:
                let_in = door(value)
            except ValueError as error:
                raise Unfit(str(error), name) from error
            if let_in is not value:
                object.__setattr__(self, name, let_in)

    def __eq__(self, other: object) -> bool:
        return self._values() == other._values() if isinstance(other, type(self)) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in zip(self.__slots__, self._values(), strict=True))
        return f"{type(self).__name__}({shown})"

    def _values(self) -> tuple[Any, ...]:
        """The values of the fields, in their order."""
        return tuple([getattr(self, name) for name in self.__slots__])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Author(Model):
    """Who speaks: `name`, account `handle` without `@`, `role` ("chair of the NEC")."""

    _doors: ClassVar[_Doors] = {"name": clean.line, "handle": clean.handle, "role": clean.line}

    name: str | None = None
    handle: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Block(Model):
    """One block of a post's body; consecutive `item`s are a list, consecutive `row`s a table of figures."""

    _doors: ClassVar[_Doors] = {"text": clean.block}

    type: BlockType
    text: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class When(Model):
    """A post's time: the best estimate `at`, the interval it lies in, on what basis, and `why` in one sentence.

    Only `stated` and `id` are times that somebody wrote down; all others are drawn with a tilde.
    """

    _doors: ClassVar[_Doors] = {"at": _instant, "earliest": _instant, "latest": _instant, "why": clean.line}

    at: datetime
    earliest: datetime
    latest: datetime
    basis: Basis
    why: str | None = None

    def __post_init__(self) -> None:
        Model.__post_init__(self)
        if not self.earliest <= self.at <= self.latest:
            raise Unfit("a time must lie between its earliest and its latest")

    @classmethod
    def stated(cls, at: datetime, why: str | None = None) -> "When":
        """A time that the source states."""
        return cls(at=at, earliest=at, latest=at, basis="stated", why=why)

    @property
    def exact(self) -> bool:
        """Whether the source states this time, in words or in an id."""
        return self.basis in EXACT


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Origin(Model):
    """Where a post stands in its source: lines, 1-based and inclusive, or a path inside a structured file."""

    _doors: ClassVar[_Doors] = {"file": clean.line, "path": clean.line}

    file: str
    first_line: LineNumber | None = None
    last_line: LineNumber | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Reading(Model):
    """One figure that somebody said in one post.

    `value` is votes, people or, where `unit` is "%", per cent; `text` the words it was read from; `line` 1-based in the
    origin's file; `source` who said it; `contest` a Contest's name.
    """

    _doors: ClassVar[_Doors] = dict.fromkeys(
        ("contest", "group", "who", "measure", "unit", "source", "text"), clean.line
    )

    contest: str | None = None
    group: str
    who: str | None = None
    measure: str
    value: int | Finite
    unit: str
    status: Status
    source: str | None = None
    text: str
    line: LineNumber | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Contest(Model):
    """A contest that the day follows: its groups of voters and who stands; `previous` names an earlier contest."""

    _doors: ClassVar[_Doors] = {"name": clean.line, "groups": _lines, "who": _lines, "previous": clean.line}

    name: str
    groups: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    previous: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Post(Model):
    """One event of the stream. An embedded tweet is a Post of its own whose `part_of` names the post that shows it."""

    _doors: ClassVar[_Doors] = {
        "id": clean.line,
        "updated": _update,
        "heading": clean.line,
        "url": clean.url,
        "part_of": clean.line,
        "cites": _lines,
        "sent": _instant,
    }

    id: str
    kind: Kind
    when: Annotated[When | None, _OrBareInstant()] = None
    updated: bool | datetime = False
    heading: str | None = None
    author: Author | None = None
    body: tuple[Block, ...] = ()
    key: bool = False
    url: str | None = None
    part_of: str | None = None
    cites: tuple[str, ...] = ()
    """The ids of the posts that this one names: by their time, as in "(see 10.40am)", or by their address."""
    sent: datetime | None = None
    origin: Origin | None = None
    also: tuple[Origin, ...] = ()
    """Where else the post stands, if several sources have it."""
    readings: tuple[Reading, ...] = ()

    @property
    def text(self) -> str:
        """Heading and body as plain text, one block a line."""
        parts = [self.heading] if self.heading else []
        return "\n".join([*parts, *(block.text for block in self.body)])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Header(Model):
    """What is known of a day besides its posts."""

    _doors: ClassVar[_Doors] = {"title": clean.line, "timezone": clean.line}

    title: str = "Untitled day"
    date: dt.date | None = None
    timezone: str = "UTC"
    contests: tuple[Contest, ...] = ()
    order: Order = "oldest-first"

    def __post_init__(self) -> None:
        Model.__post_init__(self)
        zone(self.timezone)

    @property
    def zone(self) -> tzinfo:
        """The event's own zone."""
        return zone(self.timezone)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Day(Model):
    """A header and its posts, in the order that `header.order` says."""

    header: Header = Header()
    posts: tuple[Post, ...] = ()

    def oldest_first(self) -> "Day":
        """The same day, its posts turned so that the oldest comes first; embedded tweets stay behind their post."""
        if self.header.order == "oldest-first":
            return self
        groups: list[list[Post]] = []
        for post in self.posts:
            if groups and post.part_of is not None and post.part_of == groups[-1][0].id:
                groups[-1].append(post)
            else:
                groups.append([post])
        posts = tuple(post for group in reversed(groups) for post in group)
        return Day(header=replace(self.header, order="oldest-first"), posts=posts)


class AnyDay(Protocol):
    """A day wherever its posts are kept: a Day, or one in an archive, whose posts are read whenever they are needed."""

    @property
    def header(self) -> Header:
        """What is known besides the posts."""

    @property
    def posts(self) -> Sequence[Post]:
        """The posts, in the order that the header says."""

"""The day and what it is made of: frozen pydantic models, which are also the native form's schema."""

import datetime as dt
from datetime import datetime, tzinfo
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, FiniteFloat, model_validator

from feeds import clean
from feeds.clocktimes import zone

_MINUTE = dt.timedelta(minutes=1)

Kind = Literal["post", "tweet", "announcement", "summary", "article", "comment"]
Basis = Literal["stated", "id", "cited", "scheduled", "inferred"]
BlockType = Literal["paragraph", "quote", "item", "tweet", "row"]
Status = Literal["forecast", "poll", "reported", "declared", "recalled", "corrected", "rounded"]
Order = Literal["oldest-first", "newest-first"]

Line = Annotated[str, AfterValidator(clean.line)]
"""Text from outside on one line."""
Text = Annotated[str, AfterValidator(clean.block)]
"""Text from outside that may hold line breaks."""
Url = Annotated[str | None, AfterValidator(clean.url)]
Handle = Annotated[str | None, AfterValidator(clean.handle)]


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


Instant = Annotated[datetime, AfterValidator(_instant)]


class Model(BaseModel):
    """Immutable, and strict about names: an unknown field is a mistake to report."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Author(Model):
    """Who speaks: `name`, account `handle` without `@`, `role` ("chair of the NEC")."""

    name: Line | None = None
    handle: Handle = None
    role: Line | None = None


class Block(Model):
    """One block of a post's body; consecutive `item`s are a list, consecutive `row`s a table of figures."""

    type: BlockType
    text: Text


class When(Model):
    """A post's time: the best estimate `at`, the interval it lies in, on what basis, and `why` in one sentence.

    Only `stated` and `id` are times that somebody wrote down; all others are drawn with a tilde.
    """

    at: Instant
    earliest: Instant
    latest: Instant
    basis: Basis
    why: Line | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.earliest <= self.at <= self.latest:
            raise ValueError("a time must lie between its earliest and its latest")
        return self

    @classmethod
    def stated(cls, at: datetime, why: str | None = None) -> "When":
        """A time that the source states."""
        return cls(at=at, earliest=at, latest=at, basis="stated", why=why)

    @property
    def exact(self) -> bool:
        """Whether the source states this time, in words or in an id."""
        return self.basis in ("stated", "id")


def _when(value: Any) -> Any:
    """A bare ISO 8601 instant stands for a stated time."""
    if isinstance(value, (str, datetime)):
        return {"at": value, "earliest": value, "latest": value, "basis": "stated"}
    return value


class Origin(Model):
    """Where a post stands in its source: lines, 1-based and inclusive, or a path inside a structured file."""

    file: Line
    first_line: int | None = Field(default=None, ge=1)
    last_line: int | None = Field(default=None, ge=1)
    path: Line | None = None


class Reading(Model):
    """One figure that somebody said in one post.

    `value` is votes, people or, where `unit` is "%", per cent; `text` the words it was read from; `line` 1-based in the
    origin's file; `source` who said it; `contest` a Contest's name.
    """

    contest: Line | None = None
    group: Line
    who: Line | None = None
    measure: Line
    value: int | FiniteFloat
    unit: Line
    status: Status
    source: Line | None = None
    text: Line
    line: int | None = Field(default=None, ge=1)


class Contest(Model):
    """A contest that the day follows: its groups of voters and who stands; `previous` names an earlier contest."""

    name: Line
    groups: tuple[Line, ...] = ()
    who: tuple[Line, ...] = ()
    previous: Line | None = None


class Post(Model):
    """One event of the stream. An embedded tweet is a Post of its own whose `part_of` names the post that shows it."""

    id: Line
    kind: Kind
    when: Annotated[When | None, BeforeValidator(_when, json_schema_input_type=Instant | When | None)] = None
    updated: bool | Instant = False
    heading: Line | None = None
    author: Author | None = None
    body: tuple[Block, ...] = ()
    key: bool = False
    url: Url = None
    part_of: Line | None = None
    cites: tuple[Line, ...] = ()
    """The ids of the posts that this one names: by their time, as in "(see 10.40am)", or by their address."""
    sent: Instant | None = None
    origin: Origin | None = None
    also: tuple[Origin, ...] = ()
    """Where else the post stands, if several sources have it."""
    readings: tuple[Reading, ...] = ()

    @property
    def text(self) -> str:
        """Heading and body as plain text, one block a line."""
        parts = [self.heading] if self.heading else []
        return "\n".join([*parts, *(block.text for block in self.body)])


class Header(Model):
    """What is known of a day besides its posts."""

    title: Line = "Untitled day"
    date: dt.date | None = None
    timezone: Line = "UTC"
    contests: tuple[Contest, ...] = ()
    order: Order = "oldest-first"

    @model_validator(mode="after")
    def _known_zone(self) -> Self:
        zone(self.timezone)
        return self

    @property
    def zone(self) -> tzinfo:
        """The event's own zone."""
        return zone(self.timezone)


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
        return Day(header=self.header.model_copy(update={"order": "oldest-first"}), posts=posts)

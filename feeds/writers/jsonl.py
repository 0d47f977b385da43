"""The native form, written: a header line, then one post a line."""

import json
from collections.abc import Iterator

from feeds.model import Day, Header, Post

FORM_VERSION = 1


def chunks(day: Day) -> Iterator[bytes]:
    """The day as lines of UTF-8, each with its newline; what is read back equals `day`."""
    yield header(day.header).encode() + b"\n"
    for each in day.posts:
        yield post(each).encode() + b"\n"


def header(value: Header) -> str:
    """The header as one line of JSON."""
    fields = value.model_dump(mode="json", exclude_none=True, exclude={"contests"})
    contests = [contest.model_dump(mode="json", exclude_defaults=True) for contest in value.contests]
    order = fields.pop("order")
    whole = {"asithappened": FORM_VERSION, **fields, **({"contests": contests} if contests else {}), "order": order}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def post(value: Post) -> str:
    """One post as one line of JSON; fields that say nothing are left out."""
    return value.model_dump_json(exclude_defaults=True)

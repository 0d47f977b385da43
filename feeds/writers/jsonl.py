"""The native form, written: a header line, then one post a line."""

import json
from collections.abc import Iterator

from feeds import form
from feeds.model import Day, Header, Post

FORM_VERSION = 1


def chunks(day: Day) -> Iterator[bytes]:
    """The day as lines of UTF-8, each with its newline; what is read back equals `day`."""
    yield header(day.header).encode() + b"\n"
    for each in day.posts:
        yield post(each).encode() + b"\n"


def header(value: Header) -> str:
    """The header as one line of JSON."""
    fields = {**form.fields(value, sparse=False), "contests": form.fields(value).get("contests")}
    whole = {"asithappened": FORM_VERSION, **{name: said for name, said in fields.items() if said is not None}}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def post(value: Post) -> str:
    """One post as one line of JSON; fields that say nothing are left out."""
    return form.written(value)

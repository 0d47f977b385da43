"""Small days for tests of the archive."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from feeds.model import Block, Day, Header, Post, When

LONDON = ZoneInfo("Europe/London")
START = datetime(2016, 9, 24, 8, 0, tzinfo=LONDON)


def a_post(number: int, minutes: float, *texts: str, **fields: object) -> Post:
    when = When.stated(START + timedelta(minutes=minutes))
    body = tuple(Block(type="paragraph", text=text) for text in texts)
    return Post(**{"id": f"p{number}", "kind": "post", "when": when, "body": body, **fields})


def a_day(*posts: Post, **fields: object) -> Day:
    return Day(header=Header(**{"timezone": "Europe/London", **fields}), posts=posts)

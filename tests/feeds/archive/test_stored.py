"""What the archive reads back is what was written, without a second look at the text."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from operator import attrgetter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.archive import Damaged, stored
from feeds.model import Author, Block, Origin, Post, Reading, When

TEXTS = st.text(max_size=20)
INSTANTS = st.datetimes(datetime(1900, 1, 2), datetime(2100, 1, 1)).flatmap(  # noqa: DTZ001
    lambda at: st.integers(-12, 14).map(lambda hours: at.replace(tzinfo=timezone(timedelta(hours=hours))))
)
READING = Reading(group="overall", measure="share", value=61.8, unit="%", status="declared", text="61.8%", line=3)
COUNTED = Reading(group="overall", who="Ada", measure="votes", value=313_209, unit="", status="declared", text="x")


@st.composite
def posts(draw: st.DrawFn) -> Post:
    at = draw(INSTANTS)
    when = draw(
        st.none()
        | st.just(When.stated(at))
        | st.just(When(at=at, earliest=at - timedelta(minutes=5), latest=at, basis="inferred", why="between two"))
    )
    return Post(
        id=draw(TEXTS),
        kind=draw(st.sampled_from(["post", "tweet", "summary"])),
        when=when,
        updated=draw(st.booleans() | INSTANTS),
        heading=draw(st.none() | TEXTS),
        author=draw(st.none() | st.builds(Author, name=TEXTS, handle=st.none() | TEXTS)),
        body=tuple(Block(type="paragraph", text=text) for text in draw(st.lists(TEXTS, max_size=3))),
        key=draw(st.booleans()),
        url=draw(st.sampled_from([None, "https://example.org/1"])),
        part_of=draw(st.none() | TEXTS),
        sent=draw(st.none() | INSTANTS),
        origin=draw(st.none() | st.just(Origin(file="a.txt", first_line=1, last_line=2))),
        also=draw(st.sampled_from([(), (Origin(file="b.txt", path="p"), Origin(file="c.txt"))])),
        readings=draw(st.sampled_from([(), (READING,), (READING, COUNTED)])),
    )


@given(posts())
def test_what_is_read_is_what_was_written(post: Post) -> None:
    again = stored.read(stored.written(post))
    assert again == post
    assert stored.written(again) == stored.written(post)
    assert replace(again, id="other").text == post.text


@given(posts())
def test_a_glimpse_shows_what_is_read(post: Post) -> None:
    (glimpse,) = stored.glimpses([stored.written(post)])
    assert glimpse.text == post.text
    assert all(getattr(glimpse, field.name) == getattr(post, field.name) for field in fields(Post))


@pytest.mark.parametrize(
    "broken", ["{", "[]", "1", '{"when": {}}', '{"when": "2031-05-0C"}', '{"body": [1]}', '{"body": [{"kind": "x"}]}']
)
def test_a_glimpse_at_what_was_never_a_post_tells_damage(broken: str) -> None:
    with pytest.raises(Damaged):
        list(map(attrgetter("when", "text"), stored.glimpses([broken])))


@pytest.mark.parametrize("broken", ["", "{", "[]", "{}", '{"id": "a"}', '{"id": "a", "kind": "post", "when": {}}', "1"])
def test_what_was_never_a_post_is_refused(broken: str) -> None:
    with pytest.raises(ValueError):
        stored.read(broken)


def test_instants_keep_their_moment() -> None:
    at = datetime(2031, 5, 6, 7, 8, 9, 10, tzinfo=UTC)
    assert stored.read(stored.written(Post(id="a", kind="post", when=When.stated(at)))).when == When.stated(at)

"""Which posts a post cites: by their time, or by their address."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from feeds import citing
from feeds.ingest import ingest
from feeds.model import Block, Day, Header, Post, When
from feeds.readers.source import Source

START = datetime(2031, 5, 3, 6, 0, tzinfo=UTC)
"""Eight in the morning in Oslo."""


def post(name: str, minutes: float, text: str = "", basis: str = "stated", **fields: Any) -> Post:
    at = START + timedelta(minutes=minutes)
    when = When(at=at, earliest=at, latest=at, basis=basis)
    body = (Block(type="paragraph", text=text or f"The post {name}."),)
    return Post(**{"id": name, "kind": "post", "when": when, "body": body, **fields})


def cites(*posts: Post) -> dict[str, tuple[str, ...]]:
    day = citing.attach(Day(header=Header(timezone="Europe/Oslo"), posts=posts))
    return {each.id: each.cites for each in day.posts if each.cites}


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("Rain again (see 8.10am).", ("ferry",)),
        ("As I reported at 8.10am, the ferry is late.", ("ferry",)),
        ("All of it (see 8.10am and 8:30) is known.", ("ferry", "mayor")),
        ("(See 8.10pm.) A slip of the pen.", ("ferry",)),
        ("(see 8.11am)", ()),
        ("(see 9.40am)", ()),
        ("We open at 8.10am.", ()),
        ("It is all at https://pier.example/#mayor.", ("mayor",)),
        ("The page is https://pier.example/live", ()),
    ],
)
def test_a_time_or_an_address_names_a_post(text: str, cited: tuple[str, ...]) -> None:
    page = "https://pier.example/live"
    posts = (
        post("queue", 0, url=page),
        post("ferry", 10.5, url=page),
        post("guess", 11, basis="inferred"),
        post("mayor", 30, url="https://pier.example/#mayor"),
        post("who cites", 60, text),
        post("later", 100),
    )
    assert cites(*posts) == ({"who cites": cited} if cited else {})


def test_of_two_posts_in_a_minute_it_is_the_one_that_is_spoken_of() -> None:
    posts = (post("band", 10.2, "The band plays."), post("ferry", 10.7, "The ferry is late, says the harbour office."))
    assert cites(*posts, post("last", 60, "The band has gone (see 8.10am).")) == {"last": ("band",)}
    assert cites(*posts, post("last", 60, "The harbour office again (see 8.10am).")) == {"last": ("ferry",)}


def test_a_clock_time_is_that_of_the_last_day_before() -> None:
    posts = (post("one", 0), post("two", 24 * 60), post("last", 24 * 60 + 5, "See 8.00am."), post("three", 48 * 60))
    assert cites(*posts) == {"last": ("two",)}


def test_what_a_day_states_is_left_as_it_is() -> None:
    posts = (post("one", 0), post("two", 1, "See 8.00am."), post("three", 2, cites=("two",)))
    assert cites(*posts) == {"three": ("two",)}


def test_a_post_cites_neither_itself_nor_the_post_that_shows_it() -> None:
    own = post("one", 0, "I am https://pier.example/1", url="https://pier.example/1")
    tweet = post("two", 0, "More: https://pier.example/1", kind="tweet", part_of="one")
    assert cites(own, tweet) == {}


def test_what_is_read_from_text_cites_and_is_dated_by_it() -> None:
    text = "\n".join(
        (
            "Afternoon summary",
            "- The pier will be built. (See 10.40am.)",
            "- It rained on the band, and on everybody who had come to hear it.",
            "Updated",
            "The pier will be built, says the clerk",
            "It is the end of nine years of waiting on the quay, she says.",
            "Updated",
            "Good morning from the quay, where a queue has formed before the first ferry.",
        )
    )
    day = ingest([Source("quay.txt", text.encode())]).day
    (citer,) = [each for each in day.posts if each.cites]
    (cited,) = [each for each in day.posts if each.id == citer.cites[0]]
    assert "nine years" in cited.text
    assert cited.when is not None and cited.when.basis == "cited"
    assert f"{cited.when.at:%H:%M}" == "10:40"

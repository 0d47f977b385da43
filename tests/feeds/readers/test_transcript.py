"""A transcript becomes posts, tweets, announcements and summaries, and every line of it belongs to exactly one post."""

import datetime as dt
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.readers import transcript
from feeds.readers.parsed import Parsed
from feeds.readers.source import Options, Source, Unreadable

BLOG = """\
Afternoon summary
- The bridge is open, after a fashion.
- Ferrymen are unhappy. One said:
We were told it would sink.
That’s all from me for today.
Updated
Lee declared mayor
Bo Ray, the returning officer, is announcing the result.
Lee: 12,001 (60.1%)
Ray - 7,967 (39.9%)
Updated
This is from the Echo’s Cy Dow.
Never seen so many hats.
— Cy Dow (@cydow) May 6, 2021
Hats: 312
And that was before lunch.
Ann Lee, the harbour master, has been on the ferry. She said she was sorry. (See 9.05am.)
I am sorry about the goat.
Good morning. The polls close at 10.30am, and the result comes after that.
"""


def _read(text: str, **options: object) -> Parsed:
    return transcript.read(Source("day.txt", text.encode()), Options(**options))  # type: ignore[arg-type]


def _kinds(parsed: Parsed) -> list[tuple[str, int, int]]:
    return [
        (post.kind, post.origin.first_line, post.origin.last_line)
        for post in parsed.day.oldest_first().posts
        if post.origin and post.origin.first_line and post.origin.last_line
    ]


def test_posts_in_the_order_in_which_they_happened() -> None:
    assert _kinds(_read(BLOG)) == [
        ("post", 19, 19),
        ("post", 17, 18),
        ("post", 12, 16),
        ("tweet", 13, 15),
        ("announcement", 7, 11),
        ("summary", 1, 6),
    ]


def test_a_tweet_is_a_post_of_its_own_and_not_in_its_posts_body() -> None:
    parsed = _read(BLOG)
    tweet = next(post for post in parsed.day.posts if post.kind == "tweet")
    assert tweet.part_of == "day:12"
    assert tweet.author and (tweet.author.name, tweet.author.handle) == ("Cy Dow", "cydow")
    assert [(block.type, block.text) for block in tweet.body] == [
        ("tweet", "Never seen so many hats."),
        ("tweet", "Hats: 312"),
    ]
    post = next(post for post in parsed.day.posts if post.id == "day:12")
    assert [block.text for block in post.body] == ["This is from the Echo’s Cy Dow.", "And that was before lunch."]
    assert parsed.lines["day:12"] == (12, 16)
    assert parsed.lines[tweet.id] == (13, 15)


def test_blocks_are_typed() -> None:
    posts = {post.id: post for post in _read(BLOG).day.posts}
    assert [(block.type, block.text[:9]) for block in posts["day:1"].body] == [
        ("item", "The bridg"),
        ("item", "Ferrymen "),
        ("quote", "We were t"),
        ("paragraph", "That’s al"),
    ]
    assert [block.type for block in posts["day:7"].body] == ["paragraph", "row", "row"]
    assert [block.type for block in posts["day:17"].body] == ["paragraph", "quote"]


def test_headings_make_key_posts_and_updated_is_marked() -> None:
    posts = {post.id: post for post in _read(BLOG).day.posts}
    assert {ident: (post.heading, post.key, post.updated) for ident, post in posts.items() if post.heading} == {
        "day:1": ("Afternoon summary", True, True),
        "day:7": ("Lee declared mayor", True, True),
    }


def test_date_from_the_tweets_zone_from_dotted_times_and_a_title_that_gives_nothing_away() -> None:
    header = _read(BLOG).day.header
    assert (header.date, header.timezone) == (dt.date(2021, 5, 6), "Europe/London")
    assert header.title == "Live blog, 6 May 2021"
    assert header.order == "newest-first"


def test_a_match_by_its_minutes() -> None:
    match = """The ferry cup: as it happened
Saturday 3 May 2031

FT: Quay 2-1 Lighthouse. That is that, and the boats sound their horns for it.

90+3 min: GOAL! Quay 2-1 Lighthouse. A scramble, and in it goes.

88 min: Moe comes on for Berg, who gets a hand.

HT: Quay 0-1 Lighthouse. All the play and none of the goals.

22' – Lighthouse take the lead from a free kick.
"""
    parsed = _read(match)
    assert [post.text.split("\n")[0].split(" ")[0] for post in parsed.day.oldest_first().posts][:4] == [
        "22'",
        "HT:",
        "88",
        "90+3",
    ]
    assert parsed.day.header.date == dt.date(2031, 5, 3)


def test_what_the_user_says_goes() -> None:
    header = _read(BLOG, title="Hull", date=dt.date(2020, 1, 2), zone="Europe/Paris").day.header
    assert (header.title, header.date, header.timezone) == ("Hull", dt.date(2020, 1, 2), "Europe/Paris")


@pytest.mark.parametrize("change", ["crlf", "bom", "cr", "blank lines"])
def test_line_ends_and_marks_change_nothing(change: str) -> None:
    text = {"crlf": BLOG.replace("\n", "\r\n"), "cr": BLOG.replace("\n", "\r"), "bom": "\ufeff" + BLOG}.get(
        change, BLOG.replace("\n", "\n\n")
    )
    expected, found = _read(BLOG), _read(text)
    assert [(post.kind, post.text) for post in found.day.posts] == [
        (post.kind, post.text) for post in expected.day.posts
    ]
    assert transcript.sniff(text, "") > 0.8


def test_oldest_first_is_seen() -> None:
    text = "Good morning from Hull.\n* * *\nIt rains.\n* * *\nThat’s all from me for today.\n"
    assert _read(text).day.header.order == "oldest-first"


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_no_text_is_unreadable(data: bytes) -> None:
    with pytest.raises(Unreadable) as error:
        transcript.read(Source("empty.txt", data), Options())
    assert str(error.value) == "empty.txt: there is no text in it"


_LINE = st.one_of(
    st.sampled_from(
        [
            "",
            "Updated",
            "---",
            "A heading",
            "- an item",
            "Lee: 12,001",
            "— Cy Dow (@cydow) May 6, 2021",
            "This is from Cy.",
        ]
    ),
    st.text(max_size=80),
)


@given(st.lists(_LINE, min_size=1, max_size=25))
def test_every_line_belongs_to_exactly_one_post(rows: list[str]) -> None:
    text = "\n".join(rows)
    try:
        parsed = _read(text)
    except Unreadable:
        return
    posts = [post for post in parsed.day.oldest_first().posts if post.part_of is None]
    spans = sorted((post.origin.first_line, post.origin.last_line) for post in posts if post.origin)
    assert spans[0][0] == 1
    assert all(one[1] + 1 == other[0] for one, other in pairwise(spans))
    by_id = {post.id: post for post in parsed.day.posts}
    assert len(by_id) == len(parsed.day.posts)
    for post in parsed.day.posts:
        assert len(parsed.lines[post.id]) == len(post.body)
        assert post.origin and post.origin.first_line and post.origin.last_line
        assert all(post.origin.first_line <= number <= post.origin.last_line for number in parsed.lines[post.id])
        if post.part_of:
            outer = by_id[post.part_of].origin
            assert outer and outer.first_line and outer.last_line
            assert outer.first_line <= post.origin.first_line <= post.origin.last_line <= outer.last_line


def test_the_extracted_day(seed: Callable[[int], Path]) -> None:
    """Every line accounted for, tweets embedded where they stand, declarations and summary recognised."""
    path = seed(4)
    parsed = transcript.read(Source(path.name, path.read_bytes()), Options())
    kinds = _kinds(parsed)
    tops = [post for post in parsed.day.posts if post.part_of is None]
    tweets = [post for post in parsed.day.posts if post.kind == "tweet"]
    covered = sorted(
        number
        for post in tops
        if post.origin and post.origin.first_line and post.origin.last_line
        for number in range(post.origin.first_line, post.origin.last_line + 1)
    )
    assert covered == list(range(1, 371))
    assert len(tweets) == 27
    assert all(tweet.author and tweet.author.handle for tweet in tweets)
    assert [kind for kind, _, _ in kinds if kind == "announcement"] == ["announcement", "announcement"]
    assert kinds[-3:] == [("summary", 1, 20), ("tweet", 8, 9), ("tweet", 10, 11)]
    assert parsed.day.header.date == dt.date(2016, 9, 24)
    assert parsed.day.header.timezone == "Europe/London"

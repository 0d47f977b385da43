"""Markdown that was written here is read back: the posts, times and kinds, whatever the words look like."""

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from feeds.days import bundled
from feeds.ingest import ingest, read
from feeds.model import Author, Block, Day, Header, Kind, Post, When
from feeds.readers.parsed import Parsed
from feeds.readers.source import Options, Source, Unreadable
from feeds.writers import markdown, telling

SUMMER = dt.timezone(dt.timedelta(hours=2))
LOOKS = (
    "# A heading",
    "### 10:30 Another",
    "10:30",
    "~10:30 no time",
    "no time",
    "6 May 2031",
    "The result",
    "## The result",
    "tweet",
    "*tweet · key moment*",
    "key moment · updated",
    "- item\n- item",
    "1. one",
    "> quote",
    "---",
    "**Overall**",
    "* Ada: 3",
    "[a](b) ![c](<d e>) [source](<http://x.example>)",
    "a_b_c `d` ~~e~~ \\*f\\* \\",
    "&amp; &lt;b&gt; <b>",
    "one\n\ntwo\nthree",
    "| a | b |",
    "```",
)
looks = st.lists(st.sampled_from(LOOKS) | st.text("#*_>-+.1:~\\[]()<&; ab\n·@,", max_size=6), max_size=3).map(" ".join)
names = st.sampled_from(
    [None, Author(name="Ada Oar"), Author(handle="ada"), Author(name="A B", handle="ab", role="cox")]
)
minutes = st.integers(0, 2 * 24 * 60).map(
    lambda minute: dt.datetime(2031, 5, 6, tzinfo=SUMMER) + dt.timedelta(minutes=minute)
)
bodies = st.lists(
    st.builds(Block, type=st.sampled_from(["paragraph", "quote", "item", "tweet", "row"]), text=looks), max_size=4
)


@st.composite
def days(draw: st.DrawFn) -> Day:
    """In order of time; tweets may stand in the post before them."""
    posts: list[Post] = []
    for number, at in enumerate(sorted(draw(st.lists(minutes, min_size=1, max_size=6)))):
        guess = When(at=at, earliest=at, latest=at, basis="inferred", why="so")
        part_of = posts[-1].part_of or posts[-1].id if posts and draw(st.booleans()) else None
        kinds: list[Kind] = ["tweet"] if part_of else ["post", "tweet", "announcement", "summary", "article", "comment"]
        posts.append(
            Post(
                id=f"p{number}",
                kind=draw(st.sampled_from(kinds)),
                when=draw(st.sampled_from([When.stated(at), guess])),
                updated=draw(st.booleans() | minutes),
                heading=draw(looks) or None,
                author=draw(names),
                body=tuple(draw(bodies)),
                key=draw(st.booleans()),
                part_of=part_of,
                sent=draw(st.none() | minutes),
            )
        )
    title, date = draw(looks), draw(st.sampled_from([None, dt.date(2031, 5, 6)]))
    return Day(header=Header(title=title, date=date, timezone="Europe/Oslo"), posts=tuple(posts))


def written(day: Day) -> str:
    return b"".join(markdown.chunks(day)).decode()


def read_back(text: str, options: Options = Options()) -> Parsed:  # noqa: B008 - frozen
    (parsed,) = read([Source("b.md", text.encode())], options)
    return parsed


def words(post: Post) -> list[str]:
    """As they are written: a row's two cells have a colon between them."""
    rows = (
        ": ".join(telling.pair(block.text) or (block.text,)) if block.type == "row" else block.text
        for block in post.body
    )
    return " ".join([post.heading or "", *rows]).split()


@given(days())
@example(Day(posts=(Post(id="a", kind="post"),)))
@example(Day(posts=(Post(id="a", kind="post", heading=" "),)))
def test_what_is_written_is_read_back(day: Day) -> None:
    again = read_back(written(day)).day
    assert (again.header.title, again.header.timezone) == (day.header.title or "Untitled day", day.header.timezone)
    assert again.header.date == day.header.date
    assert len(again.posts) == len(day.posts)
    places = {post.id: place for place, post in enumerate(again.posts)}
    for post, same in zip(day.posts, again.posts, strict=True):
        assert (same.kind, same.key, same.updated, same.sent) == (post.kind, post.key, post.updated, post.sent)
        assert (same.heading, same.author, words(same)) == (post.heading or None, post.author, words(post))
        assert (same.when and (same.when.at, same.when.exact)) == (post.when and (post.when.at, post.when.exact))
        assert (None if same.part_of is None else f"p{places[same.part_of]}") == post.part_of
        assert [block.type for block in same.body if block.type == "item"] == [
            block.type for block in post.body if block.type == "item" and block.text
        ]


def test_the_bundled_day_is_read_back_with_its_figures() -> None:
    day = ingest([bundled()]).day
    again = ingest([Source("b.md", written(day).encode())]).day
    assert [(post.kind, post.when and post.when.at.replace(second=0)) for post in again.posts] == [
        (post.kind, post.when and post.when.at.replace(second=0)) for post in day.posts
    ]
    assert {reading.value for post in again.posts for reading in post.readings} >= {61.8, 38.2, 313_209}


def test_a_day_that_nobody_dated_gets_its_date_from_the_user() -> None:
    text = written(Day(posts=(Post(id="a", kind="post", when=When.stated(dt.datetime(1970, 1, 1, 9, tzinfo=dt.UTC))),)))
    whens = [read_back(text, options).day.posts[0].when for options in (Options(), Options(date=dt.date(2031, 5, 6)))]
    assert [when and when.at.date() for when in whens] == [dt.date(1970, 1, 1), dt.date(2031, 5, 6)]


def test_what_was_added_by_hand_is_read() -> None:
    post = Post(id="a", kind="post", when=When.stated(dt.datetime(2031, 5, 6, 9, tzinfo=SUMMER)), heading="One")
    text = written(Day(header=Header(timezone="Europe/Oslo"), posts=(post,)))
    more = read_back(f"{text}\nSaid *later*.\n\n### 9:30 Two\n\n## Another\n").day.posts
    assert [(each.heading, each.when and each.when.at.minute, each.text) for each in more] == [
        ("One", 0, "One\nSaid later."),
        ("Two", 30, "Two"),
        ("Another", None, "Another"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "reason"), [("Europe/Oslo", "Europe/Olso", "unknown time zone"), ("### ", "", "no post")]
)
def test_what_cannot_be_read_says_why(old: str, new: str, reason: str) -> None:
    day = Day(header=Header(timezone="Europe/Oslo"), posts=(Post(id="a", kind="post", heading="One"),))
    with pytest.raises(Unreadable, match=reason):
        read_back(written(day).replace(old, new))


def test_other_markdown_is_not_taken_for_it() -> None:
    parsed = read_back("# A day\n\nNotes.\n\n## 09:00 One\n\n## 10:00 Two\n\n*tweet*\n")
    assert [post.kind for post in parsed.day.posts] == ["post", "post", "post"]

"""A day in Markdown: a heading is a post, and may say its time; what no heading says is not made up."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.readers import detect, headed
from feeds.readers.parsed import Parsed
from feeds.readers.source import Options, Source, Unreadable

CONFERENCE = """\
# The pier talks, 3 May 2031

Notes from the *big* tent.

## 09:30 – 10:15 Opening

The chair counts **412** people,
and [welcomes](https://example.org) them.

> Nobody was ever \\*wet\\* before.
> Not here.

- Boats
- Ferries,
  and rafts

### 10.40 A question

1. Who pays?

---

## Coffee ##
"""


def made(text: str, options: Options = Options()) -> Parsed:  # noqa: B008 - frozen
    return headed.read(Source("talks.md", text.encode()), options)


def test_a_hand_written_day() -> None:
    parsed = made(CONFERENCE, Options(zone="Europe/Oslo"))
    oslo = ZoneInfo("Europe/Oslo")
    header, posts = parsed.day.header, parsed.day.posts
    assert (header.title, str(header.date), header.order) == (
        "The pier talks, 3 May 2031",
        "2031-05-03",
        "oldest-first",
    )
    assert [(post.id, post.heading, post.key) for post in posts] == [
        ("talks:3", None, False),
        ("talks:5", "Opening", True),
        ("talks:17", "A question", False),
        ("talks:23", "Coffee", True),
    ]
    assert [post.when and post.when.at for post in posts] == [
        None,
        datetime(2031, 5, 3, 9, 30, tzinfo=oslo),
        datetime(2031, 5, 3, 10, 40, tzinfo=oslo),
        None,
    ]
    assert [(block.type, block.text) for block in posts[1].body] == [
        ("paragraph", "The chair counts 412 people, and welcomes them."),
        ("quote", "Nobody was ever *wet* before. Not here."),
        ("item", "Boats"),
        ("item", "Ferries, and rafts"),
    ]
    assert parsed.lines["talks:5"] == (7, 10, 13, 14)
    assert [block.text for block in posts[2].body] == ["Who pays?"]


def test_headings_that_are_dates_and_a_clock_that_passes_midnight() -> None:
    parsed = made("# Night\n\n## Friday 2 May 2031\n### 23:10 Late\n### 0:05 Later\n## 2031-05-04\n### 08:00 Up\n")
    assert [post.when and post.when.at for post in parsed.day.posts] == [
        datetime(2031, 5, 2, 23, 10, tzinfo=UTC),
        datetime(2031, 5, 3, 0, 5, tzinfo=UTC),
        datetime(2031, 5, 4, 8, 0, tzinfo=UTC),
    ]


def test_a_clock_that_runs_backward_is_a_day_newest_first() -> None:
    parsed = made("# Talks, 2031-05-03\n## 11:00 Third\n## 10:00 Second\n## 9am First\n")
    assert parsed.day.header.order == "newest-first"
    assert [post.when and post.when.at.hour for post in parsed.day.posts] == [11, 10, 9]
    assert made("# Talks\n## 11:00 Third\n## 10:00 Second\n").day.posts[0].when is None


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (CONFERENCE, "markdown"),
        ("# One\n\nA heading and no more.\n\n#hashtag\n" * 1, None),
        ("## A\n## B\n## C\n", "markdown"),
    ],
)
def test_it_is_known_by_its_headings(text: str, form: str | None) -> None:
    assert (detect.reader_for(Source("x", text.encode())).NAME == "markdown") == (form == "markdown")


def test_a_title_alone_is_no_day() -> None:
    with pytest.raises(Unreadable, match="no post"):
        made("# A title\n")


@given(st.text(st.sampled_from("# \n>-*1.2:ab_`[]()\\é日"), max_size=200))
def test_whatever_it_is_no_word_of_a_post_is_lost_or_read_twice(text: str) -> None:
    try:
        parsed = made(text)
    except Unreadable:
        return
    numbers = [number for post in parsed.day.posts for number in parsed.lines[post.id]]
    assert numbers == sorted(set(numbers))
    assert len({post.id for post in parsed.day.posts}) == len(parsed.day.posts)


@pytest.mark.parametrize("opened", ["**a ", "`a ", "[a ", "![](", "*a "])
def test_marks_that_are_never_closed_are_words(opened: str) -> None:
    text = (opened * 25_000).strip()
    parsed = made(f"# A day, 3 May 2031\n\n## 10:00 One\n\n{text}\n")
    assert len(parsed.day.posts[0].text) > len(text) / 2

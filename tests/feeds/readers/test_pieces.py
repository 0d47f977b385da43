"""A comment piece becomes one article and its comments; the page's furniture is left out but accounted for."""

from collections.abc import Callable
from pathlib import Path

import pytest

from feeds.readers import pieces, transcript
from feeds.readers.source import Options, Source, Unreadable

PAGE = """\
Ann Lee

Why the ferry will outlive the bridge

Why the ferry will outlive the bridge
Text settings

Nobody who has stood on the quay in a north wind, as I have for the past thirty years, will be surprised by that.

The vote in full

Ferry: 12,001
Bridge: 9

  • It floats
  • It is paid for

Written byAnn Lee

Ann Lee is harbour master of Hull. She also keeps goats.

Topics in this articleFerries

  1. Bo Ray says

    Nonsense.

  2. goat71 says

    # 1 Bo Ray

    Baa.

Leave a Reply

Nobody will see your email address. Required fields are marked *
"""


def test_an_article_and_its_comments() -> None:
    parsed = pieces.read(Source("ferry.txt", PAGE.encode()), Options())
    article, *comments = parsed.day.posts
    assert article.kind == "article"
    assert article.heading == "Why the ferry will outlive the bridge" == parsed.day.header.title
    assert article.author and (article.author.name, article.author.role) == ("Ann Lee", "harbour master of Hull")
    assert [block.type for block in article.body] == ["paragraph", "row", "row", "row", "item", "item"]
    assert article.body[-1].text == "It is paid for"
    assert [(post.kind, post.author.name if post.author else None, post.part_of) for post in comments] == [
        ("comment", "Bo Ray", "ferry:1"),
        ("comment", "goat71", "ferry:1"),
    ]
    assert [block.text for block in comments[1].body] == ["# 1 Bo Ray", "Baa."]


def test_every_line_belongs_to_exactly_one_post() -> None:
    parsed = pieces.read(Source("ferry.txt", PAGE.encode()), Options())
    covered = [
        number
        for post in parsed.day.posts
        if post.origin and post.origin.first_line and post.origin.last_line
        for number in range(post.origin.first_line, post.origin.last_line + 1)
    ]
    assert covered == list(range(1, PAGE.count("\n") + 1))
    assert all(len(parsed.lines[post.id]) == len(post.body) for post in parsed.day.posts)


def test_prose_without_title_or_byline() -> None:
    text = "The ferry was late again this morning, and nobody on the quay was in the least surprised to hear it.\n" * 3
    (post,) = pieces.read(Source("a.txt", text.encode()), Options(title="Late")).day.posts
    assert (post.heading, post.author, len(post.body)) == (None, None, 3)


def test_nothing_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        pieces.read(Source("a.txt", b"\n\n"), Options())


@pytest.mark.parametrize(
    "change", [lambda text: text, lambda text: text.replace("\n", "\r\n"), lambda text: "\ufeff" + text]
)
def test_it_is_told_from_a_transcript(change: Callable[[str], str]) -> None:
    assert pieces.sniff(change(PAGE), "") > transcript.sniff(change(PAGE), "")


def test_the_seeds(seed: Callable[[int], Path]) -> None:
    found = {}
    for number in range(4):
        source = Source(f"{number}", seed(number).read_bytes())
        text = source.data.decode()
        assert pieces.sniff(text, "") > transcript.sniff(text, "")
        posts = pieces.read(source, Options()).day.posts
        found[number] = (len(posts), posts[0].heading is not None, posts[0].author is not None)
    assert found == {0: (1, False, False), 1: (1, True, False), 2: (1, True, True), 3: (4, True, False)}
    day = seed(4).read_text(encoding="utf-8")
    assert transcript.sniff(day, "") > pieces.sniff(day, "")

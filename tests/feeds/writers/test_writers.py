"""Every writer for other programs and readers: what it says of a small day, and that hostile text stays text."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from feeds.model import Author, Block, Contest, Day, Header, Post, Reading, When
from feeds.writers import jsonld, markdown, telling, webpage

GOLDENS = Path(__file__).with_name("goldens")
CONTEST = "Rowing club 2031"
PARIS = dt.timezone(dt.timedelta(hours=2))
VOID = {"meta", "br"}

HOSTILE = (
    "<script>alert(1)</script>",
    "](javascript:alert(1))",
    "[a](javascript:alert(1))",
    "![a](http://evil.example/x.png)",
    "[a]: http://evil.example",
    "`code` ```\nfence",
    "| a | b |\n|---|---|\n| c | d |",
    "*a* **b** _c_ __d__ ~~e~~ $f$",
    "# heading\n- item\n+ item\n* item\n1. one\n2) two\n> quote",
    "title\n=====\ntitle\n-----\n---\n***\n===",
    "&lt;b&gt; &amp; &#42; &copy;",
    "</style></script></title>--><!-- ]]>",
    '" onclick="alert(1)" \' onclick=\'alert(1)',
    "\\",
    "ends with a backslash\\\nand goes on",
    "https://example.org/a_b www.example.org <https://example.org>",
    "one\n\ntwo\n    three",
    "```",
    "trailing #",
    ": a definition",
    "[^1]: a note",
)


def at(hour: int, minute: int) -> dt.datetime:
    return dt.datetime(2031, 5, 6, hour, minute, tzinfo=PARIS)


def guess(hour: int, minute: int, why: str) -> When:
    when = at(hour, minute)
    return When(
        at=when, earliest=when - dt.timedelta(minutes=7), latest=at(hour, minute + 9), basis="inferred", why=why
    )


def blocks(kind: str, *texts: str) -> tuple[Block, ...]:
    return tuple(Block(type=kind, text=text) for text in texts)


def reading(who: str, value: float, status: str = "declared") -> Reading:
    return Reading(
        contest=CONTEST,
        group="overall",
        who=who,
        measure="share",
        value=value,
        unit="%",
        status=status,
        source="the umpire",
        text="so many",
    )


SMALL = Day(
    header=Header(
        title="Who leads the rowing club",
        date=dt.date(2031, 5, 6),
        timezone="Europe/Paris",
        contests=(Contest(name=CONTEST, who=("Ada Oar", "Bo Keel")),),
        order="newest-first",
    ),
    posts=(
        Post(
            id="result",
            kind="announcement",
            when=When.stated(at(10, 0)),
            heading="Ada Oar leads the club",
            key=True,
            author=Author(name="Cy Clox", role="umpire"),
            updated=at(10, 12),
            url="https://example.org/a?b=1&c=(2)",
            body=(
                *blocks("paragraph", "It is Oar.\nBy a length."),
                *blocks("row", "Overall", "Ada Oar: 55.5%", "Bo Keel - 44.5%"),
                *blocks("item", "No recount", "No appeal"),
                *blocks("quote", "Well rowed.", "Said nobody."),
            ),
            readings=(reading("Ada Oar", 55.5), reading("Bo Keel", 44.5)),
        ),
        Post(
            id="leak", kind="post", when=guess(9, 10, "between the two"), body=blocks("paragraph", "A cox hears 57%.")
        ),
        Post(
            id="a tweet",
            kind="tweet",
            when=guess(9, 10, "it stands in a post of this time"),
            part_of="leak",
            author=Author(name="Cox", handle="coxy"),
            body=blocks("tweet", "It’s 57!"),
            sent=at(9, 2),
        ),
    ),
)


def text_of(writer: Callable[[Day], Iterator[bytes]], day: Day) -> str:
    return b"".join(writer(day)).decode()


def without_style(page: str) -> str:
    head, _, rest = page.partition("<style>")
    return f"{head}<style>{rest[rest.index('</style>') :]}"


class Page(HTMLParser):
    """The page's elements with their attributes, and its text; elements must close in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.comments: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "br":
            self.texts.append("\n")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.texts.append(data)

    @property
    def text(self) -> str:
        return "".join(self.texts)

    def all(self, tag: str, attribute: str) -> list[str | None]:
        return [attrs[attribute] for name, attrs in self.elements if name == tag and attribute in attrs]


def hostile_day(text: str) -> Day:
    """A day that says `text` wherever a text can stand."""
    author = Author(name=text, handle=text, role=text)
    said = replace(reading("x", 5), who=text, source=text, contest=text)
    body = tuple(block for kind in ("paragraph", "quote", "item", "row", "tweet") for block in blocks(kind, text))
    when = guess(9, 10, text)
    return Day(
        header=Header(title=text, contests=(Contest(name=text, who=(text,)),)),
        posts=(
            Post(id="a", kind="post", when=when, heading=text, author=author, body=body, readings=(said,), key=True),
            Post(id=f"b{text}", kind="tweet", when=when, part_of="a", heading=text, author=author, body=body),
            Post(id=f"c{text}", kind="tweet", when=when, heading=text, author=author, body=body, url=text),
        ),
    )


hostile = st.sampled_from(HOSTILE)
texts = st.lists(hostile | st.text("<>&\"'`[]()!*_~#|\\-+=:.1 \na/$@ ", max_size=8), max_size=3).map(" ".join)


@pytest.mark.parametrize(
    ("name", "writer"),
    [("small.md", markdown.chunks), ("small.html", webpage.chunks), ("small.jsonld", jsonld.chunks)],
)
def test_a_small_day_as_it_is_written(name: str, writer: Callable[[Day], Iterator[bytes]]) -> None:
    assert without_style_if_page(text_of(writer, SMALL)) == (GOLDENS / name).read_text(encoding="utf-8")


def without_style_if_page(text: str) -> str:
    return without_style(text) if "<style>" in text else text


@pytest.mark.parametrize("writer", [markdown.chunks, webpage.chunks, jsonld.chunks])
def test_a_day_without_posts_is_written(writer: Callable[[Day], Iterator[bytes]]) -> None:
    assert "Untitled day" in text_of(writer, Day())


@pytest.mark.parametrize("writer", [markdown.chunks, webpage.chunks, jsonld.chunks])
def test_posts_without_time_keep_their_place(writer: Callable[[Day], Iterator[bytes]]) -> None:
    posts = [Post(id=name, kind="post", body=blocks("paragraph", name)) for name in ("first", "second")]
    timed = Post(id="third", kind="post", when=When.stated(at(1, 0)), body=blocks("paragraph", "third"))
    written = text_of(writer, Day(posts=(*posts, timed)))
    assert written.index("first") < written.index("second") < written.index("third")


class TestHtml:
    @given(texts)
    @example("".join(HOSTILE))
    def test_hostile_text_stays_text(self, text: str) -> None:
        tame, page = Page(text_of(webpage.chunks, hostile_day("x"))), Page(text_of(webpage.chunks, hostile_day(text)))
        known = {tag for tag, _ in tame.elements} | {"br", "td"}
        assert {tag for tag, _ in page.elements} <= known
        assert page.comments == []
        names = {name for _, attrs in page.elements for name in attrs}
        assert names <= {name for _, attrs in tame.elements for name in attrs} | {"href", "rel"}
        for block in blocks("paragraph", text):
            assert block.text in page.text

    @pytest.mark.parametrize("text", HOSTILE)
    def test_links_are_anchors_or_http(self, text: str) -> None:
        page = Page(text_of(webpage.chunks, hostile_day(text)))
        ids = {f"#{ident}" for _, attrs in page.elements if (ident := attrs.get("id"))}
        assert all(link in ids for link in page.all("a", "href"))

    def test_an_address_that_came_in_unclean_is_no_link(self) -> None:
        post = Post(id="a", kind="post", when=When.stated(at(9, 0)), url="javascript:alert(1)")
        for writer in (webpage.chunks, markdown.chunks):
            assert "javascript" not in text_of(writer, Day(posts=(post,)))

    def test_only_stated_times_are_time_elements(self) -> None:
        page = Page(text_of(webpage.chunks, SMALL))
        assert page.all("time", "datetime") == [
            "2031-05-06",
            "2031-05-06",
            "2031-05-06T09:02:00+02:00",
            "2031-05-06T10:00:00+02:00",
            "2031-05-06T10:12:00+02:00",
        ]
        assert page.all("data", "value") == ["2031-05-06T09:03:00+02:00/2031-05-06T09:19:00+02:00"]

    def test_nothing_is_fetched_or_run(self) -> None:
        page = Page(text_of(webpage.chunks, SMALL))
        assert not {"script", "link", "img", "iframe", "form"} & {tag for tag, _ in page.elements}
        assert page.all("a", "href") == ["#p3", "#result", "https://example.org/a?b=1&c=(2)", "#p3", "#p3"]
        assert "url(" not in text_of(webpage.chunks, SMALL)


class TestJsonLd:
    @given(texts)
    def test_hostile_text_is_read_back(self, text: str) -> None:
        day = hostile_day(text)
        written = text_of(jsonld.chunks, day)
        assert "<" not in written
        whole = json.loads(written)
        assert whole["headline"] == day.header.title
        assert [update.get("headline", "") for update in whole["liveBlogUpdate"]] == [
            post.heading or "" for post in day.posts
        ]
        ids = [update["@id"] for update in whole["liveBlogUpdate"]]
        assert len(set(ids)) == len({post.id for post in day.posts})
        assert all(" " not in ident and ident.startswith("#") and ident.isascii() for ident in ids)

    def test_no_time_is_invented(self) -> None:
        whole: dict[str, Any] = json.loads(text_of(jsonld.chunks, SMALL))
        leak, tweet, result = whole["liveBlogUpdate"]
        for post in (leak, tweet):
            assert "datePublished" not in post
            assert post["temporalCoverage"] == "2031-05-06T09:03:00+02:00/2031-05-06T09:19:00+02:00"
            assert "not stated" in post["backstory"]
        assert tweet["isPartOf"] == {"@id": leak["@id"]}
        assert tweet["dateCreated"] == "2031-05-06T09:02:00+02:00"
        assert (result["datePublished"], result["dateModified"]) == (
            "2031-05-06T10:00:00+02:00",
            "2031-05-06T10:12:00+02:00",
        )
        assert "coverageStartTime" not in whole
        assert whole["coverageEndTime"] == result["datePublished"]


def tokens(text: str) -> list[Token]:
    """What Markdown makes of `text`, GitHub's tables and bare links included, inline tokens in their place."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return [token for outer in parser.parse(text) for token in (outer, *(outer.children or ()))]


class TestMarkdown:
    @given(texts)
    @example("".join(HOSTILE))
    def test_escaped_text_is_one_paragraph_of_that_text(self, text: str) -> None:
        (block,) = blocks("paragraph", text)
        if not block.text or "\n\n" in block.text:
            return
        read = tokens(markdown.escaped(block.text))
        assert {token.type for token in read} <= {
            "paragraph_open",
            "paragraph_close",
            "inline",
            "text",
            "softbreak",
            "text_special",
        }
        assert "".join(
            "\n" if token.type == "softbreak" else token.content for token in read if not token.children
        ) == (block.text)

    @given(texts)
    @example("".join(HOSTILE))
    def test_hostile_text_changes_no_structure(self, text: str) -> None:
        tame = {token.type for token in tokens(text_of(markdown.chunks, hostile_day("x: y")))}
        tame |= {token.type for token in tokens(text_of(markdown.chunks, hostile_day("x")))}
        read = tokens(text_of(markdown.chunks, hostile_day(text)))
        plain = {"hardbreak", "softbreak", "text_special"}
        links = {"link_open", "link_close"} if hostile_day(text).posts[2].url else set()
        assert {token.type for token in read} - tame <= plain | links
        for token in read:
            if token.type == "link_open":
                assert str(token.attrs["href"]).startswith(("http://", "https://"))

    @pytest.mark.parametrize("text", HOSTILE)
    def test_a_heading_and_a_cell_hold_the_text(self, text: str) -> None:
        day = hostile_day(text)
        read = tokens(text_of(markdown.chunks, day))
        inline = ["".join(child.content for child in token.children or ()) for token in read if token.type == "inline"]
        assert inline[0] == day.header.title
        assert f"~07:10 {day.posts[0].heading}" in inline
        assert inline.count(day.header.contests[0].who[0]) >= 1

    def test_an_address_stays_whole(self) -> None:
        (link,) = [token for token in tokens(text_of(markdown.chunks, SMALL)) if token.type == "link_open"]
        assert link.attrs["href"] == "https://example.org/a?b=1&c=%282%29"


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("Members: 168,216", ("Members", "168,216")),
        ("Eligible votes - 654,006", ("Eligible votes", "654,006")),
        ("A – B: 3", ("A", "B: 3")),
        ("Half-term: 3", ("Half-term", "3")),
        ("How members voted", None),
        ("10:30", None),
    ],
)
def test_a_row_has_two_cells_or_is_a_heading(row: str, cells: tuple[str, str] | None) -> None:
    assert telling.pair(row) == cells

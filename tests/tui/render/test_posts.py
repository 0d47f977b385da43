"""The layout of one post, and the rows between two."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.model import Author, Block, Kind, Post, When
from tui.render.cells import width_of
from tui.render.glyphs import ASCII, UNICODE
from tui.render.posts import Setting, first_rows, layout, rows_between
from tui.render.rows import row_text

OSLO = ZoneInfo("Europe/Oslo")
NOON = datetime(2031, 5, 3, 10, 0, tzinfo=UTC)
NARROW = Setting(30, OSLO)
WIDE = Setting(60, OSLO)


def post(**fields: Any) -> Post:
    return Post(**{"id": "p", "kind": "post", "when": When.stated(NOON), **fields})


def paragraph(text: str) -> Block:
    return Block(type="paragraph", text=text)


def drawn(*args: Any, **options: Any) -> list[str]:
    return [row_text(row).rstrip() for row in layout(*args, **options)]


def test_a_plain_post() -> None:
    assert drawn(post(body=(paragraph("Rain."), paragraph("More rain."))), WIDE) == [
        " 12:00 · Rain.",
        "",
        "         More rain.",
    ]


def test_everything_at_once() -> None:
    body = (
        Block(type="item", text="first"),
        Block(type="item", text="second thing that is long enough to go on"),
        Block(type="quote", text="said so"),
        Block(type="row", text="Yes - 60%"),
    )
    author = Author(name="Odd Berg", handle="oddberg", role="clerk")
    many = post(kind="announcement", key=True, updated=True, heading="It is decided", author=author, body=body)
    assert drawn(many, WIDE) == [
        " 12:00 ◆ Announcement · Odd Berg @oddberg, clerk · Key",
        "         moment · updated",
        "         It is decided",
        "         • first",
        "         • second thing that is long enough to go on",
        "",
        "         │ said so",
        "",
        "         Yes  60%  ━━━━━━━━━━━━━━╸",
    ]


@pytest.mark.parametrize(
    ("kind", "glyph", "word"),
    [
        ("post", "·", ""),
        ("tweet", "»", "Tweet"),
        ("announcement", "■", "Announcement"),
        ("summary", "≡", "Summary"),
        ("article", "¶", "Article"),
        ("comment", "“", "Comment"),
    ],
)
def test_kinds_are_told_by_glyph_and_word(kind: Kind, glyph: str, word: str) -> None:
    first = drawn(post(kind=kind, body=(paragraph("Rain."),)), WIDE)[0]
    assert first[7] == glyph
    assert first[9:] == (word or "Rain.")


def test_ascii_draws_no_sign_beyond_ascii() -> None:
    body = (Block(type="quote", text="q"), Block(type="item", text="i"), Block(type="row", text="Yes - 60%"))
    for kind in UNICODE.kinds:
        setting = Setting(60, OSLO, ASCII)
        rows = drawn(post(kind=kind, key=kind == "tweet", updated=True, body=body), setting)
        assert "".join(rows).isascii()
    later = post(when=When.stated(NOON + timedelta(days=1)))
    assert "".join(row_text(row) for row in rows_between(post(), later, setting)).isascii()


def test_a_tweet_under_its_post() -> None:
    tweet = post(kind="tweet", author=Author(handle="moe"), body=(Block(type="tweet", text="No."),), part_of="p")
    assert drawn(tweet, WIDE, under=post()) == ["         │ Tweet · @moe", "         │ No."]
    later = replace(tweet, when=When.stated(NOON + timedelta(minutes=1)))
    assert drawn(later, WIDE, under=post())[0] == " 12:01   │ Tweet · @moe"
    assert drawn(tweet, WIDE)[0] == " 12:00 » Tweet · @moe"


def test_a_narrow_pane_gives_the_time_a_row() -> None:
    assert drawn(post(kind="tweet", body=(paragraph("It rains on the quay all day."),)), NARROW) == [
        " 12:00 » Tweet",
        " It rains on the quay all day.",
    ]


def test_a_post_without_words_has_a_row() -> None:
    assert drawn(post(), WIDE) == [" 12:00 · (no words)"]
    assert drawn(post(kind="summary"), WIDE) == [" 12:00 ≡ Summary"]
    assert len(drawn(post(), NARROW)) == 1


def test_gap_and_day_rows() -> None:
    def between(upper: Post, lower: Post) -> list[str]:
        return [row_text(row) for row in rows_between(upper, lower, Setting(40, OSLO))]

    later = post(when=When.stated(NOON + timedelta(minutes=25)))
    tomorrow = post(when=When.stated(NOON + timedelta(hours=20)))
    assert between(post(), post()) == [""]
    assert between(post(), later) == ["", "       ⋯ 25 min", ""]
    assert between(post(), tomorrow) == [
        "",
        "       ⋯ 20 h overnight",
        "",
        "Sunday 4 May 2031 · CEST ───────────────",
        "",
    ]
    assert between(tomorrow, post())[3].startswith("Saturday 3 May")
    assert row_text(first_rows(post(), Setting(40, OSLO))[0]).startswith("Saturday 3 May 2031 · CEST")


def test_where_the_clocks_change_the_zone_is_told_anew() -> None:
    before = post(when=When.stated(datetime(2031, 10, 26, 0, 50, tzinfo=UTC)))
    after = post(when=When.stated(datetime(2031, 10, 26, 1, 20, tzinfo=UTC)))
    told = [row_text(row).rstrip(" ─") for row in rows_between(before, after, Setting(40, OSLO))]
    assert told[-2:] == ["Sunday 26 October 2031 · CET", ""]
    earlier = post(when=When.stated(datetime(2031, 10, 26, 0, 20, tzinfo=UTC)))
    assert "Sunday" not in "".join(row_text(row) for row in rows_between(earlier, before, Setting(40, OSLO)))


def test_hits_are_marked_across_rows_without_moving_a_word() -> None:
    text = "the quay and the ferry and the quay again and once more the quay"

    def marks(text: str) -> list[tuple[int, int]]:
        return [(at, at + 8) for at in range(len(text)) if text.startswith("the quay", at)]

    body = (paragraph(text),)
    plain, marked = layout(post(body=body), NARROW), layout(post(body=body), Setting(30, OSLO, marks=marks))
    assert [row_text(row) for row in plain] == [row_text(row) for row in marked]
    hits = "".join(piece.text for row in marked for piece in row if piece.hit)
    assert hits.replace(" ", "") == "thequay" * 3


BITS = ["word ", "漢字", "👩‍👩‍👧", "e\u0301", "’", "\n", "a" * 40, "61.8%", " "]
TEXT = st.lists(st.sampled_from(BITS), max_size=12).map("".join)
BLOCKS = st.lists(
    st.builds(Block, type=st.sampled_from(["paragraph", "quote", "item", "tweet", "row"]), text=TEXT), max_size=4
)
POSTS = st.builds(
    Post,
    id=st.just("p"),
    kind=st.sampled_from(list(UNICODE.kinds)),
    when=st.none() | st.just(When.stated(NOON)),
    updated=st.booleans(),
    key=st.booleans(),
    heading=st.none() | TEXT,
    author=st.none() | st.builds(Author, name=st.none() | TEXT, handle=st.none() | TEXT, role=st.none() | TEXT),
    body=BLOCKS.map(tuple),
)


@given(POSTS, st.integers(12, 130), st.booleans())
def test_no_row_is_too_wide_and_no_word_is_lost(any_post: Post, width: int, nested: bool) -> None:
    rows = layout(any_post, Setting(width, OSLO), under=any_post if nested else None)
    assert rows
    assert all(width_of(row_text(row)) <= width for row in rows)
    drawn = "".join(row_text(row) for row in rows).replace(" ", "").replace("│", "").replace("•", "")
    for block in any_post.body:
        if block.type != "row":
            assert block.text.replace(" ", "").replace("\n", "") in drawn
    if any_post.heading:
        assert any_post.heading.replace(" ", "") in drawn


@pytest.mark.parametrize(
    ("minutes", "known", "said"),
    [
        (40, None, " 12:00 · Updated 12:40"),
        (40, 40, " 12:00 · Updated 12:40"),
        (40, 39, " 12:00 · Rain."),
        (24 * 60, None, " 12:00 · Updated 12:00 on 4 May"),
    ],
)
def test_an_edit_is_told_with_its_time_once_it_has_happened(minutes: int, known: int | None, said: str) -> None:
    at = NOON
    edited = post(updated=at + timedelta(minutes=minutes), body=(paragraph("Rain."),))
    until = None if known is None else at + timedelta(minutes=known)
    assert drawn(edited, WIDE._replace(until=until))[0] == said

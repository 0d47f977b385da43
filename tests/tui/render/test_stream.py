"""The stream: what is above and below what, in both orders, and that nothing unrevealed is read."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.model import Block, Header, Post, When
from tui.render.posts import Setting
from tui.render.rows import row_text
from tui.render.stream import Order, Stream

START = datetime(2031, 5, 3, 8, tzinfo=UTC)


class Posts:
    """Posts in a list; remembers how far they were read."""

    header = Header()

    def __init__(self, parents: list[int | None]) -> None:
        self.posts = [
            Post(
                id=f"p{rank}",
                kind="post" if parent is None else "tweet",
                when=When.stated(START + timedelta(minutes=rank if parent is None else parent)),
                part_of=None if parent is None else f"p{parent}",
                body=(Block(type="paragraph", text=f"post {rank}"),),
            )
            for rank, parent in enumerate(parents)
        ]
        self.read = 0

    def __len__(self) -> int:
        return len(self.posts)

    def window(self, first: int, count: int) -> list[Post]:
        self.read = max(self.read, first + count)
        return self.posts[first : first + count]


def stream(parents: list[int | None], order: Order, count: int | None = None) -> Stream:
    posts = Posts(parents)
    made = Stream(posts, Setting(40, UTC), order)
    made.reveal(len(posts) if count is None else count)
    return made


def listed(made: Stream) -> list[int]:
    found: list[int] = []
    rank: int | None = made.top()
    while rank is not None and len(found) < 500:
        found.append(rank)
        rank = made.below(rank)
    return found


@st.composite
def families(draw: st.DrawFn) -> list[int | None]:
    """Parents by rank: posts, some with tweets after them, some tweets whose parent is elsewhere or unknown."""
    parents: list[int | None] = []
    for _ in range(draw(st.integers(1, 12))):
        parents.append(draw(st.none() | st.integers(0, 15)))
        head = len(parents) - 1
        parents += [head] * draw(st.integers(0, 3))
    return parents


@given(families(), st.sampled_from(["oldest", "newest"]), st.data())
def test_every_post_stands_once_and_the_way_back_is_the_way_there(
    parents: list[int | None], order: Order, data: st.DataObject
) -> None:
    count = data.draw(st.integers(1, len(parents)))
    made = stream(parents, order, count)
    down = listed(made)
    assert sorted(down) == list(range(count))
    assert down[-1] == made.bottom()
    assert [made.above(rank) for rank in down] == [None, *down[:-1]]
    for rank in down:
        assert made.body(rank) >= 1
        assert made.lead(rank) >= 1
    assert made._archive.read <= count  # type: ignore[attr-defined]


def test_newest_first_keeps_tweets_under_their_post() -> None:
    assert listed(stream([None, None, 1, 1, None], "newest")) == [4, 1, 2, 3, 0]
    assert listed(stream([None, None, 1, 1, None], "newest", 3)) == [1, 2, 0]


def test_a_tweet_is_nested_only_right_under_its_post() -> None:
    made = stream([None, 0, 0, None, 0], "oldest")
    drawn = ["".join(piece.text for row in made.rows(rank) for piece in row) for rank in range(5)]
    assert ["│" in rows for rows in drawn] == [False, True, True, False, False]


@pytest.mark.parametrize("tweets", [198, 199, 200, 201, 250, 450])
def test_an_oversized_family_is_listed_post_by_post(tweets: int) -> None:
    made = stream([None, *[0] * tweets, None], "newest")
    assert sorted(listed(made)) == list(range(tweets + 2))


def test_the_first_row_of_all_is_a_date() -> None:
    for order in ("oldest", "newest"):
        made = stream([None, None], order)  # type: ignore[arg-type]
        assert made.lead_rows(made.top())[0][0].text.startswith("Saturday 3 May 2031")


def test_when_a_post_was_edited_is_told_once_that_has_happened() -> None:
    posts = Posts([None] * 6)
    posts.posts[1] = replace(posts.posts[1], updated=START + timedelta(minutes=4))
    made = Stream(posts, Setting(60, UTC))
    for count, happened, told in ((2, None, False), (5, None, True), (4, None, False), (6, 2, True), (6, 6, True)):
        made.reveal(count, happened)
        said = row_text(made.rows(1)[0])
        assert ("Updated 08:04" in said) == ("Updated" in said) == told, count


def test_an_edit_of_which_nobody_says_when_is_told_where_the_shield_is_lifted() -> None:
    posts = Posts([None] * 6)
    posts.posts[1] = replace(posts.posts[1], updated=True)
    made = Stream(posts, Setting(60, UTC))
    for count, happened, told in ((2, None, False), (6, None, False), (6, 2, True), (6, None, False), (6, 6, True)):
        made.reveal(count, happened)
        assert ("Updated" in row_text(made.rows(1)[0])) == told, (count, happened)


@pytest.mark.parametrize("order", ["oldest", "newest"])
@pytest.mark.parametrize(("happened", "above"), [(4, None), (2, 2), (1, 1), (0, 0)])
def test_among_posts_that_have_not_happened_a_row_says_where_the_playhead_is(
    order: Order, happened: int, above: int | None
) -> None:
    made = stream([None] * 4, order)
    made.reveal(4, happened)
    marked = [rank for rank in listed(made) if any("now" in row_text(row) for row in made.lead_rows(rank))]
    if order == "newest" and above is not None:
        above -= 1
    assert marked == ([] if above in (None, -1) else [above])

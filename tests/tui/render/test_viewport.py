"""What the reader sees: the laws of the timeline as properties over random days and random reading."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from feeds.archive import parse
from feeds.model import Block, Header, Post, When
from tui.render.anchored import Place
from tui.render.posts import Setting
from tui.render.stream import Order, Stream
from tui.render.viewport import Viewport

START = datetime(2031, 5, 3, 8, tzinfo=UTC)


class Posts:
    """Posts of given lengths in words, some minutes apart."""

    header = Header()

    def __init__(self, lengths: list[int], minutes: list[int]) -> None:
        at, self.posts = START, []
        for rank, words in enumerate(lengths):
            at += timedelta(minutes=minutes[rank % len(minutes)] if minutes else 0)
            body = (Block(type="paragraph", text="word " * words),)
            self.posts.append(Post(id=f"p{rank}", kind="post", when=When.stated(at), body=body))

    def __len__(self) -> int:
        return len(self.posts)

    def window(self, first: int, count: int) -> list[Post]:
        return self.posts[first : first + count]


DAYS = st.builds(
    Posts,
    st.lists(st.sampled_from([1, 1, 5, 20, 150]), min_size=1, max_size=14),
    st.lists(st.sampled_from([0, 1, 30, 900])),
)
SIZES = st.tuples(st.integers(8, 60), st.integers(1, 25))
ORDERS = st.sampled_from(["oldest", "newest"])
STEPS = st.one_of(
    st.tuples(st.just("move"), st.sampled_from([-3, -1, 1, 2])),
    st.tuples(st.just("page"), st.sampled_from([-1, 1])),
    st.tuples(st.just("half_page"), st.sampled_from([-1, 1])),
    st.tuples(st.just("scroll"), st.integers(-9, 9)),
    st.tuples(st.just("drag"), st.integers(-2, 30)),
    st.tuples(st.just("goto"), st.integers(0, 15)),
    st.tuples(st.just("reveal"), st.integers(0, 15)),
    st.tuples(st.just("turn_round"), ORDERS),
    st.tuples(st.just("fit"), SIZES),
    st.tuples(st.just("show_latest"), st.none()),
    st.tuples(st.just("give"), st.sampled_from([-1, 1])),
)


def view(posts: Posts, size: tuple[int, int], order: Order = "oldest") -> Viewport:
    return Viewport(Stream(posts, Setting(size[0], UTC), order), size[1])


def do(made: Viewport, step: tuple[str, Any]) -> None:
    name, value = step
    if name == "show_latest":
        made.show_latest()
    elif name == "fit":
        made.fit(Setting(value[0], UTC), value[1])
    elif name == "give":
        made.give(value, above=made.stream.order == "newest")
    else:
        getattr(made, name)(value)


def screen(made: Viewport) -> object:
    rows = [made.stream.row(place) for place in made.lines()]
    return made.lines(), rows, made.cursor, made.following, made.unseen, made.thumb()


@given(DAYS, SIZES, ORDERS, st.lists(STEPS, max_size=25))
def test_no_reading_breaks_the_view(posts: Posts, size: tuple[int, int], order: Order, steps: list[Any]) -> None:
    made = view(posts, size, order)
    made.reveal(len(posts) // 2)
    for step in steps:
        do(made, step)
        lines = made.lines()
        assert len(lines) <= made.height
        assert bool(lines) == bool(made.count)
        assert 0 <= made.cursor < max(made.count, 1)
        assert 0 <= made.unseen < max(made.count, 1)
        assert all(place.rank < made.count for place in lines)
        thumb = made.thumb()
        assert thumb is None or (
            thumb[1] >= 1 and thumb[0] >= 0 and (thumb[0] + thumb[1] <= made.height or made.height == 1)
        )
        if made.following:
            assert made.unseen == 0


@given(DAYS, SIZES, ORDERS, st.lists(STEPS, max_size=12), st.data())
def test_playing_to_a_time_shows_what_seeking_there_shows(
    posts: Posts, size: tuple[int, int], order: Order, steps: list[Any], data: st.DataObject
) -> None:
    count = data.draw(st.integers(1, len(posts)))
    played, sought = view(posts, size, order), view(posts, size, order)
    for step in range(count + 1):
        played.reveal(step)
    for step in [step for step in steps if step[0] not in ("fit", "give", "turn_round")]:
        do(sought, step)
    sought.reveal(count)
    sought.show_latest()
    assert screen(played) == screen(sought)
    rank = data.draw(st.integers(0, count - 1))
    played.goto(rank)
    sought.goto(rank)
    assert screen(played) == screen(sought)


@given(DAYS, SIZES, st.data())
def test_the_screen_is_that_of_the_day_cut_there(posts: Posts, size: tuple[int, int], data: st.DataObject) -> None:
    count = data.draw(st.integers(1, len(posts)))
    cut = Posts([], [])
    cut.posts = posts.posts[:count]
    whole, part = view(posts, size), view(cut, size)
    for made in (whole, part):
        made.reveal(count)
        made.goto(count // 2)
    assert screen(whole) == screen(part)


@given(DAYS, SIZES, ORDERS, st.lists(STEPS, max_size=12))
def test_away_from_the_edge_nothing_moves(posts: Posts, size: tuple[int, int], order: Order, steps: list[Any]) -> None:
    made = view(posts, size, order)
    made.reveal(max(len(posts) // 2, 1))
    for step in steps:
        if step[0] != "reveal":
            do(made, step)
    if made.following or made.count == len(posts):
        return
    before, cursor = made.lines(), made.cursor
    made.reveal(len(posts))
    after = made.lines()
    assert made.cursor == cursor
    if made.stream.order == "oldest":
        assert after[: len(before)] == before
    else:
        bodies = [(y, place) for y, place in enumerate(before) if place.row >= 0]
        assert [(y, after[y]) for y, _ in bodies] == bodies


def words(*lengths: int) -> Posts:
    return Posts(list(lengths), [1])


def test_following_shows_the_end_and_a_tall_post_from_its_start() -> None:
    made = view(words(1, 1, 1, 200), (40, 6))
    made.reveal(3)
    assert (made.following, made.cursor) == (True, 2)
    assert made.lines()[-1] == (2, made.stream.body(2) - 1)
    made.reveal(4)
    assert made.lines()[0] == (3, 0)


def test_the_cursor_walks_through_a_tall_post() -> None:
    made = view(words(1, 100, 1), (40, 6))
    made.reveal(3)
    made.goto(0)
    made.move(1)
    tall = made.stream.body(1)
    assert (made.cursor, made.lines()[0]) == (1, (1, 0))
    seen = set(made.lines())
    presses = 0
    while made.cursor == 1:
        made.move(1)
        seen |= set(made.lines())
        presses += 1
    assert {(1, row) for row in range(tall)} <= seen
    assert presses == -(-(tall - 6) // 3) + 1
    made.move(-1)
    assert made.lines()[-1] == (1, tall - 1)


def test_goto_lands_at_a_third() -> None:
    made = view(words(*[5] * 40), (60, 12))
    made.reveal(40)
    made.goto(20)
    assert made.lines().index((20, 0)) == 4
    assert not made.following
    made.goto(0)
    assert made.lines()[0].row < 0
    made.goto(99)
    assert (made.cursor, made.following) == (39, True)


def test_goto_a_post_of_the_newest_instant_follows_on() -> None:
    posts = Posts([1, 1, 1, 1], [5, 5, 0, 5])
    made = view(posts, (60, 3))
    made.reveal(3)
    made.goto(1)
    assert made.following
    assert made.lines()[1] == (1, 0)
    made.reveal(4)
    assert made.cursor == 3


def test_unseen_counts_what_came_and_was_not_shown() -> None:
    made = view(words(*[5] * 20), (60, 6))
    made.reveal(10)
    made.move(-5)
    made.reveal(13)
    assert made.unseen == 3
    made.scroll(9)
    assert 0 < made.unseen < 3 or made.following
    made.show_latest()
    assert (made.unseen, made.cursor) == (0, 12)


def test_scrolling_lets_go_of_the_edge_and_takes_it_up_again() -> None:
    made = view(words(*[5] * 20), (60, 6))
    made.reveal(10)
    made.scroll(-3)
    assert (made.following, made.cursor) == (False, 9)
    made.reveal(11)
    assert made.cursor == 9
    made.scroll(99)
    assert made.following
    made.reveal(12)
    assert made.cursor == 11


def test_rewinding_past_the_cursor_follows() -> None:
    made = view(words(*[5] * 20), (60, 6))
    made.reveal(20)
    made.goto(15)
    made.reveal(10)
    assert (made.cursor, made.following) == (9, True)
    made.reveal(0)
    assert (made.cursor, made.lines()) == (0, [])


def test_a_resize_keeps_the_current_post_where_it_is() -> None:
    made = view(words(*[30] * 40), (60, 20))
    made.reveal(40)
    made.goto(20)
    made.scroll(2)
    y = made.lines().index((20, 0))
    for width, height in ((30, 20), (90, 20), (44, 12), (60, 30)):
        made.fit(Setting(width, UTC), height)
        assert made.lines().index((20, 0)) == y


def test_newest_first_mirrors_following() -> None:
    made = view(words(*[5] * 20), (60, 6), "newest")
    made.reveal(10)
    assert (made.lines()[0].rank, made.cursor) == (9, 9)
    made.reveal(11)
    assert made.lines()[0].rank == 10
    made.move(1)
    assert (made.cursor, made.following) == (9, False)
    body = [(y, place) for y, place in enumerate(made.lines()) if place.row >= 0]
    made.reveal(14)
    assert [(y, made.lines()[y]) for y, _ in body] == body
    assert made.unseen == 2  # the row of the date above gave way to a post
    made.turn_round("oldest")
    assert made.cursor == 9
    assert any(place.rank == 9 for place in made.lines())


def test_a_hit_far_down_a_tall_post_comes_to_a_third_of_the_height() -> None:
    words = " ".join(f"word{number}" for number in range(200))
    posts = Posts([1] * 5, [5])
    for rank in (1, 3):
        posts.posts[rank] = replace(posts.posts[rank], body=(Block(type="paragraph", text=words),))
    marks = parse("word150").marks
    made = Viewport(Stream(posts, Setting(40, UTC, marks=marks)), 12)
    made.reveal(5)

    def hit_rows() -> list[int]:
        rows = [made.stream.row(place) for place in made.lines()]
        return [y for y, row in enumerate(rows) if any(piece.hit for piece in row)]

    made.goto(1, hit=True)
    assert hit_rows() == [4]
    made.fit(Setting(30, UTC, marks=marks), 9)
    assert hit_rows()
    made.goto(1)
    assert made.lines()[3] == Place(1, 0)
    made.reveal(4)
    made.goto(3, hit=True)
    assert hit_rows()
    assert made.following

"""`emit`: every post once, in order, at its moment."""

import json
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from typing import Any

from feeds.archive import Archive
from feeds.model import Day, Header, Post
from feeds.replay import Replay
from tests.tui.conftest import made_up_day
from tui.cli.emit import NAP, lines


def test_each_post_comes_when_the_replay_reaches_it() -> None:
    archive, now = Archive.from_day(made_up_day()), 0.0

    def sleep(seconds: float) -> None:
        nonlocal now
        assert 0 < seconds <= NAP
        now += seconds

    replay = Replay(archive, lambda: now, speed=60, gap=timedelta(seconds=30))
    came = [(round(now), json.loads(line)) for line in lines(archive, replay, sleep)]
    assert came[0][1]["asithappened"] == 1
    assert [line["id"] for _, line in came[1:]] == [archive.post(rank).id for rank in range(len(archive))]
    spans = [archive.time_of(rank) - archive.time_of(rank - 1) for rank in range(1, len(archive))]
    waits = [later - earlier for (earlier, _), (later, _) in pairwise(came[1:])]
    assert waits == [min(span.total_seconds() / 60, 30) for span in spans]


def test_it_feeds_another_program(installed: Callable[..., Any], club: str) -> None:
    emitted = installed("emit", club, "--fit", "1s")
    assert (emitted.status, emitted.err) == (0, "")
    posts = emitted.out.splitlines()[1:]
    assert installed("info", "-", "--json", stdin=emitted.out.encode()).json["posts"] == len(posts) > 2


def test_it_begins_at_a_moment_with_what_had_happened(ask: Callable[..., Any], club: str) -> None:
    assert ask("emit", club, "--at", "xyzzy").status == 1
    assert ask("emit", club, "--speed", "0").status == 2


def test_from_the_end_on_all_is_there_at_once() -> None:
    day = made_up_day(3)
    archive = Archive.from_day(day)
    replay = Replay(archive, lambda: 0.0, at=archive.last_time)
    assert len(list(lines(archive, replay, lambda _: None))) == 4


def test_a_day_of_one_post_ends_with_it() -> None:
    post = Post(id="p", kind="post", when=made_up_day(1).posts[0].when)
    archive = Archive.from_day(Day(header=Header(), posts=(post,)))
    assert len(list(lines(archive, Replay(archive, lambda: 0.0), lambda _: None))) == 2

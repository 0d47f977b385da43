"""The transport line at many widths: what stands in it, and what is left out first."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.render.cells import width_of
from tui.render.glyphs import ASCII, UNICODE, Glyphs
from tui.widgets.transport import Status, line, pace, rows, zone_name

OSLO = ZoneInfo("Europe/Oslo")
PLAYING = Status(
    playhead=datetime(2031, 5, 3, 12, 37, 5, tzinfo=OSLO),
    playing=True,
    speed=60.0,
    gap=timedelta(seconds=5),
    revealed=37,
    shield=True,
)
PAUSED = PLAYING._replace(playing=False)


def said(status: Status, width: int = 200, glyphs: Glyphs = UNICODE) -> str:
    return line(status, width, glyphs).plain


LONG = "What was kept of this day is broken; it is set aside as d3aa.broken."


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (100, [f"► 12:37 CEST  ·  60×  ·  {LONG}"]),
        (90, [f"► 12:37 CEST  ·  {LONG}"]),
        (80, ["► 12:37 CEST  ·  60×  ·  37 posts so far  ·  gaps ≤ 5 s", LONG]),
        (40, ["► 12:37 CEST  ·  60×  ·  37 posts so far", LONG[:39], LONG[40:]]),
        (18, ["► 12:37 CEST  ·…"]),
    ],
)
def test_a_message_that_does_not_fit_gets_rows_of_its_own(width: int, shown: list[str]) -> None:
    found = rows(PLAYING._replace(message=LONG), width)
    assert [row.plain.rstrip() for row in found] == shown


@pytest.mark.parametrize(
    ("width", "text"),
    [
        (80, "► 12:37 CEST  ·  60×  ·  37 posts so far  ·  gaps ≤ 5 s"),
        (50, "► 12:37 CEST  ·  60×  ·  37 posts so far"),
        (30, "► 12:37 CEST  ·  60×"),
        (14, "► 12:37 CEST"),
        (9, "► 12:37…"),
    ],
)
def test_the_least_important_goes_first(width: int, text: str) -> None:
    assert said(PLAYING, width) == text


@pytest.mark.parametrize(
    ("status", "width", "text"),
    [
        (PAUSED, 60, "║ 12:37:05 CEST  ·  60×  ·  paused  ·  37 posts so far"),
        (PAUSED._replace(ended=True), 40, "║ 12:37:05 CEST  ·  60×  ·  the end"),
        (PLAYING._replace(speed=0.5), 40, "► 12:37:05 CEST  ·  0.5×"),
        (PLAYING._replace(loop=True), 40, "► 12:37 CEST  ·  60×  ·  loop"),
        (PLAYING._replace(shield=False, total=1204), 60, "► 12:37 CEST  ·  60×  ·  shield off  ·  37 of 1,204 posts"),
        (PLAYING._replace(shield=False), 28, "► 12:37 CEST  ·  shield off"),
        (PLAYING._replace(filter="quay"), 40, "► 12:37 CEST  ·  60×  ·  only quay"),
        (PLAYING._replace(search="quay  3/17"), 40, "► 12:37 CEST  ·  60×  ·  quay  3/17"),
        (PLAYING._replace(message="Theme: paper."), 24, "► 12:37 CEST  ·  Theme:…"),
        (PLAYING._replace(message="It is as it is.", shield=False), 40, "► 12:37 CEST  ·  It is a…  ·  shield off"),
        (PLAYING._replace(message="It is as it is.", shield=False), 30, "► 12:37 CEST  ·  It is as it…"),
        (PLAYING._replace(search="the quick brown  3/17"), 36, "► 12:37 CEST  ·  the quick br…  3/17"),
        (
            PLAYING._replace(filter="& the quick  9 posts", shield=False),
            52,
            "► 12:37 CEST  ·  shield off  ·  only & the…  9 posts",
        ),
        (
            PLAYING._replace(filter="& quay  1 post", search="clerk  1/3"),
            50,
            "► 12:37 CEST  ·  clerk  1/3  ·  only & qu…  1 post",
        ),
        (PLAYING._replace(newest_first=True), 40, "► 12:37 CEST  ·  60×  ·  newest first"),
        (PLAYING._replace(typed="11:4"), 52, "► 12:37 CEST  ·  60×  ·   11:4   ·  37 posts so far"),
        (PLAYING._replace(typed="11:4", message="no"), 30, "► 12:37 CEST  ·   11:4 "),
        (PLAYING._replace(face="T−1:02"), 40, "► T−1:02  ·  60×  ·  37 posts so far"),
        (PLAYING._replace(revealed=1), 40, "► 12:37 CEST  ·  60×  ·  1 post so far"),
    ],
)
def test_every_state_is_told_in_words(status: Status, width: int, text: str) -> None:
    assert said(status, width) == text


def test_what_holds_is_told_in_whole_words_while_anything_else_can_be_cut() -> None:
    crammed = PLAYING._replace(search="5S%  no hit", shield=False, mouse=False, filter="& ?{  no hit")
    for width in range(60, 90):
        assert ("shield off" in said(crammed, width)) == ("shield o" in said(crammed, width)), width


def test_nothing_tells_how_long_the_day_is_under_the_shield() -> None:
    assert "of" not in said(PLAYING).replace("so far", "")


@given(
    st.integers(1, 120),
    st.builds(
        PLAYING._replace,
        playing=st.booleans(),
        speed=st.sampled_from([0.1, 1.0, 30.0, 1024.0]),
        gap=st.sampled_from([None, timedelta(seconds=5)]),
        steady=st.sampled_from([None, timedelta(seconds=3)]),
        shield=st.booleans(),
        typed=st.sampled_from(["", "61.8"]),
        search=st.sampled_from(["", "海 2/4", "pier  1/9"]),
        message=st.sampled_from(["", "That was the last post. The day holds here."]),
        loop=st.booleans(),
    ),
    st.sampled_from([UNICODE, ASCII]),
)
def test_it_never_overflows(width: int, status: Status, glyphs: Glyphs) -> None:
    text = said(status, width, glyphs)
    assert width_of(text) <= width
    assert glyphs is UNICODE or text.replace("海", "").isascii()


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (PLAYING, "gaps ≤ 5 s"),
        (PLAYING._replace(gap=None), "gaps in full"),
        (PLAYING._replace(steady=timedelta(seconds=2.5)), "a post every 2.5 s"),
        (PLAYING._replace(steady=timedelta(seconds=0.147059)), "a post every 0.15 s"),
    ],
)
def test_how_silence_passes(status: Status, words: str) -> None:
    assert pace(status) == words


def test_a_zone_without_a_name_is_its_offset() -> None:
    assert zone_name(datetime(2031, 5, 3, tzinfo=ZoneInfo("Asia/Kathmandu"))) == "UTC+0545"
    assert zone_name(datetime(2031, 5, 3, tzinfo=OSLO)) == "CEST"

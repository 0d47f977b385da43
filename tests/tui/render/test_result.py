"""The board as lines: what is said in words, what fits, what is marked, and the way of a figure."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.figures import Board, Boards, Sighting, board
from feeds.model import Contest, Reading, Status
from tui.render.bigfigure import figure_of
from tui.render.cells import width_of
from tui.render.digits import small
from tui.render.figures import number
from tui.render.glyphs import ASCII, UNICODE, Glyphs
from tui.render.lines import Line
from tui.render.result import Kept, headline, latest, pane

OSLO = ZoneInfo("Europe/Oslo")
START = datetime(2031, 5, 3, 6, 15, tzinfo=UTC)
CONTESTS = (
    Contest(
        name="Pier vote 2031", groups=("townspeople", "outer islanders"), who=("Yes", "No"), previous="Pier vote 2027"
    ),
    Contest(name="Pier vote 2027", who=("Yes", "No")),
)


class Story:
    """A board that grows by what is said."""

    def __init__(self) -> None:
        self.sightings: list[Sighting] = []

    def say(
        self,
        who: str | None,
        value: float,
        status: Status,
        *,
        measure: str = "share",
        group: str = "overall",
        source: str | None = None,
        contest: str = "Pier vote 2031",
        exact: bool = True,
    ) -> "Story":
        number = len(self.sightings)
        unit = "%" if measure in ("share", "turnout") else "votes"
        reading = Reading(
            contest=contest,
            group=group,
            who=who,
            measure=measure,
            value=value,
            unit=unit,
            status=status,
            source=source,
            text="so",
        )
        self.sightings.append(Sighting(number, f"p{number}", START + timedelta(minutes=7 * number), exact, reading))
        return self

    @property
    def board(self) -> Board:
        return board(CONTESTS, self.sightings)

    @property
    def newest(self) -> datetime:
        return self.sightings[-1].at


def whole() -> Story:
    """A morning: a forecast, a poll, a rumour, the count, and what lies behind it."""
    story = Story()
    story.say("Yes", 59.5, "recalled", contest="Pier vote 2027")
    story.say("Yes", 65, "forecast", source="Fjordposten", exact=False)
    story.say("Yes", 64, "poll", source="Fjordposten")
    story.say(None, 77.6, "reported", measure="turnout", source="the harbour radio")
    story.say(None, 6543, "declared", measure="eligible", group="townspeople")
    story.say("Yes", 62, "reported", source="Liv Dahl", exact=False)
    story.say("Yes", 61.8, "declared", source="Odd Berg, harbour clerk")
    story.say("No", 38.2, "declared", source="Odd Berg, harbour clerk")
    story.say("Yes", 313209, "declared", measure="votes")
    story.say("No", 193229, "declared", measure="votes")
    story.say("Yes", 59, "declared", group="townspeople")
    story.say("No", 41, "declared", group="townspeople")
    story.say(None, 506438, "declared", measure="cast")
    return story


def rows(lines: list[Line]) -> list[str]:
    return [f"{line.mark or ' '}{line.content.plain.rstrip()}" for line in lines]


def drawn(story: Story, width: int = 52, height: int = 60, glyphs: Glyphs = UNICODE) -> list[str]:
    return rows(pane(story.board, width, height, OSLO, newest=story.newest, glyphs=glyphs))


@pytest.mark.parametrize(("width", "height"), [(28, 60), (28, 12), (38, 60), (52, 60)])
def test_the_pane_at_its_widths(width: int, height: int, golden: Callable[[str, str], None]) -> None:
    golden(f"result_{width}_{height}", "\n".join(drawn(whole(), width, height)) + "\n")


@given(st.integers(20, 80), st.integers(1, 60), st.integers(0, 13), st.sampled_from([UNICODE, ASCII]))
def test_no_line_is_too_wide_and_ascii_is_ascii(width: int, height: int, count: int, glyphs: Glyphs) -> None:
    story = whole()
    story.sightings = story.sightings[:count]
    lines = pane(story.board, width, height, OSLO, glyphs=glyphs)
    lines.append(headline(story.board, width, OSLO, glyphs=glyphs))
    for line in lines:
        assert width_of(line.content.plain) <= width, line
        assert glyphs is UNICODE or line.content.plain.isascii()
    keys = [line.key for line in lines if line.key]
    assert len(keys) == len(set(keys))
    assert all(line.rank is not None for line in lines if line.key)


def test_the_way_has_no_polls_no_echoes_and_never_goes_back() -> None:
    story = (
        Story().say("Yes", 65, "forecast").say("Yes", 64, "poll").say("Yes", 62, "reported").say("Yes", 62, "reported")
    )
    story.say("Yes", 61.8, "declared").say("Yes", 63, "forecast").say("Yes", 61.8, "recalled").say("Yes", 60, "poll")
    entry = story.board.get("overall", "Yes", "share")
    assert entry is not None
    assert [(step.reading.value, step.reading.status) for step in entry.way] == [
        (65, "forecast"),
        (62, "reported"),
        (61.8, "declared"),
    ]
    assert entry.way[-1] == entry.current
    assert "65% forecast → 62% reported → 61.8% declared" in drawn(story)[-1]


def test_what_was_made_of_a_board_before_makes_no_difference() -> None:
    story, kept = whole(), Kept()
    boards = Boards(CONTESTS, story.sightings)
    for count in (*range(len(story.sightings)), 3, len(story.sightings)):
        found, newest = boards.at(count), story.sightings[max(count - 1, 0)].at
        for width, height in ((38, 40), (38, 12)):
            lines = pane(found, width, height, OSLO, newest=newest, kept=kept)
            assert lines == pane(found, width, height, OSLO, newest=newest)


def test_of_a_long_way_the_last_steps_are_told() -> None:
    story = Story()
    for step in range(30):
        story.say("Yes", 30 + step, "reported")
    text = " ".join(drawn(story, 52))
    assert "47% reported" not in text
    assert "58% reported → 59% reported" in text


def test_a_way_breaks_before_an_arrow_and_each_step_leads_to_its_post() -> None:
    story = whole()
    ways = [line for line in pane(story.board, 28, 60, OSLO) if "/way/" in line.key]
    assert [line.content.plain.strip() for line in ways] == ["65% forecast → 62% reported", "→ 61.8% declared"]
    first = ways[0]
    column = first.content.plain.index("62%")
    assert first.rank_at(column) == 5
    assert first.rank_at(first.content.plain.index("65%")) == 1
    assert ways[1].rank == 6


@pytest.mark.parametrize("status", ["forecast", "poll", "reported", "declared", "corrected"])
def test_how_sure_a_figure_is_stands_there_as_a_word_and_as_a_texture(status: Status) -> None:
    story = Story().say("Yes", 61.8, status, source="Liv Dahl")
    text = drawn(story)
    assert text[1].strip().startswith(status.upper())
    assert "08:15 · Liv Dahl" in text[1]
    assert UNICODE.fills[status] in "".join(text)


def test_a_figure_less_sure_than_the_result_says_so() -> None:
    story = Story().say("No", 40, "forecast").say("Yes", 61.8, "declared")
    assert any(row.strip() == "40% forecast" for row in drawn(story))
    assert "~" not in "".join(drawn(story))


def test_votes_of_a_part_of_the_count_are_not_the_declared_shares() -> None:
    story = Story().say("Yes", 500, "reported", measure="votes").say("Yes", 61.8, "declared")
    (share,) = (row for row in drawn(story) if "█" in row and "61.8%" in row)
    assert "500" not in share
    assert any(row.strip() == "500 votes reported 08:15" for row in drawn(story))
    shown = figure_of(story.board, None, OSLO)
    assert shown is not None and shown.lines == (("Yes", "61.8%", ""),)
    story.say("Yes", 809, "declared", measure="votes")
    assert any("61.8%  809" in row for row in drawn(story))


def test_a_guessed_time_has_a_tilde() -> None:
    story = Story().say("Yes", 61.8, "declared", exact=False)
    assert "~08:15" in drawn(story)[1]
    assert "~08:15" in headline(story.board, 60, OSLO).content.plain


def test_what_the_newest_post_brought_is_marked_and_nothing_else() -> None:
    story = Story().say("Yes", 61.8, "declared").say("No", 38.2, "declared")
    marked = [row for row in drawn(story) if row.startswith("•")]
    assert [row[1:3] for row in marked] == ["No"]
    assert not [row for row in rows(pane(story.board, 40, 30, OSLO)) if row.startswith("•")]


def test_the_last_contest_is_named_by_what_tells_it_apart() -> None:
    assert "2027: 59.5%" in "\n".join(drawn(whole()))


def test_before_any_result_the_pane_says_so() -> None:
    story = Story().say(None, 77.6, "reported", measure="turnout", source="the harbour radio")
    assert "No result yet." in drawn(story)[1]
    assert headline(story.board, 60, OSLO).content.plain == "No result yet · turnout 77.6% 08:15"
    assert rows(pane(Board(), 30, 10, OSLO)) == [" No figures yet."]


@pytest.mark.parametrize(
    ("width", "said"),
    [
        (52, "Turnout  77.6%  reported 08:15, the harbour radio"),
        (38, "Turnout  77.6%  reported 08:15"),
        (28, "Turnout  77.6%  reported"),
        (20, "Turnout  77.6%"),
    ],
)
def test_totals_drop_whole_words(width: int, said: str) -> None:
    story = Story().say(None, 77.6, "reported", measure="turnout", source="the harbour radio")
    assert drawn(story, width)[-1].strip("• ") == said


def test_large_digits_stand_where_there_is_room() -> None:
    def large(width: int, height: int, glyphs: Glyphs = UNICODE) -> bool:
        return any("▀▄▀" in row or "█ █" in row for row in drawn(whole(), width, height, glyphs))

    assert large(52, 40)
    assert large(38, 40)
    assert not large(28, 40)
    assert not large(38, 12)
    assert not large(52, 40, ASCII)


def test_digits() -> None:
    assert small("1.") == ["▀█   ", " █   ", "▀▀▀ ▀"]
    assert small("4x") == []
    assert {len(row) for row in small("0123456789.%")} == {len(small("0123456789.%")[0])}


@pytest.mark.parametrize(
    ("width", "text"),
    [
        (60, " DECLARED  08:57  Yes 61.8%  No 38.2%"),
        (36, " DECLARED  Yes 61.8%  No 38.2%"),
        (24, " DECLARED  Yes 61.8%  N…"),
    ],
)
def test_the_headline_keeps_the_figures_longest(width: int, text: str) -> None:
    assert headline(whole().board, width, OSLO).content.plain == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [(61.8, "%", "61.8%"), (59.0, "%", "59%"), (313209, "votes", "313,209"), (12.0, "people", "12")],
)
def test_figures_are_written_as_people_write_them(value: float, unit: str, text: str) -> None:
    assert number(value, unit) == text


def test_of_several_contests_the_one_of_which_something_was_said_last_is_told() -> None:
    contests = (*CONTESTS, Contest(name="Mayor", who=("Kari",)))
    story = Story().say("Yes", 61.8, "declared").say("Kari", 40, "reported", contest="Mayor")
    known, kept = board(contests, story.sightings), Kept()
    lines = pane(known, 52, 5, OSLO, kept=kept)
    assert rows(lines)[kept.begins[latest(known)]].strip() == "Mayor"
    assert "Kari 40%" in headline(known, 60, OSLO).content.plain
    story.say("Yes", 61.8, "corrected")
    known = board(contests, story.sightings)
    assert known.contests[latest(known)].contest.name == "Pier vote 2031"
    assert "Yes 61.8%" in headline(known, 60, OSLO).content.plain

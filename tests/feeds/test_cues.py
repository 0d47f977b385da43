"""Cue sheets: what a line says, where it lands, and what is told of a line that lands nowhere."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.archive import Archive
from feeds.cues import SPEED, Cue, CueSheet, legs, parse, resolve_sheet, script_of
from feeds.model import Block, Contest, Day, Header, Post, Reading, When
from feeds.replay import Replay
from feeds.run import Run

START = datetime(2031, 5, 3, 8, 0, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def post(number: int, minutes: float, text: str, *readings: Reading, key: bool = False) -> Post:
    body = (Block(type="paragraph", text=text),)
    return Post(
        id=f"p{number}", kind="post", when=When.stated(at(minutes)), heading=text, body=body, key=key, readings=readings
    )


def share(who: str, value: float, status: str) -> Reading:
    return Reading(
        **(
            {"contest": "The pier", "group": "overall", "who": who, "measure": "share", "value": value, "unit": "%"}
            | {"status": status, "text": f"{who} {value}%"}
        )
    )


@pytest.fixture(scope="module")
def archive() -> Archive:
    posts = (
        post(0, 0, "A queue forms on the quay"),
        post(1, 20, "The ferry is late"),
        post(2, 40, "A clerk hints at a yes", share("Yes", 60, "reported"), key=True),
        post(3, 60, "The pier will be built", share("Yes", 61.8, "declared"), share("No", 38.2, "declared"), key=True),
        post(4, 90, "The mayor promises a lighthouse"),
        post(5, 200, "The quay is empty again"),
    )
    contests = (Contest(name="The pier", who=("Yes", "No")),)
    return Archive.from_day(Day(header=Header(title="The pier vote", contests=contests), posts=posts))


@pytest.mark.parametrize(
    ("line", "cue"),
    [
        ("08:15", Cue(1, "08:15")),
        ("08:15  Morning", Cue(1, "08:15", "Morning")),
        ("08:15\tMorning", Cue(1, "08:15", "Morning")),
        ("08:15   Morning: all is well    hold", Cue(1, "08:15", "Morning: all is well", hold=True)),
        ("08:15  hold", Cue(1, "08:15", hold=True)),
        ("08:15\tMorning\tspeed 30", Cue(1, "08:15", "Morning", speed=30)),
        ("08:15  Morning  Speed 0.5x", Cue(1, "08:15", "Morning", speed=0.5)),
        ("08:15  Morning  speed 30 ×", Cue(1, "08:15", "Morning", speed=30)),
        ("61.8%  The declaration  big", Cue(1, "61.8%", "The declaration", big=True)),
        ("61.8%  Result  big hold speed 20", Cue(1, "61.8%", "Result", hold=True, speed=20, big=True)),
        ("61.8%  Result  hold, speed 20, big", Cue(1, "61.8%", "Result", hold=True, speed=20, big=True)),
        ("noon  A pause  BLANK", Cue(1, "noon", "A pause", blank=True)),
        ('"wipe the slate"   The speech   hold', Cue(1, '"wipe the slate"', "The speech", hold=True)),
        ("first corbyn reported    The leak", Cue(1, "first corbyn reported", "The leak")),
        ("noon  A long post  hold pages", Cue(1, "noon", "A long post", hold=True, pages=True)),
        ("noon  A sentence.  Another one.  hold", Cue(1, "noon", "A sentence. Another one.", hold=True)),
        ("noon  hold the line", Cue(1, "noon", "hold the line")),
        ("  noon  A \x1b[31mred\x1b[0m word  hold\r", Cue(1, "noon", "A red word", hold=True)),
        ("noon \t Words", Cue(1, "noon", "Words")),
    ],
)
def test_a_line_is_a_moment_words_and_what_to_do(line: str, cue: Cue) -> None:
    sheet = parse(line, "talk")
    assert sheet.problems == ()
    assert sheet.cues == (cue,)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (
            "noon  Words  hodl",
            '"hodl" is nothing to do here: that is hold, big, blank, pages or speed N; did you mean hold?',
        ),
        ("noon  Words  hold forever", '"forever" is nothing to do here'),
        ("noon  Words  speed fast", '"fast" is no speed'),
        ("noon  Words  speed 0", '"0" is no speed'),
        ("noon  speed 5000", '"5000" is no speed'),
        ("noon  Words  speed nan", '"nan" is no speed'),
        ("noon  Words  speed", '"speed" is nothing to do here'),
        ("noon  Words  big blank", "big and blank at once"),
        ("noon  Words  big pages", "has no pages"),
        ("noon  Words  speed 2 speed 3", "one speed"),
    ],
)
def test_a_bad_line_says_why_and_costs_no_other(line: str, reason: str) -> None:
    sheet = parse(f"# A talk\n{line}\nnoon  Still here\n", "talk.cues")
    assert [cue.words for cue in sheet.cues] == ["Still here"]
    (problem,) = sheet.problems
    assert reason in problem.reason
    assert str(problem).startswith("talk.cues:2: ")


def test_title_comments_and_blank_lines() -> None:
    sheet = parse("\ufeff\n#   The pier, ten minutes \r\n\n# another remark\n\n08:00  Go\n", "talk")
    assert sheet.title == "The pier, ten minutes"
    assert sheet.cues == (Cue(6, "08:00", "Go"),)


@given(st.text(max_size=200))
def test_whatever_is_in_a_sheet_every_line_is_a_cue_a_problem_a_comment_or_nothing(text: str) -> None:
    sheet = parse(text, "talk")
    numbers = [each.line for each in (*sheet.cues, *sheet.problems)]
    assert len(set(numbers)) == len(numbers)
    assert all(1 <= number <= text.count("\n") + 1 for number in numbers)
    assert all(
        char.isprintable() for cue in sheet.cues for char in cue.moment + cue.words if char not in "\u200c\u200d"
    )


def sheet_of(*moments: str) -> CueSheet:
    return parse("\n".join(moments), "talk")


def test_every_cue_finds_its_place(archive: Archive) -> None:
    script = resolve_sheet(
        sheet_of(
            "08:00", "+10m  Ten minutes on", "first yes reported  A hint", "61.8%  The result  big", '"lighthouse"  x'
        ),
        archive,
    )
    assert script.problems == ()
    assert [placed.rank for placed in script.cues] == [0, 0, 2, 3, 4]
    assert [placed.at for placed in script.cues] == [at(0), at(10), at(40), at(60), at(90)]
    assert all(placed.why for placed in script.cues)
    assert script.title == "The pier vote"


def test_a_cue_before_the_one_above_it_is_a_problem_and_the_next_one_counts_from_the_last_good(
    archive: Archive,
) -> None:
    script = resolve_sheet(sheet_of("61.8%  Result", "08:20  Too early", "09:30  Later"), archive)
    assert [placed.cue.line for placed in script.cues] == [1, 3]
    (problem,) = script.problems
    assert (problem.line, "before the cue above it" in problem.reason) == (2, True)
    assert "08:20" in problem.reason and "09:00" in problem.reason


def test_what_names_nothing_is_a_problem_with_a_hint_where_the_columns_may_be_meant(archive: Archive) -> None:
    script = resolve_sheet(
        sheet_of("zyzzyva", "zyzzyva hold", "qwertz  Words", "noon  Words  hodl", "08:00  Go"), archive
    )
    assert [placed.cue.line for placed in script.cues] == [5]
    assert [problem.line for problem in script.problems] == [1, 2, 3, 4]
    assert "two spaces" in script.problems[1].reason
    assert "two spaces" not in script.problems[2].reason


def test_a_line_that_is_out_of_order_with_all_others_is_the_one_to_blame(archive: Archive) -> None:
    moments = ("The lighthouse", "08:00  Go", "08:20  The ferry", "+10m  Ten on", "61.8%  Result", "08:10  Late")
    script = resolve_sheet(sheet_of(*moments), archive)
    assert [placed.cue.line for placed in script.cues] == [2, 3, 4, 5]
    assert script.cues[2].at == at(30)
    above, below = script.problems
    assert (above.line, below.line) == (1, 6)
    assert above.reason == "The lighthouse is at 09:30, after the cue below it (line 2, 08:00, 08:00)"
    assert below.reason == "08:10 is at 08:10, before the cue above it (line 5, 61.8%, 09:00)"


def test_a_span_that_leads_behind_the_next_cue_is_to_blame_itself(archive: Archive) -> None:
    script = resolve_sheet(sheet_of("08:00  Go", "+70m  Too far", "09:00  On"), archive)
    assert [placed.cue.line for placed in script.cues] == [1, 3]
    assert script.problems[0].reason.startswith("+70m is at 09:10, after the cue below it")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("first yess reported  A hint", "Did you mean first yes reported?"),
        ("ligthouse  A pause", "Did you mean lighthouse?"),
        ("61,8%  The result", "Did you mean 61.8%?"),
        ("zyzzyva qwertz  A pause", "matches 'zyzzyva qwertz'."),
        ("25:00  Night", "25:00 is no time of day."),
        ("09:00 The result  hold", "two spaces or a tab"),
    ],
)
def test_who_checks_a_sheet_is_told_what_is_near(archive: Archive, line: str, reason: str) -> None:
    (problem,) = resolve_sheet(sheet_of(line), archive, helpful=True).problems
    assert problem.reason.rstrip(")").endswith(reason) or reason in problem.reason


@given(st.lists(st.sampled_from(["08:00", "08:20", "08:40", "61.8%", "09:30", "+10m", "-5m", "end"]), max_size=12))
def test_what_is_kept_runs_forward_and_nothing_is_lost(archive: Archive, moments: list[str]) -> None:
    script = resolve_sheet(sheet_of(*(f"{moment}  x" for moment in moments)), archive)
    times = [placed.at for placed in script.cues]
    assert times == sorted(times)
    lines = [placed.cue.line for placed in script.cues] + [problem.line for problem in script.problems]
    assert sorted(lines) == list(range(1, len(moments) + 1))


def test_speeds_last_until_the_next_and_the_last_cue_waits(archive: Archive) -> None:
    script = resolve_sheet(
        sheet_of("08:00  a  speed 10", "08:20  b  hold", "09:00  c  speed 5 big", "09:30  d"), archive
    )
    assert [script.speed(index) for index in range(4)] == [10, 10, 5, 5]
    assert resolve_sheet(sheet_of("08:00", "08:20  b"), archive).speed(1, 42) == 42
    assert [script.waits(index) for index in range(4)] == [False, True, True, True]
    assert script.holds == 3


def test_a_day_without_a_sheet_is_presented_from_key_moment_to_key_moment(archive: Archive) -> None:
    script = script_of(archive)
    assert [placed.rank for placed in script.cues] == [0, 2, 3, 5]
    assert [placed.cue.big for placed in script.cues] == [False, False, True, False]
    assert all(placed.cue.hold for placed in script.cues)
    assert [placed.cue.pages for placed in script.cues] == [True, True, False, True]
    assert script_of(Archive.from_day(Day())).cues == ()


def test_of_a_long_day_only_the_cues_are_read_that_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    long = Archive.from_day(Day(posts=tuple(post(each, each, f"Key {each}", key=True) for each in range(500))))
    read: list[int] = []
    time_of = long.time_of
    monkeypatch.setattr(long, "time_of", lambda rank: read.append(rank) or time_of(rank))
    run = Run(script_of(long), long, lambda: 0.0, at=at(300))
    assert (run.cue, run.waiting, run.speed) == (300, True, SPEED)
    assert run.back() and run.position() == at(299)
    assert len(set(read)) < 20


def test_a_day_of_one_post_has_one_cue() -> None:
    script = script_of(Archive.from_day(Day(posts=(post(0, 0, "Nothing happens"),))))
    assert [placed.rank for placed in script.cues] == [0]


@pytest.mark.parametrize("gap", [None, timedelta(seconds=3)])
def test_the_run_takes_as_long_as_a_replay_takes(archive: Archive, gap: timedelta | None) -> None:
    script = resolve_sheet(sheet_of("08:00", "08:40  x  speed 30", "09:30  x  speed 10", "end"), archive)
    for index, leg in enumerate(legs(script, archive, gap=gap)):
        clock = [0.0]
        start, end = script.cues[index].at, script.cues[index + 1].at
        replay = Replay(archive, lambda clock=clock: clock[0], speed=script.speed(index), gap=gap, at=start)
        replay.play()
        while replay.position() < end:
            clock[0] += 0.1
        assert clock[0] == pytest.approx(leg.total_seconds(), abs=0.2)

"""The program as a person meets it: on a real terminal, from the first key to the last."""

import json
import re
import signal
import sys
from pathlib import Path

import pytest

READY = "space"
"""A word of the footer: it is there once the day is open."""


def day(path: Path, *texts: str) -> str:
    """A day of posts a quarter of an hour apart, with these texts, as a native file; its path."""
    lines = [
        {
            "id": f"post {i}",
            "kind": "post",
            "when": f"2031-05-06T{9 + i // 4:02}:{15 * (i % 4):02}:00+00:00",
            "body": [{"type": "paragraph", "text": text}],
        }
        for i, text in enumerate(texts)
    ]
    header = {"asithappened": 1, "title": "A day of rowing", "date": "2031-05-06"}
    path.write_text("\n".join(map(json.dumps, [header, *lines])), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(("columns", "rows"), [(120, 40), (80, 24)])
def test_to_the_declaration_and_out(launch, columns, rows) -> None:
    terminal = launch("--paused", columns=columns, rows=rows)
    before = terminal.wait_for(READY)
    assert "61.8" not in before
    assert "DECLARED" not in before
    terminal.send("D")
    shown = terminal.wait_for("61.8", "38.2", "DECLARED")
    assert len(shown.splitlines()) == rows
    terminal.send("q")
    assert terminal.wait_end() == 0
    assert terminal.untidy == set()


def test_search_as_you_type_and_walk_the_hits(launch, tmp_path) -> None:
    texts = ["Mist on the river.", "The café opens.", "Nobody rows yet.", "The cafe closes.", "Home."]
    terminal = launch(day(tmp_path / "day.jsonl", *texts), "--paused", "--no-shield")
    terminal.wait_for(READY, "Mist on the river.")
    terminal.send("/cafe")
    terminal.wait_for("cafe", "/2")
    terminal.send("\r")
    terminal.send("n")
    terminal.wait_for("The cafe closes.")
    terminal.send("q")
    assert terminal.wait_end() == 0


def test_it_fits_whatever_the_terminal_becomes(launch, tmp_path) -> None:
    terminal = launch(day(tmp_path / "day.jsonl", "Mist on the river."), "--paused")
    terminal.wait_for(READY, "Mist on the river.")
    for columns, rows in ((80, 24), (60, 15), (200, 60), (30, 8), (120, 40)):
        terminal.resize(columns, rows)
        terminal.watch(0.2)
    terminal.wait_for(READY, "Mist on the river.", "A day of rowing")
    terminal.send("q")
    assert terminal.wait_end() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_the_terminal_clean(launch, number) -> None:
    terminal = launch()
    terminal.wait_for(READY)
    assert terminal.untidy >= {"1049", "1000", "25"}
    terminal.kill(number)
    assert terminal.wait_end() == 128 + number
    assert terminal.untidy == set()


def test_a_crash_leaves_the_terminal_clean_and_says_so_in_a_line(launch) -> None:
    program = (
        "import tui.screens.replay as replay\n"
        "def broken(*_, **__): raise RuntimeError('the oar broke')\n"
        "replay.ReplayScreen.action_declaration = broken\n"
        "from tui.cli.main import run; run()"
    )
    terminal = launch("--paused", program=[sys.executable, "-c", program])
    terminal.wait_for(READY)
    terminal.send("D")
    assert terminal.wait_end() == 2
    assert terminal.untidy == set()
    assert "RuntimeError: the oar broke" in terminal.text
    assert "Traceback" not in terminal.text


_MOUSE = ("1000", "1003", "1015", "1006")


@pytest.mark.parametrize("on_again", [False, True])
def test_the_mouse_is_left_to_the_terminal_and_taken_back(launch, on_again) -> None:
    terminal = launch("--paused")
    terminal.wait_for(READY)
    assert terminal.untidy >= {"1000", "1003"}
    seen = len(terminal.raw)
    terminal.send("\x1bOQ")
    terminal.wait_for("mouse off", "F2 turns it on again")
    assert all(f"\x1b[?{mode}l".encode() in terminal.raw[seen:] for mode in _MOUSE)
    assert not terminal.untidy & {*_MOUSE}
    terminal.send("\r")
    terminal.wait_for("esc closes")
    if on_again:
        seen = len(terminal.raw)
        terminal.send("\x1bOQ")  # on the page of a post it works too
        terminal.wait_for("The mouse is on.")
        assert all(f"\x1b[?{mode}h".encode() in terminal.raw[seen:] for mode in _MOUSE)
    terminal.send("\x1b")
    terminal.wait_until(lambda text: "esc closes" not in text, "is the timeline again")
    terminal.send("q")
    assert terminal.wait_end() == 0
    assert terminal.untidy == set()


HOSTILE = (
    "BEGIN \x1b[38;5;201mcolour \x1b]52;c;cm0gLXJmCg==\x07clipboard \x1b]0;owned\x07title \x1b[2J\x1bcgone "
    "\x9b31mred \x1bP+q544e\x1b\\query \x1b]8;;https://example.org\x1b\\link \x07\x08\x0e\x00 "
    "\u202eright to left \U000e0041tags " + "e" + "\u0301" * 40 + " [@click=app.quit]markup[/] [/] \ud800 END"
)
# As a terminal would take them: the lines of a post's source, which are shown too, spell them out and are only text.
FORBIDDEN = (
    rb"\x1b\[[0-9;]*38;5;201",
    rb"\x1b\][^\x07\x1b]*(?:52;|owned|cm0g)",
    rb"\x1bc",
    rb"\x1bP\+q544e",
    rb"\x9b3",
    rb"\xe2\x80\xae",
    rb"\xf3\xa0\x81\x81",
)


def test_a_hostile_post_is_only_text(launch, tmp_path) -> None:
    path = tmp_path / "day.jsonl"
    day(path, HOSTILE, "A quiet post.")
    path.write_text(path.read_text().replace("A day of rowing", "\\u001b]0;owned\\u0007[/] [b]A day of rowing"))
    terminal = launch(str(path), "--paused")
    shown = terminal.wait_for(READY, "BEGIN", "END")
    assert "markup[/]" in shown
    terminal.send("/colour\r")
    terminal.wait_for("/1")
    terminal.send("\r")
    terminal.watch(0.3)
    terminal.send("\x1b\x1b")
    terminal.watch(0.3)
    terminal.send("q")
    assert terminal.wait_end() == 0
    assert not [each for each in FORBIDDEN if re.search(each, terminal.raw)]


def test_a_pipe_is_replayed_and_the_keyboard_still_works(launch, tmp_path) -> None:
    path = day(tmp_path / "day.jsonl", "Mist on the river.", "The race is on.")
    inner = f"cat {path} | {sys.executable} -c 'from tui.cli.main import run; run()' - --paused"
    terminal = launch(program=["/bin/sh", "-c", inner])
    terminal.wait_for(READY, "Mist on the river.")
    terminal.send(".")
    terminal.wait_for("The race is on.")
    terminal.send("q")
    assert terminal.wait_end() == 0
    assert terminal.untidy == set()


def test_bad_input_is_told_before_the_screen_is_taken(launch, tmp_path) -> None:
    (tmp_path / "day.txt").write_bytes(b"")
    terminal = launch("day.txt", cwd=tmp_path)
    assert terminal.wait_end() == 2
    assert terminal.text.strip() == "asithappened: day.txt: the file is empty"
    assert b"\x1b" not in terminal.raw


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'{"id":"a","kind":"po', ":1: not a whole line of JSON"),
        (b"<!DOCTYPE html>\n<p>Rain.</p>", ": HTML, which"),
    ],
)
def test_what_is_wrong_inside_is_one_line_too(launch, tmp_path, data, reason) -> None:
    (tmp_path / "day.txt").write_bytes(data)
    terminal = launch("day.txt", cwd=tmp_path)
    assert terminal.wait_end() == 2
    assert terminal.text.strip().startswith(f"asithappened: day.txt{reason}")
    assert len(terminal.text.strip().splitlines()) == 1
    assert terminal.untidy == set()


def test_the_keyboard_is_no_pipe(launch) -> None:
    terminal = launch("-")
    assert terminal.wait_end() == 2
    assert "standard input is the keyboard" in terminal.text


def test_a_moment_that_is_none_is_one_line(launch, tmp_path) -> None:
    terminal = launch(day(tmp_path / "day.jsonl", "Mist on the river."), "--at", "the regatta")
    assert terminal.wait_end() == 1
    assert terminal.untidy == set()
    assert terminal.text.strip().startswith("asithappened: ")


_COLOUR = re.compile(rb"\x1b\[[0-9;]*(?<![0-9])(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?![0-9])[0-9;]*m")


def test_without_colour_and_in_plain_signs(launch, tmp_path) -> None:
    words = day(tmp_path / "day.jsonl", "Mist on the river – “thick”, says Zoë.")
    terminal = launch(words, "--paused", LC_ALL="C", NO_COLOR="1")
    shown = terminal.wait_for(READY, 'Mist on the river - "thick", says Zoe.')
    assert shown.isascii()
    assert not _COLOUR.search(terminal.raw)
    terminal.send("?")
    assert terminal.wait_for("The clock").isascii()
    terminal.send("qq")
    assert terminal.wait_end() == 0


def test_the_colours_of_a_terminal_that_has_few(launch, tmp_path) -> None:
    terminal = launch(day(tmp_path / "day.jsonl", "Mist on the river."), "--paused", TERM="xterm", COLORTERM="")
    terminal.wait_for(READY, "Mist on the river.")
    assert not re.search(rb"\x1b\[[0-9;]*[34]8;[25];", terminal.raw)
    terminal.send("q")
    assert terminal.wait_end() == 0


def test_a_terminal_that_cannot_be_drawn_on_is_left_alone(launch) -> None:
    terminal = launch("--paused", TERM="dumb")
    terminal.wait_for("this one is dumb")
    assert terminal.wait_end() == 2
    assert b"\x1b" not in terminal.raw

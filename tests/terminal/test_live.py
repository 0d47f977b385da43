"""A day that is still going on: a pipe that stays open, a file that grows, on a real terminal."""

import json
import sys
from pathlib import Path

from tests.terminal.test_replay import READY, day

PROGRAM = f"{sys.executable} -c 'from tui.cli.main import run; run()'"


def more(number: int, clock: str, text: str) -> str:
    body = [{"type": "paragraph", "text": text}]
    return json.dumps({"id": f"more {number}", "kind": "post", "when": f"2031-05-06T{clock}:00+00:00", "body": body})


def test_what_comes_through_a_slow_pipe_is_shown_as_it_comes(launch, tmp_path) -> None:
    whole = Path(day(tmp_path / "day.jsonl", "Mist on the river.", "The race is on."))
    (tmp_path / "more").write_text(more(1, "09:20", "The race is over.") + "\n")
    wait = f"until test -e {tmp_path}/go; do sleep 0.1; done"
    inner = f"(cat {whole}; echo; {wait}; cat {tmp_path}/more; sleep 60) | {PROGRAM} - --speed 1024 --gap 0.2s"
    terminal = launch(program=["/bin/sh", "-c", inner])
    terminal.wait_for(READY, "The race is on.", "waiting for more")
    assert "is over" not in terminal.text
    (tmp_path / "go").touch()
    terminal.wait_for("The race is over.")
    terminal.send("/over")
    terminal.wait_for("/1")
    terminal.send("\rq")
    terminal.wait_until(lambda _: not terminal.untidy, "is given back")


def test_a_silent_pipe_is_waited_for_and_left(launch) -> None:
    terminal = launch(program=["/bin/sh", "-c", f"sleep 60 | {PROGRAM} -"])
    terminal.wait_for("Waiting for the first post")
    terminal.send("q")
    terminal.wait_until(lambda _: not terminal.untidy, "is given back")


def test_a_file_that_grows_is_followed_and_one_that_is_cut_short_is_not(launch, tmp_path) -> None:
    path = Path(day(tmp_path / "day.jsonl", "Mist on the river.", "The race is on."))
    terminal = launch(str(path), "--paused", "--no-shield")
    terminal.wait_for(READY, "2 posts")
    with path.open("a", encoding="utf-8") as file:
        late = more(2, "09:10", "A word that comes late.")
        file.write(f"\n{more(1, '09:20', 'The race is over.')}\n{late[:50]}")
        file.flush()
        terminal.wait_for("3 posts", "The race is over.")
        file.write(f"{late[50:]}\n")
    shown = terminal.wait_for("4 posts", "A word that comes late.")
    assert shown.index("comes late") < shown.index("is on") < shown.index("is over")
    path.write_text("")
    terminal.wait_for("has been replaced or cut short")
    terminal.send("q")
    assert terminal.wait_end() == 0
    assert terminal.untidy == set()

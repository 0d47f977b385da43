"""`record`: a film or a picture in a file, the same each time; nothing else is ever written."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def test_two_programs_write_the_same_film_and_the_same_picture(
    installed: Callable[..., Any], club: str, tmp_path: Path
) -> None:
    for ending, words in (("cast", "Ada Oar"), ("svg", "Mist")):
        outs = [tmp_path / f"{name}.{ending}" for name in ("one", "other")]
        for out in outs:
            told = installed("record", club, "-o", str(out), "--fit", "2s", "--size", "80x24")
            assert (told.status, told.out, told.err) == (0, "", "")
        assert outs[0].read_bytes() == outs[1].read_bytes()
        assert words in outs[0].read_text(encoding="utf-8").replace("&#160;", " ")


@pytest.mark.parametrize(
    ("status", "said", "arguments"),
    [
        (2, ".cast or .svg", ["-o", "day.gif"]),
        (2, "no theme mauve", ["-o", "day.svg", "--theme", "mauve"]),
        (2, "no size", ["-o", "day.svg", "--size", "10x10"]),
        (1, "xyzzy", ["-o", "day.cast", "--at", "xyzzy"]),
        (1, "xyzzy", ["-o", "day.cast", "--until", "xyzzy"]),
        (2, "--until must be later", ["-o", "day.cast", "--at", "10:00", "--until", "9:00"]),
        (2, "nowhere", ["-o", "nowhere/day.svg"]),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(
    ask: Callable[..., Any],
    club: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    said: str,
    arguments: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    there = {path.name for path in tmp_path.iterdir()}
    told = ask("record", club, *arguments)
    assert told.status == status
    assert said in told.err
    assert told.err.count("\n") == 1
    assert {path.name for path in tmp_path.iterdir()} == there


def test_an_input_is_never_written_over(ask: Callable[..., Any], club: str, tmp_path: Path) -> None:
    link = tmp_path / "club.cast"
    link.symlink_to(club)
    before = Path(club).read_bytes()
    told = ask("record", club, "-o", str(link))
    assert (told.status, Path(club).read_bytes()) == (2, before)
    assert "never changed" in told.err

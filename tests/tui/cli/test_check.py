"""`check`: where a cue sheet lands, and what is said of a line that lands nowhere."""

from pathlib import Path

import pytest

SHEET = "# Rowing, in brief\n07:30  Mist  speed 30\nfirst oar reported  The leak  hold\n55.5%  The result  big\n"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "talk.cues"
    path.write_text(SHEET, encoding="utf-8")
    return path


def test_every_cue_and_how_long_it_takes(ask, club, sheet) -> None:
    answer = ask("check", str(sheet), club, "--gap", "off")
    assert answer.status == 0
    assert "Rowing, in brief" in answer.out
    assert "07:30  Mist  [speed 30]" in answer.out
    assert "09:10  The leak  [hold]" in answer.out
    assert "Ada Oar leads the club" in answer.out
    assert "then plays for 3 min 20 s" in answer.out
    assert "The run plays for 5 min; 2 holds, you decide how long." in answer.out


def test_as_json(ask, club, sheet) -> None:
    answer = ask("check", str(sheet), club, "--json")
    assert answer.status == 0
    said = answer.json
    assert [(cue["line"], cue["post"], cue["waits"]) for cue in said["cues"]] == [
        (2, "dawn", False),
        (3, "leak", True),
        (4, "result", True),
    ]
    assert said["plays"] == 10.0
    assert said["waits"] == 2
    assert said["problems"] == []


def test_a_line_that_does_not_resolve(ask, club, sheet) -> None:
    sheet.write_text(SHEET + "zyzzyva  Nothing  hold\n", encoding="utf-8")
    answer = ask("check", str(sheet), club)
    assert answer.status == 1
    assert "The result" in answer.out
    assert f"{sheet}:5: " in answer.err


def test_what_cannot_be_read(ask, club, sheet, tmp_path) -> None:
    assert ask("check", str(tmp_path / "no.cues"), club).status == 2
    sheet.write_text("# only a title\n", encoding="utf-8")
    answer = ask("check", str(sheet), club)
    assert (answer.status, answer.err) == (2, f"asithappened: {sheet}: there is no cue in it\n")
    sheet.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    assert ask("check", str(sheet), club).status == 2


def test_the_bundled_talk_runs(ask) -> None:
    answer = ask("check")
    assert (answer.status, answer.err) == (0, "")
    assert (
        300
        < sum(cue["plays"] for cue in ask("check", "--json").json["cues"]) + 10 * ask("check", "--json").json["waits"]
        < 900
    )

"""Whatever the user gives, the answer is one clear line and a status, never a traceback."""

import os
import shlex
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from platformdirs import user_cache_path

from feeds.archive.importing import run
from feeds.archive.job import Job

GOOD = b'{"id":"a","kind":"post","when":"2031-05-06T09:00:00+02:00","body":[{"type":"paragraph","text":"Rain."}]}\n'

FILES = {
    "empty": (b"", "the file is empty"),
    "blank": (b" \n\n\t\n", "nothing but white space in it"),
    "binary": (bytes(range(256)) * 20, "a binary file, not a text"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "not a text but a PNG picture"),
    "packed": (b"\x1f\x8b\x08\x00" + bytes(100), "not a text but a gzip file; unpack it first"),
    "half a line": (b'{"id":"a","kind":"po', ":1: not a whole line of JSON (EOF while parsing a string at column 20)"),
    "header and half a line": (b'{"asithappened":1,"title":"x"}\n{"id":', "there is no post in it"),
    "a field too many": (b'\n{"id":"a","kind":"post","mood":"good"}\n', ":2: unknown field 'mood'"),
    "a later version": (b'{"asithappened":99}\n' + GOOD, ":1: made by a newer version: form 99"),
    "a web page": (b"<!DOCTYPE html>\n<html><body>Rain.</body></html>", "HTML, which cannot be read; its text can"),
    "a part of one": (b"<div class='post'>Rain.</div>", "HTML, which cannot be read; its text can"),
    "a feed": (b"<?xml version='1.0'?>\n<rss/>", "an XML file, which cannot be read"),
    "other JSON": (b'{\n  "posts": []\n}\n', "JSON, but not the native form"),
    "a list": (b'[{"id": 1},\n {"id": 2}]', "JSON, but not the native form"),
}


def one_line(answer) -> str:
    assert answer.status == 2, answer
    assert answer.out == ""
    assert answer.err.startswith("asithappened: ")
    assert answer.err.count("\n") == 1, answer.err
    assert "Traceback" not in answer.err
    assert "\x1b" not in answer.err
    return answer.err.rstrip("\n")


@pytest.mark.parametrize(("data", "reason"), FILES.values(), ids=FILES)
def test_a_file_that_cannot_be_replayed(ask, tmp_path, monkeypatch, data, reason) -> None:
    monkeypatch.chdir(tmp_path)
    Path("day.jsonl").write_bytes(data)
    line = one_line(ask("search", "rain", "day.jsonl"))
    assert line.startswith("asithappened: day.jsonl:")
    assert reason in line


@pytest.mark.parametrize("name", ["empty", "blank", "binary", "picture", "packed"])
def test_what_a_look_tells_is_said_first_of_all(ask, installed, tmp_path, monkeypatch, name) -> None:
    monkeypatch.chdir(tmp_path)
    data, reason = FILES[name]
    Path("day.jsonl").write_bytes(data)
    line = one_line(ask("day.jsonl"))
    assert line == f"asithappened: day.jsonl: {reason}"
    for command in ((), ("info",)):
        assert one_line(installed(*command, "day.jsonl", cwd=tmp_path)) == line


@pytest.mark.parametrize("command", [(), ("info",), ("search", "rain"), ("figures",)])
def test_no_file_a_folder_and_a_file_that_is_locked(ask, tmp_path, monkeypatch, command) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    assert one_line(ask(*command, "missing.txt")) == "asithappened: missing.txt: no such file"
    assert one_line(ask(*command, "folder")) == "asithappened: folder: a folder; name the files in it"
    (tmp_path / "locked.txt").write_text("x")
    (tmp_path / "locked.txt").chmod(0)
    if not os.access(tmp_path / "locked.txt", os.R_OK):
        assert one_line(ask(*command, "locked.txt")) == "asithappened: locked.txt: permission denied"


def test_a_name_with_escapes_in_it_is_no_danger(ask) -> None:
    one_line(ask("info", "\x1b]0;title\x07day\nday.txt"))
    one_line(ask("info", "a\0b"))


ARGUMENTS = {
    "an unknown option": (("info", "--colour", "x"), "unrecognized arguments: --colour (see asithappened info --help)"),
    "no query": (("search",), "the following arguments are required: QUERY"),
    "no output": (("convert", "x"), "the following arguments are required: -o/--out"),
    "a date that is none": (("info", "--date", "yesterday"), "'yesterday' is no date like 2016-09-24"),
    "a zone that is none": (("--zone", "Mars/Olympus", "info"), "unknown time zone 'Mars/Olympus'"),
    "a speed that is none": (("--speed", "fast"), "'fast' is no speed from 0.1 to 1024"),
    "no speed": (("--speed", "nan"), "'nan' is no speed"),
    "a gap that is none": (("--gap", "-3s"), "--gap"),
    "a number that is none": (("search", "x", "-n", "0"), "'0' is no number of posts"),
    "a command misspelt": (("serach", "rain"), "serach: no such file, and no command; did you mean 'search'?"),
    "standard input twice": (("info", "-", "-"), "standard input can be read only once"),
}


@pytest.mark.parametrize(("arguments", "reason"), ARGUMENTS.values(), ids=ARGUMENTS)
def test_arguments_that_make_no_sense(ask, arguments, reason) -> None:
    assert reason in one_line(ask(*arguments))


def test_a_query_that_means_nothing(ask, club) -> None:
    one_line(ask("search", "kind:poem", club))


def test_what_is_named_in_a_complaint_may_be_long(ask, club) -> None:
    assert len(ask("at", "nobody " * 1_000, club).err) < 200


def test_inputs_are_never_changed(ask, club, tmp_path) -> None:
    before = Path(club).read_bytes()
    (tmp_path / "same.jsonl").symlink_to(club)
    for out in (club, str(tmp_path / "same.jsonl")):
        assert "inputs are never changed" in one_line(ask("convert", club, "-o", out))
    assert Path(club).read_bytes() == before


def test_outputs_that_cannot_be_written(ask, club, tmp_path) -> None:
    assert "OUT must end in .jsonl, .jsonld, .json, .md, .html" in one_line(
        ask("convert", club, "-o", str(tmp_path / "day.doc"))
    )
    line = one_line(ask("convert", club, "-o", str(tmp_path / "none" / "day.jsonl")))
    assert line.lower().endswith("day.jsonl: no such file or directory")


def test_a_day_with_one_post(ask, tmp_path) -> None:
    path = tmp_path / "one.jsonl"
    path.write_bytes(GOOD)
    assert ask("info", str(path), "--json").json["posts"] == 1
    assert ask("search", "rain", str(path)).status == 0
    assert ask("figures", str(path)).status == 1
    assert ask("at", "9:00", str(path), "--zone", "Europe/Paris").status == 0


def test_standard_input(installed) -> None:
    assert installed("info", "-", "--json", stdin=GOOD).json["sources"][0]["file"] == "standard input"
    line = one_line(installed("info", "-", stdin=b'{"id":'))
    assert line.startswith("asithappened: standard input:1: not a whole line of JSON")


def test_a_replay_without_a_terminal(installed, club) -> None:
    assert one_line(installed(club)).startswith("asithappened: a replay needs a terminal")
    assert one_line(installed("-", stdin=GOOD)).startswith("asithappened: a replay needs a terminal")


def test_a_file_called_like_a_command(ask, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "info").write_bytes(GOOD)
    assert "a replay needs a terminal" in one_line(ask("./info"))


@pytest.mark.parametrize("arguments", [("search", "cafe"), ("--help",)])
def test_nobody_reads_what_is_printed(club, arguments) -> None:
    program = "from tui.cli.main import run; run()"
    with subprocess.Popen(
        [sys.executable, "-c", program, *arguments, club], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        assert child.stderr.read() == b""
    assert child.returncode == 0


@pytest.mark.parametrize(
    ("redirected", "status", "said"),
    [
        ("search cafe day >&-", 0, ""),
        ("search cafe day --json >&-", 0, ""),
        ("--help >&-", 0, ""),
        ("search cafe nowhere 2>&-", 2, ""),
        ("search cafe - <&-", 2, "asithappened: standard input: the file is empty\n"),
        pytest.param(
            "search cafe day --json >/dev/full",
            2,
            "asithappened: standard output: No space left on device\n",
            marks=pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux"),
        ),
    ],
)
def test_streams_that_are_closed_or_full(club, redirected, status, said) -> None:
    program = f"{shlex.quote(sys.executable)} -c 'from tui.cli.main import run; run()' {redirected}"
    (Path(club).parent / "day").symlink_to(club)
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    done = subprocess.run(program, shell=True, cwd=Path(club).parent, env=env, capture_output=True, check=False)  # noqa: S602
    assert (done.returncode, done.stdout, done.stderr.decode()) == (status, b"", said)


def test_an_error_of_the_program_itself_is_one_line_too(ask, club, monkeypatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the oar broke")

    monkeypatch.setattr("feeds.ingest.ingest", broken)
    monkeypatch.delenv("ASITHAPPENED_DEBUG", raising=False)
    line = one_line(ask("search", "x", club))
    assert "unexpected RuntimeError: the oar broke (set ASITHAPPENED_DEBUG=1 to see where)" in line
    monkeypatch.setenv("ASITHAPPENED_DEBUG", "1")
    with pytest.raises(RuntimeError):
        ask("search", "x", club)


def test_an_archive_that_proves_to_be_damaged_is_set_aside(ask, club, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    job = Job(user_cache_path("asithappened"), (club,))
    path = run(job, lambda _: None)
    asked = ask("search", "café", club)
    assert path is not None
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE posts SET json = substr(json, 5)")
        connection.commit()
    assert "it has been set aside, and a new one is made the next time" in one_line(ask("search", "café", club))
    assert not path.exists()
    assert ask("search", "café", club) == asked


def test_an_interrupt_is_silent(ask, club, monkeypatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("feeds.ingest.ingest", interrupted)
    answer = ask("search", "x", club)
    assert (answer.status, answer.out, answer.err) == (130, "", "")

"""What each command prints, and the shape of its JSON."""

import json
from pathlib import Path

import pytest

from feeds import validation

ENTRY = {"group", "who", "measure", "value", "unit", "status", "source", "text", "line", "at", "post", "history"}


def test_search_finds_posts_in_time_order(ask, club) -> None:
    answer = ask("search", "cafe", club, "--json")
    assert answer.status == 0
    assert [hit["post"]["id"] for hit in answer.json] == ["dawn", "after"]
    assert all(set(hit) == {"post", "score", "marks"} for hit in answer.json)
    (mark,) = answer.json[0]["marks"]
    assert mark == {"in": "body[0]", "start": 23, "end": 27, "text": "café"}
    assert all(validation.post(json.dumps(hit["post"])) for hit in answer.json)


def test_search_ends_where_the_reader_says(ask, club) -> None:
    assert [hit["post"]["id"] for hit in ask("search", "oar", club, "--until", "09:30", "--json").json] == ["leak"]
    assert len(ask("search", "oar", club, "-n", "1", "--json").json) == 1


def test_search_that_finds_nothing(ask, club) -> None:
    answer = ask("search", "regatta", club, "--json")
    assert (answer.status, answer.json) == (1, [])
    assert ask("search", "regatta", club).out == ""


def test_search_for_people_to_read(ask, club) -> None:
    answer = ask("search", "cafe", club)
    assert "Who leads the rowing club\nTuesday 6 May 2031 · times in CEST\n" in answer.out
    assert "07:30  Good morning" in answer.out
    assert "2 posts" in answer.out
    assert max(map(len, answer.out.splitlines())) <= 80
    assert "\x1b" not in answer.out


def test_at_a_figure(ask, club) -> None:
    answer = ask("at", "55.5%", club, "--json")
    assert answer.status == 0
    assert set(answer.json) == {"post", "matched", "why", "others", "board"}
    assert answer.json["post"]["id"] == "result"
    assert answer.json["post"]["origin"] == {"file": "notes.txt", "first_line": 4, "last_line": 5}
    (contest,) = answer.json["board"]["contests"]
    assert contest["status"] == "declared"


def test_at_a_time_for_people_to_read(ask, club) -> None:
    out = ask("at", "09:10", club).out
    assert "57%" in out
    assert "reported" in out
    assert "55.5" not in out


def test_at_nothing(ask, club) -> None:
    answer = ask("at", "the regatta", club, "--json")
    assert answer.status == 1
    assert answer.out == ""
    assert answer.err.count("\n") == 1


def test_figures_with_their_history(ask, club) -> None:
    (contest,) = ask("figures", club, "--json").json["contests"]
    assert contest["name"] == "Rowing club 2031"
    assert all(set(entry) == ENTRY for entry in contest["entries"])
    first = contest["entries"][0]
    assert (first["who"], first["value"], first["status"], first["post"]["id"]) == (
        "Ada Oar",
        55.5,
        "declared",
        "result",
    )
    assert [each["value"] for each in first["history"]] == [57, 55.5]


def test_figures_as_known_then(ask, club) -> None:
    (contest,) = ask("figures", club, "--at", "09:30", "--json").json["contests"]
    assert [(entry["value"], entry["status"]) for entry in contest["entries"]] == [(57, "reported")]
    nothing = ask("figures", club, "--at", "08:00", "--json")
    assert (nothing.status, nothing.json) == (1, {"contests": []})


def test_figures_for_people_to_read(ask, club) -> None:
    out = ask("figures", club, "--history").out
    assert "Rowing club 2031: declared" in out
    assert "  Ada Oar  share  55.5%  declared  10:00  the umpire\n" in out
    assert "  57%    reported  09:10" in out


def test_info(ask, club) -> None:
    report = ask("info", club, "--json").json
    assert report["posts"] == 5
    assert report["first"] == "2031-05-06T07:30:00+02:00"
    (source,) = report["sources"]
    assert source["form"] == "native"
    assert source["posts"] == {"post": 3, "tweet": 1, "announcement": 1}
    assert source["times"] == {"stated": 5}
    assert source["skipped"] == []
    assert "stated" in ask("info", club).out


def test_info_tells_what_was_skipped(ask, club, monkeypatch) -> None:
    monkeypatch.chdir(Path(club).parent)
    with Path(club).open("ab") as file:
        file.write(b'\n{"id":"half","kind":"po\n{"kind":"post","body":[{"type":"quote","text":"caf\xe9"}]}\n')
    report = ask("info", club, "--json").json
    (source,) = report["sources"]
    assert [each["line"] for each in source["skipped"]] == [7, 8]
    assert "not a whole line of JSON" in source["skipped"][0]["reason"]
    assert "windows-1252" in source["skipped"][1]["reason"]
    assert report["posts"] == 6
    assert "    club.jsonl:7: not a whole line of JSON" in ask("info", "club.jsonl").out


def test_what_the_user_says_counts(ask, club) -> None:
    for arguments in (
        ("info", club, "--json", "--title", "Regatta", "--date", "2031-05-07", "--zone", "UTC"),
        ("--title", "Regatta", "--date=2031-05-07", "--zone", "UTC", "info", "--json", club),
    ):
        report = ask(*arguments).json
        assert (report["title"], report["date"], report["timezone"]) == ("Regatta", "2031-05-07", "UTC")


def test_convert_writes_what_is_read_back(ask, club, tmp_path) -> None:
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    assert ask("convert", club, "-o", str(first)).status == 0
    answer = ask("convert", str(first), "-o", str(second))
    assert (answer.status, answer.out) == (0, "")
    assert "5 posts" in answer.err
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize(
    ("ending", "start"),
    [
        ("jsonld", '{"@context":"https://schema.org"'),
        ("json", '{"@context":"https://schema.org"'),
        ("md", "# Who leads"),
        ("HTML", "<!doctype html>"),
    ],
)
def test_convert_writes_the_form_that_the_ending_says(ask, club, tmp_path, ending, start) -> None:
    out = tmp_path / f"day.{ending}"
    answer = ask("convert", club, "-o", str(out))
    assert (answer.status, answer.out) == (0, "")
    assert out.read_text(encoding="utf-8").startswith(start)


def test_the_schema_accepts_what_convert_writes(ask, club) -> None:
    schema = ask("schema").json
    assert set(schema["$defs"]) >= {"Header", "Post", "When", "Reading"}
    header, *posts = [json.loads(line) for line in Path(club).read_text().splitlines()]
    assert set(header) <= set(schema["$defs"]["Header"]["properties"])
    for post in posts:
        assert set(post) <= set(schema["$defs"]["Post"]["properties"])
        assert set(schema["$defs"]["Post"]["required"]) <= set(post)


@pytest.mark.parametrize("command", ["search", "at", "figures", "audit", "info", "convert", "schema"])
def test_every_command_has_help(ask, command) -> None:
    answer = ask(command, "--help")
    assert answer.status == 0
    assert answer.out.startswith(f"usage: asithappened {command}")


def test_colours_only_on_a_terminal_that_wants_them(monkeypatch) -> None:
    from tui.cli import output

    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert output.coloured()
    monkeypatch.setenv("NO_COLOR", "1")
    assert not output.coloured()

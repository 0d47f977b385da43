"""A small invented day, and two ways to run the command line: in this process, and as it is installed."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tui.cli import inputs
from tui.cli.main import main

HEADER = {
    "asithappened": 1,
    "title": "Who leads the rowing club",
    "date": "2031-05-06",
    "timezone": "Europe/Paris",
    "contests": [{"name": "Rowing club 2031", "groups": ["juniors"], "who": ["Ada Oar", "Bo Keel"]}],
}


def reading(who: str, value: float, status: str, group: str = "overall") -> dict[str, Any]:
    return {
        "contest": "Rowing club 2031",
        "group": group,
        "who": who,
        "measure": "share",
        "value": value,
        "unit": "%",
        "status": status,
        "source": "the umpire",
        "text": f"{value}%",
    }


def post(ident: str, time: str, text: str, kind: str = "post", **more: Any) -> dict[str, Any]:
    body = [{"type": "paragraph", "text": text}]
    return {"id": ident, "kind": kind, "when": f"2031-05-06T{time}:00+02:00", "body": body, **more}


POSTS = [
    post("dawn", "07:30", "Mist on the water. The café is open.", heading="Good morning"),
    post("leak", "09:10", "A cox hears 57% for Oar.", readings=[reading("Ada Oar", 57, "reported")]),
    post("tweet", "09:10", "It’s 57!", "tweet", part_of="leak", author={"name": "Cox", "handle": "coxy"}),
    post(
        "result",
        "10:00",
        "Oar wins with 55.5%, Keel has 44.5%. Juniors: Oar 71%.",
        "announcement",
        key=True,
        heading="Ada Oar leads the club",
        origin={"file": "notes.txt", "first_line": 4, "last_line": 5},
        readings=[
            reading("Ada Oar", 55.5, "declared"),
            reading("Bo Keel", 44.5, "declared"),
            reading("Ada Oar", 71, "declared", "juniors"),
        ],
    ),
    post("after", "11:15", "The café closes at last. " + "Many words follow the end of a race. " * 20),
]


@pytest.fixture
def club(tmp_path: Path) -> str:
    """The path of the day."""
    path = tmp_path / "club.jsonl"
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in (HEADER, *POSTS)), encoding="utf-8")
    return str(path)


@dataclass(frozen=True)
class Answer:
    """What the program said, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


Ask = Callable[..., Answer]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ask:
    """`ask("search", "café", path)` runs a command in this process."""
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments: str) -> Answer:
        status = main(arguments)
        said = capsys.readouterr()
        return Answer(status, said.out, said.err)

    return run


@pytest.fixture(scope="session")
def installed() -> Callable[..., Answer]:
    """`installed("info", path)` runs the installed program without a terminal; `stdin` are bytes."""
    script = Path(sys.executable).with_name("asithappened")
    argv: Sequence[str] = (
        [str(script)] if script.exists() else [sys.executable, "-c", "from tui.cli.main import run; run()"]
    )
    env = {name: value for name, value in os.environ.items() if name != "COLUMNS"}

    def run(*arguments: str, stdin: bytes = b"", cwd: Path | None = None) -> Answer:
        done = subprocess.run([*argv, *arguments], input=stdin, capture_output=True, cwd=cwd, env=env, check=False)
        return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where private folders are made."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture(scope="session")
def season(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A native file that is large enough to be shown before its words are read."""
    path = tmp_path_factory.mktemp("season") / "season.jsonl"
    said = "Anna Berg won 61.8% of the vote. Carl Dahl took 38.2% of the vote."
    lines = (post(f"p{i}", f"{i // 60:02}:{i % 60:02}", f"word{i} {said} " + "rowing " * 150) for i in range(600))
    path.write_text("\n".join(json.dumps(line) for line in (HEADER, *lines)), encoding="utf-8")
    assert path.stat().st_size > inputs.SMALL
    return str(path)

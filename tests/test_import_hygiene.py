"""What loads what, seen in a fresh process: a test's own process has loaded everything."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def loaded(program: str) -> set[str]:
    """The top-level names of the modules that `program` leaves loaded."""
    report = (
        "import json, sys; print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})), file=sys.stderr)"
    )
    code = f"import atexit\natexit.register(lambda: exec({report!r}))\n{program}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    names: set[str] = set(json.loads(done.stderr.splitlines()[-1]))
    return names


def test_feeds_knows_no_terminal() -> None:
    modules = [
        str(path.relative_to(ROOT).with_suffix("")).replace("/", ".").removesuffix(".__init__")
        for path in sorted((ROOT / "feeds").rglob("*.py"))
    ]
    assert len(modules) > 10
    names = loaded("\n".join(f"import {module}" for module in modules))
    assert "feeds" in names
    assert not names & {"textual", "rich", "tui"}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["search", "--help"], ["--nonsense"]])
def test_the_command_line_answers_before_anything_heavy_is_loaded(arguments: list[str]) -> None:
    names = loaded(f"from tui.cli.main import main\nmain({arguments!r})")
    assert "tui" in names
    assert not names & {"textual", "rich", "pydantic", "sqlite3"}


def test_headless_commands_load_no_textual_and_no_validator_for_ordinary_lines(tmp_path: Path) -> None:
    path = tmp_path / "day.jsonl"
    path.write_text('{"id":"a","kind":"post","when":"2031-05-06T09:00:00+02:00"}')
    names = loaded(f"from tui.cli.main import main\nmain(['info', {str(path)!r}])")
    assert "sqlite3" in names
    assert not names & {"textual", "pydantic", "pydantic_core"}
    path.write_text('{"id":"a","kind":"post","when":null}')
    assert "pydantic" in loaded(f"from tui.cli.main import main\nmain(['info', {str(path)!r}])")


def modules_loaded(program: str) -> set[str]:
    """All modules that `program` leaves loaded, and the packages around them."""
    code = f"{program}\nimport json, sys; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


IMPORTERS = {"pydantic", "pydantic_core", "feeds.validation", "feeds.readers.detect", "feeds.readers.native"} | {
    "feeds.ingest",
    "feeds.merging",
    "feeds.chronology",
    "feeds.figures.looking",
    "feeds.archive.importing",
    "feeds.archive.building",
    "feeds.archive.schema",
    "feeds.archive.growing",
    "feeds.archive.rows",
}
"""What only an import needs, which is a process of its own."""


def test_an_archive_is_opened_without_what_made_it(tmp_path: Path) -> None:
    path = tmp_path / "day.archive"
    make = "from feeds.archive.building import build; from feeds.model import *; from datetime import *"
    post = "Post(id='a', kind='post', when=When.stated(datetime(2031, 5, 6, 9, tzinfo=UTC)))"
    subprocess.run(
        [sys.executable, "-c", f"{make}; from pathlib import Path; build(Path({str(path)!r}), Header(), [{post}])"],
        check=True,
    )
    names = modules_loaded(
        "from pathlib import Path\nimport feeds.moments, feeds.replay, tui.app, tui.memory, tui.screens.replay\n"
        f"from feeds.archive import Archive, parse\narchive = Archive.open(Path({str(path)!r}))\n"
        "assert archive.post(0).id == 'a'\nassert archive.search(parse('a')) is not None\n"
        """from feeds import form\nassert form.post(b'{"id":"a","kind":"post"}')"""
    )
    assert "feeds.archive.store" in names
    assert not names & IMPORTERS

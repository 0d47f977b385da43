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


def test_headless_commands_load_no_textual(tmp_path: Path) -> None:
    path = tmp_path / "day.jsonl"
    path.write_text('{"id":"a","kind":"post","when":"2031-05-06T09:00:00+02:00"}')
    names = loaded(f"from tui.cli.main import main\nmain(['info', {str(path)!r}])")
    assert "pydantic" in names
    assert "textual" not in names

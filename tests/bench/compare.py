"""This program beside an empty Textual app and, if it is installed, lnav: the same posts, the same terminal, in turn.

    python tests/bench/compare.py [--posts 100000] [--rounds 3] [FOLDER]

FOLDER keeps the data for the next run, else it goes away. Prints a table for the README: medians of the rounds, and
ratios taken round by round.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from data import write
from terminal import Missed, Terminal

EMPTY = "from textual.app import App\nApp().run()\n"
PROGRAM = [sys.executable, "-c", "from tui.cli.main import run; run()", "--fresh", "--paused"]
FORMAT = {
    "$schema": "https://lnav.org/schemas/format-v1.schema.json",
    "liveblog_log": {
        "title": "Live blog",
        "json": True,
        "hide-extra": True,
        "file-pattern": "\\.jsonl$",
        "timestamp-field": "when",
        "line-format": [{"field": "__timestamp__"}, " ", {"field": "id"}, " ", {"field": "body"}],
        "value": {"id": {"kind": "string", "identifier": True}, "kind": {"kind": "string"}, "body": {"kind": "json"}},
    },
}
FRAME = b"\x1b[?2026l"
"""What Textual writes after a frame."""

Row = dict[str, float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("folder", nargs="?", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        rows = [measured(folder, Path(temporary), given.posts) for _ in range(given.rounds)]
    show(rows, given.posts)


def measured(folder: Path, home: Path, posts: int) -> Row:
    """One round: every program once."""
    small, large = folder / "day-100.jsonl", folder / f"day-{posts}-seconds.jsonl"
    write(small, 100)
    write(large, posts)
    shutil.rmtree(home / "cache", ignore_errors=True)
    env = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    env |= {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    env |= {"COLORTERM": "truecolor", "TEXTUAL_ANIMATIONS": "none"}
    found: Row = {}
    with Terminal([sys.executable, "-c", EMPTY], env) as empty:
        found["empty Textual app: first frame"] = empty.until_seen(FRAME)
    with Terminal([*PROGRAM, str(small)], env) as ours:
        found["100 posts: ready"] = ours.until_seen(b"so far")
    if shutil.which("lnav"):
        found |= lnav(large, posts, home, env)
    with Terminal([*PROGRAM, str(large)], env) as ours:
        found["first opening: first frame"] = ours.until_seen(FRAME)
        found["first opening: every post can be reached"] = ours.until_seen(b"so far")
        archives = home / "cache" / "asithappened"
        found["first opening: search complete"] = ours.until(
            lambda _: any(each.suffix == ".archive" for each in archives.iterdir())
        )
    with Terminal([*PROGRAM, str(large)], env) as ours:
        found["archive present: ready"] = ours.until_seen(b"so far")
        found["seek to a time"] = ours.after(b"50%", seen(b"of the way"))
        found["page"] = ours.after(b"\x1b[5~", seen(FRAME))
        found["anonymous memory, MB"] = ours.anonymous()
    return found


def lnav(source: Path, posts: int, home: Path, env: Mapping[str, str]) -> Row:
    """The same in lnav, which is told how to read the posts."""
    formats = home / "lnav" / "formats" / "liveblog"
    formats.mkdir(parents=True, exist_ok=True)
    (formats / "format.json").write_text(json.dumps(FORMAT))
    found: Row = {}
    try:
        with Terminal(["lnav", "-I", str(home / "lnav"), "-N", str(source)], env) as other:
            found["lnav: loaded"] = other.until_seen(b"n%d" % (posts - 1))
            found["lnav: goto a time"] = other.after(b":goto 2016-10-27T23:00:00\r", repainted)
            found["lnav: page"] = other.after(b"\x1b[5~", repainted)
            found["lnav: anonymous memory, MB"] = other.anonymous()
    except Missed as error:
        print(f"lnav: not seen: {str(error)[-200:]!r}", file=sys.stderr)
    return found


def seen(*wanted: bytes) -> Callable[[bytes], bool]:
    return lambda output: any(each in output for each in wanted)


def repainted(output: bytes) -> bool:
    """Whether most of the screen was drawn anew: only what differs is written, so no word can be waited for."""
    return len(output) > 1_500


RATIOS = (
    ("100 posts: ready", "empty Textual app: first frame"),
    ("archive present: ready", "empty Textual app: first frame"),
    ("first opening: first frame", "empty Textual app: first frame"),
    ("first opening: every post can be reached", "lnav: loaded"),
    ("first opening: search complete", "lnav: loaded"),
    ("seek to a time", "lnav: goto a time"),
    ("page", "lnav: page"),
    ("anonymous memory, MB", "lnav: anonymous memory, MB"),
)


def show(rows: list[Row], posts: int) -> None:
    values: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        for name, value in row.items():
            values[name].append(value)
    print(
        f"{posts:,} posts; {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}; ", end=""
    )
    print(f"medians of {len(rows)} rounds\n")
    print("| what | measured | ratio | to |\n|---|---|---|---|")
    for name, other in RATIOS:
        ratios = [row[name] / row[other] for row in rows if name in row and other in row]
        ratio = f"{statistics.median(ratios):.2f}" if ratios else "-"
        print(f"| {name} | {said(name, values[name])} | {ratio} | {other}: {said(other, values[other])} |")


def said(name: str, values: list[float]) -> str:
    if not values:
        return "-"
    middle = statistics.median(values)
    return f"{middle:.0f} MB" if name.endswith("MB") else f"{middle * 1e3:,.0f} ms"


if __name__ == "__main__":
    main()

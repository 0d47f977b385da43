"""The programs beside which this one is measured: an empty Textual app, lnav and toolong, each if it is installed."""

import json
import statistics
import sys
from collections.abc import Mapping
from pathlib import Path

from terminal import FRAME, Missed, Terminal

Row = dict[str, float]
"""What was measured in one round, by its name, in seconds or MB."""

EMPTY = "from textual.app import App\nApp().run()\n"
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
"""How lnav is told to read the posts."""
PAGES = 20
PAGE_UP = b"\x1b[5~"


def empty(env: Mapping[str, str]) -> Row:
    """An app of the same library that shows nothing."""
    with Terminal([sys.executable, "-c", EMPTY], env) as program:
        return {"empty Textual app": program.until_seen(FRAME)}


def lnav(source: Path, last: str, at: str, word: str, home: Path, env: Mapping[str, str]) -> Row:
    """lnav until the post `last` is there, going to the time `at`, a page up, and looking for a rare `word`."""
    formats = home / "lnav" / "formats" / "liveblog"
    formats.mkdir(parents=True, exist_ok=True)
    (formats / "format.json").write_text(json.dumps(FORMAT))
    found: Row = {}
    try:
        with Terminal(["lnav", "-I", str(home / "lnav"), "-N", str(source)], env) as program:
            found["lnav: loaded"] = program.until_seen(last.encode())
            goto = f":goto {at}\r".encode()
            found["lnav: goto a time"] = statistics.median(
                program.after(b":goto 0\r" if each % 2 else goto, repainted) for each in range(5)
            )
            found["lnav: anonymous memory"] = program.anonymous()
            found["lnav: page"] = statistics.median(program.after(PAGE_UP, repainted) for _ in range(5))
            found["lnav: rare word"] = program.until_alone(f"/{word}\r".encode())  # a child looks
    except Missed as error:
        print(f"lnav: not seen: {str(error)[-200:]!r}", file=sys.stderr)
    return found


def repainted(output: bytes) -> bool:
    """Whether most of the screen was drawn anew: lnav writes what differs only, so no word can be waited for."""
    return len(output) > 1_500


def toolong(program: str, source: Path, env: Mapping[str, str]) -> Row:
    """toolong's pages, once it has read the file."""
    try:
        with Terminal([program, str(source)], env) as other:
            other.until_seen(FRAME)
            other.until_idle(b"\x1b[F", quiet=1.0)
            other.settle(1.0)
            pages = [other.framed(PAGE_UP)[1] for _ in range(PAGES)]
    except Missed as error:
        print(f"toolong: not seen: {str(error)[-200:]!r}", file=sys.stderr)
        return {}
    return {"toolong: page": statistics.median(pages)}

"""This program beside an empty Textual app and, where they are installed, lnav and toolong: one terminal, in turn.

    python tests/bench/compare.py [--posts 1000000] [--rounds 3] [--toolong tl] [--without-import] [FOLDER]

FOLDER keeps the data and the archives for the next run, else they go away. Prints tables for the README: medians of
the rounds, and ratios taken round by round.
"""

import argparse
import os
import platform
import shutil
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]

import ours  # noqa: E402
import peers  # noqa: E402
from data import write  # noqa: E402
from peers import Row  # noqa: E402

SMALL = 100
OPENINGS = 7
PARTS = ("opening", "import", "reading", "keys", "busiest", "archive")


@dataclass(frozen=True)
class Goal:
    """A row of the table: what is measured, what with it is compared ("": nothing), what is wanted and hoped for."""

    name: str
    other: str
    wanted: float
    hoped: float


GOALS = (
    Goal("100 posts, archive present", "empty Textual app", 1.5, 1.1),
    Goal("archive present", "empty Textual app", 1.25, 1.10),
    Goal("first opening: first content", "empty Textual app", 1.30, 1.15),
    Goal("first opening: timeline seekable", "lnav: loaded", 1.5, 0.7),
    Goal("first opening: search complete", "lnav: loaded", 30, 15),
    Goal("keystroke to hits, p50", "", 0.025, 0.0167),
    Goal("keystroke to hits, p95", "", 0.025, 0.0167),
    Goal("keystroke to hits, p95", "lnav: rare word", 1 / 150, 1 / 300),
    Goal("count and histogram of all hits, p95", "", 0.016, 0.004),
    Goal("phrases, p95", "", 0.150, 0.050),
    Goal("phrase, its first frame, p95", "", 0.025, 0.0167),
    Goal("seek to a time", "lnav: goto a time", 0.25, 0.12),
    Goal("page", "toolong: page", 0.25, 0.15),
    Goal("page during the import, p95", "page, p95", 1.5, 1.2),
    Goal("anonymous memory", "lnav: anonymous memory", 0.35, 0.28),
    Goal("anonymous memory after searching", "lnav: anonymous memory", 0.35, 0.28),
    Goal("1024x: latest frame", "", 0.050, 0.050),
    Goal("1024x: share of a core", "", 1.0, 0.15),
    Goal("quit", "", 0.5, 0.2),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--toolong", default=shutil.which("tl") or "", help="where toolong is, if not on the path")
    parser.add_argument("--without-import", action="store_true", help="open archives only, made once if need be")
    parser.add_argument("--only", nargs="*", choices=PARTS, default=PARTS, help="only these parts")
    parser.add_argument("folder", nargs="?", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        parts = set(given.only) - ({"import"} if given.without_import else set())
        bench = Bench(folder, Path(temporary), given.posts, given.toolong, frozenset(parts))
        rows = [bench.round() for _ in range(given.rounds)]
        show(rows, given.posts)
        for posts, keys in bench.keys.items():
            show_keys(posts, keys)


class Bench:
    """The data, the cache and the environment of all rounds; `keys` is what every key took, by the number of posts."""

    def __init__(self, folder: Path, home: Path, posts: int, toolong: str, parts: frozenset[str]) -> None:
        self.keys: dict[int, dict[str, list[tuple[float, float]]]] = defaultdict(lambda: defaultdict(list))
        self._home, self._posts, self._toolong, self._parts = home, posts, toolong, parts
        self._small, self._large = folder / f"day-{SMALL}.jsonl", folder / f"day-{posts}.jsonl"
        self._cache = folder / "cache"
        write(self._small, SMALL)
        write(self._large, posts)

    def _env(self, cache: Path) -> Mapping[str, str]:
        env = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
        env |= {"HOME": str(self._home), "XDG_CACHE_HOME": str(cache), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        return env | {"COLORTERM": "truecolor", "TEXTUAL_ANIMATIONS": "none"}

    def _openings(self, env: Mapping[str, str]) -> Row:
        """An empty app, a day without an archive, both days from theirs, in turn: one opening is not like the next."""
        fresh = self._env(self._home / "empty")
        rows = [
            peers.empty(env)
            | {
                "first opening: first content": ours.first_content(self._large, fresh),
                "100 posts, archive present": ours.opening(self._small, env),
                "archive present": ours.opening(self._large, env),
            }
            for _ in range(OPENINGS)
        ]
        return {name: statistics.median(row[name] for row in rows) for name in rows[0]}

    def round(self) -> Row:
        """Every program once."""
        env, found = self._env(self._cache), dict[str, float]()
        word = ours.rare_word(self._posts)
        for source in (self._small, self._large):
            ours.made(source, env)  # makes the archive, if there is none
        if "opening" in self._parts:
            found |= self._openings(env)
        if shutil.which("lnav") and {"import", "reading"} & self._parts:
            at = f"{ours.some_time(self._posts):%Y-%m-%dT%H:%M:%S}"
            found |= peers.lnav(self._large, f"n{self._posts - 1}", at, word, self._home, env)
        if self._toolong and "reading" in self._parts:
            found |= peers.toolong(self._toolong, self._large, env)
        if "reading" in self._parts:
            found |= ours.reading(self._large, word, env)
        if "import" in self._parts:
            fresh = self._home / "fresh"
            shutil.rmtree(fresh, ignore_errors=True)
            found |= ours.first_opening(self._large, fresh, self._env(fresh))
        if "busiest" in self._parts:
            found |= ours.busiest_hour(self._large, self._posts, env)
        if "archive" in self._parts:
            found |= ours.in_process(self._cache)
        if "keys" in self._parts:
            for posts, source in ((SMALL, self._small), (self._posts, self._large)):
                for ident, took in ours.every_key(source, env, self._home).items():
                    self.keys[posts][ident] += took
        return found


def show(rows: list[Row], posts: int) -> None:
    values: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        for name, value in row.items():
            values[name].append(value)
    print(
        f"{posts:,} posts; {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}; ", end=""
    )
    print(f"medians of {len(rows)} rounds\n")
    print("| what | measured | ratio | wanted | hoped for | to |\n|---|---|---|---|---|---|")
    for goal in GOALS:
        if not values[goal.name] or (goal.other and not values[goal.other]):
            continue
        measured, wanted, hoped = said(goal.name, values[goal.name]), f"{goal.wanted:.4g}", f"{goal.hoped:.4g}"
        if goal.other:
            both = [row for row in rows if goal.name in row and goal.other in row]
            ratio = f"{statistics.median(row[goal.name] / row[goal.other] for row in both):.3g}" if both else ""
            other = f"{goal.other}: {said(goal.other, values[goal.other])}"
        else:
            ratio, other = "", ""
            wanted, hoped = said(goal.name, [goal.wanted]), said(goal.name, [goal.hoped])
        print(f"| {goal.name} | {measured} | {ratio} | {wanted} | {hoped} | {other} |")


def said(name: str, values: list[float]) -> str:
    middle = statistics.median(values)
    if "memory" in name:
        return f"{middle:.0f} MB"
    return (
        f"{middle:.0%}" if "share" in name else f"{middle * 1e3:,.3g} ms" if middle < 0.1 else f"{middle * 1e3:,.0f} ms"
    )


def show_keys(posts: int, keys: Mapping[str, list[tuple[float, float]]]) -> None:
    every = [took for times in keys.values() for took in times]
    print(f"\nEvery key at {posts:,} posts, p95: ", end="")
    for place, frame in enumerate(("first", "last")):
        print(f"to its {frame} frame {ours.p95([took[place] for took in every]) * 1e3:.0f} ms, ", end="")
    slowest = sorted(((max(last for _, last in times), ident) for ident, times in keys.items()), reverse=True)[:8]
    print("the slowest to the last: " + ", ".join(f"{ident} {took * 1e3:.0f}" for took, ident in slowest))


if __name__ == "__main__":
    main()

"""What the archive costs at a size: import, open, window, seek, search a keystroke, histogram. Prints a table.

    python tests/bench/archive.py [POSTS] [FOLDER]

POSTS is 100000 unless given; FOLDER keeps the data and the archive for the next run, else they go away.
"""

import argparse
import json
import os
import platform
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import peers
from data import vocabulary, write

from feeds.archive import Archive

Row = tuple[str, str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("posts", nargs="?", type=int, default=100_000)
    parser.add_argument("folder", nargs="?", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        source = folder / f"day-{given.posts}.jsonl"
        write(source, given.posts)
        show(measured(source, folder / "cache", given.posts), given.posts)


IMPORT = """
import json, resource, sys, time
began = time.perf_counter()
from pathlib import Path
from feeds.archive import importing
from feeds.archive.job import Job
importing.SMALL = 0
def told(step):
    print(json.dumps([step.what, step.done, time.perf_counter() - began]), flush=True)
path = importing.run(Job(Path(sys.argv[1]), (sys.argv[2],)), told)
took = time.perf_counter() - began
used = {}
for name, who in (("writes", resource.RUSAGE_SELF), ("reads", resource.RUSAGE_CHILDREN)):
    usage = resource.getrusage(who)
    used[name] = [usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024]
print(json.dumps(["whole", 1.0, took, str(path), used]))
"""


def measured(source: Path, cache: Path, count: int) -> Iterator[Row]:
    """The import, in a process of its own as the program does it, and what its archive can do."""
    shutil.rmtree(cache, ignore_errors=True)
    with subprocess.Popen(
        [sys.executable, "-c", IMPORT, str(cache), str(source)], stdout=subprocess.PIPE, text=True
    ) as importing:
        assert importing.stdout is not None
        steps = [json.loads(line) for line in importing.stdout]
    places, words = (max(took for what, _, took, *_ in steps if what == name) for name in ("places", "words"))
    first = next(took for what, _, took, *_ in steps if what == "words")
    *_, (_, _, whole, name, used) = steps
    path = Path(name)

    def said(seconds: float) -> str:
        return f"{seconds:.1f} s, {seconds / count * 1e6:.1f} us a post"

    yield "places: every post can be reached", said(places)
    yield "first words can be searched", said(first)
    yield "all words can be searched", said(words)
    yield "whole: indexes, and bitmaps that count", said(whole)
    for part, (seconds, memory) in used.items():
        yield f"... processor time and peak memory: {part}", f"{said(seconds)}, {memory:.0f} MB"
    yield "size: source, archive", f"{source.stat().st_size / 1e6:.0f} MB, {path.stat().st_size / 1e6:.0f} MB"
    if shutil.which("lnav"):
        loaded = beside(source, count, cache)
        ratios = ", ".join(
            f"{name} {took / loaded:.2f}" for name, took in (("places", places), ("words", words), ("whole", whole))
        )
        yield "lnav on the same file: loaded", f"{loaded:.1f} s; ratios: {ratios}"
    yield "open", spread(times(lambda _: Archive.open(path).close(), range(20)))
    archive = Archive.open(path)
    began = perf_counter()
    archive.search("kind:tweet", until=10)
    yield "first question after opening", f"{(perf_counter() - began) * 1e3:.2f} ms"
    rolls = random.Random(3)  # noqa: S311
    places = [rolls.randrange(len(archive)) for _ in range(300)]
    yield "window of 50 posts", spread(times(lambda rank: archive.window(rank, 50), places))
    moments = [archive.time_of(rank) for rank in places]
    yield "seek: posts revealed at a time", spread(times(archive.revealed, moments))
    yield "next time", spread(times(archive.next_time, moments))
    first, last = archive.first_time, archive.last_time
    assert first and last
    yield (
        "histogram, 200 bins",
        spread(times(lambda rank: archive.histogram(first, last, 200, until=rank), places[:40])),
    )
    yield (
        "... of the hits of a common word",
        spread(
            times(
                lambda ranks: archive.histogram(first, last, 200, ranks=ranks), [archive.search(vocabulary()[3])] * 20
            )
        ),
    )

    def answered(text: str) -> object:
        """What a keystroke asks for: how many, the 50 after a place, and where they all are."""
        hits = archive.hits(text, typing=True)
        after = hits.before(len(archive) // 3)
        return len(hits), hits[after : after + 50], archive.histogram(first, last, 200, ranks=hits)

    for name, queries in QUERIES.items():
        typed = [query[:end] for query in queries() for end in range(1, len(query) + 1)]
        found = times(answered, typed)
        yield f"a keystroke: {name}", spread(found) + f"  (worst: {typed[found.index(max(found))]!r})"


def _ranked(*ranks: int) -> list[str]:
    words = vocabulary()
    return [words[rank] for rank in ranks]


QUERIES: dict[str, Callable[[], list[str]]] = {
    "common words": lambda: _ranked(0, 3, 20, 60),
    "words": lambda: _ranked(400, 900, 2500),
    "rare words": lambda: _ranked(9_000, 20_000, 39_000),
    "two words": lambda: [" ".join(_ranked(5, 700)), " ".join(_ranked(8_000, 12))],
    "phrases": lambda: [f'"{" ".join(_ranked(1, 4))}"', f'"{" ".join(_ranked(30, 6))}"', "the chair's count"],
    "figures": lambda: ["61.8%", "313,209"],
    "emoji and CJK": lambda: ["👍", "🇬🇧", "投票率", "東京タワー"],
    "filters": lambda: ["kind:tweet key:yes", f"from:@{_ranked(500)[0]}", "after:12:00 -the"],
}


def beside(source: Path, posts: int, home: Path) -> float:
    """Seconds until lnav has loaded the file."""
    env = {**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    return peers.lnav(source, f"n{posts - 1}", "2016-09-01T07:00:00", vocabulary()[-1], home, env)["lnav: loaded"]


def times(act: Callable[[Any], object], subjects: Iterable[Any]) -> list[float]:
    took = []
    for subject in subjects:
        began = perf_counter()
        act(subject)
        took.append(perf_counter() - began)
    return took


def spread(took: list[float]) -> str:
    ordered = sorted(took)
    p50, p95, worst = statistics.median(ordered), ordered[int(len(ordered) * 0.95)], ordered[-1]
    return f"{p50 * 1e3:.3f} / {p95 * 1e3:.3f} / {worst * 1e3:.3f} ms"


def show(rows: Iterable[Row], posts: int) -> None:
    print(f"{posts:,} posts; {platform.machine()}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}")
    print("times are p50 / p95 / max")
    for name, value in rows:
        print(f"{name:36} {value}", flush=True)


if __name__ == "__main__":
    main()

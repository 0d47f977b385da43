"""This program measured in a terminal: opening, searching, seeking, paging, every key, the busiest hour, quitting."""

import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

import keytour
from archive import QUERIES, times
from data import busiest, vocabulary
from peers import PAGE_UP, PAGES, Row
from terminal import FRAME, Missed, Terminal

from feeds.archive import Archive

COMMAND = "from tui.cli.main import run; run()"
PROGRAM = [sys.executable, "-c", COMMAND, "--fresh", "--paused"]
FRAMES = 15
"""Frames a second that the replay draws."""
SEEKS = (b"50%", b"20%", b"80%", b"35%", b"65%", b"10%", b"90%", b"45%", b"75%", b"25%", b"60%")
READY = 3.0
"""Seconds after which a program without keys has made everything ready."""
CHECKED = b"so far"
"""What the transport line says as soon as there is a day."""


def first_opening(source: Path, cache: Path, env: Mapping[str, str]) -> Row:
    """Opening a file that has no archive yet, and paging while it is made."""
    found: Row = {}
    with Terminal([*PROGRAM, str(source)], env) as program:
        found["first opening: timeline seekable"] = program.until_seen(CHECKED)
        program.framed(b"50%", wait=10)
        # To the first frame: the next one tells how far the import is.
        pages = [program.framed(PAGE_UP)[0] for _ in range(PAGES)]
        found["page during the import, p95"] = p95(pages)
        found["first opening: search complete"] = program.until(
            lambda _: any(each.suffix == ".archive" for each in (cache / "asithappened").glob("*")), wait=3_600
        )
    return found


def first_content(source: Path, env: Mapping[str, str]) -> float:
    """Seconds until a file that has no archive yet has something on the screen; what is begun then is called off."""
    with Terminal([*PROGRAM, str(source)], env) as program:
        seen = program.until_seen(FRAME)
        program.gone(b"q")
    return seen


def made(source: Path, env: Mapping[str, str]) -> None:
    """See that the day has its archive."""
    if source.stat().st_size > 1_000_000:
        subprocess.run([sys.executable, "-c", COMMAND, "info", str(source)], env=env, check=True, capture_output=True)
    else:
        opening(source, env)


def opening(source: Path, env: Mapping[str, str]) -> float:
    """Seconds until a day that has an archive is on the screen."""
    with Terminal([*PROGRAM, str(source)], env) as program:
        return program.until_seen(CHECKED)


def reading(source: Path, word: str, env: Mapping[str, str]) -> Row:
    """Seeking, paging and searching in a day that has an archive; memory; and leaving it."""
    found: Row = {}
    with Terminal([*PROGRAM, str(source)], env) as program:
        program.until_seen(CHECKED)
        program.settle()
        seeks = [program.framed(keys)[1] for keys in SEEKS]
        found["seek to a time"], found["seek to a time, worst"] = statistics.median(seeks), max(seeks)
        pages = [program.framed(PAGE_UP)[1] for _ in range(PAGES)]
        found["page"], found["page, p95"] = statistics.median(pages), p95(pages)
        found["anonymous memory"] = program.anonymous()
        program.framed(b"95%")
        strokes = list(typed(program, [*_words(), word]))
        found["keystroke to hits, p50"], found["keystroke to hits, p95"] = statistics.median(strokes), p95(strokes)
        found["phrase, its first frame, p95"] = p95(list(typed(program, _phrases(), last=False)))
        found["anonymous memory after searching"] = program.anonymous()
        found["quit"] = program.gone(b"q")
    return found


def typed(program: Terminal, queries: Sequence[str], *, last: bool = True) -> Iterator[float]:
    """Seconds from each letter of the queries to the last frame it brings, or to the first."""
    for query in queries:
        program.framed(b"/")
        for letter in query:
            try:
                yield program.framed(letter.encode(), quiet=0.1 if last else 0.3)[1 if last else 0]
            except Missed:
                print(f"nothing seen after {letter!r} of {query!r}", file=sys.stderr)
        program.framed(b"\x1b")
        program.settle(0.2)


def _words() -> list[str]:
    return [query for name in ("common words", "words", "rare words", "two words") for query in QUERIES[name]()]


def _phrases() -> list[str]:
    return QUERIES["phrases"]()


def every_key(source: Path, env: Mapping[str, str], folder: Path) -> dict[str, list[tuple[float, float]]]:
    """Each key of the keymap, and the times that it took to its first and to its last frame.

    The reader has been reading for a moment: what keys need the first time is made ready by then.
    """
    found: dict[str, list[tuple[float, float]]] = defaultdict(list)
    with Terminal([*PROGRAM, str(source)], env, folder) as program:
        program.until_seen(CHECKED)
        program.settle()
        program.watch(READY)
        for ident, *took in keytour.times(program):
            found[ident].append((took[0], took[1]))
    return found


def busiest_hour(source: Path, posts: int, env: Mapping[str, str]) -> Row:
    """Replaying at full speed through the hour in which most happens."""
    start, end = busiest(posts)
    with Terminal([*PROGRAM, str(source)], env) as program:
        program.until_seen(CHECKED)
        program.settle()
        program.framed(f":{start:%Y-%m-%dT%H:%M:%S}+00:00\r".encode())
        program.framed(b"1024x")
        program.forget()
        program.frames = []
        used = program.cpu()
        program.framed(b" ", quiet=0.02)
        program.watch((end - start) / timedelta(seconds=1024))
        used, frames = program.cpu() - used, program.frames
    gaps = [later - earlier for earlier, later in pairwise(frames)]
    late = [gap - 1 / FRAMES for gap in gaps]
    return {
        "1024x: latest frame": max(late),
        "1024x: frames late by more than 50 ms": float(sum(each > 0.05 for each in late)),
        "1024x: share of a core": used / (frames[-1] - frames[0]),
    }


def in_process(cache: Path) -> Row:
    """What a keystroke asks of the archive: the hits, how many, the fifty after a place, and where they lie."""
    paths = sorted((cache / "asithappened").glob("*.archive"), key=lambda path: path.stat().st_size)
    archive = Archive.open(paths[-1])
    first, last = archive.first_time, archive.last_time
    assert first and last

    def answered(text: str) -> object:
        hits = archive.hits(text, typing=True)
        after = hits.before(len(archive) // 3)
        return len(hits), hits[after : after + 50], archive.histogram(first, last, 200, ranks=hits)

    def letters(queries: Sequence[str]) -> list[str]:
        return [query[:end] for query in queries for end in range(1, len(query) + 1)]

    answered("x")
    plain = [query for name, queries in QUERIES.items() if name != "phrases" for query in queries()]
    return {
        "count and histogram of all hits, p95": p95(times(answered, letters(plain))),
        "phrases, p95": p95(times(answered, letters(_phrases()))),
    }


def rare_word(posts: int) -> str:
    """A word that few posts have."""
    return Random(posts).choice(vocabulary()[-200:])  # noqa: S311


def some_time(posts: int) -> datetime:
    """An instant in the day."""
    return busiest(posts)[0]


def p95(took: Sequence[float]) -> float:
    """The value that 95 of 100 stay below."""
    ordered = sorted(took)
    return ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)]

"""`convert`: the day into a file, its form told by the file's ending."""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from feeds.model import Day
from feeds.writers import files, jsonl, jsonld, markdown, webpage
from tui.cli import inputs
from tui.cli.failures import Refused

WRITERS: dict[str, Callable[[Day], Iterator[bytes]]] = {
    ".jsonl": jsonl.chunks,
    ".jsonld": jsonld.chunks,
    ".json": jsonld.chunks,
    ".md": markdown.chunks,
    ".html": webpage.chunks,
}


def run(arguments: argparse.Namespace) -> int:
    """Write the file; what was written is told on standard error."""
    out = Path(arguments.out)
    writer = WRITERS.get(out.suffix.lower())
    if writer is None:
        raise Refused(f"{out}: OUT must end in {', '.join(WRITERS)}")
    for name in arguments.files:
        if name != "-" and out.exists() and Path(name).exists() and out.samefile(name):
            raise Refused(f"{out}: this is an input, and inputs are never changed; give OUT another name")
    made = inputs.day(arguments)
    try:
        files.write(out, writer(made.day))
    except OSError as error:
        raise Refused(f"{out}: {error.strerror or error}") from None
    skipped = sum(len(source.skipped) for source in made.report.sources)
    told = f"; {skipped} items not as they stand: see the command info" if skipped else ""
    print(f"{out}: {len(made.day.posts)} posts{told}", file=sys.stderr)
    return 0

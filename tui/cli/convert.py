"""`convert`: the day into a file, its form told by the file's ending."""

import sys
from pathlib import Path

from feeds.writers import ENDINGS, files, writer
from tui.cli import inputs
from tui.cli.arguments import Arguments
from tui.cli.failures import Refused


def run(arguments: Arguments) -> int:
    """Write the file; what was written is told on standard error."""
    out = Path(arguments.out)
    chunks = writer(out)
    if chunks is None:
        raise Refused(f"{out}: OUT must end in {', '.join(ENDINGS)}")
    inputs.spare(out, arguments.files)
    made = inputs.day(arguments)
    try:
        files.write(out, chunks(made.day))
    except OSError as error:
        raise Refused(f"{out}: {error.strerror or error}") from None
    skipped = sum(len(source.skipped) for source in made.report.sources)
    told = f"; {skipped} items not as they stand: see the command info" if skipped else ""
    print(f"{out}: {len(made.day.posts)} posts{told}", file=sys.stderr)
    return 0

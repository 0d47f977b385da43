"""`record`: the replay as a film for terminals (asciicast), or one moment of it as a picture (SVG)."""

import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from feeds.archive import Archive
from feeds.moments import resolve
from feeds.writers import files
from tui.cli import inputs
from tui.cli.arguments import Arguments
from tui.cli.failures import Refused

if TYPE_CHECKING:
    from tui.opening import Settings
    from tui.recording import Take

ENDINGS = (".cast", ".svg")


def run(arguments: Arguments) -> int:
    """Write the file; how far the recording is, is told on standard error. Raises NotFound for no such moment."""
    out = Path(arguments.out)
    if out.suffix.lower() not in ENDINGS:
        raise Refused(f"{out}: OUT must end in {' or '.join(ENDINGS)}")
    inputs.spare(out, arguments.files)
    sheet = inputs.cue_sheet(arguments.cues) if arguments.cues or not arguments.files else None
    archive = inputs.archive(arguments)
    from tui.opening import Settings
    from tui.recording import Take
    from tui.themes import THEMES

    names = [theme.name for theme in THEMES]
    if arguments.theme not in names:
        raise Refused(f"no theme {arguments.theme}: there are {', '.join(names)}")
    settings = Settings(
        at=arguments.at,
        speed=arguments.speed,
        fit=arguments.fit,
        gap=arguments.gap,
        paused=out.suffix.lower() == ".svg",
        shield=arguments.shield,
        present=arguments.present,
        cues=sheet,
        talk=arguments.talk,
        ascii=arguments.ascii,
    )
    try:
        until = None if arguments.until is None else resolve(arguments.until, archive).at
        if until is not None and arguments.at is not None and until <= resolve(arguments.at, archive).at:
            raise Refused("--until must be later than --at")
        files.write(out, _chunks(out, archive, settings, Take(arguments.size, arguments.theme, until, arguments.hold)))
    except OSError as error:
        raise Refused(f"{out}: {error.strerror or error}") from None
    finally:
        inputs.tell("")
    return 0


def _chunks(out: Path, archive: Archive, settings: "Settings", take: "Take") -> Iterator[bytes]:
    """The bytes of the file, its form told by its ending."""
    from tui.recording import film, picture

    if out.suffix.lower() == ".svg":
        yield picture(archive, settings, take).encode()
    else:
        for line in film(archive, settings, take, _tell(archive)):
            yield f"{line}\n".encode()


def _tell(archive: Archive) -> Callable[[datetime], None]:
    """Says which minute is being recorded, to somebody who watches."""
    watched = sys.stderr.isatty()  # while the app runs, another stream stands in for it

    def tell(at: datetime) -> None:
        if watched:
            inputs.tell(f"Recording {at.astimezone(archive.header.zone):%H:%M} …")

    return tell

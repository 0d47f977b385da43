"""What an import is asked for and what it tells: light, as the program knows it before anything heavy is loaded."""

import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, Self

import feeds
from feeds.readers.files import sample
from feeds.readers.source import Options

ENDING = ".archive"
"""How the file of a whole archive is called."""

REPORT = "report"
"""The note in an archive that holds the ingest report, as JSON; see `feeds.archive.importing.report_of`."""

FILES = "files"
"""The note in an archive that holds the states of the files it was made of, as JSON: path, size, changed; of each."""

SAMPLES = "samples"
"""The note that holds what tells those files from others: the key's samples, as JSON."""

GROWTH = "growth"
"""The note that says what to do when its files grow: "add" the new posts; "settle", which is to add them for the time
being, as other posts may have to be read in another way; or else all has to be read anew."""

FIGURES = "figures"
"""The note of an archive in which figures and citations have still to be looked for: that is done when it is whole."""

SMALL = 500_000
"""Input of fewer bytes is read as a whole, in no time; larger native files are shown as they are read."""

LIMIT = 4_000_000_000
"""All archives together have no more bytes than this: the longest unchanged go first."""


class CacheError(Exception):
    """The folder cannot hold this archive; str() is one sentence. The day can still be read without it."""


class FileState(NamedTuple):
    """A file as it was when somebody looked: absolute `path`, `size` in bytes, time of change in nanoseconds."""

    path: str
    size: int
    changed: int

    @classmethod
    def of(cls, path: Path) -> "FileState":
        """The state of the file at `path` now. Raises OSError."""
        whole = path.resolve()
        stat = whole.stat()
        return cls(str(whole), stat.st_size, stat.st_mtime_ns)


class Key(NamedTuple):
    """What an archive was made of: the files in order, and `reader`, whatever else its content depends on.

    That is the program that reads, and the user's own words on date, zone and title.
    """

    files: tuple[FileState, ...]
    reader: str = ""

    @classmethod
    def of(cls, paths: Sequence[Path], reader: str = "") -> "Key":
        """The key of the files at `paths` as they are now. Raises OSError."""
        return cls(tuple(FileState.of(path) for path in paths), reader)

    def samples(self) -> tuple[str, ...]:
        """What tells the files as they are now, as far as they were read, from others. Raises OSError."""
        return tuple(sample(Path(file.path), file.size) for file in self.files)

    @property
    def name(self) -> str:
        """The archive's file name: which files, and in which state."""
        paths = _digest([file.path for file in self.files])
        return f"{paths}-{_digest([self.reader, *((f.size, f.changed) for f in self.files)])}{ENDING}"


class Job(NamedTuple):
    """Which `files` are to be read, with what the user said about them, and the `folder` for the archive.

    `names` are what the files are called where it is not by their paths: what came through a pipe lies in a file too.
    """

    folder: Path
    files: tuple[str, ...]
    options: Options = Options()
    names: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """Which archive it is. Raises OSError."""
        options = self.options
        said = [_program(), options.title, str(options.date), options.zone, self.files, self.names]
        return Key.of([Path(file) for file in self.files], json.dumps(said))

    @property
    def named(self) -> tuple[str, ...]:
        """What the files are called."""
        return self.names or self.files

    def written(self) -> str:
        """The job as one line."""
        options = {**self.options._asdict(), "date": self.options.date and self.options.date.isoformat()}
        return json.dumps({"folder": str(self.folder), "files": self.files, "options": options, "names": self.names})

    @classmethod
    def read(cls, text: str) -> Self:
        """The job that `written` made `text` of."""
        raw = json.loads(text)
        options = raw["options"]
        date = None if options["date"] is None else dt.date.fromisoformat(options["date"])
        said = Options(options["title"], date, options["zone"])
        return cls(Path(raw["folder"]), tuple(raw["files"]), said, tuple(raw["names"]))


class Step(NamedTuple):
    """How far an import is: `done` from 0 to 1 of "places", "words", "figures" or "all".

    `opens` is what can be opened now, in which the words of all posts before the rank `until` can be searched in
    `words`.
    """

    what: str
    done: float
    opens: str = ""
    words: str = ""
    until: int = 0


@lru_cache(maxsize=1)
def _program() -> str:
    """What tells this state of `feeds` from any other: what another one made of the input is not to be believed."""
    return _digest([state for folder in feeds.__path__ for state in sorted(_modules(folder))])


def _modules(folder: str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                stat = entry.stat()
                yield entry.name, stat.st_size, stat.st_mtime_ns
            elif entry.name != "__pycache__" and entry.is_dir():
                yield from _modules(entry.path)


def _digest(values: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()[:16]

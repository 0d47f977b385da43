"""What the user named, to be replayed."""

import os
from pathlib import Path
from typing import NamedTuple

from feeds.archive.job import SMALL, Job
from feeds.readers.source import Options


class Input(NamedTuple):
    """What the user named: `files`, and what was said of them; `cache` is the folder of archives, None to use none.

    `pipes` has, for each of the files that is one, its descriptor or its path. `names` are as in a Job.
    """

    files: tuple[str, ...]
    options: Options = Options()
    cache: Path | None = None
    pipes: tuple[int | str | None, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def job(self) -> Job | None:
        """The import that makes an archive to keep; None if there can be none."""
        if self.cache is None:
            return None
        return Job(self.cache, self.files, self.options, self.names)

    @property
    def small(self) -> bool:
        """Whether it can be kept, and is read in no time."""
        try:
            return self.job is not None and sum(file.size for file in self.job.key.files) < SMALL
        except OSError:
            return False


def usable(folder: Path) -> bool:
    """Whether archives can be kept in `folder`, be it that it has to be made first."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)

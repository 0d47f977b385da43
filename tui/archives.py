"""Archives to be read: those that are kept, those that an import has just made, and those that it has begun."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from feeds.archive.job import FILES, CacheError, FileState, Job, Step
from tui.child import Import

if TYPE_CHECKING:
    from feeds.archive import Archive


def is_kept(job: Job) -> bool:
    """Whether the cache has a file for the archive of `job`."""
    try:
        return (job.folder / job.key.name).is_file()
    except OSError:
        return False


def states_of(job: Job) -> list[FileState]:
    """The files of `job` as they are now; none if one is gone."""
    try:
        return list(job.key.files)
    except OSError:
        return []


def cached(job: Job) -> "Archive | None":
    """The archive of `job`, if the cache has it."""
    from feeds.archive.cache import Cache

    try:
        return Cache(job.folder).open(job.key)
    except OSError:
        return None


def taken(path: str) -> "Archive | None":
    """The preliminary archive at `path`; None if it is gone, as it goes when the whole one is there."""
    from feeds.archive import Archive, Damaged

    try:
        return Archive.open(Path(path))
    except Damaged:
        return None


def opened(path: Path) -> "Archive":
    """The archive that an import says is at `path`. Raises CacheError."""
    from feeds.archive import Archive, Damaged

    try:
        return Archive.open(path)
    except Damaged as error:
        raise CacheError(str(error)) from error


def archive_of(job: Job, told: Callable[[Step], None], *, figures: bool = True) -> "Archive":
    """The archive of `job`, made or finished where there is none that is; without `figures` it may lack them.

    Raises CacheError and Unreadable.
    """
    archive = cached(job)
    if archive is not None:
        if not (figures and archive.unfinished):
            return archive
        archive.close()
    with Import(job, figures=figures) as running:
        for step in running.steps():
            if isinstance(step, Path):
                return opened(step)
            told(step)
    raise CacheError("the import ended before it was done")


def made_of(archive: Path) -> tuple[list[FileState], bool]:
    """The files that `archive` was made of, as they were, and whether figures are missing in it. Raises Damaged."""
    from feeds.archive import Archive

    opened = Archive.open(archive)
    try:
        return [FileState(*state) for state in json.loads(opened.about[FILES])], opened.unfinished
    finally:
        opened.close()

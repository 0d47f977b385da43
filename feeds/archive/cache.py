"""The folder of archives: one for each state of each input, found again, built once, kept tidy."""

import contextlib
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from feeds.archive import meta
from feeds.archive.faults import Damaged
from feeds.archive.holding import is_held
from feeds.archive.job import ENDING, FILES, SAMPLES, CacheError, FileState, Key
from feeds.archive.store import Archive
from feeds.archive.workplace import PART, committed, database, publish, taken_over, workplace
from feeds.model import Header, Post
from feeds.readers.files import sample
from feeds.readers.source import Unreadable

DAMAGED = ".damaged"
"""The ending of an archive that was set aside; the next one of the same input takes its place."""


class Cached(NamedTuple):
    """One archive of the folder: where it is, its `size` in bytes, and the paths of the files it was made of."""

    path: Path
    size: int
    files: tuple[str, ...]


class Cache:
    """Archives in `folder`, which is made when it is first needed. Several programs may use it at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def open(self, key: Key) -> Archive | None:
        """The archive of `key`; None if there is none, or none that can be read: such a one is set aside."""
        path = self.folder / key.name
        if not path.is_file():
            return None
        try:
            return Archive.open(path)
        except Damaged as error:
            self.set_aside(key, error)
            return None

    def has(self, key: Key) -> bool:
        """Whether there is an archive of `key` that can be read."""
        archive = self.open(key)
        if archive is not None:
            archive.close()
        return archive is not None

    def build(
        self,
        key: Key,
        header: Header,
        posts: Iterable[Post],
        *,
        notes: Callable[[], Mapping[str, str]] = dict,
        progress: Callable[[int], None] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
        begun: tuple[str, ...] = (),
    ) -> Archive:
        """Make the archive of `key` and open it; see `building.build`.

        A file may grow meanwhile: `begun` are the key's samples from before it was read. Raises CacheError if the
        folder or the disk does not allow it, or if a file of `key` has changed meanwhile; Cancelled; and whatever
        `posts` raises.
        """
        from feeds.archive.building import build  # what makes an archive; most are only opened

        path = self.folder / key.name
        try:
            with self._kept():
                build(
                    path,
                    header,
                    _apart(posts),
                    notes=lambda: {**notes(), **_noted(key, begun)},
                    progress=progress,
                    cancelled=cancelled,
                    confirm=lambda: _check_unchanged(key, begun),
                )
                archive = Archive.open(path)
        except _SourceFailed as failed:
            raise failed.cause from None
        self._forget_others(key)
        return archive

    def make(self, key: Key, made: Callable[[Path, Mapping[str, str]], Path], begun: tuple[str, ...]) -> Path:
        """Make the archive of `key`: `made` builds it in the folder it is given, with the notes it is given.

        Where it is then. Raises as `build` does, and whatever `made` raises besides OSError and sqlite3.Error.
        """
        with self._kept(), workplace(self.folder / key.name) as folder:
            try:
                built = made(folder, _noted(key, begun))
            except (Unreadable, OSError, sqlite3.Error):
                _check_unchanged(key, begun)  # that would be the reason
                raise
            now = _check_unchanged(key, begun)
            if all(after.size == before.size for before, after in zip(key.files, now.files, strict=True)):
                key = now  # one that was only touched is found the next time
                _note_again(built, key, begun)
            path = self.folder / key.name
            publish(built, path, lambda: _check_unchanged(key, begun))
        self._forget_others(key)
        return path

    def amend(self, path: Path, completed: Callable[[Path], Path]) -> None:
        """Have what `completed` makes, in the folder that it is given, take the place of the archive at `path`.

        One that proves to be damaged is set aside. Raises CacheError, and whatever `completed` raises besides Damaged,
        OSError and sqlite3.Error.
        """
        with self._kept("the archive cannot be completed"), workplace(path) as folder:
            try:
                publish(completed(folder), path, lambda: None)
            except Damaged as error:
                raise set_aside(path, error) from error

    @contextlib.contextmanager
    def _kept(self, otherwise: str = "no archive can be kept") -> Iterator[None]:
        """What is in the way of an archive becomes CacheError."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            yield
        except (OSError, sqlite3.Error, Damaged) as error:
            reason = (error.strerror if isinstance(error, OSError) else None) or error
            raise CacheError(f"{otherwise} in {self.folder} ({reason})") from error

    def set_aside(self, key: Key, error: Damaged) -> Damaged:
        """As the function does, with the archive of `key`."""
        return set_aside(self.folder / key.name, error)

    def archives(self) -> list[Cached]:
        """All archives in the folder, by name; those that cannot be read have no `files`."""
        return [_described(path) for path in sorted(self._listed(ENDING))]

    def sweep(self) -> list[Path]:
        """Remove what builders left that are gone, and archives that were set aside; say what. Quick."""
        gone = [path for path in self._listed(DAMAGED) if _removed(path)]
        for part in self._listed(PART):
            with taken_over(part) as ours:
                if ours and _removed(part):
                    gone.append(part)
        return gone

    def tidy(self, limit: int | None = None, but: Path | None = None) -> list[Path]:
        """Sweep, remove the archives that nobody needs, and say what. Looks into every archive.

        Those are archives of files that no longer exist, and, with `limit`, the longest unchanged ones until all
        together have no more than so many bytes. Not the one at `but`, nor any that somebody reads.
        """
        gone, doomed, kept = self.sweep(), list[Path](), list[Path]()
        for cached in self.archives():
            vanished = not cached.files or not all(Path(file).exists() for file in cached.files)
            (doomed if vanished else kept).append(cached.path)
        if limit is not None:
            newest_first = sorted(kept, key=_changed, reverse=True)
            total = 0
            for path in newest_first:
                total += _size(path)
                if total > limit:
                    doomed.append(path)
        return [*gone, *(path for path in doomed if path != but and not is_held(path) and _removed(path))]

    def _forget_others(self, key: Key) -> None:
        """Remove the archives of the same files in an earlier state."""
        same = key.name.split("-")[0]
        for path in self._listed(ENDING):
            if path.name.startswith(same) and path.name != key.name and not is_held(path):
                _removed(path)

    def _listed(self, ending: str) -> list[Path]:
        try:
            return [path for path in self.folder.iterdir() if path.name.endswith(ending)]
        except OSError:
            return []


def set_aside(path: Path, error: Damaged) -> Damaged:
    """Take the archive at `path` out of use, as it proved to be damaged; `error`, which says so now.

    Until a new one is there it is kept under another name.
    """
    with contextlib.suppress(OSError):
        path.replace(path.with_suffix(DAMAGED))
    return Damaged(f"{error}; it has been set aside, and a new one is made the next time")


def _noted(key: Key, begun: tuple[str, ...]) -> Mapping[str, str]:
    files = [[file.path, file.size, file.changed] for file in key.files]
    return {FILES: json.dumps(files), SAMPLES: json.dumps(begun)}


def _note_again(archive: Path, key: Key, begun: tuple[str, ...]) -> None:
    """Have what is to be the archive of `key` say so."""
    with database(archive, lambda: False) as connection, committed(connection):
        for name, value in _noted(key, begun).items():
            meta.note(connection, name, value)


class _SourceFailed(Exception):  # noqa: N818 -- carries another exception past the handlers of our own failures
    def __init__(self, cause: BaseException) -> None:
        super().__init__(cause)
        self.cause = cause


def _apart(posts: Iterable[Post]) -> Iterable[Post]:
    """`posts`, whose own errors are told from those of writing the archive."""
    try:
        yield from posts
    except Exception as error:
        raise _SourceFailed(error) from error


def _check_unchanged(key: Key, begun: tuple[str, ...]) -> Key:
    """See that the files still begin with what was read; their key as they are now. Raises OSError.

    One that is gone is taken as it was: who reads it to its end has all that it said.
    """
    now = list[FileState]()
    for number, before in enumerate(key.files):
        path = Path(before.path)
        try:
            after = FileState.of(path)
            longer = after.size >= before.size
            same = after == before or (longer and sample(path, before.size) in begun[number : number + 1])
        except FileNotFoundError:
            after, same = before, True
        if not same:
            raise OSError(f"{before.path} has changed while it was read")
        now.append(after)
    return key._replace(files=tuple(now))


def _described(path: Path) -> Cached:
    try:
        archive = Archive.open(path)
    except Damaged:
        return Cached(path, _size(path), ())
    try:
        return Cached(path, _size(path), tuple(file for file, *_ in json.loads(archive.about.get(FILES, "[]"))))
    finally:
        archive.close()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _removed(path: Path) -> bool:
    try:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    except OSError:
        return False
    return True

"""Input becomes an archive: of large native files first the places of their posts, then all of them."""

import json
from codecs import BOM_UTF8
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from pathlib import Path

from feeds.archive import findings
from feeds.archive.cache import Cache
from feeds.archive.job import GROWTH, REPORT, SMALL, CacheError, Job, Key, Step
from feeds.archive.streaming import Called, Streamed
from feeds.archive.survey import Untimed
from feeds.archive.workplace import Cancelled
from feeds.ingest import Report, SourceReport, join, read
from feeds.readers import detect, native
from feeds.readers.encoding import utf8
from feeds.readers.files import load
from feeds.readers.parsed import Parsed
from feeds.readers.source import Skipped, Source, Unreadable

_MANY = 250
"""Not more files are kept open at once."""

_HEAD = 400_000


def run(
    job: Job, told: Callable[[Step], None], cancelled: Callable[[], bool] = lambda: False, *, figures: bool = True
) -> Path | None:
    """Make the archive of `job`, or what is missing in it; where it is, None if `cancelled` said so.

    What was being made then is gone again. Without `figures`, those of a large file are left for later.

    Raises CacheError, and Unreadable for input of which nothing can be read.
    """
    try:
        key = job.key
        begun = key.samples()
        cache = Cache(job.folder)
        job.folder.mkdir(parents=True, exist_ok=True)
        cache.sweep()
        streamed = _streamed(job, key)
    except OSError as error:
        raise CacheError(f"no archive can be kept in {job.folder} ({error.strerror or error})") from error
    try:
        if streamed is not None:
            with suppress(Untimed):
                path = _large(streamed, key, cache, begun, told, cancelled)
                if figures:
                    _look(path, cache, told, cancelled)
                return path
        told(Step("all", 0.0))
        return _whole(job, key, cache, begun, told, cancelled)
    except Cancelled:
        return None


def report_of(note: str) -> Report:
    """The report that an archive's note REPORT holds."""
    raw = json.loads(note)
    sources = (
        SourceReport(
            **{**each, "skipped": tuple(Skipped(*one) for one in each["skipped"]), "notes": tuple(each["notes"])}
        )
        for each in raw["sources"]
    )
    return Report(tuple(sources), tuple(raw["notes"]))


def _streamed(job: Job, key: Key) -> Streamed | None:
    """The input, if it is large native files. Raises OSError and Unreadable."""
    large = sum(file.size for file in key.files) > SMALL and len(key.files) <= _MANY
    if large and all(_is_native(Path(file)) for file in job.files):
        return Streamed(key.files, job.named, job.options)
    return None


def _large(
    streamed: Streamed, key: Key, cache: Cache, begun: tuple[str, ...], told: Callable[[Step], None], cancelled: Called
) -> Path:
    """The archive of large native files, but for what is found in their posts. Raises as `run`.

    Also Cancelled, and Untimed.
    """
    if cache.has(key):
        return cache.folder / key.name
    told(Step("places", 0.0))
    return cache.make(key, partial(streamed.build, told=told, cancelled=cancelled), begun)


def _look(path: Path, cache: Cache, told: Callable[[Step], None], cancelled: Called) -> None:
    """Find in the archive at `path` what is found in its posts. Raises CacheError and Cancelled."""

    def completed(folder: Path) -> Path:
        found = folder / "found"
        findings.look(path, found, lambda done: told(Step("figures", done)), cancelled)
        return findings.filled(path, found, folder)

    told(Step("figures", 0.0))
    cache.amend(path, completed)


def _whole(
    job: Job, key: Key, cache: Cache, begun: tuple[str, ...], told: Callable[[Step], None], cancelled: Called
) -> Path:
    """The archive of input that is small or of another kind: read as a whole. Raises as `run`."""
    files = zip(job.files, job.named, key.files, strict=True)
    parts = read([Source(name, load(file).data[: state.size]) for file, name, state in files], job.options)
    growth = "settle" if len(parts) == 1 and _stands_as_it_is(parts[0]) else "anew"
    made = join(job.named, parts, job.options)
    posts = made.day.posts
    if not posts:
        raise Unreadable(job.named[0], None, "there is no post in it")
    cache.build(
        key,
        made.day.header,
        posts,
        notes=lambda: {REPORT: json.dumps(asdict(made.report)), GROWTH: growth},
        progress=lambda done: told(Step("words", done / len(posts))),
        cancelled=cancelled,
        begun=begun,
    ).close()
    return job.folder / key.name


def _stands_as_it_is(part: Parsed) -> bool:
    """Whether more posts of the source would leave the times of these as they are."""
    timed = all(post.when is not None for post in part.day.posts)
    return part.form == native.NAME and part.day.header.order == "oldest-first" and timed


def _is_native(path: Path) -> bool:
    """Whether the file at `path` is in the native form and in plain UTF-8. Raises OSError and Unreadable."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    whole_lines = head.rfind(b"\n") + 1 if len(head) == _HEAD else 0
    source = Source(str(path), head[:whole_lines] or head)
    text, _ = utf8(source)
    plain = head.removeprefix(BOM_UTF8)
    return text.data[:8] == plain[:8] and detect.reader_for(text).NAME == native.NAME

"""`info`: what the reader made of the files."""

from collections.abc import Mapping

from feeds import clean, form
from feeds.archive import Archive
from feeds.archive.cache import Cached
from feeds.archive.importing import report_of
from feeds.archive.job import REPORT
from feeds.ingest import Report, SourceReport, ingest
from tui.cli import inputs, output, shapes
from tui.cli.arguments import Arguments


def run(arguments: Arguments) -> int:
    """Print the ingest report."""
    archive = inputs.kept(arguments)
    if archive is None:
        made = ingest(inputs.sources(arguments.files), inputs.options(arguments))
        archive, report = Archive.from_day(made.day), made.report
    else:
        report = report_of(archive.about[REPORT])
    cached = None if archive.path is None else Cached(archive.path, archive.path.stat().st_size, ())
    if arguments.json:
        output.as_json(_shape(archive, report, cached))
    else:
        _print(archive, report, cached)
    return 0


def _shape(archive: Archive, report: Report, cached: Cached | None) -> shapes.Shape:
    first, last = archive.first_time, archive.last_time
    header = form.fields(archive.header, sparse=False)
    del header["order"]  # an archive's is always the same
    return {
        **header,
        "posts": len(archive),
        "readings": len(archive.sightings()),
        "first": first.isoformat() if first else None,
        "last": last.isoformat() if last else None,
        "archive": None if cached is None else {"path": str(cached.path), "bytes": cached.size},
        "sources": [
            {
                "file": source.file,
                "form": source.form,
                "posts": dict(source.posts),
                "times": dict(source.times),
                "skipped": [{"file": each.file, "line": each.line, "reason": each.reason} for each in source.skipped],
                "notes": list(source.notes),
            }
            for source in report.sources
        ],
        "notes": list(report.notes),
    }


def _print(archive: Archive, report: Report, cached: Cached | None) -> None:
    header = archive.header
    output.title(header, archive.first_time)
    facts = [("posts", f"{len(archive):,}")]
    if len(archive):
        facts.append(("first", output.time(archive.post(0), header)))
        facts.append(("last", output.time(archive.post(len(archive) - 1), header)))
    facts.append(("figures", f"{len(archive.sightings()):,}"))
    facts += [("contest", contest.name) for contest in header.contests]
    for line in output.table(facts):
        print(line)
    if cached is not None:
        _print_list(f"kept in an archive of {cached.size / 1e6:,.0f} MB", [str(cached.path)])
    for source in report.sources:
        _print_source(source)
    _print_list("notes", report.notes)


def _print_source(source: SourceReport) -> None:
    print()
    print(output.style(clean.line(source.file), output.BOLD))
    facts = [("form", source.form), ("posts", _counts(source.posts)), ("times", _counts(source.times))]
    for line in output.table(facts, 2):
        print(line)
    _print_list("could not be read as it stands", [str(each) for each in source.skipped])
    _print_list("notes", source.notes)


def _print_list(heading: str, lines: list[str] | tuple[str, ...]) -> None:
    if not lines:
        return
    print(f"  {heading}:")
    for line in lines:
        for row in output.rows(clean.line(line), 4):
            print(row)


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{number:,} {name}" for name, number in counts.items()) or "none"

"""`info`: what the reader made of the files."""

import argparse
from collections.abc import Mapping

from feeds import clean
from feeds.ingest import Ingest, SourceReport, ingest
from tui.cli import inputs, output, shapes


def run(arguments: argparse.Namespace) -> int:
    """Print the ingest report."""
    made = ingest(inputs.sources(arguments.files), inputs.options(arguments))
    if arguments.json:
        output.as_json(_shape(made))
    else:
        _print(made)
    return 0


def _shape(made: Ingest) -> shapes.Shape:
    header, posts = made.day.header, made.day.posts
    times = [post.when.at for post in posts if post.when]
    return {
        **header.model_dump(mode="json", exclude={"order"}),
        "posts": len(posts),
        "readings": sum(len(post.readings) for post in posts),
        "first": min(times).isoformat() if times else None,
        "last": max(times).isoformat() if times else None,
        "sources": [
            {
                "file": source.file,
                "form": source.form,
                "posts": dict(source.posts),
                "times": dict(source.times),
                "skipped": [{"file": each.file, "line": each.line, "reason": each.reason} for each in source.skipped],
                "notes": list(source.notes),
            }
            for source in made.report.sources
        ],
        "notes": list(made.report.notes),
    }


def _print(made: Ingest) -> None:
    header, posts = made.day.header, made.day.posts
    output.title(header, posts[0].when.at if posts and posts[0].when else None)
    facts = [("posts", str(len(posts)))]
    if posts:
        facts.append(("first", output.time(posts[0], header)))
        facts.append(("last", output.time(posts[-1], header)))
    facts.append(("figures", str(sum(len(post.readings) for post in posts))))
    facts += [("contest", contest.name) for contest in header.contests]
    for line in output.table(facts):
        print(line)
    for source in made.report.sources:
        _print_source(source)
    _print_list("notes", made.report.notes)


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
    return ", ".join(f"{number} {name}" for name, number in counts.items()) or "none"

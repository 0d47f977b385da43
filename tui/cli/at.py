"""`at`: the post at a moment, and what was known then."""

from feeds.archive import Archive
from feeds.figures import Board, board
from feeds.model import Post
from feeds.moments import Found, resolve
from feeds.wording import byline
from tui.cli import figures, inputs, output, shapes
from tui.cli.arguments import Arguments
from tui.render.times import clock


def run(arguments: Arguments) -> int:
    """Print the post. Raises NotFound if the phrase names none."""
    archive = inputs.archive(arguments)
    found = resolve(arguments.moment, archive)
    known = board(archive.header.contests, archive.sightings(archive.revealed(found.at)))
    if arguments.json:
        output.as_json(_shape(archive, found, known))
    else:
        _print(archive, found, known)
    return 0


def _shape(archive: Archive, found: Found, known: Board) -> shapes.Shape:
    return {
        "post": shapes.post(archive.post(found.rank)),
        "matched": found.matched,
        "why": found.why,
        "others": [
            {"post": archive.post(each.rank).id, "at": each.at.isoformat(), "label": each.label, "kind": each.kind}
            for each in found.others
        ],
        "board": {"at": found.at.isoformat(), "contests": shapes.board(known, archive)},
    }


def _print(archive: Archive, found: Found, known: Board) -> None:
    header, post = archive.header, archive.post(found.rank)
    output.title(header, found.at)
    _print_post(post, output.time(post, header))
    for row in output.rows(f"Found: {found.matched}. {found.why}"):
        print(output.style(row, output.DIM))
    for each in found.others[:5]:
        itself = archive.time_of(each.rank) == each.at
        stamp = output.time(archive.post(each.rank), header) if itself else clock(each.at, header.zone)
        for row in output.rows(f"or {stamp}  {each.label}", 2):
            print(output.style(row, output.DIM))
    if known.contests:
        print()
        figures.show(known, archive, at=found.at)


def _print_post(post: Post, time: str) -> None:
    kind = "" if post.kind == "post" else post.kind
    head = "  ".join(part for part in (time, kind, byline(post.author)) if part)
    for row in output.rows(head):
        print(output.style(row, output.BOLD))
    if post.heading:
        for row in output.rows(post.heading):
            print(output.style(row, output.BOLD))
    for block in post.body:
        lead = {"item": "• ", "quote": "> ", "tweet": "> "}.get(block.type, "")
        for i, row in enumerate(output.rows(block.text, len(lead))):
            print(lead + row[len(lead) :] if i == 0 or lead == "> " else row)
    if post.when and not post.when.exact:
        reason = post.when.why or post.when.basis
        for row in output.rows(f"Time: {reason}"):
            print(output.style(row, output.DIM))
    if post.origin and post.origin.first_line:
        last = f"-{post.origin.last_line}" if post.origin.last_line != post.origin.first_line else ""
        print(output.style(f"{post.origin.file}:{post.origin.first_line}{last}", output.DIM))
    print()

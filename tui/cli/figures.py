"""`figures`: the board, as known at a moment."""

from datetime import datetime
from itertools import groupby

from feeds.archive import Archive
from feeds.figures import Board, Entry, Sighting, board
from feeds.moments import resolve
from feeds.wording import value
from tui.cli import inputs, output, shapes
from tui.cli.arguments import Arguments
from tui.cli.failures import complain
from tui.render.times import clock


def run(arguments: Arguments) -> int:
    """Print the board; 1 if nothing was known. Raises NotFound for no such moment."""
    archive = inputs.archive(arguments)
    at = None if arguments.at is None else resolve(arguments.at, archive).at
    until = None if at is None else archive.revealed(at)
    known = board(archive.header.contests, archive.sightings(until))
    if arguments.json:
        output.as_json({"contests": shapes.board(known, archive)})
    elif known.contests:
        output.title(archive.header, at or archive.first_time)
        show(known, archive, at=at, history=arguments.history)
    if not known.contests:
        complain("no figures" + (" by then" if at else " in this day"))
    return 0 if known.contests else 1


def show(known: Board, archive: Archive, *, at: datetime | None, history: bool = False) -> None:
    """Print the contests of a board, a figure a row under its group; with `history`, what was said of it before."""
    zone = archive.header.zone
    for each in known.contests:
        when = f", as known at {clock(at, zone)}" if at else ""
        status = f": {each.status}" if each.status else ""
        for row in output.rows(f"{each.contest.name}{status}{when}"):
            print(output.style(row, output.BOLD))
        entries = [(entry.group, entry, False) for entry in each.entries]
        entries += [(f"before: {each.contest.previous}, {entry.group}", entry, True) for entry in each.previous]
        lines: list[tuple[str, list[str]]] = []
        for group, members in groupby(entries, key=lambda item: item[0]):
            for _, entry, _ in members:
                lines.append((group, [entry.who or "", entry.measure, *_cells(entry.current, archive)]))
                if history:
                    lines += [(group, ["", "", *_cells(said, archive)]) for said in _earlier(entry)]
        last = ""
        for (group, _), row in zip(lines, output.table([cells for _, cells in lines], 2), strict=True):
            if group != last:
                print(*output.rows(group), sep="\n")
                last = group
            print(row)
        print()


def _earlier(entry: Entry) -> list[Sighting]:
    return [said for said in reversed(entry.history) if said is not entry.current]


def _cells(sighting: Sighting, archive: Archive) -> list[str]:
    time = output.time(archive.post(sighting.rank), archive.header)
    return [value(sighting.reading), sighting.reading.status, time, sighting.reading.source or ""]

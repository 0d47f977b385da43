"""`check`: where every line of a cue sheet lands, how long the run takes, and which lines land nowhere."""

from datetime import timedelta

from feeds.archive import Archive
from feeds.cues import Cue, Placed, Script, legs, resolve_sheet
from feeds.model import Post
from feeds.wording import title
from tui.cli import inputs, output, shapes
from tui.cli.arguments import Arguments
from tui.cli.failures import complain


def run(arguments: Arguments) -> int:
    """Print the script; 1 if a line of the sheet does not resolve."""
    inputs.once([arguments.cues, *arguments.files])
    sheet = inputs.cue_sheet(arguments.cues)
    archive = inputs.archive(arguments)
    script = resolve_sheet(sheet, archive, helpful=True)
    took = legs(script, archive, speed=arguments.speed, gap=arguments.gap)
    if arguments.json:
        output.as_json(_shape(script, archive, took))
    else:
        _print(script, archive, took)
    for problem in script.problems:
        complain(str(problem))
    return 1 if script.problems or not script.cues else 0


def _shape(script: Script, archive: Archive, took: tuple[timedelta, ...]) -> shapes.Shape:
    plays = [leg.total_seconds() for leg in took]
    return {
        "title": script.title,
        "cues": [
            {
                "line": placed.cue.line,
                "moment": placed.cue.moment,
                "words": placed.cue.words,
                "hold": placed.cue.hold,
                "speed": placed.cue.speed,
                "big": placed.cue.big,
                "blank": placed.cue.blank,
                "pages": placed.cue.pages,
                "at": placed.at.isoformat(),
                "post": archive.post(placed.rank).id,
                "why": placed.why,
                "waits": script.waits(index),
                "plays": round(plays[index], 1) if index < len(plays) else 0,
            }
            for index, placed in enumerate(script.cues)
        ],
        "plays": round(sum(plays), 1),
        "waits": script.holds,
        "problems": [{"file": each.file, "line": each.line, "reason": each.reason} for each in script.problems],
    }


def _print(script: Script, archive: Archive, took: tuple[timedelta, ...]) -> None:
    if not script.cues:
        return
    for row in output.rows(script.title):
        print(output.style(row, output.BOLD))
    if script.title != archive.header.title:
        for row in output.rows(f"over {archive.header.title}"):
            print(output.style(row, output.DIM))
    print()
    for index, placed in enumerate(script.cues):
        _print_cue(placed, archive, took[index] if index < len(took) else None)
    total = sum(took, timedelta())
    waits = f"{script.holds} holds, you decide" if script.holds != 1 else "1 hold, you decide"
    print(output.style(f"The run plays for {spoken(total)}; {waits} how long.", output.BOLD))


def _print_cue(placed: Placed, archive: Archive, leg: timedelta | None) -> None:
    cue, post = placed.cue, archive.post(placed.rank)
    clock = _clock(placed, archive, post)
    head = "  ".join(filter(None, (clock, cue.words or cue.moment, _doing(cue))))
    for row in output.rows(head):
        print(output.style(row, output.BOLD))
    for row in output.rows(title(post), 7):
        print(row)
    for row in output.rows(f"line {cue.line}, {cue.moment}: {placed.why}", 7):
        print(output.style(row, output.DIM))
    if leg is not None:
        print(output.style(f"       then plays for {spoken(leg)}", output.DIM))
    print()


def _clock(placed: Placed, archive: Archive, post: Post) -> str:
    """When a cue lies; as the post's own time where it lies on a post."""
    if post.when is not None and post.when.at == placed.at:
        return output.time(post, archive.header)
    return f"{placed.at.astimezone(archive.header.zone):%H:%M}"


def _doing(cue: Cue) -> str:
    """What is done at a cue, as its sheet would say it."""
    doing = {"hold": cue.hold, "big": cue.big, "blank": cue.blank, "pages": cue.pages}
    words = [word for word, is_so in doing.items() if is_so]
    if cue.speed is not None:
        words.append(f"speed {cue.speed:g}")
    return f"[{' '.join(words)}]" if words else ""


def spoken(span: timedelta) -> str:
    """A length of real time: "45 s", "3 min 20 s"."""
    minutes, seconds = divmod(round(span.total_seconds()), 60)
    if not minutes:
        return f"{seconds} s"
    return f"{minutes} min {seconds} s" if seconds else f"{minutes} min"

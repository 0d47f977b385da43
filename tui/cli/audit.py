"""`audit`: every figure checked against every other."""

from feeds.figures import audit
from feeds.wording import value
from tui.cli import inputs, output, shapes
from tui.cli.arguments import Arguments
from tui.cli.failures import complain


def run(arguments: Arguments) -> int:
    """Print the findings; 1 if nothing can be said."""
    archive = inputs.archive(arguments)
    findings = audit(archive.header.contests, archive.sightings())
    if arguments.json:
        output.as_json(
            {
                "findings": [
                    {
                        "holds": finding.holds,
                        "what": finding.what,
                        "why": finding.why,
                        "readings": [shapes.sighting(each, archive) for each in finding.readings],
                    }
                    for finding in findings
                ]
            }
        )
    elif findings:
        output.title(archive.header, archive.first_time)
        for finding in findings:
            sign = "holds" if finding.holds else "FAILS"
            for row in output.rows(f"{sign}  {finding.what}"):
                print(output.style(row, output.BOLD))
            for row in output.rows(finding.why, 7):
                print(row)
            for each in finding.readings:
                time = output.time(archive.post(each.rank), archive.header)
                for row in output.rows(f"{time}  {value(each.reading)}  “{each.reading.text}”", 7):
                    print(output.style(row, output.DIM))
            print()
    if not findings:
        complain("no two figures here can be checked against each other")
    return 0 if findings else 1

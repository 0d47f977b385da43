"""The command line's grammar: every command, its arguments and its help. Nothing heavy is imported here."""

import argparse
import datetime as dt
import sys
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import NoReturn

from feeds import clocktimes
from feeds.replay import FASTEST, GAP, SLOWEST, SPEED
from tui.cli.arguments import COMMANDS, DEFAULT, FLAGS, PLAIN, PROGRAM, Arguments

_MOMENT_HELP = "a time (11:45, 11.45am), a share of the day (50%%), a figure (52.4%%), or words"

_GAP = f"{GAP.total_seconds():g}s"


class Parser(argparse.ArgumentParser):
    """A parser whose complaint is one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments, and leave with status 2."""
        print(f"{PROGRAM}: {message.replace(_AS_IT_IS, '')} (see {self.prog} --help)", file=sys.stderr)
        sys.exit(2)


class _Version(argparse.Action):
    """Print the version; it is looked up only then."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(PROGRAM, version(PROGRAM))
        parser.exit()


def parsed(name: str, rest: Sequence[str]) -> Arguments:
    """The arguments `rest` of the command `name`.

    Leaves with status 2 and one line on standard error if they make no sense, with 0 after `--help` and `--version`.
    """
    place = rest.index("--") if "--" in rest else len(rest)
    said = [*rest[:place], *(f"{_AS_IT_IS}{word}" for word in rest[place + 1 :])]
    found = _PARSERS[name]().parse_intermixed_args(said, Arguments())
    return Arguments(**{key: _without_signs(value) for key, value in vars(found).items()})


_AS_IT_IS = "\0"
"""The sign of a word that stands behind "--", and is no option whatever it looks like: argparse loses the "--" itself
where options and files are mixed."""


def _without_signs(value: object) -> object:
    if isinstance(value, list):
        return [_without_signs(each) for each in value]
    return value.removeprefix(_AS_IT_IS) if isinstance(value, str) else value


def _parser(name: str, description: str, *, files: str | None = "*") -> Parser:
    parser = Parser(f"{PROGRAM} {name}", description=description, allow_abbrev=False)
    if files:
        _add_files(parser, files)
        _add_common(parser)
    return parser


_BUNDLED = "; without FILE: the bundled day"


def _add_files(parser: Parser, files: str = "*") -> None:
    words = "'-' is standard input" + ("" if files == "+" else _BUNDLED)
    parser.add_argument("files", nargs=files, default=[], metavar="FILE", help=words)


def _add_common(parser: Parser) -> None:
    group = parser.add_argument_group("about the day, where the files do not say it or are wrong")
    group.add_argument("--title", help="what the day is called")
    group.add_argument("--date", type=_date, metavar="YYYY-MM-DD", help="the date on which it begins")
    group.add_argument("--zone", type=_zone, help="the time zone of its clock times, as in Europe/London")
    _add_flag(parser, "--no-cache")
    parser.set_defaults(cache=PLAIN["cache"])


def _add_flag(parser: Parser, name: str) -> None:
    dest, value, words = FLAGS[name]
    parser.add_argument(name, dest=dest, action="store_const", const=value, help=words)


def _add_json(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true", help="JSON on standard output")


def _replay() -> Parser:
    width = max(map(len, COMMANDS)) + 2
    commands = "\n".join(f"  {name:{width}}{words}" for name, words in COMMANDS.items())
    parser = Parser(
        PROGRAM,
        usage=f"{PROGRAM} [FILE...] [options]    replay\n       {PROGRAM} COMMAND ...          see below",
        description="Replay a live blog in the terminal: rewind a news day and see only what was known then.",
        epilog=f"commands:\n{commands}\n\nA file that is called like a command: ./search\n"
        "Exit status: 0 done, 1 nothing found, 2 usage or unreadable input.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
        argument_default=argparse.SUPPRESS,
    )
    parser.add_argument(
        "files",
        nargs="*",
        default=[],
        metavar="FILE",
        help=f"live blogs, articles, JSONL; '-' is standard input{_BUNDLED}",
    )
    parser.add_argument("--at", metavar="MOMENT", help=f"begin there: {_MOMENT_HELP}")
    _add_pace(parser)
    for name in FLAGS:
        if name != "--no-cache":
            _add_flag(parser, name)
    parser.add_argument("--cues", metavar="FILE", help="the cue sheet for the stage (F5, --present)")
    parser.add_argument("--talk", type=_span, metavar="SPAN", help="the length of your talk, as in 10m: shows a timer")
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and leave")
    _add_common(parser)
    parser.set_defaults(**PLAIN)
    return parser


def _search() -> Parser:
    parser = _parser("search", "Posts that match, in time order.", files=None)
    parser.add_argument("query", metavar="QUERY", help='words, "a phrase", -not, prefix*, from:@handle, kind:tweet')
    _add_files(parser)
    parser.add_argument("-n", type=_count, metavar="N", dest="limit", help="no more than the first N")
    parser.add_argument("--until", metavar="MOMENT", help="only what had happened by then")
    _add_json(parser)
    _add_common(parser)
    return parser


def _at() -> Parser:
    parser = _parser("at", "The post at a moment, and what was known then.", files=None)
    parser.add_argument("moment", metavar="MOMENT", help=_MOMENT_HELP)
    _add_files(parser)
    _add_json(parser)
    _add_common(parser)
    return parser


def _figures() -> Parser:
    parser = _parser("figures", "The result figures of the day.")
    parser.add_argument("--at", metavar="MOMENT", help=f"as known then: {_MOMENT_HELP}")
    parser.add_argument("--history", action="store_true", help="how each figure got there")
    _add_json(parser)
    return parser


def _audit() -> Parser:
    parser = _parser("audit", "Every figure checked against every other.")
    _add_json(parser)
    return parser


def _info() -> Parser:
    parser = _parser("info", "What the reader made of the files.")
    _add_json(parser)
    return parser


def _check() -> Parser:
    parser = _parser("check", "Where every line of a cue sheet lands, and how long the run takes.", files=None)
    parser.add_argument("cues", nargs="?", metavar="CUES", help="a cue sheet; '-' is standard input; none: the bundled")
    _add_files(parser)
    parser.add_argument("--speed", type=_speed, default=SPEED, help=f"until a cue sets another ({SPEED:g})")
    parser.add_argument("--gap", type=_gap, default=GAP, help=f"the longest wait between two posts, or off ({_GAP})")
    _add_json(parser)
    _add_common(parser)
    return parser


def _convert() -> Parser:
    parser = _parser("convert", "Write the day to a file, in the form that its ending says.", files="+")
    parser.add_argument(
        "-o",
        "--out",
        required=True,
        metavar="OUT",
        help="the file to write: .jsonl the native form, .jsonld or .json JSON-LD, .md Markdown, .html a page",
    )
    return parser


def _emit() -> Parser:
    parser = _parser("emit", "The posts as lines of JSON, the native form, each at its moment: replay into a program.")
    parser.add_argument("--at", metavar="MOMENT", help=f"begin there, with what had happened at once: {_MOMENT_HELP}")
    _add_pace(parser)
    parser.set_defaults(gap=GAP)
    return parser


def _record() -> Parser:
    parser = _parser("record", "The replay as a file, byte for byte the same each time.")
    parser.add_argument(
        "-o",
        "--out",
        required=True,
        metavar="OUT",
        help="the file to write: .cast a film for terminals (asciicast 2), .svg a picture of the screen at --at",
    )
    parser.add_argument("--at", metavar="MOMENT", help=f"begin there: {_MOMENT_HELP}")
    parser.add_argument("--until", metavar="MOMENT", help="end there")
    _add_pace(parser)
    parser.add_argument("--size", type=_size, default=(120, 40), metavar="COLUMNSxROWS", help="of the screen (120x40)")
    parser.add_argument("--theme", default="night", help="as the palette names them (night)")
    for flag in ("--no-shield", "--ascii", "--present"):
        _add_flag(parser, flag)
    parser.set_defaults(shield=True, ascii=False, present=False, gap=GAP)
    parser.add_argument("--cues", metavar="FILE", help="the cue sheet to play, with --present")
    parser.add_argument("--talk", type=_span, metavar="SPAN", help="the timer of a talk of that length, as in 10m")
    parser.add_argument(
        "--hold", type=_span, default=timedelta(seconds=5), metavar="SPAN", help="how long a cue that waits waits (5s)"
    )
    return parser


def _add_pace(parser: Parser) -> None:
    parser.add_argument("--speed", type=_speed, help=f"day seconds in a real second ({SPEED:g})")
    parser.add_argument(
        "--fit", type=_span, metavar="SPAN", help="make the day last so long, as in 5m, in place of a speed"
    )
    parser.add_argument("--gap", type=_gap, help=f"the longest wait between two posts, as in 3s, or off ({_GAP})")


def _schema() -> Parser:
    return _parser("schema", "Print the JSON Schema of the native form, JSONL.", files=None)


_PARSERS: dict[str, Callable[[], Parser]] = {
    DEFAULT: _replay,
    "search": _search,
    "at": _at,
    "figures": _figures,
    "audit": _audit,
    "info": _info,
    "check": _check,
    "convert": _convert,
    "emit": _emit,
    "record": _record,
    "schema": _schema,
}


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date like 2016-09-24") from None


def _zone(text: str) -> str:
    try:
        clocktimes.zone(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return text


def _speed(text: str) -> float:
    try:
        speed = float(text.lower().removesuffix("x"))
    except ValueError:
        speed = 0.0
    if not SLOWEST <= speed <= FASTEST:
        raise argparse.ArgumentTypeError(f"{text!r} is no speed from {SLOWEST:g} to {FASTEST:g}")
    return speed


def _span(text: str) -> timedelta:
    span = clocktimes.parse_span(text)
    if span is None or span <= timedelta(0):
        raise argparse.ArgumentTypeError(f"{text!r} is no span like 10m")
    return span


def _gap(text: str) -> timedelta | None:
    if text.lower() in ("off", "none", "real"):
        return None
    gap = clocktimes.parse_span(text)
    if gap is None or gap <= timedelta(0):
        raise argparse.ArgumentTypeError(f"{text!r} is no span like 3s, and not off")
    return gap


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of posts")
    return int(text)


def _size(text: str) -> tuple[int, int]:
    columns, _, rows = text.lower().partition("x")
    if not (columns.isdecimal() and rows.isdecimal() and 40 <= int(columns) <= 400 and 12 <= int(rows) <= 200):
        raise argparse.ArgumentTypeError(f"{text!r} is no size from 40x12 to 400x200")
    return int(columns), int(rows)

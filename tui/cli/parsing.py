"""From the words of a command line to what it says: files and flags at once, the rest by the grammar."""

from collections.abc import Sequence

from tui.cli.arguments import COMMANDS, DEFAULT, FLAGS, PLAIN, Arguments

_COMMON = ("--title", "--date", "--zone")


def parse(argv: Sequence[str]) -> Arguments:
    """`argv` without the program's name, parsed.

    Leaves with status 2 and one line on standard error if it makes no sense, with 0 after `--help` and `--version`.
    """
    name, rest = _command(argv)
    found = _plain(rest) if name == DEFAULT else None
    if found is None:
        from tui.cli.grammar import parsed  # to prepare it takes a while, and most replays begin without

        found = parsed(name, rest)
    found.command = name
    return found


def _plain(rest: Sequence[str]) -> Arguments | None:
    """A replay of which only files and flags are said; None if there is more to it."""
    files = [word for word in rest if word == "-" or not word.startswith("-")]
    flags = [word for word in rest if word not in files]
    if not all(flag in FLAGS for flag in flags):
        return None
    said = {dest: value for dest, value, _ in map(FLAGS.__getitem__, flags)}
    return Arguments(**{**PLAIN, "files": files, **said})


def _command(argv: Sequence[str]) -> tuple[str, list[str]]:
    """The command, and the arguments without it: the first word that is no option, nor the value of a common one."""
    place = 0
    while place < len(argv):
        if argv[place] in _COMMON:
            place += 2
        elif argv[place] in FLAGS or argv[place].startswith(tuple(f"{option}=" for option in _COMMON)):
            place += 1
        else:
            break
    if place < len(argv) and argv[place] in COMMANDS:
        return argv[place], [*argv[:place], *argv[place + 1 :]]
    return DEFAULT, list(argv)

"""The command line behind the colon: what its lines do. It is imported when it is first opened."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from feeds import clocktimes
from feeds.model import Day
from feeds.replay import FASTEST, SLOWEST
from feeds.wording import posts
from feeds.writers import ENDINGS, files, writer
from tui import commands
from tui.commands import Words
from tui.widgets.prompt import Asking, Kind

if TYPE_CHECKING:
    from tui.handlers.handling import Handling

COMMAND = Kind(":", "a time, a figure, words; or speed, filter, mark")
_STATUSES = ("reported", "declared", "forecast", "poll")
_OFF = ("off", "none", "real")
_NEAR = 50
"""So many moments complete a line: the latest. To read all of a long day's would take longer than to type one."""


class CommandLine:
    """Actions by their names, and those that need more than a key."""

    def __init__(self, screen: "Handling") -> None:
        self.screen = screen

    def open(self) -> None:
        """Open the command line."""
        words = self.words()

        def changed(text: str) -> None:
            self.screen.prompt.note(commands.usage(text))

        asking = Asking(
            COMMAND,
            done=self.run,
            changed=changed,
            left=self.screen.read_on,
            propose=lambda text: commands.complete(text, words),
        )
        self.screen.ask(asking)

    def words(self) -> Words:
        """What completes a line: of the day only what has happened, and nothing that a speaker or reader called it."""
        view = self.screen.tick()
        entries = (entry for contest in view.board.contests for entry in contest.entries)
        named = dict.fromkeys(entry.who for entry in entries if entry.who)
        return Words(
            moments=[each.label for each in view.moments[-_NEAR:] if each.kind not in ("cue", "mark")],
            figures=[f"{who} {status}" for who in named for status in _STATUSES],
            themes=self.screen.theme_names(),
            ids=[action.ident for action in self.screen.actions if action.shown],
        )

    def run(self, text: str) -> None:
        """Do what the line says."""
        self.screen.read_on()
        line = commands.parse(text)
        known = commands.command(line.command)
        if known is not None and known.needs and not line.argument:
            self.screen.say(f":{known.name} {known.arguments}")
        elif known is not None:
            getattr(self, f"_do_{known.name}")(line.argument)
        elif line.command:
            names = {action.ident: action.name for action in self.screen.actions if not action.needs_typing}
            self.screen.call_later(self.screen.run_action, names.get(line.command, "nothing"))
        elif line.argument:
            self.screen.go_to_moment(line.argument)

    def _do_goto(self, argument: str) -> None:
        self.screen.go_to_moment(argument)

    def _do_first(self, argument: str) -> None:
        self.screen.go_to_moment(f"first {argument}")

    def _do_speed(self, argument: str) -> None:
        try:
            speed = float(argument.lower().rstrip("x×"))
        except ValueError:
            speed = 0.0
        if SLOWEST <= speed <= FASTEST:
            self.screen.set_speed(speed)
        else:
            self.screen.say(f"{argument} is no speed from {SLOWEST:g} to {FASTEST:g}.")

    def _do_gap(self, argument: str) -> None:
        if argument.lower() in _OFF:
            self.screen.set_waits(None, None)
        elif (span := self._span(argument)) is not None:
            self.screen.set_waits(span, None)

    def _do_steady(self, argument: str) -> None:
        if argument.lower() in _OFF:
            self.screen.set_waits(self.screen.session.capped, None)
        elif (span := self._span(argument)) is not None:
            self.screen.set_waits(None, span)

    def _do_fit(self, argument: str) -> None:
        if (span := self._span(argument)) is not None:
            self.screen.fit(span)

    def _span(self, argument: str) -> timedelta | None:
        span = clocktimes.parse_span(argument)
        if span is None or span <= timedelta(0):
            self.screen.say(f"{argument} is no span like 3s or 5m.")
            return None
        return span

    def _do_search(self, argument: str) -> None:
        self.screen.search_for(argument)

    def _do_filter(self, argument: str) -> None:
        self.screen.filter_by(argument)

    def _do_mark(self, argument: str) -> None:
        if self.screen.sight.count(self.screen.tick().visible):
            self.screen.mark(self.screen.cursor, argument)

    def _do_export(self, argument: str) -> None:
        out = Path(argument).expanduser()
        chunks = writer(out)
        if chunks is None:
            self.screen.say(f"{out.name}: the name must end in {', '.join(ENDINGS)}")
        elif out.exists():
            self.screen.say(f"{out.name} is there already, and stays as it is.")
        else:
            export = partial(self._export, out, chunks, self.screen.tick().visible)
            self.screen.run_worker(export, thread=True, group="export")

    def _export(self, out: Path, chunks: Callable[[Day], Iterator[bytes]], count: int) -> None:
        """Write the first `count` posts; runs in a thread."""
        archive = self.screen.archive
        try:
            files.write(out, chunks(Day(header=archive.header, posts=tuple(archive.window(0, count)))))
            told = f"{posts(count)} in {out.name}"
        except OSError as error:
            told = f"{out.name}: {error.strerror or error}"
        self.screen.app.call_from_thread(self.screen.say, told)

    def _do_stop(self, _: str) -> None:
        self.screen.call_off()

    def _do_theme(self, argument: str) -> None:
        if argument in self.screen.theme_names():
            self.screen.set_theme(argument)
        else:
            self.screen.say(f"No theme {argument}: there are {', '.join(self.screen.theme_names())}.")

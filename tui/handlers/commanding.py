"""The command line behind the colon: what its lines do."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

from feeds import clocktimes
from feeds.model import Day
from feeds.replay import FASTEST, SLOWEST
from feeds.writers import ENDINGS, files, writer
from tui import commands
from tui.commands import Words
from tui.handlers.jumping import Jumping
from tui.handlers.marking import Marking
from tui.handlers.searching import Searching
from tui.handlers.viewing import Viewing
from tui.widgets.prompt import Asking, Kind

COMMAND = Kind(":", "a time, a figure, words; or speed gap steady fit filter mark theme")
_STATUSES = ("reported", "declared", "forecast", "poll")
_OFF = ("off", "none", "real")


class Commanding(Marking, Searching, Viewing, Jumping):
    """Actions by their names, and those that need more than a key."""

    def action_command(self) -> None:
        """Open the command line; within a typed time, its colon."""
        if self.typed:
            self.action_typed(":")
            return
        words = self.words()

        def changed(text: str) -> None:
            self.prompt.note(commands.usage(text))

        asking = Asking(
            COMMAND,
            done=self._run_line,
            changed=changed,
            left=self.read_on,
            propose=lambda text: commands.complete(text, words),
        )
        self.prompt.open(asking)

    def words(self) -> Words:
        """What completes a line: of the day only what has happened."""
        view = self.tick()
        entries = (entry for contest in view.board.contests for entry in contest.entries)
        named = dict.fromkeys(entry.who for entry in entries if entry.who)
        return Words(
            moments=[moment.label for moment in view.moments],
            figures=[f"{who} {status}" for who in named for status in _STATUSES],
            themes=self.theme_names(),
            ids=[action.ident for action in self.actions if action.shown],
        )

    def _run_line(self, text: str) -> None:
        self.read_on()
        line = commands.parse(text)
        known = commands.command(line.command)
        if known is not None and known.needs and not line.argument:
            self.say(f":{known.name} {known.arguments}")
        elif known is not None:
            getattr(self, f"_do_{known.name}")(line.argument)
        elif line.command:
            names = {action.ident: action.name for action in self.actions if not action.needs_typing}
            self.call_later(self.run_action, names.get(line.command, "nothing"))
        elif line.argument:
            self.go_to_moment(line.argument)

    def _do_goto(self, argument: str) -> None:
        self.go_to_moment(argument)

    def _do_first(self, argument: str) -> None:
        self.go_to_moment(f"first {argument}")

    def _do_speed(self, argument: str) -> None:
        try:
            speed = float(argument.lower().rstrip("x×"))
        except ValueError:
            speed = 0.0
        if SLOWEST <= speed <= FASTEST:
            self.set_speed(speed)
        else:
            self.say(f"{argument} is no speed from {SLOWEST:g} to {FASTEST:g}.")

    def _do_gap(self, argument: str) -> None:
        if argument.lower() in _OFF:
            self.set_waits(None, None)
        elif (span := self._span(argument)) is not None:
            self.set_waits(span, None)

    def _do_steady(self, argument: str) -> None:
        if argument.lower() in _OFF:
            self.set_waits(self.session.capped, None)
        elif (span := self._span(argument)) is not None:
            self.set_waits(None, span)

    def _do_fit(self, argument: str) -> None:
        if (span := self._span(argument)) is not None:
            self.fit(span)

    def _span(self, argument: str) -> timedelta | None:
        span = clocktimes.parse_span(argument)
        if span is None or span <= timedelta(0):
            self.say(f"{argument} is no span like 3s or 5m.")
            return None
        return span

    def _do_search(self, argument: str) -> None:
        self.search_for(argument)

    def _do_filter(self, argument: str) -> None:
        self.filter_by(argument)

    def _do_mark(self, argument: str) -> None:
        if self.sight.count(self.tick().visible):
            self.mark(self.cursor, argument)

    def _do_export(self, argument: str) -> None:
        out = Path(argument).expanduser()
        chunks = writer(out)
        if chunks is None:
            self.say(f"{out.name}: the name must end in {', '.join(ENDINGS)}")
        elif out.exists():
            self.say(f"{out.name} is there already, and stays as it is.")
        else:
            self.run_worker(partial(self._export, out, chunks, self.tick().visible), thread=True, group="export")

    def _export(self, out: Path, chunks: Callable[[Day], Iterator[bytes]], count: int) -> None:
        """Write the first `count` posts; runs in a thread."""
        try:
            files.write(out, chunks(Day(header=self.archive.header, posts=tuple(self.archive.window(0, count)))))
            told = f"{count} {'post' if count == 1 else 'posts'} in {out.name}"
        except OSError as error:
            told = f"{out.name}: {error.strerror or error}"
        self.app.call_from_thread(self.say, told)

    def _do_theme(self, argument: str) -> None:
        if argument in self.theme_names():
            self.set_theme(argument)
        else:
            self.say(f"No theme {argument}: there are {', '.join(self.theme_names())}.")

"""The reader's marks: set one with a note, walk them, list them."""

from textual.message import Message

from tui.handlers.jumping import Jumping
from tui.render.times import time_of
from tui.widgets.prompt import Asking, Kind

NOTE = Kind("mark", "a note, or nothing; enter marks the post")


class Marking(Jumping):
    """Actions on marks."""

    class Marked(Message):
        """The marks changed and are worth keeping."""

    def action_mark(self) -> None:
        """Mark the post under the cursor; a note may be typed."""
        if not self.sight.count(self.tick().visible):
            self.say("Nothing has happened yet that could be marked.")
            return
        rank = self.cursor
        before = self.session.mark_at(rank)

        def done(note: str) -> None:
            self.read_on()
            self.mark(rank, note)

        self.ask(Asking(NOTE, done=done, left=self.read_on), before.note if before else "")

    def mark(self, rank: int, note: str) -> None:
        """Mark the post at `rank`."""
        self.session.mark(rank, note)
        self.post_message(self.Marked())
        when = self.archive.post(rank).when
        self.say(f"Marked {time_of(when, self.zone)}." if when else "Marked.")

    def action_next_mark(self) -> None:
        """To the next mark."""
        self.jump_among([mark.rank for mark in self.session.marks], +1, "No mark after this.")

    def action_previous_mark(self) -> None:
        """To the mark before."""
        self.jump_among([mark.rank for mark in self.session.marks], -1, "No mark before this.")

    def action_marks(self) -> None:
        """List the marks of what has happened."""
        from tui.screens.marks import MarksScreen  # see tui.handlers.viewing

        self.open_page(MarksScreen(self.session, self.tick().visible), self._listed)

    def _listed(self, rank: int | None) -> None:
        self.post_message(self.Marked())
        if rank is not None:
            self.go_to_post(rank)

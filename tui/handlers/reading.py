"""The reading keys: the cursor, the order, the page of a post, copying; the clock stays where it is."""

from textual import on

from feeds.wording import quotation
from tui.handlers.clockwork import Clockwork
from tui.widgets.timeline import Timeline


class Reading(Clockwork):
    """Actions on the timeline; Enter alone takes the clock along."""

    def action_move(self, posts: int) -> None:
        """Move the cursor."""
        self.timeline.move(posts * self.take_count())

    def action_page(self, pages: int) -> None:
        """Move by pages."""
        self.timeline.page(pages * self.take_count())

    def action_half_page(self, halves: int) -> None:
        """Move by half pages."""
        self.timeline.half_page(halves * self.take_count())

    def action_first(self) -> None:
        """To the first post."""
        self.session.jumps.leave(self.here())
        self.timeline.first()

    def action_order(self) -> None:
        """Oldest or newest first."""
        self.timeline.order = "newest" if self.timeline.order == "oldest" else "oldest"

    def action_choose(self) -> None:
        """Enter on the timeline."""
        self._choose(self.cursor)

    @on(Timeline.Chosen)
    def _post_chosen(self, event: Timeline.Chosen) -> None:
        """A click on the current post opens it, whenever it is of."""
        self.open_post(self.sight.rank(event.rank))

    @on(Timeline.CursorMoved)
    @on(Timeline.Followed)
    def _elsewhere(self) -> None:
        """The foot of the screen says which hit this is, and what keys do here."""
        self.tick()

    def _choose(self, rank: int) -> None:
        view = self.tick()
        if not self.sight.count(view.visible):
            return
        if view.revealed and self.archive.time_of(rank) == self.archive.time_of(view.revealed - 1):
            self.open_post(rank)
        else:
            self.go_to_post(rank)

    def open_post(self, rank: int) -> None:
        """The page of the post at `rank`; from there the reader may go to another."""
        from tui.screens.post import PostScreen  # see tui.handlers.viewing

        def left(to: int | None) -> None:
            if to is not None:
                self.go_to_post(to)

        until, shielded = self.tick().visible, self.session.shield
        self.open_page(PostScreen(self.archive, rank, until=until, shielded=shielded, files=self.files), left)

    def action_copy(self) -> None:
        """The words of the post under the cursor, who said them and when, and its link, to the clipboard."""
        if not self.sight.count(self.tick().visible):
            return
        post = self.archive.post(self.cursor)
        self.app.copy_to_clipboard(quotation(post, self.archive.header))
        what = "The post's words and its link" if post.url else "The post's words"
        self.say(f"{what} are on the clipboard, if the terminal allows it.")

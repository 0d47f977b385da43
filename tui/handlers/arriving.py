"""What arrives while the day is open: the words of a large one, for search, and more posts of one that goes on."""

from collections.abc import Callable

from textual.message import Message

from feeds.archive import Damaged
from tui.handlers.searching import Searching
from tui.news import Grown, Live, News, Progress, Said, Settled, Whole
from tui.render.lines import meter
from tui.sight import Sight
from tui.widgets.scrubber import Scrubber
from tui.widgets.signs import signs_of

_CELLS = 10
"""How long the bar is that shows how much can be searched."""

_HOW = "The words are still being read, for search. :stop reads them no further."
_HOW_FIGURES = "Figures are still being looked for. :stop leaves that for the next time."


class Arriving(Searching):
    """What the screen does about it, and says of it: under the shield, of what has happened alone."""

    class CallOff(Message):
        """The words are to be read no further, or figures looked for."""

    reads_on = False
    """Whether the import goes on reading behind the screen."""
    looked_through: float | None = None
    """The share of the search for figures that is done, as long as it goes on."""

    def hear(self, news: News) -> None:
        """Something has become of the day."""
        archive = self.archive
        try:
            match news:
                case Progress(text, figures):
                    self.reads_on = bool(text)
                    self.looked_through = figures
                    self.more_words()
                    self.tick()
                case Whole(path, grows):
                    self.renewed(lambda: archive.become(path, grows=grows))
                case Grown():
                    self.renewed(archive.refresh)
                case Live(more):
                    self.live = more
                case Settled():
                    archive.settle()
                case Said(text):
                    self.call_after_refresh(self.say, text)
        except Damaged as error:
            self.say(str(error))

    def progress(self, visible: int) -> str:
        """How far the import is, for the transport line; "" where there is nothing to wait for.

        That is how much of the first `visible` posts can be searched, and then how far figures have been looked for.
        """
        if self.looked_through is not None:
            return self._meter("figures", int(100 * self.looked_through))
        known = self.archive.searchable
        if not self.reads_on or known >= visible:
            return ""
        return self._meter("words for search", 100 * known // visible)

    def _meter(self, what: str, hundredths: int) -> str:
        return f"{what} {meter(hundredths / 100, _CELLS, signs_of(self))} {hundredths}%"

    def say_how_to_call_off(self) -> None:
        """What to do where there is no need to read the words, or to find the figures."""
        self.say(_HOW if self.looked_through is None else _HOW_FIGURES)

    def call_off(self) -> None:
        """Read the words no further, or look for figures."""
        if self.looked_through is not None or (self.reads_on and self.archive.preliminary):
            self.post_message(self.CallOff())
        else:
            self.say("All words are read.")

    def renewed(self, renew: Callable[[], int | None]) -> None:
        """Have the archive know more, or better; the clock, the cursor and the marks stay where they are.

        `renew` does it, and says from which rank on there are other posts than before; None if nothing has changed.
        """
        archive, session, timeline = self.archive, self.session, self.timeline
        at, cursor, count = session.replay.position(), self.cursor, len(self.archive)
        posts = {rank: archive.post(rank).id for rank in (cursor, *session.ranks()) if rank < count}
        first = renew()
        if first is None:
            return

        def now(rank: int) -> int:
            found = archive.rank_of(posts[rank]) if rank in posts else None
            return rank if found is None else found

        session.replay.renewed(at)
        session.renew(now if first < count else None)
        order, following = timeline.order, timeline.following
        if self.forget_drawn(first):
            self.sight = Sight(archive)
            timeline.show(self.sight, self.sight.rank)
            timeline.order = order
            self.tick()
            if not following:
                self.put_cursor(now(cursor))
        self.query_one(Scrubber).renew()
        self.tick()

    def forget_drawn(self, first: int) -> bool:
        """Other posts have the ranks from `first` on: whether any of these is listed, so that all is drawn anew."""
        raise NotImplementedError

"""Search and filter: what is typed behind / and &, and the walk over the hits."""

from bisect import bisect_left, bisect_right

from textual import on
from textual.message import Message

from feeds.archive import Hits
from feeds.wording import posts
from tui.finder import Finder
from tui.handlers.clockwork import Clockwork
from tui.session import Search
from tui.widgets.prompt import Asking, Kind

_HINT = 'words  "a phrase"  -not  from:name  after:11:40'
SEARCH = Kind("/", _HINT)
FILTER = Kind("&", _HINT)


class Searching(Clockwork):
    """Actions that look for posts among those that may be seen."""

    class Found(Message):
        """All hits are known of what took longer to find."""

    _before_search = 0
    """The rank of the post under the cursor when the prompt was opened."""
    _before_filter = Search()
    _searched = Search()
    _walk = 0
    """Where the reader wants to go among hits that are not all known yet: +1 or -1, else 0."""

    def begin_searching(self) -> None:
        """Look for what takes long in another thread from now on."""
        self.session.finder = Finder(self.archive, lambda: self.post_message(self.Found()))

    def end_searching(self) -> None:
        """End that thread."""
        if self.session.finder is not None:
            self.session.finder.stop()

    @on(Found)
    def _found(self) -> None:
        with self.acting():
            self.session.look_again()
            self.tick()
            asked, walk, self._walk = self.prompt.kind, self._walk, 0
            if asked == SEARCH:
                self._show_searched()
            elif asked == FILTER:
                self._show_filtered()
            elif walk:
                self._go_to_hit(walk)

    def more_words(self) -> None:
        """The words of more posts can be searched: so does what waits for them."""
        waiting = (self.session.search, self.session.filter)
        if any(search.partial or search.error for search in waiting):
            self._found()

    def action_search(self) -> None:
        """Search as you type."""
        self._before_search = self.cursor
        self._searched = self.session.search
        asking = Asking(SEARCH, done=self.search_for, changed=self._searching, left=self._search_left)
        self.ask(asking, self.session.search.text)

    def _searching(self, text: str) -> None:
        with self.acting():
            self.set_search(self.session.find(text, typing=True, near=self._before_search))
            self._show_searched()

    def _show_searched(self) -> None:
        """The cursor to the first hit from where the reader was on, or to the last one before."""
        hits = self.session.search.hits
        if hits:
            place = bisect_left(hits, self._before_search)
            self.put_cursor(hits[min(place, len(hits) - 1)], hit=True)
        self.prompt.note(self.search_note())

    def search_for(self, text: str) -> None:
        """Mark what `text` finds, and go back to reading."""
        self.hush()
        self.set_search(self._typed_out(text))
        self.read_on()

    def _typed_out(self, text: str) -> Search:
        """What `text` finds; where no post has its last word, what begins so: that is what was found while typing."""
        found = self.session.find(text)
        if found.query is None or found.hits or not found.whole or not text[-1:].isalnum():
            return found
        longer = self.session.find(f"{text}*")
        return longer if longer.hits else found

    def _search_left(self) -> None:
        self.set_search(self._searched)
        self.put_cursor(self._before_search)
        self.read_on()

    def set_search(self, search: Search) -> None:
        """Show the hits of another search."""
        self.session.search = search
        self.tick()

    def action_filter(self) -> None:
        """List only the posts that match, with their neighbours."""
        self._before_search = self.cursor
        self._before_filter = self.session.filter
        asking = Asking(FILTER, done=self.filter_by, changed=self._filtering, left=self._filter_left)
        self.ask(asking, self.session.filter.text)

    def _filtering(self, text: str) -> None:
        with self.acting():
            self.set_filter(self.session.find(text, typing=True, near=self._before_search))
            self._show_filtered()

    def filter_by(self, text: str) -> None:
        """List only what `text` finds, with neighbours; everything again if it is empty. Back to reading."""
        self._before_search = self.cursor
        self.set_filter(self._typed_out(text))
        self._show_filtered()
        self.read_on()

    def _show_filtered(self) -> None:
        """The cursor to the last hit that is not after where the reader was; without a filter, back to there."""
        hits = self.session.filter.hits
        if hits:
            self.put_cursor(hits[max(bisect_right(hits, self._before_search) - 1, 0)], hit=True)
        elif self.session.filter.query is None:
            self.put_cursor(self._before_search)
        if self.prompt.kind == FILTER:
            self.prompt.note(self.filter_note())

    def _filter_left(self) -> None:
        self.set_filter(self._before_filter)
        self.put_cursor(self._before_search)
        self.read_on()

    def set_filter(self, found: Search) -> None:
        """List what another filter leaves; the cursor stays on its post, or goes to the nearest before it."""
        self.session.filter = found
        self.tick()

    # The hits ------------------------------------------------------------------------------------------------

    def action_next_hit(self) -> None:
        """To the next hit."""
        self._go_to_hit(+1)

    def action_previous_hit(self) -> None:
        """To the hit before."""
        self._go_to_hit(-1)

    def _walked(self) -> Hits:
        """What n and N walk: the search's hits as far as they are listed; without a search the filter's."""
        search = self.session.search
        return self.session.filter.hits if search.query is None else self.sight.among(search.hits)

    def _go_to_hit(self, direction: int) -> None:
        if not (self.session.search.whole and self.session.filter.whole):
            self._walk = direction
            return
        count = self.take_count()
        hits = self._walked()
        if not hits:
            self.say(self._no_hits())
            return
        place = hits.before(self.cursor + 1) if direction > 0 else hits.before(self.cursor) - 1
        if not 0 <= place < len(hits):
            self.say("That was the last hit." if direction > 0 else "That was the first hit.")
            return
        place = min(max(place + direction * (count - 1), 0), len(hits) - 1)
        self.put_cursor(hits[place], hit=True)

    def _no_hits(self) -> str:
        """Why there is none to go to."""
        search = self.session.search if self.session.search.text else self.session.filter
        so_far = f"No hits so far: {self.words_to()}." if search.partial else ""
        return search.error or so_far or "No hits: / searches what has happened so far."

    def search_note(self) -> str:
        """The search in the transport line: "mandate  3/17"."""
        search = self.session.search
        if search.query is None or search.error:
            return search.error
        if not search.whole:
            return f"{search.text.strip()}  {_so_far(search)}"
        hits = self.sight.among(search.hits)
        if not hits and not search.partial:
            return f"{search.text.strip()}  {self._none()}"
        so_far = f" so far: {self.words_to()}" if search.partial else ""
        return f"{search.text.strip()}  {hits.before(self.cursor + 1)}/{len(hits)}{so_far}"

    def filter_note(self) -> str:
        """The filter in the transport line: "& mandate  17 posts"."""
        found = self.session.filter
        if found.query is None or found.error:
            return found.error
        count = len(found.hits)
        if not found.whole:
            return f"& {found.text.strip()}  {_so_far(found)}"
        number = posts(count) if count else self._none()
        return f"& {found.text.strip()}  {number}{f' so far: {self.words_to()}' if found.partial else ''}"

    def _none(self) -> str:
        return "no hit so far" if self.session.shield else "no hit"


def _so_far(search: Search) -> str:
    """How many hits are known while more are looked for."""
    return f"{len(search.hits):,}+" if search.hits else "searching"

"""The list of marks: choose one to go there, or delete it; marks later than the playhead stay behind the shield."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from feeds.moments.places import title
from tui.actions import MARKS, key_of, page_bindings
from tui.keymap import actions_of
from tui.render.glyphs import said
from tui.screens.help import HelpScreen, sections
from tui.session import Mark, Session
from tui.widgets.signs import put_on, signs_of


class MarksScreen(ModalScreen[int | None]):
    """The marks among the first `until` posts; its result is the rank of the post to go to."""

    CSS_PATH = "marks.tcss"
    BINDINGS = [*page_bindings(MARKS)]

    def __init__(self, session: Session, until: int) -> None:
        super().__init__()
        self.session = session
        self.until = until

    def compose(self) -> ComposeResult:
        """The parts, top to bottom."""
        with Vertical() as page:
            page.border_title = "Marks"
            page.border_subtitle = said("enter goes there · d deletes · esc closes", signs_of(self))
            yield OptionList(markup=False, compact=True)
            yield Static()

    def on_mount(self) -> None:
        """Fill the list; the last mark is the one at hand."""
        put_on(self)
        self._fill(len(self._marks()) - 1)

    def _marks(self) -> list[Mark]:
        return [mark for mark in self.session.marks if mark.rank < self.until]

    def _fill(self, highlighted: int) -> None:
        marks, options = self._marks(), self.query_one(OptionList)
        options.set_options(Option(self._row(mark)) for mark in marks)
        if marks:
            options.highlighted = min(max(highlighted, 0), len(marks) - 1)
        words = (
            "" if marks else f"No mark so far: {key_of(actions_of(self.app), 'mark')} marks the post under the cursor."
        )
        if self.session.shield:
            words = f"{words}\nMarks of what has not happened yet are not listed.".lstrip()
        self.query_one(Static).update(Content.styled(words, "$quiet"))

    def _row(self, mark: Mark) -> Content:
        post = self.session.archive.post(mark.rank)
        at = self.session.archive.time_of(mark.rank).astimezone(self.session.archive.header.zone)
        sign = "" if post.when is None or post.when.exact else "~"
        row = Content.assemble((f"{sign + format(at, '%H:%M'):>6}  ", "$quiet"), (mark.note, "bold"))
        return Content.assemble(row, "  " if mark.note else "", (title(post), "$quiet" if mark.note else ""))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._marks()[event.option_index].rank)

    def action_choose(self) -> None:
        """To the highlighted mark."""
        if (mark := self._highlighted()) is not None:
            self.dismiss(mark.rank)

    def action_delete(self) -> None:
        """Delete the highlighted mark."""
        place = self.query_one(OptionList).highlighted
        if (mark := self._highlighted()) is not None and place is not None:
            self.session.unmark(mark.rank)
            self._fill(place)

    def _highlighted(self) -> Mark | None:
        place, marks = self.query_one(OptionList).highlighted, self._marks()
        return marks[place] if place is not None and place < len(marks) else None

    def action_help(self) -> None:
        """What keys do here."""
        self.app.push_screen(HelpScreen(sections(MARKS, actions_of(self.app))))

"""The moments pane: what of the day is worth jumping to, as far as it has happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from feeds.moments import Moment

MARKS = {"key": "◆", "declared": "★", "reported": "◇", "forecast": "○", "poll": "○"}


class Moments(OptionList):
    """Key events and first figures, in time order; Enter or a click takes the clock there."""

    BORDER_TITLE = "Moments"

    @dataclass
    class Chosen(Message):
        """A moment was chosen."""

        moment: Moment

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False, compact=True)
        self._moments: Sequence[Moment] = ()

    def show(self, moments: Sequence[Moment], playhead: datetime, zone: tzinfo) -> None:
        """List `moments`; the last one not after `playhead` is highlighted unless the reader is in the list."""
        if tuple(moments) != tuple(self._moments):
            self._moments = tuple(moments)
            self.set_options(Option(_label(moment, zone)) for moment in self._moments)
        if not self.has_focus:
            current = max((i for i, moment in enumerate(self._moments) if moment.at <= playhead), default=None)
            if current != self.highlighted:
                self.highlighted = current

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tell the screen which moment was meant."""
        event.stop()
        self.post_message(self.Chosen(self._moments[event.option_index]))


def _label(moment: Moment, zone: tzinfo) -> Content:
    style = "bold" if moment.kind == "declared" else ""
    return Content.assemble(
        (f"{moment.at.astimezone(zone):%H:%M} ", "$quiet"),
        (f"{MARKS.get(moment.kind, '◆')} ", "$accent"),
        (moment.label, style),
    )

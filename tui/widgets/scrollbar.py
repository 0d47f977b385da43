"""A scrollbar at the right end of a pane, which the mouse can take hold of and drag."""

from textual import events
from textual.geometry import Offset
from textual.widget import Widget


class Dragged(Widget):
    """A pane that draws a scrollbar in its last column, and scrolls as far as the mouse drags it."""

    _bar_held = False

    def has_bar(self) -> bool:
        """Whether there is a scrollbar now."""
        raise NotImplementedError

    def drag(self, row: int) -> None:
        """Scroll as far as `row`, from the top of the pane, is down the scrollbar."""
        raise NotImplementedError

    def on_bar(self, offset: Offset) -> bool:
        """Whether a place in the pane is on the scrollbar."""
        return offset.x == self.content_size.width - 1 and self.has_bar()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of it."""
        offset = event.get_content_offset(self)
        if offset is not None and self.on_bar(offset):
            self.capture_mouse()
            self._bar_held = True
            self.drag(offset.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag it."""
        if self._bar_held:
            self.drag(event.get_content_offset_capture(self).y)

    def on_mouse_up(self) -> None:
        """Let go of it."""
        if self._bar_held:
            self._bar_held = False
            self.release_mouse()

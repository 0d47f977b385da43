"""The line of keys at the foot of the screen: as many as there is room for, help and quit always among them."""

from textual import events
from textual.app import RenderResult
from textual.binding import Binding
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from tui.render.glyphs import UNICODE, Glyphs, said

_KEPT = 2
"""The last keys of the table are the last to go."""
_BETWEEN = 2


class Keys(Widget):
    """The bindings that hold now and want to be shown; a click on one is its key."""

    DEFAULT_CSS = """
    Keys {
        height: 1;
        padding: 0 1;
        background: $footer-background;
        color: $footer-foreground;
        text-wrap: nowrap;
    }
    """
    ALLOW_SELECT = False

    glyphs: reactive[Glyphs] = reactive(UNICODE)
    """The signs to draw with."""

    def on_mount(self) -> None:
        """Bindings change with the focus and with what is open."""
        self.screen.bindings_updated_signal.subscribe(self, self._updated)

    def on_unmount(self) -> None:
        """Nobody listens any more."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _updated(self, screen: Screen[object]) -> None:
        self.refresh()

    def _shown(self, width: int) -> list[tuple[Binding, Content]]:
        """The keys that fit, from left to right."""
        bindings = {
            active.binding.action: active.binding
            for active in self.screen.active_bindings.values()
            if active.binding.show and active.enabled
        }
        shown = [
            (
                binding,
                Content.assemble(
                    (said(self.app.get_key_display(binding), self.glyphs), "bold $footer-key-foreground"),
                    f" {said(binding.description, self.glyphs)}",
                ),
            )
            for binding in bindings.values()
        ]
        while shown and sum(words.cell_length + _BETWEEN for _, words in shown) - _BETWEEN > width:
            shown.pop(-_KEPT - 1 if len(shown) > _KEPT else -1)
        return shown

    def render(self) -> RenderResult:
        """The line at the width the layout gives."""
        return Content(" " * _BETWEEN).join(words for _, words in self._shown(self.content_size.width))

    async def on_click(self, event: events.Click) -> None:
        """The key under the pointer."""
        offset = event.get_content_offset(self)
        column = 0
        for binding, words in self._shown(self.content_size.width):
            if offset is not None and column <= offset.x < column + words.cell_length:
                event.stop()
                self.app.simulate_key(binding.key)
                return
            column += words.cell_length + _BETWEEN

"""The line of keys at the foot of the screen: as many as there is room for, what matters least left out first."""

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from tui.footer import Hint
from tui.render.glyphs import UNICODE, Glyphs, said
from tui.widgets.drawing import drawn

_BETWEEN = 2


class Keys(Widget):
    """The keys that are worth naming now, as far as they do something; a click on one is its key."""

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
    hints: reactive[tuple[Hint, ...]] = reactive(())
    """What is offered."""

    _enabled: dict[str, Binding] | None = None

    def on_mount(self) -> None:
        """Bindings change with the focus and with what is open."""
        self.screen.bindings_updated_signal.subscribe(self, self._updated)

    def on_unmount(self) -> None:
        """Nobody listens any more."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _updated(self, screen: Screen[object]) -> None:
        self._enabled = None
        self.refresh()

    def watch_hints(self) -> None:
        """What is offered has changed, and so may what is possible."""
        self._enabled = None

    def _possible(self) -> dict[str, Binding]:
        """The bindings that do something now, by their actions; to find them out takes a while."""
        if self._enabled is None:
            self._enabled = {}
            for active in self.screen.active_bindings.values():
                if active.enabled:
                    self._enabled.setdefault(active.binding.action, active.binding)
        return self._enabled

    def _shown(self, width: int) -> list[tuple[Binding, Content]]:
        """The keys that fit, from left to right."""
        bindings = self._possible()
        shown = [
            (
                hint.weight,
                bindings[hint.action],
                Content.assemble(
                    (said(self.app.get_key_display(bindings[hint.action]), self.glyphs), "bold $footer-key-foreground"),
                    f" {hint.words}",
                ),
            )
            for hint in self.hints
            if hint.action in bindings
        ]
        while shown and sum(words.cell_length + _BETWEEN for _, _, words in shown) - _BETWEEN > width:
            del shown[max(range(len(shown)), key=lambda place: (shown[place][0], place))]
        return [(binding, words) for _, binding, words in shown]

    def render_line(self, y: int) -> Strip:
        """The line at the width the layout gives."""
        width = self.content_size.width
        return drawn(self, Content(" " * _BETWEEN).join(words for _, words in self._shown(width)), width)

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

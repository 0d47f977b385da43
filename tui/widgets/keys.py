"""The line of keys at the foot of the screen: as many as there is room for, what matters least left out first."""

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui.footer import Offer
from tui.render.glyphs import UNICODE, Glyphs, said
from tui.widgets.drawing import drawn

_BETWEEN = 2


class Keys(Widget):
    """The keys that are worth naming now; a click on one is its key."""

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
    offers: reactive[tuple[Offer, ...]] = reactive(())
    """What is offered."""

    def _shown(self, width: int) -> list[tuple[str, Content]]:
        """The keys that fit, from left to right, and each with its words."""
        left = list(self.offers)
        words = [_words(offer, self.glyphs) for offer in left]
        while left and sum(each.cell_length + _BETWEEN for each in words) - _BETWEEN > width:
            first = max(range(len(left)), key=lambda place: (left[place].weight, place))
            del left[first], words[first]
        return [(offer.key, each) for offer, each in zip(left, words, strict=True)]

    def render_line(self, y: int) -> Strip:
        """The line at the width the layout gives."""
        width = self.content_size.width
        return drawn(self, Content(" " * _BETWEEN).join(words for _, words in self._shown(width)), width)

    async def on_click(self, event: events.Click) -> None:
        """The key under the pointer."""
        offset = event.get_content_offset(self)
        column = 0
        for key, words in self._shown(self.content_size.width):
            if offset is not None and column <= offset.x < column + words.cell_length:
                event.stop()
                self.app.simulate_key(key)
                return
            column += words.cell_length + _BETWEEN


def _words(offer: Offer, glyphs: Glyphs) -> Content:
    return Content.assemble((said(offer.shown, glyphs), "bold $footer-key-foreground"), f" {offer.words}")

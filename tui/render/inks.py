"""How the roles of a post look: as it stands, at the cursor, and as a neighbour of what a filter lists."""

from collections.abc import Mapping

from rich.style import Style
from textual.color import Color

from tui.render.styles import Ink, laid_over, palette

_BOLD = Ink(bold=True)
_CHIP = Ink("background", bold=True, ground="accent")
_BESIDE = Ink(strength=0.55)
_INKS = {
    "text": Ink(),
    "heading": _BOLD,
    "key": Ink("accent", bold=True),
    "time": Ink(strength=0.8),
    "guess": Ink(strength=0.7),
    "kind": Ink(strength=0.8),
    "author": _BOLD,
    "quiet": Ink(strength=0.7),
    "quote": Ink(strength=0.9, italic=True),
    "gap": Ink(strength=0.7),
    "day": _BOLD,
    "beside": _BESIDE,
    "hit": _CHIP,
    "mark": Ink("accent", bold=True),
    "chip": _CHIP,
    "bar": Ink(strength=0.3, mark=True),
    "meter": Ink("primary", mark=True),
    "thumb": Ink(strength=0.45, mark=True),
    "track": Ink(strength=0.12, mark=True),
    "edge": Ink(strength=0.45, mark=True),
}
_IN_FOCUS = _INKS | {"edge": Ink("accent", mark=True)}
_DIMMED = dict.fromkeys(("text", "heading", "key", "time", "guess", "kind", "author", "quiet", "quote"), _BESIDE) | {
    "meter": Ink(strength=0.3, mark=True)
}
"""A post that a filter lists as a neighbour: all its words in one and the same quiet ink."""
_LIT, _LIT_IN_FOCUS = 0.06, 0.1
"""How much of the text's colour lies over the ground at the cursor."""


class Inks:
    """The styles of one theme, whose variables are `colours`, on one ground; each is computed when first asked for."""

    def __init__(self, colours: Mapping[str, str], ground: Color) -> None:
        self._colours = colours
        self._ground = ground
        self._palettes: dict[tuple[bool, bool, bool], dict[str, Style]] = {}

    def styles(self, *, lit: bool = False, dimmed: bool = False, focused: bool = False) -> dict[str, Style]:
        """Styles by role: of a post at the cursor (`lit`), of a neighbour (`dimmed`), with the keyboard (`focused`)."""
        key = lit, dimmed, lit and focused
        styles = self._palettes.get(key)
        if styles is None:
            ground = self._ground
            inks, strength = (_IN_FOCUS, _LIT_IN_FOCUS) if focused else (_INKS, _LIT)
            if lit:
                ground = laid_over(ground, self._colours["foreground"], strength)
            styles = self._palettes[key] = palette(inks | _DIMMED if dimmed else inks, self._colours, ground)
        return styles

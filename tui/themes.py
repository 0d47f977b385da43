"""The program's own themes: ink and one accent; text keeps a contrast of 4.5:1 in each, which a test measures.

Besides Textual's names there are ours, and every theme has them all: `$quiet` is the ink of what matters less, `$lit`
the style of the line at the cursor, `$thumb` and `$track` are a scrollbar's. `plain` uses the terminal's own colours:
text is always the default colour on the default ground, or the two swapped; only signs are coloured.
"""

from typing import NamedTuple

from textual.theme import Theme


class _Inks(NamedTuple):
    """The colours of one theme; `ground`, `raised` and `bar` are what text stands on."""

    ground: str
    raised: str
    bar: str
    lit: str
    ink: str
    quiet: str
    accent: str
    primary: str
    secondary: str
    thumb: str
    track: str
    error: str


def _theme(name: str, inks: _Inks, *, dark: bool) -> Theme:
    return Theme(
        name=name,
        dark=dark,
        foreground=inks.ink,
        background=inks.ground,
        surface=inks.raised,
        panel=inks.bar,
        primary=inks.primary,
        secondary=inks.secondary,
        accent=inks.accent,
        success=inks.secondary,
        warning=inks.accent,
        error=inks.error,
        variables={
            "quiet": inks.quiet,
            "lit": f"on {inks.lit}",
            "thumb": inks.thumb,
            "track": inks.track,
            "text-muted": inks.quiet,
            "text-disabled": inks.quiet,
            "border": inks.accent,
            "border-blurred": inks.track,
            "footer-foreground": inks.ink,
            "footer-background": inks.raised,
            "footer-key-foreground": inks.accent,
            "footer-description-foreground": inks.ink,
            "block-cursor-foreground": inks.ink,
            "block-cursor-background": inks.lit,
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-foreground": inks.ink,
            "block-cursor-blurred-background": inks.lit,
            "block-hover-background": inks.bar,
            "input-cursor-foreground": inks.ground,
            "input-cursor-background": inks.ink,
            "input-selection-foreground": inks.ink,
            "input-selection-background": inks.lit,
            "screen-selection-foreground": inks.ground,
            "screen-selection-background": inks.primary,
            "scrollbar": inks.thumb,
            "scrollbar-hover": inks.thumb,
            "scrollbar-active": inks.accent,
            "scrollbar-background": inks.track,
            "scrollbar-background-hover": inks.track,
            "scrollbar-background-active": inks.track,
            "scrollbar-corner-color": inks.raised,
            "link-color": inks.primary,
            "link-background-hover": inks.lit,
            "link-color-hover": inks.accent,
        },
    )


NIGHT = _theme(
    "night",
    _Inks(
        ground="#14171c",
        raised="#191d23",
        bar="#232932",
        lit="#2a313b",
        ink="#e8e4da",
        quiet="#a3abb5",
        accent="#f2b134",
        primary="#7fb2e5",
        secondary="#9fc3a8",
        thumb="#7a828d",
        track="#2f3742",
        error="#ff8a7a",
    ),
    dark=True,
)
PAPER = _theme(
    "paper",
    _Inks(
        ground="#fbf9f4",
        raised="#f4f0e8",
        bar="#e9e3d6",
        lit="#dde6ec",
        ink="#1f1d1a",
        quiet="#5a554b",
        accent="#a3271b",
        primary="#1f5f99",
        secondary="#33663f",
        thumb="#8d867a",
        track="#ddd6c7",
        error="#a3271b",
    ),
    dark=False,
)
CONTRAST = _theme(
    "contrast",
    _Inks(
        ground="#000000",
        raised="#000000",
        bar="#1c1c1c",
        lit="#003a70",
        ink="#ffffff",
        quiet="#d8d8d8",
        accent="#ffd800",
        primary="#7cc8ff",
        secondary="#8af09a",
        thumb="#ffffff",
        track="#5c5c5c",
        error="#ff9d8f",
    ),
    dark=True,
)
CONTRAST_LIGHT = _theme(
    "contrast-light",
    _Inks(
        ground="#ffffff",
        raised="#ffffff",
        bar="#ececec",
        lit="#cfe4ff",
        ink="#000000",
        quiet="#303030",
        accent="#8c0000",
        primary="#00308f",
        secondary="#004d1a",
        thumb="#000000",
        track="#9a9a9a",
        error="#8c0000",
    ),
    dark=False,
)
SAFE = _theme(
    "colour-blind",
    _Inks(
        ground="#10151b",
        raised="#151b22",
        bar="#212a34",
        lit="#27323e",
        ink="#f0f0ea",
        quiet="#aab4be",
        accent="#f0a202",
        primary="#56b4e9",
        secondary="#d3d8de",
        thumb="#7c8793",
        track="#2c3641",
        error="#f0e442",
    ),
    dark=True,
)
"""Blue and orange, and brightness: no pair of colours that differ only for an eye that tells red from green."""

_OWN = "ansi_default"
PLAIN = Theme(
    name="plain",
    dark=True,
    ansi=True,
    foreground=_OWN,
    background=_OWN,
    surface=_OWN,
    panel=_OWN,
    boost=_OWN,
    primary=_OWN,
    secondary=_OWN,
    accent=_OWN,
    success=_OWN,
    warning=_OWN,
    error=_OWN,
    variables={
        "ansi-background": _OWN,
        "ansi-foreground": _OWN,
        "quiet": _OWN,
        "lit": "reverse",
        "thumb": _OWN,
        "track": "ansi_bright_black",
        "text-muted": _OWN,
        "text-disabled": _OWN,
        "border": _OWN,
        "border-blurred": "ansi_bright_black",
        "footer-key-foreground": _OWN,
        "footer-description-foreground": _OWN,
        "block-cursor-foreground": _OWN,
        "block-cursor-background": _OWN,
        "block-cursor-text-style": "bold underline",
        "block-cursor-blurred-foreground": _OWN,
        "block-cursor-blurred-background": _OWN,
        "block-cursor-blurred-text-style": "bold underline",
        "input-cursor-text-style": "underline",
        "input-selection-background": _OWN,
        "input-selection-foreground": _OWN,
        "screen-selection-background": _OWN,
        "screen-selection-foreground": _OWN,
        "scrollbar": "ansi_bright_black",
        "scrollbar-hover": _OWN,
        "scrollbar-active": _OWN,
        "scrollbar-background": _OWN,
        "scrollbar-background-hover": _OWN,
        "scrollbar-background-active": _OWN,
        "link-color": _OWN,
        "link-background-hover": _OWN,
        "link-color-hover": _OWN,
        "link-style-hover": "bold underline",
    },
)
THEMES = (NIGHT, PAPER, CONTRAST, CONTRAST_LIGHT, SAFE, PLAIN)

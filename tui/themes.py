"""The program's own themes: `night` and `paper`, ink and one accent; text keeps a contrast of 4.5:1 in both.

`$quiet` is the colour of what matters less; it is ours, so every theme of this program has to name it.
"""

from textual.theme import Theme

NIGHT = Theme(
    name="night",
    dark=True,
    primary="#7fb2e5",
    secondary="#9fc3a8",
    accent="#f2b134",
    foreground="#e8e4da",
    background="#14171c",
    surface="#191d23",
    panel="#232932",
    success="#8fce7a",
    warning="#f2b134",
    error="#ff8a7a",
    variables={
        "quiet": "#a3abb5",
        "lit": "#2a313b",
        "thumb": "#7a828d",
        "track": "#2a313b",
        "footer-key-foreground": "#f2b134",
        "footer-background": "#191d23",
        "block-cursor-text-style": "none",
        "input-selection-background": "#7fb2e5 35%",
    },
)
PAPER = Theme(
    name="paper",
    dark=False,
    primary="#1f5f99",
    secondary="#33663f",
    accent="#a3271b",
    foreground="#1f1d1a",
    background="#fbf9f4",
    surface="#f4f0e8",
    panel="#e9e3d6",
    success="#2d6b1f",
    warning="#8a5a00",
    error="#a3271b",
    variables={
        "quiet": "#5f5a50",
        "lit": "#dfe6ea",
        "thumb": "#8d867a",
        "track": "#ddd6c7",
        "footer-key-foreground": "#a3271b",
        "footer-background": "#f4f0e8",
        "block-cursor-text-style": "none",
        "input-selection-background": "#1f5f99 30%",
    },
)
THEMES = (NIGHT, PAPER)

"""The signs that panes draw with, in Unicode and in plain ASCII."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from feeds.model import Kind

KIND_WORDS: Mapping[Kind, str] = {
    "post": "",
    "tweet": "Tweet",
    "announcement": "Announcement",
    "summary": "Summary",
    "article": "Article",
    "comment": "Comment",
}
"""What a kind is called on the screen; a plain post needs no word."""


@dataclass(frozen=True)
class Glyphs:
    """One sign for each meaning, one cell wide but for `ellipsis`.

    `levels` are columns from empty to full; `parts` are what a lying bar ends in, likewise.
    """

    key: str = "◆"
    hit: str = "▴"
    arrived: str = "•"
    cursor: str = "▌"
    bar: str = "│"
    bullet: str = "•"
    dot: str = "·"
    gap: str = "⋯"
    rule: str = "─"
    ellipsis: str = "…"
    down: str = "▼"
    up: str = "▲"
    thumb: str = "┃"
    track: str = "│"
    playhead: str = "┃"
    unknown: str = "·"
    levels: str = " ▁▂▃▄▅▆▇█"
    parts: str = " ╸━"
    kinds: Mapping[Kind, str] = field(
        default_factory=lambda: {
            "post": "·",
            "tweet": "»",
            "announcement": "■",
            "summary": "≡",
            "article": "¶",
            "comment": "“",
        }
    )


UNICODE = Glyphs()
ASCII = Glyphs(
    key="*",
    hit="^",
    arrived="+",
    cursor="|",
    bar="|",
    bullet="-",
    dot="-",
    gap=":",
    rule="-",
    ellipsis="...",
    down="v",
    up="^",
    thumb="#",
    track="|",
    playhead="|",
    unknown=".",
    levels=" ..::++##",
    parts=" =",
    kinds={"post": "-", "tweet": "@", "announcement": "!", "summary": "=", "article": "&", "comment": '"'},
)

"""The signs that panes draw with, in Unicode and in plain ASCII."""

from collections.abc import Mapping
from typing import NamedTuple

from feeds.model import Kind, Status

KIND_WORDS: Mapping[Kind, str] = {
    "post": "",
    "tweet": "Tweet",
    "announcement": "Announcement",
    "summary": "Summary",
    "article": "Article",
    "comment": "Comment",
}
"""What a kind is called on the screen; a plain post needs no word."""


class Glyphs(NamedTuple):
    """One sign for each meaning, one cell wide but for `ellipsis` and `arrow`.

    `levels` are columns from empty to full; `parts` are what a lying bar ends in, likewise, and `eighths` those of a
    solid one. `fills` say by their texture how sure a figure is; `moments` are signs by a moment's kind.
    """

    key: str = "◆"
    hit: str = "▴"
    both: str = "◈"
    arrived: str = "•"
    beside: str = "┊"
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
    track: str = " "
    playhead: str = "┃"
    unknown: str = "·"
    play: str = "►"
    pause: str = "║"
    now: str = "►"
    times: str = "×"
    arrow: str = "→"
    levels: str = " ▁▂▃▄▅▆▇█"
    parts: str = " ╸━"
    eighths: str = " ▏▎▍▌▋▊▉█"
    fills: Mapping[Status, str] = {"declared": "█", "corrected": "█", "reported": "▓", "poll": "▒", "forecast": "░"}
    moments: Mapping[str, str] = {
        "key": "◆",
        "declared": "★",
        "corrected": "★",
        "reported": "◇",
        "forecast": "○",
        "poll": "○",
        "mark": "§",
        "cue": "♪",
    }
    kinds: Mapping[Kind, str] = {
        "post": "·",
        "tweet": "»",
        "announcement": "■",
        "summary": "≡",
        "article": "¶",
        "comment": "“",
    }


UNICODE = Glyphs()
ASCII = Glyphs(
    key="*",
    hit="^",
    both="%",
    arrived="+",
    beside=":",
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
    track=" ",
    playhead="|",
    unknown=".",
    play=">",
    pause="|",
    now=">",
    times="x",
    arrow="->",
    levels=" ..::++##",
    parts=" =",
    eighths=" #",
    fills={"declared": "#", "corrected": "#", "reported": "=", "poll": "-", "forecast": "."},
    moments={
        "key": "*",
        "declared": "!",
        "corrected": "!",
        "reported": "+",
        "forecast": "o",
        "poll": "o",
        "mark": "#",
        "cue": "/",
    },
    kinds={"post": "-", "tweet": "@", "announcement": "!", "summary": "=", "article": "&", "comment": '"'},
)

_TYPEWRITER = str.maketrans(
    {
        "→": "->",
        "←": "<-",
        "↑": "up",
        "↓": "down",
        "⏎": "enter",
        "⌫": "bksp",
        "…": "...",
        "·": "-",
        "×": "x",
        "≤": "<=",
        "–": "-",
        "—": "-",
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
    }
)


def said(text: str, glyphs: Glyphs) -> str:
    """Words of the program itself, their arrows and dashes in the signs that `glyphs` may use."""
    return text if glyphs is not ASCII else text.translate(_TYPEWRITER)


def of_locale(environ: Mapping[str, str]) -> Glyphs:
    """The signs for a terminal of that environment: ASCII where its locale names another encoding than UTF-8.

    No locale at all says nothing against Unicode. Python itself sets LC_CTYPE where LANG is "C", so LANG counts then.
    """
    chosen = [environ.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG")]
    if chosen[2] in ("C", "POSIX") and chosen[1] in ("", "C.UTF-8", "C.utf8", "UTF-8"):
        chosen[1] = ""
    locale = next(filter(None, chosen), "UTF-8").upper().replace("-", "")
    return UNICODE if locale.partition("@")[0].endswith("UTF8") else ASCII

"""What the lines of a board are made of: figures in words, the style of a status, and what a layout depends on."""

from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo
from typing import NamedTuple

from feeds.figures import Entry
from feeds.model import Status
from tui.render.glyphs import Glyphs

WORDS: dict[Status, str] = {
    "forecast": "FORECAST",
    "poll": "POLL",
    "reported": "REPORTED",
    "declared": "DECLARED",
    "corrected": "CORRECTED",
    "recalled": "RECALLED",
    "rounded": "ROUNDED",
}
STYLES: dict[Status, str] = {
    "declared": "$accent",
    "corrected": "$accent",
    "reported": "$primary",
    "poll": "$secondary",
    "forecast": "$secondary",
}


class Plan(NamedTuple):
    """How generous a pane is with its rows."""

    large: bool
    baselines: bool
    airy: bool


class Setting(NamedTuple):
    """What the lines depend on besides the board: `newest` is the time of the newest revealed post."""

    width: int
    zone: tzinfo
    newest: datetime | None
    glyphs: Glyphs
    plan: Plan

    def mark(self, *entries: Entry | None) -> str:
        """The sign of a figure that the newest post brought."""
        fresh = any(entry is not None and entry.current.at == self.newest for entry in entries)
        return self.glyphs.arrived if fresh else ""


def number(value: float, unit: str) -> str:
    """A figure as people write it: `61.8%`, `313,209`."""
    if unit == "%":
        return f"{value:g}%"
    return f"{value:,}" if isinstance(value, int) or not value.is_integer() else f"{int(value):,}"


def people_of(entries: Iterable[Entry], group: str) -> dict[str, dict[str, Entry]]:
    """Candidate -> measure -> entry, of one group, where a share or votes are known."""
    found: dict[str, dict[str, Entry]] = {}
    for entry in entries:
        if entry.group == group and entry.who is not None and entry.measure in ("share", "votes"):
            found.setdefault(entry.who, {})[entry.measure] = entry
    return found


def value_of(entry: Entry) -> str:
    """A figure's present value as people write it."""
    return number(entry.current.reading.value, entry.current.reading.unit)


def beside(entries: Mapping[str, Entry]) -> Entry | None:
    """The votes that may stand beside a candidate's share as if they were one: those that are as sure as it is."""
    share, votes = entries.get("share"), entries.get("votes")
    same = share is None or votes is None or share.current.reading.status == votes.current.reading.status
    return votes if same else None

"""Figures: readings found in a text, the board at a time, the audit.

What reads a text is imported when it is first asked for: it has much grammar to prepare, and a day whose figures are
known, as every archive's are, never needs it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from feeds.figures.board import OVERALL, Board, Boards, ContestBoard, Entry, Sighting, board

if TYPE_CHECKING:
    from feeds.figures.audit import audit
    from feeds.figures.facts import Finding
    from feeds.figures.looking import attach
    from feeds.figures.names import names_of

_LATER = {
    "Finding": "feeds.figures.facts",
    "attach": "feeds.figures.looking",
    "audit": "feeds.figures.audit",
    "names_of": "feeds.figures.names",
}

__all__ = [
    "OVERALL",
    "Board",
    "Boards",
    "ContestBoard",
    "Entry",
    "Finding",
    "Sighting",
    "attach",
    "audit",
    "board",
    "names_of",
]


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    # The submodules are called like what they offer, and their import puts them into its place.
    found = globals()[name] = getattr(import_module(_LATER[name]), name)
    return found

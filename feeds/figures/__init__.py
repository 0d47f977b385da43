"""Figures: readings found in a text, the board at a time, the audit."""

from feeds.figures.attach import attach
from feeds.figures.audit import audit
from feeds.figures.board import OVERALL, Board, ContestBoard, Entry, Sighting, board
from feeds.figures.facts import Finding
from feeds.figures.names import names_of

__all__ = ["OVERALL", "Board", "ContestBoard", "Entry", "Finding", "Sighting", "attach", "audit", "board", "names_of"]

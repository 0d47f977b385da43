"""Figures: readings found in a text, the board at a time, the audit."""

"""A Day becomes a file, in the form that the file's ending names."""

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from feeds.model import Day

_MODULES = {".jsonl": "jsonl", ".jsonld": "jsonld", ".json": "jsonld", ".md": "markdown", ".html": "webpage"}

ENDINGS = tuple(_MODULES)
"""The endings of files that can be written."""


def writer(out: Path) -> Callable[[Day], Iterator[bytes]] | None:
    """What makes the bytes of a file called `out` of a day; None if its ending names no form."""
    name = _MODULES.get(out.suffix.lower())
    if name is None:
        return None
    chunks: Callable[[Day], Iterator[bytes]] = import_module(f"feeds.writers.{name}").chunks
    return chunks

"""The store a day is read from: chronological and searchable, on SQLite.

Its parts are imported when they are first asked for: whoever starts an import needs none of them (see `job`).
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from feeds.archive.document import search_text
    from feeds.archive.faults import Damaged
    from feeds.archive.hits import Hits
    from feeds.archive.query import Query, QueryError, parse
    from feeds.archive.store import Archive, Scored

_PARTS = {
    "Archive": "store",
    "Damaged": "faults",
    "Hits": "hits",
    "Query": "query",
    "QueryError": "query",
    "Scored": "store",
    "parse": "query",
    "search_text": "document",
}

__all__ = ["Archive", "Damaged", "Hits", "Query", "QueryError", "Scored", "parse", "search_text"]


def __getattr__(name: str) -> Any:
    if name not in _PARTS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"feeds.archive.{_PARTS[name]}"), name)
    return found

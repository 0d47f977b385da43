"""The store a day is read from: chronological and searchable, on SQLite."""

from feeds.archive.document import search_text
from feeds.archive.faults import Damaged
from feeds.archive.hits import Hits
from feeds.archive.query import Query, QueryError, parse
from feeds.archive.store import Archive, Scored

__all__ = ["Archive", "Damaged", "Hits", "Query", "QueryError", "Scored", "parse", "search_text"]

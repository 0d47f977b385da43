"""The store a day is read from: chronological and searchable, on SQLite."""

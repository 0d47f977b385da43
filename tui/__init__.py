"""The terminal: the Textual app that replays a day, and its command line."""

"""A Day becomes a file."""

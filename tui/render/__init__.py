"""Posts become rows of segments: wrapping, highlights, width."""

"""Every post gets its When: evidence read from the text, and the solver that turns it into times."""

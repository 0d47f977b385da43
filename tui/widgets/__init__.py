"""The panes: each draws one view of the day as of the playhead."""

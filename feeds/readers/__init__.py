"""Bytes become a Day: detection of the form, and one module a form."""

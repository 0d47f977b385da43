"""Measurements on folders of material that is not part of the project; run by hand, never by the tests."""

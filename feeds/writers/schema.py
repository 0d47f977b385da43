"""The JSON Schema of the native form."""

from typing import Any

from feeds import validation
from feeds.writers.jsonl import FORM_VERSION


def native() -> dict[str, Any]:
    """The schema of one line: the header, which comes first, or a post."""
    definitions = validation.schemas()
    header = definitions["Header"]
    mark = {"const": FORM_VERSION, "description": "The version of the form; with it the line is a header."}
    header["properties"] = {"asithappened": mark, **header["properties"]}
    header["required"] = ["asithappened"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "asithappened native form: one line of JSONL",
        "description": "The first line is a Header, every other line a Post.",
        "anyOf": [{"$ref": "#/$defs/Header"}, {"$ref": "#/$defs/Post"}],
        "$defs": definitions,
    }

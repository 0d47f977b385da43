"""`schema`: the JSON Schema of the native form."""

from feeds.writers import schema
from tui.cli.arguments import Arguments
from tui.cli.output import as_json


def run(arguments: Arguments) -> int:  # noqa: ARG001 - every command is called alike
    """Print it."""
    as_json(schema.native())
    return 0

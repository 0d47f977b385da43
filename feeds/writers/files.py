"""A file is replaced as a whole or not at all."""

import os
from collections.abc import Iterable
from pathlib import Path


def write(path: Path, chunks: Iterable[bytes]) -> None:
    """Write `chunks` to `path`: to a temporary file in the same folder, which then takes the name.

    Whatever happens before that, `path` is as it was and no temporary file stays. Raises OSError.
    """
    path = path.resolve()
    temporary = path.with_name(f".{path.name[:100]}.{os.urandom(6).hex()}.tmp")
    try:
        with temporary.open("xb") as out:
            for chunk in chunks:
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise

"""What tests of large files share."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from feeds.archive import common, findings, reader, streaming
from feeds.archive.reading import Frame
from feeds.archive.survey import look


class Here:
    """Reads in this process, so that blocks may be as small as a test wants them."""

    def give(self, task: Mapping[str, Any]) -> None:
        self.task = json.loads(json.dumps(task))

    def frames(self, cancelled: Callable[[], bool]) -> Iterator[Frame]:
        if "look" in self.task:
            for file, start, end in self.task["look"]:
                yield "looked", *look(Path(file), start, end, printed=self.task["prints"])
        else:
            yield from reader._read(self.task)


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def started() -> Iterator[list[Here]]:
        yield [Here(), Here()]

    monkeypatch.setattr(streaming, "started", started)
    monkeypatch.setattr(findings, "_AT_ONCE", 2)
    monkeypatch.setattr(streaming, "_COMMITTED", 4)
    for name, value in {
        "SMALLEST": 3,
        "BLOCK": 4,
        "AT_ONCE": 2,
        "_BATCH": 2,
        "_least": lambda posts: 1 + posts // 3,
    }.items():
        monkeypatch.setattr(common, name, value)

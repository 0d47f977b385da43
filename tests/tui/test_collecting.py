"""Garbage is collected between keys, not at one."""

import gc
from collections.abc import Iterator

import pytest

from tui import collecting
from tui.collecting import PAUSE, YOUNG, Collecting


@pytest.fixture
def collected() -> Iterator[list[int]]:
    """The generations that were collected, one after another, by whoever asks for it."""
    told: list[int] = []

    def tell(phase: str, info: dict[str, int]) -> None:
        if phase == "stop":
            told.append(info["generation"])

    gc.collect()
    gc.disable()
    gc.callbacks.append(tell)
    try:
        yield told
    finally:
        gc.callbacks.remove(tell)
        gc.enable()


def test_garbage_waits_until_no_key_comes(collected: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    now = 10.0
    monkeypatch.setattr(collecting, "monotonic", lambda: now)
    collector = Collecting()
    collector.pressed()
    now += 2 * PAUSE
    collector.rest()
    assert collected == []  # there is none worth it
    left = [[number] for number in range(YOUNG + 1)]
    collector.pressed()
    collector.rest()
    assert collected == []
    now += 2 * PAUSE
    collector.rest()
    collector.rest()
    assert collected == [0]
    assert len(left) > YOUNG


def test_what_was_left_before_is_looked_at_now_and_then(collected: list[int]) -> None:
    collector = Collecting()
    left = []
    for _ in range(12):
        left += [[number] for number in range(YOUNG + 1)]
        collector.rest()
    assert collected == [*[0] * 11, 1]

"""The end of the reading of keys; that keys are read is tested in a real terminal."""

import os

import pytest

from tui.keyboard import _Ending


def test_who_is_woken_at_the_end_finds_that_it_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    woken: list[bool] = []
    ending = _Ending(-1)
    monkeypatch.setattr(os, "write", lambda *_: woken.append(ending.is_set()))
    ending.set()
    assert woken == [True]

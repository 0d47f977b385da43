"""A day that was left, however it was left, is found again; a fresh one is not."""

import signal
from collections.abc import Callable
from typing import Any

import pytest

Launch = Callable[..., Any]


@pytest.mark.parametrize("end", ["q", signal.SIGTERM])
def test_it_comes_back_where_it_was(launch: Launch, end: str | signal.Signals) -> None:
    first = launch("--paused", "--at", "10:54")
    first.wait_for("10:54", "paused")
    first.send("mthe argument\r")
    first.wait_for("Marked")
    if isinstance(end, str):
        first.send(end)
        assert first.wait_end() == 0
    else:
        first.kill(end)
        assert first.wait_end() == 128 + end
    assert first.untidy == set()
    again = launch("--paused")
    again.wait_for("10:54", "where you left", "the argument")
    again.send("q")
    fresh = launch("--paused", "--fresh")
    text = fresh.wait_for("paused")
    assert "the argument" not in text
    assert "10:54" not in text


def test_wrong_keys_are_said_on_the_screen_and_after_it(launch: Launch, tmp_path: Any) -> None:
    folder = tmp_path / "config" / "asithappened"
    folder.mkdir(parents=True)
    (folder / "keys.toml").write_text('[keys]\nplay = "p"\nplya = "x"\nloop = "7"\n')
    terminal = launch("--paused", XDG_CONFIG_HOME=str(tmp_path / "config"))
    terminal.wait_for("keys.toml:3: there is no action 'plya' (and 1 more)", "p Play")
    terminal.send("q")
    assert terminal.wait_end() == 0
    assert "keys.toml:4: the key '7' cannot be given away" in terminal.text

"""Fixtures for every test: the reference material beside the checkout, and a quiet Textual."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")

CHECKOUT = Path(__file__).resolve().parents[1]
SHARED = CHECKOUT.parent / "shared"

# No deadline: nothing here is timed, and a busy machine is no failure.
settings.register_profile("tests", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tests")


@pytest.fixture(autouse=True)
def _nothing_remembered(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the state and the configuration of whoever runs it."""
    for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path_factory.mktemp("home")))


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The root of this repository."""
    return CHECKOUT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference material beside the checkout; it may be absent, but not where CI runs."""
    if SHARED.is_dir():
        return SHARED
    if os.environ.get("CI"):
        pytest.fail(f"{SHARED} is missing, and CI must run the tests that read it")
    pytest.skip(f"needs {SHARED}")


@pytest.fixture(scope="session")
def seed(shared: Path) -> Callable[[int], Path]:
    """`seed(4)` is the path of seed document 004."""

    def find(number: int) -> Path:
        (path,) = (shared / "seeds").glob(f"{number:03d}_*.txt")
        return path

    return find

"""The Beta distribution against values that can be worked out by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.chronology import beta


@pytest.mark.parametrize(
    ("x", "a", "b", "expected"),
    [
        (0.3, 1, 1, 0.3),  # uniform
        (0.5, 7, 7, 0.5),  # symmetric
        (0.2, 2, 1, 0.04),  # x squared
        (0.2, 1, 3, 1 - 0.8**3),
        (0.0, 2, 2, 0.0),
        (1.0, 2, 2, 1.0),
    ],
)
def test_cdf(x: float, a: float, b: float, expected: float) -> None:
    assert beta.cdf(x, a, b) == pytest.approx(expected, abs=1e-9)


@given(st.floats(0.02, 0.98), st.floats(0.1, 400), st.floats(0.1, 400))
def test_quantile_inverts_cdf(p: float, a: float, b: float) -> None:
    x = beta.quantile(p, a, b)
    assert 0 <= x <= 1
    if 1e-6 < x < 1 - 1e-6:
        assert beta.cdf(x, a, b) == pytest.approx(p, abs=1e-3)


@given(st.floats(0.1, 50), st.floats(0.1, 50))
def test_quantiles_rise(a: float, b: float) -> None:
    found = [beta.quantile(p, a, b) for p in (0.05, 0.5, 0.95)]
    assert found == sorted(found)
    assert all(math.isfinite(x) for x in found)

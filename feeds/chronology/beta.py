"""The Beta distribution: its cumulative function and its quantiles, without any library for it."""

import math

_TINY = 1e-300


def cdf(x: float, a: float, b: float) -> float:
    """The probability that a Beta(a, b) variable is at most `x`: the regularised incomplete beta function."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


def quantile(p: float, a: float, b: float) -> float:
    """The `x` with cdf(x, a, b) = p, to about one part in a million; 0 < p < 1."""
    low, high = 0.0, 1.0
    x = min(max(_guess(p, a, b), 1e-9), 1 - 1e-9)
    scale = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    for _ in range(60):
        error = cdf(x, a, b) - p
        if error > 0:
            high = x
        else:
            low = x
        slope = math.exp(scale + (a - 1) * math.log(x) + (b - 1) * math.log1p(-x))
        step = x - error / slope if slope > _TINY else math.nan
        new = step if low < step < high else (low + high) / 2
        if abs(new - x) < 1e-7:
            return new
        x = new
    return x


def _guess(p: float, a: float, b: float) -> float:
    """A normal approximation on the logit scale, good enough to start from."""
    mean = a / (a + b)
    sigma = math.sqrt(1 / max(a, 0.2) + 1 / max(b, 0.2))
    centre = math.log(mean / (1 - mean))
    z = centre + sigma * _normal_quantile(p)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


def _normal_quantile(p: float) -> float:
    """Shore's approximation of the standard normal quantile: a starting point needs no more."""
    if p < 0.5:
        return -_normal_quantile(1 - p)
    return 5.5556 * (1 - math.pow((1 - p) / p, 0.1186))


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of the incomplete beta function, by the modified Lentz method."""
    c, d = 1.0, 1 - (a + b) * x / (a + 1)
    d = 1 / (d if abs(d) > _TINY else _TINY)
    total = d
    for m in range(1, 300):
        for numerator in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 + numerator * d
            d = 1 / (d if abs(d) > _TINY else _TINY)
            c = 1 + numerator / c
            c = c if abs(c) > _TINY else _TINY
            total *= d * c
        if abs(d * c - 1) < 1e-10:
            break
    return total

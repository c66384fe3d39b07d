"""How wide must an interval be to hold a share of Student's distribution?"""

from __future__ import annotations

import math


def held_within(t: float, freedom: int) -> float:
    """Share of Student's distribution that lies between -t and t.

    Args:
        t: Not below 0.
        freedom: Degrees of freedom, at least 1.

    Source:
        Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 26.7.3 and 26.7.4.
    """
    angle = math.atan(t / math.sqrt(freedom))
    cosine, sine = math.cos(angle), math.sin(angle)
    odd = freedom % 2
    term = cosine if odd else 1.0
    total = term if freedom > 1 else 0.0
    for factor in range(2 + odd, freedom - 1, 2):
        term *= (factor - 1) / factor * cosine**2
        total += term
    return 2 / math.pi * (angle + sine * total) if odd else sine * total


def half_width(share: float, freedom: int) -> float:
    """The t for which Student's distribution holds ``share`` between -t and t, by halving the angle of its tangent.

    Args:
        share: Above 0 and below 1.
        freedom: Degrees of freedom, at least 1.

    Raises:
        ValueError: If there are no degrees of freedom, or the share is not between 0 and 1.
    """
    if freedom < 1 or not 0 < share < 1:
        raise ValueError("an interval needs a share between 0 and 1 and a degree of freedom")
    low, high = 0.0, math.pi / 2
    for _ in range(100):
        middle = (low + high) / 2
        if held_within(math.tan(middle) * math.sqrt(freedom), freedom) < share:
            low = middle
        else:
            high = middle
    return math.tan(low) * math.sqrt(freedom)

"""How is a piece of arithmetic written down with its numbers?"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

PLACES = 4
"""Decimal places, and significant digits, of a computed number that is shown."""

GIVEN = 12
"""Decimal places up to which a decimal counts as given and is shown whole."""

HUGE = 1e15
"""From here on powers of ten are written."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the arithmetic, in signs that need no translation.

    Attributes:
        symbol: What is computed, e.g. ``"A"``.
        formula: The formula in symbols.
        numbers: The same with the numbers put in.
        value: The result, unrounded.
    """

    symbol: str
    formula: str
    numbers: str
    value: Decimal | float

    def __str__(self) -> str:
        """The whole line, with ≈ where the result is shown rounded."""
        equals = "=" if is_exact(self.value) else "≈"
        return f"{self.symbol} = {self.formula} = {self.numbers} {equals} {written(self.value)}"


def written(value: Decimal | float) -> str:
    """Write a number: given decimals as they are, computed ones to four places and four significant digits."""
    if not math.isfinite(value):
        return "∞" if value > 0 else "−∞"
    if abs(float(value)) >= HUGE:
        return f"{value:.3e}"
    return f"{_shown(value):f}".replace("-", "−")


def in_formula(value: Decimal | float) -> str:
    """Write a number within a formula: a negative one in brackets."""
    return f"({written(value)})" if float(value) < 0 else written(value)


def is_exact(value: Decimal | float) -> bool:
    """True where the number is shown as it is; what only binary fractions add to a float does not count."""
    return abs(float(value)) < HUGE and math.isclose(_shown(value), value, rel_tol=1e-13)


def _decimal(value: Decimal | float) -> Decimal:
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


def _shown(value: Decimal | float) -> Decimal:
    exact = _decimal(value)
    if isinstance(value, (Decimal, int)) and exact == round(exact, GIVEN):
        return exact
    if exact == 0:
        return Decimal(0)
    places = max(PLACES, PLACES - exact.adjusted() - 1)
    return _without_zeros(exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP))


def _without_zeros(value: Decimal) -> Decimal:
    """Drop closing zeros behind the point, and none before it."""
    return value.to_integral_value() if value == value.to_integral_value() else value.normalize()

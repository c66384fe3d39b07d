"""How fast does a value grow a year, and how fast would it have to?"""

from __future__ import annotations

import math
from dataclasses import dataclass

from milepost.assess.workings import Step, in_formula, written
from milepost.model.rating import Series, Verdict

NO_VALUE = "there is no value"
NO_BASELINE = "there is no baseline"
NO_TARGET = "there is no target"
NO_PROMISE = "baseline and target are equal"
TOO_SHORT = "base year and data year, or base year and target year, are less than one year apart"
SIGNS = "the values are on both sides of zero, so there is no rate of growth"
ZERO = "the baseline or the target is zero, so there is no rate of growth"
EXTREME = "the numbers are too large or too small for a rate of growth"
BAND = "the method cannot rate a value that should keep within a band"


@dataclass(frozen=True, slots=True)
class Growth:
    """Yearly growth of a series, in the desired direction: above 0 is better.

    Attributes:
        base, latest: The values as the arithmetic takes them.
        years: From base year to data year.
        observed: Yearly growth so far, as a share (0.02 = 2 %).
        needed: Yearly growth from the baseline to the target, without sign; None without a target.
        ratio: observed / needed; None without a target.
    """

    base: float
    latest: float
    years: int
    observed: float
    needed: float | None = None
    ratio: float | None = None


def cagr(latest: float, base: float, years: float) -> float:
    """Compound annual growth rate, as a share.

    Args:
        latest: Value at the end.
        base: Value at the start, not 0 and of the same sign.
        years: Years between them, above 0.

    Source:
        methods, notation: CAGR(a, b, n) = (a / b)^(1 / n) - 1.
    """
    return float((latest / base) ** (1 / years)) - 1


def reached(latest: float, target: float, direction: int) -> bool:
    """True when the value meets the target: at or above it where it should rise, at or below where it should fall."""
    return latest >= target if direction > 0 else latest <= target


def growth_of(series: Series, *, zero: float = 0.0) -> Growth | str:
    """Give the yearly growth of a series in floats, as the sources of M2 to M4 do, or the reason why there is none.

    A negative baseline turns the sign: from -4 to -3 is growth of a value that should rise.

    Args:
        series: Baseline, targets and latest value; of several targets the last one counts.
        zero: What a baseline or target of 0 counts as.

    Source:
        methods M2.
    """
    if series.latest is None or series.latest_year is None:
        return NO_VALUE
    if series.base is None:
        return NO_BASELINE
    years, base, latest = series.latest_year - series.base_year, float(series.base) or zero, float(series.latest)
    sign = -1 if base < 0 else 1
    if years < 1:
        return TOO_SHORT
    if base == 0:
        return ZERO
    if latest * sign < 0:
        return SIGNS
    observed = sign * series.direction * cagr(latest, base, years)
    if not math.isfinite(observed):
        return EXTREME
    if series.target is None:
        return Growth(base, latest, years, observed)
    return _against_target(Growth(base, latest, years, observed), series.target[0] - series.base_year, series, zero)


def _against_target(growth: Growth, years: int, series: Series, zero: float) -> Growth | str:
    assert series.target is not None
    target = float(series.target[1]) or zero
    if years < 1:
        return TOO_SHORT
    if target == growth.base:
        return NO_PROMISE
    if target == 0:
        return ZERO
    if target * math.copysign(1, growth.base) < 0:
        return SIGNS
    needed = abs(cagr(target, growth.base, years))
    if needed == 0 or not math.isfinite(needed) or not math.isfinite(growth.observed / needed):
        return EXTREME
    return Growth(growth.base, growth.latest, growth.years, growth.observed, needed, growth.observed / needed)


def growth_steps(series: Series, verdict: Verdict, *, zero: float = 0.0) -> tuple[Step, ...]:
    """The arithmetic of the yearly growth, so far and needed, and of their ratio.

    Args:
        series: The series rated.
        verdict: What a method of growth says of it.
        zero: What a baseline or target of 0 counts as.
    """
    growth = growth_of(series, zero=zero)
    if verdict.measure is None or isinstance(growth, str):
        return ()
    assert series.latest is not None
    assert series.base is not None
    start, base = series.base_year, in_formula(series.base or growth.base)
    grown = f"({in_formula(series.latest)} / {base})^(1 / ({series.latest_year} − {start})) − 1"
    if series.direction * (-1 if growth.base < 0 else 1) < 0:
        grown = f"−({grown})"
    if growth.needed is None or growth.ratio is None or series.target is None:
        return (Step("P", "s · d · CAGR(y, y0, t − t0)", grown, growth.observed),)
    year, target = series.target
    asked = f"|({in_formula(target or zero)} / {base})^(1 / ({year} − {start})) − 1|"
    return (
        Step("P", "s · d · CAGR(y, y0, t − t0)", grown, growth.observed),
        Step("Q", "|CAGR(yT, y0, T − t0)|", asked, growth.needed),
        Step("R", "P / Q", f"{in_formula(growth.observed)} / {written(growth.needed)}", growth.ratio),
    )

"""What holds for every series: better values never rate lower, the unit of measure does not matter, what mirrors."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.assess import METHODS, cagr_ratio, eurostat, extrapolation, pace
from milepost.assess.method import Method
from milepost.model.definition import Thresholds
from milepost.model.rating import Series, Standing, Verdict
from tests.assess.paths import path

D = Decimal
USUAL = Thresholds()

WORST_FIRST = {
    "M1": (Standing.FAR_BEHIND, Standing.BEHIND, Standing.ON_SCHEDULE, Standing.AHEAD, Standing.MET_EARLY),
    "M2": (
        cagr_ratio.DETERIORATION,
        cagr_ratio.LIMITED,
        cagr_ratio.MODERATE,
        cagr_ratio.SUBSTANTIAL,
        cagr_ratio.ACHIEVED,
    ),
    "M3": (
        eurostat.SIGNIFICANT_AWAY,
        eurostat.MODERATE_AWAY,
        eurostat.AWAY,
        eurostat.NONE,
        eurostat.INSUFFICIENT,
        eurostat.MODERATE,
        eurostat.SIGNIFICANT,
        eurostat.MET,
    ),
    "M4": (
        extrapolation.REGRESSION,
        extrapolation.STAGNATION,
        extrapolation.MARGINAL,
        extrapolation.MODERATE,
        extrapolation.ON_TRACK,
        extrapolation.MET,
    ),
}

by_method = pytest.mark.parametrize("method", METHODS, ids=lambda method: method.code)
growing = pytest.mark.parametrize(
    "method", [cagr_ratio.METHOD, eurostat.METHOD, extrapolation.METHOD], ids=lambda method: method.code
)

amounts = st.decimals(min_value=-1000, max_value=1000, places=3)
directions = st.sampled_from([1, -1])
years = st.integers(2020, 2025)


@st.composite
def promises(draw: st.DrawFn) -> Series:
    """A path whose target lies where the direction says, with or without a target."""
    low, high = sorted((draw(amounts), draw(amounts)))
    direction = draw(directions)
    base, target = (low, high) if direction > 0 else (high, low)
    with_target = draw(st.booleans()) and low != high
    return path(base, None, target if with_target else None, direction=direction)


def valued(series: Series, value: Decimal, year: int) -> Series:
    return replace(series, latest=value, latest_year=year)


def rank(method: Method, verdict: Verdict) -> int | None:
    if method.common(verdict) is None:
        return None
    return WORST_FIRST[method.code].index(verdict.standing)


@by_method
@settings(max_examples=150)
@given(promises(), amounts, amounts, st.integers(2021, 2024))
def test_a_rating_never_falls_when_the_value_moves_in_the_desired_direction(
    method: Method, series: Series, one: Decimal, other: Decimal, year: int
) -> None:
    worse, better = sorted((one, other), key=lambda value: value * series.direction)
    first, second = (method.rate(valued(series, value, year), USUAL) for value in (worse, better))
    ranks = rank(method, first), rank(method, second)
    if ranks[0] is not None and ranks[1] is not None:
        assert ranks[0] <= ranks[1]
    if first.score is not None and second.score is not None:
        assert first.score <= second.score + 1e-9


@by_method
@settings(max_examples=150)
@given(promises(), amounts, st.integers(2021, 2024), st.sampled_from([D("0.0001"), D(1000), D(10000)]))
def test_the_unit_of_measure_does_not_matter(
    method: Method, series: Series, value: Decimal, year: int, factor: Decimal
) -> None:
    assert series.base is not None
    numbers = (series.base, *(goal for _, goal in series.targets))
    if method.code == "M2" and not all(numbers):
        return  # there 0 counts as 0.001 of whatever unit: the next test
    scaled = replace(
        series, base=series.base * factor, targets=tuple((when, goal * factor) for when, goal in series.targets)
    )
    here = method.rate(valued(series, value, year), USUAL)
    there = method.rate(valued(scaled, value * factor, year), USUAL)
    assert (here.lead, here.attainment) == (there.lead, there.attainment)
    assert alike(here.measure, there.measure)
    assert alike(here.score, there.score)
    assert method.common(here) in (None, method.common(there)) or near_a_bound(here)


def alike(one: float | None, other: float | None) -> bool:
    return one is other if one is None or other is None else math.isclose(one, other, rel_tol=1e-6, abs_tol=1e-6)


def near_a_bound(verdict: Verdict) -> bool:
    """Floats may fall on either side of a bound: M2 to M4 are as exact as their sources."""
    bounds = (0.95, 0.6, 0.5, 0.1, 0.0, 0.015, 0.01, 0.005, 0.001, -0.001, -0.01)
    return verdict.measure is not None and any(verdict.measure == pytest.approx(one, abs=1e-9) for one in bounds)


def test_where_the_unit_does_matter_under_m2() -> None:
    in_thousands = cagr_ratio.rate(path(0, "0.01", "0.1"), USUAL)
    in_ones = cagr_ratio.rate(path(0, 10, 100), USUAL)
    assert (in_thousands.standing, in_ones.standing) == (cagr_ratio.MODERATE, cagr_ratio.SUBSTANTIAL)


@settings(max_examples=150)
@given(amounts, amounts, amounts, amounts, years)
def test_under_m1_a_share_and_the_rest_of_it_mirror_each_other(
    whole: Decimal, base: Decimal, target: Decimal, value: Decimal, year: int
) -> None:
    direction = 1 if target >= base else -1
    here = pace.rate(path(base, value, target, year=year, direction=direction), USUAL)
    there = pace.rate(path(whole - base, whole - value, whole - target, year=year, direction=-direction), USUAL)
    assert (here.standing, here.attainment, here.lead) == (there.standing, there.attainment, there.lead)
    assert pace.common(here) is pace.common(there)


@growing
def test_under_the_methods_of_growth_a_share_and_the_rest_of_it_do_not_mirror_each_other(method: Method) -> None:
    """95 % served of 98 % promised, or 5 % not served of 2 %: the same fact, but rates of growth differ."""
    served = method.rate(path(90, 95, 98), USUAL)
    not_served = method.rate(path(10, 5, 2, direction=-1), USUAL)
    assert (method.common(served), method.common(not_served)) == ("on_track", "slow")


@growing
@settings(max_examples=100)
@given(promises(), amounts, st.integers(2021, 2024))
def test_turning_every_sign_mirrors_under_every_method(
    method: Method, series: Series, value: Decimal, year: int
) -> None:
    assert series.base is not None
    if method.code == "M2" and not all((series.base, *(goal for _, goal in series.targets))):
        return
    turned = replace(
        series,
        base=-series.base,
        targets=tuple((when, -goal) for when, goal in series.targets),
        direction=-series.direction,
    )
    here = method.rate(valued(series, value, year), USUAL)
    assert method.rate(valued(turned, -value, year), USUAL).standing == here.standing

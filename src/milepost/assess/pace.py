"""M1: where does a value stand on the straight path from its baseline to its target?"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from milepost.assess.method import Grade, Method
from milepost.assess.workings import Step, in_formula, written
from milepost.model.definition import Thresholds
from milepost.model.rating import CommonClass, Series, Standing, Verdict

NO_BASELINE = "there is no baseline"
NO_PROMISE = "baseline and target are equal"
TOO_EARLY = "there is no value after the base year"
OUTSIDE_BAND = "the value lies outside the band before the target year"
NO_TARGET = "there is no target"


def rate(series: Series, thresholds: Thresholds) -> Verdict:
    """Rate the latest value by its lead over the schedule; the first class that fits, in the order of the method.

    With y0 the base value in year t0, y the latest value of data year t, yT the target in year T::

        attainment  A  = (y - y0) / (yT - y0)
        expected    y* = the value at t on the straight path through baseline, interim targets and target
        schedule    E  = (y* - y0) / (yT - y0)       without interim targets (t - t0) / (T - t0)
        lead        L  = 100 (A - E), in points of the path

    Falling indicators need no case of their own: both differences change sign. The arithmetic is exact, since a lead
    can stand exactly on a bound.

    Args:
        series: Baseline, targets and latest value, in the indicator's unit of measure.
        thresholds: Bounds of the classes, in points of the path.

    Returns:
        The class with attainment and schedule as shares (1 = all of it) and the lead in points, each None where it is
        not defined.

    Source:
        methods M1.
    """
    if series.latest is None or series.latest_year is None:
        return Verdict(Standing.NO_DATA)
    if series.direction == 0:
        return _within_band(series)
    if not series.targets:
        return Verdict(Standing.NOT_RATED, reason=NO_TARGET)
    target_year, target = series.targets[-1]
    measured = _measure(series)
    if (series.latest - target) * series.direction >= 0:
        early = series.latest_year < target_year
        return _verdict(Standing.MET_EARLY if early else Standing.MET, measured)
    if series.latest_year >= target_year:
        return _verdict(Standing.MISSED, measured)
    if measured is None:
        return Verdict(Standing.NOT_RATED, reason=_why_not(series, target))
    lead = 100 * (measured[0] - measured[1])
    if lead > Fraction(thresholds.on_schedule):
        return _verdict(Standing.AHEAD, measured)
    if lead >= -Fraction(thresholds.on_schedule):
        return _verdict(Standing.ON_SCHEDULE, measured)
    return _verdict(Standing.BEHIND if lead >= -Fraction(thresholds.far_behind) else Standing.FAR_BEHIND, measured)


def _within_band(series: Series) -> Verdict:
    """Direction 0: keep within the band of the framework."""
    assert series.latest is not None
    assert series.latest_year is not None
    target_year = series.targets[-1][0] if series.targets else series.report_year
    if series.band is None:
        return Verdict(Standing.NOT_RATED, reason=NO_TARGET)
    inside = series.band[0] <= series.latest <= series.band[1]
    before = series.latest_year < target_year
    if inside:
        return Verdict(Standing.MET_EARLY if before else Standing.MET)
    return Verdict(Standing.NOT_RATED, reason=OUTSIDE_BAND) if before else Verdict(Standing.MISSED)


def _why_not(series: Series, target: Decimal) -> str:
    if series.base is None:
        return NO_BASELINE
    return NO_PROMISE if target == series.base else TOO_EARLY


def _measure(series: Series) -> tuple[Fraction, Fraction, Fraction] | None:
    """Attainment, schedule and expected value; None where they are not defined."""
    assert series.latest is not None
    assert series.latest_year is not None
    target = Fraction(series.targets[-1][1])
    if series.base is None or Fraction(series.base) == target or series.latest_year <= series.base_year:
        return None
    base = Fraction(series.base)
    expected = expected_value(series, series.latest_year)
    return (Fraction(series.latest) - base) / (target - base), (expected - base) / (target - base), expected


def expected_value(series: Series, year: int) -> Fraction:
    """The value that the path asks for in ``year``: straight between baseline, interim targets and target.

    Before the base year it is the baseline, after the last target year the target.

    Raises:
        ValueError: If there is no baseline or no target.

    Source:
        methods M1.
    """
    if series.base is None or not series.targets:
        raise ValueError("a path needs a baseline and a target")
    points = [(series.base_year, Fraction(series.base)), *((when, Fraction(value)) for when, value in series.targets)]
    if year <= points[0][0]:
        return points[0][1]
    for (start, low), (end, high) in pairwise(points):
        if year <= end:
            return low + (high - low) * Fraction(year - start, end - start)
    return points[-1][1]


def _verdict(standing: Standing, measured: tuple[Fraction, Fraction, Fraction] | None) -> Verdict:
    if measured is None:
        return Verdict(standing)
    attainment, schedule, expected = measured
    lead = 100 * (attainment - schedule)
    return Verdict(standing, _decimal(attainment), _decimal(schedule), _decimal(lead), _decimal(expected))


def _decimal(value: Fraction) -> Decimal:
    """28 significant digits; exact wherever the value is a decimal fraction."""
    return Decimal(value.numerator) / Decimal(value.denominator)


def _workings(series: Series, verdict: Verdict) -> tuple[Step, ...]:
    if verdict.attainment is None or verdict.schedule is None or verdict.lead is None or verdict.expected is None:
        return ()
    assert series.base is not None
    assert series.latest is not None
    assert series.target is not None
    year, target = series.target
    base, span = in_formula(series.base), f"({written(target)} − {in_formula(series.base)})"
    gone = Step("A", "(y − y0) / (yT − y0)", f"({written(series.latest)} − {base}) / {span}", verdict.attainment)
    lead = Step(
        "L",
        "100 (A − E)",
        f"100 × ({written(verdict.attainment)} − {in_formula(verdict.schedule)})",
        verdict.lead,
    )
    if len(series.targets) > 1:
        # The path bends at interim targets: the value that it asks for comes first, the schedule follows from it.
        bent = f"({written(verdict.expected)} − {base}) / {span}"
        return (gone, Step("E", "(y* − y0) / (yT − y0)", bent, verdict.schedule), lead)
    passed = f"({series.latest_year} − {series.base_year}) / ({year} − {series.base_year})"
    due = f"{base} + {span} × {in_formula(verdict.schedule)}"
    return (
        gone,
        Step("E", "(t − t0) / (T − t0)", passed, verdict.schedule),
        Step("y*", "y0 + (yT − y0) E", due, verdict.expected),
        lead,
    )


GRADES = (
    Grade(Standing.NO_DATA, "no data", "no value at or before the report year", None),
    Grade(Standing.MET_EARLY, "met ahead of schedule", "y meets yT and t < T", CommonClass.ACHIEVED),
    Grade(Standing.MET, "met", "y meets yT and t ≥ T", CommonClass.ACHIEVED),
    Grade(Standing.MISSED, "missed", "y does not meet yT and t ≥ T", CommonClass.SLOW),
    Grade(Standing.NOT_RATED, "not rated", "no baseline, yT = y0, or t ≤ t0", None),
    Grade(Standing.AHEAD, "ahead of expectation", "L > {on_schedule}", CommonClass.ON_TRACK),
    Grade(Standing.ON_SCHEDULE, "in line with expectation", "−{on_schedule} ≤ L ≤ {on_schedule}", CommonClass.ON_TRACK),
    Grade(Standing.BEHIND, "behind", "−{far_behind} ≤ L < −{on_schedule}", CommonClass.SLOW),
    Grade(Standing.FAR_BEHIND, "far behind", "L < −{far_behind}", CommonClass.SLOW),
)


def common(verdict: Verdict) -> CommonClass | None:
    """The class on the common scale: a value on the wrong side of its baseline (A < 0) is in reverse.

    A target that is met stays achieved, on whichever side of it the baseline lies.

    Source:
        methods M5.
    """
    usual = _COMMON[Standing(verdict.standing)]
    if usual in (None, CommonClass.ACHIEVED) or verdict.attainment is None or verdict.attainment >= 0:
        return usual
    return CommonClass.REVERSE


_COMMON = {Standing(grade.code): grade.common for grade in GRADES}


def _bounds(thresholds: Thresholds) -> Mapping[str, Decimal | float]:
    return {"on_schedule": thresholds.on_schedule, "far_behind": thresholds.far_behind}


METHOD = Method(
    code="M1",
    title="Pace",
    summary="Where the value is on a straight path from the baseline to the target.",
    formula="A = (y − y0) / (yT − y0); E = (y* − y0) / (yT − y0); L = 100 (A − E)",
    source="Classes after the words used when the indicators of a five-year plan were assessed; the bounds of 10 and "
    "30 points follow a published municipal practice (Yinchuan 2025).",
    rate=rate,
    grades=GRADES,
    bounds=_bounds,
    common=common,
    workings=_workings,
)

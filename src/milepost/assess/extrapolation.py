"""M4: where will a value be in the target year if it goes on growing as it has?"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from milepost.assess.growth import BAND, EXTREME, NO_PROMISE, NO_TARGET, NO_VALUE, cagr, growth_of, reached
from milepost.assess.method import Grade, Method, by_grade
from milepost.assess.workings import Step, in_formula, written
from milepost.model.definition import Thresholds
from milepost.model.rating import CommonClass, ExtrapolationBounds, Series, Verdict

MET = "met"
ON_TRACK = "on_track"
MODERATE = "moderate"
MARGINAL = "marginal"
STAGNATION = "stagnation"
REGRESSION = "regression"
NOT_AVAILABLE = "not_available"

BEYOND = "the baseline was already beyond the target"

_USUAL = ExtrapolationBounds()


def rate(series: Series, thresholds: Thresholds) -> Verdict:
    """Rate the value that would be reached in the target year, as a share of the promised way.

    ::

        vT = y (1 + CAGR(y, y0, t - t0))^(T - t)
        q  = (vT - y0) / (yT - y0)

    Floats. A value that meets the target is met whatever the trend. From the target year on nothing is left to
    extrapolate: vT is then the value itself.

    Args:
        series: Baseline, targets and latest value; of several targets the last one counts.
        thresholds: Lowest share of each class.

    Returns:
        The class; ``measure`` is q, the step ``projected`` is vT.

    Source:
        methods M4.
    """
    if series.latest is None or series.latest_year is None:
        return Verdict(NOT_AVAILABLE, reason=NO_VALUE)
    if series.direction == 0:
        return Verdict(NOT_AVAILABLE, reason=BAND)
    if series.target is None:
        return Verdict(NOT_AVAILABLE, reason=NO_TARGET)
    year, target = series.target[0], float(series.target[1])
    if reached(float(series.latest), target, series.direction):
        return Verdict(MET)
    growth = growth_of(replace(series, targets=()))
    if isinstance(growth, str):
        return Verdict(NOT_AVAILABLE, reason=growth)
    if growth.base == target:
        return Verdict(NOT_AVAILABLE, reason=NO_PROMISE)
    if reached(growth.base, target, series.direction):
        return Verdict(NOT_AVAILABLE, reason=BEYOND)
    yearly = cagr(growth.latest, growth.base, growth.years)
    projected = _grown(growth.latest, yearly, max(year - series.latest_year, 0))
    share = (projected - growth.base) / (target - growth.base)
    if math.isnan(share):
        return Verdict(NOT_AVAILABLE, reason=EXTREME)
    return Verdict(
        standing_of(share, thresholds.extrapolation), steps={"growth": yearly, "projected": projected}, measure=share
    )


def standing_of(share: float, bounds: ExtrapolationBounds = _USUAL) -> str:
    """The class of the share of the way that will be covered; each bound belongs to the better class.

    Source:
        methods M4.
    """
    if share >= bounds.on_track:
        return ON_TRACK
    if share >= bounds.moderate:
        return MODERATE
    if share >= bounds.marginal:
        return MARGINAL
    return STAGNATION if share >= bounds.stagnation else REGRESSION


def _grown(value: float, yearly: float, years: int) -> float:
    """The value after so many years of growth; infinite where a float cannot hold it."""
    try:
        return float(value * (1 + yearly) ** years)
    except OverflowError:
        return math.copysign(math.inf, value)


def _bounds(thresholds: Thresholds) -> Mapping[str, Decimal | float]:
    bounds = thresholds.extrapolation
    return {
        "on_track": bounds.on_track,
        "moderate": bounds.moderate,
        "marginal": bounds.marginal,
        "stagnation": bounds.stagnation,
    }


def _workings(series: Series, verdict: Verdict) -> tuple[Step, ...]:
    growth = growth_of(replace(series, targets=()))
    if verdict.measure is None or isinstance(growth, str) or series.latest_year is None or series.target is None:
        return ()
    year, target = series.target
    yearly, projected = float(verdict.steps["growth"]), float(verdict.steps["projected"])
    base, latest = in_formula(growth.base), in_formula(growth.latest)
    return (
        Step(
            "g",
            "CAGR(y, y0, t − t0)",
            f"({latest} / {base})^(1 / ({series.latest_year} − {series.base_year})) − 1",
            yearly,
        ),
        Step(
            "vT",
            "y (1 + g)^(T − t)",
            f"{latest} × (1 + {in_formula(yearly)})^({year} − {series.latest_year})",
            projected,
        ),
        Step(
            "q",
            "(vT − y0) / (yT − y0)",
            f"({written(projected)} − {base}) / ({written(target)} − {base})",
            verdict.measure,
        ),
    )


GRADES = (
    Grade(MET, "met", "y meets yT", CommonClass.ACHIEVED),
    Grade(NOT_AVAILABLE, "not available", "no rate of growth can be given", None),
    Grade(ON_TRACK, "on track", "q ≥ {on_track}", CommonClass.ON_TRACK),
    Grade(MODERATE, "moderate progress", "{moderate} ≤ q < {on_track}", CommonClass.SLOW),
    Grade(MARGINAL, "marginal progress", "{marginal} ≤ q < {moderate}", CommonClass.SLOW),
    Grade(STAGNATION, "stagnation", "{stagnation} ≤ q < {marginal}", CommonClass.SLOW),
    Grade(REGRESSION, "regression", "q < {stagnation}", CommonClass.REVERSE),
)

METHOD = Method(
    code="M4",
    title="Extrapolation",
    summary="Where the value would be in the target year if it went on growing as it has.",
    formula="vT = y (1 + CAGR(y, y0, t − t0))^(T − t); q = (vT − y0) / (yT − y0)",
    source="United Nations Statistics Division, technical notes of the SDG Progress Chart (2023 as cited by EUSTAT; "
    "five classes since 2024, as used in published analyses); the notes themselves were not read.",
    rate=rate,
    grades=GRADES,
    bounds=_bounds,
    common=by_grade(GRADES),
    workings=_workings,
)

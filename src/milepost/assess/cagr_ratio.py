"""M2: does a value grow as fast as its target needs?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from statistics import fmean

from milepost.assess.growth import BAND, NO_VALUE, Growth, growth_of, growth_steps, reached
from milepost.assess.method import Grade, Method, by_grade
from milepost.assess.workings import Step, in_formula, written
from milepost.model.definition import Thresholds
from milepost.model.rating import CommonClass, RatioBounds, Series, Verdict

ACHIEVED = "target_achieved"
SUBSTANTIAL = "substantial_progress"
MODERATE = "moderate_progress"
LIMITED = "limited_progress"
DETERIORATION = "deterioration"
NOT_AVAILABLE = "not_available"

INSTEAD_OF_ZERO = 0.001
"""What a baseline or target of 0 counts as, in whatever unit: the one place where the unit of measure matters."""

_STEEPNESS = 4.44
_FAST, _SLOW = 0.015, 0.005
_USUAL = RatioBounds()

Scores = float | None | Sequence["Scores"]
"""The score of a series, or a group of scores, nested at any depth."""


def rate(series: Series, thresholds: Thresholds) -> Verdict:
    """Rate the latest value by its growth since the base year against the growth that the target needs.

    With s = -1 for a negative baseline and +1 otherwise, d the direction::

        with a target     R = s d CAGR(y, y0, t - t0) / |CAGR(yT, y0, T - t0)|
        without a target  P = s d CAGR(y, y0, t - t0), held against the bounds times the limit factor C

    A target that is reached is achieved, whatever the growth. A baseline or target of 0 counts as 0.001. Floats, as
    the source has them.

    Args:
        series: Baseline, targets and latest value; of several targets the last one counts.
        thresholds: Lowest ratio of each class.

    Returns:
        The class with score; ``measure`` is R or P.

    Source:
        methods M2.
    """
    if series.latest is None:
        return Verdict(NOT_AVAILABLE, reason=NO_VALUE)
    if series.direction == 0:
        return Verdict(NOT_AVAILABLE, reason=BAND)
    growth = growth_of(series, zero=INSTEAD_OF_ZERO)
    measure = growth.ratio if isinstance(growth, Growth) else None
    target = series.target
    if target and reached(float(series.latest), float(target[1]) or INSTEAD_OF_ZERO, series.direction):
        return Verdict(ACHIEVED, steps=_steps(growth), measure=measure, score=5.0)
    if isinstance(growth, str):
        return Verdict(NOT_AVAILABLE, reason=growth)
    if growth.ratio is not None:
        return Verdict(
            standing_of_ratio(growth.ratio, thresholds.ratio),
            steps=_steps(growth),
            measure=growth.ratio,
            score=score_of_ratio(growth.ratio),
        )
    factor = limit_factor(growth.base, None if series.limit is None else float(series.limit))
    return Verdict(
        standing_of_rate(growth.observed, factor),
        steps={**_steps(growth), "limit_factor": factor},
        measure=growth.observed,
        score=score_of_rate(growth.observed, factor),
    )


def standing_of_ratio(ratio: float, bounds: RatioBounds = _USUAL) -> str:
    """The class of a ratio of growth; each bound belongs to the better class. Source: methods M2."""
    if ratio >= bounds.substantial:
        return SUBSTANTIAL
    if ratio >= bounds.moderate:
        return MODERATE
    return LIMITED if ratio >= bounds.limited else DETERIORATION


def score_of_ratio(ratio: float) -> float:
    """The score of a ratio of growth, from -5 to 5. Source: methods M2."""
    return min(7.1429 * ratio - 4.2857, 5.0) if ratio >= 0.6 else max(4.1667 * ratio - 2.5, -5.0)


def limit_factor(base: float, limit: float | None) -> float:
    """How much of the usual growth can be asked of a value that starts near its limit, 0 to 1.

    Source:
        methods M2.
    """
    if limit is None:
        return 1.0
    start, end = abs(base), abs(limit)
    if start >= 2 * end:
        return 1.0
    gone = start / end if start <= end else (2 * end - start) / end
    return float(1 - gone**_STEEPNESS)


def standing_of_rate(rate: float, factor: float = 1.0) -> str:
    """The class of yearly growth without a target; each bound belongs to the better class. Source: methods M2."""
    if rate < 0:
        return DETERIORATION
    if rate >= _FAST * factor:
        return SUBSTANTIAL
    return MODERATE if rate >= _SLOW * factor else LIMITED


def score_of_rate(rate: float, factor: float = 1.0) -> float:
    """The score of yearly growth without a target, from -5 to 5. Source: methods M2."""
    if rate < 0:
        return max(125 * rate - 2.5, -5.0)
    if factor == 0:
        return 5.0
    if rate >= _FAST * factor:
        return min(500 * rate / factor - 5, 5.0)
    return 250 * rate / factor - 1.25 if rate >= _SLOW * factor else 500 * rate / factor - 2.5


def mean_score(scores: Scores) -> float | None:
    """The mean of the scores that there are; a nested group is averaged first and has one vote.

    Source:
        methods M2.
    """
    if scores is None or isinstance(scores, (int, float)):
        return scores
    means = [mean for mean in map(mean_score, scores) if mean is not None]
    return fmean(means) if means else None


def standing_of_mean(score: float | None, *, all_achieved: bool = False) -> str:
    """The class of a mean score; achieved only where every series is.

    Source:
        methods M2.
    """
    if score is None:
        return NOT_AVAILABLE
    if all_achieved:
        return ACHIEVED
    if score >= 2.5:
        return SUBSTANTIAL
    if score >= 0:
        return MODERATE
    return LIMITED if score >= -2.5 else DETERIORATION


def _steps(growth: Growth | str) -> dict[str, Decimal | float | str]:
    if isinstance(growth, str):
        return {}
    steps: dict[str, Decimal | float | str] = {"growth": growth.observed}
    return steps if growth.needed is None else {**steps, "needed": growth.needed}


def _bounds(thresholds: Thresholds) -> Mapping[str, Decimal | float]:
    bounds = thresholds.ratio
    return {
        "substantial": bounds.substantial,
        "moderate": bounds.moderate,
        "limited": bounds.limited,
    }


def _workings(series: Series, verdict: Verdict) -> tuple[Step, ...]:
    steps = growth_steps(series, verdict, zero=INSTEAD_OF_ZERO)
    if verdict.score is None or verdict.measure is None or verdict.standing == ACHIEVED:
        return steps
    measure = in_formula(verdict.measure)
    if series.targets:
        formula = "min(7.1429 R − 4.2857, 5)" if verdict.measure >= 0.6 else "max(4.1667 R − 2.5, −5)"
        return (*steps, Step("S", formula, formula.replace(" R", f" × {measure}"), verdict.score))
    formula, factor = _score_formula(verdict.measure, float(verdict.steps["limit_factor"]))
    numbers = formula.replace(" P", f" × {measure}").replace("C", written(factor))
    return (*steps, Step("S", formula, numbers, verdict.score))


def _score_formula(rate: float, factor: float) -> tuple[str, float]:
    """The line of the score without a target that holds for a rate, and the factor C in it."""
    if rate < 0:
        return "max(125 P − 2.5, −5)", factor
    if factor == 0:
        return "5 (C = 0)", factor
    if rate >= _FAST * factor:
        return "min(500 P / C − 5, 5)", factor
    return ("250 P / C − 1.25" if rate >= _SLOW * factor else "500 P / C − 2.5"), factor


GRADES = (
    Grade(ACHIEVED, "target achieved", "y meets yT", CommonClass.ACHIEVED),
    Grade(NOT_AVAILABLE, "not available", "no rate of growth can be given", None),
    Grade(SUBSTANTIAL, "substantial progress", "R ≥ {substantial}", CommonClass.ON_TRACK),
    Grade(
        MODERATE,
        "moderate progress",
        "{moderate} ≤ R < {substantial}",
        CommonClass.SLOW,
    ),
    Grade(LIMITED, "limited progress", "{limited} ≤ R < {moderate}", CommonClass.SLOW),
    Grade(DETERIORATION, "deterioration", "R < {limited}", CommonClass.REVERSE),
)

METHOD = Method(
    code="M2",
    title="CAGR ratio",
    summary="Whether the value grows as fast as the target needs.",
    formula="CAGR(a, b, n) = (a / b)^(1 / n) − 1; P = s · d · CAGR(y, y0, t − t0); R = P / |CAGR(yT, y0, T − t0)|",
    source="Statistics Canada, as published with Open SDG; a baseline or target of 0 counts as 0.001.",
    rate=rate,
    grades=GRADES,
    bounds=_bounds,
    common=by_grade(GRADES),
    workings=_workings,
)

"""M3: how do the thresholds of Eurostat class the growth of a value?"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from milepost.assess.growth import BAND, NO_VALUE, growth_of, growth_steps, reached
from milepost.assess.method import Grade, Method, by_grade
from milepost.model.definition import Thresholds
from milepost.model.rating import CommonClass, RatioBounds, Series, Verdict

MET = "met"
SIGNIFICANT = "significant"
MODERATE = "moderate"
INSUFFICIENT = "insufficient"
NONE = "none"
MODERATE_AWAY = "moderate_away"
SIGNIFICANT_AWAY = "significant_away"
AWAY = "movement_away"
NOT_AVAILABLE = "not_available"

_USUAL = RatioBounds()


def rate(series: Series, thresholds: Thresholds) -> Verdict:
    """Rate the latest value by Eurostat's thresholds, with a target by the ratio of growth, without one by its rate.

    A value that meets its target is met, whatever its growth: the source gives no class of its own for it, and its
    score is then the highest. Growth is as in M2 (a negative baseline turns the sign), but 0 is not replaced: from 0
    or to 0 there is no rate of growth and so no rating. Floats.

    Args:
        series: Baseline, targets and latest value; of several targets the last one counts.
        thresholds: Lowest ratio of each class.

    Returns:
        The class with score; ``measure`` is the ratio, or the yearly growth in the desired direction.

    Source:
        methods M3.
    """
    if series.latest is None:
        return Verdict(NOT_AVAILABLE, reason=NO_VALUE)
    if series.direction == 0:
        return Verdict(NOT_AVAILABLE, reason=BAND)
    growth = growth_of(series)
    if series.target and reached(float(series.latest), float(series.target[1]), series.direction):
        return Verdict(MET, measure=None if isinstance(growth, str) else growth.ratio, score=5.0)
    if isinstance(growth, str):
        return Verdict(NOT_AVAILABLE, reason=growth)
    steps: dict[str, Decimal | float | str] = {"growth": growth.observed}
    if growth.ratio is None or growth.needed is None:
        found = standing_of_rate(growth.observed)
        return Verdict(found, steps=steps, measure=growth.observed, score=score_of_rate(growth.observed))
    steps["needed"] = growth.needed
    found = standing_of_ratio(growth.ratio, thresholds.ratio)
    return Verdict(found, steps=steps, measure=growth.ratio, score=score_of_ratio(growth.ratio))


def standing_of_ratio(ratio: float, bounds: RatioBounds = _USUAL) -> str:
    """The class of a ratio of growth; each bound belongs to the better class. Source: methods M3."""
    if ratio >= bounds.substantial:
        return SIGNIFICANT
    if ratio >= bounds.moderate:
        return MODERATE
    return INSUFFICIENT if ratio >= bounds.limited else AWAY


def score_of_ratio(ratio: float) -> float:
    """The score of a ratio of growth, from -5 to 5: straight lines through (-0.6, -5), (0.6, 0) and (1.3, 5).

    Source:
        methods M3.
    """
    if ratio > 1.3:
        return 5.0
    if ratio >= 0.6:
        return 5 / 0.7 * (ratio - 0.6)
    return 5 / 1.2 * (ratio + 0.6) - 5 if ratio > -0.6 else -5.0


def standing_of_rate(rate: float) -> str:
    """The class of yearly growth (0.01 = 1 %) in the desired direction, without a target.

    Exactly 1 % is still moderate, as the source writes it; the other bounds belong to the better class.

    Source:
        methods M3.
    """
    if rate > 0.01:
        return SIGNIFICANT
    if rate >= 0.001:
        return MODERATE
    if rate >= -0.001:
        return NONE
    return MODERATE_AWAY if rate >= -0.01 else SIGNIFICANT_AWAY


def score_of_rate(rate: float) -> float:
    """The score of yearly growth without a target: 2 % is 5, clipped to -5 and 5. Source: methods M3."""
    return max(-5.0, min(5.0, rate / 0.02 * 5))


def _bounds(thresholds: Thresholds) -> Mapping[str, Decimal | float]:
    bounds = thresholds.ratio
    return {"substantial": bounds.substantial, "moderate": bounds.moderate, "limited": bounds.limited}


GRADES = (
    Grade(MET, "met", "y meets yT", CommonClass.ACHIEVED),
    Grade(NOT_AVAILABLE, "not available", "no rate of growth can be given", None),
    Grade(SIGNIFICANT, "significant progress", "R ≥ {substantial}; without a target P > 1 %", CommonClass.ON_TRACK),
    Grade(
        MODERATE,
        "moderate progress",
        "{moderate} ≤ R < {substantial}; without a target P ≥ 0.1 %",
        CommonClass.SLOW,
    ),
    Grade(INSUFFICIENT, "insufficient progress", "{limited} ≤ R < {moderate}", CommonClass.SLOW),
    Grade(AWAY, "movement away", "R < {limited}", CommonClass.REVERSE),
    Grade(NONE, "no progress", "without a target −0.1 % ≤ P < 0.1 %", CommonClass.SLOW),
    Grade(MODERATE_AWAY, "moderate movement away", "without a target −1 % ≤ P < −0.1 %", CommonClass.REVERSE),
    Grade(SIGNIFICANT_AWAY, "significant movement away", "without a target P < −1 %", CommonClass.REVERSE),
)

METHOD = Method(
    code="M3",
    title="Eurostat",
    summary="Whether the value grows as fast as the target needs, by the thresholds of Eurostat.",
    formula="CAGR(a, b, n) = (a / b)^(1 / n) − 1; P = s · d · CAGR(y, y0, t − t0); R = P / |CAGR(yT, y0, T − t0)|",
    source="The thresholds of Eurostat (1.0 / 0.1 / −0.1 %, 95 / 60 / 0 %) as documented by the Basque statistics "
    "office EUSTAT for its Open SDG site; Eurostat's own annex was not read.",
    rate=rate,
    grades=GRADES,
    bounds=_bounds,
    common=by_grade(GRADES),
    workings=growth_steps,
)

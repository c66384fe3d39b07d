"""Method M4: every class, every bound, every case that cannot be rated."""

from __future__ import annotations

import math

import pytest

from milepost.assess import extrapolation, growth
from milepost.assess.extrapolation import (
    BEYOND,
    MARGINAL,
    MET,
    MODERATE,
    NOT_AVAILABLE,
    ON_TRACK,
    REGRESSION,
    STAGNATION,
)
from milepost.model.definition import Thresholds
from milepost.model.rating import ExtrapolationBounds, Series, Verdict
from tests.assess.paths import path


def rated(series: Series) -> Verdict:
    return extrapolation.rate(series, Thresholds())


@pytest.mark.parametrize(
    ("share", "standing"),
    [
        (7.0, ON_TRACK),
        (0.95, ON_TRACK),
        (math.nextafter(0.95, 0), MODERATE),
        (0.5, MODERATE),
        (math.nextafter(0.5, 0), MARGINAL),
        (0.1, MARGINAL),
        (math.nextafter(0.1, 0), STAGNATION),
        (0.0, STAGNATION),
        (math.nextafter(0.0, -1), REGRESSION),
        (-7.0, REGRESSION),
    ],
)
def test_bounds_belong_to_the_better_class(share: float, standing: str) -> None:
    assert extrapolation.standing_of(share) == standing


def test_the_value_of_the_target_year_by_hand() -> None:
    verdict = rated(path(100, 121, 200, year=2022, end=2024))
    assert verdict.steps == pytest.approx({"growth": 0.1, "projected": 146.41})
    assert verdict.measure == pytest.approx(0.4641)
    assert verdict.standing == MARGINAL


@pytest.mark.parametrize(
    ("series", "standing"),
    [
        pytest.param(path(10, 12, 12), MET, id="rising to the target"),
        pytest.param(path(10, 8, 8, direction=-1), MET, id="falling to the target"),
        pytest.param(path(None, 12, 12), MET, id="without a baseline"),
        pytest.param(path(20, 15, 12), MET, id="met although it falls back"),
        pytest.param(path(10, 11.5, 12), ON_TRACK, id="fast"),
        pytest.param(path(10, 10.8, 12), MODERATE, id="not quite"),
        pytest.param(path(10, 10.2, 12), MARGINAL, id="slow"),
        pytest.param(path(10, 10.01, 12), STAGNATION, id="hardly"),
        pytest.param(path(10, 10, 12), STAGNATION, id="not at all"),
        pytest.param(path(10, 9.9, 12), REGRESSION, id="the wrong way"),
        pytest.param(path(12, 10.5, 10, direction=-1), ON_TRACK, id="falling fast"),
        pytest.param(path(12, 12.1, 10, direction=-1), REGRESSION, id="rising where it should fall"),
        pytest.param(path(10, 0, 12), REGRESSION, id="down to zero"),
        pytest.param(path(10, 5, 0, direction=-1), MODERATE, id="towards zero"),
        pytest.param(path(-4, -2.4, -2), ON_TRACK, id="a negative value"),
        pytest.param(path(10, 11, 12, year=2025), MODERATE, id="the target year: the value itself"),
        pytest.param(path(10, 11, 12, year=2026), MODERATE, id="after it: the value itself"),
    ],
)
def test_classes(series: Series, standing: str) -> None:
    verdict = rated(series)
    assert (verdict.standing, verdict.score, verdict.reason) == (standing, None, "")


@pytest.mark.parametrize(
    ("series", "reason"),
    [
        pytest.param(path(10, None, 12), growth.NO_VALUE, id="no value"),
        pytest.param(path(None, 11, 12), growth.NO_BASELINE, id="no baseline"),
        pytest.param(path(10, 11, None), growth.NO_TARGET, id="no target"),
        pytest.param(path(10, 9, 10), growth.NO_PROMISE, id="baseline is the target and was lost"),
        pytest.param(path(14, 9, 10), BEYOND, id="the baseline lay beyond the target"),
        pytest.param(path(10, 11, 12, year=2020), growth.TOO_SHORT, id="value of the base year"),
        pytest.param(path(0, 1, 12), growth.ZERO, id="from zero"),
        pytest.param(path(-4, 1, 2), growth.SIGNS, id="value crossed zero"),
        pytest.param(path(10, 11, 12, direction=0), growth.BAND, id="a band"),
    ],
)
def test_what_cannot_be_rated_says_why(series: Series, reason: str) -> None:
    verdict = rated(series)
    assert (verdict.standing, verdict.reason) == (NOT_AVAILABLE, reason)


def test_a_value_that_no_float_can_hold_is_far_beyond_the_target() -> None:
    assert rated(path(1, "1e300", "1e308", year=2021, end=2030)).standing == ON_TRACK


def test_bounds_may_be_others() -> None:
    series = path(10, "10.8", 12)
    assert extrapolation.rate(series, Thresholds(extrapolation=ExtrapolationBounds(on_track=0.6))).standing == ON_TRACK

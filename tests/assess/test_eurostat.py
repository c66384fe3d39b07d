"""Method M3: every class, every bound, every case that cannot be rated."""

from __future__ import annotations

import math

import pytest

from milepost.assess import eurostat, growth
from milepost.assess.eurostat import (
    AWAY,
    INSUFFICIENT,
    MET,
    MODERATE,
    MODERATE_AWAY,
    NONE,
    NOT_AVAILABLE,
    SIGNIFICANT,
    SIGNIFICANT_AWAY,
)
from milepost.model.definition import Thresholds
from milepost.model.rating import RatioBounds, Series, Verdict
from tests.assess.paths import path


def rated(series: Series) -> Verdict:
    return eurostat.rate(series, Thresholds())


@pytest.mark.parametrize(
    ("ratio", "standing", "score"),
    [
        (2.0, SIGNIFICANT, 5.0),
        (1.3, SIGNIFICANT, 5.0),
        (0.95, SIGNIFICANT, 2.5),
        (math.nextafter(0.95, 0), MODERATE, 2.5),
        (0.6, MODERATE, 0.0),
        (math.nextafter(0.6, 0), INSUFFICIENT, 0.0),
        (0.0, INSUFFICIENT, -2.5),
        (math.nextafter(0.0, -1), AWAY, -2.5),
        (-0.6, AWAY, -5.0),
        (-7.0, AWAY, -5.0),
    ],
)
def test_bounds_of_the_ratio_belong_to_the_better_class(ratio: float, standing: str, score: float) -> None:
    assert eurostat.standing_of_ratio(ratio) == standing
    assert eurostat.score_of_ratio(ratio) == pytest.approx(score, abs=1e-9)


@pytest.mark.parametrize(
    ("rate", "standing", "score"),
    [
        (0.03, SIGNIFICANT, 5.0),
        (math.nextafter(0.01, 1), SIGNIFICANT, 2.5),
        (0.01, MODERATE, 2.5),
        (0.001, MODERATE, 0.25),
        (math.nextafter(0.001, 0), NONE, 0.25),
        (0.0, NONE, 0.0),
        (-0.001, NONE, -0.25),
        (math.nextafter(-0.001, -1), MODERATE_AWAY, -0.25),
        (-0.01, MODERATE_AWAY, -2.5),
        (math.nextafter(-0.01, -1), SIGNIFICANT_AWAY, -2.5),
        (-0.03, SIGNIFICANT_AWAY, -5.0),
    ],
)
def test_bounds_of_the_rate(rate: float, standing: str, score: float) -> None:
    assert eurostat.standing_of_rate(rate) == standing
    assert eurostat.score_of_rate(rate) == pytest.approx(score, abs=1e-9)


@pytest.mark.parametrize(
    ("series", "standing"),
    [
        pytest.param(path(10, 12, 12), MET, id="rising to the target"),
        pytest.param(path(10, 8, 8, direction=-1), MET, id="falling to the target"),
        pytest.param(path(None, 12, 12), MET, id="without a baseline"),
        pytest.param(path(0, 3, 2), MET, id="from zero"),
        pytest.param(path(10, 11.5, 12), SIGNIFICANT, id="fast"),
        pytest.param(path(10, 10.8, 12), MODERATE, id="not quite"),
        pytest.param(path(10, 10.1, 12), INSUFFICIENT, id="slow"),
        pytest.param(path(10, 9.9, 12), AWAY, id="the wrong way"),
        pytest.param(path(12, 10.5, 10, direction=-1), SIGNIFICANT, id="falling fast"),
        pytest.param(path(12, 12.1, 10, direction=-1), AWAY, id="rising where it should fall"),
        pytest.param(path(10, 0, 12), AWAY, id="down to zero"),
        pytest.param(path(-4, -2.4, -2), SIGNIFICANT, id="a negative value"),
        pytest.param(path(100, 104, None), SIGNIFICANT, id="no target, rising"),
        pytest.param(path(100, 101, None, direction=-1), MODERATE_AWAY, id="no target, rising where it should fall"),
        pytest.param(path(100, 100, None), NONE, id="no target, as it was"),
    ],
)
def test_classes(series: Series, standing: str) -> None:
    verdict = rated(series)
    assert (verdict.standing, verdict.reason) == (standing, "")
    assert verdict.score is not None


@pytest.mark.parametrize(
    ("series", "reason"),
    [
        pytest.param(path(10, None, 12), growth.NO_VALUE, id="no value"),
        pytest.param(path(None, 11, 12), growth.NO_BASELINE, id="no baseline"),
        pytest.param(path(10, 9, 10), growth.NO_PROMISE, id="baseline is the target and was lost"),
        pytest.param(path(10, 11, 12, year=2020), growth.TOO_SHORT, id="value of the base year"),
        pytest.param(path(10, 11, 12, end=2020), growth.TOO_SHORT, id="target in the base year"),
        pytest.param(path(0, 1, 12), growth.ZERO, id="zero is not replaced"),
        pytest.param(path(10, 9, 0, direction=-1), growth.ZERO, id="a target of zero neither"),
        pytest.param(path(-4, 1, 2), growth.SIGNS, id="value crossed zero"),
        pytest.param(path(10, 11, 12, direction=0), growth.BAND, id="a band"),
    ],
)
def test_what_cannot_be_rated_says_why(series: Series, reason: str) -> None:
    verdict = rated(series)
    assert (verdict.standing, verdict.score, verdict.reason) == (NOT_AVAILABLE, None, reason)


def test_bounds_may_be_others() -> None:
    series = path(10, "10.8", 12)
    assert eurostat.rate(series, Thresholds(ratio=RatioBounds(substantial=0.69))).standing == SIGNIFICANT

"""Method M2: every class, every bound, every case that cannot be rated."""

from __future__ import annotations

import math

import pytest

from milepost.assess import cagr_ratio, growth
from milepost.assess.cagr_ratio import ACHIEVED, DETERIORATION, LIMITED, MODERATE, NOT_AVAILABLE, SUBSTANTIAL
from milepost.model.definition import Thresholds
from milepost.model.rating import RatioBounds, Series, Verdict
from tests.assess.paths import path


def rated(series: Series) -> Verdict:
    return cagr_ratio.rate(series, Thresholds())


@pytest.mark.parametrize(
    ("ratio", "standing", "score"),
    [
        (2.0, SUBSTANTIAL, 5.0),
        (1.3, SUBSTANTIAL, 5.0),
        (0.95, SUBSTANTIAL, 2.500055),
        (math.nextafter(0.95, 0), MODERATE, 2.500055),
        (0.6, MODERATE, 0.00004),
        (math.nextafter(0.6, 0), LIMITED, 0.00002),
        (0.0, LIMITED, -2.5),
        (math.nextafter(0.0, -1), DETERIORATION, -2.5),
        (-0.6, DETERIORATION, -5.0),
        (-7.0, DETERIORATION, -5.0),
    ],
)
def test_bounds_of_the_ratio_belong_to_the_better_class(ratio: float, standing: str, score: float) -> None:
    assert cagr_ratio.standing_of_ratio(ratio) == standing
    assert cagr_ratio.score_of_ratio(ratio) == pytest.approx(score, abs=1e-4)


@pytest.mark.parametrize(
    ("rate", "factor", "standing", "score"),
    [
        (0.02, 1.0, SUBSTANTIAL, 5.0),
        (0.015, 1.0, SUBSTANTIAL, 2.5),
        (math.nextafter(0.015, 0), 1.0, MODERATE, 2.5),
        (0.005, 1.0, MODERATE, 0.0),
        (math.nextafter(0.005, 0), 1.0, LIMITED, 0.0),
        (0.0, 1.0, LIMITED, -2.5),
        (-0.01, 1.0, DETERIORATION, -3.75),
        (-0.02, 1.0, DETERIORATION, -5.0),
        (-1.0, 1.0, DETERIORATION, -5.0),
        (0.0075, 0.5, SUBSTANTIAL, 2.5),
        (0.0025, 0.5, MODERATE, 0.0),
        (0.0, 0.0, SUBSTANTIAL, 5.0),
    ],
)
def test_bounds_of_the_rate_shrink_with_the_limit_factor(
    rate: float, factor: float, standing: str, score: float
) -> None:
    assert cagr_ratio.standing_of_rate(rate, factor) == standing
    assert cagr_ratio.score_of_rate(rate, factor) == pytest.approx(score, abs=1e-9)


@pytest.mark.parametrize(
    ("base", "limit", "factor"),
    [
        (50.0, None, 1.0),
        (0.0, 100.0, 1.0),
        (100.0, 100.0, 0.0),
        (50.0, 100.0, 1 - 0.5**4.44),
        (150.0, 100.0, 1 - 0.5**4.44),
        (200.0, 100.0, 1.0),
        (250.0, 100.0, 1.0),
        (-50.0, -100.0, 1 - 0.5**4.44),
        (7.0, 0.0, 1.0),
    ],
)
def test_limit_factor(base: float, limit: float | None, factor: float) -> None:
    assert cagr_ratio.limit_factor(base, limit) == pytest.approx(factor)


@pytest.mark.parametrize(
    ("series", "standing"),
    [
        pytest.param(path(10, 12, 12), ACHIEVED, id="rising to the target"),
        pytest.param(path(10, 8, 8, direction=-1), ACHIEVED, id="falling to the target"),
        pytest.param(path(10, 10, 10), ACHIEVED, id="baseline is the target"),
        pytest.param(path(None, 12, 12), ACHIEVED, id="without a baseline"),
        pytest.param(path(10, 12, 12, year=2020), ACHIEVED, id="in the base year"),
        pytest.param(path(10, 0, 0, direction=-1), ACHIEVED, id="falling to zero"),
        pytest.param(path(-4, 3, 2), ACHIEVED, id="on the other side of zero"),
    ],
)
def test_a_target_that_is_reached_is_achieved(series: Series, standing: str) -> None:
    verdict = rated(series)
    assert (verdict.standing, verdict.score, verdict.reason) == (standing, 5.0, "")


@pytest.mark.parametrize(
    ("series", "reason"),
    [
        pytest.param(path(10, None, 12), growth.NO_VALUE, id="no value"),
        pytest.param(path(None, 11, 12), growth.NO_BASELINE, id="no baseline"),
        pytest.param(path(10, 9, 10), growth.NO_PROMISE, id="baseline is the target and was lost"),
        pytest.param(path(10, 11, 12, year=2020), growth.TOO_SHORT, id="value of the base year"),
        pytest.param(path(10, 11, 12, year=2019), growth.TOO_SHORT, id="value before the base year"),
        pytest.param(path(10, 11, 12, end=2020), growth.TOO_SHORT, id="target in the base year"),
        pytest.param(path(-4, 1, 2), growth.SIGNS, id="value crossed zero"),
        pytest.param(path(-4, -3, 2), growth.SIGNS, id="target across zero"),
        pytest.param(path(10, 11, 12, direction=0), growth.BAND, id="a band"),
        pytest.param(path("1e-320", "1e300", "1e308"), growth.EXTREME, id="beyond floating point"),
    ],
)
def test_what_cannot_be_rated_says_why(series: Series, reason: str) -> None:
    verdict = rated(series)
    assert (verdict.standing, verdict.score, verdict.reason) == (NOT_AVAILABLE, None, reason)


@pytest.mark.parametrize(
    ("series", "standing"),
    [
        pytest.param(path(-4, "-2.5", -2), SUBSTANTIAL, id="a negative value that rises as it should"),
        pytest.param(path(-4, -5, -2), DETERIORATION, id="a negative value that falls and should rise"),
        pytest.param(path(-2, -3, -4, direction=-1), SUBSTANTIAL, id="a negative value that falls as it should"),
        pytest.param(path(0, 1, 10), SUBSTANTIAL, id="zero counts as 0.001"),
        pytest.param(path(10, 9, 0, direction=-1), LIMITED, id="a target of zero counts as 0.001"),
        pytest.param(path(10, 0, -1, direction=-1), NOT_AVAILABLE, id="a target below zero"),
        pytest.param(path(10, 0, 20), DETERIORATION, id="down to zero"),
    ],
)
def test_signs_and_zeros(series: Series, standing: str) -> None:
    assert rated(series).standing == standing


def test_a_target_of_zero_counts_as_a_thousandth_there_too() -> None:
    assert rated(path(10, "0.0005", 0, direction=-1)).standing == ACHIEVED
    assert rated(path(10, "0.0011", 0, direction=-1)).standing == SUBSTANTIAL


def test_without_a_target_the_limit_softens_the_bounds() -> None:
    assert rated(path(90, "90.6", None)).standing == LIMITED
    assert rated(path(90, "90.6", None, limit=100)).standing == MODERATE
    assert rated(path(100, 100, None, limit=100)).score == 5.0


def test_with_a_target_the_limit_does_not_matter() -> None:
    assert rated(path(90, 92, 95, limit=100)) == rated(path(90, 92, 95))


def test_bounds_may_be_others() -> None:
    series = path(10, "10.9", 12)
    assert cagr_ratio.rate(series, Thresholds()).standing == MODERATE
    assert cagr_ratio.rate(series, Thresholds(ratio=RatioBounds(substantial=0.7))).standing == SUBSTANTIAL


@pytest.mark.parametrize(
    ("score", "standing"),
    [(5.0, SUBSTANTIAL), (2.5, SUBSTANTIAL), (2.4, MODERATE), (0.0, MODERATE), (-0.1, LIMITED), (-2.5, LIMITED),
     (-2.6, DETERIORATION), (-5.0, DETERIORATION), (None, NOT_AVAILABLE)],
)  # fmt: skip
def test_class_of_a_mean(score: float | None, standing: str) -> None:
    assert cagr_ratio.standing_of_mean(score) == standing


def test_a_mean_is_achieved_only_where_all_are() -> None:
    assert cagr_ratio.standing_of_mean(5.0, all_achieved=True) == ACHIEVED
    assert cagr_ratio.standing_of_mean(5.0) == SUBSTANTIAL


@pytest.mark.parametrize(
    ("scores", "mean"),
    [
        ([], None),
        ([None, [None]], None),
        ([1.0, None, 3.0], 2.0),
        ([[1.0, 3.0], 4.0], 3.0),
        ([[[5.0, 1.0], 1.0], None, [2.0]], 2.0),
        (4.0, 4.0),
    ],
)
def test_each_group_has_one_vote(scores: cagr_ratio.Scores, mean: float | None) -> None:
    assert cagr_ratio.mean_score(scores) == mean

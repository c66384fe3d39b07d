"""Method M5: which ratings another method or half a unit of rounding would change."""

from __future__ import annotations

from decimal import Decimal

import pytest

from milepost.assess import METHODS, method_of, pace
from milepost.assess.sensitivity import half_unit, sensitivity
from milepost.model.definition import Thresholds
from milepost.model.rating import CommonClass, Sensitivity, Series, Standing, Verdict
from tests.assess.paths import Amount, path

D = Decimal


def looked_at(series: Series, code: str = "M1") -> Sensitivity:
    return sensitivity(series, method_of(code), METHODS, Thresholds())


@pytest.mark.parametrize(
    ("value", "decimals", "half"),
    [("7.44", 2, "0.005"), ("14", 1, "0.05"), ("7.4401", 2, "0.00005"), ("120", 0, "0.5"), ("1E+2", 0, "0.5")],
)
def test_half_a_unit_of_the_last_decimal(value: str, decimals: int, half: str) -> None:
    assert half_unit(D(value), decimals) == D(half)


def test_rounding_alone_can_make_a_rating_fragile() -> None:
    found = looked_at(path("7.39", "7.44", "7.5", decimals=2))
    assert found.common is CommonClass.SLOW
    assert [(one.value, one.common) for one in found.roundings] == [
        (D("7.435"), CommonClass.SLOW),
        (D("7.445"), CommonClass.ON_TRACK),  # a lead of exactly -10
    ]
    assert found.fragile
    assert found.changed_by == (found.roundings[1],)


EIGHT = [
    ("hv_patents", "6.3", "14.0", "12", 2024, 1, ["achieved"] * 4, False),
    ("overseas_grants", "4.0", "5.3", "9.0", 2023, 1, ["slow", "slow", "slow", "slow"], False),
    ("pledge", "2180", "8539.9", "3200", 2023, 1, ["achieved"] * 4, False),
    ("royalties", "3194.4", "3987.1", "3500", 2024, 1, ["achieved"] * 4, False),
    ("pii_share", "11.6", "13.38", "13.0", 2024, 2, ["achieved"] * 4, False),
    ("copyright_share", "7.39", "7.44", "7.5", 2023, 2, ["slow", "slow", "slow", "slow"], True),
    ("satisfaction", "80.05", "82.36", "82", 2024, 2, ["achieved"] * 4, False),
    ("acceptance", None, "91.9", "85", 2023, 1, ["achieved"] * 4, False),
]


@pytest.mark.parametrize(("name", "base", "latest", "target", "year", "decimals", "classes", "fragile"), EIGHT)
def test_the_eight_indicators_of_2024_by_every_method(
    name: str, base: Amount, latest: str, target: str, year: int, decimals: int, classes: list[str], fragile: bool
) -> None:
    found = looked_at(path(base, latest, target, year=year, decimals=decimals))
    assert [found.common, *(one.common for one in found.methods)] == classes, name
    assert [one.method for one in found.methods] == ["M2", "M3", "M4"]
    assert found.fragile is fragile


def test_a_method_that_gives_no_rating_is_left_out() -> None:
    found = looked_at(path(0, 30, 50))
    assert [one.method for one in found.methods] == ["M2"]


def test_what_is_not_rated_is_not_fragile() -> None:
    assert looked_at(path(10, None, 20)) == Sensitivity(None)
    without = looked_at(path(None, 15, 20))
    assert (without.common, without.fragile) == (None, False)


def test_another_method_may_be_the_chosen_one() -> None:
    found = looked_at(path(90, 95, 98), "M4")
    assert found.common is CommonClass.ON_TRACK
    assert [(one.method, one.common) for one in found.methods] == [
        ("M1", CommonClass.ON_TRACK),
        ("M2", CommonClass.ON_TRACK),
        ("M3", CommonClass.ON_TRACK),
    ]
    assert {one.method for one in found.roundings} == {"M4"}


@pytest.mark.parametrize(
    ("verdict", "common"),
    [
        (Verdict(Standing.FAR_BEHIND, attainment=D("-0.1")), CommonClass.REVERSE),
        (Verdict(Standing.MISSED, attainment=D("-0.1")), CommonClass.REVERSE),
        (Verdict(Standing.ON_SCHEDULE, attainment=D("-0.05")), CommonClass.REVERSE),
        (Verdict(Standing.FAR_BEHIND, attainment=D(0)), CommonClass.SLOW),
        (Verdict(Standing.MISSED), CommonClass.SLOW),
        (Verdict(Standing.AHEAD, attainment=D("0.9")), CommonClass.ON_TRACK),
        (Verdict(Standing.MET_EARLY, attainment=D(-1)), CommonClass.ACHIEVED),
        (Verdict(Standing.NOT_RATED), None),
        (Verdict(Standing.NO_DATA), None),
    ],
)
def test_m1_on_the_common_scale(verdict: Verdict, common: CommonClass | None) -> None:
    assert pace.common(verdict) is common


def test_every_class_of_every_method_has_a_grade_of_its_own() -> None:
    for method in METHODS:
        codes = [grade.code for grade in method.grades]
        assert len(codes) == len(set(codes))
        assert {grade.common for grade in method.grades} >= {CommonClass.ACHIEVED, CommonClass.ON_TRACK, None}
        for grade in method.grades:
            assert "{" not in grade.when.format_map(method.bounds(Thresholds()))
    assert {grade.code for grade in pace.GRADES} == set(Standing)
    with pytest.raises(KeyError):
        pace.METHOD.grade("no_such_class")

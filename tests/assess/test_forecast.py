"""Forecasts: against values worked out by hand or printed in tables, and never from fewer than four values."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest

from milepost.assess.forecast import HitRate, Outlook, Question, hit_rate, outlook, overall
from milepost.assess.student import half_width, held_within
from milepost.assess.trends import DAMPING, Kind, damped, linear

D = Decimal


@pytest.mark.parametrize(
    ("share", "freedom", "t"),
    [
        (0.80, 1, 3.078),
        (0.80, 2, 1.886),
        (0.80, 3, 1.638),
        (0.80, 10, 1.372),
        (0.90, 4, 2.132),
        (0.95, 1, 12.706),
        (0.95, 2, 4.303),
        (0.95, 5, 2.571),
        (0.95, 30, 2.042),
        (0.99, 7, 3.499),
    ],
)
def test_the_printed_table_of_students_distribution(share: float, freedom: int, t: float) -> None:
    assert half_width(share, freedom) == pytest.approx(t, abs=5e-4)
    assert held_within(half_width(share, freedom), freedom) == pytest.approx(share, abs=1e-12)


@pytest.mark.parametrize(("share", "freedom"), [(0.8, 0), (0.0, 3), (1.0, 3)])
def test_no_interval_without_freedom_or_share(share: float, freedom: int) -> None:
    with pytest.raises(ValueError, match="an interval needs"):
        half_width(share, freedom)


# Years -1.5, -0.5, 0.5, 1.5 from their centre: slope 1.4, mean 12; residuals 0.1, -0.3, 0.3, -0.1; squares 0.2.
FOUR = {2020: 10.0, 2021: 11.0, 2022: 13.0, 2023: 14.0}


def test_the_straight_line_by_hand() -> None:
    found = linear(FOUR, 0.8)(2025)
    assert found.value == pytest.approx(12 + 1.4 * 3.5)
    margin = 1.885618 * math.sqrt(0.2 / 2) * math.sqrt(1 + 1 / 4 + 3.5**2 / 5)
    assert (found.low, found.high) == pytest.approx((found.value - margin, found.value + margin), rel=1e-5)


def test_the_damped_trend_by_hand() -> None:
    found = damped(FOUR, 0.8)(2025)
    change, grown = 4 / 3, DAMPING + DAMPING**2
    assert found.value == pytest.approx(14 + change * grown)
    squares = (1 - change) ** 2 + (2 - change) ** 2 + (1 - change) ** 2
    margin = 1.885618 * math.sqrt(squares / 2) * math.sqrt(2 + grown**2 / 3)
    assert found.high - found.value == pytest.approx(margin, rel=1e-5)


def test_years_without_a_value_count_as_time() -> None:
    gap = {2018: 10.0, 2020: 12.0, 2021: 13.0, 2024: 16.0}
    for trend in (linear, damped):
        found = trend(gap, 0.8)(2025)
        assert found.high - found.low == pytest.approx(0, abs=1e-9)
    assert linear(gap, 0.8)(2025).value == pytest.approx(17)
    assert damped(gap, 0.8)(2025).value == pytest.approx(16.9)


def test_no_interval_is_narrower_than_rounding() -> None:
    flat = dict.fromkeys(range(2020, 2024), 7.41)
    for trend in (linear, damped):
        found = trend(flat, 0.8, 0.01)(2024)
        assert found.value == pytest.approx(7.41)
        assert found.high - found.low > 0.01


def test_never_for_fewer_than_four_values() -> None:
    three = {2020: D(1), 2021: D(2), 2022: D(3)}
    assert outlook(three, Question(2025, D(9))) is None
    assert outlook({**three, 2023: D(4)}, Question(2025, D(9), direction=0)) is None
    for one in (linear, damped):
        with pytest.raises(ValueError, match="4 yearly values, not 3"):
            one({2020: 1.0, 2021: 2.0, 2022: 3.0}, 0.8)


def forecast(values: dict[int, str], question: Question) -> Outlook:
    found = outlook({year: D(value) for year, value in values.items()}, question)
    assert found is not None
    return found


RISING = {2020: "10", 2021: "11", 2022: "13", 2023: "14"}


def test_what_is_expected_and_what_is_needed() -> None:
    found = forecast(RISING, Question(2025, D(20)))
    assert (found.latest_year, found.met, found.needed_step) == (2023, False, D(3))
    assert found.needed_rate == pytest.approx((20 / 14) ** 0.5 - 1)
    by_line = found.forecasts[Kind.LINEAR]
    assert [one.year for one in by_line.expected] == [2024, 2025]
    assert by_line.at_target is not None
    assert by_line.at_target.value == pytest.approx(16.9)
    assert by_line.met_in == 2028  # 12 + 1.4 x 6.5 = 21.1; the year before 19.7
    assert found.forecasts[Kind.DAMPED].met_in == 2030  # 14 + 4/3 x 4.695 = 20.3 after seven years, 19.6 after six


def test_a_damped_trend_may_never_arrive() -> None:
    found = forecast(RISING, Question(2025, D(27)))
    assert found.forecasts[Kind.LINEAR].met_in == 2033
    assert found.forecasts[Kind.DAMPED].met_in is None  # 14 + 4/3 x 9 = 26 at most


def test_a_trend_the_wrong_way_never_arrives() -> None:
    found = forecast(RISING, Question(2025, D(5), direction=-1))
    assert [one.met_in for one in found.forecasts.values()] == [None, None]
    assert found.needed_step == D("-4.5")


def test_a_target_that_is_met_needs_nothing() -> None:
    found = forecast(RISING, Question(2025, D(14)))
    assert (found.met, found.needed_step, found.needed_rate) == (True, None, None)
    assert [one.met_in for one in found.forecasts.values()] == [None, None]


def test_nothing_is_expected_of_a_target_year_that_has_passed() -> None:
    found = forecast(RISING, Question(2023, D(20)))
    assert found.needed_step is None
    assert found.forecasts[Kind.LINEAR].at_target is None
    assert found.forecasts[Kind.LINEAR].met_in == 2028


@pytest.mark.parametrize(("values", "target"), [({**RISING, 2024: "0"}, "5"), ({**RISING, 2024: "-3"}, "5")])
def test_no_rate_of_growth_from_zero_or_across_it(values: dict[int, str], target: str) -> None:
    found = forecast(values, Question(2027, D(target)))
    assert found.needed_step is not None
    assert found.needed_rate is None


def test_what_cannot_exist_is_cut_off() -> None:
    steep = {2020: "80", 2021: "88", 2022: "95", 2023: "99"}
    found = forecast(steep, Question(2026, D(100), decimals=1, bounds=(D(0), D(100))))
    last = found.forecasts[Kind.LINEAR].at_target
    assert last is not None
    assert (last.value, last.high) == (100, 100)
    assert found.forecasts[Kind.LINEAR].met_in == 2024


def test_the_hit_rate_counts_only_what_could_be_known() -> None:
    values = {**{year: float(at) for at, year in enumerate(range(2015, 2021))}, 2021: 50.0}
    assert hit_rate(Kind.LINEAR, values, unit=0.1) == HitRate(2, 3)
    assert hit_rate(Kind.DAMPED, FOUR) == HitRate(0, 0)
    assert HitRate(0, 0).share is None
    assert HitRate(2, 3).share == pytest.approx(2 / 3)


def test_hit_rates_of_several_series_add_up() -> None:
    values = {year: str(at) for at, year in enumerate(range(2015, 2021))}
    many = [forecast(values, Question(2025, D(20))) for _ in range(3)]
    assert overall(many, Kind.LINEAR) == HitRate(6, 6)

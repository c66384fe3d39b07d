"""Days as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from milepost.inputs.days import from_serial, read_day


@pytest.mark.parametrize(
    "typed",
    [
        "2024-06-30",
        "2024/6/30",
        "2024.6.30",
        "2024年6月30日",
        "2024年06月30号",
        "20240630",
        "２０２４年６月３０日",
        "二〇二四年六月三十日",
        "2024-06-30 00:00:00",
    ],
)
def test_a_day_in_any_habit(typed: str) -> None:
    assert read_day(typed).value == date(2024, 6, 30)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("二〇二四年十二月十五日", date(2024, 12, 15)),
        ("二〇二四年一月二十一日", date(2024, 1, 21)),
        ("二〇二四年十月十日", date(2024, 10, 10)),
    ],
)
def test_chinese_tens(typed: str, day: date) -> None:
    assert read_day(typed).value == day


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("2024年6月", "month_only"),
        ("2024年6月底", "month_only"),
        ("2024", "month_only"),
        ("30/06/2024", "ambiguous_day"),
        ("24.6.30", "ambiguous_day"),
        ("2024-02-30", "no_such_day"),
        ("上半年", "not_a_day"),
        ("soon", "not_a_day"),
    ],
)
def test_what_is_no_day_says_why(typed: str, problem: str) -> None:
    reading = read_day(typed)
    assert (reading.value, reading.problem) == (None, problem)


def test_both_date_systems() -> None:
    assert from_serial(45473, date1904=False) == date(2024, 6, 30)
    assert from_serial(44011, date1904=True) == date(2024, 6, 30)
    assert from_serial(2024, date1904=False) is None

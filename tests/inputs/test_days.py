"""Days as people type them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
        "2024-06-30T00:00:00",
        "2024-06-30T12:30:00.000Z",
        "2024 年 6 月 30 日",
        "2024。6。30",
        "2024、6、30",
        "2024.6.30.",
        "2024—06—30",
        "２０２４／６／３０",
        "2024年6月30日（星期日）",
        "2024年6月30日 周日",
        "\u200e2024-06-30\u00a0",
        "二〇二四年六月三十号",
        "二零二四年六月三十日",
        "30 June 2024",
        "30th June, 2024",
        "June 30, 2024",
        "Jun. 30 2024",
        "30-Jun-2024",
        "45473",
        "45473.5",
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
        ("2024年元月5日", date(2024, 1, 5)),
        ("二〇二四年元月五日", date(2024, 1, 5)),
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
        ("2024年6月份", "month_only"),
        ("2024年6月中旬", "month_only"),
        ("2024年末", "month_only"),
        ("二〇二四年六月", "month_only"),
        ("2024.6", "month_only"),
        ("June 2024", "month_only"),
        ("6/30/24", "ambiguous_day"),
        ("06-07-2024", "ambiguous_day"),
        ("20240231", "no_such_day"),
        ("2024-13-01", "no_such_day"),
        ("31 June 2024", "no_such_day"),
        ("6月30日", "not_a_day"),
        ("2024年第二季度", "not_a_day"),
        ("2024-06-3①", "not_a_day"),
        ("20246", "not_a_day"),
        ("99999", "not_a_day"),
        ("2024年6月28日至30日", "not_a_day"),
        ("2" * 70, "not_a_day"),
        ("", "not_a_day"),
    ],
)
def test_what_is_no_day_says_why(typed: str, problem: str) -> None:
    reading = read_day(typed)
    assert (reading.value, reading.problem) == (None, problem)


def test_both_date_systems() -> None:
    assert from_serial(45473, date1904=False) == date(2024, 6, 30)
    assert from_serial(44011, date1904=True) == date(2024, 6, 30)
    assert from_serial(2024, date1904=False) is None
    assert read_day("44011", date1904=True).value == date(2024, 6, 30)


HABITS = [
    lambda d: d.isoformat(),
    lambda d: f"{d.year}/{d.month}/{d.day}",
    lambda d: f"{d.year}.{d.month}.{d.day}",
    lambda d: f"{d.year}年{d.month}月{d.day}日",
    lambda d: f"{d:%Y%m%d}",
    lambda d: f"{d.year}年{d.month}月{d.day}日".translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    lambda d: (
        f"{''.join('〇一二三四五六七八九'[int(one)] for one in str(d.year))}年{chinese(d.month)}月{chinese(d.day)}日"
    ),
    lambda d: f"{d.day} {d:%B} {d.year}",
    lambda d: f"{d:%b} {d.day}, {d.year}",
    lambda d: f"{d.isoformat()}T00:00:00",
    lambda d: str((d - date(1899, 12, 30)).days),
]


def chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    ten = {0: "", 1: "十"}.get(tens, f"{'零一二三'[tens]}十")
    return ten + ("" if ones == 0 else "零一二三四五六七八九"[ones])


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.sampled_from(HABITS))
def test_any_day_in_any_habit_is_read_back(day: date, write: Callable[[date], str]) -> None:
    assert read_day(write(day)).value == day


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.sampled_from("-/."))
def test_a_day_whose_order_is_not_certain_is_none(day: date, between: str) -> None:
    for typed in (f"{day:%d}{between}{day:%m}{between}{day:%Y}", f"{day:%m}{between}{day:%d}{between}{day:%y}"):
        assert read_day(typed).value is None


@given(st.text(max_size=14))
def test_whatever_is_typed_is_read_or_refused_with_a_reason(typed: str) -> None:
    reading = read_day(typed)
    assert (reading.value is None) is (reading.problem is not None)

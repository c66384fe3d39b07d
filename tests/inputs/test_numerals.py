"""Numbers as people type them: Western and Chinese habits, never a silent factor."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.inputs.numerals import measure_of, read_number

D = Decimal


@pytest.mark.parametrize(
    ("typed", "unit", "value", "notes"),
    [
        ("12.6", "件", "12.6", ()),
        (" 12 ", "", "12", ()),
        ("１２３", "件", "123", ("full_width",)),
        ("1,234.5", "件", "1234.5", ("separators",)),
        ("１，２３４．５", "件", "1234.5", ("full_width", "separators")),
        ("85%", "%", "85", ("percent_sign",)),
        ("８５％", "％", "85", ("full_width", "percent_sign")),
        ("3.2亿", "亿元", "3.2", ("unit_in_text",)),
        ("3.2亿元", "亿元", "3.2", ("unit_in_text",)),
        ("3.2亿", "元", "320000000", ("scaled",)),
        ("12万", "件", "120000", ("scaled",)),
        ("12万件", "万件", "12", ("unit_in_text",)),
        ("2180 亿元", "100 million yuan", "2180", ("unit_in_text",)),
        ("￥5", "元", "5", ("full_width", "unit_in_text")),
        ("−5", "", "-5", ("full_width",)),
        ("7件", "件", "7", ("unit_in_text",)),
    ],
)
def test_what_is_certain_is_read(typed: str, unit: str, value: str, notes: tuple[str, ...]) -> None:
    reading = read_number(typed, unit)
    assert (reading.value, reading.problem, reading.notes) == (D(value), None, notes)


@pytest.mark.parametrize(
    ("typed", "unit", "problem"),
    [
        ("2180万", "亿元", "unit_differs"),
        ("3.2亿", "万件", "unit_differs"),
        ("85%", "件", "unit_differs"),
        ("85分", "%", "unit_differs"),
        ("3.2亿", "%", "unit_differs"),
        ("三百", "件", "not_a_number"),
        ("百分之八十五", "%", "not_a_number"),
        ("12,34", "", "not_a_number"),
        ("1.234,5", "", "not_a_number"),
        ("1 234", "", "not_a_number"),
        ("(5)", "", "not_a_number"),
        ("≥50", "", "not_a_number"),
        ("50-60", "", "not_a_number"),
        ("none", "", "not_a_number"),
    ],
)
def test_what_is_not_certain_is_no_number(typed: str, unit: str, problem: str) -> None:
    reading = read_number(typed, unit)
    assert (reading.value, reading.problem) == (None, problem)


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [("约1.2万件", "件", "12000"), ("100余", "件", "100"), ("about 50", "", "50"), ("300左右", "", "300")],
)
def test_about_is_read_with_doubt(typed: str, unit: str, value: str) -> None:
    reading = read_number(typed, unit)
    assert (reading.value, reading.problem) == (D(value), "approximate")


@pytest.mark.parametrize(
    ("unit", "scale", "base"),
    [
        ("亿元", "1E8", "元"),
        ("100 million yuan", "1E8", "元"),
        ("万件", "1E4", "件"),
        ("10,000 patents", "1E4", "patents"),
        ("万亿元", "1E12", "元"),
        ("％", "1", "%"),
        ("项（共3项）", "1", "项"),
        ("分", "1", "分"),
    ],
)
def test_units_are_taken_apart(unit: str, scale: str, base: str) -> None:
    measure = measure_of(unit)
    assert (measure.scale, measure.base) == (D(scale), base)


amounts = st.decimals(min_value=0, max_value=10**9, places=2)
FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
HABITS = {
    "plain": ("", lambda d: f"{d}"),
    "separators": ("", lambda d: f"{d:,}"),
    "full width": ("", lambda d: f"{d:,}".translate(FULL_WIDTH)),
    "percent": ("%", lambda d: f"{d}%"),
    "unit in the text": ("万件", lambda d: f"{d}万件"),
    "spaces": ("亿元", lambda d: f" {d} 亿元 "),
}


@given(amounts, st.sampled_from(sorted(HABITS)))
def test_any_number_in_any_habit_is_read_back(amount: D, habit: str) -> None:
    unit, write = HABITS[habit]
    assert read_number(write(amount), unit).value == amount


@given(amounts, st.sampled_from(["万", "亿"]), st.sampled_from(["件", "元"]))
def test_a_scale_in_a_plain_unit_multiplies_exactly(amount: D, scale: str, unit: str) -> None:
    factor = {"万": 10**4, "亿": 10**8}[scale]
    assert read_number(f"{amount}{scale}", unit).value == amount * factor

"""Numbers as people type them: Western and Chinese habits, never a silent factor."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.inputs.measures import measure_of
from milepost.inputs.numerals import read_number

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
        ("12\u200b3", "件", "123", ("full_width",)),
        ("\u202d85\u202c", "件", "85", ("full_width",)),
        ("1\u00a0234\u00a0567.5", "件", "1234567.5", ("separators",)),
        ("1\u2009234", "件", "1234", ("separators",)),
        ("3。5", "件", "3.5", ("full_width",)),
        ("35。", "件", "35", ("full_width",)),
        (".5", "%", "0.5", ()),
        ("+5", "", "5", ()),
        ("－5", "", "-5", ("full_width",)),
        ("85 %", "%", "85", ("percent_sign",)),
        ("85个百分点", "%", "85", ("percent_sign",)),
        ("85 percent", "%", "85", ("percent_sign",)),
        ("百分之85.5", "%", "85.5", ("percent_sign",)),
        ("5千件", "件", "5000", ("scaled",)),
        ("3千万元", "元", "30000000", ("scaled",)),
        ("1.2百万", "件", "1200000", ("scaled",)),
        ("2千亿", "元", "200000000000", ("scaled",)),
        ("3亿2000万元", "元", "320000000", ("scaled",)),
        ("3亿2000万", "亿元", "3.2", ("unit_in_text",)),
        ("12万5千", "件", "125000", ("scaled",)),
        ("1万2345", "件", "12345", ("scaled",)),
        ("1亿零5万", "元", "100050000", ("scaled",)),
        ("人民币3.2亿元", "元", "320000000", ("scaled",)),
        ("RMB 1,234.50", "yuan", "1234.50", ("separators", "unit_in_text")),
        ("3.2 billion yuan", "yuan", "3200000000", ("scaled",)),
        ("3.2 billion", "pieces", "3200000000", ("scaled",)),
        ("3.2 billion yuan", "billion yuan", "3.2", ("unit_in_text",)),
        ("12 thousand", "pieces", "12000", ("scaled",)),
        ("12 thousand people", "thousand people", "12", ("unit_in_text",)),
        ("5亿千瓦时", "千瓦时", "500000000", ("scaled",)),
        ("5千瓦时", "千瓦时", "5", ("unit_in_text",)),
        ("5亿千瓦时", "亿千瓦时", "5", ("unit_in_text",)),
        ("5 m2", "m2", "5", ("unit_in_text",)),
        ("5㎡", "㎡", "5", ("unit_in_text",)),
        ("5 项（共3项）", "项(共3项)", "5", ("full_width", "unit_in_text")),
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
        ("12①", "件", "unit_differs"),
        ("10²", "件", "unit_differs"),
        ("3½", "件", "unit_differs"),
        ("12.5*", "件", "unit_differs"),
        ("1,2345", "件", "not_a_number"),
        ("1,23", "件", "not_a_number"),
        ("1.2e5", "件", "not_a_number"),
        ("3亿5千", "元", "not_a_number"),
        ("12万5", "件", "not_a_number"),
        ("3.2亿2000万", "元", "not_a_number"),
        ("3亿20000万", "元", "not_a_number"),
        ("3亿2000万", "万元", "unit_differs"),
        ("12万", "", "unit_differs"),
        ("12k", "件", "unit_differs"),
        ("85‰", "%", "unit_differs"),
        ("8.5成", "%", "unit_differs"),
        ("3.2 billion", "million yuan", "unit_differs"),
        ("3.2 million", "%", "unit_differs"),
        ("5美元", "元", "unit_differs"),
        ("$5", "元", "not_a_number"),
        ("¥5件", "件", "unit_differs"),
        ("¥5", "亿元", "unit_differs"),
        ("超过1000", "件", "not_a_number"),
        ("不足100", "件", "not_a_number"),
        ("1000+", "件", "not_a_number"),
        ("12.5万（初步数）", "件", "not_a_number"),
        ("5 m2", "m", "not_a_number"),
        ("9" * 61, "件", "not_a_number"),
        ("", "件", "not_a_number"),
    ],
)
def test_what_is_not_certain_is_no_number(typed: str, unit: str, problem: str) -> None:
    reading = read_number(typed, unit)
    assert (reading.value, reading.problem) == (None, problem)


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("约1.2万件", "件", "12000"),
        ("100余", "件", "100"),
        ("100多万件", "件", "1000000"),
        ("1000万余元", "万元", "1000"),
        ("近85%", "%", "85"),
        ("约３亿元左右", "亿元", "3"),
        ("about 50", "", "50"),
        ("approx. 1.5 million", "pieces", "1500000"),
        ("~50", "", "50"),
        ("300左右", "", "300"),
    ],
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
        ("百分点", "1", "%"),
        ("percentage points", "1", "%"),
        ("千人", "1E3", "人"),
        ("千克", "1", "千克"),
        ("亿千瓦时", "1E8", "千瓦时"),
        ("百万吨", "1E6", "吨"),
        ("thousand people", "1E3", "people"),
        ("millions of yuan", "1E6", "元"),
        ("10 thousand pieces", "1E4", "pieces"),
        ("millionaires", "1", "millionaires"),
        ("RMB", "1", "元"),
        ("", "1", ""),
    ],
)
def test_units_are_taken_apart(unit: str, scale: str, base: str) -> None:
    measure = measure_of(unit)
    assert (measure.scale, measure.base) == (D(scale), base)


amounts = st.decimals(min_value=0, max_value=10**9, places=2)
FULL_WIDTH = str.maketrans("0123456789.,-%", "０１２３４５６７８９．，－％")
WAYS = {
    "plain": lambda d: f"{d}",
    "separators": lambda d: f"{d:,}",
    "full width": lambda d: f"{d:,}".translate(FULL_WIDTH),
    "full width, plain separators": lambda d: f"{d}".translate(FULL_WIDTH),
    "thin spaces": lambda d: f"{d:,}".replace(",", "\u202f"),
    "a blank of another kind": lambda d: f"\u3000{d}\u00a0",
    "unseen characters": lambda d: "\u200b".join(f"{d}"),
    "a currency": lambda d: f"{d}",
    "a sign": lambda d: f"+{d}",
    "a full stop for a point": lambda d: f"{d}".replace(".", "。"),
}
NUMBERS = {"": 1, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
WORDED = {" thousand": 10**3, " million": 10**6, " billion": 10**9, " trillion": 10**12}
SCALES = NUMBERS | WORDED
UNITS = {  # unit of measure asked -> scale, base
    "件": (1, "件"),
    "万件": (10**4, "件"),
    "元": (1, "元"),
    "万元": (10**4, "元"),
    "亿元": (10**8, "元"),
    "万亿元": (10**12, "元"),
    "%": (1, "%"),
    "yuan": (1, "元"),
    "100 million yuan": (10**8, "元"),
    "10,000 pieces": (10**4, "pieces"),
    "pieces": (1, "pieces"),
    "千瓦时": (1, "千瓦时"),
    "": (1, ""),
}
BASES = {
    "": "",
    "件": "件",
    "元": "元",
    " yuan": "元",
    "%": "%",
    " pieces": "pieces",
    "个百分点": "%",
    "千瓦时": "千瓦时",
}


@given(amounts, st.sampled_from(sorted(WAYS)), st.sampled_from(sorted(UNITS)))
def test_any_number_in_any_habit_is_read_back(amount: D, way: str, unit: str) -> None:
    reading = read_number(WAYS[way](amount), unit)
    assert (reading.value, reading.problem) == (amount, None)


@given(amounts, st.sampled_from(sorted(WAYS)), st.sampled_from([one for one in sorted(UNITS) if one[:1] != "1"]))
def test_any_number_with_the_unit_that_is_asked_is_that_number(amount: D, way: str, unit: str) -> None:
    reading = read_number(WAYS[way](amount).strip() + unit, unit)
    assert (reading.value, reading.problem) == (amount, None)


@given(
    amounts,
    st.sampled_from(sorted(WAYS)),
    st.sampled_from(sorted(SCALES)),
    st.sampled_from(sorted(BASES)),
    st.sampled_from(sorted(UNITS)),
    st.sampled_from(["", "约", "about ", "近"]),
)
@settings(max_examples=500)
def test_there_is_no_silent_factor(amount: D, way: str, scale: str, base: str, unit: str, about: str) -> None:
    """What is read is what was written, whatever stands beside the digits, in the unit that is asked; or nothing."""
    asked_scale, asked_base = UNITS[unit]
    reading = read_number(f"{about}{WAYS[way](amount).strip()}{scale}{base}", unit)
    if reading.value is None:
        assert reading.problem in ("unit_differs", "not_a_number")
        return
    assert reading.problem == ("approximate" if about else None)
    assert BASES[base] in ("", asked_base)
    meant = amount if not scale and not base else amount * SCALES[scale] / asked_scale
    assert reading.value == meant


@given(amounts, st.sampled_from(sorted(SCALES)), st.sampled_from(["件", "元", "yuan", "pieces"]))
def test_a_scale_in_a_plain_unit_multiplies_exactly(amount: D, scale: str, unit: str) -> None:
    assert read_number(f"{amount}{scale}", unit).value == amount * SCALES[scale]


@given(st.integers(1, 9999), st.integers(1, 9999), st.sampled_from(["元", "亿元"]))
def test_a_number_in_two_parts_is_their_sum(first: int, second: int, unit: str) -> None:
    meant = D(first * 10**8 + second * 10**4) / UNITS[unit][0]
    assert read_number(f"{first}亿{second}万元", unit).value == meant


@given(st.text(max_size=12), st.sampled_from(sorted(UNITS)))
def test_whatever_is_typed_is_read_or_refused_with_a_reason(typed: str, unit: str) -> None:
    reading = read_number(typed, unit)
    assert (reading.value is None) is (reading.problem in ("not_a_number", "unit_differs", "suppressed"))


@given(amounts, st.sampled_from("①②⁵²³¼½㊀㏠Ⅷ"))
def test_a_mark_behind_a_number_is_no_digit_of_it(amount: D, mark: str) -> None:
    assert read_number(f"{amount}{mark}", "件").value is None


@pytest.mark.parametrize("typed", ["x", " X ", "ｘ", "保密", "（保密）", "…", "……", "...", "不公开", "Confidential"])
def test_the_mark_of_a_withheld_value(typed: str) -> None:
    read = read_number(typed, "%")
    assert (read.value, read.problem) == (None, "not_a_number" if "（" in typed else "suppressed")

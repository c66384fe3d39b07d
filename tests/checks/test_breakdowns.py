"""Do parts make their whole, by sum or weighted average, and is a withheld value let alone?"""

from dataclasses import replace
from decimal import Decimal

import pytest

from milepost import checks
from milepost.checks.breakdowns import HOW
from milepost.checks.context import Context
from milepost.model.expression import parse
from milepost.model.finding import Finding
from milepost.model.framework import Total
from milepost.templates.folders import template_folders
from milepost.templates.words import read_words
from tests.checks.drawing import CONTEXT, ENGLISH, FRAMEWORK, draw, row_of_series

D = Decimal
PARTS = FRAMEWORK.indicators[3].breakdown
BOTH = "visitors|2023|Y| | 9\nvisitors|2023|Y|east | 4\nvisitors|2023|Y|west | 5\n"


def averaged(weight: str | None, weights: tuple[str, str] = ("100", "300")) -> Context:
    """The context in which visitors are an average, weighted by people, which are published."""
    people = replace(FRAMEWORK.indicators[2], id="people", reported_by=(), breakdown=PARTS)
    others = tuple(
        replace(one, total=Total.AVERAGE, weight=weight) if one.id == "visitors" else one
        for one in FRAMEWORK.indicators
    )
    known = [
        replace(row_of_series("people", year, value), breakdown=code)
        for year in (2023, 2024)
        for code, value in zip(("east", "west"), weights, strict=True)
        if value
    ]
    framework = replace(FRAMEWORK, indicators=(*others, people))
    return replace(CONTEXT, framework=framework, series=(*CONTEXT.series, *known))


def found(context: Context, whole: str, east: str, west: str) -> list[Finding]:
    """What is said of the breakdown of 2024, where that of 2023 is right."""
    lines = f"visitors|2024|Y| | {whole}\nvisitors|2024|Y|east | {east}\nvisitors|2024|Y|west | {west}"
    quiet = "visitors|2023|Y| |\nvisitors|2023|Y|east |\nvisitors|2023|Y|west |"
    drawn = draw(f"[indicators]\nid | value\n{lines}\n{quiet}")
    return [one for one in checks.run(drawn, context) if one.rule.code in ("I05", "I16", "I18")]


@pytest.mark.parametrize(
    ("weight", "whole", "made"),
    [
        ("people", "5.5", None),
        ("people", "5.6", None),  # rounding
        ("people", "5.7", "5.50"),
        (None, "5", None),
        (None, "5.2", "5.00"),
    ],
)
def test_an_average(weight: str | None, whole: str, made: str | None) -> None:
    told = found(averaged(weight), whole, "4", "6")
    assert [one.rule.code for one in told] == ([] if made is None else ["I16"])
    if made is not None:
        assert told[0].message(ENGLISH) == (
            f"The parts do not make the whole (average of the parts: {made}, whole {whole})."
        )


def test_a_weight_that_is_not_known_judges_nothing() -> None:
    assert found(averaged("people", ("100", "")), "99", "4", "6") == []


def test_a_published_whole_is_held_against_the_parts() -> None:
    context = replace(CONTEXT, series=(*CONTEXT.series, row_of_series("visitors", 2024, "12")))
    (one,) = found(context, "", "4", "6")
    assert (one.rule.code, one.row_id) == ("I16", "visitors|2024|Y|east")


@pytest.mark.parametrize(
    ("whole", "east", "west", "codes"),
    [
        ("10", "x", "x", []),
        ("10", "x", "6", ["I18"]),
        ("x", "x", "6", []),
        ("", "x", "6", []),
        ("10", "x", "", []),
        ("10", "保密", "…", []),
        ("10", "secret", "6", ["I05"]),
    ],
)
def test_what_is_withheld(whole: str, east: str, west: str, codes: list[str]) -> None:
    told = found(CONTEXT, whole, east, west)
    assert [one.rule.code for one in told] == codes
    if codes == ["I18"]:
        assert told[0].row_id == "visitors|2024|Y|east"
        assert "“East”" in told[0].message(ENGLISH)


def test_a_percentage_cannot_be_withheld() -> None:
    told = checks.run(draw("[tasks]\nid | state | percent\n1 | in progress | x"), CONTEXT)
    assert "T17" in [one.rule.code for one in told]


def test_the_ways_are_told_in_chinese() -> None:
    chinese = read_words(template_folders(), "zh")
    assert all(chinese.has(message) for message in HOW.values())


def across(context: Context, north: str, south: str = "") -> list[Finding]:
    drawn = [draw(f"[indicators]\nid | value\n{north}"), draw(f"[indicators]\nid | value\n{south}", "SOUTH")]
    return [one for one in checks.run_across(drawn, context) if one.rule.code in ("X08", "I17")]


def ruled(*rules: str, **formulas: str) -> Context:
    indicators = tuple(
        replace(one, computed=parse(formulas[one.id])) if one.id in formulas else one for one in FRAMEWORK.indicators
    )
    framework = replace(FRAMEWORK, indicators=indicators, rules=tuple(map(parse, rules)))
    return replace(CONTEXT, framework=framework)


def test_both_units_of_a_broken_rule_are_told_with_both_cells() -> None:
    told = across(ruled("lakes <= visitors"), "visitors|2024|Y| | 7")
    assert [(one.unit, one.row_id) for one in told] == [
        ("NORTH", "visitors|2024|Y|"),
        ("SOUTH", "lakes|2024|Y|"),
    ]
    assert told[0].message(ENGLISH) == (
        "The rule “lakes <= visitors” is not kept: lakes 8 (SOUTH: '[SOUTH-1.xlsx]Indicators'!H7); "
        "visitors 7 (NORTH: '[NORTH-1.xlsx]Indicators'!H11)."
    )


def test_a_rule_over_a_published_value_names_its_line() -> None:
    context = replace(ruled("cover <= visitors"), series=(*CONTEXT.series, row_of_series("visitors", 2024, "80")))
    (one,) = (one for one in across(context, "visitors|2024|Y| |") if "2024" in one.row_id)
    assert one.row_id == "cover|2024|Y|"
    assert "visitors 80 (indicators/series.csv:2)" in one.message(ENGLISH)


@pytest.mark.parametrize(("balance", "codes"), [("12.5", []), ("12.6", []), ("12.7", ["X08"])])
def test_an_equation_allows_for_rounding(balance: str, codes: list[str]) -> None:
    told = across(ruled("balance = visitors + 2.5"), f"balance|2024|Y| | {balance}\n{BOTH}balance|2023|Y| | 11.5")
    assert [one.rule.code for one in told if "2024" in one.row_id] == codes


def test_a_rule_holds_in_every_part() -> None:
    more = replace(FRAMEWORK.indicators[3], id="guests")
    context = ruled("guests <= visitors")
    context = replace(context, framework=replace(context.framework, indicators=(*context.framework.indicators, more)))
    north = "guests|2024|Y| | 10\nguests|2024|Y|east | 5\nguests|2024|Y|west | 5"
    assert [one.row_id for one in across(context, north)] == ["guests|2024|Y|east"]


def test_a_rule_over_a_formula() -> None:
    computed = replace(FRAMEWORK.indicators[2], id="sum", reported_by=(), computed=parse("trees + visitors"))
    context = ruled("sum <= balance")
    context = replace(
        context, framework=replace(context.framework, indicators=(*context.framework.indicators, computed))
    )
    told = across(context, "balance|2023|Y| | 12.1")
    assert {(one.unit, one.row_id) for one in told} == {
        ("NORTH", "trees|2024|Y|"),
        ("SOUTH", "trees|2024|Y|"),
    }
    assert "sum 13.3 (= trees + visitors: trees 3.3" in told[0].message(ENGLISH)


def test_where_units_differ_nothing_is_judged() -> None:
    told = across(ruled("balance <= trees"), "trees|2024|Y| | 3.3", "trees|2024|Y| | 3.4")
    assert [one.row_id for one in told if one.unit == "NORTH"] == ["balance|2023|Y|"]


@pytest.mark.parametrize(("value", "codes"), [("12.5", []), ("12.6", []), ("12.8", ["I17"])])
def test_a_reported_value_against_its_formula(value: str, codes: list[str]) -> None:
    told = across(ruled(balance="trees + 9.2"), f"balance|2024|Y| | {value}")
    assert [one.rule.code for one in told] == codes
    if codes:
        assert "(expected 12.50, found 12.8): trees 3.3 (NORTH: " in told[0].message(ENGLISH)


def test_a_formula_that_divides_by_zero_judges_nothing() -> None:
    assert across(ruled(balance="trees / (visitors - visitors)"), "") == []

"""Which values follow from others: years, parts, vintages, what is there already, what cannot be divided?"""

from __future__ import annotations

from decimal import Decimal

import pytest

from milepost.merge.computed import DIVIDED_BY_ZERO, compute
from milepost.model.dataset import ComputedOrigin, Dataset, Observation
from milepost.model.dates import PartialDate
from milepost.model.expression import parse
from milepost.model.framework import Category, Framework, Indicator
from milepost.model.text import Text

D = Decimal
NOTHING = Text()
SHORES = (Category("east", NOTHING), Category("west", NOTHING))


def indicator(name: str, formula: str = "", *, parts: bool = False) -> Indicator:
    breakdown = SHORES if parts else ()
    return Indicator(name, NOTHING, NOTHING, breakdown=breakdown, computed=parse(formula) if formula else None)


def seen(name: str, year: int, value: str, published: str = "", **more: str) -> Observation:
    day = PartialDate.parse(published) if published else None
    return Observation(name, year, D(value), more.pop("status", "final"), (), published=day, **more)  # type: ignore[arg-type]


def computed(*indicators: Indicator, values: list[Observation]) -> tuple[Dataset, list[str]]:
    framework = Framework("f", NOTHING, 2028, 2035, indicators)
    by_indicator = {
        one.id: tuple(value for value in values if value.indicator == one.id)
        for one in indicators
        if any(value.indicator == one.id for value in values)
    }
    found = compute(framework, by_indicator)
    return Dataset(2031, found.observations, {}), [one.where for one in found.left_out]


def told(dataset: Dataset, name: str, breakdown: str = "") -> dict[int, str]:
    return {one.year: str(one.value) for one in dataset.yearly(name, breakdown)}


def test_a_value_for_each_year_in_which_all_are_known() -> None:
    values = [seen("a", 2029, "1"), seen("a", 2030, "2"), seen("a", 2031, "3"), seen("b", 2030, "8")]
    values += [seen("b", 2031, "4", period="H1"), seen("b", 2029, "5")]
    dataset, left_out = computed(indicator("a"), indicator("b"), indicator("s", "a / b * 100"), values=values)
    assert told(dataset, "s") == {2029: "20", 2030: "25"}
    assert left_out == []
    (origin,) = dataset.yearly("s")[0].origins
    assert isinstance(origin, ComputedOrigin)
    assert (origin.formula, [str(one.value) for one in origin.inputs]) == ("a / b * 100", ["1", "5"])


def test_formulas_over_formulas_and_vintages() -> None:
    values = [seen("a", 2030, "7", "2031-02"), seen("a", 2030, "8", "2032-01-05", status="provisional")]
    dataset, _ = computed(indicator("twice", "half * 4"), indicator("half", "a / 2"), indicator("a"), values=values)
    assert told(dataset, "twice") == {2030: "16"}
    (one,) = dataset.yearly("twice")
    assert (one.status, str(one.published)) == ("provisional", "2032-01-05")


def test_what_is_reported_stays() -> None:
    values = [seen("a", 2030, "7"), seen("a", 2031, "9"), seen("s", 2030, "99")]
    dataset, _ = computed(indicator("a"), indicator("s", "a * 2"), values=values)
    assert told(dataset, "s") == {2030: "99", 2031: "18"}


@pytest.mark.parametrize("whole", [False, True])
def test_parts_are_computed_from_parts(whole: bool) -> None:
    values = [seen("a", 2030, "6", breakdown="east"), seen("a", 2030, "4", breakdown="west"), seen("p", 2030, "2")]
    values += [seen("a", 2030, "10")] if whole else []
    parts = [indicator("a", parts=True), indicator("p"), indicator("s", "a / p", parts=True)]
    dataset, _ = computed(*parts, values=values)
    assert told(dataset, "s", "east") == {2030: "3"}
    assert told(dataset, "s", "west") == {2030: "2"}
    assert told(dataset, "s") == ({2030: "5"} if whole else {})


def test_a_whole_is_not_spread_over_the_parts() -> None:
    parts = [indicator("p"), indicator("s", "p * 2", parts=True)]
    dataset, _ = computed(*parts, values=[seen("p", 2030, "2")])
    assert (told(dataset, "s"), told(dataset, "s", "east")) == ({2030: "4"}, {})


def test_division_by_zero_is_named() -> None:
    values = [seen("a", 2030, "7"), seen("b", 2030, "0"), seen("a", 2031, "6"), seen("b", 2031, "4")]
    parts = [indicator("a"), indicator("b"), indicator("s", "a / b")]
    framework = Framework("f", NOTHING, 2028, 2035, tuple(parts))
    observations = {name: tuple(one for one in values if one.indicator == name) for name in "ab"}
    found = compute(framework, observations)
    assert [(one.where, one.reason, one.facts) for one in found.left_out] == [
        ("s 2030", DIVIDED_BY_ZERO, {"formula": "a / b"})
    ]
    assert [str(one.value) for one in found.observations["s"]] == ["1.5"]

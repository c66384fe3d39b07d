"""Method M7: weights, carried values, coverage, both means, and the change in its parts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.assess import index_groups, index_run
from milepost.assess.composite import Component, Composite, CompositeError, Group, Mean, composite
from milepost.assess.decomposition import decompose
from milepost.model.dataset import Dataset, Observation
from milepost.model.framework import CompositeIndex, Direction, Framework, Indicator, SubIndex
from milepost.model.text import Text

D = Decimal


def component(name: str, weight: str, values: dict[int, str], direction: int = 1, floor: str = "0") -> Component:
    return Component(name, D(weight), {year: D(value) for year, value in values.items()}, direction, D(floor))


RIVERS = Group(
    "rivers",
    D("0.6"),
    (
        component("clean", "0.5", {2020: "40", 2021: "44", 2022: "50", 2023: "52"}),
        component("spills", "0.3", {2020: "30", 2021: "25", 2022: "20"}, direction=-1),
        component("score", "0.2", {2020: "3", 2021: "3.5", 2023: "4"}, floor="1"),
    ),
)
PARKS = Group(
    "parks",
    D("0.4"),
    (component("area", "0.5", {2020: "8", 2021: "9", 2022: "10"}), component("visits", "0.5", {2020: "5", 2021: "6"})),
)
BOTH = (RIVERS, PARKS)


def index(year: int, mean: Mean = Mean.ARITHMETIC) -> Composite:
    return composite(BOTH, 2020, year, mean)


@pytest.mark.parametrize("mean", list(Mean))
def test_the_base_year_is_100(mean: Mean) -> None:
    found = index(2020, mean)
    assert found.index == 100
    assert [group.index for group in found.groups] == [100, 100]


def test_by_hand_arithmetic() -> None:
    found = index(2021)
    rivers = D("0.5") * 110 + D("0.3") * 120 + D("0.2") * 125
    parks = D("0.5") * D("112.5") + D("0.5") * 120
    assert [group.index for group in found.groups] == [rivers, parks]
    assert found.index == D("0.6") * rivers + D("0.4") * parks


def test_by_hand_geometric() -> None:
    found = index(2021, Mean.GEOMETRIC)
    rivers = 110**0.5 * 120**0.3 * 125**0.2
    parks = 112.5**0.5 * 120**0.5
    assert found.index is not None
    assert float(found.index) == pytest.approx(rivers**0.6 * parks**0.4, rel=1e-12)


def test_a_missing_value_is_carried_and_marked() -> None:
    found = index(2022)
    clean, spills, score = found.groups[0].components
    assert (clean.carried, spills.carried, score.carried, score.value_year) == (False, False, True, 2021)
    assert found.groups[0].observed == D("0.8")
    assert found.groups[0].index == D("0.5") * 125 + D("0.3") * 150 + D("0.2") * 125


def test_a_value_is_carried_two_years_and_no_further() -> None:
    visits = [index(year).groups[1].components[1] for year in (2021, 2023, 2024)]
    assert [(one.value_year, one.carried) for one in visits] == [(2021, False), (2021, True), (None, False)]


def test_what_takes_no_part_leaves_its_weight_to_the_others() -> None:
    gone = replace(PARKS, components=(PARKS.components[0], component("visits", "0.5", {2020: "5"})))
    late = Group("parks", D(1), (component("area", "0.5", {2020: "8", 2023: "12"}), gone.components[1]))
    found = composite([late], 2020, 2023)
    assert found.index == 150
    assert [one.share for one in found.groups[0].components] == [1, 0]


def test_a_sub_index_with_under_half_its_weight_observed_is_not_given() -> None:
    found = index(2023)
    rivers, parks = found.groups
    assert rivers.observed == D("0.7")
    assert (parks.index, parks.observed, parks.share) == (None, D(0), 0)
    assert found.index == rivers.index
    assert index(2022).groups[1].observed == D("0.5")
    assert index(2022).groups[1].index is not None


def test_an_index_of_under_half_its_weight_is_not_given() -> None:
    found = index(2024)
    assert found.index is None
    assert all(one.share == 0 for group in found.groups for one in group.components)


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        ((replace(RIVERS, weight=D("0.5")), PARKS), "the weights of the sub-indices sum to 0.9, not to 1"),
        ((replace(RIVERS, weight=D(1), components=RIVERS.components[:2]),), "within rivers sum to 0.8, not to 1"),
        ((replace(RIVERS, weight=D("1.4")), replace(PARKS, weight=D("-0.4"))), "of the sub-indices is below 0"),
        ((Group("a", D(1), (component("x", "1", {2021: "3"}),)),), "x has no value in the base year 2020"),
        ((Group("a", D(1), (component("x", "1", {2020: "0", 2021: "3"}),)),), "x is 0 in 2020, not above 0"),
        ((Group("a", D(1), (component("x", "1", {2020: "3", 2021: "0"}, -1),)),), "x is 0 in 2021, not above 0"),
        ((Group("a", D(1), (component("x", "1", {2020: "1", 2021: "3"}, floor="1"),)),), "x is 1 in 2020, not above 1"),
        ((), "sum to 0, not to 1"),
    ],
)
def test_mistakes_are_told(groups: tuple[Group, ...], words: str) -> None:
    with pytest.raises(CompositeError, match=words):
        composite(groups, 2020, 2021)


def test_zero_has_an_arithmetic_index_and_no_geometric_one() -> None:
    group = Group("a", D(1), (component("x", "1", {2020: "5", 2021: "0"}),))
    assert composite([group], 2020, 2021).index == 0
    with pytest.raises(CompositeError, match="x is 0 in 2021"):
        composite([group], 2020, 2021, Mean.GEOMETRIC)


def test_the_change_by_hand() -> None:
    found = decompose(index(2020), index(2021))
    assert found is not None
    assert {one.component: one.points for one in found.parts} == {
        "clean": D("3.0"),  # 0.6 x 0.5 x 10
        "spills": D("3.6"),
        "score": D("3.0"),
        "area": D("2.5"),
        "visits": D("4.0"),
    }
    assert (found.change, found.of_group("rivers")) == (D("16.1"), D("9.6"))


def test_carried_values_are_marked_in_the_change() -> None:
    found = decompose(index(2021), index(2022))
    assert found is not None
    assert {one.component for one in found.parts if one.carried} == {"score", "visits"}


@pytest.mark.parametrize("mean", list(Mean))
@pytest.mark.parametrize(("one", "other"), [(2020, 2021), (2021, 2022), (2022, 2023), (2020, 2023), (2021, 2021)])
def test_the_parts_add_up_exactly_even_where_a_sub_index_drops_out(mean: Mean, one: int, other: int) -> None:
    found = decompose(index(one, mean), index(other, mean))
    assert found is not None
    assert found.previous + sum(part.points for part in found.parts) == found.latest
    assert found.latest == pytest.approx(index(other, mean).index)


def test_no_change_can_be_told_of_an_index_that_is_not_given() -> None:
    assert decompose(index(2023), index(2024)) is None
    with pytest.raises(ValueError, match="same base year"):
        decompose(index(2021), index(2021, Mean.GEOMETRIC))
    with pytest.raises(ValueError, match="same components"):
        decompose(index(2021), composite([replace(RIVERS, weight=D(1))], 2020, 2021))


def test_the_groups_of_a_framework() -> None:
    """Components may be context series, what falls counts inversely, and parts of years count nothing."""
    nothing = Text()
    clean = Indicator("clean", nothing, nothing, floor=D(1))
    spills = Indicator("spills", nothing, nothing, direction=Direction.FALL, context=True)
    rivers = SubIndex("rivers", nothing, D(1), {"clean": D("0.75"), "spills": D("0.25")})
    framework = Framework(
        "f", nothing, 2020, 2025, (clean,), (spills,), index=CompositeIndex(nothing, 2020, Mean.ARITHMETIC, (rivers,))
    )
    values = {
        "clean": (
            Observation("clean", 2020, D(3), "final", ()),
            Observation("clean", 2021, D(4), "final", ()),
            Observation("clean", 2022, D(9), "final", (), period="H1"),
        ),
        "spills": (Observation("spills", 2020, D(8), "final", ()), Observation("spills", 2021, D(5), "final", ())),
    }
    groups = index_groups(framework, Dataset(2022, values, {}))
    clean_part, spills_part = groups[0].components
    assert clean_part == Component("clean", D("0.75"), {2020: D(3), 2021: D(4)}, 1, D(1))
    assert spills_part == Component("spills", D("0.25"), {2020: D(8), 2021: D(5)}, -1)
    assert composite(groups, 2020, 2021).index == D("0.75") * 150 + D("0.25") * 160
    run = index_run(framework, Dataset(2021, values, {}))
    assert run is not None
    assert [one.index for one in run.years] == [100, D("152.5")]
    assert run.decomposition is not None
    assert [(one.component, one.points) for one in run.decomposition.parts] == [("clean", D("37.5")), ("spills", 15)]
    assert index_run(replace(framework, index=None), Dataset(2021, values, {})) is None
    assert index_run(framework, Dataset(2019, {}, {})) is None


amounts = st.decimals(min_value=D("0.01"), max_value=1000, places=2)


@settings(max_examples=100)
@given(st.lists(st.tuples(amounts, amounts, amounts), min_size=3, max_size=3), st.sampled_from(list(Mean)))
def test_parts_of_any_values_add_up_exactly(rows: list[tuple[Decimal, ...]], mean: Mean) -> None:
    weights = ("0.25", "0.35", "0.4")
    parts = tuple(
        Component(f"c{at}", D(weight), dict(zip((2020, 2021, 2022), row, strict=True)), -1 if at == 1 else 1)
        for at, (weight, row) in enumerate(zip(weights, rows, strict=True))
    )
    groups = [Group("g", D(1), parts)]
    found = decompose(composite(groups, 2020, 2021, mean), composite(groups, 2020, 2022, mean))
    assert found is not None
    assert found.previous + sum(part.points for part in found.parts) == found.latest
    for part, row, weight in zip(parts, rows, weights, strict=True):
        if mean is Mean.ARITHMETIC and part.direction > 0:
            points = next(one.points for one in found.parts if one.component == part.id)
            assert float(points) == pytest.approx(float(D(weight) * 100 * (row[2] - row[1]) / row[0]), abs=1e-9)

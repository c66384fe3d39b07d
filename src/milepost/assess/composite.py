"""M7: what is the index of many indicators together, and how much of it rests on what was observed?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from milepost.errors import MilepostError
from milepost.model.framework import Mean

__all__ = [
    "Component",
    "ComponentIndex",
    "Composite",
    "CompositeError",
    "Group",
    "GroupIndex",
    "Mean",
    "averaged",
    "composite",
    "decimal",
]

CARRIED_AT_MOST = 2
"""Years over which a component without a value carries its last one forward."""

COVERAGE = Fraction(1, 2)
"""Share of the weight that must be observed, or else the mean is not given."""

DIGITS = 40
"""Precision in which means are computed; they are given in 28 digits, so that logarithms leave no trace."""


class CompositeError(MilepostError):
    """An index cannot be computed from its definition; the text says what to correct."""


@dataclass(frozen=True, slots=True)
class Component:
    """One indicator of a sub-index.

    Attributes:
        weight: Share of the sub-index, 0 to 1.
        values: Value by year, in the indicator's unit.
        direction: +1 should rise, -1 should fall.
        floor: Where its scale begins (1 of a score from 1 to 5); 0 for amounts.
    """

    id: str
    weight: Decimal
    values: Mapping[int, Decimal]
    direction: int = 1
    floor: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Group:
    """A sub-index: its weight in the index, and its components."""

    id: str
    weight: Decimal
    components: tuple[Component, ...]


@dataclass(frozen=True, slots=True)
class ComponentIndex:
    """Where a component stands.

    Attributes:
        index: Base year = 100; None where there is no value to use.
        value_year: Year of the value used; before the index's year where it was carried forward.
        carried: True where it was.
        share: Its effective weight in the whole index, 0 where it takes no part.
    """

    id: str
    index: Fraction | None
    value_year: int | None
    carried: bool
    share: Fraction


@dataclass(frozen=True, slots=True)
class GroupIndex:
    """Where a sub-index stands.

    Attributes:
        index: Base year = 100; None where it is not given.
        observed: Share of its weight with a value of the year itself.
        share: Its effective weight in the whole index, 0 where it is not given.
    """

    id: str
    index: Decimal | None
    observed: Decimal
    share: Fraction
    components: tuple[ComponentIndex, ...]


@dataclass(frozen=True, slots=True)
class Composite:
    """The index of one year.

    Attributes:
        base_year: Year in which it is 100.
        index: Unrounded; None where sub-indices of under half the weight are given.
    """

    year: int
    base_year: int
    mean: Mean
    index: Decimal | None
    groups: tuple[GroupIndex, ...]


def composite(groups: Sequence[Group], base_year: int, year: int, mean: Mean = Mean.ARITHMETIC) -> Composite:
    """Compute the index of a year.

    A component's index is 100 y(t) / y(base), the inverse for what should fall, with the floor taken off both. A
    component without a value of the year carries its last one forward, at most two years. Within a sub-index the
    weights of what takes part are scaled to 1; a sub-index with under half of its weight observed in the year itself
    is not given, and the index is the mean of those given, unless they have under half of the weight.

    Args:
        groups: Sub-indices with their weights; all weights of one level sum to 1.
        base_year: Year in which every component is 100.
        year: Year of the index.
        mean: Arithmetic or geometric, within and between sub-indices.

    Raises:
        CompositeError: If weights do not sum to 1 or a component has no usable value in the base year.

    Source:
        methods M7.
    """
    _check_weights(groups)
    made = [_group(group, base_year, year, mean) for group in groups]
    weights = [
        Fraction(group.weight) if one.index is not None else Fraction(0)
        for group, one in zip(groups, made, strict=True)
    ]
    total = sum(weights, Fraction(0))
    if total < COVERAGE:
        return Composite(year, base_year, mean, None, tuple(_weighted(one, Fraction(0)) for one in made))
    weighted = tuple(_weighted(one, weight / total) for one, weight in zip(made, weights, strict=True))
    parts = [(part.share, part.index) for one in weighted for part in one.components if part.index is not None]
    return Composite(year, base_year, mean, averaged(parts, mean), weighted)


def averaged(parts: Iterable[tuple[Fraction, Fraction]], mean: Mean) -> Decimal:
    """The weighted mean of indices; (weight, index) with weights that sum to 1.

    A mean of means is the mean over all components with the products of their weights, arithmetic and geometric alike.
    """
    taking_part = [(weight, index) for weight, index in parts if weight]
    if mean is Mean.ARITHMETIC:
        return decimal(sum((weight * index for weight, index in taking_part), Fraction(0)))
    with localcontext(prec=DIGITS):
        found = sum((decimal(weight) * decimal(index).ln() for weight, index in taking_part), Decimal(0)).exp()
    return +found


def decimal(value: Fraction) -> Decimal:
    """The number in the precision of the context."""
    return Decimal(value.numerator) / Decimal(value.denominator)


def _check_weights(groups: Sequence[Group]) -> None:
    levels = [("of the sub-indices", [group.weight for group in groups])]
    levels += [(f"within {group.id}", [one.weight for one in group.components]) for group in groups]
    for level, weights in levels:
        if any(weight < 0 for weight in weights):
            raise CompositeError(f"composite index: a weight {level} is below 0. Correct it.")
        if sum(weights, Decimal(0)) != 1:
            total = sum(weights, Decimal(0))
            raise CompositeError(f"composite index: the weights {level} sum to {total}, not to 1. Correct them.")


def _group(group: Group, base_year: int, year: int, mean: Mean) -> GroupIndex:
    found = [_component(one, base_year, year, mean) for one in group.components]
    weights = {one.id: Fraction(one.weight) for one in group.components}
    observed = sum((weights[one.id] for one in found if one.index is not None and not one.carried), Fraction(0))
    present = sum((weights[one.id] for one in found if one.index is not None), Fraction(0))
    shared = tuple(
        ComponentIndex(
            one.id,
            one.index,
            one.value_year,
            one.carried,
            weights[one.id] / present if one.index is not None and present else Fraction(0),
        )
        for one in found
    )
    index = None
    if observed >= COVERAGE:
        index = averaged([(one.share, one.index) for one in shared if one.index is not None], mean)
    return GroupIndex(group.id, index, decimal(observed), Fraction(1), shared)


def _weighted(group: GroupIndex, share: Fraction) -> GroupIndex:
    """The sub-index with its effective weight, and its components with theirs."""
    components = tuple(
        ComponentIndex(one.id, one.index, one.value_year, one.carried, one.share * share) for one in group.components
    )
    return GroupIndex(group.id, group.index, group.observed, share, components)


def _component(component: Component, base_year: int, year: int, mean: Mean) -> ComponentIndex:
    base = component.values.get(base_year)
    if base is None:
        raise CompositeError(
            f"composite index: {component.id} has no value in the base year {base_year}. "
            "Choose another base year, or take it out of the index."
        )
    years = [one for one in component.values if max(base_year, year - CARRIED_AT_MOST) <= one <= year]
    start = _above_floor(component, base_year, base)
    if not years:
        return ComponentIndex(component.id, None, None, False, Fraction(0))
    used = max(years)
    value = component.values[used]
    if component.direction < 0:
        index = 100 * start / _above_floor(component, used, value)
    elif mean is Mean.GEOMETRIC:
        index = 100 * _above_floor(component, used, value) / start
    else:
        index = 100 * (Fraction(value) - Fraction(component.floor)) / start
    return ComponentIndex(component.id, index, used, used < year, Fraction(0))


def _above_floor(component: Component, year: int, value: Decimal) -> Fraction:
    above = Fraction(value) - Fraction(component.floor)
    if above <= 0:
        raise CompositeError(
            f"composite index: {component.id} is {value} in {year}, not above {component.floor}, and no ratio can be "
            "formed. Give it a lower floor, or take it out of the index."
        )
    return above

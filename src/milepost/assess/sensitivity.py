"""M5: would another method, or half a unit of rounding, rate the indicator otherwise?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from milepost.assess.method import Method
from milepost.model.definition import Thresholds
from milepost.model.rating import Alternative, Sensitivity, Series

MEASURED = 15
"""Digits that a spreadsheet keeps: a value with more was computed."""


def half_unit(value: Decimal, decimals: int) -> Decimal:
    """Half a unit of the last decimal place: of the definition, or of the value where that has more places.

    A spreadsheet drops closing zeros, so the places of the value alone would not do: 14.0 comes back as 14. The many
    places of a computed value say nothing: it is as exact as its definition.

    Source:
        methods M5.
    """
    _, digits, exponent = value.as_tuple()
    own = -exponent if isinstance(exponent, int) and len(digits) <= MEASURED else 0
    return Decimal(5).scaleb(-max(own, decimals) - 1)


def sensitivity(series: Series, chosen: Method, methods: Iterable[Method], thresholds: Thresholds) -> Sensitivity:
    """Rate a series by every other method, and by its own with the value a little lower and a little higher.

    Args:
        series: Baseline, targets and latest value: those of the framework, for all methods.
        chosen: The method that rates the indicator.
        methods: All methods; the chosen one is left out, and so is one that gives no rating.
        thresholds: Bounds of the classes.

    Source:
        methods M5.
    """
    if series.latest is None:
        return Sensitivity(None)
    half = half_unit(series.latest, series.decimals)
    others = [one for one in methods if one.code != chosen.code]
    return Sensitivity(
        common=chosen.common(chosen.rate(series, thresholds)),
        methods=tuple(_alternatives(series, series.latest, others, thresholds)),
        roundings=tuple(
            one
            for value in (series.latest - half, series.latest + half)
            for one in _alternatives(series, value, [chosen], thresholds)
        ),
    )


def _alternatives(
    series: Series, value: Decimal, methods: Iterable[Method], thresholds: Thresholds
) -> Iterator[Alternative]:
    for method in methods:
        verdict = method.rate(replace(series, latest=value), thresholds)
        common = method.common(verdict)
        if common is not None:
            yield Alternative(method.code, value, verdict, common)

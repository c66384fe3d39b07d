"""Which values follow from others by the formulas of the framework?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from milepost.model.dataset import ComputedOrigin, LeftOut, Observation
from milepost.model.dates import PartialDate
from milepost.model.expression import Expression, ExpressionError, in_order
from milepost.model.framework import Framework, Indicator
from milepost.model.states import WHOLE_YEAR, ValueStatus

DIVIDED_BY_ZERO = "The formula divides by 0 ({formula})."

Observations = Mapping[str, tuple[Observation, ...]]


@dataclass(frozen=True, slots=True)
class Computed:
    """The observations together with the values that were computed, and what could not be."""

    observations: Observations
    left_out: tuple[LeftOut, ...] = ()


def compute(framework: Framework, observations: Observations) -> Computed:
    """Add a value for each whole year in which all indicators of a formula have one.

    A value that was reported or published stays: the formula is then held against it by a rule. The latest vintages are
    used. For a part of the breakdown the parts of the same code are used, and the whole of what is not broken down.

    Args:
        framework: Says which indicators are computed, and how.
        observations: What was reported and published.

    Raises:
        CycleError: If formulas need each other; the definitions are judged for that when they are read.
    """
    known = dict(observations)
    left_out: list[LeftOut] = []
    formulas = framework.formulas
    for name in in_order(formulas):
        indicator = framework.indicator(name)
        if indicator is None or name not in formulas:
            continue
        made = list(_values(indicator, formulas[name], framework, known, left_out))
        if made:
            everything = [*known.get(name, ()), *made]
            known[name] = tuple(sorted(everything, key=lambda one: (one.year, one.period, one.breakdown)))
    return Computed({name: known[name] for name in sorted(known)}, tuple(left_out))


def _values(
    indicator: Indicator, formula: Expression, framework: Framework, known: Observations, left_out: list[LeftOut]
) -> Iterator[Observation]:
    there = {(one.year, one.breakdown) for one in known.get(indicator.id, ()) if one.period == WHOLE_YEAR}
    for code in ("", *(one.id for one in indicator.breakdown)):
        inputs = {name: _by_year(known.get(name, ()), _part(framework, name, code)) for name in formula.names}
        years = set.intersection(*(set(one) for one in inputs.values()))
        for year in sorted(years):
            used = tuple(inputs[name][year] for name in formula.names)
            if (year, code) in there or (code and not any(one.breakdown for one in used)):
                continue
            try:
                value = formula.value({one.indicator: one.value for one in used})
            except ExpressionError:
                place = f"{indicator.id} {year} {code}".strip()
                left_out.append(LeftOut("indicator", place, DIVIDED_BY_ZERO, {"formula": formula.text}))
                continue
            if value is not None:
                yield _observation(indicator, year, code, value, formula, used)


def _part(framework: Framework, name: str, code: str) -> str:
    """The part of an indicator that goes with a part of the computed one: the whole where it is not broken down."""
    indicator = framework.indicator(name)
    return code if indicator is not None and indicator.breakdown else ""


def _by_year(several: tuple[Observation, ...], code: str) -> dict[int, Observation]:
    """The latest vintage of each whole year."""
    return {one.year: one for one in several if one.period == WHOLE_YEAR and one.breakdown == code}


def _observation(
    indicator: Indicator, year: int, code: str, value: Decimal, formula: Expression, used: tuple[Observation, ...]
) -> Observation:
    provisional = any(one.provisional for one in used)
    return Observation(
        indicator=indicator.id,
        year=year,
        value=value,
        status=str(ValueStatus.PROVISIONAL if provisional else ValueStatus.FINAL),
        origins=(ComputedOrigin(formula.text, used),),
        breakdown=code,
        published=_last_known(used),
    )


def _last_known(used: tuple[Observation, ...]) -> PartialDate | None:
    """A computed value is known when the last of its inputs is; None counts as known."""
    dated = [one.published for one in used if one.published is not None]
    return max(dated, key=lambda one: one.last_day) if dated else None

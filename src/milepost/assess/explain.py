"""How did the rating of an indicator, or a computed value, come about?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from milepost.assess.explanation import Condition, Explanation, Input, Sentence
from milepost.assess.method import Method
from milepost.assess.ratings import METHODS, method_of, series_of
from milepost.assess.workings import Step, written
from milepost.model.dataset import ComputedOrigin, FormOrigin, Observation, Origin
from milepost.model.definition import Thresholds
from milepost.model.expression import Expression
from milepost.model.framework import Indicator
from milepost.model.rating import Alternative, CommonClass, IndicatorRating, Sensitivity, Series
from milepost.model.text import Text

COMMON_WORDS: Mapping[CommonClass, str] = {
    CommonClass.ACHIEVED: "achieved",
    CommonClass.ON_TRACK: "on track",
    CommonClass.SLOW: "slow",
    CommonClass.REVERSE: "reverse",
}
"""Message ids of the common classes."""

_WAYS = {1: "it should rise: d = +1", -1: "it should fall: d = −1"}


def explanation(indicator: Indicator, rating: IndicatorRating, thresholds: Thresholds, report_year: int) -> Explanation:
    """Explain the rating of an indicator: inputs with their origins, arithmetic, classes, result, sensitivity.

    Args:
        indicator: The indicator.
        rating: Its rating, as ``rate_all`` gives it.
        thresholds: Bounds of the classes that it was rated with.
        report_year: Year of the report.
    """
    method = method_of(rating.method)
    series = series_of(indicator, rating.latest, report_year)
    grade = method.grade(rating.standing)
    result = Sentence(grade.label)
    if rating.latest:
        result = Sentence("{rating}, data year {year}", {"rating": Sentence(grade.label), "year": rating.latest.year})
    return Explanation(
        subject=_subject(indicator),
        method=Sentence(
            "Method {code}, {title}: {summary}",
            {"code": method.code, "title": Sentence(method.title), "summary": Sentence(method.summary)},
        ),
        inputs=tuple(_inputs(indicator, rating, series)),
        steps=method.workings(series, rating.verdict),
        conditions=tuple(_conditions(method, rating.standing, thresholds)),
        result=result,
        remarks=tuple(_remarks(rating, report_year)),
        sensitivity=tuple(_firmness(rating.sensitivity)),
    )


def computed_explanation(
    indicator: Indicator, year: int, formula: Expression, inputs: Mapping[str, Observation], names: Mapping[str, Text]
) -> Explanation:
    """Explain a value that is computed from other indicators.

    Args:
        indicator: The computed indicator.
        year: Data year.
        formula: What it is computed by.
        inputs: Value by the id of each indicator that the formula names, as far as there are any.
        names: Name by the id of each indicator that the formula names.

    Raises:
        ExpressionError: If the formula divides by zero.
    """
    value = formula.value({name: one.value for name, one in inputs.items()})
    missing = tuple(name for name in formula.names if name not in inputs)
    steps: tuple[Step, ...] = ()
    if value is not None:
        shown = {name: written(one.value) for name, one in inputs.items()}
        steps = (Step(indicator.id, formula.text, formula.with_numbers(shown), value),)
    result = Sentence("{value} {unit}, data year {year}", {"value": value, "unit": indicator.unit, "year": year})
    return Explanation(
        subject=_subject(indicator),
        method=None,
        inputs=tuple(
            Input(
                Sentence(
                    "{name}, {id}, of {year}: {value}",
                    {"name": names.get(name, Text()), "id": name, "year": one.year, "value": one.value},
                ),
                origins_of(one),
            )
            for name, one in inputs.items()
        ),
        steps=steps,
        conditions=(),
        result=Sentence("no value: {names} has none", {"names": missing}) if value is None else result,
    )


def origins_of(observation: Observation) -> tuple[Sentence, ...]:
    """Where a value stands, most authoritative first."""
    return tuple(one for origin in observation.origins for one in origin_sentences(origin))


def origin_sentences(origin: Origin) -> Iterator[Sentence]:
    """One place where a value stands: the cell of a workbook, a line of a file with its source, or those of inputs."""
    if isinstance(origin, FormOrigin):
        yield Sentence("workbook of {unit}: {cell}", {"unit": origin.unit, "cell": str(origin.ref)})
        if origin.source:
            yield Sentence("source named there: {source}", {"source": origin.source})
        return
    if isinstance(origin, ComputedOrigin):
        yield Sentence("computed: {formula}", {"formula": origin.formula})
        for one in origin.inputs:
            facts = {"id": f"{one.indicator} {one.breakdown}".strip(), "year": one.year, "value": one.value}
            yield Sentence("{id}, {year}: {value}", facts)
            yield from origins_of(one)
        return
    yield Sentence("{place}; source: {source}", {"place": str(origin.place), "source": origin.source or "–"})
    if origin.derived:
        yield Sentence("derived from other published figures")


def _subject(indicator: Indicator) -> Sentence:
    return Sentence("{name} ({id})", {"name": indicator.name, "id": indicator.id})


def _inputs(indicator: Indicator, rating: IndicatorRating, series: Series) -> Iterator[Input]:
    unit = indicator.unit
    if series.base is None:
        yield Input(Sentence("there is no baseline"))
    else:
        facts = {"year": series.base_year, "value": series.base, "unit": unit}
        yield Input(Sentence("baseline, t0 = {year}: y0 = {value} {unit}", facts))
    for year, value in series.targets[:-1]:
        yield Input(Sentence("interim target of {year}: {value} {unit}", {"year": year, "value": value, "unit": unit}))
    if series.target is not None:
        facts = {"year": series.target[0], "value": series.target[1], "unit": unit}
        yield Input(Sentence("target, T = {year}: yT = {value} {unit}", facts))
    if indicator.sources:
        named = tuple(Sentence("source: {source}", {"source": one}) for one in indicator.sources)
        yield Input(Sentence("what was promised, as the framework has it"), named)
    if series.band is not None:
        facts = {"low": series.band[0], "high": series.band[1], "unit": unit}
        yield Input(Sentence("it should keep within {low} and {high} {unit}", facts))
    if series.direction in _WAYS:
        yield Input(Sentence(_WAYS[series.direction]))
    if rating.latest is None:
        yield Input(Sentence("there is no value up to the report year"))
    else:
        facts = {"year": rating.latest.year, "value": rating.latest.value, "unit": unit}
        yield Input(Sentence("latest value, t = {year}: y = {value} {unit}", facts), origins_of(rating.latest))


def _conditions(method: Method, standing: str, thresholds: Thresholds) -> Iterator[Condition]:
    bounds = method.bounds(thresholds)
    for grade in method.grades:
        yield Condition(Sentence(grade.label), Sentence(grade.when, bounds), grade.code == standing)


def _remarks(rating: IndicatorRating, report_year: int) -> Iterator[Sentence]:
    if rating.verdict.reason:
        yield Sentence("Reason: {reason}.", {"reason": Sentence(rating.verdict.reason)})
    if rating.latest and rating.latest.year < report_year:
        yield Sentence(
            "The value of {report_year} is not known yet: the rating is of {year}.",
            {"year": rating.latest.year, "report_year": report_year},
        )
    if rating.latest and rating.latest.provisional:
        yield Sentence("The value is provisional.")


def _firmness(sensitivity: Sensitivity | None) -> Iterator[Sentence]:
    if sensitivity is None or sensitivity.common is None:
        return
    yield Sentence("On the common scale: {common}", {"common": _common(sensitivity.common)})
    for one in sensitivity.methods:
        yield Sentence("By method {method}: {rating}; common scale: {common}", _told(one))
    for one in sensitivity.roundings:
        yield Sentence("With {value}: {rating}; common scale: {common}", _told(one))
    if not sensitivity.fragile:
        yield Sentence("Firm: no other method and no rounding gives another class.")
        return
    named = tuple(_short(one, sensitivity) for one in sensitivity.changed_by)
    yield Sentence("Fragile: another class comes out with {changes}.", {"changes": named})


def _told(one: Alternative) -> dict[str, object]:
    method = next(each for each in METHODS if each.code == one.method)
    return {
        "method": one.method,
        "value": one.value,
        "rating": Sentence(method.grade(one.verdict.standing).label),
        "common": _common(one.common),
    }


def _short(one: Alternative, sensitivity: Sensitivity) -> str:
    return one.method if one in sensitivity.methods else written(Decimal(one.value))


def _common(one: CommonClass) -> Sentence:
    return Sentence(COMMON_WORDS[one])

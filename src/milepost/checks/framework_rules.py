"""X: do the values of a year keep the rules of the framework, and is a reported value what its formula gives?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from milepost.checks.context import Context, unit_of
from milepost.checks.history import is_reasoned_revision
from milepost.checks.judged import indicator_rows
from milepost.checks.meeting import number, of_cell
from milepost.checks.values import objection_to
from milepost.model.expression import Expression, ExpressionError, in_order
from milepost.model.finding import Finding, Rule, Severity
from milepost.model.framework import Framework, Indicator
from milepost.model.states import WHOLE_YEAR
from milepost.model.submission import FormSheet, Row, Submission

RULE_BROKEN = Rule(
    code="X08",
    severity=Severity.DOUBT,
    says="The rule “{rule}” is not kept: {values}.",
    asks="Check the values and correct the one that is wrong, or say under remarks why the rule does not hold.",
    passes="Leaks 4 and losses 9, where leaks <= losses is asked.",
    fails="Leaks 12 and losses 9, where leaks <= losses is asked.",
)
COMPUTED_DIFFERS = Rule(
    code="I17",
    severity=Severity.DOUBT,
    says="The value is not what its formula “{rule}” gives (expected {expected}, found {found}): {values}.",
    asks="Check the value and those that it is made from.",
    passes="4 of 16, and a share of 25 %.",
    fails="4 of 16, and a share of 35 %.",
)

RULES_ON_VALUES = (COMPUTED_DIFFERS,)
RULES = (RULE_BROKEN,)

Key = tuple[str, int, str]
"""Indicator, data year, part of the breakdown."""

Place = tuple[Submission, FormSheet, Row]


@dataclass(frozen=True, slots=True)
class Stated:
    """A value as far as it is known while the workbooks are judged.

    Attributes:
        where: The cell, the line of the series, or the formula, to be shown.
        places: The rows of workbooks that it rests on.
    """

    value: Decimal
    where: str
    places: tuple[Place, ...] = ()


def rules_of_the_framework(accepted: Sequence[Submission], context: Context) -> Iterator[Finding]:
    """Find values that together break a rule; each unit is told once, at the first of its cells."""
    if not context.framework.rules:
        return
    stated = _with_formulas(_stated(accepted, context), context)
    for rule in context.framework.rules:
        for year in (context.year, context.year - 1):
            for code in _parts(rule, context.framework):
                values = {name: stated.get((name, year, code)) for name in rule.names}
                used = {name: one for name, one in values.items() if one is not None}
                if len(used) == len(values) and _is_broken(rule, used, context.framework):
                    yield from _told(rule, used)


def formulas_of_the_framework(accepted: Sequence[Submission], context: Context) -> Iterator[Finding]:
    """Find reported values that differ from what their formula gives, by more than rounding explains."""
    formulas = {
        name: formula for name, formula in context.framework.formulas.items() if _is_reported(name, context.framework)
    }
    if not formulas:
        return
    stated = _with_formulas(_stated(accepted, context), context)
    for (name, year, code), found in stated.items():
        indicator = context.framework.indicator(name)
        if name not in formulas or indicator is None or not found.places:
            continue
        inputs = _inputs(formulas[name], (name, year, code), stated, context.framework)
        made = _made(formulas[name], inputs) if inputs else None
        if inputs is None or made is None:
            continue
        leeway = _half(indicator) + _rounding(formulas[name], inputs, context.framework)
        if abs(made - found.value) > leeway:
            facts = {"rule": formulas[name].text, "expected": _said(made, indicator), "found": number(found.value)}
            submission, sheet, row = found.places[0]
            yield of_cell(COMPUTED_DIFFERS, submission, sheet, row, "value", **facts, values=_listed(inputs))


def _is_reported(name: str, framework: Framework) -> bool:
    indicator = framework.indicator(name)
    return indicator is not None and bool(indicator.reported_by)


def _told(rule: Expression, used: Mapping[str, Stated]) -> Iterator[Finding]:
    told: set[str] = set()
    for one in used.values():
        for submission, sheet, row in one.places:
            if submission.file not in told:
                told.add(submission.file)
                facts = {"rule": rule.text, "values": _listed(used)}
                yield of_cell(RULE_BROKEN, submission, sheet, row, "value", **facts)


def _listed(used: Mapping[str, Stated]) -> str:
    return "; ".join(f"{name} {_plain(one.value)} ({one.where})" for name, one in used.items())


def _stated(accepted: Sequence[Submission], context: Context) -> dict[Key, Stated]:
    """What was sent in, as far as it can stand; else what was published. Where units differ there is no value."""
    given: dict[Key, Stated | None] = {}
    for submission in accepted:
        for sheet, row, indicator in indicator_rows(submission, context):
            value = row.number_of("value")
            name, said_year, _, code = row.id.split("|")
            key = (name, int(said_year), code)
            known = context.known.get((name, int(said_year), WHOLE_YEAR, code))
            if value is None or (known is not None and known.value != value and not is_reasoned_revision(row)):
                continue
            objection = objection_to(submission, context, sheet, row, indicator, "value")
            if objection is not None and objection.severity is Severity.REJECT:
                continue
            other = given.get(key)
            place = (submission, sheet, row)
            if key not in given:
                given[key] = Stated(value, f"{unit_of(submission, context)}: {row['value'].ref}", (place,))
            elif other is None or other.value != value:
                given[key] = None
            else:
                given[key] = Stated(value, other.where, (*other.places, place))
    for (name, year, period, code), published in context.known.items():
        if period == WHOLE_YEAR and year in (context.year, context.year - 1):
            given.setdefault((name, year, code), Stated(published.value, str(published.place)))
    return {key: one for key, one in given.items() if one is not None}


def _with_formulas(stated: Mapping[Key, Stated], context: Context) -> dict[Key, Stated]:
    """The values together with those that follow from them; what is reported or published stays."""
    found, framework = dict(stated), context.framework
    for name in in_order(framework.formulas):
        indicator, formula = framework.indicator(name), framework.formulas.get(name)
        if indicator is None or formula is None:
            continue
        for year in (context.year, context.year - 1):
            for code in ("", *(one.id for one in indicator.breakdown)):
                key = (name, year, code)
                inputs = _inputs(formula, key, found, framework) if key not in found else None
                made = _made(formula, inputs) if inputs else None
                if inputs and made is not None:
                    places = tuple(place for one in inputs.values() for place in one.places)
                    found[key] = Stated(made, f"= {formula.text}: {_listed(inputs)}", places)
    return found


def _inputs(
    formula: Expression, key: Key, stated: Mapping[Key, Stated], framework: Framework
) -> dict[str, Stated] | None:
    """The values that a formula needs, of the same part where they are broken down; None where one is missing."""
    found: dict[str, Stated] = {}
    for name in formula.names:
        indicator = framework.indicator(name)
        code = key[2] if indicator is not None and indicator.breakdown else ""
        one = stated.get((name, key[1], code))
        if one is None:
            return None
        found[name] = one
    return found


def _made(formula: Expression, inputs: Mapping[str, Stated]) -> Decimal | None:
    """The value of a formula; None where it divides by zero, which the merge tells."""
    try:
        return formula.value({name: one.value for name, one in inputs.items()})
    except ExpressionError:
        return None


def _parts(rule: Expression, framework: Framework) -> tuple[str, ...]:
    """The whole, and each part that all indicators of the rule have."""
    several = [framework.indicator(name) for name in rule.names]
    codes = [[one.id for one in indicator.breakdown] if indicator else [] for indicator in several]
    return ("", *(code for code in codes[0] if all(code in other for other in codes)))


def _is_broken(rule: Expression, used: Mapping[str, Stated], framework: Framework) -> bool:
    """Whether a rule is broken; an equation only by more than the rounding of its values explains."""
    try:
        if rule.holds({name: one.value for name, one in used.items()}):
            return False
        if rule.comparison != "=":
            return True
        apart = _made(rule.difference, used)
        return apart is not None and abs(apart) > _rounding(rule.difference, used, framework)
    except ExpressionError:
        return False


def _rounding(formula: Expression, inputs: Mapping[str, Stated], framework: Framework) -> Decimal:
    """How far the rounding of the inputs may move the value of a formula: each by half a unit of its last place."""
    exact = _made(formula, inputs)
    total = Decimal(0)
    for name, one in inputs.items():
        indicator = framework.indicator(name)
        if indicator is not None and exact is not None:
            moved = _made(formula, {**inputs, name: Stated(one.value + _half(indicator), one.where)})
            total += abs(moved - exact) if moved is not None else Decimal(0)
    return total


def _half(indicator: Indicator) -> Decimal:
    return Decimal(5).scaleb(-indicator.decimals - 1)


def _said(value: Decimal, indicator: Indicator) -> str:
    return number(value.quantize(Decimal(1).scaleb(-indicator.decimals - 1)))


def _plain(value: Decimal) -> str:
    """A number with at most ten digits after the point: computed values have many."""
    exponent = value.as_tuple().exponent
    return number(value if isinstance(exponent, int) and exponent >= -10 else value.quantize(Decimal("0.0001")))

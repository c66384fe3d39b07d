"""I: can the value of an indicator be true, as far as its bounds and what was published tell?"""

from collections.abc import Callable, Iterator
from decimal import Context as Precision
from decimal import Decimal

from milepost.checks.context import Context, history
from milepost.checks.judged import indicator_rows
from milepost.checks.meeting import number, of_cell
from milepost.model.finding import Finding, Rule, Severity
from milepost.model.framework import Indicator
from milepost.model.states import WHOLE_YEAR
from milepost.model.submission import FormSheet, Row, Submission

OUTSIDE_BOUNDS = Rule(
    code="I06",
    severity=Severity.REJECT,
    says="The value lies outside what is possible (expected {expected}, found {found}).",
    asks="Check the value and its unit of measure.",
    passes="85 for a share in per cent.",
    fails="8,500 for a share in per cent.",
)
SCALE = Rule(
    code="I08",
    severity=Severity.DOUBT,
    says="The value is about {factor} times what it was (found {found}, {year}: {expected}); the scale may be wrong.",
    asks="Check the unit of measure and the per cent, and enter the value again or confirm it under remarks.",
    passes="85.3 after 84.9.",
    fails="0.853 after 84.9, or 32,000 after 3.1.",
)
SIGN = Rule(
    code="I09",
    severity=Severity.DOUBT,
    says="The value is negative (found {found}); all published values are not.",
    asks="Check the sign.",
    passes="12.5 after 12.1.",
    fails="-12.5 after 12.1.",
)
PARTIAL_PERIOD = Rule(
    code="I10",
    severity=Severity.DOUBT,
    says="The value is the one published for a part of the year ({period}: {found}); the row is about a whole year.",
    asks="Enter the value of the whole year, or leave the cell empty until it exists.",
    passes="3,987.1 for the year, where 3,072 was published for three quarters.",
    fails="3,072 for the year, where 3,072 was published for three quarters.",
)
DECIMALS = Rule(
    code="I11",
    severity=Severity.NOTE,
    says="The value has more decimal places than the definition ({expected}, found {found}).",
    asks="Enter the value as it is defined, if it was calculated more exactly than it is known.",
    passes="14.0 for an indicator with one decimal place.",
    fails="14.037 for an indicator with one decimal place.",
)

RULES = (
    OUTSIDE_BOUNDS,
    SCALE,
    SIGN,
    PARTIAL_PERIOD,
    DECIMALS,
)

SCALES = (Decimal(100), Decimal(1000), Decimal(10_000), Decimal(100_000_000))
"""Factors by which values go wrong: per cent, thousands, 万, 亿."""

SCALE_LEEWAY = Decimal("1.5")
"""How far from such a factor a value may be and still look like it: true yearly growth hides in it."""


def objections(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find values that cannot be, or hardly can: the gravest objection to each."""
    for sheet, row, indicator in indicator_rows(submission, context):
        for column in ("value", "revised_value"):
            objection = objection_to(submission, context, sheet, row, indicator, column)
            if objection is not None:
                yield objection


def objection_to(
    submission: Submission, context: Context, sheet: FormSheet, row: Row, indicator: Indicator, column: str
) -> Finding | None:
    """The first objection to a value, in the order of ``_OBJECTIONS``; None where there is none or no number."""
    value = row.number_of(column)
    if value is None:
        return None
    year = int(row.id.split("|")[1]) - (column == "revised_value")
    for objection in _OBJECTIONS:
        met = objection(value, year, row.id.split("|")[3], indicator, context)
        if met is not None:
            rule, facts = met
            return of_cell(rule, submission, sheet, row, column, **facts)
    return None


Objection = Callable[[Decimal, int, str, Indicator, Context], tuple[Rule, dict[str, object]] | None]


def _outside_bounds(
    value: Decimal, year: int, breakdown: str, indicator: Indicator, context: Context
) -> tuple[Rule, dict[str, object]] | None:
    del year, breakdown, context
    lowest, highest = indicator.bounds
    if (lowest is None or value >= lowest) and (highest is None or value <= highest):
        return None
    expected = f"{'' if lowest is None else number(lowest)} … {'' if highest is None else number(highest)}".strip()
    return OUTSIDE_BOUNDS, {"expected": expected, "found": number(value)}


def _scale(
    value: Decimal, year: int, breakdown: str, indicator: Indicator, context: Context
) -> tuple[Rule, dict[str, object]] | None:
    past = history(context, indicator.id, year, breakdown)
    if not past:
        return None
    last, before = list(past.items())[-1]
    if value == 0 or before == 0 or (value < 0) != (before < 0):
        return None
    ratio = value / before
    for scale in SCALES:
        for factor, said in ((scale, number(scale)), (1 / scale, f"1/{number(scale)}")):
            if factor / SCALE_LEEWAY <= ratio <= factor * SCALE_LEEWAY:
                return SCALE, {"factor": said, "found": number(value), "year": last, "expected": number(before)}
    return None


def _sign(
    value: Decimal, year: int, breakdown: str, indicator: Indicator, context: Context
) -> tuple[Rule, dict[str, object]] | None:
    past = history(context, indicator.id, year, breakdown).values()
    return (SIGN, {"found": number(value)}) if value < 0 and past and min(past) >= 0 else None


def _partial_period(
    value: Decimal, year: int, breakdown: str, indicator: Indicator, context: Context
) -> tuple[Rule, dict[str, object]] | None:
    whole = context.known.get((indicator.id, year, WHOLE_YEAR, breakdown))
    if whole is not None and whole.value == value:
        return None
    for (name, its_year, period, its_breakdown), one in context.known.items():
        same = (name, its_year, its_breakdown) == (indicator.id, year, breakdown)
        if same and period != WHOLE_YEAR and one.value == value:
            return PARTIAL_PERIOD, {"period": period, "found": number(value)}
    return None


def _decimals(
    value: Decimal, year: int, breakdown: str, indicator: Indicator, context: Context
) -> tuple[Rule, dict[str, object]] | None:
    whole = context.known.get((indicator.id, year, WHOLE_YEAR, breakdown))
    # Twelve digits: what a spreadsheet adds beyond them is its own arithmetic, not the unit's statement.
    exponent = Precision(prec=12).plus(value).normalize().as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    if places <= indicator.decimals or (whole is not None and whole.value == value):
        return None
    return DECIMALS, {"expected": indicator.decimals, "found": places}


_OBJECTIONS: tuple[Objection, ...] = (_outside_bounds, _scale, _sign, _partial_period, _decimals)

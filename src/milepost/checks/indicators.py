"""I: is every value of an indicator a number that can be true, in the right unit and scale?"""

from collections.abc import Callable, Iterator
from decimal import Context as Precision
from decimal import Decimal

from milepost.checks.context import Context, history, unit_of
from milepost.checks.judged import blank, expected_values, has_ids, indicator_rows
from milepost.checks.meeting import number, of_cell, of_row, of_sheet, quoted
from milepost.model.finding import Finding, Rule, Severity
from milepost.model.framework import Change, Indicator
from milepost.model.states import WHOLE_YEAR
from milepost.model.submission import FormSheet, Row, Submission

UNKNOWN_INDICATOR = Rule(
    code="I01",
    severity=Severity.REJECT,
    says="The form has no row “{found}” for an indicator.",
    asks="Restore the code as it was in the form you were sent; rows cannot be added.",
    passes="A row of an indicator of the framework, for the report year or the year before.",
    fails="A row whose code is in no framework, or that is about another year.",
)
OTHER_UNITS_INDICATOR = Rule(
    code="I02",
    severity=Severity.REJECT,
    says="This indicator is reported by {expected}, not by this unit.",
    asks="Remove the row.",
    passes="A unit reports an indicator for which the framework names it.",
    fails="A unit reports an indicator of another unit.",
)
DUPLICATE_ROW = Rule(
    code="I03",
    severity=Severity.REJECT,
    says="This value already stands in row {first}; the first row counts.",
    asks="Keep one row.",
    passes="One row for each indicator and data year.",
    fails="The same indicator and data year in rows 6 and 9.",
)
VALUE_MISSING = Rule(
    code="I04",
    severity=Severity.NOTE,
    says="No value is given, and none has been published.",
    asks="Enter the value, or say under remarks when it will exist.",
    passes="A value; an empty cell for a value that is published already, or with a word on it under remarks.",
    fails="The row of an indicator was deleted, or its value left empty without a word.",
    absence=True,
)
NOT_A_NUMBER = Rule(
    code="I05",
    severity=Severity.REJECT,
    says="“{found}” is not a number.",
    asks="Enter the number alone, in the unit of measure of the row.",
    passes="1,234.5 or １２３４.５",
    fails="“about the same”, “N/A”",
)
OUTSIDE_BOUNDS = Rule(
    code="I06",
    severity=Severity.REJECT,
    says="The value lies outside what is possible (expected {expected}, found {found}).",
    asks="Check the value and its unit of measure.",
    passes="85 for a share in per cent.",
    fails="8,500 for a share in per cent.",
)
UNIT_DIFFERS = Rule(
    code="I07",
    severity=Severity.REJECT,
    says="The value is given in another unit of measure (expected {expected}, found “{found}”).",
    asks="Enter the number alone, in the unit of measure of the row.",
    passes="3.2 or “3.2 hectares” where hectares are asked.",
    fails="“2180万” where 亿元 are asked.",
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
STATUS_MISSING = Rule(
    code="I12",
    severity=Severity.DOUBT,
    says="It is not said whether the value is final, provisional or revised.",
    asks="Choose the status from the list.",
    passes="14.0, final.",
    fails="14.0, and the status is empty.",
    absence=True,
)
STATUS_UNKNOWN = Rule(
    code="I13",
    severity=Severity.REJECT,
    says="The status “{found}” is not one of the list.",
    asks="Choose the status from the list.",
    passes="“final”, “最终数”.",
    fails="“probably”.",
)
SOURCE_MISSING = Rule(
    code="I14",
    severity=Severity.DOUBT,
    says="The source document is missing.",
    asks="Say where the value is published or filed.",
    passes="A value with the title and date of a communiqué.",
    fails="A value, and the source is empty.",
    absence=True,
)
PROVISIONAL_WITHOUT_NOTE = Rule(
    code="I15",
    severity=Severity.DOUBT,
    says="The value is provisional, but nothing is said of when it becomes final.",
    asks="Say under remarks when the final value is expected.",
    passes="Provisional; the final value comes in June.",
    fails="Provisional, and the remarks are empty.",
    absence=True,
)
BREAKDOWN = Rule(
    code="I16",
    severity=Severity.DOUBT,
    says="The parts do not add up to the total (parts together {expected}, total {found}).",
    asks="Check the parts and the total.",
    passes="A total of 10 and parts of 4 and 6.",
    fails="A total of 10 and parts of 4 and 5.",
)

RULES = (
    UNKNOWN_INDICATOR,
    OTHER_UNITS_INDICATOR,
    DUPLICATE_ROW,
    VALUE_MISSING,
    NOT_A_NUMBER,
    OUTSIDE_BOUNDS,
    UNIT_DIFFERS,
    SCALE,
    SIGN,
    PARTIAL_PERIOD,
    DECIMALS,
    STATUS_MISSING,
    STATUS_UNKNOWN,
    SOURCE_MISSING,
    PROVISIONAL_WITHOUT_NOTE,
    BREAKDOWN,
)

SCALES = (Decimal(100), Decimal(1000), Decimal(10_000), Decimal(100_000_000))
"""Factors by which values go wrong: per cent, thousands, 万, 亿."""

SCALE_LEEWAY = Decimal("1.5")
"""How far from such a factor a value may be and still look like it: true yearly growth hides in it."""


def rows_of_indicators(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find rows that are about no indicator, another unit's indicator or a value that stands there already."""
    if "indicators" not in submission.sheets:
        return
    sheet = submission.sheets["indicators"]
    unit = unit_of(submission, context)
    own = expected_values(unit, context)
    first: dict[str, Row] = {}
    for row in submission.rows("indicators"):
        if not row.id:
            continue  # stands outside the form's rows, which has a finding of its own
        indicator = context.framework.indicator(row.id.partition("|")[0])
        if row.id in first:
            yield of_row(DUPLICATE_ROW, submission, sheet, row, first=first[row.id].number)
        elif row.id in own:
            first[row.id] = row
        elif blank(row, context, "indicators"):
            continue
        elif indicator is None or indicator.context or unit in indicator.reported_by:
            yield of_row(UNKNOWN_INDICATOR, submission, sheet, row, found=quoted(row.id))
        else:
            expected = ", ".join(indicator.reported_by)
            yield of_row(OTHER_UNITS_INDICATOR, submission, sheet, row, expected=expected)


def missing_values(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find values that are neither given nor published."""
    sheet = submission.sheets.get("indicators")
    if sheet is None or not has_ids(sheet, context):
        return
    rows = {row.id: row for _, row, _ in indicator_rows(submission, context)}
    for row_id in expected_values(unit_of(submission, context), context):
        name, year, period, breakdown = row_id.split("|")
        if (name, int(year), period, breakdown) in context.known:
            continue
        if row_id not in rows:
            yield of_sheet(VALUE_MISSING, submission, sheet, f"{name} {year} {breakdown}".strip())
        elif _said_nothing(rows[row_id]):
            yield of_cell(VALUE_MISSING, submission, sheet, rows[row_id], "value")


def _said_nothing(row: Row) -> bool:
    """Say whether a row gives no value and does not tell under remarks why."""
    value, remarks = row.cells.get("value"), row.cells.get("remarks")
    return value is not None and value.empty and (remarks is None or remarks.empty)


def values(submission: Submission, context: Context) -> Iterator[Finding]:
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


def breakdowns(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find totals that their parts do not add up to; shares and scores are not added."""
    rows = {row.id: (sheet, row) for sheet, row, _ in indicator_rows(submission, context)}
    for indicator in context.framework.reported_by(unit_of(submission, context)):
        if not indicator.breakdown or indicator.change is not Change.PERCENT:
            continue
        for year in (context.year, context.year - 1):
            ids = [
                f"{indicator.id}|{year}|{WHOLE_YEAR}|{code}" for code in ("", *(one.id for one in indicator.breakdown))
            ]
            found = [rows[one][1].number_of("value") if one in rows else None for one in ids]
            total, *parts = found
            given = [part for part in parts if part is not None]
            if total is None or len(given) < len(parts):
                continue
            together = sum(given, Decimal(0))
            # Each rounded part may be off by half a unit of the last place, and so may the total.
            leeway = Decimal(len(found)) / 2 / 10**indicator.decimals
            if abs(together - total) > leeway:
                sheet, row = rows[ids[0]]
                facts = {"expected": number(together), "found": number(total)}
                yield of_cell(BREAKDOWN, submission, sheet, row, "value", **facts)

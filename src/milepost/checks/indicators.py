"""I: is every value of an indicator a number that can be true, in the right unit and scale?"""

from collections.abc import Iterator

from milepost.checks.context import Context, unit_of
from milepost.checks.judged import blank, expected_values, has_ids, indicator_rows
from milepost.checks.meeting import of_cell, of_row, of_sheet, quoted
from milepost.model.finding import Finding, Rule, Severity
from milepost.model.submission import Row, Submission

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
UNIT_DIFFERS = Rule(
    code="I07",
    severity=Severity.REJECT,
    says="The value is given in another unit of measure (expected {expected}, found “{found}”).",
    asks="Enter the number alone, in the unit of measure of the row.",
    passes="3.2 or “3.2 hectares” where hectares are asked.",
    fails="“2180万” where 亿元 are asked.",
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
RULES = (
    UNKNOWN_INDICATOR,
    OTHER_UNITS_INDICATOR,
    DUPLICATE_ROW,
    VALUE_MISSING,
    NOT_A_NUMBER,
    UNIT_DIFFERS,
    STATUS_MISSING,
    STATUS_UNKNOWN,
    SOURCE_MISSING,
    PROVISIONAL_WITHOUT_NOTE,
)


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

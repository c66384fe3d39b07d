"""S: is the form signed, numbered and dated as a statement about the whole year?"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from milepost.checks.context import Context
from milepost.checks.judged import sign_off
from milepost.checks.meeting import number, of_cell
from milepost.model.finding import Finding, Rule, Severity
from milepost.model.submission import Submission

NOT_SIGNED = Rule(
    code="S01",
    severity=Severity.DOUBT,
    says="“{column}” is empty on the sign-off sheet.",
    asks="Fill it in before sending the form back.",
    passes="Prepared by, checked by and approved by are filled in.",
    fails="“Approved by” is empty.",
    absence=True,
)
NUMBER_MISSING = Rule(
    code="S02",
    severity=Severity.DOUBT,
    says="The submission number is missing.",
    asks="Enter 1 for the first time, then 2, 3 and so on.",
    passes="Submission number 1.",
    fails="The submission number is empty.",
    absence=True,
)
NUMBER_IMPOSSIBLE = Rule(
    code="S03",
    severity=Severity.DOUBT,
    says="The submission number is not a whole number from 1 upwards (found {found}).",
    asks="Enter 1 for the first time, then 2, 3 and so on.",
    passes="2",
    fails="0, 1.5 or “second”",
)
DATE_MISSING = Rule(
    code="S04",
    severity=Severity.DOUBT,
    says="The date of signing is missing.",
    asks="Enter the day of signing.",
    passes="Signed on 2024-12-31.",
    fails="The date is empty.",
    absence=True,
)
DATE_OUT_OF_TIME = Rule(
    code="S05",
    severity=Severity.DOUBT,
    says="The date of signing does not fit (expected {lowest} to {highest}, found {found}).",
    asks="Check the date; what is signed before the year ends cannot speak of the whole year.",
    passes="A form of 2024 signed on 2025-01-10, and the report closes on 2025-02-28.",
    fails="A form of 2024 signed on 2024-01-10.",
)
NOT_A_DAY = Rule(
    code="S06",
    severity=Severity.DOUBT,
    says="The date of signing is not a day (expected for example {expected}).",
    asks="Enter the day with year, month and day.",
    passes="2024-12-31",
    fails="“end of December”",
)

RULES = (
    NOT_SIGNED,
    NUMBER_MISSING,
    NUMBER_IMPOSSIBLE,
    DATE_MISSING,
    DATE_OUT_OF_TIME,
    NOT_A_DAY,
)


def submission_number(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find a number that does not count submissions."""
    for sheet, row in sign_off(submission, context):
        cell = row.cells.get("submission_number")
        if cell is None or cell.empty or cell.kind == "error" or cell.typed is None:
            continue
        value = cell.value
        if not isinstance(value, Decimal):
            yield of_cell(NUMBER_IMPOSSIBLE, submission, sheet, row, "submission_number", found="?")
        elif value < 1 or value != value.to_integral_value():
            yield of_cell(NUMBER_IMPOSSIBLE, submission, sheet, row, "submission_number", found=number(value))


def date_of_signing(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find a date of signing before the end of the year, or after the last day that the report covers."""
    lowest, highest = date(context.year, 12, 31), context.definition.cut_off
    for sheet, row in sign_off(submission, context):
        day = row.day("date")
        if day is None or highest < lowest <= day or lowest <= day <= highest:
            continue
        facts = {"lowest": lowest.isoformat(), "highest": highest.isoformat(), "found": day.isoformat()}
        yield of_cell(DATE_OUT_OF_TIME, submission, sheet, row, "date", **facts)

"""H: does what is said now agree with what was said before?"""

from collections.abc import Iterator
from decimal import Decimal
from statistics import median

from milepost.checks.context import Context, history, unit_of
from milepost.checks.judged import indicator_rows, task_rows
from milepost.checks.meeting import choice, number, of_cell
from milepost.checks.values import objection_to
from milepost.model.finding import Finding, Rule, Severity
from milepost.model.framework import Change, Indicator, PublishedValue
from milepost.model.states import WHOLE_YEAR, TaskState, ValueStatus
from milepost.model.submission import Row, Submission

MOVED_WITHOUT_REASON = Rule(
    code="H01",
    severity=Severity.DOUBT,
    says=(
        "The value moved more than usual since {year} (from {expected} to {found}: by {change}; usual: up to {usual}), "
        "and no reason is given."
    ),
    asks="Check the value; if it is right, say under “Why it moved” what happened.",
    passes="8,539.9 after 4,868.8 with a reason; or 82.4 after 82.0.",
    fails="8,539.9 after 4,868.8 without a reason, where a change of 30 % is usual.",
)
PUBLISHED_DIFFERS = Rule(
    code="H02",
    severity=Severity.REJECT,
    says=(
        "Another value was published for {year} (published {expected}, found {found}), and this one is not marked as "
        "revised with a reason; the published value stays."
    ),
    asks="Enter the published value, or choose “revised” and say why it was revised.",
    passes="12.60 for 2022, revised, after the economic census; 12.71 was published.",
    fails="12.60 for 2022, final; 12.71 was published.",
)
REVISION_WITHOUT_REASON = Rule(
    code="H03",
    severity=Severity.DOUBT,
    says="A revised value is given without the reason for the revision.",
    asks="Say what changed and who decided it.",
    passes="Revised, after the economic census.",
    fails="Revised, and the reason is empty.",
    absence=True,
)
STATE_WENT_BACK = Rule(
    code="H04",
    severity=Severity.DOUBT,
    says="Last year's state was “{expected}”, this year's is “{found}”.",
    asks="Correct the state, or explain it under remarks.",
    passes="In progress last year, completed this year.",
    fails="Completed last year, in progress this year.",
)
TEXT_OF_LAST_YEAR = Rule(
    code="H05",
    severity=Severity.DOUBT,
    says="The text is last year's, word for word.",
    asks="Say what was done this year.",
    passes="A text about this year.",
    fails="Last year's text, copied.",
)

RULES = (
    MOVED_WITHOUT_REASON,
    PUBLISHED_DIFFERS,
    REVISION_WITHOUT_REASON,
    STATE_WENT_BACK,
    TEXT_OF_LAST_YEAR,
)

USUAL_FACTOR = Decimal(5)
"""A change is unusual above this many times the median absolute yearly change.

For changes that vary normally about 0 the median absolute change is 0.6745 standard deviations, so that five of them
are 3.4: close to the bound of 3.5 for modified z-scores of Iglewicz and Hoaglin (How to Detect and Handle Outliers,
1993), below which nothing is called an outlier.
"""

FEWEST_YEARS = 5
"""Published years that a series needs before its own past says what is usual."""


def moved_values(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find values that moved more than usual without a reason; a value as published needs none."""
    for sheet, row, indicator in indicator_rows(submission, context):
        value, year, breakdown = row.number_of("value"), *_year_and_breakdown(row)
        reason = row.cells.get("change_reason")
        if value is None or (reason is not None and not reason.empty):
            continue
        if (indicator.id, year, WHOLE_YEAR, breakdown) in context.known:
            continue  # equal to what was published, or a finding of its own
        objection = objection_to(submission, context, sheet, row, indicator, "value")
        if objection is not None and objection.severity > Severity.NOTE:
            continue
        past = history(context, indicator.id, year, breakdown)
        before = past.get(year - 1)
        usual = usual_change(indicator, past)
        if before is None or usual is None:
            continue
        moved = yearly_change(indicator, before, value)
        if moved is not None and abs(moved) > usual:
            facts = {"year": year - 1, "expected": number(before), "found": number(value)}
            facts |= {"change": _told(indicator, moved), "usual": _told(indicator, usual)}
            yield of_cell(MOVED_WITHOUT_REASON, submission, sheet, row, "value", **facts)


def yearly_change(indicator: Indicator, before: Decimal, now: Decimal) -> Decimal | None:
    """The change from one year to the next, in per cent or points as the indicator says; None from 0 in per cent.

    Source:
        methods M8.
    """
    if indicator.change is Change.POINTS:
        return now - before
    return (now - before) / abs(before) * 100 if before else None


def usual_change(indicator: Indicator, past: dict[int, Decimal]) -> Decimal | None:
    """The largest yearly change that needs no reason: the framework's, else from the series' own past.

    Args:
        indicator: Says how change is told, and perhaps what is plausible.
        past: Published values by year.

    Returns:
        Per cent or points; None where the framework says nothing and fewer than five years are published.
    """
    if indicator.plausible_change is not None:
        return indicator.plausible_change
    if len(past) < FEWEST_YEARS:
        return None
    changes = [yearly_change(indicator, past[year - 1], past[year]) for year in past if year - 1 in past]
    known = [abs(one) for one in changes if one is not None]
    if len(known) < FEWEST_YEARS - 1:
        return None
    # A series that hardly ever moves may still move by one unit of its last decimal place.
    least = yearly_change(indicator, past[max(past)], past[max(past)] + Decimal(1).scaleb(-indicator.decimals))
    return max(USUAL_FACTOR * median(known), abs(least or Decimal(0)))


def published_values(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find values that differ from a published one without being a revision with its reason."""
    for sheet, row, indicator in indicator_rows(submission, context):
        for column in ("value", "revised_value"):
            one, value = published_for(row, column, context), row.number_of(column)
            if value is None or one is None or one.value == value or is_reasoned_revision(row, column):
                continue
            objection = objection_to(submission, context, sheet, row, indicator, column)
            if objection is None or objection.severity is Severity.NOTE:
                facts = {"year": one.year, "expected": number(one.value), "found": number(value)}
                yield of_cell(PUBLISHED_DIFFERS, submission, sheet, row, column, **facts)


def published_for(row: Row, column: str, context: Context) -> PublishedValue | None:
    """What was published for the year that a column of a row is about: the row's own, or the one before."""
    year, breakdown = _year_and_breakdown(row)
    year -= column == "revised_value"
    return context.known.get((row.id.partition("|")[0], year, WHOLE_YEAR, breakdown))


def revised_values(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find revised values of the year before without a reason; of the row's own value the form itself asks for one."""
    for sheet, row, _ in indicator_rows(submission, context):
        revised, reason = row.number_of("revised_value"), row.cells.get("revision_reason")
        known = published_for(row, "revised_value", context)
        own = row.value("value_status") == ValueStatus.REVISED
        told = known is not None and known.value != revised
        if revised is not None and reason is not None and reason.empty and not own and not told:
            yield of_cell(REVISION_WITHOUT_REASON, submission, sheet, row, "revision_reason")


def is_reasoned_revision(row: Row, column: str = "value") -> bool:
    """Say whether a value is marked as revised (a revised earlier value is by its column) and the row says why."""
    reason = row.cells.get("revision_reason")
    revised = column == "revised_value" or row.value("value_status") == ValueStatus.REVISED
    return revised and reason is not None and not reason.empty


def states(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find states less advanced than last year's; that a task became delayed or was cancelled is no contradiction.

    A unit is held against what it said itself, where it said something.
    """
    unit = unit_of(submission, context)
    for sheet, row in task_rows(submission, context):
        last, now = context.own_last.get((unit, row.id), context.last.get(row.id)), row.value("state")
        if last is None or not isinstance(now, str) or now in (TaskState.DELAYED, TaskState.CANCELLED):
            continue
        if TaskState(now).rank < last.rank:
            facts = {key: choice(context.form, "states", one) for key, one in (("expected", last), ("found", now))}
            yield of_cell(STATE_WENT_BACK, submission, sheet, row, "state", **facts)


def texts(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find texts that were sent in last year already."""
    unit = unit_of(submission, context)
    for sheet, row in task_rows(submission, context):
        text, last = row.text("text"), context.last_texts.get((unit, row.id), "")
        if text and text.split() == last.split():
            yield of_cell(TEXT_OF_LAST_YEAR, submission, sheet, row, "text")


def _year_and_breakdown(row: Row) -> tuple[int, str]:
    _, year, _, breakdown = row.id.split("|")
    return int(year), breakdown


def _told(indicator: Indicator, change: Decimal) -> str:
    rounded = change.quantize(Decimal("0.01")) if abs(change) < 10 else change.quantize(Decimal("0.1"))
    return f"{number(rounded)}{' %' if indicator.change is Change.PERCENT else ''}"

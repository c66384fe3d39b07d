"""T: is every task stated once, in a known state, with what the state calls for?"""

from collections.abc import Iterator

from milepost.checks.context import Context, unit_of
from milepost.checks.judged import blank, closed_columns, has_ids, task_rows
from milepost.checks.meeting import choice, of_cell, of_row, of_sheet, quoted
from milepost.inputs.stamp import locked_key
from milepost.model.finding import Finding, Rule, Severity
from milepost.model.states import TaskState
from milepost.model.submission import Row, Submission

UNKNOWN_TASK = Rule(
    code="T01",
    severity=Severity.REJECT,
    says="The plan has no task with the number “{found}”.",
    asks="Restore the number as it was in the form you were sent; rows cannot be added.",
    passes="A row with the number 12, and the plan has a task 12.",
    fails="A row with the number 99, and the plan ends with task 61.",
)
OTHER_UNITS_TASK = Rule(
    code="T02",
    severity=Severity.REJECT,
    says="This task belongs to {expected}, not to this unit.",
    asks="Remove the row; the responsible unit reports on it.",
    passes="A unit reports on a task in which the plan names it.",
    fails="A unit copies the row of another unit's task into its form.",
)
TASK_MISSING = Rule(
    code="T03",
    severity=Severity.DOUBT,
    says="Nothing is stated on this task.",
    asks="Choose the state and say what was done; if nothing was done, choose “not started”.",
    passes="Each of the unit's tasks has a row with a state and a text.",
    fails="The row of one task was deleted or left blank.",
    absence=True,
)
DUPLICATE_ROW = Rule(
    code="T04",
    severity=Severity.REJECT,
    says="This task already stands in row {first}; the first row counts.",
    asks="Keep one row.",
    passes="Each task stands in one row.",
    fails="Task 12 stands in rows 9 and 20.",
)
DATE_WITHOUT_COMPLETION = Rule(
    code="T19",
    severity=Severity.DOUBT,
    says="A date of completion is given ({found}), but the state is “{state}”.",
    asks="Correct the state, or remove the date.",
    passes="In progress, and the date is empty.",
    fails="In progress, completed on 2024-06-30.",
)
DATE_AFTER_CUT_OFF = Rule(
    code="T20",
    severity=Severity.DOUBT,
    says="The date of completion ({found}) lies after the last day that the report covers ({expected}).",
    asks="Check the date; what is not completed yet has another state.",
    passes="Completed on 2024-06-30, and the report closes on 2024-09-30.",
    fails="Completed on 2024-12-20, and the report closes on 2024-09-30.",
)
NO_LONGER_IN_PLAN = Rule(
    code="T21",
    severity=Severity.NOTE,
    says="The task “{found}” was taken out of the plan after the form had been issued; the row is not printed.",
    asks="Nothing needs to be done.",
    passes="A row whose task is in the plan.",
    fails="A row of a task that the plan had when the form was issued, and has no longer.",
)

RULES = (
    UNKNOWN_TASK,
    OTHER_UNITS_TASK,
    TASK_MISSING,
    DUPLICATE_ROW,
    DATE_WITHOUT_COMPLETION,
    DATE_AFTER_CUT_OFF,
    NO_LONGER_IN_PLAN,
)


def rows_of_tasks(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find rows that are about no task, another unit's task or a task that stands there already."""
    sheet, unit = submission.sheets.get("tasks"), unit_of(submission, context)
    if sheet is None:
        return
    first: dict[str, Row] = {}
    for row in submission.rows("tasks"):
        if not row.id:
            continue  # stands outside the form's rows, which has a finding of its own
        task = context.rows.get(row.id, (None, None))[0]
        if task is None:
            if _was_issued(row, unit, context):
                yield of_row(NO_LONGER_IN_PLAN, submission, sheet, row, found=quoted(row.id))
            elif not blank(row, context, "tasks"):
                yield of_row(UNKNOWN_TASK, submission, sheet, row, found=quoted(row.id))
        elif unit not in task.units:
            expected = ", ".join(task.units)
            yield of_row(OTHER_UNITS_TASK, submission, sheet, row, expected=expected)
        elif row.id in first:
            yield of_row(DUPLICATE_ROW, submission, sheet, row, first=first[row.id].number)
        else:
            first[row.id] = row


def missing_tasks(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find tasks of the unit that have no row, or a row in which nothing was filled in."""
    sheet = submission.sheets.get("tasks")
    if sheet is None or not has_ids(sheet, context):
        return
    stated = {row.id: row for _, row in task_rows(submission, context)}
    misnamed = {_title(row) for row in submission.rows("tasks") if row.id not in context.rows} - {""}
    for task in context.plan.tasks_of(unit_of(submission, context)):
        titles = {task.id: task.title, **{one.id: one.title for one in task.measures}}
        for row_id, title in titles.items():
            if row_id in stated:
                if blank(stated[row_id], context, "tasks") and (row_id != task.id or not task.measures):
                    yield of_cell(TASK_MISSING, submission, sheet, stated[row_id], "state")
            elif not misnamed & {title.said(one.language) for one in context.words}:
                yield of_sheet(TASK_MISSING, submission, sheet, row_id)


def dates_of_completion(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find days of completion without a completion, and days that the report cannot know yet."""
    for sheet, row in task_rows(submission, context):
        day, state = row.day("completed_on"), row.value("state")
        if day is None or "completed_on" in closed_columns(row, sheet, context):
            continue
        if state is not None and state != TaskState.COMPLETED:
            said = choice(context.form, "states", state)
            yield of_cell(
                DATE_WITHOUT_COMPLETION, submission, sheet, row, "completed_on", found=day.isoformat(), state=said
            )
        elif day > context.definition.cut_off and day.year == context.year:
            cut_off = context.definition.cut_off.isoformat()
            yield of_cell(
                DATE_AFTER_CUT_OFF, submission, sheet, row, "completed_on", found=day.isoformat(), expected=cut_off
            )


def _was_issued(row: Row, unit: str, context: Context) -> bool:
    issued = context.exchange.issued.get(unit)
    return issued is not None and bool(row.id) and locked_key("tasks", row.id, "id") in issued.locked


def _title(row: Row) -> str:
    cell = row.cells.get("title")
    return (cell.typed or "").strip() if cell else ""

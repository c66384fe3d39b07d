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
STATE_MISSING = Rule(
    code="T05",
    severity=Severity.DOUBT,
    says="The state is missing.",
    asks="Choose the state from the list.",
    passes="A row with a text and the state “in progress”.",
    fails="A row with a text and without a state.",
    absence=True,
)
STATE_UNKNOWN = Rule(
    code="T06",
    severity=Severity.REJECT,
    says="The state “{found}” is not one of the list.",
    asks="Choose the state from the list.",
    passes="“completed”, “已完成”, “done”.",
    fails="“nearly there”.",
)
COMPLETED_WITHOUT_DATE = Rule(
    code="T07",
    severity=Severity.DOUBT,
    says="The task is completed, but no date of completion is given.",
    asks="Enter the day on which it was completed.",
    passes="Completed, on 2024-06-30.",
    fails="Completed, and the date is empty. A report compiled from public sources keeps this as a note.",
)
DATE_OUTSIDE_YEAR = Rule(
    code="T08",
    severity=Severity.DOUBT,
    says="The date of completion lies outside the year (expected {lowest} to {highest}, found {found}).",
    asks="Check the date, or confirm it under remarks.",
    passes="2024-06-30 in the form of 2024.",
    fails="2042-06-30 in the form of 2024.",
)
NOT_A_DAY = Rule(
    code="T09",
    severity=Severity.REJECT,
    says="“{found}” is not a day (expected for example {expected}).",
    asks="Enter the day with year, month and day.",
    passes="2024-06-30, 2024年6月30日, 20240630.",
    fails="“end of June”, “2024年6月”.",
)
COMPLETED_WITHOUT_EVIDENCE = Rule(
    code="T10",
    severity=Severity.DOUBT,
    says="The task is completed, but no evidence is named; it is printed as “evidence outstanding”.",
    asks="Name a document number, the address of a page, or an attachment.",
    passes="Completed, with the number of a document.",
    fails="Completed, and the evidence is empty.",
    absence=True,
)
PERCENT_OUTSIDE = Rule(
    code="T11",
    severity=Severity.REJECT,
    says="The percent is outside its bounds (expected {lowest} to {highest}, found {found}).",
    asks="Enter a whole number from 0 to 100, or leave it empty.",
    passes="85",
    fails="850",
)
PERCENT_AGAINST_STATE = Rule(
    code="T12",
    severity=Severity.DOUBT,
    says="The percent does not fit the state “{state}” (expected {expected}, found {found}).",
    asks="Correct the state or the percent.",
    passes="Completed at 100 %, not started at 0 %, or no percent at all.",
    fails="Completed at 60 %, or not started at 30 %.",
)
TEXT_MISSING = Rule(
    code="T13",
    severity=Severity.DOUBT,
    says="It is not said what was done.",
    asks="Say in a few sentences what was done in the year.",
    passes="In progress, with two sentences on what was done.",
    fails="In progress, and the text is empty.",
    absence=True,
)
TOO_LONG = Rule(
    code="T14",
    severity=Severity.NOTE,
    says="“{column}” is too long (expected at most {highest} characters, found {found}).",
    asks="Shorten it; until then it is printed whole.",
    passes="A text of 500 characters.",
    fails="A text of 1,200 characters.",
)
DELAYED_WITHOUT_DIFFICULTY = Rule(
    code="T15",
    severity=Severity.DOUBT,
    says="The task is delayed, but it is not said what stands in the way.",
    asks="Fill in the difficulties.",
    passes="Delayed; the land is not available yet.",
    fails="Delayed, and the difficulties are empty.",
    absence=True,
)
DELAYED_WITHOUT_NEXT_STEP = Rule(
    code="T16",
    severity=Severity.DOUBT,
    says="The task is delayed, but it is not said what comes next.",
    asks="Fill in the next step and by when.",
    passes="Delayed; the draft goes out for comment in March.",
    fails="Delayed, and the next step is empty.",
    absence=True,
)
NOT_A_NUMBER = Rule(
    code="T17",
    severity=Severity.REJECT,
    says="“{found}” under “{column}” is not a number.",
    asks="Enter the number alone.",
    passes="85",
    fails="“about half”",
)
NOT_IN_LIST = Rule(
    code="T18",
    severity=Severity.REJECT,
    says="“{found}” under “{column}” is not an entry of the list.",
    asks="Choose from the list.",
    passes="Restricted: yes.",
    fails="Restricted: perhaps.",
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
FIGURE_INCOMPLETE = Rule(
    code="T22",
    severity=Severity.REJECT,
    says="“{column}” is missing; without it the figure cannot be printed.",
    asks="Fill it in, or clear the whole row.",
    passes="Task 12, trees planted, 5,000, pieces, 2024.",
    fails="A row with a task, a name and a unit of measure, but without a value.",
)
FIGURE_VAGUE = Rule(
    code="T23",
    severity=Severity.DOUBT,
    says="“{column}” of the figure is missing.",
    asks="Fill it in; a number alone says little.",
    passes="Task 12, trees planted, 5,000, pieces, 2024.",
    fails="A row with a task, a name and a value, but without a period.",
    absence=True,
)
CASE_INCOMPLETE = Rule(
    code="T24",
    severity=Severity.REJECT,
    says="“{column}” is missing; without it the case cannot be printed.",
    asks="Fill it in, or clear the whole card.",
    passes="A card with a title and a text.",
    fails="A card with a text and without a title.",
)
CASE_NOT_RELEASED = Rule(
    code="T25",
    severity=Severity.DOUBT,
    says="It is not said whether the case may be published; until then it is not.",
    asks="Choose yes or no.",
    passes="A card with “may be published: yes”.",
    fails="A card with title and text, and the choice is empty.",
    absence=True,
)

RULES = (
    UNKNOWN_TASK,
    OTHER_UNITS_TASK,
    TASK_MISSING,
    DUPLICATE_ROW,
    STATE_MISSING,
    STATE_UNKNOWN,
    COMPLETED_WITHOUT_DATE,
    DATE_OUTSIDE_YEAR,
    NOT_A_DAY,
    COMPLETED_WITHOUT_EVIDENCE,
    PERCENT_OUTSIDE,
    PERCENT_AGAINST_STATE,
    TEXT_MISSING,
    TOO_LONG,
    DELAYED_WITHOUT_DIFFICULTY,
    DELAYED_WITHOUT_NEXT_STEP,
    NOT_A_NUMBER,
    NOT_IN_LIST,
    DATE_WITHOUT_COMPLETION,
    DATE_AFTER_CUT_OFF,
    NO_LONGER_IN_PLAN,
    FIGURE_INCOMPLETE,
    FIGURE_VAGUE,
    CASE_INCOMPLETE,
    CASE_NOT_RELEASED,
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

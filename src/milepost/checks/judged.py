"""Which rows are judged cell by cell? Those whose subject is known; the others have one finding already."""

from collections.abc import Iterator

from milepost.checks.context import Context, unit_of
from milepost.checks.meeting import entry_columns, sign_off_row, task_chosen
from milepost.inputs.rows import DECIDED_BY_MEASURES, observation_id
from milepost.model.framework import Indicator
from milepost.model.states import WHOLE_YEAR
from milepost.model.submission import FormSheet, Row, Submission

SUPPRESSED = "suppressed"
"""What the reader says of a cell with the mark of a withheld value."""


def task_rows(submission: Submission, context: Context) -> Iterator[tuple[FormSheet, Row]]:
    """Rows of tasks and measures of the plan that are the unit's own, the first row for each."""
    unit = unit_of(submission, context)
    yield from _first_rows(submission, "tasks", {one for one, (task, _) in context.rows.items() if unit in task.units})


def indicator_rows(submission: Submission, context: Context) -> Iterator[tuple[FormSheet, Row, Indicator]]:
    """Rows of indicators that the unit reports, the first row for each data year and breakdown."""
    own = expected_values(unit_of(submission, context), context)
    for sheet, row in _first_rows(submission, "indicators", set(own)):
        yield sheet, row, own[row.id]


def expected_values(unit: str, context: Context) -> dict[str, Indicator]:
    """Row id of every value that the unit is to report -> its indicator."""
    return {
        observation_id(one.id, year, WHOLE_YEAR, code): one
        for one in context.framework.reported_by(unit)
        for code in ("", *(category.id for category in one.breakdown))
        for year in (context.year, context.year - 1)
    }


def is_withheld(row: Row) -> bool:
    """Say whether the mark stands in the row of a value that exists and must not be shown."""
    cell = row.cells.get("value")
    return cell is not None and cell.problem == SUPPRESSED


def figure_rows(submission: Submission, context: Context) -> Iterator[tuple[FormSheet, Row]]:
    """Rows of the Figures sheet that hold something and do not name a task of another unit or none of the plan."""
    unit = unit_of(submission, context)
    for sheet, row in _filled(submission, context, "figures"):
        chosen = task_chosen(row)
        if not chosen or (chosen in context.rows and unit in context.rows[chosen][0].units):
            yield sheet, row


def case_rows(submission: Submission, context: Context) -> Iterator[tuple[FormSheet, Row]]:
    """Cards that hold something."""
    yield from _filled(submission, context, "cases")


def sign_off(submission: Submission, context: Context) -> Iterator[tuple[FormSheet, Row]]:
    """The sign-off sheet as one row, where it was found."""
    del context
    if "sign_off" in submission.sheets:
        yield submission.sheets["sign_off"], sign_off_row(submission)


def rows_of(submission: Submission, context: Context, sheet: str) -> Iterator[tuple[FormSheet, Row]]:
    """The judged rows of a sheet by its key."""
    if sheet == "indicators":
        yield from ((found, row) for found, row, _ in indicator_rows(submission, context))
    elif sheet in _ROWS:
        yield from _ROWS[sheet](submission, context)


def has_ids(sheet: FormSheet, context: Context) -> bool:
    """Say whether the column was found that says what each row is about; without it nothing is said of any row."""
    return context.form.sheet(sheet.key).columns[0].key in sheet.columns


def blank(row: Row, context: Context, sheet: str) -> bool:
    """Say whether the unit filled in nothing in a row."""
    cells = (row.cells.get(column.key) for column in entry_columns(context.form, sheet))
    return all(cell is None or cell.empty for cell in cells)


def closed_columns(row: Row, sheet: FormSheet, context: Context) -> frozenset[str]:
    """Columns of which nothing is asked in a row: not found in the sheet, or decided by the measures of the task."""
    missing = {column.key for column in context.form.sheet(sheet.key).columns if column.key not in row.cells}
    task, measure = context.rows.get(row.id, (None, None)) if sheet.key == "tasks" else (None, None)
    decided = DECIDED_BY_MEASURES if task is not None and measure is None and task.measures else frozenset()
    return frozenset(missing | decided)


def _first_rows(submission: Submission, key: str, ids: set[str]) -> Iterator[tuple[FormSheet, Row]]:
    if key not in submission.sheets:
        return
    seen: set[str] = set()
    for row in submission.rows(key):
        if row.id in ids and row.id not in seen:
            seen.add(row.id)
            yield submission.sheets[key], row


def _filled(submission: Submission, context: Context, key: str) -> Iterator[tuple[FormSheet, Row]]:
    for row in submission.rows(key):
        if not blank(row, context, key):
            yield submission.sheets[key], row


_ROWS = {"tasks": task_rows, "figures": figure_rows, "cases": case_rows, "sign_off": sign_off}

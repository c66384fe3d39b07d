"""Which cells cannot be read as what their column asks for, or break what the form itself asks within a row?

The rules of the constraints are found by the constraints' names, so that the form and the rules cannot drift apart.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from milepost.checks import history, indicators, sign_off, task_cells
from milepost.checks.context import Context
from milepost.checks.file_rules import READ_AS, READ_WITH_DOUBT
from milepost.checks.judged import SUPPRESSED, blank, closed_columns, rows_of
from milepost.checks.meeting import choice, entry_columns, label, of_cell, shown, typed, whole_row
from milepost.checks.remarked import MERGED_NUMBER
from milepost.inputs.constraints import Between, Constraint, Longest, broken
from milepost.inputs.form import Kind
from milepost.model.finding import Finding, Rule, Severity
from milepost.model.states import WHOLE_YEAR
from milepost.model.submission import Cell, FormSheet, Row, Submission

CONSTRAINT_RULES: dict[str, Rule] = {
    "state_missing": task_cells.STATE_MISSING,
    "completed_without_date": task_cells.COMPLETED_WITHOUT_DATE,
    "date_outside_year": task_cells.DATE_OUTSIDE_YEAR,
    "completed_without_evidence": task_cells.COMPLETED_WITHOUT_EVIDENCE,
    "percent_outside": task_cells.PERCENT_OUTSIDE,
    "percent_against_state": task_cells.PERCENT_AGAINST_STATE,
    "text_missing": task_cells.TEXT_MISSING,
    "text_too_long": task_cells.TOO_LONG,
    "delayed_without_difficulty": task_cells.DELAYED_WITHOUT_DIFFICULTY,
    "delayed_without_next_step": task_cells.DELAYED_WITHOUT_NEXT_STEP,
    "evidence_too_long": task_cells.TOO_LONG,
    "difficulties_too_long": task_cells.TOO_LONG,
    "next_step_too_long": task_cells.TOO_LONG,
    "remarks_too_long": task_cells.TOO_LONG,
    "figure_task_missing": task_cells.FIGURE_INCOMPLETE,
    "figure_name_missing": task_cells.FIGURE_INCOMPLETE,
    "figure_value_missing": task_cells.FIGURE_INCOMPLETE,
    "figure_unit_missing": task_cells.FIGURE_VAGUE,
    "figure_period_missing": task_cells.FIGURE_VAGUE,
    "figure_name_too_long": task_cells.TOO_LONG,
    "value_missing": indicators.VALUE_MISSING,
    "status_missing": indicators.STATUS_MISSING,
    "source_missing": indicators.SOURCE_MISSING,
    "revision_without_reason": history.REVISION_WITHOUT_REASON,
    "provisional_without_note": indicators.PROVISIONAL_WITHOUT_NOTE,
    "source_too_long": task_cells.TOO_LONG,
    "reason_too_long": task_cells.TOO_LONG,
    "case_title_missing": task_cells.CASE_INCOMPLETE,
    "case_text_missing": task_cells.CASE_INCOMPLETE,
    "case_publish_missing": task_cells.CASE_NOT_RELEASED,
    "case_text_too_long": task_cells.TOO_LONG,
    "prepared_missing": sign_off.NOT_SIGNED,
    "checked_missing": sign_off.NOT_SIGNED,
    "approved_missing": sign_off.NOT_SIGNED,
    "sign_date_missing": sign_off.DATE_MISSING,
    "submission_number_missing": sign_off.NUMBER_MISSING,
}
"""Name of a constraint of the form -> the rule that is met when it is broken."""

_JUDGED = ("tasks", "figures", "indicators", "cases", "sign_off")


def constraints(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find what breaks the form's own constraints: the first for each cell."""
    for key in _JUDGED:
        for sheet, row in rows_of(submission, context, key):
            if _nothing_to_ask(row, sheet, context):
                continue
            told: set[str] = set()
            for one in broken(row, context.form.sheet(key).constraints, closed_columns(row, sheet, context)):
                if one.column not in told and not _told_elsewhere(one, row, context):
                    told.add(one.column)
                    yield _finding(one, submission, sheet, row, context)


def _nothing_to_ask(row: Row, sheet: FormSheet, context: Context) -> bool:
    """A row left blank, or a value not given, has one finding of its own where it is one at all."""
    if sheet.key == "indicators":
        return row.value("value") is None
    own_of_measures = "state" in closed_columns(row, sheet, context)
    return sheet.key == "tasks" and blank(row, context, "tasks") and not own_of_measures


def _told_elsewhere(one: Constraint, row: Row, context: Context) -> bool:
    """A value that differs from the published one, revised without a reason, has its finding at the value."""
    if CONSTRAINT_RULES[one.name] is not history.REVISION_WITHOUT_REASON:
        return False
    name, year, _, breakdown = row.id.split("|")
    known = context.known.get((name, int(year), WHOLE_YEAR, breakdown))
    return known is not None and known.value != row.value("value")


def _finding(one: Constraint, submission: Submission, sheet: FormSheet, row: Row, context: Context) -> Finding:
    rule = CONSTRAINT_RULES[one.name]
    facts: dict[str, object] = {"column": label(context.form, sheet.key, one.column)}
    if isinstance(one, Longest):
        facts |= {"highest": one.characters, "found": len(row.text(one.column) or "")}
    if isinstance(one, Between):
        facts |= {"lowest": shown(one.lowest), "highest": shown(one.highest), "found": shown(row.value(one.column))}
        facts["expected"] = shown(one.highest if one.lowest is None else one.lowest)
    if sheet.key == "tasks":
        facts["state"] = choice(context.form, "states", row.value("state"))
    finding = of_cell(rule, submission, sheet, row, one.column, **facts)
    if rule in (task_cells.FIGURE_INCOMPLETE, task_cells.CASE_INCOMPLETE):
        return whole_row(finding)
    if rule is task_cells.COMPLETED_WITHOUT_DATE and not context.asked:
        return replace(finding, lowered=Severity.NOTE)
    return finding


def readings(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find cells whose content is not of the kind that the column asks for, or could be read only with doubt."""
    for key in _JUDGED:
        for sheet, row in rows_of(submission, context, key):
            closed = closed_columns(row, sheet, context)
            for column in entry_columns(context.form, key):
                cell = row.cells.get(column.key)
                if cell is None or cell.typed is None or cell.kind == "error" or column.key in closed:
                    continue
                if _is_withheld(cell, key, column.key):
                    continue
                rule = _rule_of_reading(cell, key, column.key, column.kind)
                if rule is not None and (key, column.key) not in _OWN_CHECKS:
                    facts = _facts_of_reading(cell, row, key, column.key, context)
                    yield of_cell(rule, submission, sheet, row, column.key, **facts)


def _is_withheld(cell: Cell, sheet: str, column: str) -> bool:
    """The mark of a withheld value stands where the form asks for it."""
    return cell.problem == SUPPRESSED and (sheet, column) == ("indicators", "value")


_OWN_CHECKS = {("figures", "task"), ("sign_off", "submission_number")}
"""Columns whose content has a check of its own."""


_WORTH_SAYING = frozenset({"scaled", "serial_day"})
"""Ways of reading that change what stands in the cell; full-width digits and the like do not."""


def _rule_of_reading(cell: Cell, sheet: str, column: str, kind: Kind) -> Rule | None:
    if cell.problem is None:
        return READ_AS if _WORTH_SAYING & set(cell.notes) else None
    if cell.problem == "unit_differs":
        return indicators.UNIT_DIFFERS
    if cell.problem == "merged_number":
        return MERGED_NUMBER
    if cell.value is not None:
        return READ_WITH_DOUBT
    if kind is Kind.CHOICE:
        special = {"state": task_cells.STATE_UNKNOWN, "value_status": indicators.STATUS_UNKNOWN}
        return special.get(column, task_cells.NOT_IN_LIST)
    if kind is Kind.DATE:
        return sign_off.NOT_A_DAY if sheet == "sign_off" else task_cells.NOT_A_DAY
    return indicators.NOT_A_NUMBER if sheet == "indicators" else task_cells.NOT_A_NUMBER


def _facts_of_reading(cell: Cell, row: Row, sheet: str, column: str, context: Context) -> dict[str, object]:
    # What stands on the sign-off sheet may name a person: it is not repeated.
    found = "?" if sheet == "sign_off" else typed(cell)
    unit = row.cells.get("unit")
    expected = date(context.year, 6, 30).isoformat()
    if cell.problem == "unit_differs":
        expected = typed(unit) if unit is not None and not unit.empty else "%"
    facts = {"found": found, "value": shown(cell.value), "expected": expected}
    return {**facts, "column": label(context.form, sheet, column)}

"""How does a check put a finding: its place, its subject and facts fit to be shown?"""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from milepost.checks.context import Context
from milepost.inputs.form import Column, Form
from milepost.model.finding import Finding, Rule, Term
from milepost.model.places import CellRef
from milepost.model.submission import Cell, FormSheet, Row, Submission

Check = Callable[[Submission, Context], Iterator[Finding]]
"""A check of one workbook; the unit is written into its findings afterwards."""

LONGEST_QUOTE = 60


def of_file(rule: Rule, submission: Submission, **facts: object) -> Finding:
    """The rule is met by the file as a whole."""
    return Finding(rule, CellRef(submission.file), facts=facts)


def of_sheet(rule: Rule, submission: Submission, sheet: FormSheet, subject: str = "", **facts: object) -> Finding:
    """The rule is met by a sheet as a whole."""
    return Finding(rule, CellRef(submission.file, sheet.name), subject=subject, facts=facts)


def of_row(rule: Rule, submission: Submission, sheet: FormSheet, row: Row, **facts: object) -> Finding:
    """The rule is met by a row; a REJECT takes out the whole row."""
    where = CellRef(submission.file, sheet.name, row.number)
    return Finding(rule, where, subject=subject_of(sheet.key, row), facts=facts, row_id=row.id)


def of_cell(rule: Rule, submission: Submission, sheet: FormSheet, row: Row, column: str, /, **facts: object) -> Finding:
    """The rule is met by one cell; a REJECT takes out that value."""
    cell = row.cells.get(column)
    where = cell.ref if cell else CellRef(submission.file, sheet.name, row.number, sheet.columns.get(column, 0))
    return Finding(rule, where, subject=subject_of(sheet.key, row), facts=facts, row_id=row.id, column=column)


def whole_row(finding: Finding) -> Finding:
    """The finding shows a cell but is about its whole row."""
    return replace(finding, column="")


def subject_of(sheet: str, row: Row) -> str:
    """What a row is about: the task, the indicator and its data year, or the task that a figure belongs to."""
    if sheet == "indicators":
        indicator, year, _, breakdown = (*row.id.split("|"), "", "", "")[:4]
        return quoted(" ".join(part for part in (indicator, year, breakdown) if part))
    if sheet == "figures":
        return quoted(task_chosen(row) or row.id)
    return "" if sheet == "sign_off" else quoted(row.id)


def task_chosen(row: Row) -> str:
    """Id of the task that a row of the Figures sheet was given, or what was typed in its place; ``""`` for nothing."""
    cell = row.cells.get("task")
    if cell is None:
        return ""
    said = cell.value if isinstance(cell.value, str) else cell.typed or ""
    return said.split(maxsplit=1)[0] if said.split() else ""


def label(form: Form, sheet: str, column: str) -> Term:
    """What a column is called in the form."""
    return Term(form.sheet(sheet).column(column).label)


def choice(form: Form, choices: str, key: object) -> Term:
    """What a choice of a list is called in the form; a key that is not in it stands for itself."""
    return Term(next((one.label for one in form.lists.get(choices, ()) if one.key == key), str(key)))


def quoted(text: object, longest: int = LONGEST_QUOTE) -> str:
    """A text from outside, on one line, without control characters and cut: fit for a terminal and a message."""
    plain = "".join(" " if unicodedata.category(char)[0] in "CZ" else char for char in str(text))
    words = " ".join(plain.split())
    return words if len(words) <= longest else words[: longest - 1] + "…"


def typed(cell: Cell) -> str:
    """What stands in a cell, fit to be shown; a formula without a value shows itself."""
    return quoted(cell.typed if cell.typed is not None else f"={cell.formula or ''}")


def number(value: Decimal | int) -> str:
    """A number without exponent."""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def shown(value: object) -> object:
    """A value as a fact: numbers without exponent, days as ISO text, texts cut."""
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, date):
        return value.isoformat()
    return quoted(value) if isinstance(value, str) else value


def entry_columns(form: Form, sheet: str) -> tuple[Column, ...]:
    """The columns of a sheet that the unit fills in, those that name persons left out."""
    return tuple(one for one in form.sheet(sheet).entries if not one.person)


def sign_off_row(submission: Submission) -> Row:
    """The sign-off sheet as one row."""
    first = min((cell.ref.row for cell in submission.sign_off.values()), default=0)
    return Row(first, "sign_off", submission.sign_off)

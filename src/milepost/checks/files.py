"""F: is the file the form that this unit was sent for this year, whole and unchanged but for its entries?"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from milepost.checks.context import Context, unit_in_file_name, unit_named, unit_of
from milepost.checks.file_rules import (
    ERROR_VALUE,
    FORMULA,
    LAYOUT_UNKNOWN,
    LOCKED_CHANGED,
    NOT_CALCULATED,
    OTHER_UNIT,
    OTHER_YEAR,
    PLAN_CHANGED,
    UNIT_UNKNOWN,
    UNREAD_ROWS,
)
from milepost.checks.judged import has_ids
from milepost.checks.meeting import entry_columns, label, of_cell, of_file, quoted, sign_off_row, typed
from milepost.inputs.form import ACCEPTED_LAYOUTS, FORM_ID, Kind
from milepost.inputs.stamp import locked_key, locked_text
from milepost.model.finding import Finding
from milepost.model.places import CellRef
from milepost.model.submission import Cell, FormSheet, Row, Submission

MOST_ADDRESSES = 8


def stamps(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find forms that are not this year's form of the unit that sent it."""
    stamp, unit = submission.stamp, unit_of(submission, context)
    if stamp is not None and (stamp.form != FORM_ID or stamp.layout not in ACCEPTED_LAYOUTS):
        expected = ", ".join(str(one) for one in ACCEPTED_LAYOUTS)
        found = str(stamp.layout) if stamp.form == FORM_ID else quoted(stamp.form)
        yield of_file(LAYOUT_UNKNOWN, submission, expected=expected, found=found)
        return
    year = stamp.year if stamp is not None else _year_signed(submission)
    if year is not None and year != context.year:
        yield of_file(OTHER_YEAR, submission, expected=context.year, found=year)
    if unit not in context.units:
        yield of_file(UNIT_UNKNOWN, submission, found=quoted(unit))
        return
    # A file named after its own unit may have been forwarded by another.
    receipt = context.exchange.receipts.get(submission.file)
    sender = unit_named(receipt.sender, context) if receipt else ""
    other = unit_in_file_name(submission.file, context) or sender
    if other and other != unit:
        yield of_file(OTHER_UNIT, submission, expected=unit, found=other)


def _year_signed(submission: Submission) -> int | None:
    cell = submission.sign_off.get("year")
    said = (cell.typed or "").strip() if cell else ""
    return int(said) if said.isdecimal() and len(said) == 4 else None


def plans(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find forms that were issued before the plan was corrected."""
    stamp, now = submission.stamp, context.plan.checksum
    if stamp is not None and stamp.plan and now and not now.startswith(stamp.plan):
        yield of_file(PLAN_CHANGED, submission)


def locked_cells(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find locked cells that do not hold any more what was issued."""
    issued = context.exchange.issued.get(unit_of(submission, context))
    if issued is None:
        return
    told = {one.where for one in submission.remarks if one.kind == "row_unclear"}
    for sheet in submission.sheets.values():
        rows = (sign_off_row(submission),) if sheet.key == "sign_off" else sheet.rows
        columns = [one for one in context.form.sheet(sheet.key).columns if one.kind not in (Kind.STATUS, Kind.ID)]
        for row in rows:
            if CellRef(submission.file, sheet.name, row.number) in told:
                continue  # number and title of two different rows have a finding of their own
            for column in columns:
                was, cell = issued.locked.get(locked_key(sheet.key, row.id, column.key)), row.cells.get(column.key)
                if was is not None and cell is not None and not same_text(was, cell):
                    facts = {"column": label(context.form, sheet.key, column.key), "expected": quoted(was)}
                    facts["found"] = "" if cell.empty else typed(cell)
                    yield of_cell(LOCKED_CHANGED, submission, sheet, row, column.key, **facts)


def same_text(was: str, cell: Cell) -> bool:
    """Say whether a cell still says what was issued; spaces and ways to write a number or a day do not count."""
    now = cell.typed or ""
    if "".join(was.split()) == "".join(locked_text(now).split()):
        return True
    if isinstance(cell.value, date):
        return was.strip() == cell.value.isoformat()
    try:
        return Decimal(was) == (cell.value if isinstance(cell.value, Decimal) else Decimal(now))
    except InvalidOperation:
        return False


def unread_rows(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find what stands outside the form's rows: one finding for each sheet, at the first place."""
    for sheet in submission.sheets.values():
        nameless = [row for row in sheet.rows if not row.id] if has_ids(sheet, context) else []
        stray = [ref for row in nameless for ref in _filled(row, sheet, context)]
        places = sorted((*sheet.unread, *stray))
        if places:
            found = ", ".join(ref.address for ref in places[:MOST_ADDRESSES])
            facts = {"count": len({ref.row for ref in places}), "found": found}
            facts["found"] = f"{found} …" if len(places) > MOST_ADDRESSES else found
            yield Finding(UNREAD_ROWS, places[0], facts=facts)


def _filled(row: Row, sheet: FormSheet, context: Context) -> list[CellRef]:
    """The entries of a row that names no task and no indicator."""
    cells = [row.cells.get(column.key) for column in entry_columns(context.form, sheet.key)]
    return [cell.ref for cell in cells if cell is not None and not cell.empty]


def formulas(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find entries that are formulas or show an error."""
    for sheet, row, column, cell in _entries(submission, context):
        if cell.kind == "error":
            yield of_cell(ERROR_VALUE, submission, sheet, row, column, found=typed(cell))
        elif cell.formula is not None and cell.typed is None:
            yield of_cell(NOT_CALCULATED, submission, sheet, row, column, found=quoted(cell.formula))
        elif cell.formula is not None:
            facts = {"formula": quoted(cell.formula), "found": "?" if sheet.key == "sign_off" else typed(cell)}
            yield of_cell(FORMULA, submission, sheet, row, column, **facts)


def _entries(submission: Submission, context: Context) -> Iterator[tuple[FormSheet, Row, str, Cell]]:
    for sheet in submission.sheets.values():
        rows = (sign_off_row(submission),) if sheet.key == "sign_off" else sheet.rows
        for row in rows:
            for column in entry_columns(context.form, sheet.key):
                if column.key in row.cells:
                    yield sheet, row, column.key, row.cells[column.key]

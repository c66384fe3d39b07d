"""What was noticed in a workbook beside its entries: what is hidden, what is linked, what could run?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from milepost.inputs.form import Sheet
from milepost.model.places import CellRef, column_letters
from milepost.model.submission import FormSheet, Remark
from milepost.model.workbook import RawSheet, RawWorkbook, SheetState


def hidden_remarks(sheet: Sheet, raw: RawSheet, read: FormSheet) -> Iterator[Remark]:
    """Rows and columns that hold entries and that nobody sees: one remark for all rows, one for all columns."""
    entries = [
        cell for row in read.rows for one in sheet.entries if (cell := row.cells.get(one.key)) and not cell.empty
    ]
    rows = sorted({cell.ref.row for cell in entries if raw.row_hidden(cell.ref.row)})
    if rows:
        facts = {"found": ", ".join(map(str, rows))}
        yield Remark("hidden_row", CellRef(entries[0].ref.workbook, raw.name, rows[0]), facts)
    columns = [
        one for one in sheet.entries if raw.column_hidden(read.columns.get(one.key, 0)) and _filled(read, one.key)
    ]
    if columns:
        facts = {"found": ", ".join(dict.fromkeys(column_letters(read.columns[one.key]) for one in columns))}
        first = next(cell.ref for row in read.rows if (cell := row.cells.get(columns[0].key)))
        yield Remark("hidden_column", CellRef(first.workbook, raw.name), facts)


def _filled(read: FormSheet, key: str) -> bool:
    return any(cell is not None and not cell.empty for cell in (row.cells.get(key) for row in read.rows))


def package_remarks(book: RawWorkbook, extra: Sequence[RawSheet], known: Collection[str]) -> Iterator[Remark]:
    """What the file holds that a form has not: macros, links, embedded files, sheets of its own, hidden sheets.

    Args:
        book: The workbook.
        extra: Its sheets that are none of the form's.
        known: Names of the sheets that the form itself hides.
    """
    facts, whole = book.facts, CellRef(book.file)
    noticed = {
        "macros": facts.macros,
        "external_link": facts.external_links or facts.connections,
        "dde_link": facts.dde,
        "embedded": facts.embedded,
        "picture_in_cell": facts.pictures_in_cells,
        "signed": facts.signed,
    }
    yield from (Remark(kind, whole) for kind, there in noticed.items() if there)
    for raw in extra:
        yield Remark("extra_sheet", CellRef(book.file, raw.name), {"sheet": raw.name})
    unread = {raw.name for raw in extra}
    for raw in book.sheets:
        if raw.name not in known and raw.name not in unread and raw.state is not SheetState.VISIBLE and raw.rows:
            yield Remark("hidden_sheet", CellRef(book.file, raw.name), {"sheet": raw.name})

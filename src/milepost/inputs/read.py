"""What did the unit fill in? Finds the sheets, columns and rows of the form and gives every cell its meaning."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from milepost.inputs.form import (
    KEY_ROW,
    LISTS_SHEET,
    META_SHEET,
    STAMP_NAME,
    Form,
    Kind,
    Layout,
    Sheet,
    sheet_name,
)
from milepost.inputs.normalise import Meanings, meaning
from milepost.inputs.rows import field_row_id, figure_id, parse_field_key
from milepost.inputs.stamp import locked_key, locked_text
from milepost.model.places import CellRef
from milepost.model.submission import Cell, FormSheet, Remark, Row, Stamp, Submission
from milepost.model.words import Words
from milepost.model.workbook import RawSheet, RawWorkbook, SheetState

_KEYS_WITHIN = 40
"""Rows from the top in which the row of keys is looked for: people insert title rows above it."""

PRESENT = "●"
"""Stands for what was written in a field that names a person: only that it is filled is kept."""


@dataclass(frozen=True, slots=True)
class Reader:
    """One workbook being read against the form."""

    book: RawWorkbook
    form: Form
    words: Sequence[Words]
    known: Meanings

    def ref(self, sheet: RawSheet, row: int = 0, column: int = 0) -> CellRef:
        """A place in this workbook."""
        return CellRef(self.book.file, sheet.name, row, column)


def read_submission(book: RawWorkbook, form: Form, words: Sequence[Words]) -> Submission:
    """Read a workbook as a submission of the form.

    Sheets are found by their keys, or else by their names; columns by their keys. What is missing becomes a remark, and
    the rest is read all the same.

    Args:
        book: What the workbook says.
        form: The form of the year.
        words: Languages of the form, the units' own first.
    """
    reader = Reader(book, form, words, Meanings.of(form.lists, words, book.date1904))
    stamp, remarks = _stamp(reader)
    sheets: dict[str, FormSheet] = {}
    sign_off: dict[str, Cell] = {}
    locked: dict[str, str] = {}
    for sheet in form.sheets:
        if sheet.layout is Layout.PAGE:
            continue
        found = _find(reader, sheet)
        if found is None:
            remarks.append(Remark("sheet_missing", CellRef(book.file), {"sheet": sheet_name(sheet, words)}))
            continue
        raw, keys = found
        read = _table(reader, sheet, raw, keys) if sheet.layout is Layout.TABLE else _fields(reader, sheet, raw, keys)
        remarks += _missing_columns(reader, sheet, raw, read)
        remarks += _hidden(reader, sheet, raw, read)
        locked.update(_texts(sheet, read))
        read = replace(read, rows=tuple(row for row in read.rows if _is_in_use(sheet, row)))
        if sheet.key == "sign_off":
            sign_off = dict(read.rows[0].cells) if read.rows else {}
        sheets[sheet.key] = _without_persons(sheet, read)
    remarks += _package_remarks(reader)
    kept = {key: _masked(form.sheet("sign_off"), key, cell) for key, cell in sign_off.items()}
    return Submission(book.file, book.sha256, stamp, sheets, kept, tuple(remarks), locked=locked)


# -- the stamp -------------------------------------------------------------------------------------------------------


def _stamp(reader: Reader) -> tuple[Stamp | None, list[Remark]]:
    """The stamp from any of its three places; a remark where some or all of them lost it."""
    book = reader.book
    meta = book.sheet(META_SHEET)
    cell = meta.cell(1, 1) if meta else None
    name = next((one for one in book.defined_names if one.name.casefold() == STAMP_NAME), None)
    lines = {
        "property": book.properties.custom.get(STAMP_NAME, ""),
        "name": name.refers_to.strip().strip('"') if name else "",
        "sheet": (cell.text or "") if cell else "",
    }
    stamps = {place: Stamp.parse(line) for place, line in lines.items()}
    found = [stamp for stamp in stamps.values() if stamp is not None]
    if not found:
        return None, [Remark("stamp_lost", CellRef(book.file))]
    lost = [place for place, stamp in stamps.items() if stamp is None]
    remarks = [Remark("stamp_partly_lost", CellRef(book.file), {"places": ", ".join(lost)})] if lost else []
    if len(set(found)) > 1:
        remarks.append(Remark("stamps_differ", CellRef(book.file)))
    return found[0], remarks


# -- sheets and columns ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Keys:
    """Where the keys of a sheet stand: the row of a table's keys, or the column of the fields' keys."""

    row: int = KEY_ROW
    columns: Mapping[str, int] | None = None
    fields: Mapping[tuple[int, str], int] | None = None
    field_column: int = 0


def _find(reader: Reader, sheet: Sheet) -> tuple[RawSheet, Keys] | None:
    """The sheet of the workbook that holds this sheet of the form: most keys found, then the right name."""
    candidates: list[tuple[int, bool, RawSheet, Keys]] = []
    wanted = {_folded(sheet_name(sheet, reader.words)), *(_folded(one.say(sheet.name)) for one in reader.words)}
    for raw in reader.book.sheets:
        if raw.name in (LISTS_SHEET, META_SHEET) or not raw.is_grid:
            continue
        keys = _table_keys(sheet, raw) if sheet.layout is Layout.TABLE else _field_keys(sheet, raw)
        count = len(keys.columns or keys.fields or {})
        if count:
            candidates.append((count, _folded(raw.name) in wanted, raw, keys))
    best = max(candidates, key=lambda one: (one[0], one[1]), default=None)
    total = len(sheet.columns) * sheet.cards
    if best is None or best[0] * 2 < total:
        return None
    return best[2], best[3]


def _table_keys(sheet: Sheet, raw: RawSheet) -> Keys:
    known = {column.key for column in sheet.columns}
    best: dict[str, int] = {}
    best_row = KEY_ROW
    for number, row in raw.rows.items():
        if number > _KEYS_WITHIN:
            break
        found: dict[str, int] = {}
        for column, cell in row.items():
            text = (cell.text or "").strip()
            if text in known:
                found.setdefault(text, column)
        if len(found) > len(best):
            best, best_row = found, number
    return Keys(row=best_row, columns=best)


def _field_keys(sheet: Sheet, raw: RawSheet) -> Keys:
    by_column: dict[int, dict[tuple[int, str], int]] = {}
    for number, row in raw.rows.items():
        for column, cell in row.items():
            key = parse_field_key(sheet, cell.text) if cell.text and cell.formula is None else None
            if key is not None and column > 1:
                by_column.setdefault(column, {}).setdefault(key, number)
    best = max(by_column, key=lambda one: len(by_column[one]), default=0)
    return Keys(fields=by_column.get(best, {}), field_column=best)


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


# -- rows ------------------------------------------------------------------------------------------------------------


def _table(reader: Reader, sheet: Sheet, raw: RawSheet, keys: Keys) -> FormSheet:
    columns = dict(keys.columns or {})
    first = keys.row + 2  # below the keys stand the labels
    rows = tuple(_row(reader, sheet, raw, columns, number) for number in raw.rows if number >= first)
    return FormSheet(sheet.key, raw.name, columns, rows)


def _is_in_use(sheet: Sheet, row: Row) -> bool:
    """A row counts when the unit filled in any of it; the rows of tasks and indicators stand for themselves."""
    if any(not row.cells[column.key].empty for column in sheet.entries if column.key in row.cells):
        return True
    return sheet.key in ("tasks", "indicators", "sign_off") and bool(row.id)


def _row(reader: Reader, sheet: Sheet, raw: RawSheet, columns: Mapping[str, int], number: int) -> Row:
    """One row of a table; its id stands in the first column."""
    unit_text = _unit_of_row(raw, columns, number)
    cells = {
        column.key: meaning(
            raw.cell(number, columns[column.key]),
            column,
            reader.ref(raw, number, columns[column.key]),
            reader.known,
            unit_text,
        )
        for column in sheet.columns
        if column.key in columns and column.kind is not Kind.STATUS
    }
    identity = sheet.columns[0]
    name = cells[identity.key].value if identity.key in cells else None
    if sheet.key == "figures":
        return Row(number, figure_id(int(str(name))) if str(name).isdecimal() else f"figure in row {number}", cells)
    return Row(number, str(name or ""), cells)


def _unit_of_row(raw: RawSheet, columns: Mapping[str, int], number: int) -> str:
    cell = raw.cell(number, columns["unit"]) if "unit" in columns else None
    return (cell.text or "") if cell else ""


def _fields(reader: Reader, sheet: Sheet, raw: RawSheet, keys: Keys) -> FormSheet:
    """One row for each card; the entry stands left of the hidden key."""
    fields = keys.fields or {}
    column = keys.field_column - 1
    rows: list[Row] = []
    for card in range(1, sheet.cards + 1):
        cells = {
            one.key: meaning(
                raw.cell(fields[card, one.key], column),
                one,
                reader.ref(raw, fields[card, one.key], column),
                reader.known,
            )
            for one in sheet.columns
            if (card, one.key) in fields
        }
        number = min((fields[card, key] for key in cells), default=0)
        rows.append(Row(number, field_row_id(sheet, card), cells))
    return FormSheet(sheet.key, raw.name, {key: column for _, key in fields}, tuple(rows))


def _without_persons(sheet: Sheet, read: FormSheet) -> FormSheet:
    rows = tuple(
        Row(row.number, row.id, {key: _masked(sheet, key, cell) for key, cell in row.cells.items()})
        for row in read.rows
    )
    return replace(read, rows=rows)


def _masked(sheet: Sheet, key: str, cell: Cell) -> Cell:
    """A field that names a person keeps only that it was filled."""
    if cell.empty or not sheet.column(key).person:
        return cell
    return replace(cell, typed=PRESENT, value=PRESENT, formula=None)


# -- what else was noticed -------------------------------------------------------------------------------------------


def _missing_columns(reader: Reader, sheet: Sheet, raw: RawSheet, read: FormSheet) -> Iterator[Remark]:
    for column in sheet.columns:
        if column.key not in read.columns and column.kind is not Kind.STATUS:
            yield Remark("column_missing", reader.ref(raw), {"column": column.label, "key": column.key})


def _hidden(reader: Reader, sheet: Sheet, raw: RawSheet, read: FormSheet) -> Iterator[Remark]:
    """Rows and columns that hold entries and that nobody sees."""
    for row in read.rows:
        said = [
            cell for cell in (row.cells.get(one.key) for one in sheet.entries) if cell is not None and not cell.empty
        ]
        if said and raw.row_hidden(said[0].ref.row):
            yield Remark("hidden_row", reader.ref(raw, said[0].ref.row), {"row": said[0].ref.row})
    for column in sheet.entries:
        number = read.columns.get(column.key)
        if number and raw.column_hidden(number):
            yield Remark("hidden_column", reader.ref(raw), {"column": column.label})


def _texts(sheet: Sheet, read: FormSheet) -> dict[str, str]:
    """The text of every cell that may have been locked, named as in ``issued.json``; of persons nothing is kept."""
    return {
        locked_key(sheet.key, row.id, column.key): locked_text(row.cells[column.key].typed)
        for row in read.rows
        for column in sheet.columns
        if column.key in row.cells and not column.person
    }


def _package_remarks(reader: Reader) -> Iterator[Remark]:
    facts, whole = reader.book.facts, CellRef(reader.book.file)
    noticed = {
        "macros": facts.macros,
        "external_link": facts.external_links or facts.connections,
        "dde_link": facts.dde,
        "embedded": facts.embedded,
        "picture_in_cell": facts.pictures_in_cells,
        "signed": facts.signed,
    }
    yield from (Remark(kind, whole) for kind, there in noticed.items() if there)
    known = {LISTS_SHEET, META_SHEET}
    for raw in reader.book.sheets:
        if raw.name not in known and raw.state is not SheetState.VISIBLE and raw.rows:
            yield Remark("hidden_sheet", reader.ref(raw), {"sheet": raw.name})

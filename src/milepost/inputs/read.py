"""What did the unit fill in? Finds the sheets, columns and rows of the form and gives every cell its meaning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from milepost.inputs.cards import Cards
from milepost.inputs.contents import Table, card_rows
from milepost.inputs.find import Found, Sheets, find_sheets
from milepost.inputs.form import LISTS_SHEET, META_SHEET, Form, Kind, Layout, Sheet, sheet_name
from milepost.inputs.heads import Head, labels_of
from milepost.inputs.layouts import OLDER, OlderLayout, todays
from milepost.inputs.left_over import beside_cards, beside_table
from milepost.inputs.merged import Spread, spreads
from milepost.inputs.normalise import Meanings
from milepost.inputs.noticed import hidden_remarks, package_remarks
from milepost.inputs.read_stamp import judged_stamp, read_stamps
from milepost.inputs.recover import merge_remarks, named_rows, sheet_remarks
from milepost.inputs.signs import NO_SIGNS, TITLES, Signs
from milepost.inputs.stamp import locked_key, locked_text
from milepost.model.places import CellRef
from milepost.model.submission import Cell, FormSheet, Remark, Row, Submission
from milepost.model.words import Words
from milepost.model.workbook import RawWorkbook

PRESENT = "●"
"""Stands for what was written in a field that names a person: only that it is filled is kept."""


@dataclass(frozen=True, slots=True)
class Reader:
    """One workbook being read against the form.

    Attributes:
        book: The workbook.
        form: The form as it is today.
        issued: The form as it was when this workbook was issued.
        words: Languages of the form.
        signs: What the forms of the year say in their locked cells.
        known: Spellings of the choices.
        older: The layout of the workbook, where it is not today's.
    """

    book: RawWorkbook
    form: Form
    issued: Form
    words: Sequence[Words]
    signs: Signs
    known: Meanings
    older: OlderLayout | None


@dataclass(frozen=True, slots=True)
class Part:
    """A sheet of the form that was found, with everything that stands in its rows."""

    sheet: Sheet
    found: Found
    rows: tuple[Row, ...]
    spread: Mapping[str, list[Spread]] = field(default_factory=dict)
    heads: frozenset[int] = frozenset()


def read_submission(
    book: RawWorkbook,
    form: Form,
    words: Sequence[Words],
    signs: Signs = NO_SIGNS,
    older: Mapping[int, OlderLayout] = OLDER,
) -> Submission:
    """Read a workbook as a submission of the form.

    Sheets and columns are found by their keys, or else by their names and headings; rows by their numbers, or else by
    their titles. What was recovered becomes a remark, what is missing or not certain too, and the rest is read all the
    same.

    Args:
        book: What the workbook says.
        form: The form of the year.
        words: Languages of the form, the units' own first.
        signs: By what rows and units are known that have lost their own names (``signs_of``).
        older: Version -> older layout that can still be read.
    """
    layout = next((older[one.layout] for one in read_stamps(book).values() if one and one.layout in older), None)
    issued = layout.form(form.year) if layout else form
    known = Meanings.of(form.lists, words, book.date1904)
    if layout:
        known = known.also(Meanings.of(issued.lists, words, book.date1904), layout.choices)
    reader = Reader(book, form, issued, words, signs, known, layout)
    sheets = find_sheets(book, issued, words)
    parts = {key: _part(reader, form.sheet(key), one) for key, one in sheets.found.items() if _is_of(form, key)}
    return _submission(reader, sheets, parts)


def _is_of(form: Form, key: str) -> bool:
    return any(sheet.key == key for sheet in form.sheets)


def _part(reader: Reader, sheet: Sheet, found: Found) -> Part:
    found = todays(reader.older, sheet, found)
    file, raw, place = reader.book.file, found.raw, found.place
    if isinstance(place, Cards):
        return Part(sheet, found, card_rows(file, raw, sheet, place, reader.known))
    spread = spreads(raw, place.columns, place.last)
    headings = labels_of(sheet, reader.words)
    table = Table(file, raw, sheet, place.columns, place.last, reader.known, spread, headings)
    return Part(sheet, found, table.rows(), spread, table.heads())


def _submission(reader: Reader, sheets: Sheets, parts: Mapping[str, Part]) -> Submission:
    book, form = reader.book, reader.form
    content = _unit_by_content(reader, parts)
    stamp, remarks = judged_stamp(book, content)
    unit = stamp.unit if stamp else content
    if stamp and reader.older:
        facts = {"expected": form.layout, "found": stamp.layout}
        remarks.append(Remark("older_layout", CellRef(book.file), facts))
    read: dict[str, FormSheet] = {}
    locked: dict[str, str] = {}
    for sheet in reader.issued.sheets:
        if sheet.key in parts:
            part, more = _named(reader, parts[sheet.key], unit)
            remarks += [*sheet_remarks(book.file, sheet, part.found, reader.words), *more]
            locked.update(_texts(part))
            read[sheet.key], more = _finished(reader, part)
            remarks += more
        else:
            remarks += _not_found(reader, sheet, sheets)
    remarks += package_remarks(book, sheets.extra, {LISTS_SHEET, META_SHEET})
    sign_off = dict(read["sign_off"].rows[0].cells) if "sign_off" in read and read["sign_off"].rows else {}
    return Submission(
        book.file,
        book.sha256,
        stamp,
        read,
        sign_off,
        tuple(remarks),
        locked=locked,
        recognised=content if stamp is None and reader.signs.units else None,
    )


def _unit_by_content(reader: Reader, parts: Mapping[str, Part]) -> str:
    """The unit by its name on the sign-off sheet and by the rows of the form."""
    signed = parts["sign_off"].rows[0].cells.get("unit") if "sign_off" in parts else None
    said = (signed.typed or "") if signed else ""
    ids = {row.id for key in TITLES if key in parts for row in parts[key].rows if row.id}
    return reader.signs.unit_of([said, *said.splitlines()], ids)


def _named(reader: Reader, part: Part, unit: str) -> tuple[Part, list[Remark]]:
    """The part with every row that can be named by its title."""
    key, raw = part.sheet.key, part.found.raw
    if key not in TITLES:
        return part, []
    rows, remarks = named_rows(reader.book.file, raw.name, part.sheet, part.rows, reader.signs.rows(key, unit))
    return replace(part, rows=rows), remarks


def _finished(reader: Reader, part: Part) -> tuple[FormSheet, list[Remark]]:
    """The rows that are in use, what stands beside them, and what there is to be remarked on them."""
    sheet, raw, place = part.sheet, part.found.raw, part.found.place
    rows = tuple(row for row in part.rows if _is_in_use(reader, sheet, row))
    if isinstance(place, Cards):
        columns = {key: place.entry for _, key in place.rows}
        beside = beside_cards(raw, place)
    else:
        columns = dict(place.columns)
        beside = beside_table(sheet, raw, place, rows, part.heads)
    file = reader.book.file
    unread = tuple(CellRef(file, raw.name, cell.row, cell.column) for cell in beside)
    read = FormSheet(sheet.key, raw.name, columns, rows, unread)
    remarks = [*_missing_columns(reader, part, columns, rows), *merge_remarks(file, raw.name, sheet, part.spread, rows)]
    remarks += hidden_remarks(sheet, raw, read)
    return replace(read, rows=tuple(_without_persons(sheet, row) for row in rows)), remarks


def _is_in_use(reader: Reader, sheet: Sheet, row: Row) -> bool:
    """A row counts when the unit filled in any of it; the rows of tasks and indicators stand for themselves."""
    if any(not row.cells[column.key].empty for column in sheet.entries if column.key in row.cells):
        return True
    if sheet.key not in TITLES:
        return sheet.cards == 1 and sheet.layout is Layout.FIELDS and bool(row.id)
    own = reader.signs.rows(sheet.key, "")
    alone = all(cell.empty for key, cell in row.cells.items() if key != sheet.columns[0].key)
    # Words in the first column of an otherwise empty row are no number of a task but a note below the table.
    return bool(row.id) and not (alone and own and row.id not in own)


def _without_persons(sheet: Sheet, row: Row) -> Row:
    return replace(row, cells={key: _masked(sheet, key, cell) for key, cell in row.cells.items()})


def _masked(sheet: Sheet, key: str, cell: Cell) -> Cell:
    """A field that names a person keeps only that it was filled."""
    if cell.empty or not sheet.column(key).person:
        return cell
    return replace(cell, typed=PRESENT, value=PRESENT, formula=None)


def _texts(part: Part) -> dict[str, str]:
    """The text of every cell that may have been locked, named as in ``issued.json``; of persons nothing is kept."""
    return {
        locked_key(part.sheet.key, row.id, column.key): locked_text(row.cells[column.key].typed)
        for row in part.rows
        for column in part.sheet.columns
        if column.key in row.cells and not column.person
    }


# -- what is missing -------------------------------------------------------------------------------------------------


def _not_found(reader: Reader, sheet: Sheet, sheets: Sheets) -> Iterator[Remark]:
    """A sheet that is not there, has lost its head, or is there more than once with different entries."""
    if sheet.layout is Layout.PAGE or not _is_of(reader.form, sheet.key):
        return
    name, alike = sheet_name(sheet, reader.words), sheets.unclear.get(sheet.key)
    if alike:
        yield Remark("sheet_unclear", CellRef(reader.book.file), {"sheet": name, "found": ", ".join(alike)})
    elif sheet.key in sheets.headless:
        yield Remark("head_lost", CellRef(reader.book.file, sheets.headless[sheet.key]), {"sheet": name})
    else:
        yield Remark("sheet_missing", CellRef(reader.book.file), {"sheet": name})


def _missing_columns(reader: Reader, part: Part, columns: Mapping[str, int], rows: Sequence[Row]) -> Iterator[Remark]:
    """Columns that the form had when it was issued, and that are gone; one in doubt has a remark of its own."""
    place, key = part.found.place, part.sheet.key
    unclear = place.unclear if isinstance(place, Head) else {}
    older = reader.older
    asked = {older.today(key, one.key) if older else one.key for one in reader.issued.sheet(key).columns}
    where = CellRef(reader.book.file, part.found.raw.name)
    # Where the titles tell every row, the column of the numbers is not missed.
    told = {part.sheet.columns[0].key} if key in TITLES and rows and all(row.id for row in rows) else set()
    for column in part.sheet.columns:
        there = column.key in columns or column.key in unclear or column.key in told
        if column.key in asked and not there and column.kind is not Kind.STATUS:
            yield Remark("column_missing", where, {"column": column.label, "key": column.key})

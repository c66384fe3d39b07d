"""How is a plain table written as a sheet that opens clean in every spreadsheet program?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from milepost.files.repeatable import workbook_bytes
from milepost.files.table import CsvValue

LONGEST_CELL = 32_767
"""Characters that a cell can hold."""

_WIDEST, _NARROWEST = 60, 8
_HEAD = PatternFill("solid", fgColor="123F6D")


@dataclass(frozen=True, slots=True)
class PlainSheet:
    """A sheet: its name, the names of its columns, and its rows."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[CsvValue]]


def book_bytes(title: str, sheets: Sequence[PlainSheet], day: date) -> bytes:
    """Write a workbook of plain tables: heads frozen, filters on, no merged cells; the same input gives the same bytes.

    Text is always stored as text, so nothing that was typed can become a formula.

    Args:
        title: Title of the document.
        sheets: In the order of the tabs.
        day: Date inside the file.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _write(book.create_sheet(sheet.name), sheet)
    book.properties.title = title
    book.properties.creator = "Milepost"
    book.properties.created = book.properties.modified = datetime.combine(day, time())
    return workbook_bytes(book, day)


def _write(page: Worksheet, sheet: PlainSheet) -> None:
    for column, name in enumerate(sheet.columns, 1):
        head = page.cell(1, column, name)
        head.font, head.fill = Font(bold=True, color="FFFFFF"), _HEAD
        longest = max((len(str(row[column - 1] or "")) for row in sheet.rows[:200]), default=0)
        page.column_dimensions[get_column_letter(column)].width = min(max(len(name) + 4, longest, _NARROWEST), _WIDEST)
    for number, row in enumerate(sheet.rows, 2):
        for column, value in enumerate(row, 1):
            if value is not None and value != "":
                _put(page.cell(number, column), value)
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{len(sheet.rows) + 1}"


def _put(cell: Cell | MergedCell, value: CsvValue) -> None:
    assert isinstance(cell, Cell), "nothing is merged in a plain sheet"
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_CELL]
        cell.data_type = "s"  # never a formula, whatever it begins with
        cell.alignment = Alignment(vertical="top", wrap_text="\n" in value)
    elif isinstance(value, Decimal):
        cell.value = int(value) if value == value.to_integral_value() else float(value)
    else:
        cell.value = value

"""What stands in the cells of one sheet?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from milepost.inputs.address import LAST_COLUMN, LAST_ROW, area_of, column_number, row_number
from milepost.inputs.limits import Limits, Refused
from milepost.inputs.markup import is_true
from milepost.inputs.strings import unescaped
from milepost.inputs.styles import GENERAL, CellFormat
from milepost.model.intake import RefusalKind
from milepost.model.places import column_letters
from milepost.model.workbook import Area, CellKind, RawCell, RawSheet, SheetState, Span

_NUMBER = re.compile(r"[+-]?(?:\d{1,320}(?:\.\d{0,320})?|\.\d{1,320})(?:[eE][+-]?\d{1,3})?", re.ASCII)
_BEYOND = float("inf")
_DIGITS = "0123456789"
_WPS_PICTURE = "DISPIMG("
_SUFFIX_VALIDATION = "}dataValidation"  # Excel 2010 and later keep some in an extension


@dataclass(slots=True)
class Shared:
    """What all sheets of a workbook share, and what is counted over all of them.

    Attributes:
        strings: The shared texts.
        formats: The cell formats.
        limits: What is counted.
        cells: Cells that hold something, so far.
        rows: Rows with such a cell, so far.
        characters: Characters in the cells, so far.
    """

    strings: tuple[str, ...]
    formats: tuple[CellFormat, ...]
    limits: Limits
    cells: int = 0
    rows: int = 0
    characters: int = 0


@dataclass(slots=True)
class _Cell:
    """A cell whose elements are still being read."""

    column: int
    kind: str
    style: str | None
    in_rich_value: bool
    formula: list[str] | None = None
    value: list[str] | None = None
    inline: list[str] | None = None


@dataclass(slots=True)
class SheetReader:
    """Takes the elements of a worksheet part one by one; the declared size of the sheet is not looked at."""

    name: str
    shared: Shared
    rows: dict[int, dict[int, RawCell]] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[Span] = field(default_factory=list)
    is_worksheet: bool = False
    hides_other_rows: bool = False
    protected: bool = False
    has_autofilter: bool = False
    validations: int = 0
    hyperlinks: int = 0
    _row: int = 0
    _column: int = 0
    _in_data: bool = False
    _cell: _Cell | None = None
    _into: list[str] | None = None
    _hints: int = 0
    _columns: dict[str, int] = field(default_factory=dict)

    def sheet(self, state: SheetState, part: str, has_comments: bool) -> RawSheet:
        """What was read, rows and columns in ascending order."""
        rows = {number: dict(sorted(cells.items())) for number, cells in sorted(self.rows.items())}
        return RawSheet(
            name=self.name,
            state=state,
            part=part,
            rows=rows,
            merges=tuple(self.merges),
            hidden_rows=_spans(self.hidden_rows),
            hidden_columns=tuple(self.hidden_columns),
            hides_other_rows=self.hides_other_rows,
            protected=self.protected,
            has_autofilter=self.has_autofilter,
            validations=self.validations,
            hyperlinks=self.hyperlinks,
            has_comments=has_comments,
        )

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take an element that opens."""
        if self._in_data:
            self._start_in_data(name, attributes)
        elif name == "worksheet":
            self.is_worksheet = True
        elif name == "sheetData":
            self._in_data = True
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "col":
            self._columns_hidden(attributes)
        elif name == "sheetFormatPr":
            self.hides_other_rows = is_true(attributes.get("zeroHeight"))
        elif name == "sheetProtection":
            self.protected = is_true(attributes.get("sheet"))
        elif name == "autoFilter":
            self.has_autofilter = True
        elif name == "hyperlink":
            self.hyperlinks += 1
        elif name == "dataValidation" or name.endswith(_SUFFIX_VALIDATION):
            self.validations += 1

    def end(self, name: str) -> None:
        """Take an element that closes."""
        if not self._in_data:
            return
        if name in ("v", "f", "t"):
            self._into = None
        elif name == "c":
            self._close_cell()
        elif name == "rPh":
            self._hints -= 1
        elif name == "sheetData":
            self._in_data = False

    def text(self, data: str) -> None:
        """Take a piece of text."""
        if self._into is not None:
            self._into.append(data)

    def _start_in_data(self, name: str, attributes: Mapping[str, str]) -> None:
        cell = self._cell
        if name == "c":
            self._open_cell(attributes)
        elif name == "row":
            self._open_row(attributes)
        elif cell is None:
            return
        elif name == "v":
            cell.value = self._into = []
        elif name == "f":
            cell.formula = self._into = []
        elif name == "is":
            cell.inline = []
        elif name == "t" and cell.inline is not None and not self._hints:
            self._into = cell.inline
        elif name == "rPh":
            self._hints += 1

    def _open_row(self, attributes: Mapping[str, str]) -> None:
        written = attributes.get("r")
        number = self._row + 1 if written is None else row_number(written.strip())
        if number is None or number > LAST_ROW:
            raise Refused(RefusalKind.BROKEN_REFERENCE, sheet=self.name, found=str(written)[:40])
        self._row, self._column = number, 0
        if is_true(attributes.get("hidden")) or attributes.get("ht") in ("0", "0.0"):
            self.hidden_rows.append(number)

    def _open_cell(self, attributes: Mapping[str, str]) -> None:
        written = attributes.get("r")
        column = self._column + 1 if written is None else self._column_of(written)
        if column > LAST_COLUMN or not self._row or self._cell is not None:  # outside a row, or inside another cell
            raise Refused(RefusalKind.BROKEN_REFERENCE, sheet=self.name, found=str(written)[:40])
        self._column = column
        self._cell = _Cell(column, attributes.get("t", "n"), attributes.get("s"), "vm" in attributes)

    def _column_of(self, written: str) -> int:
        """The column of an address, which must be one of the row it stands in."""
        letters = written.rstrip(_DIGITS)
        column = self._columns.get(letters)
        if column is None:
            column = column_number(letters)
            if column is None:
                raise Refused(RefusalKind.BROKEN_REFERENCE, sheet=self.name, found=written[:40])
            self._columns[letters] = column
        if written[len(letters) :] != str(self._row):
            raise Refused(RefusalKind.BROKEN_REFERENCE, sheet=self.name, found=written[:40])
        return column

    def _close_cell(self) -> None:
        cell, self._cell, self._into = self._cell, None, None
        if cell is None:
            return
        formula = None if cell.formula is None else unescaped("".join(cell.formula))
        kind, text = self._stored(cell)
        if kind is CellKind.EMPTY and formula is None:
            return
        self._count(cell.column, len(text or ""), len(formula or ""))
        shared, style = self.shared, cell.style
        number = int(style) if style is not None and style.isascii() and style.isdigit() and len(style) < 10 else 0
        format_kind, code = shared.formats[number] if number < len(shared.formats) else GENERAL
        picture = (cell.in_rich_value and kind is CellKind.ERROR) or (formula is not None and _WPS_PICTURE in formula)
        found = RawCell(self._row, cell.column, text, kind, formula, format_kind, code, picture)
        row = self.rows.get(self._row)
        if row is None:
            row = self.rows[self._row] = self._new_row()
        if cell.column in row:
            raise Refused(RefusalKind.REPEATED_CELL, sheet=self.name, cell=found.address)
        row[cell.column] = found

    def _new_row(self) -> dict[int, RawCell]:
        shared = self.shared
        shared.rows += 1
        if shared.rows > shared.limits.rows:
            raise Refused(RefusalKind.TOO_MANY_CELLS, sheet=self.name, limit=shared.limits.rows)
        return {}

    def _count(self, column: int, text: int, formula: int) -> None:
        shared, limits = self.shared, self.shared.limits
        shared.cells += 1
        if shared.cells > limits.cells:
            raise Refused(RefusalKind.TOO_MANY_CELLS, sheet=self.name, limit=limits.cells)
        shared.characters += text + formula
        if max(text, formula) > limits.text or shared.characters > limits.characters:
            allowed = limits.text if max(text, formula) > limits.text else limits.characters
            cell = f"{column_letters(column)}{self._row}"
            raise Refused(RefusalKind.XML_TOO_LONG, sheet=self.name, cell=cell, limit=allowed)

    def _stored(self, cell: _Cell) -> tuple[CellKind, str | None]:
        """Kind and text of what a cell holds."""
        kind = cell.kind
        if kind == "inlineStr":
            return (CellKind.EMPTY, None) if cell.inline is None else (CellKind.TEXT, unescaped("".join(cell.inline)))
        if cell.value is None:
            return CellKind.EMPTY, None
        raw = "".join(cell.value)
        if kind == "str":
            return CellKind.TEXT, unescaped(raw)
        value = raw.strip()
        if not value:
            return CellKind.EMPTY, None
        if kind == "s":
            return CellKind.TEXT, self._shared_text(value)
        if kind == "b":
            return CellKind.BOOL, "1" if is_true(value) else "0"
        if kind == "e":
            return CellKind.ERROR, value
        if kind == "d":
            return CellKind.DATE_ISO, value
        # What is no number in a number cell stays text: readers read, checks judge.
        return (CellKind.NUMBER if _is_number(value) else CellKind.TEXT), value

    def _shared_text(self, index: str) -> str:
        strings = self.shared.strings
        if not index.isascii() or not index.isdigit() or len(index) > 9 or int(index) >= len(strings):
            cell = f"{column_letters(self._column)}{self._row}"
            raise Refused(RefusalKind.BROKEN_REFERENCE, sheet=self.name, cell=cell, found=index[:40])
        return strings[int(index)]

    def _merge(self, reference: str) -> None:
        area = area_of(reference)
        if area is None:
            raise Refused(RefusalKind.BROKEN_REFERENCE, sheet=self.name, found=reference[:40])
        if len(self.merges) >= self.shared.limits.items:
            raise Refused(RefusalKind.TOO_MANY_ITEMS, sheet=self.name, limit=self.shared.limits.items)
        self.merges.append(area)

    def _columns_hidden(self, attributes: Mapping[str, str]) -> None:
        first, last = row_number(attributes.get("min", "")), row_number(attributes.get("max", ""))
        hidden = is_true(attributes.get("hidden")) or attributes.get("width") in ("0", "0.0")
        if hidden and first is not None and last is not None and len(self.hidden_columns) < self.shared.limits.items:
            self.hidden_columns.append(Span(first, min(last, LAST_COLUMN)))


def _is_number(text: str) -> bool:
    """Say whether the text is a number that Excel can hold: no infinity, no NaN."""
    return _NUMBER.fullmatch(text) is not None and abs(float(text)) < _BEYOND


def _spans(numbers: Iterable[int]) -> tuple[Span, ...]:
    """Neighbouring numbers joined, ascending."""
    found: list[Span] = []
    for number in sorted(set(numbers)):
        if found and found[-1].last == number - 1:
            found[-1] = Span(found[-1].first, number)
        else:
            found.append(Span(number, number))
    return tuple(found)

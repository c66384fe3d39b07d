"""What does a workbook say, cell by cell, before anybody asks what it means?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from milepost.model.places import column_letters


class CellKind(StrEnum):
    """How the workbook stores what stands in a cell."""

    EMPTY = "empty"  # only with a formula that was never calculated
    TEXT = "text"
    NUMBER = "number"
    BOOL = "bool"
    ERROR = "error"  # #N/A, #DIV/0! ...
    DATE_ISO = "date-iso"  # a date written as text of ISO 8601, as strict workbooks may


class FormatKind(StrEnum):
    """What a cell's number format makes of a number."""

    GENERAL = "general"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"  # a day, a time, or both
    TEXT = "text"


class SheetState(StrEnum):
    """Whether a person sees the sheet."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    VERY_HIDDEN = "veryHidden"


@dataclass(frozen=True, slots=True)
class RawCell:
    """One cell that holds something.

    Attributes:
        row: Excel's row number, 1-based.
        column: Column number, 1 = A.
        text: What is stored: the text; a number's digits as the file has them; ``"1"`` or ``"0"`` for a yes or no; the
            error's name. Of a formula the value calculated last, None when it was never calculated.
        kind: How it is stored.
        formula: The formula without ``=``; ``""`` where it is shared with another cell; None where there is none.
        format: What the number format makes of a number.
        format_code: The number format itself, e.g. ``"0.0%"``; of a built-in format without one ``""``.
        picture: True where a picture stands in the cell itself.
    """

    row: int
    column: int
    text: str | None
    kind: CellKind
    formula: str | None = None
    format: FormatKind = FormatKind.GENERAL
    format_code: str = ""
    picture: bool = False

    @property
    def address(self) -> str:
        """The address within the sheet, e.g. ``"F12"``."""
        return f"{column_letters(self.column)}{self.row}"


@dataclass(frozen=True, slots=True)
class Span:
    """Neighbouring rows or columns, both ends included."""

    first: int
    last: int

    def __contains__(self, number: object) -> bool:
        """Say whether the row or column is one of them."""
        return isinstance(number, int) and self.first <= number <= self.last


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, both corners included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def holds(self, row: int, column: int) -> bool:
        """Say whether the cell lies in the rectangle."""
        return self.first_row <= row <= self.last_row and self.first_column <= column <= self.last_column


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One sheet, as a sparse map: only what holds something is here.

    Attributes:
        name: What the tab says.
        state: Whether a person sees it.
        part: Name of the part of the package, e.g. ``"xl/worksheets/sheet1.xml"``.
        rows: Row number -> column number -> cell, both ascending.
        merges: Merged areas; what Excel shows of one is its first cell.
        hidden_rows: Rows that are hidden, filtered away or of height 0; ascending, apart from each other.
        hidden_columns: Columns that are hidden or of width 0.
        hides_other_rows: True where rows that the file does not mention are hidden too.
        protected: True where the sheet's protection is on.
        has_autofilter: True where a filter is set up on the sheet.
        validations: Number of data validations.
        hyperlinks: Number of hyperlinks.
        has_comments: True where cells carry notes or comments.
        is_grid: False for a chart, dialogue or macro sheet, which has no cells to read.
    """

    name: str
    state: SheetState
    part: str
    rows: Mapping[int, Mapping[int, RawCell]] = field(default_factory=dict)
    merges: tuple[Area, ...] = ()
    hidden_rows: tuple[Span, ...] = ()
    hidden_columns: tuple[Span, ...] = ()
    hides_other_rows: bool = False
    protected: bool = False
    has_autofilter: bool = False
    validations: int = 0
    hyperlinks: int = 0
    has_comments: bool = False
    is_grid: bool = True

    def cell(self, row: int, column: int) -> RawCell | None:
        """The cell at a place, None where nothing stands there."""
        return self.rows.get(row, {}).get(column)

    def cells(self) -> Iterator[RawCell]:
        """Every cell that holds something, row by row."""
        for row in self.rows.values():
            yield from row.values()

    def row_hidden(self, row: int) -> bool:
        """Say whether a row that holds something is hidden."""
        after = bisect_right(self.hidden_rows, row, key=lambda span: span.first)
        return after > 0 and row in self.hidden_rows[after - 1]

    def column_hidden(self, column: int) -> bool:
        """Say whether a column is hidden."""
        return any(column in span for span in self.hidden_columns)


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A name of the workbook for cells or for a constant.

    Attributes:
        name: The name.
        refers_to: What it stands for, as a formula without ``=``.
        sheet: Position of the sheet it belongs to, from 0; None for the whole workbook.
        hidden: True where Excel's list of names does not show it.
    """

    name: str
    refers_to: str
    sheet: int | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself: custom, core (title, creator ...) and application properties."""

    custom: Mapping[str, str] = field(default_factory=dict)
    core: Mapping[str, str] = field(default_factory=dict)
    application: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PackageFacts:
    """What the package holds beside cells; none of it is ever run, followed or opened.

    Attributes:
        macros: Program code (VBA or Excel 4 macro sheets).
        external_links: Links to other workbooks, and anything else outside that opening the workbook would fetch.
        dde: Links that start or ask another program (DDE, OLE links).
        embedded: Embedded files or controls (OLE objects, packages, ActiveX).
        pictures: Pictures on a sheet.
        pictures_in_cells: Pictures inside cells.
        comments: Notes on cells.
        threaded_comments: Comments with answers.
        hyperlinks: Number of hyperlinks on all sheets.
        connections: Data connections or query tables.
        signed: A digital signature, which any change breaks.
    """

    macros: bool = False
    external_links: bool = False
    dde: bool = False
    embedded: bool = False
    pictures: bool = False
    pictures_in_cells: bool = False
    comments: bool = False
    threaded_comments: bool = False
    hyperlinks: int = 0
    connections: bool = False
    signed: bool = False


@dataclass(frozen=True, slots=True)
class RawWorkbook:
    """Everything that was read from one file.

    Attributes:
        file: Name of the file, without folders.
        sha256: Of the file's bytes, hexadecimal.
        sheets: In the order of the tabs.
        defined_names: In the file's order.
        properties: What the file says of itself.
        date1904: True where day numbers count from 1 January 1904.
        facts: What the package holds beside cells.
    """

    file: str
    sha256: str
    sheets: tuple[RawSheet, ...]
    defined_names: tuple[DefinedName, ...] = ()
    properties: Properties = field(default_factory=Properties)
    date1904: bool = False
    facts: PackageFacts = field(default_factory=PackageFacts)

    def sheet(self, name: str) -> RawSheet | None:
        """The sheet of a name, None where there is none."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)

"""What did a unit send, cell by cell?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from milepost.model.places import CellRef

Value = str | Decimal | date | bool
"""What a cell can mean: text, a number, a day, a yes or no."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a form: what was typed, what it means, and where it stands.

    Attributes:
        ref: The cell.
        typed: What stands in the cell, as text; None when it is empty.
        value: What it means for the column's type; None when empty or when it means nothing.
        problem: Why a filled cell has no value, as a stable word: ``error_value``, ``not_calculated``,
            ``not_a_number``, ``unit_differs``, ``date_for_number``, ``not_a_day``, ``month_only``, ``ambiguous_day``,
            ``no_such_day``, ``unknown_choice``, ``merged_number``, ``suppressed`` (the mark of a value that must not be
            shown); ``approximate`` and ``shown_scaled`` where there is a value all the same; None for none.
        notes: How it was read, where that is not plain, as stable words: ``full_width``, ``separators``,
            ``unit_in_text``, ``scaled``, ``percent_sign``, ``percent_cell``, ``date_as_text``, ``serial_day``,
            ``picture``, ``corrected``.
        formula: The formula, without ``=``, where the cell holds one.
        kind: How the workbook stores it: ``empty``, ``text``, ``number``, ``bool``, ``error``, ``date``.
    """

    ref: CellRef
    typed: str | None = None
    value: Value | None = None
    problem: str | None = None
    notes: tuple[str, ...] = ()
    formula: str | None = None
    kind: str = "empty"

    @property
    def empty(self) -> bool:
        """True when nothing was typed and no formula stands there."""
        return self.typed is None and self.formula is None


@dataclass(frozen=True, slots=True)
class Row:
    """One filled row (or card) of a sheet of the form.

    Attributes:
        number: Excel's row number (the first one of a card).
        id: What the row is about: task or measure id, ``indicator|year|period|breakdown``, ``figure 3``, ``case 1``;
            ``""`` if unknown.
        cells: Column key -> cell, every column that was found in the sheet.
    """

    number: int
    id: str
    cells: Mapping[str, Cell]

    def __getitem__(self, key: str) -> Cell:
        """The cell of a column."""
        return self.cells[key]

    def value(self, key: str) -> Value | None:
        """What the cell of a column means; None where the cell or the column is missing."""
        cell = self.cells.get(key)
        return cell.value if cell else None

    def text(self, key: str) -> str | None:
        """The value as text, None where it is empty or no text."""
        value = self.value(key)
        return value if isinstance(value, str) else None

    def number_of(self, key: str) -> Decimal | None:
        """The value as a number, None where it is empty or no number."""
        value = self.value(key)
        return value if isinstance(value, Decimal) else None

    def day(self, key: str) -> date | None:
        """The value as a day, None where it is empty or no day."""
        value = self.value(key)
        return value if isinstance(value, date) else None


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A sheet of the form as it came back.

    Attributes:
        key: Which sheet of the form it is.
        name: What the workbook calls it.
        columns: Column key -> column number where it was found.
        rows: Filled rows in the sheet's order.
        unread: Rows outside the form's rows that hold something.
    """

    key: str
    name: str
    columns: Mapping[str, int]
    rows: tuple[Row, ...]
    unread: tuple[CellRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the form says of itself, in one line of text that is written in three places.

    Attributes:
        form: Id of the form, fixed.
        layout: Version of the layout.
        year: Year of the plan.
        unit: Unit that it was issued to.
        plan: First 12 digits of the plan's checksum.
        locked: First 12 digits of the checksum over the locked cells.
    """

    form: str
    layout: int
    year: int
    unit: str
    plan: str
    locked: str

    def __str__(self) -> str:
        """The line, parts separated by ``|``."""
        return "|".join([self.form, str(self.layout), str(self.year), self.unit, self.plan, self.locked])

    @classmethod
    def parse(cls, line: str) -> Stamp | None:
        """Read the line; None when it is not a stamp."""
        parts = line.strip().split("|")
        if len(parts) != 6 or not parts[1].isdecimal() or not parts[2].isdecimal():
            return None
        return cls(parts[0], int(parts[1]), int(parts[2]), parts[3], parts[4], parts[5])


@dataclass(frozen=True, slots=True)
class Remark:
    """Something the reader noticed that is no cell's value: a stable word, a place, facts.

    Kinds: ``stamp_lost``, ``stamp_partly_lost``, ``stamps_differ``, ``older_layout``, ``sheet_missing``,
    ``head_lost``, ``sheet_unclear``, ``sheet_twice``, ``extra_sheet``, ``column_missing``, ``column_unclear``,
    ``row_unclear``, ``hidden_sheet``, ``hidden_row``, ``hidden_column``, ``macros``, ``external_link``, ``dde_link``,
    ``embedded``, ``picture_in_cell``, ``signed``; and ``recovered`` for what was changed in the build of the form and
    read all the same: ``how`` says what was done to it, ``found`` what was found, ``value`` or ``column`` as what it
    was read. How:
    ``sheet_renamed``, ``sheet_copied``, ``keys_lost``, ``key_lost``, ``columns_moved``, ``retitled``, ``rows_on_top``,
    ``labels_used``, ``row_by_title``, ``numbers_lost``, ``merged_rows``, ``merged_columns``.
    """

    kind: str
    where: CellRef
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FindingKey:
    """One line of the To do sheet by what it is about, which holds wherever the rows stand.

    Attributes:
        rule: Code of the rule.
        row: Row of the form by its meaning; ``""`` for a sheet or the file.
        column: Column key; ``""`` for the whole row, sheet or file.
        typed_sha256: SHA-256 of what stood there when the line was written.
        facts_sha256: SHA-256 of what the line said was expected and found.
    """

    rule: str
    row: str
    column: str
    typed_sha256: str
    facts_sha256: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a unit wrote beside one line of the To do sheet.

    Attributes:
        ref: The cell of the answer.
        key: What the line is about.
        cell: The cell that the line led to when it was written, e.g. ``"Tasks!F12"``.
        words: The answer.
    """

    ref: CellRef
    key: FindingKey
    cell: str
    words: str


@dataclass(frozen=True, slots=True)
class Submission:
    """A workbook that came back and could be read.

    Attributes:
        file: Name of the workbook in ``inputs/YEAR/``.
        sha256: Of the file's bytes, hexadecimal.
        stamp: What the form says of itself; None when it was lost in all places.
        sheets: Sheet key -> sheet.
        sign_off: Field key -> cell of the sign-off sheet (fields that name persons are left out here).
        remarks: What the reader noticed beside the values.
        received: Date of receipt by ``received.csv``; None when not known.
        received_order: Line of ``received.csv``; None when not known.
        locked: Name of each cell that may be locked, ``sheet key!row id!column key`` -> its text as it came back.
        answers: What the unit wrote on the To do sheet of a workbook that had been returned to it.
        recognised: The unit that the content tells where the stamp was lost, ``""`` where it tells none for certain;
            None where nobody looked.
    """

    file: str
    sha256: str
    stamp: Stamp | None
    sheets: Mapping[str, FormSheet]
    sign_off: Mapping[str, Cell] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    received: date | None = None
    received_order: int | None = None
    locked: Mapping[str, str] = field(default_factory=dict)
    answers: tuple[Answer, ...] = ()
    recognised: str | None = None

    @property
    def unit(self) -> str:
        """The unit by the stamp, or by the content where the stamp was lost; ``""`` where neither tells it."""
        return self.stamp.unit if self.stamp else self.recognised or ""

    @property
    def number(self) -> int | None:
        """The submission number as signed off; None when it is missing or no whole number."""
        cell = self.sign_off.get("submission_number")
        value = cell.value if cell else None
        return int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else None

    def rows(self, sheet: str) -> tuple[Row, ...]:
        """The filled rows of a sheet; none where the sheet is missing."""
        found = self.sheets.get(sheet)
        return found.rows if found else ()

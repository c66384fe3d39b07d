"""What stands in each row of a table, and in each card of a sheet of fields?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from milepost.inputs.cards import Cards
from milepost.inputs.folding import same, visible
from milepost.inputs.form import Column, Kind, Sheet
from milepost.inputs.heads import LONGEST
from milepost.inputs.merged import Spread
from milepost.inputs.normalise import Meanings, meaning
from milepost.inputs.rows import field_row_id, figure_id
from milepost.model.places import CellRef
from milepost.model.submission import Cell, Row
from milepost.model.workbook import RawCell, RawSheet


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the form in a sheet.

    Attributes:
        file: The workbook.
        raw: The sheet.
        sheet: The sheet of the form.
        columns: Key -> column number.
        last: Last row of the head.
        known: What is needed to give cells a meaning.
        spread: Key -> merged areas that begin in its column.
        headings: Heading, folded -> key.
    """

    file: str
    raw: RawSheet
    sheet: Sheet
    columns: Mapping[str, int]
    last: int
    known: Meanings
    spread: Mapping[str, list[Spread]]
    headings: Mapping[str, str]

    def rows(self) -> tuple[Row, ...]:
        """Every row below the head that holds something, and is not the head once more."""
        covered = {(key, row): one for key, several in self.spread.items() for one in several for row in one.rows}
        heads = self.heads()
        rows = [self._row(number, covered) for number in self.raw.rows if number > self.last and number not in heads]
        return tuple(_numbered(rows)) if self.sheet.key == "figures" else tuple(rows)

    def heads(self) -> frozenset[int]:
        """The rows below the head that are the head once more, as people repeat it for printing."""
        identity = self.sheet.columns[0].key
        at = self.columns.get(identity, 0)
        below = (cell for number in self.raw.rows if number > self.last and (cell := self.raw.cell(number, at)))
        short = (cell for cell in below if cell.text and len(cell.text) <= LONGEST)
        return frozenset(cell.row for cell in short if self.headings.get(same(cell.text or "")) == identity)

    def _row(self, number: int, covered: Mapping[tuple[str, int], Spread]) -> Row:
        if self.sheet.ready and not self._begun(number):
            covered = {}  # a ready row that was not begun says nothing, whatever is merged over it
        unit = self._cell(number, "unit", covered)
        cells = {
            column.key: self._meant(number, column, covered, (unit.text or "") if unit else "")
            for column in self.sheet.columns
            if column.key in self.columns and column.kind is not Kind.STATUS
        }
        identity = cells.get(self.sheet.columns[0].key)
        return Row(number, str(identity.value or "") if identity else "", cells)

    def _begun(self, number: int) -> bool:
        own = (self.raw.cell(number, self.columns[one.key]) for one in self.sheet.entries if one.key in self.columns)
        return any(cell is not None and (cell.formula is not None or visible(cell.text)) for cell in own)

    def _cell(self, number: int, key: str, covered: Mapping[tuple[str, int], Spread]) -> RawCell | None:
        if key not in self.columns:
            return None
        one = covered.get((key, number))
        return self.raw.cell(number, self.columns[key]) if one is None else one.first

    def _meant(self, number: int, column: Column, covered: Mapping[tuple[str, int], Spread], unit: str) -> Cell:
        """The meaning of a cell; of a merged one that of the first cell, at the row's own place."""
        one = None if column.kind is Kind.ID else covered.get((column.key, number))
        at = self.columns[column.key]
        ref = CellRef(self.file, self.raw.name, number, at)
        read = meaning(self.raw.cell(number, at) if one is None else one.first, column, ref, self.known, unit)
        if one is not None and column.kind is Kind.NUMBER and not column.locked and len(one.rows) > 1:
            return Cell(ref, read.typed, None, "merged_number", (), read.formula, read.kind)
        return read


def _numbered(rows: list[Row]) -> list[Row]:
    """The rows of figures by their numbers; one without, or with a number that was there before, by where it stands."""
    named: list[Row] = []
    seen: set[str] = set()
    for row in rows:
        name = figure_id(int(row.id)) if row.id.isascii() and row.id.isdecimal() and len(row.id) < 6 else ""
        name = name if name and name not in seen else f"figure in row {row.number}"
        seen.add(name)
        named.append(Row(row.number, name, row.cells))
    return named


def card_rows(file: str, raw: RawSheet, sheet: Sheet, cards: Cards, known: Meanings) -> tuple[Row, ...]:
    """One row for each card."""
    rows: list[Row] = []
    for card in range(1, sheet.cards + 1):
        cells = {
            one.key: meaning(
                raw.cell(cards.rows[card, one.key], cards.entry),
                one,
                CellRef(file, raw.name, cards.rows[card, one.key], cards.entry),
                known,
            )
            for one in sheet.columns
            if (card, one.key) in cards.rows
        }
        number = min((cell.ref.row for cell in cells.values()), default=0)
        rows.append(Row(number, field_row_id(sheet, card), cells))
    return tuple(rows)

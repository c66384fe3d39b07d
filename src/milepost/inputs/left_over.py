"""What stands in a sheet of the form where no row and no field takes it in?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from milepost.inputs.cards import Cards
from milepost.inputs.folding import visible
from milepost.inputs.form import Sheet
from milepost.inputs.heads import Head
from milepost.model.submission import Row
from milepost.model.workbook import RawCell, RawSheet


def beside_table(
    sheet: Sheet, raw: RawSheet, head: Head, rows: Sequence[Row], heads: Collection[int]
) -> Iterator[RawCell]:
    """Cells below the head that stand in no column of the form, or in a row that is none of its rows.

    Args:
        sheet: The sheet of the form.
        raw: The sheet of the workbook.
        head: Where its columns are.
        rows: The rows that are read. One that names no task or indicator is among them where it holds entries.
        heads: Rows that are the head once more.
    """
    known = {at: key for key, at in head.columns.items()}
    unclear = {at for columns in head.unclear.values() for at in columns}
    kept = {row.number for row in rows}
    silent = {"status", sheet.columns[0].key} if sheet.ready else {"status"}
    for number, cells in raw.rows.items():
        for column, cell in cells.items() if number > head.last and number not in heads else ():
            key = known.get(column)
            taken = key in silent or column in unclear or (key is not None and number in kept)
            if not taken and _holds(cell):
                yield cell


def beside_cards(raw: RawSheet, cards: Cards) -> Iterator[RawCell]:
    """Cells from the first field on that are no label, entry, key or check of a field."""
    own = {cards.labels, cards.entry, cards.keys}
    fields = set(cards.rows.values())
    checks = range(cards.entry + 1, max(cards.entry + 2, cards.keys + 1) + 1)
    for number, cells in raw.rows.items():
        for column, cell in cells.items() if number >= cards.first else ():
            of_field = column in own or (cell.formula is not None and column in checks)
            if not (number in fields and of_field) and _holds(cell):
                yield cell


def _holds(cell: RawCell) -> bool:
    return cell.formula is not None or visible(cell.text)

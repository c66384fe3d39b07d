"""What do merged cells say for the rows and columns that they cover?

A program shows the first cell of a merged area for the whole of it. Merged over several rows of one column, a text, a
choice or a day is meant for each of them; of a number that cannot be told, for it may be a sum.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from milepost.inputs.folding import visible
from milepost.model.places import column_letters
from milepost.model.workbook import Area, RawCell, RawSheet


@dataclass(frozen=True, slots=True)
class Spread:
    """One merged area whose first cell holds something.

    Attributes:
        area: The area.
        first: Its first cell.
        rows: The rows with content that it covers, the first one included.
    """

    area: Area
    first: RawCell
    rows: tuple[int, ...]

    @property
    def address(self) -> str:
        """The area as Excel shows it, e.g. ``"G5:G6"``."""
        area = self.area
        last = f"{column_letters(area.last_column)}{area.last_row}"
        return f"{column_letters(area.first_column)}{area.first_row}:{last}"


def spreads(raw: RawSheet, columns: Mapping[str, int], last: int) -> dict[str, list[Spread]]:
    """The merged areas of a table whose first cell stands in one of its columns, by the key of that column.

    Args:
        raw: The sheet.
        columns: Key -> column number.
        last: Last row of the head.
    """
    keys = {at: key for key, at in columns.items()}
    numbers = sorted(number for number in raw.rows if number > last)
    found: dict[str, list[Spread]] = {}
    at_work: dict[int, int] = {}
    for area in sorted(raw.merges, key=lambda one: (one.first_column, one.first_row)):
        column = area.first_column
        cell = raw.cell(area.first_row, column)
        if column not in keys or area.first_row <= max(last, at_work.get(column, 0)):
            continue  # areas never overlap in a workbook that a program wrote
        at_work[column] = area.last_row
        if cell is not None and (cell.formula is not None or visible(cell.text)):
            rows = tuple(_between(numbers, area.first_row, area.last_row))
            found.setdefault(keys[column], []).append(Spread(area, cell, rows))
    return found


def _between(numbers: Sequence[int], first: int, last: int) -> Sequence[int]:
    return numbers[bisect_left(numbers, first) : bisect_right(numbers, last)]

"""How do cells of a sheet get another format, cells that do not exist included?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from milepost.inputs.address import LAST_ROW, column_number, row_number
from milepost.inputs.grid import Grid, whole
from milepost.inputs.limits import Limits
from milepost.inputs.markup import Place, is_true, walk
from milepost.inputs.splice import CannotPatchError, Edit, is_empty, opened_up, tag_end, with_attributes
from milepost.model.places import column_letters

Restyle = Callable[[int, int, int], int]
"""Row, column, number of the cell's format -> number of the format that it gets."""


def restyle_cells(
    data: bytes, part: str, limits: Limits, grid: Grid, cells: Iterable[tuple[int, int]], restyle: Restyle
) -> list[Edit]:
    """Give cells another format; rows and cells that do not exist are made in their place.

    Args:
        data: The sheet's part.
        part: Its name.
        limits: What is counted.
        grid: The sheet's layout.
        cells: Row and column of the cells.
        restyle: Asked once for each cell.

    Raises:
        CannotPatchError: If the sheet's rows or cells are out of order.
    """
    work = _Restyling(data, grid, cells, restyle)
    walk(data, part, limits, work.start, work.end, place=work.place)
    if work.rows_left:
        raise CannotPatchError(f"{part} has no place for cells")
    return work.edits


class _Restyling:
    def __init__(self, data: bytes, grid: Grid, cells: Iterable[tuple[int, int]], restyle: Restyle) -> None:
        self.edits: list[Edit] = []
        self.place = Place()
        self._data = data
        self._grid = grid
        self._restyle = restyle
        self._wanted: dict[int, list[int]] = {}
        for row, column in sorted(set(cells)):
            self._wanted.setdefault(row, []).append(column)
        self.rows_left = list(self._wanted)
        self._columns_left: list[int] = []
        self._depth = 0
        self._row = 0
        self._column = 0
        self._row_style: int | None = None
        self._row_tag = (0, 0)
        self._row_bytes = b""
        self._data_tag = (0, 0)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if name == "c" and self._depth == 4:
            self._start_cell(attributes)
        elif name == "row" and self._depth == 3:
            self._start_row(attributes)
        elif name == "sheetData" and self._depth == 2:
            self._data_tag = self._tag()

    def end(self, name: str) -> None:
        if name == "row" and self._depth == 3:
            self._end_row()
        elif name == "sheetData" and self._depth == 2 and self.rows_left:
            rows, self.rows_left = self.rows_left, []
            self._put_inside(self._data_tag, self._bytes(self._data_tag), self._made_rows(rows))
        self._depth -= 1

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        number = row_number(attributes.get("r", str(self._row + 1)))
        if number is None or not self._row < number <= LAST_ROW:
            raise CannotPatchError("the rows of a sheet are out of order")
        self._row, self._column = number, 0
        self._row_tag = self._tag()
        earlier = [row for row in self.rows_left if row < number]
        if earlier:
            self.rows_left = self.rows_left[len(earlier) :]
            self.edits.append(Edit(self._row_tag[0], self._row_tag[0], self._made_rows(earlier)))
        self._row_style = whole(attributes.get("s")) if is_true(attributes.get("customFormat")) else None
        self._row_bytes = self._bytes(self._row_tag)
        if self.rows_left and self.rows_left[0] == number:
            self._columns_left = list(self._wanted[self.rows_left.pop(0)])
            # "spans" is a hint which columns the row uses; a new cell may make it untrue.
            self._row_bytes = with_attributes(self._row_bytes, spans=None)

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        if self._row not in self._wanted:
            return
        written = attributes.get("r")
        number = self._column + 1 if written is None else column_number(written.rstrip("0123456789"))
        if number is None or number <= self._column:
            raise CannotPatchError("the cells of a row are out of order")
        self._column = number
        tag = self._tag()
        earlier = [column for column in self._columns_left if column < number]
        if earlier:
            self.edits.append(Edit(tag[0], tag[0], self._made_cells(self._row, earlier, self._row_style)))
        if number in self._columns_left:
            style = self._restyle(self._row, number, whole(attributes.get("s")))
            self.edits.append(Edit(*tag, with_attributes(self._bytes(tag), s=str(style))))
        self._columns_left = [column for column in self._columns_left if column > number]

    def _end_row(self) -> None:
        columns, self._columns_left = self._columns_left, []
        if columns:
            self._put_inside(self._row_tag, self._row_bytes, self._made_cells(self._row, columns, self._row_style))
        elif self._row_bytes != self._bytes(self._row_tag):
            self.edits.append(Edit(*self._row_tag, self._row_bytes))

    def _put_inside(self, tag: tuple[int, int], now: bytes, content: bytes) -> None:
        """Put content at the end of the row, or of the rows, that closes here; its first tag becomes ``now``."""
        if is_empty(self._data, tag[1]):
            self.edits.append(Edit(*tag, opened_up(now, content)))
        else:
            here = self.place.byte
            self.edits += [Edit(*tag, now), Edit(here, here, content)]

    def _made_rows(self, rows: Sequence[int]) -> bytes:
        name = f"{self._grid.prefix}row"
        made = [f'<{name} r="{row}">'.encode() + self._made_cells(row, self._wanted[row], None) for row in rows]
        return b"".join(row + f"</{name}>".encode() for row in made)

    def _made_cells(self, row: int, columns: Sequence[int], row_style: int | None) -> bytes:
        made = []
        for column in columns:
            base = self._grid.style_of_column(column) if row_style is None else row_style
            style = self._restyle(row, column, base)
            made.append(f'<{self._grid.prefix}c r="{column_letters(column)}{row}" s="{style}"/>')
        return "".join(made).encode()

    def _tag(self) -> tuple[int, int]:
        start = self.place.byte
        return start, tag_end(self._data, start)

    def _bytes(self, tag: tuple[int, int]) -> bytes:
        return self._data[tag[0] : tag[1]]

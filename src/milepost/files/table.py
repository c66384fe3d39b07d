"""What stands in a CSV file, and how is one written so that a spreadsheet opens it harmlessly?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path, PurePath

from milepost.files.nearest import instead, nearest
from milepost.files.plain import read_text
from milepost.model.places import FilePlace, Mistake

MOST_BYTES = 32 * 1024 * 1024
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

CsvValue = str | int | Decimal | date | bool | None


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table: column name -> text, ``""`` where nothing stands."""

    place: FilePlace
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """Give the text of a column; ``""`` where the table lacks the column."""
        return self.cells.get(column, "")


def read_table(
    file: Path, path: PurePath, columns: Sequence[str], optional: Sequence[str] = ()
) -> tuple[list[TableRow], list[Mistake]]:
    """Read a CSV file by the names in its first line.

    Args:
        file: Where the file is.
        path: What to call it: its path relative to the workspace.
        columns: Columns that must be there, in any order.
        optional: Columns that may be there.

    Returns:
        The rows that can be understood, blank ones left out, and every mistake found.
    """
    text, mistakes = read_text(file, path, MOST_BYTES)
    if text is None:
        return [], mistakes
    records = _records(text, path, mistakes)
    if not records:
        mistakes = mistakes or [Mistake(FilePlace(path), "The file is empty.", f"Begin with {','.join(columns)}.")]
        return [], mistakes
    place, names = records[0]
    names = [name.strip() for name in names]
    wrong = _heading(place, names, columns, optional)
    if wrong:
        return [], mistakes + wrong
    rows: list[TableRow] = []
    for place, cells in records[1:]:
        if len(cells) != len(names):
            problem = f"The row has {len(cells)} cells where the first line names {len(names)} columns."
            mistakes.append(Mistake(place, problem, "A text with a comma in it needs quotes around it."))
        else:
            rows.append(
                TableRow(place, {name: _unguarded(cell.strip()) for name, cell in zip(names, cells, strict=True)})
            )
    return rows, mistakes


def _records(text: str, path: PurePath, mistakes: list[Mistake]) -> list[tuple[FilePlace, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    found: list[tuple[FilePlace, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                found.append((FilePlace(path, line), cells))
            line = reader.line_num + 1
    except csv.Error as broken:
        remedy = "Look at the quotes of this line: a text in quotes ends with one, and a quote inside it is doubled."
        mistakes.append(Mistake(FilePlace(path, line), f"The row cannot be read ({broken}).", remedy))
    return found


def _heading(place: FilePlace, names: Sequence[str], columns: Sequence[str], optional: Sequence[str]) -> list[Mistake]:
    known = (*columns, *optional)
    if 2 * sum(name in names for name in columns) < len(columns):
        return [Mistake(place, "The first line does not name the columns.", f"Begin with {','.join(columns)}.")]
    found = [
        Mistake(place, f'The column "{name}" is missing.', f"The first line is {','.join(known)}.")
        for name in columns
        if name not in names
    ]
    for at, name in enumerate(names):
        if name not in known:
            near = instead(nearest(name, [one for one in known if one not in names]))
            found.append(
                Mistake(place, f'The column "{name}" is not known here{near}.', "Correct its name or take it out.")
            )
        elif name in names[:at]:
            found.append(Mistake(place, f'The column "{name}" stands twice.', "Keep one."))
    return found


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[CsvValue]]) -> str:
    r"""Write a table as CSV: the names, then the rows, each line ended by ``\n``.

    A text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection), which
    ``read_table`` takes off again. Numbers are written as they are.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_written(name) for name in columns])
    for row in rows:
        if len(row) != len(columns):
            raise ValueError(f"a row of {len(row)} cells does not fit {len(columns)} columns")
        writer.writerow([_written(cell) for cell in row])
    return out.getvalue()


def _written(cell: CsvValue) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int):
        return str(cell)
    return f"'{cell}" if _looks_like_formula(cell) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _looks_like_formula(cell) else cell


def _looks_like_formula(cell: str) -> bool:
    return cell.lstrip("'").lstrip(" ").startswith(_FORMULA)

"""Where does a value or a mistake stand, in words that a person can follow?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath


def column_letters(column: int) -> str:
    """Write a column number (1 = A) the way Excel does.

    Raises:
        ValueError: If ``column`` is below 1.
    """
    if column < 1:
        raise ValueError(f"columns count from 1, not {column}")
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True, slots=True, order=True)
class CellRef:
    """One cell of one workbook, addressed the way Excel shows it; row 0 means the sheet, an empty sheet the file.

    Attributes:
        workbook: File name of the workbook, without folders.
        sheet: Name of the sheet as the file has it; ``""`` when the place is the whole file.
        row: Excel's row number, 1-based; 0 when the place is the whole sheet.
        column: Column number, 1 = A; 0 when the place is the whole row.
    """

    workbook: str
    sheet: str = ""
    row: int = 0
    column: int = 0

    @property
    def address(self) -> str:
        """The address within the sheet, e.g. ``"F12"``; ``""`` for a whole sheet or file."""
        if not self.row:
            return ""
        return f"{column_letters(self.column)}{self.row}" if self.column else f"{self.row}:{self.row}"

    def __str__(self) -> str:
        """Excel's own notation, so a unit can paste it into *Go To*."""
        if not self.sheet:
            return f"[{self.workbook}]"
        quoted = f"[{self.workbook}]{self.sheet}".replace("'", "''")
        return f"'{quoted}'!{self.address}" if self.row else f"'{quoted}'"


@dataclass(frozen=True, slots=True, order=True)
class FilePlace:
    """A line of a definition file; line 0 means the whole file. ``path`` is relative to the workspace."""

    path: PurePath
    line: int = 0

    def __str__(self) -> str:
        """Editors' own notation, ``path:line``."""
        return f"{self.path.as_posix()}:{self.line}" if self.line else self.path.as_posix()


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One thing wrong in a definition file: where, what is wrong, what to do."""

    place: FilePlace
    problem: str
    remedy: str

    def __str__(self) -> str:
        """One line for the terminal."""
        return f"{self.place}: {self.problem} {self.remedy}"

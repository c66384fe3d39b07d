"""Which row and column does an address such as ``F12`` mean, and is it one that Excel has?"""

from __future__ import annotations

from milepost.model.workbook import Area

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
_DIGITS = "0123456789"


def column_number(letters: str) -> int | None:
    """The number of a column, A = 1; None where Excel has no such column."""
    if not 1 <= len(letters) <= 3 or not letters.isascii() or not letters.isalpha():
        return None
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number if number <= LAST_COLUMN else None


def row_number(digits: str) -> int | None:
    """The number of a row; None where Excel has no such row."""
    if not 1 <= len(digits) <= 7 or not digits.isascii() or not digits.isdigit():
        return None
    number = int(digits)
    return number if 1 <= number <= LAST_ROW else None


def cell_place(address: str) -> tuple[int, int] | None:
    """Row and column of an address; None where it is none."""
    letters = address.rstrip(_DIGITS)
    row, column = row_number(address[len(letters) :]), column_number(letters)
    return None if row is None or column is None else (row, column)


def area_of(reference: str) -> Area | None:
    """The rectangle of a reference such as ``B2:D5`` or ``B2``; None where it is none."""
    first, _, last = reference.replace("$", "").partition(":")
    one, other = cell_place(first), cell_place(last or first)
    if one is None or other is None:
        return None
    rows, columns = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return Area(rows[0], columns[0], rows[1], columns[1])

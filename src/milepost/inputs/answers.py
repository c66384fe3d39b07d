"""What did a unit answer on the To do sheet of a workbook that had been returned to it?"""

from __future__ import annotations

from collections.abc import Iterator

from milepost.inputs.todo import ANSWER, KEY, parse_key
from milepost.model.places import CellRef
from milepost.model.submission import Answer
from milepost.model.workbook import RawSheet, RawWorkbook

_KEYS_WITHIN = 40
"""Rows from the top in which the keys are looked for: people insert title rows above them."""


def read_answers(book: RawWorkbook) -> tuple[Answer, ...]:
    """Every answer of every To do sheet, in the order of the tabs and rows; lines without one are left out.

    The sheet is found by its keys, whatever it is called and wherever it stands; a line is known by the key in its
    hidden column, so that lines may be sorted, moved and deleted.
    """
    return tuple(answer for sheet in book.sheets for answer in _answers(book, sheet))


def is_todo(sheet: RawSheet) -> bool:
    """Say whether a sheet is a To do sheet of ours."""
    return _place_of_keys(sheet) is not None


def _answers(book: RawWorkbook, sheet: RawSheet) -> Iterator[Answer]:
    keys = _place_of_keys(sheet)
    if keys is None:
        return
    head, answers, column = keys
    for number, row in sheet.rows.items():
        cell, key = row.get(answers), row.get(column)
        words = (cell.text or "").strip() if cell else ""
        line = parse_key((key.text or "").strip()) if key else None
        if number > head and words and line is not None:
            yield Answer(CellRef(book.file, sheet.name, number, answers), line[0], line[1], words)


def _place_of_keys(sheet: RawSheet) -> tuple[int, int, int] | None:
    """Row of the keys, column of the answers, column of the lines' keys."""
    for number, row in sheet.rows.items():
        if number > _KEYS_WITHIN:
            break
        found = {(cell.text or "").strip(): column for column, cell in row.items()}
        if ANSWER in found and KEY in found:
            return number, found[ANSWER], found[KEY]
    return None

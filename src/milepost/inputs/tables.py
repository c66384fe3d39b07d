"""How is a sheet written that is a table: Tasks, Figures, Indicators?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from milepost.inputs.constraints import Address
from milepost.inputs.form import FIRST_ROW, HINT_ROW, KEY_ROW, LABEL_ROW, TITLE_ROW, Column, Kind, Sheet
from milepost.inputs.paper import Paper, number_format, put, spot
from milepost.inputs.rows import RowSpec
from milepost.inputs.validation import complete_tint, guard, status_formula, tints
from milepost.inputs.workbook_style import row_height

_FROZEN = {"tasks": "title", "figures": "row", "indicators": "name"}
"""Sheet key -> last column that stays in sight when the sheet is scrolled."""

_PAGES_WIDE = {"tasks": 2, "indicators": 2}
"""How many pages the width takes in print: on a single page the type would be too small to read."""

NOTHING_ASKED = {
    "tasks": "The plan of this year has no task for this unit: nothing is to be filled in here.",
    "indicators": "This unit reports no indicator: nothing is to be filled in here.",
}
"""What stands above a table that has no row."""

_LEAST_LINES = {"tasks": 3, "figures": 1, "indicators": 3}
_CENTRED = frozenset({Kind.ID, Kind.DATE, Kind.NUMBER, Kind.CHOICE})
_WIDEST_CENTRED = 16


def write_table(paper: Paper, sheet: Sheet, rows: Sequence[RowSpec]) -> Worksheet:
    """Write a table with its rows as they are issued.

    Returns:
        The sheet; row ``i`` of ``rows`` stands in Excel's row ``FIRST_ROW + i``.
    """
    hint = "" if rows else NOTHING_ASKED.get(sheet.key, "")
    pages_wide = _PAGES_WIDE.get(sheet.key, 1) if rows else 1
    page = paper.add(sheet, hint, pages_wide)
    _write_head(paper, page, sheet)
    for number, row in enumerate(rows, FIRST_ROW):
        _write_row(paper, page, sheet, row, number)
    for at, column in enumerate(sheet.columns, 1):
        if not column.locked:
            _guard_column(paper, page, sheet, column, get_column_letter(at), rows)
    _mark_complete(paper, page, sheet, len(rows))
    frozen = _FROZEN.get(sheet.key)
    across = next((at for at, one in enumerate(sheet.columns, 1) if one.key == frozen), 0)
    if not rows:
        page.print_area = f"A{TITLE_ROW}:I{HINT_ROW}"
    elif pages_wide > 1:  # the title stands in the page header: in A1 it would be cut where the page ends
        page.print_title_cols = f"A:{get_column_letter(across)}"
        page.print_area = f"A{LABEL_ROW}:{get_column_letter(len(sheet.columns))}{FIRST_ROW + len(rows) - 1}"
    page.freeze_panes = spot(page, FIRST_ROW, across + 1)
    return page


def addresses(sheet: Sheet, number: int, fixed: bool = False) -> Address:
    """Where the cells of Excel's row ``number`` stand; ``fixed`` fixes the columns with a dollar sign."""
    letters = {one.key: get_column_letter(at) for at, one in enumerate(sheet.columns, 1)}
    dollar = "$" if fixed else ""
    return lambda key: f"{dollar}{letters[key]}{number}"


def _write_head(paper: Paper, page: Worksheet, sheet: Sheet) -> None:
    labels = []
    for at, column in enumerate(sheet.columns, 1):
        page.column_dimensions[get_column_letter(at)].width = column.width
        put(spot(page, KEY_ROW, at), column.key)
        paper.styles.key.apply(spot(page, KEY_ROW, at))
        put(spot(page, LABEL_ROW, at), paper.say(column.label))
        paper.styles.head.apply(spot(page, LABEL_ROW, at))
        labels.append((paper.say(column.label), column.width))
    page.row_dimensions[KEY_ROW].hidden = True
    page.row_dimensions[LABEL_ROW].height = row_height(labels, 2)


def _write_row(paper: Paper, page: Worksheet, sheet: Sheet, row: RowSpec, number: int) -> None:
    texts = []
    for at, column in enumerate(sheet.columns, 1):
        cell = spot(page, number, at)
        if column.kind is Kind.STATUS:
            formula = status_formula(sheet, addresses(sheet, number), paper.spellings, paper.words, row.locked)
            cell.value = formula
            paper.styles.status.apply(cell)
            continue
        locked = column.locked or column.key in row.locked
        value = row.prefilled.get(column.key)
        put(cell, value)
        shown_as = number_format(column, row.decimals.get(column.key))
        indent = 1 if row.inner and column.key == "title" else 0
        centred = column.kind in _CENTRED and column.width <= _WIDEST_CENTRED
        paper.styles.content(shown_as, locked, centred, indent).apply(cell)
        if locked:
            paper.keep(sheet, row.id, column.key, value)
        texts.append((str(value or ""), column.width - 2 * indent))
    page.row_dimensions[number].height = row_height(texts, _LEAST_LINES.get(sheet.key, 1))


def _guard_column(
    paper: Paper, page: Worksheet, sheet: Sheet, column: Column, letter: str, rows: Sequence[RowSpec]
) -> None:
    """Put the data validation and the tints on the open cells of a column."""
    by_bounds = defaultdict(list)
    by_locked = defaultdict(list)
    for number, row in enumerate(rows, FIRST_ROW):
        if column.key not in row.locked:
            by_bounds[row.bounds.get(column.key)].append(number)
            by_locked[row.locked].append(number)
    for bounds, numbers in by_bounds.items():
        guarded = guard(sheet, column, paper.words, paper.lists, paper.facts, bounds)
        if guarded is not None:
            for area in _areas(letter, numbers):
                guarded.add(area)
            page.add_data_validation(guarded)
    for locked, numbers in by_locked.items():
        where = addresses(sheet, numbers[0], fixed=True)
        for rule in tints(sheet, column, where, paper.shown, locked):
            page.conditional_formatting.add(" ".join(_areas(letter, numbers)), rule)


def _mark_complete(paper: Paper, page: Worksheet, sheet: Sheet, count: int) -> None:
    letter = next((get_column_letter(at) for at, one in enumerate(sheet.columns, 1) if one.kind is Kind.STATUS), None)
    if letter is not None and count:
        area = f"{letter}{FIRST_ROW}:{letter}{FIRST_ROW + count - 1}"
        page.conditional_formatting.add(area, complete_tint(f"${letter}{FIRST_ROW}", paper.words))


def _areas(letter: str, numbers: Iterable[int]) -> list[str]:
    """Row numbers, ascending, as ranges of a column."""
    areas = []
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        found = [number for _, number in run]
        areas.append(f"{letter}{found[0]}:{letter}{found[-1]}" if len(found) > 1 else f"{letter}{found[0]}")
    return areas

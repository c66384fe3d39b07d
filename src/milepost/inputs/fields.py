"""How is a sheet written whose fields stand below each other: Cases, Sign-off?"""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from milepost.inputs.constraints import Address
from milepost.inputs.form import FIRST_ROW, LABEL_ROW, Column, Sheet
from milepost.inputs.paper import Paper, number_format, put, spot
from milepost.inputs.rows import field_key, field_row, field_row_id
from milepost.inputs.validation import complete_tint, guard, status_formula, tints
from milepost.inputs.workbook_style import row_height

LABEL_COLUMN, ENTRY_COLUMN, FIELD_KEY_COLUMN, CHECK_COLUMN = 1, 2, 3, 4
"""Columns of a sheet of fields: label, entry, hidden key, and what is missing."""

_WIDTHS = {LABEL_COLUMN: 30, ENTRY_COLUMN: 90, FIELD_KEY_COLUMN: 14, CHECK_COLUMN: 24}
_LEAST_LINES = {"text": 4, "figures": 2, "evidence": 2}
_SCALE, _CARDS_ON_A_PAGE = 75, 2


def write_fields(paper: Paper, sheet: Sheet, prefilled: Mapping[str, object] | None = None) -> Worksheet:
    """Write a sheet of fields, card by card.

    Args:
        paper: The form.
        sheet: The sheet.
        prefilled: Field key -> what the secretariat fills in, on every card.
    """
    page = paper.add(sheet)
    for at, width in _WIDTHS.items():
        page.column_dimensions["ABCD"[at - 1]].width = width
    page.column_dimensions["C"].hidden = True
    for at, message in ((LABEL_COLUMN, "Field"), (ENTRY_COLUMN, "Entry"), (CHECK_COLUMN, "Check")):
        put(spot(page, LABEL_ROW, at), paper.say(message))
        paper.styles.head.apply(spot(page, LABEL_ROW, at))
    page.row_dimensions[LABEL_ROW].height = row_height([(paper.say("Entry"), 20)])
    for card in range(1, sheet.cards + 1):
        _write_card(paper, page, sheet, card, prefilled or {})
    _break_pages(page, sheet)
    page.freeze_panes = spot(page, FIRST_ROW, ENTRY_COLUMN)
    return page


def _break_pages(page: Worksheet, sheet: Sheet) -> None:
    """Two cards on each printed page; Excel takes no notice of such breaks where the scale is left to it."""
    assert page.sheet_properties.pageSetUpPr is not None
    page.sheet_properties.pageSetUpPr.fitToPage = False
    page.page_setup.scale = _SCALE
    for card in range(_CARDS_ON_A_PAGE, sheet.cards, _CARDS_ON_A_PAGE):
        page.row_breaks.append(Break(id=field_row(sheet, card, 0) - 1))


def addresses(sheet: Sheet, card: int, fixed: bool = False) -> Address:
    """Where the entries of a card (counted from 1) stand."""
    at = {one.key: field_row(sheet, card - 1, index) for index, one in enumerate(sheet.columns)}
    dollar = "$" if fixed else ""
    return lambda key: f"{dollar}B{dollar}{at[key]}"


def _write_card(paper: Paper, page: Worksheet, sheet: Sheet, card: int, prefilled: Mapping[str, object]) -> None:
    for index, column in enumerate(sheet.columns):
        _write_field(paper, page, sheet, column, card, field_row(sheet, card - 1, index), prefilled.get(column.key))
    first = field_row(sheet, card - 1, 0)
    check = spot(page, first, CHECK_COLUMN)
    check.value = status_formula(sheet, addresses(sheet, card), paper.spellings, paper.words)
    paper.styles.status.apply(check)
    page.conditional_formatting.add(check.coordinate, complete_tint(f"$D${first}", paper.words))


def _write_field(
    paper: Paper, page: Worksheet, sheet: Sheet, column: Column, card: int, number: int, value: object
) -> None:
    label, entry, key = (spot(page, number, at) for at in (LABEL_COLUMN, ENTRY_COLUMN, FIELD_KEY_COLUMN))
    heading = paper.say(column.label, " ")
    put(label, f"{card}. {heading}" if sheet.cards > 1 and number == field_row(sheet, card - 1, 0) else heading)
    paper.styles.label.apply(label)
    put(key, field_key(sheet, card, column.key))
    paper.styles.key.apply(key)
    put(entry, value)
    paper.styles.content(number_format(column), column.locked).apply(entry)
    height = row_height([(heading, _WIDTHS[LABEL_COLUMN]), (str(value or ""), _WIDTHS[ENTRY_COLUMN])])
    page.row_dimensions[number].height = max(height, row_height([], _LEAST_LINES.get(column.key, 1)))
    if column.locked:
        paper.keep(sheet, field_row_id(sheet, card), column.key, value)
        return
    guarded = guard(sheet, column, paper.words, paper.lists, paper.facts)
    if guarded is not None:
        guarded.add(entry)
        page.add_data_validation(guarded)
    for rule in tints(sheet, column, addresses(sheet, card, fixed=True), paper.shown):
        page.conditional_formatting.add(entry.coordinate, rule)

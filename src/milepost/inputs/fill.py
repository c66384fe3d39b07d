"""How are facts typed into a form that we issued, cell by cell, as a person would?

The only place that opens a workbook with openpyxl, and only the bytes that ``issue`` has just made: the starter
workspace, the embedded example and the made-up units of the tests get their workbooks here.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from milepost.inputs.constraints import Longest
from milepost.inputs.fields import ENTRY_COLUMN, FIELD_KEY_COLUMN
from milepost.inputs.form import FIRST_ROW, KEY_ROW, Form, Kind, Layout, Sheet, choice_label, sheet_name
from milepost.inputs.paper import put, spot
from milepost.inputs.repeatable import workbook_bytes
from milepost.inputs.rows import case_id, field_key, figure_id, observation_id, task_choice
from milepost.inputs.workbook_style import row_height
from milepost.model.plan import Plan
from milepost.model.words import Words

Facts = Mapping[str, Any]
"""What is typed into one workbook: ``tasks`` (row id -> column -> value), ``figures`` and ``cases`` (number -> column
-> value), ``indicators`` (``"id year"`` or ``"id year part"`` -> column -> value), ``sign_off`` (column -> value)."""


@dataclass
class Filling:
    """One form being filled in; only cells that a person could write in are written.

    Attributes:
        unit: Id of the unit, for messages.
        content: The form as issued by this program.
        form: Its description.
        words: Its languages, the units' own first.
        touched: True once something was typed.
    """

    unit: str
    content: bytes
    form: Form
    words: Sequence[Words]
    touched: bool = False
    book: Workbook = field(init=False)

    def __post_init__(self) -> None:
        self.book = load_workbook(io.BytesIO(self.content))

    def enter(self, sheet_key: str, row: str, column_key: str, value: object) -> None:
        """Type a value into the cell of a sheet, row and column, found by the keys of the form.

        The key of a choice is typed as the drop-down shows it; another text goes in as it is, like one pasted over it.

        Raises:
            ValueError: If there is no such row, the cell is locked, or the text is longer than the form takes.
        """
        if value is None or value == "":
            return
        sheet = self.form.sheet(sheet_key)
        column = sheet.column(column_key)
        place = f"{self.unit} {sheet_key} {row} {column_key}"
        cell = self._cell(sheet, row, column_key)
        if cell is None:
            raise ValueError(f"{place}: the form has no such row")
        if cell.protection.locked:
            raise ValueError(f"{place}: the cell is locked")
        if column.kind is Kind.CHOICE and column.choices in self.form.lists:
            choice = next((one for one in self.form.lists[column.choices] if one.key == value), None)
            value = choice_label(choice, self.words) if choice else value
        for one in sheet.constraints:
            if isinstance(one, Longest) and one.column == column_key and len(str(value)) > one.characters:
                raise ValueError(f"{place}: longer than {one.characters}")
        put(cell, value)
        self.touched = True

    def finished(self, day: date) -> bytes:
        """Give the filled workbook, each row as tall as its texts need; ``day`` is when it was saved."""
        for sheet in self.form.sheets:
            if sheet.layout is not Layout.PAGE:
                _make_room(self._page(sheet))
        return workbook_bytes(self.book, day)

    def _page(self, sheet: Sheet) -> Worksheet:
        page = self.book[sheet_name(sheet, self.words)]
        assert isinstance(page, Worksheet)
        return page

    def _cell(self, sheet: Sheet, row: str, column_key: str) -> Cell | None:
        page = self._page(sheet)
        if sheet.layout is Layout.FIELDS:
            card = int(row.rpartition(" ")[2]) if sheet.cards > 1 else 1
            number = _row_of(page, FIELD_KEY_COLUMN, field_key(sheet, card, column_key))
            return spot(page, number, ENTRY_COLUMN) if number else None
        columns = {page.cell(KEY_ROW, at).value: at for at in range(1, page.max_column + 1)}
        number = _row_of(page, columns[sheet.columns[0].key], row.removeprefix("figure "))
        return spot(page, number, columns[column_key]) if number else None


def _row_of(page: Worksheet, column: int, wanted: str) -> int | None:
    rows = range(FIRST_ROW, page.max_row + 1)
    return next((number for number in rows if page.cell(number, column).value == wanted), None)


def _make_room(page: Worksheet) -> None:
    for number in range(FIRST_ROW, page.max_row + 1):
        texts = [
            (str(cell.value), page.column_dimensions[get_column_letter(cell.column)].width)
            for cell in page[number]
            if cell.value is not None and cell.data_type != "f" and cell.column != FIELD_KEY_COLUMN
        ]
        height = page.row_dimensions[number].height
        if height is not None:
            page.row_dimensions[number].height = max(height, row_height(texts))


def typed_rows(facts: Facts) -> Iterator[tuple[str, str, Facts]]:
    """Give key of the sheet, row id and cells of everything that is typed into a workbook."""
    for task, cells in facts.get("tasks", {}).items():
        yield "tasks", str(task), cells
    for number, cells in facts.get("figures", {}).items():
        yield "figures", figure_id(int(number)), cells
    for name, cells in facts.get("indicators", {}).items():
        indicator, year, *part = name.split()
        yield "indicators", observation_id(indicator, int(year), breakdown=part[0] if part else ""), cells
    for card, cells in facts.get("cases", {}).items():
        yield "cases", case_id(int(card)), cells
    yield "sign_off", "sign_off", facts.get("sign_off", {})


def fill_form(
    unit: str, content: bytes, form: Form, words: Sequence[Words], plan: Plan, facts: Facts, day: date
) -> bytes:
    """Type what the facts say into a form.

    Args:
        unit: Id of the unit.
        content: Its form as issued by this program.
        form: The description of the form.
        words: Its languages, the units' own first.
        plan: The year's task list; a figure's task is an entry of the unit's own list.
        facts: What is typed.
        day: When the workbook was saved.

    Raises:
        ValueError: If a person could not have typed it.
    """
    filling = Filling(unit, content, form, words)
    tasks = {task.id: task_choice(task, words[0].language) for task in plan.tasks}
    for sheet, row, cells in typed_rows(facts):
        for column, value in cells.items():
            filling.enter(sheet, row, column, tasks[str(value)] if (sheet, column) == ("figures", "task") else value)
    return filling.finished(day)

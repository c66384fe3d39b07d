"""What do all sheets of a form share while it is written? Words, styles, heads, protection and print set-up."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from milepost.inputs.constraints import Labels
from milepost.inputs.form import (
    HINT_ROW,
    LABEL_ROW,
    TITLE_ROW,
    Column,
    Form,
    Kind,
    Layout,
    Sheet,
    bilingual,
    sheet_name,
)
from milepost.inputs.stamp import locked_key, locked_text
from milepost.inputs.validation import shown, spellings
from milepost.inputs.workbook_style import DAY_FORMAT, PLAIN_FORMAT, TEXT_FORMAT, Styles, face
from milepost.model.words import Words

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_A4 = 9
_LONGEST_HEADER = 80


@dataclass(slots=True)
class Paper:
    """One form being written.

    Attributes:
        book: The workbook.
        form: Its description.
        words: Languages, the units' own first.
        unit: Name of the unit, for the page headers.
        lists: Name of a list -> range of its entries.
        locked: Every locked cell written so far, for the stamp.
    """

    book: Workbook
    form: Form
    words: Sequence[Words]
    unit: str
    lists: Mapping[str, str] = field(default_factory=dict)
    locked: dict[str, str] = field(default_factory=dict)
    styles: Styles = field(init=False)

    def __post_init__(self) -> None:
        self.styles = Styles(face(self.words))

    @property
    def facts(self) -> Mapping[str, object]:
        """What the help texts name."""
        return {"year": self.form.year}

    @property
    def spellings(self) -> Labels:
        """Every spelling of a choice, for the status column."""
        return spellings(self.form, self.words)

    @property
    def shown(self) -> Labels:
        """The spellings of a choice that the form shows, for the tints."""
        return shown(self.form, self.words)

    def say(self, message: str, separator: str = "\n", **facts: object) -> str:
        """A message in all languages of the form."""
        return bilingual(message, self.words, separator, **{**self.facts, **facts})

    def add(self, sheet: Sheet, hint: str = "", pages_wide: int = 1) -> Worksheet:
        """Add a sheet with its title and its line of help, protected and ready to be printed.

        Args:
            sheet: The sheet.
            hint: Message id of another line of help than the sheet's own.
            pages_wide: How many pages of A4 its width takes in print.
        """
        hint = hint or sheet.hint
        page: Worksheet = self.book.create_sheet(sheet_name(sheet, self.words))
        put(spot(page, TITLE_ROW, 1), self.say(sheet.title, " "))
        self.styles.title.apply(spot(page, TITLE_ROW, 1))
        page.row_dimensions[TITLE_ROW].height = 30
        if hint:
            put(spot(page, HINT_ROW, 1), self.say(hint, "  "))
            self.styles.hint.apply(spot(page, HINT_ROW, 1))
            page.row_dimensions[HINT_ROW].height = 20
        self._protect(page)
        self._print_set_up(page, sheet, pages_wide)
        return page

    def keep(self, sheet: Sheet, row: str, column: str, value: object) -> None:
        """Note a locked cell for the stamp."""
        self.locked[locked_key(sheet.key, row, column)] = locked_text(value)

    def _protect(self, page: Worksheet) -> None:
        page.protection.sheet = True
        page.protection.formatColumns = False
        page.protection.formatRows = False
        page.protection.formatCells = False

    def _print_set_up(self, page: Worksheet, sheet: Sheet, pages_wide: int) -> None:
        page.page_setup.orientation = "landscape"
        page.page_setup.paperSize = _A4
        page.page_setup.fitToWidth, page.page_setup.fitToHeight = pages_wide, 0
        page.page_setup.pageOrder = "overThenDown"
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        margins = page.page_margins
        margins.left = margins.right = 0.4
        margins.top, margins.bottom, margins.header, margins.footer = 0.7, 0.6, 0.3, 0.3
        if sheet.layout is not Layout.PAGE:
            page.print_title_rows = f"{LABEL_ROW}:{LABEL_ROW}"
        head, foot = page.oddHeader, page.oddFooter
        assert head is not None
        assert foot is not None
        head.left.text, head.right.text, foot.center.text = (
            _plain(self.unit),
            _plain(self.say(sheet.title, " ")),
            "&P / &N",
        )
        page.sheet_view.showGridLines = False
        page.sheet_view.zoomScale = 100


def _plain(text: str) -> str:
    """Text for a page header, where ``&`` begins a command."""
    return text.replace("\n", " ")[:_LONGEST_HEADER].replace("&", "&&")


def spot(page: Worksheet, row: int, column: int) -> Cell:
    """A cell of a sheet of ours, which has no merged ones."""
    cell = page.cell(row, column)
    assert isinstance(cell, Cell)
    return cell


def put(cell: Cell, value: object) -> None:
    """Write a value as what it is: a text stays text, whatever it begins with; nothing for ``""`` and None."""
    if value is None or value == "":
        return
    if isinstance(value, Decimal):
        cell.value = int(value) if value == value.to_integral_value() else float(value)
    elif isinstance(value, (int, float, date)):
        cell.value = value
    else:
        text = _NOT_XML.sub("", str(value))
        cell.value = text
        cell.data_type = "s"
        if text[:1] in "=+-@":
            cell.quotePrefix = True  # as if typed with an apostrophe: no program takes it for a formula


def number_format(column: Column, decimals: int | None = None) -> str:
    """The number format of a column's cells; every text is ``@``: ids, telephone numbers and ``=`` stay text."""
    if column.kind is Kind.DATE:
        return DAY_FORMAT
    if column.kind is Kind.NUMBER:
        return PLAIN_FORMAT if decimals is None else "0." + "0" * decimals if decimals else "0"
    return PLAIN_FORMAT if column.kind is Kind.STATUS else TEXT_FORMAT

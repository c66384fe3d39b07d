"""Issued forms that a unit filled in: each made with openpyxl and read back by the real reader."""

import io
from collections.abc import Callable, Mapping
from functools import cache

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from milepost.inputs.form import KEY_ROW, Form, form_of, sheet_name
from milepost.inputs.read import read_submission
from milepost.inputs.rows import field_row
from milepost.inputs.signs import Signs, signs_of
from milepost.inputs.xlsx import read_workbook
from milepost.model.submission import Submission
from milepost.model.words import Words
from milepost.model.workbook import RawWorkbook
from tests.inputs.made_up import FRAMEWORK, NONE, PIER, PLAN, PORT, WORDS, YEAR, issue
from tests.inputs.packages import members, zipped

FORM = form_of(YEAR)

Entries = Mapping[tuple[str, str, str], object]
"""(sheet key, row id as in the form, column key) -> what is typed; cards by their number, ``""`` for the sign-off."""


def page_of(book: openpyxl.Workbook, key: str, words: tuple[Words, ...] = WORDS) -> Worksheet:
    """The sheet of a form by its key."""
    found = book[sheet_name(FORM.sheet(key), words)]
    assert isinstance(found, Worksheet)
    return found


def spot(book: openpyxl.Workbook, sheet: str, row: str, column: str, words: tuple[Words, ...] = WORDS) -> Cell:
    """A cell of an issued form by its meaning."""
    page, keys = page_of(book, sheet, words), [one.key for one in FORM.sheet(sheet).columns]
    if sheet in ("cases", "sign_off"):
        found = page.cell(field_row(FORM.sheet(sheet), int(row or 1) - 1, keys.index(column)), 2)
    else:
        number = next(one for one in range(KEY_ROW, page.max_row + 1) if page.cell(one, 1).value == row)
        found = page.cell(number, keys.index(column) + 1)
    assert isinstance(found, Cell)
    return found


@cache
def _issued() -> bytes:
    return issue()[0]


def opened(content: bytes | None = None) -> openpyxl.Workbook:
    """An issued form, open in openpyxl."""
    return openpyxl.load_workbook(io.BytesIO(_issued() if content is None else content))


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def fill(entries: Entries, content: bytes | None = None, words: tuple[Words, ...] = WORDS) -> bytes:
    """Type into an issued form and save it."""
    book = opened(content)
    for (sheet, row, column), value in entries.items():
        spot(book, sheet, row, column, words).value = value  # type: ignore[assignment]
    return saved(book)


def changed(content: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The package with one of its parts changed; the change must change something."""
    parts = members(content)
    before = parts[part].decode()
    after = change(before)
    assert after != before, part
    return zipped({**parts, part: after})


def raw(content: bytes, file: str = "PORT-1.xlsx") -> RawWorkbook:
    """The workbook as the reader sees it; the guard must let it pass."""
    book = read_workbook(content, file=file)
    assert isinstance(book, RawWorkbook), book
    return book


UNITS = {unit.id: unit for unit in (PORT, PIER, NONE)}


@cache
def signs() -> Signs:
    """By what the rows and units of the made-up plan are known."""
    return signs_of(PLAN, FRAMEWORK, UNITS, YEAR, WORDS, {"PORT": issue()[1]})


def read(content: bytes, file: str = "PORT-1.xlsx", form: Form = FORM, words: tuple[Words, ...] = WORDS) -> Submission:
    """Read a filled form."""
    return read_submission(raw(content, file), form, words, signs())


def lose_stamp(book: openpyxl.Workbook, *places: str) -> None:
    """Take the stamp out of some of its places, as programs and people do."""
    if "property" in places:
        del book.custom_doc_props["milepost_stamp"]
    if "name" in places:
        del book.defined_names["milepost_stamp"]
    if "sheet" in places:
        del book["_meta"]

"""Which form is this, and are its locked cells still what was issued?"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName

from milepost.inputs.form import FORM_ID, META_SHEET, STAMP_NAME
from milepost.model.submission import Stamp

DIGITS = 12
"""Digits of a checksum that the stamp carries; also the digits of a number that survive every program."""


def locked_key(sheet: str, row: str, column: str) -> str:
    """The name of a locked cell: ``tasks!3a!title``."""
    return f"{sheet}!{row}!{column}"


def locked_text(value: object) -> str:
    """A locked cell's content in the one spelling that survives every spreadsheet program.

    Text is NFC without white space around it, numbers have at most 12 digits, days are ISO; empty is ``""``.
    """
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return f"{float(value):.{DIGITS}g}"
    return unicodedata.normalize("NFC", str(value).replace("\r\n", "\n")).strip()


def fingerprint(locked: Mapping[str, str]) -> str:
    """SHA-256 over the locked cells, hexadecimal; the order of the mapping does not count."""
    digest = hashlib.sha256()
    for key in sorted(locked):
        digest.update(f"{key}\x1f{locked[key]}\x1e".encode())
    return digest.hexdigest()


def stamp_of(layout: int, year: int, unit: str, plan: str, locked: Mapping[str, str]) -> Stamp:
    """The stamp of a form; ``plan`` is the plan's checksum."""
    return Stamp(FORM_ID, layout, year, unit, plan[:DIGITS], fingerprint(locked)[:DIGITS])


def write_stamp(book: Workbook, stamp: Stamp) -> None:
    """Write the stamp in three places: a property of the file, a name for a constant, and a hidden sheet."""
    line = str(stamp)
    book.custom_doc_props.append(  # type: ignore[attr-defined]
        StringProperty(name=STAMP_NAME, value=line)
    )
    quoted = line.replace('"', '""')
    book.defined_names[STAMP_NAME] = DefinedName(STAMP_NAME, attr_text=f'"{quoted}"')
    sheet = book.create_sheet(META_SHEET)
    sheet["A1"] = line
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True

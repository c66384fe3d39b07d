"""How is a form saved: the same bytes each time, with rows that grow while somebody types?"""

from __future__ import annotations

import re
from datetime import date

from openpyxl import Workbook

from milepost.files import repeatable
from milepost.inputs.form import FIRST_ROW

_FIXED_HEIGHT = re.compile(r'<row customHeight="1"((?: [^>]*?)? r="(\d+)")')
_END = "</worksheet>"
_NO_TRIANGLES = (
    '<ignoredErrors><ignoredError numberStoredAsText="1" sqref="A1:Z9999"></ignoredError></ignoredErrors>' + _END
)
"""Ids and periods are text made of digits: Excel is not to mark each of them with a green triangle."""


def workbook_bytes(book: Workbook, day: date) -> bytes:
    """Save a form so that the same content gives the same bytes.

    Rows of content keep their height only as a first one, so that Excel and LibreOffice let them grow.
    """
    return repeatable.workbook_bytes(book, day, _sheet)


def _sheet(name: str, text: str) -> str:
    if not name.startswith("xl/worksheets/sheet"):
        return text
    text = _FIXED_HEIGHT.sub(_let_grow, text)
    if text.endswith(_END) and "<ignoredErrors>" not in text:
        text = text.removesuffix(_END) + _NO_TRIANGLES
    return text


def _let_grow(row: re.Match[str]) -> str:
    return f"<row{row[1]}" if int(row[2]) >= FIRST_ROW else row[0]

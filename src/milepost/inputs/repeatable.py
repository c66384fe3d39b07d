"""How does the same workbook become the same bytes, on any day and any machine?"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from xml.etree.ElementTree import canonicalize

from openpyxl import Workbook

from milepost.inputs.form import FIRST_ROW

_CORE = "docProps/core.xml"
_MODIFIED = re.compile(r"(<dcterms:modified\b[^>]*>)[^<]*(</dcterms:modified>)")
_FIXED_HEIGHT = re.compile(r'<row customHeight="1"((?: [^>]*?)? r="(\d+)")')
_END = "</worksheet>"
_NO_TRIANGLES = (
    '<ignoredErrors><ignoredError numberStoredAsText="1" sqref="A1:Z9999"></ignoredError></ignoredErrors>' + _END
)
"""Ids and periods are text made of digits: Excel is not to mark each of them with a green triangle."""

_HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def workbook_bytes(book: Workbook, day: date) -> bytes:
    """Save a workbook so that the same content gives the same bytes.

    openpyxl writes the time of day into the package and its XML differs with the libraries at hand; here every part is
    brought into canonical form and every date is ``day``. Rows of content keep their height only as a first one, so
    that Excel and LibreOffice let them grow with what is typed.
    """
    raw = io.BytesIO()
    book.save(raw)
    result = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(result, "w") as target:
        names = sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            member = zipfile.ZipInfo(name, _ZIP_EPOCH)
            member.compress_type, member.external_attr, member.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            target.writestr(member, _part(name, source.read(name), day), zipfile.ZIP_DEFLATED, 6)
    return result.getvalue()


def _part(name: str, content: bytes, day: date) -> bytes:
    if not name.endswith((".xml", ".rels")):
        return content
    text = canonicalize(content.decode("utf-8"))
    if name == _CORE:
        text = _MODIFIED.sub(rf"\g<1>{day.isoformat()}T00:00:00Z\g<2>", text)
    if name.startswith("xl/worksheets/sheet"):
        text = _FIXED_HEIGHT.sub(_let_grow, text)
        if text.endswith(_END) and "<ignoredErrors>" not in text:
            text = text.removesuffix(_END) + _NO_TRIANGLES
    return (_HEADER + text).encode("utf-8")


def _let_grow(row: re.Match[str]) -> str:
    return f"<row{row[1]}" if int(row[2]) >= FIRST_ROW else row[0]

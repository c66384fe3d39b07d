"""How does the same workbook become the same bytes, on any day and any machine?"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from xml.etree.ElementTree import canonicalize

from openpyxl import Workbook

_CORE = "docProps/core.xml"
_MODIFIED = re.compile(r"(<dcterms:modified\b[^>]*>)[^<]*(</dcterms:modified>)")
_HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def _unchanged(name: str, text: str) -> str:
    del name
    return text


def workbook_bytes(book: Workbook, day: date, reshape: Callable[[str, str], str] = _unchanged) -> bytes:
    """Save a workbook so that the same content gives the same bytes.

    openpyxl writes the time of day into the package and its XML differs with the libraries at hand; here every part is
    brought into canonical form and every date is ``day``.

    Args:
        book: The workbook.
        day: Date inside the file.
        reshape: Given the name and the canonical text of each XML part, gives the text to write.
    """
    raw = io.BytesIO()
    book.save(raw)
    result = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(result, "w") as target:
        names = sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            member = zipfile.ZipInfo(name, _ZIP_EPOCH)
            member.compress_type, member.external_attr, member.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            content = _part(name, source.read(name), day, reshape)
            target.writestr(member, content, zipfile.ZIP_DEFLATED, 6)
    return result.getvalue()


def _part(name: str, content: bytes, day: date, reshape: Callable[[str, str], str]) -> bytes:
    if not name.endswith((".xml", ".rels")):
        return content
    text = canonicalize(content.decode("utf-8"))
    if name == _CORE:
        text = _MODIFIED.sub(rf"\g<1>{day.isoformat()}T00:00:00Z\g<2>", text)
    return (_HEADER + reshape(name, text)).encode("utf-8")

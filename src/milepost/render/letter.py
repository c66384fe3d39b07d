"""How does a letter to a unit become a Word document and a plain text?"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell

_LATIN, _HAN = "Times New Roman", "FangSong"
_BLUE = RGBColor(0x12, 0x3F, 0x6D)
_WIDTHS = (1.2, 3.6, 7.2, 4.0)
"""Of the columns of a table, in centimetres: number, subject, what is wrong and what to do, where."""
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that is open: what it is about, what is wrong and what to do, where."""

    subject: str
    words: str
    place: str


@dataclass(frozen=True, slots=True)
class Group:
    """Points under one heading."""

    heading: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in one language.

    Attributes:
        language: Its language.
        title: What it is about.
        to: The unit.
        opening: Paragraphs before the points.
        labels: Heads of the table's columns: number, subject, what is wrong and what to do, where.
        groups: What is open.
        closing: Paragraphs behind the points.
        signed: The office and the day, a line each.
    """

    language: str
    title: str
    to: str
    opening: tuple[str, ...]
    labels: tuple[str, str, str, str]
    groups: tuple[Group, ...]
    closing: tuple[str, ...]
    signed: tuple[str, ...]


def letter_text(letters: Sequence[Letter]) -> str:
    """The letter in all its languages as plain text."""
    return ("\n" + "=" * 72 + "\n\n").join("\n".join(_text_lines(one)) + "\n" for one in letters)


def _text_lines(letter: Letter) -> list[str]:
    lines = [letter.title, "", letter.to, ""]
    lines += [line for paragraph in letter.opening for line in (paragraph, "")]
    for group in letter.groups:
        lines += [group.heading, ""]
        for number, point in enumerate(group.points, 1):
            head = f"{number}. {point.subject}".rstrip()
            lines += [head, f"   {point.words}", f"   {point.place}", ""]
    lines += [line for paragraph in letter.closing for line in (paragraph, "")]
    return [*lines, *letter.signed]


def letter_docx(letters: Sequence[Letter], day: date) -> bytes:
    """The letter in all its languages as a Word document, each on a page of its own.

    The same arguments give the same bytes.

    Args:
        letters: One in each language.
        day: Date inside the file.
    """
    document = Document()
    _set_up(document, letters[0], day)
    for at, letter in enumerate(letters):
        if at:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        _write(document, letter)
    raw = io.BytesIO()
    document.save(raw)
    return _repacked(raw.getvalue())


def _set_up(document: DocumentObject, letter: Letter, day: date) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.3)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _LATIN, Pt(12)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _HAN)
    normal.paragraph_format.space_after = Pt(6)
    properties = document.core_properties
    moment = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the file says a day, at no place's time
    properties.created = properties.modified = properties.last_printed = moment
    properties.title, properties.author = _clean(letter.title)[:255], _clean(letter.signed[0])[:255]
    properties.last_modified_by, properties.comments, properties.language = properties.author, "", letter.language
    properties.revision = 1


def _write(document: DocumentObject, letter: Letter) -> None:
    _heading(document, letter.title, 16)
    document.add_paragraph(_clean(letter.to))
    for paragraph in letter.opening:
        document.add_paragraph(_clean(paragraph))
    for group in letter.groups:
        _heading(document, group.heading, 13)
        _table(document, letter, group)
    document.add_paragraph()
    for paragraph in letter.closing:
        document.add_paragraph(_clean(paragraph))
    for line in letter.signed:
        signed = document.add_paragraph(_clean(line))
        signed.paragraph_format.left_indent = Cm(9)
        signed.paragraph_format.space_after = Pt(0)


def _heading(document: DocumentObject, words: str, points: float) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_before = Pt(8)
    run = paragraph.add_run(_clean(words))
    run.bold, run.font.size, run.font.color.rgb = True, Pt(points), _BLUE


def _table(document: DocumentObject, letter: Letter, group: Group) -> None:
    table = document.add_table(rows=1, cols=len(_WIDTHS), style="Table Grid")
    table.autofit = False
    for cell, label in zip(table.rows[0].cells, letter.labels, strict=True):
        _fill(cell, label, bold=True)
    _repeat_head(table)
    for number, point in enumerate(group.points, 1):
        row = table.add_row()
        for cell, words in zip(row.cells, (str(number), point.subject, point.words, point.place), strict=True):
            _fill(cell, words)
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    # LibreOffice goes by the columns, Word by the cells.
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _repeat_head(table: Table) -> None:
    """Let the head stand on every page that the table reaches."""
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _fill(cell: _Cell, words: str, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run(_clean(words))
    run.bold, run.font.size = bold, Pt(10.5)


def _clean(words: str) -> str:
    """Text without what XML cannot hold."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", words)


def _repacked(raw: bytes) -> bytes:
    """The package without a time of day; its parts stay as they are."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, _ZIP_EPOCH)
            member.external_attr, member.create_system = 0o644 << 16, 3
            target.writestr(member, source.read(name), zipfile.ZIP_DEFLATED, 6)
    return result.getvalue()

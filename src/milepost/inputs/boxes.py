"""How large is the box of a note, where does it hang, and how is it written as a VML drawing?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass

from milepost.inputs.address import LAST_COLUMN, LAST_ROW
from milepost.inputs.grid import Grid
from milepost.inputs.limits import Limits, Refused
from milepost.inputs.splice import CannotPatchError, Edit, Element, elements, spliced
from milepost.model.intake import RefusalKind

_SHAPE_TYPE = (
    '<v:shapetype{namespaces} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_NAMESPACES = (
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_SHAPE_NUMBER = re.compile(rb"_x0000_s(\d{1,9})")
# For drawings that are not well-formed: old Excel versions leave <br> open in the texts of buttons.
_SHAPE = re.compile(rb"<v:shape[\s>].*?</v:shape>", re.DOTALL)
_NOTE = re.compile(rb"""ObjectType\s*=\s*["']Note["']""")
_ROW = re.compile(rb"<x:Row>\s*(\d{1,7})\s*</x:Row>")
_COLUMN = re.compile(rb"<x:Column>\s*(\d{1,5})\s*</x:Column>")

_POINT = 96 / 72  # pixels
_LINE = 14 * _POINT
_HALF_WIDTH = 5.5 * _POINT  # of a Latin letter at 10 points; a Chinese one takes two
_NARROW, _WIDE = 38, 60  # half widths on a line
_SHORT_TEXT = 200
_MARGIN = 12
_LEAST_HEIGHT, _MOST_HEIGHT = 60, 560


def box_size(text: str) -> tuple[int, int]:
    """Width and height in pixels of a box in which the text can be read, below a line with its author."""
    lines = text.split("\n")
    per_line = _NARROW if sum(map(_half_widths, lines)) <= _SHORT_TEXT else _WIDE
    count = sum(max(1, -(-_half_widths(line) // per_line)) for line in lines)
    height = round((1 + count) * _LINE) + 2 * _MARGIN
    return round(per_line * _HALF_WIDTH) + 2 * _MARGIN, min(max(height, _LEAST_HEIGHT), _MOST_HEIGHT)


def _half_widths(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


@dataclass(frozen=True, slots=True)
class _Box:
    """A note's box in a drawing: the cell, and where in the bytes it stands."""

    cell: tuple[int, int]
    start: int
    end: int


def boxes_added(
    old: bytes | None, part: str, limits: Limits, texts: Mapping[tuple[int, int], str], grid: Grid, sheet: int
) -> bytes:
    """The drawing with a box for each note.

    Args:
        old: The drawing that the sheet has already, None for a new one.
        part: Its name.
        limits: What is counted.
        texts: Row and column -> text of the note.
        grid: The sheet's layout.
        sheet: Position of the sheet, from 1: each sheet's boxes are numbered in a thousand of their own.

    Raises:
        CannotPatchError: If the drawing that is there has no end.
    """
    data = _new_drawing(sheet) if old is None else old
    end = _drawing(data, part, limits)[1]
    declared = b'xmlns:v="' in data and b'xmlns:o="' in data and b'xmlns:x="' in data
    namespaces = "" if declared else _NAMESPACES
    number = max([int(found) for found in _SHAPE_NUMBER.findall(data)] + [sheet * 1024])
    shapes = [] if b"_x0000_t202" in data else [_SHAPE_TYPE.format(namespaces=namespaces)]
    for (row, column), text in sorted(texts.items()):
        number += 1
        shapes.append(_box(number, row, column, text, grid, namespaces))
    return data[:end] + "".join(shapes).encode() + data[end:]


def boxes_removed(data: bytes, part: str, limits: Limits, cells: Set[tuple[int, int]]) -> bytes:
    """The drawing without the boxes of the notes of these cells."""
    return spliced(
        data, [Edit(box.start, box.end, b"") for box in _drawing(data, part, limits)[0] if box.cell in cells]
    )


def boxed_cells(data: bytes, part: str, limits: Limits) -> set[tuple[int, int]]:
    """Row and column of the cells whose notes have a box."""
    return {box.cell for box in _drawing(data, part, limits)[0]}


def _new_drawing(sheet: int) -> bytes:
    layout = f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{sheet}"/></o:shapelayout>'
    return f"<xml{_NAMESPACES}>{layout}</xml>".encode()


def _drawing(data: bytes, part: str, limits: Limits) -> tuple[list[_Box], int]:
    """The boxes of a drawing and the place where its root ends."""
    try:
        root = elements(data, part, limits)
    except Refused as verdict:
        if verdict.kind is not RefusalKind.XML_BROKEN:
            raise
        end = data.rfind(b"</xml>")
        if end < 0:
            raise CannotPatchError("the drawing of its notes has no end") from None
        found = [_loose_box(match) for match in _SHAPE.finditer(data)]
        return [box for box in found if box is not None], end
    shapes = (element for element in root.below() if element.name == "shape")
    strict_found = [_box_of(shape) for shape in shapes]
    if root.closing == root.start:
        raise CannotPatchError("the drawing of its notes is empty")
    return [box for box in strict_found if box is not None], root.closing


def _box_of(shape: Element) -> _Box | None:
    data = shape.child("ClientData")
    if data is None or data.attributes.get("ObjectType") != "Note":
        return None
    row, column = data.child("Row"), data.child("Column")
    if row is None or column is None or not row.text.strip().isdecimal() or not column.text.strip().isdecimal():
        return None
    return _Box((int(row.text) + 1, int(column.text) + 1), shape.start, shape.end)


def _loose_box(match: re.Match[bytes]) -> _Box | None:
    row, column = _ROW.search(match[0]), _COLUMN.search(match[0])
    if not _NOTE.search(match[0]) or row is None or column is None:
        return None
    return _Box((int(row[1]) + 1, int(column[1]) + 1), match.start(), match.end())


def _box(number: int, row: int, column: int, text: str, grid: Grid, namespaces: str) -> str:
    width, height = box_size(text)
    return (
        f'<v:shape{namespaces} id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:80pt;'
        f"margin-top:2pt;width:{round(width / _POINT)}pt;height:{round(height / _POINT)}pt;z-index:{number % 1024};"
        'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{_anchor(row, column, width, height, grid)}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
    )


def _anchor(row: int, column: int, width: int, height: int, grid: Grid) -> str:
    """Left, top, right and bottom of the box, each as column or row from 0 and pixels into it."""
    area = grid.area(row, column)
    left = min(area.last_column + 1, LAST_COLUMN)
    top = max(row - 1, 1)
    right, right_pixels = _walked(left, 15 + width, LAST_COLUMN, grid.width)
    bottom, bottom_pixels = _walked(top, 4 + height, LAST_ROW, grid.height)
    return f"{left - 1}, 15, {top - 1}, 4, {right - 1}, {right_pixels}, {bottom - 1}, {bottom_pixels}"


def _walked(number: int, pixels: int, last: int, size: Callable[[int], int]) -> tuple[int, int]:
    """Which column or row lies so many pixels further on, and how far into it."""
    while number < last and pixels >= size(number):
        pixels -= size(number)
        number += 1
    return number, pixels

"""How does a form look? Faces, colours, borders, and the height that a row of text needs."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

from milepost.model.words import Words

INK, BLUE, GREY, HAIR = "FF1D2733", "FF123F6D", "FF66717E", "FFC9D2DC"
WARM, WHITE = "FFB5530C", "FFFFFFFF"
LOCKED_TINT, HEAD_TINT, MISSING_TINT, WRONG_TINT = "FFEEF2F6", "FFD3E0EC", "FFFDF1D6", "FFF8D9CC"

TEXT_FORMAT, DAY_FORMAT, PLAIN_FORMAT = "@", "yyyy-mm-dd", "General"

LINE_POINTS, PADDING_POINTS = 16.5, 5.0
MOST_POINTS = 409.0
"""The tallest row that Excel knows."""

_WIDE, _BROAD, _NARROW = 1.85, 1.08, 0.94
"""Width of a Han character, of a capital or digit, and of anything else, in digits of the workbook's face."""
_SIDE = Side("thin", color=HAIR)
_BOX = Border(_SIDE, _SIDE, _SIDE, _SIDE)


def face(words: Sequence[Words]) -> str:
    """The typeface of a form: one with Han characters that Excel, WPS and LibreOffice find or replace well."""
    return "Microsoft YaHei" if any(one.language == "zh" for one in words) else "Arial"


def fill(colour: str) -> PatternFill:
    """A plain fill."""
    return PatternFill("solid", fgColor=colour, bgColor=colour)


@dataclass(frozen=True, slots=True)
class Style:
    """Everything that a cell's look is made of; one value serves many cells."""

    font: Font
    alignment: Alignment
    fill: PatternFill | None = None
    border: Border | None = None
    number_format: str = PLAIN_FORMAT
    open: bool = False

    def apply(self, cell: Cell) -> None:
        """Dress a cell."""
        cell.font, cell.alignment, cell.number_format = self.font, self.alignment, self.number_format
        if self.fill is not None:
            cell.fill = self.fill
        if self.border is not None:
            cell.border = self.border
        if self.open:
            cell.protection = Protection(locked=False)


class Styles:
    """The styles of one form, in its typeface."""

    def __init__(self, typeface: str) -> None:
        left = Alignment("left", "top", wrap_text=True)
        self.typeface = typeface
        self.title = Style(Font(typeface, 16, bold=True, color=BLUE), Alignment("left", "center"))
        self.hint = Style(Font(typeface, 11, color=GREY), Alignment("left", "center"))
        self.head = Style(
            Font(typeface, 11, bold=True, color=WHITE), Alignment("center", "center", wrap_text=True), fill(BLUE), _BOX
        )
        self.section = Style(Font(typeface, 12, bold=True, color=BLUE), Alignment("left", "center"), fill(HEAD_TINT))
        self.words = Style(Font(typeface, 11, color=INK), left)
        self.strong = Style(Font(typeface, 11, bold=True, color=INK), left)
        self.key = Style(Font(typeface, 8, color=GREY), Alignment("left", "center"))
        self.status = Style(Font(typeface, 11, color=WARM), left, fill(LOCKED_TINT), _BOX)
        self.label = Style(Font(typeface, 11, bold=True, color=INK), left, fill(HEAD_TINT), _BOX)

    def content(self, number_format: str, locked: bool, centred: bool = False, indent: int = 0) -> Style:
        """The style of a cell of a table: white where the unit writes, tinted where it is locked."""
        across = "center" if centred else "left"
        return Style(
            Font(self.typeface, 11, color=INK),
            Alignment(across, "top", wrap_text=True, indent=indent),
            fill(LOCKED_TINT) if locked else fill(WHITE),
            _BOX,
            number_format,
            open=not locked,
        )

    def swatch(self, colour: str) -> Style:
        """A sample of a colour for the legend."""
        return Style(Font(self.typeface, 11, color=INK), Alignment("center", "center"), fill(colour), _BOX)


def text_width(text: str) -> float:
    """Width of one line in the workbook's unit, the digit."""
    return sum(_width(char) for char in text)


def _width(char: str) -> float:
    if unicodedata.east_asian_width(char) in "WF":
        return _WIDE
    return _BROAD if char.isupper() or char.isdigit() or char in "%&@#—" else _NARROW


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column of ``width`` characters."""
    room = max(width - 1.0, 1.0)
    return sum(max(1, math.ceil(text_width(line) / room)) for line in text.split("\n"))


def row_height(cells: Sequence[tuple[str, float]], least: int = 1) -> float:
    """The height in points at which every (text, column width) can be read, at least that of ``least`` lines."""
    lines = max([least, *(lines_of(text, width) for text, width in cells if text)])
    return min(MOST_POINTS, lines * LINE_POINTS + PADDING_POINTS)

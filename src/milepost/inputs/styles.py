"""What does a cell's number format make of a number: a percentage, a date, a plain number?"""

from __future__ import annotations

import re
from collections.abc import Mapping

from milepost.inputs.limits import Limits, Refused
from milepost.inputs.package import Package
from milepost.model.intake import RefusalKind
from milepost.model.workbook import FormatKind

CellFormat = tuple[FormatKind, str]
"""Kind of number format and the format itself."""

GENERAL: CellFormat = (FormatKind.GENERAL, "")

# ECMA-376 part 1, 18.8.30. The codes of 14 and of the ids from 27 on depend on the language of the reader's Excel;
# the Chinese ones are those of "zh-cn".
_BUILT_IN_CODES = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    37: "#,##0;(#,##0)",
    38: "#,##0;[Red](#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;[Red](#,##0.00)",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
    67: "0%",
    68: "0.00%",
}
_THAI_DATES = range(71, 82)

_SPOKEN_LITERALS = re.compile(r'"[^"]*"|\\.|[_*].', re.DOTALL)
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\]]*\]")
_EXPONENT = re.compile(r"[eE][+-]")
_GENERAL_WORDS = re.compile(r"general|g/通用格式|常规", re.IGNORECASE)
_DATE_LETTERS = re.compile(r"[ymdhse]|aaa|ggg|上午/下午", re.IGNORECASE)
_LONGEST_CODE = 255  # Excel's own limit


def format_kind(code: str) -> FormatKind:
    """Tell what a number format makes of a positive number.

    Args:
        code: The format as the file has it, e.g. ``'yyyy"年"m"月"'``.
    """
    section = _SPOKEN_LITERALS.sub("", code[:_LONGEST_CODE]).partition(";")[0]
    if _ELAPSED.search(section):
        return FormatKind.DATE
    section = _BRACKETS.sub("", section)
    plain = _GENERAL_WORDS.sub("", section)
    if plain.strip() == "":
        return FormatKind.GENERAL if plain != section or not code else FormatKind.NUMBER
    if "%" in plain or "％" in plain:
        return FormatKind.PERCENT
    if _DATE_LETTERS.search(_EXPONENT.sub("", plain)):
        return FormatKind.DATE
    if "@" in plain:
        return FormatKind.TEXT
    return FormatKind.NUMBER


def _built_in(number: int) -> CellFormat:
    if number in _THAI_DATES:
        return FormatKind.DATE, ""
    code = _BUILT_IN_CODES.get(number, "")
    return format_kind(code), code


def read_formats(package: Package, part: str | None) -> tuple[CellFormat, ...]:
    """Read the cell formats, in the order in which cells count them.

    Raises:
        Refused: If there are more than the limits allow.
    """
    if part is None or not package.has(part):
        return ()
    limits = package.limits
    path: list[str] = []
    codes: dict[int, str] = {}
    numbers: list[int] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        path.append(name)
        if path[1:] == ["numFmts", "numFmt"]:
            _room(len(codes), limits, part)
            codes[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")[:_LONGEST_CODE]
        elif path[1:] == ["cellXfs", "xf"]:
            _room(len(numbers), limits, part)
            numbers.append(_number(attributes.get("numFmtId")))

    def end(name: str) -> None:
        path.pop()

    package.walk(part, start, end, crowded=Refused(RefusalKind.TOO_MANY_STYLES, member=part, limit=limits.tags))
    known: dict[int, CellFormat] = {}
    for number in set(numbers):
        code = codes.get(number)
        known[number] = (format_kind(code), code) if code is not None else _built_in(number)
    return tuple(known[number] for number in numbers)


def _room(count: int, limits: Limits, part: str) -> None:
    if count >= limits.styles:
        raise Refused(RefusalKind.TOO_MANY_STYLES, member=part, limit=limits.styles)


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 10 else 0

"""Which day did a person type?"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_ISO = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH_ONLY = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*月?(?:底|初|中旬|上旬|下旬)?|\d{4}\s*年?")
_OTHER_ORDER = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})")
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000


@dataclass(frozen=True, slots=True)
class DayReading:
    """A day, or why there is none: ``not_a_day``, ``month_only``, ``ambiguous_day``, ``no_such_day``."""

    value: date | None
    problem: str | None = None
    notes: tuple[str, ...] = ()


def from_serial(serial: float, date1904: bool) -> date | None:
    """The day that a day number of a workbook means; None outside the years 1954 to 2119 that a form can be about."""
    number = int(serial) + (1462 if date1904 else 0)
    return date(1899, 12, 30) + timedelta(days=number) if _FIRST_SERIAL <= number <= _LAST_SERIAL else None


def read_day(typed: str) -> DayReading:
    """Read a day typed as text: 2024-06-30, 2024/6/30, 2024.6.30, 2024年6月30日, 20240630, 二〇二四年六月三十日."""
    text = unicodedata.normalize("NFKC", typed).strip()
    plain = _chinese(text)
    found = _ISO.fullmatch(plain) or _COMPACT.fullmatch(plain)
    if found is not None:
        try:
            day = date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            return DayReading(None, "no_such_day")
        return DayReading(day, None, ("date_as_text",))
    if _MONTH_ONLY.fullmatch(plain):
        return DayReading(None, "month_only")
    return DayReading(None, "ambiguous_day" if _OTHER_ORDER.fullmatch(plain) else "not_a_day")


def _chinese(text: str) -> str:
    """Turn a date in Chinese digits into Arabic ones; tens are written out in months and days (十二月, 三十日)."""
    if not re.search("[一二三四五六七八九十〇]", text):
        return text

    def tens(found: re.Match[str]) -> str:
        high, low = found[1].translate(_DIGITS) or "1", found[2].translate(_DIGITS) or "0"
        return f"{high}{low}"

    return re.sub("([二三]?)十([一二三四五六七八九]?)", tens, text).translate(_DIGITS)

"""Which day did a person type?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from milepost.inputs.folding import plain

_CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_TIME = r"(?:[\sT]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?Z?)?"
_ISO = re.compile(rf"([0-9]{{4}})\s*[-/.年、]\s*([0-9]{{1,2}})\s*[-/.月、]\s*([0-9]{{1,2}})\s*[日号]?\.?{_TIME}")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
_MONTH_ONLY = re.compile(
    r"[0-9]{4}\s*[-/.年、]\s*[0-9]{1,2}\s*(?:月份?)?\s*(?:月?[底末初中]|中旬|上旬|下旬)?|[0-9]{4}\s*年?[底末初]?"
)
_OTHER_ORDER = re.compile(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:[0-9]{4}|[0-9]{2})")
_WEEKDAY = re.compile(r"\s*\(?(?:星期|周)[一二三四五六日天]\)?$")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    "oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_WORDED = (
    re.compile(rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?[\s-]*(?P<month>{_NAMED})\.?,?[\s-]*(?P<year>[0-9]{{4}})", re.I),
    re.compile(rf"(?P<month>{_NAMED})\.?\s*(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>[0-9]{{4}})", re.I),
)
_WORDED_MONTH = re.compile(rf"(?:{_NAMED})\.?,?\s*[0-9]{{4}}", re.IGNORECASE)
_LONGEST = 60
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
_FIRST_BARE_YEAR = 2000


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


def bare_serial(serial: float, date1904: bool) -> date | None:
    """The day of a number that nothing marks as a day: before 2000 it is more likely something else (20246, 2024.6)."""
    day = from_serial(serial, date1904)
    return day if day is not None and day.year >= _FIRST_BARE_YEAR else None


def read_day(typed: str, date1904: bool = False) -> DayReading:
    """Read a day typed as text.

    2024-06-30, 2024/6/30, 2024.6.30, 2024年6月30日, 20240630, 二〇二四年六月三十日, 30 June 2024, June 30, 2024, and a
    day number such as 45473. A day that could as well be another one, or that is no whole day, is none.

    Args:
        typed: What stands in the cell.
        date1904: True where the workbook's day numbers count from 1904.
    """
    text = plain(typed).replace("。", ".")
    if len(text) > _LONGEST:
        return DayReading(None, "not_a_day")
    text = _arabic(_WEEKDAY.sub("", text))
    found = _ISO.fullmatch(text) or _COMPACT.fullmatch(text)
    if found is not None:
        return _day(int(found[1]), int(found[2]), int(found[3]))
    for pattern in _WORDED:
        found = pattern.fullmatch(text)
        if found is not None:
            return _day(int(found["year"]), _MONTHS.index(found["month"][:3].casefold()) + 1, int(found["day"]))
    if _SERIAL.fullmatch(text):
        day = bare_serial(float(text), date1904)
        return DayReading(day, None, ("serial_day",)) if day else DayReading(None, "not_a_day")
    if _MONTH_ONLY.fullmatch(text) or _WORDED_MONTH.fullmatch(text):
        return DayReading(None, "month_only")
    return DayReading(None, "ambiguous_day" if _OTHER_ORDER.fullmatch(text) else "not_a_day")


def _day(year: int, month: int, day: int) -> DayReading:
    try:
        return DayReading(date(year, month, day), None, ("date_as_text",))
    except ValueError:
        return DayReading(None, "no_such_day")


def _arabic(text: str) -> str:
    """Turn a date in Chinese digits into Arabic ones; tens are written out in months and days (十二月, 三十日)."""
    text = text.replace("元月", "1月")
    if not re.search("[一二三四五六七八九十〇]", text):
        return text

    def tens(found: re.Match[str]) -> str:
        high, low = found[1].translate(_CHINESE_DIGITS) or "1", found[2].translate(_CHINESE_DIGITS) or "0"
        return f"{high}{low}"

    return re.sub("([二三]?)十([一二三四五六七八九]?)", tens, text).translate(_CHINESE_DIGITS)

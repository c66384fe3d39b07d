"""Which number did a person type? Western and Chinese habits, never a silent factor."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

SCALES = {"万亿": Decimal(10) ** 12, "亿": Decimal(10) ** 8, "万": Decimal(10) ** 4}
_WORDED_SCALES = (
    ("trillion", Decimal(10) ** 12),
    ("billion", Decimal(10) ** 9),
    ("100 million", Decimal(10) ** 8),
    ("million", Decimal(10) ** 6),
    ("10,000", Decimal(10) ** 4),
    ("thousand", Decimal(10) ** 3),
)
_CURRENCIES = {"¥": "元", "元": "元", "人民币": "元", "yuan": "元", "rmb": "元"}
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_ABOUT = re.compile(r"^(?:约|大约|近|approximately|approx\.?|about|ca\.?|~)\s*|(?:左右|余|多)(?=\D*$)", re.IGNORECASE)
_SHAPE = re.compile(
    r"(?P<currency>¥|rmb|人民币)?\s*(?P<sign>[-+])?\s*(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*"
    r"(?P<scale>万亿|亿|万)?\s*(?P<unit>[^\d\s.,+\-][^\d]*)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit of measure taken apart: ``亿元`` is 10^8 of ``元``, ``%`` is ``%``."""

    scale: Decimal
    base: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a typed number means in a given unit of measure.

    Attributes:
        value: The number in that unit; None where it means none for certain.
        problem: ``not_a_number``, ``unit_differs`` or ``approximate`` (then ``value`` is given all the same); None.
        notes: How it was read: ``full_width``, ``separators``, ``unit_in_text``, ``scaled``, ``percent_sign``.
    """

    value: Decimal | None
    problem: str | None = None
    notes: tuple[str, ...] = ()


def measure_of(unit: str) -> Measure:
    """Take a unit of measure apart.

    ``亿元`` -> 10^8 元, ``万件`` -> 10^4 件, ``100 million yuan`` -> 10^8 元, ``％`` -> %, ``项（共3项）`` -> 项.
    """
    text = re.sub(r"\(.*?\)", "", _plain(unit)).strip().casefold()
    for word, scale in SCALES.items():
        if text.startswith(word):
            return Measure(scale, _base(text[len(word) :]))
    for word, scale in _WORDED_SCALES:
        if text.startswith(word):
            return Measure(scale, _base(text[len(word) :]))
    return Measure(Decimal(1), _base(text))


def _base(text: str) -> str:
    bare = text.strip()
    if bare in ("%", "percent", "per cent", "个百分点", "百分点", "percentage points"):
        return "%"
    return _CURRENCIES.get(bare, bare)


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).replace("。", ".").replace("，", ",")
    return re.sub(r"[−–—﹣]", "-", folded).strip()


def read_number(typed: str, unit: str) -> Reading:
    """Read a number typed as text into the unit of measure of its row.

    A scale or unit in the text must fit the row's own: ``3.2亿`` where 亿元 is asked is 3.2, where 元 is asked it is
    320000000, and ``2180万`` where 亿元 is asked is a problem, not a factor.

    Args:
        typed: What stands in the cell.
        unit: The row's unit of measure, ``""`` where it has none.
    """
    text = _plain(typed)
    bare, about = _ABOUT.subn("", text)
    found = _SHAPE.fullmatch(bare.strip())
    if found is None:
        return Reading(None, "not_a_number")
    notes = ["full_width"] if text != typed.strip() else []
    notes += ["separators"] if "," in found["digits"] else []
    value = Decimal((found["sign"] or "") + found["digits"].replace(",", ""))
    fitted = _fit(value, found["scale"], _written_unit(found), unit)
    if fitted.value is None:
        return fitted
    return Reading(fitted.value, "approximate" if about else None, (*notes, *fitted.notes))


def _written_unit(found: re.Match[str]) -> str:
    written = (found["unit"] or "").strip()
    return written or (_CURRENCIES.get((found["currency"] or "").casefold(), "") if found["currency"] else "")


def _fit(value: Decimal, scale: str | None, written: str, unit: str) -> Reading:
    """Hold what stands beside the digits against the row's unit of measure."""
    if not scale and not written:
        return Reading(value)
    asked = measure_of(unit)
    base = measure_of(written).base if written else ""
    own = SCALES[scale] if scale else Decimal(1)
    if base and base != asked.base:
        return Reading(None, "unit_differs")
    if base == "%":
        return Reading(value, None, ("percent_sign",))
    if own == asked.scale:
        return Reading(value, None, ("unit_in_text",))
    if asked.scale == 1 and asked.base not in ("", "%"):
        return Reading(value * own, None, ("scaled",))
    return Reading(None, "unit_differs")

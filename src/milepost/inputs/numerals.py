"""Which number did a person type? Western and Chinese habits, never a silent factor."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from milepost.inputs.folding import plain, same
from milepost.inputs.measures import SCALES, measure_of

_LONGEST = 60
_ABOUT = re.compile(
    r"^(?:大约|约|近|approximately|approx\.?|about|ca\.?|~)\s*|(?:左右|上下)$|(?<=[0-9万亿千百十])(?:余|多)(?=[^0-9]*$)",
    re.IGNORECASE,
)
_BLANK_GROUPS = re.compile(r"(?<=\d)[\u00a0\u2007\u2008\u2009\u202f'’](?=\d{3}(?!\d))")  # no-break and thin spaces
_DIGITS = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|\.[0-9]+"
_NUMBER = re.compile(rf"(?P<sign>[-+])?\s*(?P<digits>{_DIGITS})")
_CURRENCY = re.compile(r"(?P<currency>¥|rmb|cny|人民币)\s*", re.IGNORECASE)
_TAIL = re.compile(r"[^0-9\s.,+\-()][^0-9()]*")
_PERCENT_BEFORE = re.compile("百分之(?=[0-9])")
_COMPOUND = re.compile(
    rf"(?P<first>[0-9]+)(?P<scale>{'|'.join(SCALES)})零?(?P<second>[0-9]+)(?P<lower>{'|'.join(SCALES)})?(?P<tail>[^0-9]*)"
)
_LOWER = {"万亿": ("亿", "千亿", "百亿"), "亿": ("万", "千万", "百万"), "万": ("千",)}
"""After 亿 the next part counts 万, after 万 it counts 千: ``3亿5千`` could as well mean 3.5亿."""


WITHHELD = frozenset({"x", "c", "confidential", "suppressed", "withheld", "保密", "不公开", "…"})
"""What stands in a cell, folded, whose value exists and must not be shown; the form asks for x."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a typed number means in a given unit of measure.

    Attributes:
        value: The number in that unit; None where it means none for certain.
        problem: ``not_a_number``, ``unit_differs``, ``suppressed`` where the mark of a withheld value stands there, or
            ``approximate`` (then ``value`` is given all the same); None.
        notes: How it was read: ``full_width``, ``separators``, ``unit_in_text``, ``scaled``, ``percent_sign``.
    """

    value: Decimal | None
    problem: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Parts:
    """A typed number taken apart: ``¥1,234.5万元`` is ``¥``, 1234.5 and ``万元``."""

    number: Decimal
    tail: str
    currency: str
    grouped: bool


def read_number(typed: str, unit: str) -> Reading:
    """Read a number typed as text into the unit of measure of its row.

    A scale or unit in the text must fit the row's own: ``3.2亿`` where 亿元 is asked is 3.2, where 元 is asked it is
    320000000, and ``2180万`` where 亿元 is asked is a problem, not a factor.

    Args:
        typed: What stands in the cell.
        unit: The row's unit of measure, ``""`` where it has none.
    """
    if same(typed).replace("...", "…").replace("……", "…") in WITHHELD:
        return Reading(None, "suppressed")
    text = plain(_BLANK_GROUPS.sub(",", typed)).replace("。", ".")
    bare, about = _ABOUT.subn("", text)
    parts = _taken_apart(bare.strip().removesuffix("."), unit) if len(bare) <= _LONGEST else None
    if parts is None:
        return Reading(None, "not_a_number")
    fitted = _fit(parts, unit)
    if fitted.value is None:
        return fitted
    notes = ["full_width"] if text.replace(",", "") != _BLANK_GROUPS.sub("", typed.strip()).replace(",", "") else []
    notes += ["separators"] if parts.grouped else []
    return Reading(fitted.value, "approximate" if about else None, (*notes, *fitted.notes))


def _taken_apart(text: str, unit: str) -> _Parts | None:
    """Sign, digits and what stands beside them; None where it is no number for certain."""
    before = _CURRENCY.match(text)
    currency = before["currency"] if before else ""
    text = text[before.end() :] if before else text
    percent = _PERCENT_BEFORE.match(text)
    if percent is not None:
        text = f"{text[percent.end() :]}%"
    found = _NUMBER.match(text)
    if found is None:
        return None
    digits = found["digits"]
    number, tail = Decimal((found["sign"] or "") + digits.replace(",", "")), text[found.end() :].strip()
    # Beside the digits stands nothing with digits of its own and no remark, but for a unit such as m2 or 项（共3项）.
    if not tail or _TAIL.fullmatch(tail) or (not unit[:1].isdigit() and tail and same(tail) == same(unit)):
        return _Parts(number, tail, currency, "," in digits)
    compound = _COMPOUND.fullmatch(text)
    return _compound(compound, currency) if compound else None


def _compound(found: re.Match[str], currency: str) -> _Parts | None:
    """A number in two parts, as it is spoken: ``3亿2000万``, ``12万5千``, ``1万2345``."""
    scale, second = SCALES[found["scale"]], Decimal(found["second"])
    if found["lower"]:
        second *= SCALES[found["lower"]]
        certain = found["lower"] in _LOWER.get(found["scale"], ()) and second < scale
    else:  # 12万5 may mean 125,000: only with all its digits the rest stands for itself
        certain = Decimal(10) ** len(found["second"]) == scale
    if not certain:
        return None
    number = Decimal(found["first"]) + second / scale
    return _Parts(number, found["scale"] + found["tail"], currency, grouped=False)


def _fit(parts: _Parts, unit: str) -> Reading:
    """Hold what stands beside the digits against the row's unit of measure."""
    if not parts.tail and not parts.currency:
        return Reading(parts.number)
    asked, written = measure_of(unit), measure_of(parts.tail)
    bases = {one for one in (written.base, measure_of(parts.currency).base) if one}
    if bases - {asked.base}:
        return Reading(None, "unit_differs")
    if written.scale == asked.scale:
        return Reading(parts.number, None, ("percent_sign" if written.base == "%" else "unit_in_text",))
    if asked.scale == 1 and asked.base not in ("", "%"):
        return Reading(parts.number * written.scale, None, ("scaled",))
    return Reading(None, "unit_differs")

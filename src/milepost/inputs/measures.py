"""Which unit of measure is written: how many of what?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from milepost.inputs.folding import plain

SCALES = {
    "万亿": Decimal(10) ** 12,
    "千亿": Decimal(10) ** 11,
    "百亿": Decimal(10) ** 10,
    "十亿": Decimal(10) ** 9,
    "亿": Decimal(10) ** 8,
    "千万": Decimal(10) ** 7,
    "百万": Decimal(10) ** 6,
    "十万": Decimal(10) ** 5,
    "万": Decimal(10) ** 4,
    "千": Decimal(10) ** 3,
}
"""Chinese scales, each before those that it begins with."""

_WORDED = (
    (r"trillions?", Decimal(10) ** 12),
    (r"billions?|bn", Decimal(10) ** 9),
    (r"(?:100|hundred) millions?", Decimal(10) ** 8),
    (r"(?:10|ten) millions?", Decimal(10) ** 7),
    (r"millions?|mn|mln", Decimal(10) ** 6),
    (r"100,000|(?:100|hundred) thousands?", Decimal(10) ** 5),
    (r"10,000|(?:10|ten) thousands?", Decimal(10) ** 4),
    (r"1,000|thousands?", Decimal(10) ** 3),
)
_SCALE = re.compile(
    # A kilogram, a kilometre and the like are units of their own: 5亿千瓦时 is a number of 千瓦时.
    "(?P<chinese>" + "|".join(f"{word}(?![克米瓦卡伏赫帕焦])" if word == "千" else word for word in SCALES) + ")|"
    "(?P<worded>" + "|".join(f"(?P<s{at}>{words})" for at, (words, _) in enumerate(_WORDED)) + r")(?![a-z0-9])(?: of )?"
)
_BASES = {
    **dict.fromkeys(("percent", "per cent", "个百分点", "百分点", "percentage points", "percentage point"), "%"),
    **dict.fromkeys(("¥", "人民币", "元人民币", "人民币元", "yuan", "rmb", "cny", "yuan rmb", "rmb yuan"), "元"),
}


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit of measure taken apart: ``亿元`` is 10^8 of ``元``, ``%`` is ``%``."""

    scale: Decimal
    base: str


def measure_of(unit: str) -> Measure:
    """Take a unit of measure apart.

    ``亿元`` -> 10^8 元, ``万件`` -> 10^4 件, ``100 million yuan`` -> 10^8 元, ``％`` -> %, ``项（共3项）`` -> 项.
    """
    text = " ".join(re.sub(r"\(.*?\)", "", plain(unit)).split()).casefold()
    if text in _BASES:
        return Measure(Decimal(1), _BASES[text])
    found = _SCALE.match(text)
    if found is None:
        return Measure(Decimal(1), text)
    base = text[found.end() :].strip()
    return Measure(scale_of(found), _BASES.get(base, base))


def scale_of(found: re.Match[str]) -> Decimal:
    """The factor of a scale that was found in a text."""
    if found["chinese"]:
        return SCALES[found["chinese"]]
    return next(scale for at, (_, scale) in enumerate(_WORDED) if found[f"s{at}"])

"""Does a number format show another number than the one that is stored?"""

from __future__ import annotations

import re

_BRACKETS = re.compile(r"\[[^\]]*\]|[_*].")
_LITERAL = re.compile(r'"([^"]*)"|[\\!](.)')
_PLACES = "0#?"
_SCALING_COMMA = re.compile(rf"[{_PLACES}],+(?![{_PLACES},])")
_SCALE_WORDS = re.compile("[十百千万亿%％‰]|thousand|million|billion|trillion", re.IGNORECASE)
_NO_NUMBER = "\0"


def scales(code: str) -> bool:
    """Say whether the format divides by thousands: ``0.0,"K"`` shows 12345 as 12.3K, ``0!.0,"万"`` as 1.2万."""
    return _SCALING_COMMA.search(_LITERAL.sub(_NO_NUMBER, _first(code)).replace(_NO_NUMBER, "")) is not None


def scale_beside(code: str) -> str:
    """The words after the number where they count thousands or hundredths, as in ``0.0"万元"``; else ``""``."""
    section = _first(code)
    after = max((section.rfind(place) for place in _PLACES), default=-1) + 1
    words = _LITERAL.sub(lambda found: found[1] or found[2] or "", section[after:]).strip() if after else ""
    return words if _SCALE_WORDS.search(words) else ""


def _first(code: str) -> str:
    """The section for positive numbers, without colours, conditions and fillers."""
    return _BRACKETS.sub("", code).partition(";")[0]

"""What did a person type, apart from width, blanks and characters that nobody sees?"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_SELECTORS = range(0xFE00, 0xFE10)
_STROKES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣"), "-")  # hyphens, dashes and the minus sign


def plain(text: str) -> str:
    """Fold a short entry to plain letters, digits and signs.

    Full-width forms become plain ones, every kind of blank a space, every kind of hyphen and dash ``-``; what nobody
    sees (zero-width characters, marks of direction) is dropped. Only what means the same is folded: ``①``, ``²`` and
    ``½`` stay as they are, for ``12①`` is not 121 and ``10²`` is not 102.
    """
    return "".join(map(_folded, unicodedata.normalize("NFC", text))).translate(_STROKES).strip()


@lru_cache(maxsize=1 << 16)  # a long text has many characters, but few different ones
def _folded(char: str) -> str:
    if char.isascii():
        return " " if char.isspace() else char
    category = unicodedata.category(char)
    if category == "Cf" or ord(char) in _SELECTORS:
        return ""
    if char.isspace():
        return " "
    folded = unicodedata.normalize("NFKC", char)
    return char if category != "Nd" and any(one.isdigit() for one in folded) else folded


def same(text: str) -> str:
    """Fold a text for comparison: as ``plain``, without blanks and without regard to capitals."""
    return "".join(plain(text).split()).casefold()


def visible(text: str | None) -> bool:
    """Say whether a person sees anything of a text."""
    return bool(plain(text or ""))

"""Which known word was probably meant?"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping


def nearest(word: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Give the known words that look most like ``word``, the likeliest first; none where nothing is close.

    Capital letters do not matter: ``cnipa`` is as near to ``CNIPA`` as can be.
    """
    by_folded: dict[str, str] = {}
    for one in known:
        by_folded.setdefault(one.casefold(), one)
    found = difflib.get_close_matches(word.casefold(), by_folded, n=most, cutoff=0.6)
    return tuple(by_folded[one] for one in found)


def nearest_meant(word: str, meanings: Mapping[str, str], most: int = 3) -> tuple[str, ...]:
    """Give what the nearest known words stand for: ``meanings`` maps each name to the thing that it names."""
    found = nearest(word, meanings, most=most * 3)
    return tuple(dict.fromkeys(meanings[one] for one in found))[:most]


def instead(found: Iterable[str]) -> str:
    """Write nearest words as a remark in brackets, with a space before it; ``""`` where there are none."""
    words = ", ".join(f'"{one}"' for one in found)
    return f" (nearest: {words})" if words else ""

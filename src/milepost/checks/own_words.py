"""Which numbers in the secretariat's own words stand in no value of the data?

A number is held against every value of the data at the precision with which it is written: 14 agrees with 14.0, 3.4
with 3.38, 853.99 billion with 8539.9 (100 million). Years, days, numbers of documents, parts and tasks are no figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from milepost.checks.numbers_in_text import Measured, Mention, half_width, measured, numbers
from milepost.model.editorial import Editorial, OwnWords
from milepost.model.places import FilePlace, Mistake

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_NO_FIGURE = tuple(
    re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        r"(?:19|20)\d\d\s*[-./]\s*\d{1,2}\s*[-./]\s*\d{1,2}(?!\d)",  # 2024-05-11
        r"(?:19|20)\d\d\s*[-–—/至到]\s*(?:(?:19|20)\d\d|\d\d)(?!\d)",  # 2021-2035, 2024-05
        rf"\d{{1,2}}\s+(?:{_MONTH})(?:\s+(?:19|20)\d\d)?",  # 11 May 2024
        rf"(?:{_MONTH})\s+\d{{1,2}}(?:,\s*(?:19|20)\d\d)?(?!\d)",  # May 11, 2024
        r"\d{1,4}\s*年(?:\s*\d{1,2}\s*月)?(?:\s*\d{1,2}\s*日)?",  # 2024年5月11日
        r"\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?",
        r"[\[〔(]\s*(?:19|20)\d\d\s*[\]〕)]\s*\d+\s*号",  # 〔2024〕6号
        r"(?:第|no\.?\s*|nos\.?\s*|number\s+|#)\s*\d+",  # 第38项, no. 38
        r"\d+(?:st|nd|rd|th)\b",  # 14th
        r"^\s*\d+[.)、．]\s",  # a list
        r"\b[A-Za-z]+-?\d+(?:\.\d+)*\b",  # M1, SHA-256
    )
)
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Known:
    """A value of the data: how much, in which unit of measure (in one language)."""

    value: Decimal
    unit: str = ""


def unsupported(editorial: Editorial, known: Iterable[Known], names: Sequence[str] = ()) -> list[Mistake]:
    """Find the numbers of own words that no value of the data supports.

    Args:
        editorial: The secretariat's own words.
        known: Every value of the data, and what is counted over them.
        names: Words before the number of a task that is named by it ("item", "items").
    """
    values = list(known)
    plain_values = {one.value for one in values}
    bare = [found for one in values if (found := measured("", one.value, one.unit, "")) is not None]
    named = _named(names)
    return [
        _mistake(words, line, mention)
        for words in editorial.by_place.values()
        for line, mention in _figures(words.words, named)
        if not _stands(mention, plain_values, bare)
    ]


def _figures(text: str, named: re.Pattern[str] | None) -> Iterator[tuple[int, Mention]]:
    """Line and number of what may be a figure; lines of a paragraph are read as one, since a date may be broken."""
    offsets = [0]
    for line in text.splitlines(keepends=True):
        offsets.append(offsets[-1] + len(line))
    shown = "".join(char if char in "\n " else half_width(char) or " " for char in text)
    shown = shown if len(shown) == len(text) else text
    for pattern in (*_NO_FIGURE, *([named] if named else [])):
        shown = pattern.sub(lambda found: " " * len(found[0]), shown)
    for at, mention in numbers(shown):
        if not _YEAR.fullmatch(mention.said.strip()):
            yield next(n for n, start in enumerate(offsets[1:], 1) if at < start), mention


def _named(names: Sequence[str]) -> re.Pattern[str] | None:
    """Numbers after the plan's word for a task: item 38, items 3, 12 and 40."""
    found = "|".join(re.escape(half_width(name)) for name in sorted(names, key=len, reverse=True) if name)
    if not found:
        return None
    return re.compile(rf"(?:{found})\s*\d+(?:\s*(?:,|、|and|to|和|至|-|–)\s*\d+)*(?![\d.])", re.IGNORECASE)


def _stands(mention: Mention, values: set[Decimal], bare: Sequence[Measured]) -> bool:
    return any(_near(mention, value) for value in values) or any(_near(mention, one.value) for one in bare)


def _near(mention: Mention, value: Decimal) -> bool:
    """True where the value is what the number says, rounded to its last place; a loose number may be a tenth off."""
    off = abs(abs(value) - mention.value)
    return off <= mention.step / 2 or (mention.loose and off <= abs(value) / 10)


def _mistake(words: OwnWords, line: int, mention: Mention) -> Mistake:
    return Mistake(
        FilePlace(words.place.path, line),
        f'"{mention.said.strip()}" stands in no value of the data.',
        "Correct it, or see that the data hold it.",
    )

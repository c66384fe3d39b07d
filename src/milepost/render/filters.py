"""How are numbers, dates and texts printed in a language? Rounding happens here and nowhere before."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import count
from typing import Protocol

from markupsafe import Markup, escape

from milepost.model.text import Passage, Text

MISSING = "\N{EN DASH}"
"""What is printed for a value that is not there: never 0, never blank."""

TAGS = {"en": "en", "zh": "zh-CN"}
"""Language code -> tag of the ``lang`` attribute."""

_MINUS = "\N{MINUS SIGN}"
_THIN = "\N{NARROW NO-BREAK SPACE}"
_NO_BREAK = "\N{NO-BREAK SPACE}"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_HAN = (
    "\u2e80-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u201c\u201d\u2018\u2019\u2026\u2014"
)
_BROKEN_HAN = re.compile(f"(?<=[{_HAN}])[ \\t]*\\n\\s*(?=[{_HAN}])")


class SomeDate(Protocol):
    """A date known to the day, the month or the year: ``date`` or ``PartialDate``."""

    @property
    def year(self) -> int:
        """Year."""

    @property
    def month(self) -> int | None:
        """Month, None where only the year is known."""

    @property
    def day(self) -> int | None:
        """Day, None where it is not known."""


def close_han(text: str) -> str:
    """Take out line breaks of the source between Han characters, which a renderer would print as spaces."""
    return _BROKEN_HAN.sub("", text)


def linked(mark: Markup | str, href: str, key: str = "") -> Markup:
    """Make a mark or words a link; the link goes inside a mark's own element, since tagged PDF wants text in links.

    Args:
        mark: Words, or the markup of one mark.
        href: Where it leads.
        key: Id of the link; ``""`` for none.
    """
    opening = Markup('<a id="{}" href="{}">').format(key, href) if key else Markup('<a href="{}">').format(href)
    whole = escape(mark).strip()
    found = re.fullmatch(r"(<span[^>]*>)([^<]*)(</span>)", whole)
    if found is None:
        return opening + whole + Markup("</a>")
    return Markup(found[1]) + opening + Markup(found[2]) + Markup("</a>" + found[3])


def rounded(value: Decimal | int, places: int) -> Decimal:
    """Round half away from zero, as official statistics do (四舍五入): 7.445 to two places is 7.45."""
    return Decimal(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _ems(words: str) -> float:
    """Estimate the width of bold words in em: a Han character takes one, any other 0.56."""
    return sum(1.0 if ord(char) > 0x2E7F else 0.56 for char in words)


def _filled(pieces: Sequence[str], glue: str, width: float) -> tuple[str, ...]:
    """Fill lines up to a width, piece by piece."""
    lines = [pieces[0]]
    for piece in pieces[1:]:
        longer = lines[-1] + glue + piece
        if _ems(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(piece)
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class Printer:
    """Prints values in one language; its methods are the filters of the templates.

    Attributes:
        language: Language code, ``"en"`` or ``"zh"``.
    """

    language: str

    @property
    def _chinese(self) -> bool:
        return self.language == "zh"

    def filters(self) -> dict[str, Callable[..., object]]:
        """Give the filters by the name that templates use."""
        return {
            "number": self.number,
            "quantity": self.quantity,
            "percent": self.percent,
            "points": self.points,
            "date": self.date,
            "text": self.text,
            "listed": self.listed,
            "paragraphs": self.paragraphs,
            "han": close_han,
            "title_lines": self.title_lines,
            "linked": linked,
        }

    def number(self, value: Decimal | int | None, places: int = 0, sign: bool = False) -> str:
        """Print a number: narrow spaces between thousands in English, nothing in Chinese; None is an en dash.

        Args:
            value: In whatever unit.
            places: Decimal places printed; rounded half away from zero.
            sign: Print a plus before positive numbers, as changes have.
        """
        if value is None:
            return MISSING
        exact = rounded(value, places)
        digits = f"{abs(exact):,.{places}f}".replace(",", "" if self._chinese else _THIN)
        if exact == 0:
            return digits
        return (_MINUS if exact < 0 else "+" if sign else "") + digits

    def quantity(self, value: Decimal | int | None, unit: str | Text = "", places: int = 0, sign: bool = False) -> str:
        """Print a number with its unit; a missing value is an en dash without unit.

        Args:
            value: In ``unit``.
            unit: Unit as printed, e.g. ``"ha"``, ``"%"``, or a Text with the unit of each language.
            places: Decimal places printed.
            sign: Print a plus before positive numbers.
        """
        printed = self.number(value, places, sign)
        named = unit.said(self.language) if isinstance(unit, Text) else unit
        if value is None or not named:
            return printed
        close = self._chinese and (named[0] == "%" or ord(named[0]) > 0x2E7F)
        return printed + ("" if close else _NO_BREAK) + named

    def percent(self, share: Decimal | None, places: int = 0) -> str:
        """Print a share (1 = all of it) in per cent."""
        return self.quantity(None if share is None else share * 100, "%", places)

    def points(self, value: Decimal | None, places: int = 0) -> str:
        """Print a difference in points, with its sign; the word stands in the table's head."""
        return self.number(value, places, sign=True)

    def date(self, value: SomeDate | None) -> str:
        """Print a date as far as it is known: ``11 May 2024``, ``2024年5月11日``; None is an en dash."""
        if value is None:
            return MISSING
        if self._chinese:
            month = f"{value.month}月" if value.month else ""
            return f"{value.year}年{month}" + (f"{value.day}日" if value.day else "")
        parts = [str(value.day)] if value.day else []
        parts += [_MONTHS[value.month - 1]] if value.month else []
        return _NO_BREAK.join(parts) + (" " if parts else "") + str(value.year)

    def text(self, value: Text | Passage | str | None) -> Markup | str:
        """Print a text in this language; words of another language are marked with theirs."""
        if value is None:
            return MISSING
        if isinstance(value, str):
            return value
        passage = value.passage(self.language) if isinstance(value, Text) else value
        if passage.language == self.language:
            return passage.words
        tag = TAGS.get(passage.language, passage.language)
        return Markup('<span lang="{}">{}</span>').format(tag, passage.words)

    def listed(self, items: Iterable[Text | str | Markup]) -> Markup | str:
        """Join a list: ``a, b and c``; ``a、b、c``."""
        parts: Sequence[Markup] = [escape(self.text(item)) for item in items]
        if self._chinese:
            return Markup("、").join(parts)
        if len(parts) < 2:
            return Markup("").join(parts)
        return Markup(", ").join(parts[:-1]) + Markup(" and ") + parts[-1]

    def title_lines(self, title: Text | str, width: float = 17.5) -> tuple[str, ...]:
        """Break a title into the fewest lines, of like length: in Chinese after closing marks, else between words.

        Args:
            title: Without line breaks.
            width: Of the frame, in em; one piece that is longer stands alone.
        """
        words = title.said(self.language) if isinstance(title, Text) else title
        pieces = re.findall(r".*?[》”，：；]+|.+", words) if self._chinese else re.findall(r"\S+", words)
        glue = "" if self._chinese else " "
        fewest = len(_filled(pieces, glue, width))
        narrow = next(tenths for tenths in count(1) if len(_filled(pieces, glue, tenths / 10)) == fewest)
        return _filled(pieces, glue, narrow / 10)

    def paragraphs(self, value: Text | Passage | str | None) -> Markup:
        """Print a text as paragraphs, one for each block between empty lines."""
        if value is None:
            return Markup("")
        if isinstance(value, str):
            value = Passage(value, self.language)
        passage = value.passage(self.language) if isinstance(value, Text) else value
        tag = TAGS.get(passage.language, passage.language)
        open_tag = Markup("<p>") if passage.language == self.language else Markup('<p lang="{}">').format(tag)
        blocks = [block.strip() for block in re.split(r"\n\s*\n", passage.words) if block.strip()]
        return Markup("\n").join(open_tag + escape(close_han(block)) + Markup("</p>") for block in blocks)
